"""A ten-line session on a small log, from start to end, against sqlite3 running a ten-line script."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from figures import in_turns, record

ROUNDS = 50
SESSION = """maa 1
# ten lines
load datasets/figure4.jsonl
set tau 0.6
set beta 0.9
merges
evidence --limit 3
expect batches = 10
expect units = 7
settings
"""
SQL = """create table t (a integer, b real);
insert into t values (1, 2.0), (2, 3.0), (3, 4.0);
insert into t values (4, 5.0);
select count(*) from t;
select sum(b) from t;
update t set b = b * 2;
select * from t order by b desc limit 2;
create index i on t (a);
select b from t where a = 3;
drop table t;
"""


def seconds(command, standard_input):
    start = time.perf_counter()
    subprocess.run(command, input=standard_input, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    os.chdir(root)
    maa = os.path.join(root, ".build/release/maa")
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "ten.maa")
        with open(script, "w") as file:
            file.write(SESSION)
        ours, theirs = [], []
        sqlite = shutil.which("sqlite3")
        for _ in range(ROUNDS):
            ours.append(seconds([maa, "run", script], b""))
            if sqlite:
                theirs.append(seconds([sqlite, ":memory:"], SQL.encode()))
    median = statistics.median(ours)
    print(f"maa run, ten lines: median of {ROUNDS} {median * 1e3:.1f} ms")
    if theirs:
        peer = statistics.median(theirs)
        record("run a session of ten lines", "sqlite3 CLI, ten lines", in_turns(theirs, ours), aim=0.5)
        print(f"sqlite3, ten lines: {peer * 1e3:.1f} ms; ratio {median / peer:.1f} (target: under 2)")
    else:
        print("sqlite3 is not installed; no ratio (apt-get install sqlite3)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Eight processes write one log; three are killed in the middle. MAA_RECORDS=1000000 is the size of the promise."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time

from conftest import rows, run

RECORDS = int(os.environ.get("MAA_RECORDS", "100000"))
WRITER = """
import os, sys
from maa import Recorder
path, count, acknowledged = sys.argv[1], int(sys.argv[2]), os.open(sys.argv[3], os.O_RDWR)
done = 0
def acknowledge():
    global done
    done += 1
    os.pwrite(acknowledged, done.to_bytes(8, "little"), 0)
with Recorder(path) as r:
    while done < count:
        r.batch(); acknowledge()
        for _ in range(50):
            edit = r.propose("add", content="x" * 300 + str(os.getpid())); acknowledge()
            r.scores(baseline=50, u={edit: 61.5}); acknowledge()
            r.task("kitchen-102", 1, items=["m1"]); acknowledge()
"""


def test_every_acknowledged_record_loads(tmp_path: pathlib.Path, binary: str) -> None:
    log = tmp_path / "run.jsonl"
    counts = [tmp_path / f"count{index}" for index in range(8)]
    for count in counts:
        count.write_bytes(bytes(8))
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, log, str(RECORDS // 8), count]) for count in counts
    ]
    for victim, count in zip(writers[:3], counts):
        while int.from_bytes(count.read_bytes(), "little") < RECORDS // 32:
            time.sleep(0.01)
        victim.send_signal(signal.SIGKILL)
    assert [writer.wait() for writer in writers] == [-9] * 3 + [0] * 5
    acknowledged = sum(int.from_bytes(count.read_bytes(), "little") for count in counts)
    whole = log.read_bytes().count(b"\n")
    # A killed writer may have written one more record than it was told of.
    assert acknowledged + 1 <= whole <= acknowledged + 1 + 3
    loaded, kinds = run(f"load {log}", "batches")
    summary = rows(loaded)[0]
    batches = len(rows(kinds))
    assert batches + summary["proposals"] + summary["calls"] <= whole
    assert sum(b'"kind":"proposal"' in line for line in log.open("rb")) == summary["proposals"]
    assert sum(b'"kind":"scores"' in line for line in log.open("rb")) == summary["calls"]

#!/usr/bin/env python3
"""Opening a large log that was loaded before, against reading it: the whole process, in turns.

usage: Benchmarks/kept.py [--operations N] [--turns N] [--program BINARY]

Both ways must say the same of the log: counts, and sums over its texts and scores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import record

ROOT = Path(__file__).resolve().parent.parent
CHECK = "; sql select count(*), sum(length(content)), min(id), max(id), sum(batch) from proposals"


def run(words, home):
    environment = dict(os.environ, XDG_CACHE_HOME=home)
    start = time.perf_counter()
    done = subprocess.run(words, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--operations", type=int, default=200_000)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--program", default=str(ROOT / ".build/release/maa"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        log, program = f"{home}/l.jsonl", arguments.program
        run([program, "-c", f"simulate --operations {arguments.operations} --to {log}"], home)
        time.sleep(2.5)  # what has just changed is not kept
        first, _ = run([program, "-c", f"load {log}"], home)
        kept = list(Path(home, "maa/logs").glob("*.columns"))
        if len(kept) != 1:
            sys.exit("the log was not kept")
        read, opened = [], []
        for _ in range(arguments.turns):
            read.append(run([program, "--no-cache", "-c", f"load {log}"], home)[0])
            opened.append(run([program, "-c", f"load {log}"], home)[0])
        answers = {run([program, *words, "-c", f"load {log}{CHECK}"], home)[1] for words in ([], ["--no-cache"])}
        if len(answers) != 1:
            sys.exit("a log that was kept answers otherwise than one that was read")
        print(f"{os.path.getsize(log) / 1e6:.0f} MB as text, {kept[0].stat().st_size / 1e6:.0f} MB as columns; the same answers")
    print(f"reading {min(read):.3f} s, opening {min(opened):.3f} s: {min(read) / min(opened):.1f} times; "
          f"reading and keeping {first:.3f} s")
    record("open a log that was loaded before", "reading it", [one / other for one, other in zip(read, opened)], 10)


if __name__ == "__main__":
    main()

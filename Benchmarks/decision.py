#!/usr/bin/env python3
"""What follows one decision, or a batch of a thousand proposals more, against making everything anew, which both must equal:
`python3 Benchmarks/decision.py [--proposals N] [--changes N] [--turns N]`."""

import argparse
import os
import re
import subprocess

from environment import build_bench
from figures import record

STAGES = {"evidence": "evidence", "verdicts": "verdicts", "ordered": "queue"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--proposals", type=int, default=300_000)
    arguments.add_argument("--changes", type=int, default=40)
    arguments.add_argument("--turns", type=int, default=3)
    options = arguments.parse_args()
    binary, threads = build_bench(), str(os.cpu_count() or 1)
    size = [str(options.proposals), str(options.proposals // 10), str(options.proposals // 100)]
    found = {}
    for _ in range(options.turns):
        command = [binary, "follow", *size, str(options.changes), threads, "--check"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        anew = float(re.search(r"^anew_ms (\S+)", output, re.M).group(1))
        for change in ("decision", "append"):
            for stage, shown in STAGES.items():
                line = re.search(rf"^{change}_{stage}_ms .* with_all_before p50 (\S+) p99 (\S+)", output, re.M)
                print(f"{change} to the {shown}: p50 {line.group(1)} ms, p99 {line.group(2)} ms; anew {anew:.0f} ms")
                found.setdefault((change, shown), []).append(anew / float(line.group(2)))
    for (change, shown), ratios in found.items():
        record(f"{change} to the {shown}, p99", "making all anew", ratios)
    print("what followed equals what is made anew")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What a record costs that maa.Recorder writes, against Python's own logging of the same records as lines of JSON.

usage: Benchmarks/recorder.py [--records N] [--rounds N]

A third each are proposals, scorings and tasks. logging checks nothing and locks no other process out; its handler flushes each
line, as the recorder writes it. Both are read back, and hold as many records. Processor time, of the medians of all rounds. Exit 1
where a record costs 20 us or more.
"""

import argparse
import json
import logging
import statistics
import sys
import tempfile
import time
from pathlib import Path

from environment import ROOT
from figures import record

sys.path.insert(0, str(ROOT / "python/src"))

import maa  # noqa: E402

CONTENT = "Look into closed drawers too, and into the fridge."


def recorded(path, thirds):
    with maa.Recorder(path, source="a benchmark", range=(0, 100)) as recorder:
        recorder.batch()
        start = time.process_time()
        for _ in range(thirds):
            edit = recorder.propose("add", content=CONTENT)
            recorder.scores(baseline=50, u={edit: 61.5})
            recorder.task("kitchen-102", 1, items=["m1", "m2"])
        return time.process_time() - start


def logged(path, thirds):
    logger, handler = logging.Logger("peer"), logging.FileHandler(path)
    logger.addHandler(handler)
    start = time.process_time()
    for number in range(thirds):
        edit = f"p{number}"
        logger.info(json.dumps({"kind": "propose", "id": edit, "batch": 1, "op": "add", "content": CONTENT}))
        logger.info(json.dumps({"kind": "scores", "batch": 1, "baseline": 50, "u": {edit: 61.5}}))
        logger.info(json.dumps({"kind": "task", "batch": 1, "id": "kitchen-102", "outcome": 1, "items": ["m1", "m2"]}))
    seconds = time.process_time() - start
    handler.close()
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--records", type=int, default=6_000)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    thirds = arguments.records // 3
    own, peer = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.rounds):
            paths = Path(folder, f"own{number}.jsonl"), Path(folder, f"peer{number}.jsonl")
            own.append(recorded(paths[0], thirds) / (3 * thirds) * 1e6)
            peer.append(logged(paths[1], thirds) / (3 * thirds) * 1e6)
            # The recorder's log also has a header and its batch.
            counts = [len(path.read_text().splitlines()) for path in paths]
            if counts[0] - 2 != counts[1]:
                sys.exit(f"{counts} records came back")
    record("a record written", "Python's logging", [theirs / ours for ours, theirs in zip(own, peer)])
    ours, theirs = statistics.median(own), statistics.median(peer)
    print(f"maa.Recorder {ours:.1f} us a record (aim: 20), logging {theirs:.1f} us: {theirs / ours:.2f} times as fast")
    if ours >= 20:
        sys.exit("a record costs more than is promised")


if __name__ == "__main__":
    main()

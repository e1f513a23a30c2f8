#!/usr/bin/env python3
"""What it takes to follow a log that grows: records a second of a log that is there already, and the time and the work of
one batch more at several lengths. A batch proposes wordings for its own item and for those of the twenty batches before it,
and scores them: so units come and go, and no key grows for ever. The end is compared with a session that loads the file."""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from environment import ROOT
from tracelog import sentence

PROPOSALS = 4


class World:
    def __init__(self, seed=5):
        self.random = random.Random(seed)
        self.batch = 0

    def records(self):
        """Those of the next batch."""
        self.batch += 1
        number, rng = self.batch, self.random
        yield {"kind": "batch", "batch": number}
        yield {"kind": "item", "id": f"m{number}", "content": f"Rule {number}."}
        u = {}
        for place in range(PROPOSALS):
            item = number if place < 2 else max(1, number - rng.randrange(20))
            identity = f"b{number}p{place}"
            yield {
                "kind": "proposal", "batch": number, "id": identity, "type": "modify", "anchor": f"m{item}",
                "content": sentence(rng, 60),
            }  # fmt: skip
            u[identity] = round(50 + rng.gauss(1, 6), 2)
        if number > 1:
            u[f"b{max(1, number - rng.randrange(1, 20))}p0"] = round(50 + rng.gauss(1, 6), 2)
        yield {"kind": "scores", "batch": number, "call": 0, "baseline": 50, "u": u}
        for task in range(3):
            yield {"kind": "task", "batch": number, "task": f"t{task}", "outcome": rng.randrange(2), "items": [f"m{number}"]}

    def text(self, batches):
        return "".join(json.dumps(record, separators=(",", ":")) + "\n" for _ in range(batches) for record in self.records())


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(program, length, more, folder):
    world, log, script = World(), Path(folder) / f"{length}.jsonl", Path(folder) / f"{length}.maa"
    log.write_text('{"kind":"header","format":"maa-trace","version":1}\n' + world.text(length), encoding="utf-8")
    records = sum(1 for _ in log.open(encoding="utf-8"))
    script.write_text(f"maa 1\nload {log}\n", encoding="utf-8")
    start = time.monotonic()
    run = subprocess.Popen([program, "run", "--follow", script], stdout=subprocess.PIPE, text=True)
    batches = 0
    while batches < length:
        line = json.loads(run.stdout.readline())
        batches = int(line["batches"][1])
    caught_up, work = time.monotonic() - start, processor_seconds(run.pid)
    waits = []
    with log.open("a", encoding="utf-8") as file:
        for number in range(more):
            text = world.text(1)
            time.sleep(0.06)
            begun = time.monotonic()
            file.write(text)
            file.flush()
            while batches < length + number + 1:
                line = json.loads(run.stdout.readline())
                batches = int(line["batches"][1])
            waits.append(time.monotonic() - begun)
    batch_work = (processor_seconds(run.pid) - work) / more
    run.terminate()
    run.wait()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    check(program, log, line)
    waits.sort()
    print(
        f"{length} batches, {records} records: {records / caught_up:.0f} records a second ({work:.2f} s of processor time), "
        f"then a batch: {statistics.median(waits) * 1000:.1f} ms, p99 {waits[int(0.99 * (len(waits) - 1))] * 1000:.1f} ms, "
        f"{batch_work * 1000:.2f} ms of processor time; peak so far {peak:.0f} MiB"
    )


def check(program, log, line):
    """What was followed is what is loaded."""
    query = "select count(*) units, sum(n) observations from evidence"
    run = subprocess.run([program, "--json", "-c", f'load {log}; sql "{query}"'], capture_output=True, text=True, check=True)
    rows = json.loads(run.stdout.splitlines()[-1])["tables"][0]["rows"]
    assert rows == [[line["units"], line["observations"]]], (rows, line)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=ROOT / ".build" / "release" / "maa")
    parser.add_argument("--lengths", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--more", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for length in arguments.lengths:
            measure(arguments.program, length, arguments.more, folder)


if __name__ == "__main__":
    main()

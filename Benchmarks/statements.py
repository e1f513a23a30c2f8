#!/usr/bin/env python3
"""How long a statement takes on a study of 1,000,000 observations: p50 and p99 of changing beta, tau, the signal and a
decision, and of undoing each. Every change is to a value the session has not seen before."""

import argparse
import json
import random
import subprocess
import tempfile
from pathlib import Path

from environment import ROOT, build_bench
from tracelog import sentence

UNITS_PER_KEY = 20


def write_log(path, units, batches, seed=11):
    """Units of 20 to a key, a third of them in two wordings; each batch scores them all."""
    keys = units // UNITS_PER_KEY
    rng = random.Random(seed)
    put = lambda file, record: file.write(json.dumps(record, separators=(",", ":")) + "\n")
    with open(path, "w", encoding="utf-8") as file:
        put(file, {"kind": "header", "format": "maa-trace", "version": 1, "source": "statements"})
        for key in range(keys):
            put(file, {"kind": "item", "id": f"m{key}", "content": f"Rule {key}."})
        ids, effect = [], {}
        for batch in range(1, batches + 1):
            put(file, {"kind": "batch", "batch": batch, "epoch": (batch - 1) // 10 + 1})
            if batch <= 2:
                for number in range(units):
                    if batch == 2 and number % 3:
                        continue
                    texts = random.Random(number)
                    words = sentence(texts, 70)
                    content = words if batch == 1 else words + " " + texts.choice(["always", "please", "now"])
                    identity = f"b{batch}p{number}"
                    put(file, {
                        "kind": "proposal", "batch": batch, "id": identity, "type": "modify",
                        "anchor": f"m{number % keys}", "content": content,
                    })  # fmt: skip
                    if batch == 1:
                        ids.append(identity)
                        effect[identity] = rng.gauss(0, 3)
            for call in range(len(ids) // 100):
                baseline = round(rng.uniform(30, 80), 2)
                some = ids[call * 100 : call * 100 + 100]
                u = {i: round(baseline + effect[i] + rng.gauss(0, 6), 2) for i in some}
                put(file, {"kind": "scores", "batch": batch, "call": call, "baseline": baseline, "u": u})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--batches", type=int, default=100)
    arguments = parser.parse_args()
    bench = build_bench()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statements.jsonl"
        write_log(path, arguments.units, arguments.batches)
        subprocess.run([bench, "statements", str(path), str(arguments.runs)], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

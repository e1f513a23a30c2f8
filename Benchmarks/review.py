#!/usr/bin/env python3
"""How long the review desk lets a person wait on a log of 1,000,000 proposals with 100,000 candidates: for the queue by
impact (aims: 1 s the first time, 100 ms again), and for the next candidate after an answer in `review` (aim: 50 ms).
Units, evidence and verdicts are known before, as after `verdicts`. No peer does this."""

import argparse
import json
import random
import subprocess
import tempfile
import time
from pathlib import Path

from environment import ROOT

WORDS = "shelf table oven fridge lamp drawer sink door cup plate knife towel lid pan bowl tray".split()


def sentence(pair, odd, is_candidate):
    rng = random.Random(pair)
    a, b, c, d, e, f = rng.sample(WORDS, 6)
    if odd and not is_candidate:
        return f"Never {pair * 7919} forget {d} beside {e} {f}."
    between = "after you have seen it and before" if odd else "before"
    return f"Look at {a} {pair} and then {b} {between} you {c} the {d} with the {e} or {f}."


def write_log(path, proposals, candidates, batches=200):
    """Pairs of one key; the first `candidates` of them lie near tau."""
    rng = random.Random(5)
    put = lambda file, record: file.write(json.dumps(record, separators=(",", ":")) + "\n")
    with open(path, "w", encoding="utf-8") as file:
        for pair in range(proposals // 2):
            put(file, {"kind": "item", "id": f"m{pair}", "content": "x"})
        number = 0
        for batch in range(1, batches + 1):
            put(file, {"kind": "batch", "batch": batch})
            ids = []
            for _ in range(proposals // batches):
                pair, odd = divmod(number, 2)
                content = sentence(pair, odd, pair < candidates)
                put(file, {
                    "kind": "proposal", "batch": batch, "id": f"p{number}", "type": "add",
                    "anchor": f"after:m{pair}", "content": content,
                })  # fmt: skip
                ids.append(f"p{number}")
                number += 1
            for call in range(10):
                u = {identity: rng.randrange(5) for identity in ids[call::10]}
                put(file, {"kind": "scores", "batch": batch, "call": call, "baseline": 1, "u": u})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=1_000_000)
    parser.add_argument("--candidates", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "review.jsonl"
        write_log(log, arguments.proposals, arguments.candidates)
        program = ROOT / ".build" / "release" / "maa"
        command = [program, "--journals", folder, "--no-cache", "--json", "-"]
        maa = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

        def send(line):
            maa.stdin.write(line + "\n")
            maa.stdin.flush()

        def page():
            while line := maa.stdout.readline():
                answer = json.loads(line)
                if not answer["ok"]:
                    raise SystemExit(line)
                if answer["statement"] == "review":
                    return answer["tables"][0]["rows"][0]
            raise SystemExit("maa has ended")

        def timed(line):
            start = time.perf_counter()
            send(line)
            answer = json.loads(maa.stdout.readline())
            if not answer["ok"]:
                raise SystemExit(answer)
            return time.perf_counter() - start, answer

        for line in [f"load {log}", "set tau 0.8", "evidence --limit 1", "verdicts --limit 1"]:
            print(f"{line.split()[0]}: {timed(line)[0]:.2f} s")
        first, answer = timed("merges --by impact --limit 20")
        print(f"merges --by impact --limit 20, first: {1000 * first:.0f} ms, aim 1000 ms")
        again = sorted(timed("merges --by impact --limit 20")[0] for _ in range(9))
        print(f"again: median {1000 * again[4]:.0f} ms, most {1000 * again[8]:.0f} ms, aim 100 ms")
        if len(answer["tables"][0]["rows"]) != 20:
            raise SystemExit("these are not 20 rows")
        decided = []
        for number in range(5):
            timed(f"{['accept', 'reject'][number % 2]} {number + 1}")
            decided.append(timed("merges --by impact --limit 20")[0])
        print(f"after a decision: median {1000 * sorted(decided)[2]:.0f} ms")
        start = time.perf_counter()
        send("review")
        row = page()
        print(f"show the first of {row[1]} candidates: {time.perf_counter() - start:.1f} s")
        taken = []
        for number in range(arguments.answers):
            start = time.perf_counter()
            send("sdku"[number % 4])
            page()
            taken.append(1000 * (time.perf_counter() - start))
        taken.sort()
        middle, high = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
        print(f"an answer, to the next candidate: p50 {middle:.1f} ms, p99 {high:.1f} ms, aim 50 ms")
        send("q")
        maa.stdin.close()
        maa.wait()


if __name__ == "__main__":
    main()

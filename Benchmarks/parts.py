#!/usr/bin/env python3
"""The work in parts against one process, on planted logs of which half the proposals stand under one key.

usage: Benchmarks/parts.py [--proposals N] [--seed N] [--splits N] [--first N] [--minutes N] [--count]

Writes three logs whose ids collide, with a session of decisions over them, and compares the bytes of `maa stage whole`
with those of scale/local.py for so many random splits and orders, some tasks of which are killed and tried again. A
split is drawn from the seed and its number alone: --first is the number to begin with, and --minutes is how long new
ones are begun, so that many can be tried in several goes. With --count it then counts what the largest task of each
step has to do with 1 to 64 splits. The seed is printed.
"""

import argparse
import collections
import itertools
import json
import os
import pathlib
import random
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scale"))
import local  # noqa: E402
import maa_steps as steps  # noqa: E402

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu".split()
WORDS = ["".join(syllables) for syllables in itertools.product(SYLLABLES, repeat=3)]


def sentences(count, rng):
    """What wordings are variants of."""
    return [[rng.choice(WORDS) for _ in range(9)] for _ in range(count)]


def text(base, rng):
    """One of the sentences, often with one or two other words."""
    words = list(rng.choice(base))
    for _ in range(rng.randrange(3)):
        words[rng.randrange(len(words))] = rng.choice(WORDS)
    return " ".join(words)


def write_log(path, count, rng, base=None):
    """Ids begin anew in each log, and some modify what an earlier addition of the same log made."""
    added = []
    base = base or sentences(count // 20, random.Random(1))
    with open(path, "w", encoding="utf-8") as file:
        def write(**record):
            file.write(json.dumps(record) + "\n")
        write(kind="header", format="maa-trace", version=1)
        for item in range(20):
            write(kind="item", id=f"m{item}", content=f"item {item}")
        per_batch = 200
        known = []
        for batch in range(1, count // per_batch + 1):
            write(kind="batch", batch=batch, label=rng.choice(["heat", "cool", "clean"]))
            ids = []
            for place in range(per_batch):
                name = f"b{batch}p{place}"
                if place % 2:
                    kind, anchor = "add", "tail"
                elif added and rng.random() < 0.3:
                    kind, anchor = "modify", rng.choice(added)
                else:
                    kind, anchor = "modify", f"m{rng.randrange(20)}"
                write(kind="proposal", batch=batch, id=name, type=kind, anchor=anchor, content=text(base, rng))
                if kind == "add":
                    added.append(name)
                ids.append(name)
            known += ids
            for call in range(10):
                scored = ids[call * 20:call * 20 + 20] + rng.sample(known, 5)
                write(kind="scores", batch=batch, call=call, baseline=rng.randrange(40, 60),
                      u={name: rng.randrange(30, 75) for name in dict.fromkeys(scored)})


def names_of(maa, rng, count):
    """Of wordings of all logs."""
    wordings = {steps.record(line)["wording"] for number in range(3) for line in maa.run("read", log=number)
                if steps.kind(line) == "wording"}
    return ["w:" + wording[:16] for wording in rng.sample(sorted(wordings), count)]


def write_session(folder, rng, binary):
    loads = "".join(f"load {folder}/log{number}.jsonl\n" for number in range(3))
    head = f"maa 1\n{loads}set beta 0.8\nset clip 20\n"
    path = pathlib.Path(folder, "session.maa")
    path.write_text(head, encoding="utf-8")
    names = names_of(steps.Maa(str(path), binary), rng, 60)
    rulings = [f"same {a} {b}\n" for a, b in zip(names[0:20], names[20:40])]
    rulings += [f"different {a} {b}\n" for a, b in zip(names[40:50], names[50:60])]
    path.write_text(head + "".join(rulings), encoding="utf-8")
    return str(path)


def try_split(maa, folder, whole, arguments, number):
    """Whether a random split gives the same."""
    seed = f"{arguments.seed} {number}"
    rng = random.Random(seed)
    parts, share = rng.randrange(1, 17), rng.choice([0.015, 0.05, 0.15])
    block = round(share * arguments.proposals)
    begin = time.time()
    run = local.LocalRun(maa, folder, parts, block=block, seed=seed)
    same = list(run.verdicts()) == whole
    print(f"split {number}: {parts} parts, blocks of {block}, {run.retries} tasks killed and tried again: "
          f"{'same bytes' if same else 'OTHER BYTES'}, {time.time() - begin:.1f} s", flush=True)
    return same


def try_splits(maa, folder, whole, arguments):
    """Until one gives other bytes or the time is over."""
    end = time.time() + 60 * arguments.minutes
    tried = 0
    for number in range(arguments.first, arguments.first + arguments.splits):
        if time.time() >= end:
            break
        if not try_split(maa, folder, whole, arguments, number):
            return False
        tried += 1
    print(f"{tried} splits from number {arguments.first} on: same bytes", flush=True)
    return True


class CountedRun(local.LocalRun):
    """Counts what the largest task of each step has to do. What a step gave once is not made again: another split gives
    the same records."""

    def __init__(self, maa, folder, parts, given):
        super().__init__(maa, folder, parts)
        self.given, self.work = given, {}

    def read(self):
        return self.once("read", super().read)

    def map(self, step, parts, **files):
        parts = list(parts)
        counts = [task_work(step, lines) for lines in parts]
        self.work[step] = max(counts), sum(counts)
        return self.once(step, lambda: super(CountedRun, self).map(step, parts, **files))

    def once(self, step, make):
        if step not in self.given:
            self.given[step] = make()
        return self.given[step]


def task_work(step, lines):
    """Pairs that are compared, or records that are read."""
    if step != "join":
        return len(lines)
    pairs = 0
    for first, second in jobs_in(lines):
        for key, count in first.items():
            pairs += steps.pairs_within(count) if second is None else count * second[key]
    return pairs


def jobs_in(lines):
    """For each job, how many wordings of each key stand in its blocks."""
    first, second = collections.Counter(), None
    for line in lines:
        kind = steps.kind(line)
        if kind == "job":
            yield first, second
            first, second = collections.Counter(), None
        elif kind == "against":
            second = collections.Counter()
        else:
            (first if second is None else second)[steps.key(steps.record(line))] += 1
    yield first, second


def count_tasks(maa, folder, whole):
    """The largest task of each step, and how many times an equal share that is."""
    given = {}
    for splits in [1, 2, 4, 8, 16, 32, 64]:
        run = CountedRun(maa, folder, splits, given)
        if list(run.verdicts()) != whole:
            return False
        shares = [f"{step} {largest} ({largest * splits / every:.2f})" for step, (largest, every) in run.work.items()]
        print(f"{splits} splits: {', '.join(shares)}", flush=True)
    return True


def write_world(folder, arguments, binary):
    rng = random.Random(arguments.seed)
    for number in range(3):
        write_log(f"{folder}/log{number}.jsonl", arguments.proposals // 3, rng)
    return write_session(folder, rng, binary)


def parsed():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("--proposals", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--splits", type=int, default=50)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--count", action="store_true")
    return parser.parse_args()


def main():
    arguments = parsed()
    binary = os.environ.get("MAA_BINARY", str(ROOT / ".build/release/maa"))
    print("seed", arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        maa = steps.Maa(write_world(folder, arguments, binary), binary)
        begin = time.time()
        whole = list(maa.run("whole"))
        print(f"whole: {len(whole)} units, {time.time() - begin:.1f} s", flush=True)
        same = try_splits(maa, folder, whole, arguments)
        if same and arguments.count:
            same = count_tasks(maa, folder, whole)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

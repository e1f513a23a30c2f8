#!/usr/bin/env python3
"""The work in parts against one process, on planted logs of which half the proposals stand under one key.

usage: Benchmarks/parts.py [--proposals N] [--splits N] [--seed N]

Writes three logs whose ids collide, with a session of decisions over them, and compares the bytes of `maa stage whole` with
those of scale/local.py for so many random splits and orders. Then counts what the largest task of the join compares when the
large key is cut into 1 to 64 tasks. The seed is printed.
"""

import argparse
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORDS = ["".join(parts) for parts in itertools.product("ba ce di fo gu ha je ki lo mu na pe ri so tu".split(), repeat=3)]


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
                    write(kind="proposal", batch=batch, id=name, type="add", anchor="tail", content=text(base, rng))
                    added.append(name)
                elif added and rng.random() < 0.3:
                    write(kind="proposal", batch=batch, id=name, type="modify", anchor=rng.choice(added), content=text(base, rng))
                else:
                    write(kind="proposal", batch=batch, id=name, type="modify", anchor=f"m{rng.randrange(20)}", content=text(base, rng))
                ids.append(name)
            known += ids
            for call in range(10):
                scored = ids[call * 20:call * 20 + 20] + rng.sample(known, 5)
                write(kind="scores", batch=batch, call=call, baseline=rng.randrange(40, 60),
                      u={name: rng.randrange(30, 75) for name in dict.fromkeys(scored)})


def names_of(binary, folder, session, rng, count):
    lines = subprocess.run([binary, "stage", "whole", "--session", session], cwd=folder, check=True,
                           capture_output=True, text=True).stdout.splitlines()
    return ["w:" + json.loads(line)["wording"][:16] for line in rng.sample(lines, count)]


def write_session(folder, rng, binary):
    head = "maa 1\n" + "".join(f"load log{number}.jsonl\n" for number in range(3)) + "set beta 0.8\nset clip 20\n"
    path = pathlib.Path(folder, "session.maa")
    path.write_text(head)
    names = names_of(binary, folder, str(path), rng, 60)
    rulings = [f"same {a} {b}\n" for a, b in zip(names[0:20], names[20:40])]
    rulings += [f"different {a} {b}\n" for a, b in zip(names[40:50], names[50:60])]
    path.write_text(head + "".join(rulings))
    return str(path)


def local(folder, session, binary, *words):
    return subprocess.run([sys.executable, ROOT / "scale/local.py", session, "--maa", binary, *words], cwd=folder,
                          check=True, capture_output=True, text=True)


def count_tasks(folder, session, binary):
    """The work of the largest task as the large key is cut into more and more blocks."""
    wordings = [json.loads(line) for line in local_lines(folder, session, binary)]
    large = sum(wording["type"] == "add" for wording in wordings)
    for blocks in [1, 2, 3, 4, 6, 8, 11]:
        made = local(folder, session, binary, "--parts", str(max(2, blocks * blocks)), "--block",
                     str(-(-large // blocks)), "--counts")
        print(f"{blocks} blocks, {blocks * (blocks + 1) // 2} jobs: {made.stderr.strip()}", flush=True)


def local_lines(folder, session, binary):
    """Each wording of all logs, once."""
    seen = {}
    for number in range(3):
        made = subprocess.run([binary, "stage", "read", "--session", session, "--log", str(number)], cwd=folder,
                              check=True, capture_output=True, text=True).stdout
        for line in made.splitlines():
            if line.startswith('{"part":"wording"'):
                seen.setdefault(json.loads(line)["wording"], line)
    return seen.values()


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("--proposals", type=int, default=200_000)
    parser.add_argument("--splits", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    binary = os.environ.get("MAA_BINARY", str(ROOT / ".build/release/maa"))
    rng = random.Random(arguments.seed)
    print("seed", arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(3):
            write_log(f"{folder}/log{number}.jsonl", arguments.proposals // 3, rng)
        session = write_session(folder, rng, binary)
        begin = time.time()
        whole = subprocess.run([binary, "stage", "whole", "--session", session], cwd=folder, check=True,
                               capture_output=True, text=True).stdout
        print(f"whole: {whole.count(chr(10))} units, {time.time() - begin:.1f} s")
        for split in range(arguments.splits):
            begin = time.time()
            parts = rng.randrange(1, 17)
            block = rng.choice([3_000, 10_000, 30_000])
            made = local(folder, session, binary, "--parts", str(parts), "--block", str(block), "--seed", str(split))
            same = made.stdout == whole
            print(f"split {split}: {parts} parts, blocks of {block}: {'same bytes' if same else 'OTHER BYTES'}, "
                  f"{time.time() - begin:.1f} s", flush=True)
            if not same:
                return 1
        count_tasks(folder, session, binary)
    return 0


if __name__ == "__main__":
    sys.exit(main())

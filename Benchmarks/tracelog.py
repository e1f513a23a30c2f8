"""A large trace log, the same for the same seed: what `load.py` and others measure on."""

import json
import random

WORDS = (
    "check open close move before after container drawer shelf target object first next switch heat cool "
    "clean slice place inventory list plan step retry verify answer search query page result again never "
    "always when while if missing empty full locked lamp desk microwave fridge sink café naïve"
).split()
SCENES = ("heat", "cool", "clean", "look", "pick two", "slice")


def sentence(rng, length):
    words = []
    size = 0
    while size < length:
        word = rng.choice(WORDS)
        words.append(word)
        size += len(word) + 1
    text = " ".join(words).capitalize() + "."
    if rng.random() < 0.02:
        text = text.replace(" ", ' "', 1).replace(".", '".\n')
    return text


def bank():
    return [{"kind": "item", "id": f"m{n}", "content": f"Rule {n}: look around before acting."} for n in range(500)]


def proposals(rng, batch):
    for p in range(18):
        modify = rng.random() < 0.7
        anchor = f"m{rng.randrange(500)}" if modify else rng.choice(["head", "tail", f"after:m{rng.randrange(500)}"])
        yield {
            "kind": "proposal", "batch": batch, "id": f"b{batch}p{p}", "type": "modify" if modify else "add",
            "anchor": anchor, "content": sentence(rng, 88), "reason": sentence(rng, 40),
        }  # fmt: skip


def scores(rng, batch):
    for call in range(12):
        baseline = round(rng.uniform(30, 80), 2)
        chosen = sorted(rng.sample(range(18), rng.randrange(4, 9)))
        u = {f"b{batch}p{p}": round(baseline + rng.gauss(2, 6), 3) for p in chosen}
        if batch > 1 and call == 0:
            u[f"b{rng.randrange(1, batch)}p{rng.randrange(18)}"] = round(baseline, 1)
        yield {"kind": "scores", "batch": batch, "call": call, "baseline": baseline, "u": u}


def tasks(rng, batch):
    for t in range(8):
        items = [f"m{rng.randrange(500)}" for _ in range(rng.randrange(1, 4))]
        yield {
            "kind": "task", "batch": batch, "task": f"alf-{batch}-{t}", "outcome": rng.randrange(2),
            "items": items, "scene": rng.choice(SCENES),
        }  # fmt: skip


def records(count, seed):
    """Exactly `count` records: 5 % of batches, applied edits and items, 45 % proposals, 50 % scores and tasks."""
    rng = random.Random(seed)
    yield {"kind": "header", "format": "maa-trace", "version": 1, "source": "benchmark", "seed": seed}
    yield from bank()
    left = count - 501
    batch = 0
    while left > 0:
        batch += 1
        block = [{"kind": "batch", "batch": batch, "epoch": batch // 1000 + 1, "tasks": 8}]
        block += proposals(rng, batch)
        block += scores(rng, batch)
        block += [{"kind": "applied", "batch": batch, "id": f"b{batch}p{rng.randrange(18)}"}]
        block += tasks(rng, batch)
        yield from block[:left]
        left -= len(block)


def write(path, count, seed):
    with open(path, "w", encoding="utf-8") as file:
        for record in records(count, seed):
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")

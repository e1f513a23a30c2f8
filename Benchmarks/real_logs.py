#!/usr/bin/env python3
"""Figures of docs/real-logs.md that need more than one statement: what maa makes of two real logs, held against what was measured.

usage: Benchmarks/real_logs.py [--check] [MAA [DATA]]

MAA is the program (.build/release/maa), DATA the folder of real logs (../shared/data or MAA_REAL_DATA). Numbers come out of maa as
JSON; ranks, resampling and intervals are made here. The seed is printed; the same seed gives the same figures. --check resamples
nothing: it holds the figures, but for resampled intervals, against the page, and ends with 1 where one is another.
"""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEED = 20261126
DRAWS = 10_000
PAGE = ROOT / "docs/real-logs.md"


def rows(maa, statements):
    """The last table that the statements show, a dictionary a row."""
    done = subprocess.run([maa, "--no-init", "--json", "-c", statements], capture_output=True, text=True, check=True)
    table = json.loads(done.stdout.splitlines()[-1])["tables"][-1]
    names = [column if isinstance(column, str) else column["name"] for column in table["columns"]]
    return [dict(zip(names, row)) for row in table["rows"]]


def ranks(values):
    """Of equal values the mean of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            result[place] = (start + end - 1) / 2
        start = end
    return result


def correlation(first, second):
    n = len(first)
    a, b = sum(first) / n, sum(second) / n
    over = sum((x - a) * (y - b) for x, y in zip(first, second))
    under = (sum((x - a) ** 2 for x in first) * sum((y - b) ** 2 for y in second)) ** 0.5
    return over / under if under else float("nan")


def spearman(pairs):
    return correlation(ranks([x for x, _ in pairs]), ranks([y for _, y in pairs]))


def interval(items, figure, generator):
    """The middle 95 percent of the figure over resampled items. Draws in which it is not defined do not count."""
    drawn = []
    for _ in range(DRAWS):
        value = figure([items[generator.randrange(len(items))] for _ in items])
        if value == value:
            drawn.append(value)
    drawn.sort()
    return drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]


def ranked(maa, folder, measure, signal, accumulator):
    """By text, what maa makes of an experience that was measured."""
    evidence = rows(
        maa,
        f"load {folder} --measure {measure}; set tau 1; signal {signal}; accumulator {accumulator};"
        " sql 'select content, n, mhat from evidence'",
    )
    return {row["content"]: row["mhat"] for row in evidence if row["n"]}


KINDS = (("continuous", "ema"), ("sign", "ema"), ("continuous", "posterior"), ("continuous", "mean"))


def kind(signal, accumulator):
    return {"posterior": "posterior", "mean": "mean"}.get(accumulator, signal)


def shapley(maa, data):
    folder = data / "experience-shapley"
    known = json.loads((folder / "shapley_progress.json").read_text())["ranked_experiences"]
    psi = {one["content"]: one["psi_value"] for one in known}
    measured = {one["content"] for one in known if one["n_marginals"]}
    print("experience-shapley: Spearman with psi_value, 95 % by resampling experiences")
    print(f"{'scored by':10} {'evidence':11} {'all 27 (unmeasured as 0)':>30} {'where both are measured':>34}")
    for measure in ("sets", "loo", "all"):
        for signal, accumulator in KINDS:
            mhat = ranked(maa, folder, measure, signal, accumulator)
            everything = [(mhat.get(text, 0.0), psi[text]) for text in psi]
            both = [(mhat[text], psi[text]) for text in psi if text in mhat and text in measured]
            cells = []
            for pairs in (everything, both):
                low, high = interval(pairs, spearman, random.Random(SEED))
                cells.append(f"{spearman(pairs):+.2f} ({low:+.2f} to {high:+.2f}), n {len(pairs)}")
            print(f"{measure:10} {kind(signal, accumulator):11} {cells[0]:>30} {cells[1]:>34}")


def selection(maa, data):
    folder = data / "skill-selection"
    tasks = rows(maa, f"load {folder}; sql 'select row_number() over () as row, task, arm, outcome from tasks'")
    items = rows(maa, f"load {folder}; sql 'select task_row, item from task_items'")
    rules = {}
    for one in items:
        rules.setdefault(one["task_row"], set()).add(one["item"])
    without = {one["task"]: one["outcome"] for one in tasks if not rules.get(one["row"])}
    chosen = {one["task"]: (one["outcome"], rules[one["row"]]) for one in tasks if rules.get(one["row"])}
    paired = [(outcome - without[task], held) for task, (outcome, held) in chosen.items() if task in without]

    def mean(rows):
        return sum(delta for delta, *_ in rows) / len(rows) if rows else float("nan")

    low, high = interval(paired, mean, random.Random(SEED))
    print(f"\nskill-selection: outcome with chosen rules less outcome without any, {len(paired)} questions")
    print(f"all questions  {mean(paired):+.3f} ({low:+.3f} to {high:+.3f})")
    print(f"{'rule':8} {'chosen':>6} {'change where chosen':>28} {'not':>5} {'change where not':>28} {'difference':>28}")
    for rule in sorted({rule for _, held in paired for rule in held}):

        def split(rows):
            return [row for row in rows if rule in row[1]], [row for row in rows if rule not in row[1]]

        def difference(rows):
            there, away = split(rows)
            return mean(there) - mean(away)

        there, away = split(paired)
        cells = []
        for part, figure in ((there, mean), (away, mean), (paired, difference)):
            low, high = interval(part, figure, random.Random(SEED))
            cells.append(f"{figure(part):+.3f} ({low:+.3f} to {high:+.3f})")
        print(f"{rule:8} {len(there):6} {cells[0]:>28} {len(away):5} {cells[1]:>28} {cells[2]:>28}")


def figures(maa, data):
    """Patterns that lines of the page must match, each with the figures that maa has today."""
    folder = data / "experience-shapley"
    known = json.loads((folder / "shapley_progress.json").read_text())["ranked_experiences"]
    psi = {one["content"]: one["psi_value"] for one in known}
    measured = {one["content"] for one in known if one["n_marginals"]}
    names = {"sets": "marginals", "loo": "leave-one-out", "all": "both"}
    for measure, name in names.items():
        for signal, accumulator in KINDS:
            mhat = ranked(maa, folder, measure, signal, accumulator)
            everything = [(mhat.get(text, 0.0), psi[text]) for text in psi]
            both = [(mhat[text], psi[text]) for text in psi if text in mhat and text in measured]
            yield (
                rf"\| {name}[^|]*\| {kind(signal, accumulator)} \| {spearman(everything):.2f} \([^|]*"
                rf"\| {spearman(both):.2f} \([^|]*, {len(both)} \|"
            )
    paired, alone = (ranked(maa, folder, measure, "continuous", "mean") for measure in ("sets", "loo"))
    pairs = [(paired[text], alone[text]) for text in paired if text in alone]
    yield rf"leaving one out against the paired estimate: {spearman(pairs):.2f}, {len(pairs)}"
    for row in effects(maa, data / "skill-selection", "effects"):
        yield (
            rf"\| {re.escape(row['item'].split()[-1])} \| {row['n_with']}, {row['n_without']} \| {signed(row)} "
            rf"\| {re.escape(format(row['naive'], '+.3f'))} \|"
        )
    (library,) = effects(maa, data / "skillx", "effects --arms vanilla")
    yield rf"{library['n_with']:,} tries with and as many without, {signed(library)}"
    (reflections,) = both_runs(maa, data)
    yield re.escape(f"{reflections['estimate']:.3f} ({reflections['low']:.3f} to {reflections['high']:.3f})")


def signed(row):
    return re.escape(f"{row['estimate']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f})")


def effects(maa, folder, statement):
    return rows(maa, f"load {folder}; {statement}")


def both_runs(maa, data):
    """The runs with reflections and those without, as folders of one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, source in (("reflexion", "reflexion-alfworld"), ("base", "reflexion-alfworld-base")):
            (pathlib.Path(folder) / name).symlink_to((data / source).resolve(), target_is_directory=True)
        return effects(maa, folder, "effects --arms base")


def check(maa, data):
    page = " ".join(PAGE.read_text().split())  # a figure may stand behind the end of a line
    wanted = list(figures(maa, data))
    missing = [pattern for pattern in wanted if not re.search(pattern, page)]
    for pattern in missing:
        print(f"not on the page: {pattern}")
    print(f"{len(wanted) - len(missing)} of {len(wanted)} figures are those of the page")
    sys.exit(1 if missing else 0)


def main():
    words = [word for word in sys.argv[1:] if word != "--check"]
    maa = words[0] if words else str(ROOT / ".build/release/maa")
    given = words[1] if len(words) > 1 else os.environ.get("MAA_REAL_DATA", ROOT.parent / "shared/data")
    if "--check" in sys.argv:
        check(maa, pathlib.Path(given))
    print(f"seed {SEED}, {DRAWS} draws")
    shapley(maa, pathlib.Path(given))
    selection(maa, pathlib.Path(given))


if __name__ == "__main__":
    main()

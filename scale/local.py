#!/usr/bin/env python3
"""Runs a session in parts on this machine, with so many processes at a time.

usage: scale/local.py SESSION.maa [--parts N] [--processes N] [--block N] [--seed N] [--maa BINARY] [--counts] [--set NAME=VALUE]

Writes the verdict of every unit, one JSON object a line, as `maa stage whole --session SESSION.maa` does. With --seed the
records are dealt out and handed over in a random order, which must not change a byte. --counts prints on standard error how
many pairs the largest task of the join compares, and how many there are in all.
"""

import argparse
import collections
import concurrent.futures
import random
import sys
import tempfile

import maa_steps as steps


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("session")
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--block", type=int, default=20_000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--maa")
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--set", action="append", default=[])
    arguments = parser.parse_args()
    options = [word for value in arguments.set for word in ("--set", value)]
    maa = steps.Maa(arguments.session, arguments.maa, options)
    with tempfile.TemporaryDirectory() as folder:
        run = LocalRun(maa, arguments, folder)
        for line in run.verdicts():
            print(line)


class LocalRun:
    def __init__(self, maa, arguments, folder):
        self.maa, self.folder = maa, folder
        self.parts, self.block, self.counts = arguments.parts, arguments.block, arguments.counts
        self.random = None if arguments.seed is None else random.Random(arguments.seed)
        self.pool = concurrent.futures.ThreadPoolExecutor(arguments.processes)

    def verdicts(self):
        records = self.read()
        logs = self.file("logs", records["log"])
        wordings = self.map("embed", self.deal(records["wording"]))
        rulings = self.rulings(wordings)
        pairs = self.map("join", self.join_tasks(wordings))
        units = self.place(records["wording"], pairs, rulings)
        observed = self.observe(units, records["score"])
        evidence = self.map("judge", self.deal(observed), logs=logs)
        weights = self.map("weigh", self.deal(evidence))
        weight = self.file("weight", self.maa.run("weigh", weights))
        return self.settle(evidence, logs, weight)

    def read(self):
        names = self.file("names", self.maa.run("names"))
        read = lambda number: list(self.maa.run("read", log=number, names=names))
        records = collections.defaultdict(list)
        for line in steps.flat(self.pool.map(read, range(len(self.maa.logs())))):
            records[steps.kind(line)].append(line)
        return records

    def rulings(self, wordings):
        named = self.map("named", self.deal(wordings))
        lines = list(self.maa.run("rulings", named))
        self.representative = steps.components(lines[0])
        return self.file("rulings", lines)

    def join_tasks(self, wordings):
        """Whole keys where they are small, block against block where they are not, dealt out by their size."""
        keys = collections.defaultdict(list)
        for line in wordings:
            keys[steps.key(steps.record(line))].append(line)
        tasks, small, compared = [], [[] for _ in range(self.parts)], [0] * self.parts
        sizes = []
        for key, lines in keys.items():
            count = steps.blocks_of(len(lines), self.block)
            if count == 1:
                part = compared.index(min(compared))
                compared[part] += len(lines) * (len(lines) - 1) // 2
                small[part] += lines
                continue
            blocks = [[] for _ in range(count)]
            for line in lines:
                blocks[steps.share(steps.record(line)["wording"], count)].append(line)
            for a, b in steps.block_jobs(count):
                first, second = blocks[a], None if a == b else blocks[b]
                sizes.append(len(first) * len(blocks[b]) if second is not None else len(first) * (len(first) - 1) // 2)
                tasks.append(lambda first=first, second=second: steps.job_lines(self.shuffled(first), second))
        if self.counts:
            every = sizes + compared
            print(f"tasks {len(every)} largest {max(every)} pairs {sum(every)}", file=sys.stderr)
        tasks += [lambda lines=lines: steps.job_lines(self.shuffled(lines)) for lines in small if lines]
        return [list(task()) for task in tasks]

    def place(self, wordings, pairs, rulings):
        parts = [[] for _ in range(self.parts)]
        for line in wordings:
            parts[self.part(steps.key(steps.record(line)))].append(line)
        for line in pairs:
            parts[self.part(steps.record(line)["key"])].append(line)
        return self.map("place", map(self.shuffled, parts), rulings=rulings)

    def part(self, key):
        return steps.share(self.representative.get(key, key), self.parts)

    def observe(self, units, scores):
        parts = [[] for _ in range(self.parts)]
        unit_of = {}
        for line in units:
            unit = steps.record(line)
            unit_of[unit["wording"]] = steps.share(unit["unit"], self.parts)
            parts[unit_of[unit["wording"]]].append(line)
        for line in scores:
            parts[unit_of[steps.record(line)["wording"]]].append(line)
        return self.map("observe", map(self.shuffled, parts))

    def settle(self, evidence, logs, weight):
        ordered = sorted(evidence, key=lambda line: steps.record(line)["at"])
        size = max(1, -(-len(ordered) // self.parts))
        starts = range(0, len(ordered), size)
        settle = lambda start: list(
            self.maa.run("settle", ordered[start:start + size], logs=logs, weight=weight, first=start))
        return steps.flat(self.pool.map(settle, starts))

    def map(self, step, parts, **files):
        return steps.flat(self.pool.map(lambda lines: list(self.maa.run(step, lines, **files)), list(parts)))

    def deal(self, lines):
        lines = self.shuffled(lines)
        if not self.random:
            return [lines[part::self.parts] for part in range(self.parts)]
        cuts = sorted(self.random.randrange(len(lines) + 1) for _ in range(self.parts - 1))
        return [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)])]

    def shuffled(self, lines):
        lines = list(lines)
        if self.random:
            self.random.shuffle(lines)
        return lines

    def file(self, name, lines):
        path = f"{self.folder}/{name}.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)
        return path


if __name__ == "__main__":
    main()

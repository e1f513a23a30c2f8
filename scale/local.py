#!/usr/bin/env python3
"""Runs a session in parts on this machine, with so many processes at a time.

usage: scale/local.py SESSION.maa [--parts N] [--processes N] [--block N] [--seed N] [--maa BINARY] [--set NAME=VALUE]

Writes the verdict of every unit, one JSON object a line, as `maa stage whole --session SESSION.maa` does. With --seed,
records are dealt out and handed over in a random order, some of them twice, and some tasks are killed on their way and
tried again: none of this may change a byte.
"""

import argparse
import collections
import concurrent.futures
import random
import tempfile
import typing

import maa_steps as steps


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("session")
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--block", type=int)
    parser.add_argument("--seed")
    parser.add_argument("--maa")
    parser.add_argument("--set", action="append", default=[])
    arguments = parser.parse_args()
    options = [word for value in arguments.set for word in ("--set", value)]
    maa = steps.Maa(arguments.session, arguments.maa, options)
    with tempfile.TemporaryDirectory() as folder:
        run = LocalRun(maa, folder, arguments.parts, arguments.processes, arguments.block, arguments.seed)
        for line in run.verdicts():
            print(line)


# Of a run with a seed, one task in so many is tried twice, and one record in so many stands there twice.
TASKS_PER_RETRY = 10
RECORDS_PER_DOUBLE = 1_000


class Job(typing.NamedTuple):
    """A key, or of one that is cut a block with itself or two blocks."""
    first: list
    second: list | None
    is_cut: bool

    @property
    def pairs(self):
        return steps.pairs_within(len(self.first)) if self.second is None else len(self.first) * len(self.second)


class LocalRun:
    def __init__(self, maa, folder, parts=4, processes=2, block=None, seed=None):
        self.maa, self.folder, self.parts, self.block = maa, folder, parts, block
        self.random = None if seed is None else random.Random(seed)
        self.salt = "" if seed is None else f"{seed} "
        self.retries = 0
        self.pool = concurrent.futures.ThreadPoolExecutor(processes)

    def verdicts(self):
        records = self.read()
        logs = self.file("logs", records["log"])
        wordings = self.map("embed", self.deal(records["wording"]))
        named = self.map("named", self.deal(wordings))
        rulings = list(self.maa.run("rulings", named))
        pairs = self.map("join", self.join_tasks(wordings))
        links = steps.linked_by_rulings(rulings[0], named) + steps.linked_by_pairs(pairs)
        placing = self.place_tasks(records["wording"], pairs, links)
        units = self.map("place", placing, rulings=self.file("rulings", rulings))
        observed = self.map("observe", self.observe_tasks(units, records["score"]))
        evidence = self.map("judge", self.deal(observed), logs=logs)
        weights = self.map("weigh", self.deal(evidence))
        return self.settle(evidence, logs, self.file("weight", self.maa.run("weigh", weights)))

    def read(self):
        names = self.file("names", self.maa.run("names"))
        read = lambda number: list(self.maa.run("read", log=number, names=names))
        records = collections.defaultdict(list)
        for line in steps.flat(self.pool.map(read, range(len(self.maa.logs())))):
            records[steps.kind(line)].append(line)
        return records

    def join_tasks(self, wordings):
        """Whole keys where they are small, block against block where they are not."""
        tasks = self.empty_parts()
        jobs = self.jobs(wordings)
        sizes = [job.pairs for job in jobs]
        for job, part in zip(jobs, self.anyhow(sizes) or steps.dealt(sizes, self.parts)):
            tasks[part].append(job)
        return [self.task_lines(task) for task in tasks if task]

    def task_lines(self, task):
        """Whole keys are one job together: only what shares a key is compared."""
        cut = [job for job in task if job.is_cut]
        whole = steps.flat(job.first for job in task if not job.is_cut)
        jobs = [Job(whole, None, False), *cut] if whole else cut
        return steps.flat(
            steps.job_lines(self.disordered(job.first), job.second and self.disordered(job.second)) for job in jobs)

    def jobs(self, wordings):
        keys = collections.defaultdict(list)
        for line in wordings:
            keys[steps.key(steps.record(line))].append(line)
        every_pair = sum(steps.pairs_within(len(lines)) for lines in keys.values())
        block = self.block or steps.block_size(every_pair, self.parts)
        return steps.flat(self.jobs_of_key(lines, steps.blocks_of(len(lines), block)) for lines in keys.values())

    def jobs_of_key(self, lines, count):
        if count == 1:
            return [Job(lines, None, False)]
        blocks = [[] for _ in range(count)]
        for line in lines:
            blocks[self.share(steps.record(line)["wording"], count)].append(line)
        return [Job(blocks[a], None if a == b else blocks[b], True) for a, b in steps.block_jobs(count)]

    def place_tasks(self, wordings, pairs, links):
        """What is linked stands in one part."""
        sets = steps.Links()
        for a, b in links:
            sets.unite(a, b)
        parts = self.empty_parts()
        for line in wordings:
            parts[self.share(sets.root(steps.record(line)["wording"]), self.parts)].append(line)
        for line in pairs:
            parts[self.share(sets.root(steps.record(line)["a"]), self.parts)].append(line)
        return [self.disordered(part) for part in parts]

    def observe_tasks(self, units, scores):
        parts = self.empty_parts()
        part_of = {}
        for line in units:
            unit = steps.record(line)
            part_of[unit["wording"]] = self.share(unit["unit"], self.parts)
            parts[part_of[unit["wording"]]].append(line)
        for line in scores:
            parts[part_of[steps.record(line)["wording"]]].append(line)
        return [self.disordered(part) for part in parts]

    def settle(self, evidence, logs, weight):
        ordered = sorted(evidence, key=lambda line: steps.record(line)["at"])
        size = max(1, -(-len(ordered) // self.parts))
        starts = range(0, len(ordered), size)
        settle = lambda start: list(
            self.maa.run("settle", ordered[start:start + size], logs=logs, weight=weight, first=start))
        return steps.flat(self.pool.map(settle, starts))

    def map(self, step, parts, **files):
        tasks = [(lines, self.cut(lines)) for lines in parts]
        return steps.flat(self.pool.map(lambda task: self.task(step, *task, files), tasks))

    def task(self, step, lines, cut, files):
        if cut is not None:
            self.maa.abandon(step, lines[:cut], **files)
        return list(self.maa.run(step, lines, **files))

    def cut(self, lines):
        """After how many lines a first try is killed; None where there is no such try."""
        if not self.random or self.random.randrange(TASKS_PER_RETRY):
            return None
        self.retries += 1
        return self.random.randrange(len(lines) + 1)

    def deal(self, lines):
        if not self.random:
            return [lines[part::self.parts] for part in range(self.parts)]
        lines = list(lines)
        self.random.shuffle(lines)
        cuts = sorted(self.random.randrange(len(lines) + 1) for _ in range(self.parts - 1))
        return [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)])]

    def anyhow(self, sizes):
        return self.random and [self.random.randrange(self.parts) for _ in sizes]

    def disordered(self, lines):
        """For steps to which an order says nothing, nor that a record stands there twice."""
        if not self.random:
            return lines
        lines = lines + self.random.choices(lines, k=len(lines) // RECORDS_PER_DOUBLE)
        self.random.shuffle(lines)
        return lines

    def share(self, name, parts):
        return steps.share(self.salt + name, parts)

    def empty_parts(self):
        return [[] for _ in range(self.parts)]

    def file(self, name, lines):
        path = f"{self.folder}/{name}.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)
        return path


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs a session over its logs on Apache Spark.

usage: scale/spark.py SESSION.maa [--master URL] [--parts N] [--block N] [--maa BINARY] [--to FOLDER] [--set NAME=VALUE]

The logs that the session loads, and the binary, must lie under the same paths on every worker. Writes the verdict of
every unit to standard output, or in parts into a folder that all workers reach. The bytes are those of
`maa stage whole --session SESSION.maa`, whatever the number of parts, the order in which they end, and how often one of
them is tried again. docs/scale.md says when this pays.
"""

import argparse
import operator
import os
import pathlib
import sys
import tempfile

from pyspark import SparkConf, SparkContext

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import maa_steps as steps  # noqa: E402


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("session")
    parser.add_argument("--master", default="local[*]")
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--block", type=int)
    parser.add_argument("--maa", default=os.environ.get("MAA_BINARY", "maa"))
    parser.add_argument("--to")
    parser.add_argument("--set", action="append", default=[])
    arguments = parser.parse_args()
    options = [word for value in arguments.set for word in ("--set", value)]
    maa = steps.Maa(os.path.abspath(arguments.session), arguments.maa, options)
    conf = SparkConf().setAppName("maa").setMaster(arguments.master)
    conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    context = SparkContext(conf=conf)
    context.setLogLevel("ERROR")
    context.addPyFile(str(HERE / "maa_steps.py"))
    try:
        verdicts = SparkRun(context, maa, arguments.parts, arguments.block).verdicts()
        if arguments.to:
            verdicts.saveAsTextFile(arguments.to)
        else:
            for line in verdicts.toLocalIterator():
                print(line)
    finally:
        context.stop()


class SparkRun:
    def __init__(self, context, maa, parts, block):
        self.context, self.maa, self.parts, self.block = context, maa, parts, block

    def verdicts(self):
        logs = len(self.maa.logs())
        names = list(self.maa.run("names"))
        records = self.context.parallelize(range(logs), logs).flatMap(reader(self.maa, names)).persist()
        wordings = self.wordings(records)
        about = records.filter(lambda line: steps.kind(line) == "log").collect()
        named = self.step("named", wordings).collect()
        rulings = list(self.maa.run("rulings", named))
        pairs = self.pairs(wordings).persist()
        links = self.linked(pairs, steps.linked_by_rulings(rulings[0], named))
        units = self.place(wordings, pairs, links, rulings)
        evidence = self.step("judge", self.observed(units, records), logs=about).persist()
        weight = list(self.maa.run("weigh", self.step("weigh", evidence).collect()))
        return self.settle(evidence, about, weight)

    def step(self, name, lines, **files):
        """One process for each part of the lines."""
        maa = self.maa
        return lines.mapPartitions(lambda part: with_files(maa, name, part, files))

    def wordings(self, records):
        """Each once: where it first stands."""
        by_name = records.filter(lambda line: steps.kind(line) == "wording").keyBy(name_of)
        first = by_name.reduceByKey(earlier, self.parts, steps_share)
        return first.values().persist()

    def pairs(self, wordings):
        embedded = self.step("embed", wordings).keyBy(lambda line: steps.key(steps.record(line))).persist()
        counts = embedded.mapValues(lambda _: 1).reduceByKey(operator.add, self.parts, steps_share)
        block = self.block or steps.block_size(counts.map(lambda each: steps.pairs_within(each[1])).sum(), self.parts)
        large = dict(counts.filter(lambda each: each[1] > block).collect())
        small = embedded.filter(lambda each: each[0] not in large)
        within = self.step("join", small.partitionBy(self.parts, steps_share).values())
        part_of = parts_of_jobs(large, block, self.parts)
        across = embedded.filter(lambda each: each[0] in large).flatMap(lambda each: shares(*each, large, block))
        jobs = across.groupByKey(self.parts, part_of.get)
        return within.union(self.step("join", jobs.flatMap(lambda each: lines_of(*each))))

    def linked(self, pairs, others):
        """The least name that each is linked with, over others too: alternating stars (Kiveris et al. 2014)."""
        edges = pairs.mapPartitions(steps.linked_by_pairs).union(self.context.parallelize(others, 1))
        while True:
            around = self.grouped(edges.flatMap(lambda edge: [edge, edge[::-1]])).persist()
            if around.filter(lambda each: not is_of_a_star(*each)).count() == 0:
                return around.map(lambda each: (each[0], min(each[0], *each[1])))
            lesser = around.flatMap(lambda each: large_star(*each))
            edges = self.grouped(lesser).flatMap(lambda each: small_star(*each))

    def grouped(self, edges):
        return edges.groupByKey(self.parts, steps_share).mapValues(set)

    def place(self, wordings, pairs, links, rulings):
        """What is linked stands in one part."""
        named = wordings.keyBy(name_of).union(pairs.keyBy(lambda line: steps.record(line)["a"]))
        both = named.cogroup(links, self.parts)
        groups = both.flatMap(lambda each: ((next(iter(each[1][1]), each[0]), line) for line in each[1][0]))
        return self.step("place", groups.partitionBy(self.parts, steps_share).values(), rulings=rulings)

    def observed(self, units, records):
        scores = records.filter(lambda line: steps.kind(line) == "score").keyBy(name_of)
        both = units.keyBy(name_of).cogroup(scores, self.parts)
        by_unit = both.flatMap(lambda each: under_unit(*each[1]))
        return self.step("observe", by_unit.partitionBy(self.parts, steps_share).values())

    def settle(self, evidence, about, weight):
        ordered = evidence.sortBy(lambda line: steps.record(line)["at"], numPartitions=self.parts).persist()
        counts = dict(ordered.mapPartitionsWithIndex(lambda part, lines: [(part, sum(1 for _ in lines))]).collect())
        maa = self.maa
        before = [sum(counts.get(earlier_part, 0) for earlier_part in range(part)) for part in range(self.parts + 1)]
        return ordered.mapPartitionsWithIndex(
            lambda part, lines: with_files(maa, "settle", lines, {"logs": about, "weight": weight}, first=before[part]))


def reader(maa, names):
    return lambda number: with_files(maa, "read", (), {"names": names}, log=number)


def with_files(maa, step, lines, files, **options):
    """Small records go to the step in files of the worker, which are gone when it has ended."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, content in files.items():
            paths[name] = f"{folder}/{name}.jsonl"
            with open(paths[name], "w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in content)
        yield from maa.run(step, lines, **paths, **options)


def steps_share(text):
    return steps.share(text, 1 << 30)


def name_of(line):
    return steps.record(line)["wording"]


def earlier(a, b):
    return a if steps.record(a)["at"] <= steps.record(b)["at"] else b


def shares(key, line, large, block):
    """The jobs that a wording of a large key has a part in, and on which side."""
    count = steps.blocks_of(large[key], block)
    own = steps.share(steps.record(line)["wording"], count)
    for a, b in steps.block_jobs(count):
        if own == a:
            yield (key, a, b), (0, line)
        elif own == b:
            yield (key, a, b), (1, line)


def parts_of_jobs(large, block, parts):
    """The part of each job of the large keys, so that all parts have about as many pairs to compare."""
    pairs_of = {}
    for key, count in sorted(large.items()):
        blocks = steps.blocks_of(count, block)
        size = count // blocks
        for a, b in steps.block_jobs(blocks):
            pairs_of[key, a, b] = steps.pairs_within(size) if a == b else size * size
    return dict(zip(pairs_of, steps.dealt(list(pairs_of.values()), parts)))


def lines_of(job, sides):
    first, second = [], []
    for side, line in sides:
        (second if side else first).append(line)
    return steps.job_lines(first, None if job[1] == job[2] else second)


def is_of_a_star(name, others):
    """Whether it is the middle, or hangs on the middle alone."""
    return name < min(others) or len(others) == 1


def large_star(name, others):
    """Whoever is greater is linked with the least instead; as (greater, lesser)."""
    least = min(name, *others)
    return [(other, least) for other in others if other > name]


def small_star(name, lesser):
    """All are linked with the least of them."""
    least = min(lesser)
    return [(other, least) for other in {name, *lesser} if other != least]


def under_unit(units, scores):
    """The record of a wording's unit and the wording's scores, all under the name of the unit."""
    for line in units:
        unit = steps.record(line)["unit"]
        yield unit, line
        for score in scores:
            yield unit, score


if __name__ == "__main__":
    main()

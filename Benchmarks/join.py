#!/usr/bin/env python3
"""The similarity join, against FAISS: `python3 Benchmarks/join.py [--rows N] [--large N] [--runs N]`.

Both find all pairs of rows (384 dimensions, unit length, all under one key) with a cosine of 0.85 or more. FAISS
computes `IndexFlatIP.range_search` of all rows in all rows, with as many threads; what it finds twice is halved.
Runs take turns, and the median of each counts. The pairs are compared: they may differ only where a cosine lies
within rounding of the threshold. The rows are clusters of uneven size, so that a few in a hundred have neighbours.
Then ours alone on `--large` rows: time, and peak memory of the whole process against the rows'.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time

from environment import build_bench, enter_environment
from figures import record

DIMENSION = 384
THRESHOLD = 0.85


def make(numpy, rows, seed):
    """One row in twenty lies near another; the others share broad topics, at cosines up to about 0.5."""
    random = numpy.random.default_rng(seed)
    topics = random.normal(size=(50, DIMENSION)).astype("float32")
    points = random.normal(size=(rows, DIMENSION)).astype("float32") + 0.8 * topics[random.integers(50, size=rows)]
    near = random.choice(numpy.arange(1, rows), rows // 20, replace=False)
    sources = (random.random(len(near)) ** 2 * near).astype(int)
    noise = random.uniform(0.05, 0.9, len(near)).astype("float32")[:, None]
    points[near] = points[sources] + noise * random.normal(size=(len(near), DIMENSION)).astype("float32")
    return points / numpy.linalg.norm(points, axis=1, keepdims=True)


def run_ours(binary, folder, threads, runs=1):
    command = [binary, "join", folder, DIMENSION, round(THRESHOLD * 10_000), threads, runs]
    output = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout
    lines = [line.split() for line in output.splitlines()]
    facts = {name: float(value) for name, value in lines if name != "seconds"}
    return [float(value) for name, value in lines if name == "seconds"], facts


def run_faiss(index, points):
    start = time.perf_counter()
    limits, _, neighbours = index.range_search(points, THRESHOLD)
    return time.perf_counter() - start, limits, neighbours


def check(numpy, points, limits, neighbours, folder):
    """The pairs of both; those that only one has must lie at the threshold."""
    first = numpy.repeat(numpy.arange(len(points)), numpy.diff(limits).astype(int))
    half = first < neighbours
    theirs = set(zip(first[half].tolist(), neighbours[half].tolist()))
    ours = set(map(tuple, numpy.fromfile(os.path.join(folder, "pairs.i32"), "int32").reshape(-1, 2).tolist()))
    for one, other in theirs ^ ours:
        cosine = float(points[one].astype("float64") @ points[other].astype("float64"))
        # Ours rounds to four decimals before it compares.
        assert abs(cosine - THRESHOLD) < 0.000051, f"rows {one} and {other} at {cosine}"
    similar = len({row for pair in ours for row in pair})
    print(f"pairs      {len(ours)} ours, {len(theirs)} of FAISS, {len(ours & theirs)} shared; the others lie at the threshold")
    print(f"           {100 * similar / len(points):.1f} % of the rows have a neighbour")


def compare(numpy, faiss, binary, options, threads):
    points = make(numpy, options.rows, options.seed)
    index = faiss.IndexFlatIP(DIMENSION)
    index.add(points)
    times = {"faiss": [], "maa": [], "one thread": []}
    with tempfile.TemporaryDirectory() as folder:
        points.tofile(os.path.join(folder, "rows.f32"))
        for _ in range(options.runs):
            seconds, limits, neighbours = run_faiss(index, points)
            times["faiss"].append(seconds)
            times["one thread"] += run_ours(binary, folder, 1)[0]
            seconds, facts = run_ours(binary, folder, threads)
            times["maa"] += seconds
        check(numpy, points, limits, neighbours, folder)
    record("find similar pairs", "FAISS IndexFlatIP", [peer / own for peer, own in zip(times["faiss"], times["maa"])], aim=4)
    middle = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"faiss      {middle['faiss']:.3f} s   from {min(times['faiss']):.3f} to {max(times['faiss']):.3f}")
    print(f"maa        {middle['maa']:.3f} s   from {min(times['maa']):.3f} to {max(times['maa']):.3f}   one thread {middle['one thread']:.3f} s   kernel {facts['kernel']:.0f}")
    print(f"ratio      {middle['faiss'] / middle['maa']:.1f}x   (target: 4x)   one thread {middle['faiss'] / middle['one thread']:.1f}x")


def large(numpy, binary, options, threads):
    with tempfile.TemporaryDirectory() as folder:
        make(numpy, options.large, options.seed).tofile(os.path.join(folder, "rows.f32"))
        seconds, facts = run_ours(binary, folder, threads)
    share = facts["peak_mib"] / facts["vectors_mib"]
    print(f"{options.large} rows: {seconds[0]:.2f} s   (target: 15 s)   {facts['pairs']:.0f} pairs")
    print(f"peak       {facts['peak_mib']:.0f} MiB, {share:.2f} of the vectors' {facts['vectors_mib']:.0f} MiB   (target: 3)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--large", type=int, default=100_000)
    arguments.add_argument("--runs", type=int, default=7)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    enter_environment(["numpy", "faiss"], {"faiss": "faiss-cpu"})
    import faiss
    import numpy

    binary = build_bench()
    threads = min(8, os.cpu_count() or 1)
    faiss.omp_set_num_threads(threads)
    print(f"faiss {faiss.__version__}, {faiss.get_compile_options().strip()}, {threads} threads, median of {options.runs}")
    compare(numpy, faiss, binary, options, threads)
    large(numpy, binary, options, threads)
    print(f"\nload average {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Accumulating, against polars: `python3 Benchmarks/accumulate.py [--observations N] [--units N] [--runs N]`.

Both begin with the same columns in memory, rows in the order of time, and end with a moving average per unit;
the best run of each counts, in three turns of `--runs` runs, each in one process. polars computes `ewm_mean(alpha=0.1, adjust=True).over(unit)`. Its way
to the last value only, `group_by(unit).agg(….last())`, is timed too, and so are rows that already stand in
the order of units, for which only our second step is needed. Ours also counts, keeps the last observation,
the share of positive ones and the ranking. Every m̂ is compared to 1e-9.
"""

import argparse
import os
import subprocess
import tempfile
import time

from environment import build_bench, enter_environment
from figures import record


def make(numpy, observations, units, seed):
    """Each batch scores some of the units, once each; which ones and how is random."""
    random = numpy.random.default_rng(seed)
    size = units // 10
    batches = -(-observations // size)
    unit = numpy.concatenate([random.choice(units, size, replace=False) for _ in range(batches)])[:observations]
    batch = numpy.repeat(numpy.arange(batches), size)[:observations]
    delta = random.normal(0.3, 5, observations).round(3)
    return unit.astype("int32"), batch.astype("int32"), delta


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run_ours(binary, folder, units, threads, runs):
    """The first run of a process and its best, and the best of the second step alone."""
    command = [binary, "accumulate", folder, str(units), str(threads), str(runs)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(float, line.split())) for line in output.splitlines()]
    return {"first": pairs[0][0], "best": min(p[0] for p in pairs), "evidence": min(p[1] for p in pairs)}


def run_polars(polars, frame, ordered, average, runs):
    work = {
        "over": lambda: frame.select(average.over("unit")),
        "last": lambda: frame.group_by("unit").agg(average.last()),
        "ordered": lambda: ordered.select(average.over("unit")),
    }
    return {name: min(timed(call) for _ in range(runs)) for name, call in work.items()}


def check(numpy, polars, frame, average, folder, units):
    """The last value of every unit's average, against ours."""
    theirs = frame.select("unit", m=average.over("unit")).group_by("unit", maintain_order=True).agg(polars.col("m").last())
    expected = numpy.full(units, numpy.nan)
    expected[theirs["unit"].to_numpy()] = theirs["m"].to_numpy()
    found = numpy.fromfile(os.path.join(folder, "mhat.f64"))
    assert (numpy.isnan(expected) == numpy.isnan(found)).all(), "not the same units"
    worst = numpy.nanmax(numpy.abs(expected - found))
    assert worst <= 1e-9, f"they differ by {worst}"
    print(f"m̂ agrees for {len(theirs)} units; the largest difference is {worst:.1e}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--observations", type=int, default=10_000_000)
    arguments.add_argument("--units", type=int, default=100_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    enter_environment(["numpy", "polars"])
    import numpy
    import polars

    binary = build_bench()
    threads = os.cpu_count() or 1
    print(f"polars {polars.__version__}, {polars.thread_pool_size()} threads, best of 3 turns of {options.runs}")
    unit, batch, delta = make(numpy, options.observations, options.units, options.seed)
    frame = polars.DataFrame({"unit": unit, "delta": delta})
    ordered = frame.sort("unit", maintain_order=True)
    average = polars.col("delta").ewm_mean(alpha=0.1, adjust=True)
    times, turns = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for name, column in (("unit.i32", unit), ("batch.i32", batch), ("delta.f64", delta)):
            column.tofile(os.path.join(folder, name))
        for _ in range(3):
            seconds = run_polars(polars, frame, ordered, average, options.runs)
            seconds |= run_ours(binary, folder, options.units, threads, options.runs)
            alone = run_ours(binary, folder, options.units, 1, options.runs)
            seconds |= {"one thread": alone["best"]}
            turns.append(seconds["over"] / seconds["best"])
            for name, value in seconds.items():
                times[name] = min(value, times.get(name, value))
        check(numpy, polars, frame, average, folder, options.units)
    record("accumulate", "polars ewm_mean over units", turns, aim=8)
    print(f"polars     {times['over']:.3f} s   last value only {times['last']:.3f} s   ordered by unit {times['ordered']:.3f} s")
    print(f"maa        {times['best']:.3f} s   of which evidence {times['evidence']:.3f} s   one thread {times['one thread']:.3f} s")
    print(f"           first run of a process {times['first']:.3f} s")
    print(f"ratio      {times['over'] / times['best']:.1f}x   (target: 8x)   one thread {times['over'] / times['one thread']:.1f}x")
    print(f"           {times['last'] / times['best']:.1f}x to the last value only")
    print(f"           {times['ordered'] / times['evidence']:.1f}x where rows are in the order of units already")
    print(f"\nload average {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()

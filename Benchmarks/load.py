#!/usr/bin/env python3
"""Loading a log, against polars: `python3 Benchmarks/load.py [--records N] [--runs N]`.

Both read the same file in turns, on as many threads as the machine has cores, and the best run of each counts.
polars is given its schema and leaves out the open map of scores; what it returns is a table of strings, not
yet a log with its ids resolved. Ours is timed inside its process from opening the file to the finished log,
with the file's SHA-256; the time of the whole process is printed beside it.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import tempfile
import time

from environment import build_bench, enter_environment
from figures import record


def schema(polars, proposals_only):
    text, whole, real = polars.String, polars.Int64, polars.Float64
    fields = {"kind": text, "batch": whole, "id": text, "type": text, "anchor": text, "content": text, "reason": text}
    if not proposals_only:
        fields |= {"call": whole, "baseline": real, "task": text, "outcome": real}
        fields |= {"items": polars.List(text), "scene": text}
    return fields


def time_polars(polars, path, proposals_only):
    start = time.perf_counter()
    frame = polars.read_ndjson(path, schema=schema(polars, proposals_only))
    return time.perf_counter() - start, frame


def time_ours(binary, path):
    start = time.perf_counter()
    output = subprocess.run([binary, "load", path], capture_output=True, text=True, check=True).stdout
    whole = time.perf_counter() - start
    figures = dict(line.split(" ", 1) for line in output.splitlines())
    return float(figures["seconds"]), whole, figures


def expected(path):
    """What a plain reading of the file counts and sums up."""
    figures = {"records": 0, "proposals": 0, "content_bytes": 0, "calls": 0, "entries": 0, "tasks": 0}
    scores = baselines = 0.0
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            figures["records"] += 1
            if record["kind"] == "proposal":
                figures["proposals"] += 1
                figures["content_bytes"] += len(record["content"].encode())
            elif record["kind"] == "scores":
                figures["calls"] += 1
                figures["entries"] += len(record["u"])
                baselines += record["baseline"]
                for value in record["u"].values():
                    scores += value
            elif record["kind"] == "task":
                figures["tasks"] += 1
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {name: str(value) for name, value in figures.items()} | {"sha256": digest}, scores, baselines


def check(path, figures, frame, polars):
    wanted, scores, baselines = expected(path)
    for name, value in wanted.items():
        assert figures[name] == value, f"{name}: {figures[name]}, expected {value}"
    assert abs(float(figures["score_sum"]) - scores) < 1e-3
    assert abs(float(figures["baseline_sum"]) - baselines) < 1e-3
    proposals = frame.filter(polars.col("kind") == "proposal")
    assert proposals.height == int(figures["proposals"])
    assert proposals["content"].str.len_bytes().sum() == int(figures["content_bytes"])
    assert abs((frame["baseline"].sum() if "baseline" in frame.columns else 0) - baselines) < 1e-3
    print("counts, sums and digest agree with json and polars")


def compare(polars, binary, path, runs, proposals_only=False):
    ours, wholes, theirs = [], [], []
    for _ in range(runs):
        seconds, frame = time_polars(polars, path, proposals_only)
        theirs.append(seconds)
        seconds, whole, figures = time_ours(binary, path)
        ours.append(seconds)
        wholes.append(whole)
    name, aim = ("read a log of proposals only", 1.8) if proposals_only else ("read a mixed log", 2.5)
    record(name, "polars read_ndjson", [peer / own for peer, own in zip(theirs, ours)], aim)
    size = os.path.getsize(path)
    check(path, figures, frame, polars)
    print(f"file       {size / 1e6:.0f} MB, {int(figures['records'])} records")
    print(f"polars     {min(theirs):.3f} s   {size / min(theirs) / 1e6:.0f} MB/s")
    print(f"maa        {min(ours):.3f} s   {size / min(ours) / 1e6:.0f} MB/s   whole process {min(wholes):.3f} s")
    print(f"ratio      {min(theirs) / min(ours):.2f}x   whole process {min(theirs) / min(wholes):.2f}x")
    peak = int(figures["peak_mib"]) * 1024 * 1024
    print(f"peak       {figures['peak_mib']} MiB = {peak / size:.2f} of the file")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=1_000_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    enter_environment(["polars"])
    import polars

    import tracelog

    binary = build_bench()
    print(f"polars {polars.__version__}, {polars.thread_pool_size()} threads, best of {options.runs}, in turns")
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log.jsonl")
        tracelog.write(log, options.records, options.seed)
        compare(polars, binary, log, options.runs)
        print("\nproposals only")
        bare = os.path.join(folder, "proposals.jsonl")
        with open(log, encoding="utf-8") as source, open(bare, "w", encoding="utf-8") as target:
            wanted = ('{"kind":"item"', '{"kind":"batch"', '{"kind":"proposal"')
            target.writelines(line for line in source if line.startswith(wanted))
        compare(polars, binary, bare, options.runs, proposals_only=True)
    print(f"\nload average {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()

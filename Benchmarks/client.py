#!/usr/bin/env python3
"""A table of a million rows from a session into polars, against polars reading the same rows as CSV, and statements a second.

Both tables are compared, value for value. The query alone is timed too: what a session answers with one row has gone over all
of them."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from environment import ROOT, enter_environment
from figures import record
from statements import write_log

enter_environment(["polars", "pyarrow"])
sys.path.insert(0, str(ROOT / "python/src"))

import polars  # noqa: E402

import maa  # noqa: E402

def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--batches", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--program", default=str(ROOT / ".build/release/maa"))
    parser.add_argument("--query", default="select * from observations")
    arguments = parser.parse_args()
    os.environ["MAA_BINARY"] = arguments.program
    with tempfile.TemporaryDirectory() as folder, maa.Session(progress=None) as session:
        log, csv = Path(folder, "log.jsonl"), Path(folder, "rows.csv")
        write_log(log, arguments.units, arguments.batches)
        session(f"load {log}")
        rows = session.sql(arguments.query).to_polars()
        rows.write_csv(csv)
        print(f"{rows.height} rows of {rows.width} columns, {csv.stat().st_size / 1e6:.0f} MB as CSV")
        peer, ours, query = [], [], []
        for _ in range(arguments.rounds):
            seconds, read = timed(lambda: polars.read_csv(csv, schema=rows.schema))
            peer.append(seconds)
            seconds, table = timed(lambda: session.sql(arguments.query).to_polars())
            ours.append(seconds)
            if not table.equals(read):
                sys.exit("the tables differ")
            query.append(timed(lambda: session.sql(f"select count(*) from ({arguments.query}) limit 1"))[0])
        statements, _ = timed(lambda: [session("batches --limit 1") for _ in range(500)])
    record("a table into polars", "polars read_csv", [theirs / own for theirs, own in zip(peer, ours)], aim=0.5)
    print(f"polars.read_csv {min(peer):.3f} s; session to polars {min(ours):.3f} s (of it counting the rows {min(query):.3f} s)")
    print(f"ratio of speeds {min(peer) / min(ours):.2f}; {500 / statements:.0f} statements a second, one after another")


if __name__ == "__main__":
    main()

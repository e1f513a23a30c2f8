#!/usr/bin/env python3
"""A table of a million rows from a session into polars, against polars reading the same rows as CSV, and statements a second.

The whole way is timed, from the call to the frame: the table as it is, and the same asked for by a query. All frames are
compared, value for value."""

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
    parser.add_argument("--table", default="observations")
    arguments = parser.parse_args()
    os.environ["MAA_BINARY"] = arguments.program
    with tempfile.TemporaryDirectory() as folder, maa.Session(progress=None) as session:
        log, csv = Path(folder, "log.jsonl"), Path(folder, "rows.csv")
        write_log(log, arguments.units, arguments.batches)
        session(f"load {log}")
        rows = session.table(arguments.table).to_polars()
        rows.write_csv(csv)
        print(f"{rows.height} rows of {rows.width} columns, {csv.stat().st_size / 1e6:.0f} MB as CSV")
        ways = {
            "polars.read_csv": lambda: polars.read_csv(csv, schema=rows.schema),
            "session.table": lambda: session.table(arguments.table).to_polars(),
            "session.table, before polars": lambda: session.table(arguments.table),
            "session.sql": lambda: session.sql(f"select * from {arguments.table}").to_polars(),
        }
        times = {name: [] for name in ways}
        for _ in range(arguments.rounds):
            for name, way in ways.items():
                seconds, read = timed(way)
                times[name].append(seconds)
                # SQL knows no flags, only 1 and 0.
                if isinstance(read, polars.DataFrame) and not read.equals(rows) and not read.equals(as_sql(rows)):
                    sys.exit(f"{name} gives another table")
        statements, _ = timed(lambda: [session("batches --limit 1") for _ in range(500)])
    pairs = zip(times["polars.read_csv"], times["session.table"])
    record("a table into polars", "polars read_csv", [theirs / own for theirs, own in pairs], aim=0.5)
    peer = min(times["polars.read_csv"])
    for name, seconds in times.items():
        print(f"{name}: {min(seconds):.3f} s, ratio of speeds {peer / min(seconds):.2f}")
    print(f"{500 / statements:.0f} statements a second, one after another")


def as_sql(rows):
    """As SQLite gives it back."""
    return rows.with_columns(polars.col(polars.Boolean).cast(polars.Int64))


if __name__ == "__main__":
    main()

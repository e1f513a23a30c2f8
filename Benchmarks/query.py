#!/usr/bin/env python3
"""How long a query takes on a study of 100,000 units and 1,000,000 observations: at first, when the study has changed,
and again. The answer is checked against one that Python filters from the whole table."""

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

from environment import ROOT
from statements import write_log

QUERY = "evidence where n >= 5 and verdict = 'stable' order by mhat desc"


class Session:
    def __init__(self):
        maa = str(ROOT / ".build/release/maa")
        self.process = subprocess.Popen(
            [maa, "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def ask(self, statement):
        start = time.perf_counter()
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        return (time.perf_counter() - start) * 1000, json.loads(answer)["tables"]


def expected(tables):
    """The names of the rows that the query should give, in its order."""
    columns, rows = tables[0]["columns"], tables[0]["rows"]
    n, verdict, mhat, name = (columns.index(column) for column in ("n", "verdict", "mhat", "name"))
    found = [row for row in rows if row[n] >= 5 and row[verdict] == "stable"]
    return [row[name] for row in sorted(found, key=lambda row: -row[mhat])]


def names(tables):
    return [row[tables[0]["columns"].index("name")] for row in tables[0]["rows"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--batches", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "query.jsonl"
        write_log(path, arguments.units, arguments.batches)
        session = Session()
        session.ask(f"load {path}")
        merging, _ = session.ask("expect units > 0")
        # Certificates for one unit of a hundred thousand take long; a looser level gives the query something to find.
        session.ask("set alpha 0.5")
        first, tables = session.ask(QUERY)
        again, _ = session.ask(QUERY)
        changed = []
        for beta in (0.8, 0.7, 0.6):
            session.ask(f"set beta {beta}")
            changed.append(session.ask(QUERY)[0])
        _, found = session.ask(QUERY)
        _, everything = session.ask("evidence")
        assert names(found) == expected(everything), "the query's answer is another"
    print(f"units from texts     {merging:8.0f} ms")
    print(f"first query          {first:8.0f} ms   ({len(found[0]['rows'])} rows of {arguments.units})")
    print(f"after a change       {min(changed):8.0f} ms")
    print(f"again                {again:8.0f} ms")


if __name__ == "__main__":
    main()

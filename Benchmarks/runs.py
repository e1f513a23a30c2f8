#!/usr/bin/env python3
"""Many runs at once: a thousand of a small log against papermill running an empty notebook, and a sweep over a large log.

usage: Benchmarks/runs.py [--rounds N] [--operations N] [--program BINARY]

A thousand runs are a sweep of tau and beta over the kitchen log, two at a time, folders and all; papermill runs a notebook that
does nothing, as often as there are rounds, in the same run of this script. Then a sweep of forty taus over a simulated log is held
against one run of the same session, and each of its runs against the same tau by itself: their outputs are the same bytes.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import ROOT, enter_environment

enter_environment(["papermill", "ipykernel"])

SMALL = """maa 1
param tau = 0.5 : number
param beta = 0.9 : number
load {data}
set tau $tau
set beta $beta
evidence --limit 10
"""
LARGE = """maa 1
param tau = 0.5 : number
load {data}
set tau $tau
evidence --limit 10
"""
NOTEBOOK = {
    "cells": [], "nbformat": 4, "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
}


def seconds(words, **options):
    start = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True, **options)
    return time.perf_counter() - start


def thousand(program, folder, rounds):
    script = Path(folder, "small.maa")
    script.write_text(SMALL.format(data=ROOT / "datasets/kitchen.jsonl"))
    notebook = Path(folder, "empty.ipynb")
    notebook.write_text(json.dumps(NOTEBOOK))
    many, peer = [], []
    for _ in range(rounds):
        out = Path(folder, "many")
        many.append(seconds([program, "run", script, "--sweep", "tau=0.4..0.895:0.005", "--sweep", "beta=0.8..0.89:0.01",
                             "--jobs", "2", "--out", out]))
        runs = sum(1 for _ in out.glob("*/run.json"))
        shutil.rmtree(out)
        peer.append(seconds([sys.executable, "-m", "papermill", "--no-progress-bar", notebook, Path(folder, "done.ipynb")]))
    each = min(many) / runs
    print(f"{runs} runs: {min(many):.2f} s, {each * 1e3:.2f} ms each; papermill, an empty notebook: {min(peer):.2f} s; "
          f"1/{min(peer) / each:.0f} of it")


def sweep(program, folder, operations, rounds):
    log, script = Path(folder, "large.jsonl"), Path(folder, "large.maa")
    subprocess.run([program, "-c", f"simulate --operations {operations} --to {log}"], check=True, capture_output=True)
    script.write_text(LARGE.format(data=log))
    one, many = [], []
    for _ in range(rounds):
        for name in ("one", "many"):
            shutil.rmtree(Path(folder, name), ignore_errors=True)
        one.append(seconds([program, "run", script, "--set", "tau=0.5", "--out", Path(folder, "one")]))
        many.append(seconds([program, "run", script, "--sweep", "tau=0.5..0.89:0.01", "--jobs", "2",
                             "--out", Path(folder, "many")]))
    for tau in ("0.50", "0.63", "0.89"):
        alone = Path(folder, "alone" + tau)
        seconds([program, "run", script, "--set", f"tau={tau}", "--out", alone])
        if next(alone.glob("*/output.txt")).read_bytes() != Path(folder, f"many/large,tau={tau}/output.txt").read_bytes():
            sys.exit(f"tau {tau} of the sweep gives another output than by itself")
    runs = len(list(Path(folder, "many").glob("*/run.json")))
    print(f"{runs} taus: {min(many):.2f} s; one run: {min(one):.2f} s; {min(many) / min(one):.2f} times")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--program", default=str(ROOT / ".build/release/maa"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        thousand(arguments.program, folder, arguments.rounds)
        sweep(arguments.program, folder, arguments.operations, arguments.rounds)


if __name__ == "__main__":
    main()

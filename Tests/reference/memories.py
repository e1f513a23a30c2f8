"""Reads memories as other tools keep them, without a line of maa: what the importers' tests are held against.

usage: memories.py FORMAT PATH

markdown-files, markdown-bullets: PATH is a bundle of git; per commit along first parents, what stands in memory.
mem0, letta, table: counts.
"""

import collections
import csv
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

MARK = re.compile(r"^\[[\w.]+-\d+\]\s*helpful=\d+\s+harmful=\d+\s*::\s*")


def git(folder, *words):
    return subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True).stdout


def bullets(text):
    """Outermost list items of a file whose items are not nested in others."""
    found, fenced = [], False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        start = re.match(r"^(?:[-*+]|\d+[.)])\s+(.*)$", line)
        if start and not fenced:
            found.append([start.group(1)])
        elif re.match(r"^#{1,6}(\s|$)", line) and not fenced:
            found.append(None)
        elif found and found[-1] is not None:
            found[-1].append(line.strip())
    texts = [" ".join(" ".join(lines).split()) for lines in found if lines is not None]
    return [MARK.sub("", text) for text in texts]


def markdown(path, cut):
    states = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "-q", "--bare", path, folder], check=True, capture_output=True)
        commits = git(folder, "log", "--first-parent", "--reverse", "--format=%H").decode().split()
        for commit in commits:
            names = git(folder, "ls-tree", "-r", "-z", "--name-only", commit).decode().split("\0")
            texts = []
            for name in names:
                if name.endswith(".md"):
                    texts += cut(git(folder, "show", f"{commit}:{name}").decode("utf-8", "replace"))
            changed = git(folder, "diff-tree", "-r", "--root", "--no-renames", "--name-status", "--no-commit-id", commit)
            kinds = collections.Counter(line.split("\t")[0] for line in changed.decode().splitlines())
            states.append({"commit": commit[:8], "texts": sorted(" ".join(t.split()) for t in texts), "kinds": kinds})
    return states


def mem0(path):
    live, counts = {}, collections.Counter()
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    for memory, event, new in database.execute("select memory_id, event, new_memory from history order by rowid"):
        counts[event] += 1
        if event == "DELETE":
            counts["removed"] += live.pop(memory, None) is not None
        elif live.get(memory) != new:
            counts["changed" if memory in live else "added"] += 1
            live[memory] = new
        else:
            counts["idle"] += 1
    return {"counts": counts, "texts": sorted(live.values())}


def letta(path):
    texts = []
    for file in sorted(pathlib.Path(path).glob("*.af")):
        texts += [block["value"] for block in json.loads(file.read_text())["blocks"]]
    return {"texts": sorted(" ".join(text.split()) for text in texts)}


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    arms = ["default_correct", "confidence_correct"]
    value = {"True": 1, "False": 0}
    return {"rows": len(rows), "sums": {
        arm: sum(value[row[arm]] - value[row["baseline_correct"]] for row in rows) for arm in arms}}


READERS = {
    "markdown-files": lambda path: markdown(path, lambda text: [text]),
    "markdown-bullets": lambda path: markdown(path, bullets),
    "mem0": mem0, "letta": letta, "table": table,
}

if __name__ == "__main__":
    json.dump(READERS[sys.argv[1]](sys.argv[2]), sys.stdout)

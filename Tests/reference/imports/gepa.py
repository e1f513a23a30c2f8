"""What is in GEPA's files, counted without maa: python3 gepa.py PATH prints counts as JSON.

A folder of a run (run_log.json, candidates.json, result.json, run_log.txt) or one of summaries and tables of answers.
"""

import ast
import csv
import json
import pathlib
import re
import sys


def run(folder):
    candidates = json.loads((folder / "candidates.json").read_text())
    steps = json.loads((folder / "run_log.json").read_text())
    result_file = folder / "result.json"
    result = json.loads(result_file.read_text()) if result_file.exists() else {}
    printed = (folder / "run_log.txt").read_text() if (folder / "run_log.txt").exists() else ""
    subscores = result.get("val_subscores") or printed_subscores(printed)
    refused = refused_texts(printed)
    counts = {"items": len(candidates[0]), "batches": 1 if subscores else 0, "proposals": 0, "left_out": 0}
    for step in steps:
        programs = step.get("new_program_indices") or []
        for program in programs:
            parent = step["merged_entities"][0] if step.get("merged") else step["selected_program_candidate"]
            new, old = candidates[program], candidates[parent]
            counts["proposals"] += sum(new[name] != old.get(name) for name in new)
        texts = refused.get(step["i"] + 1, [])
        tried = any("new_subsample_scores" in task for task in step.get("tasks", []))
        if not programs and tried and texts:
            counts["proposals"] += len(texts)
        counts["batches"] += bool(programs or (tried and texts))
    counts["tasks"] = sum(len(row) for row in subscores)
    counts["outcomes"] = round(sum(sum(row.values()) for row in subscores), 6)
    return counts


def refused_texts(printed):
    texts = {}
    for entry in re.split(r"(?m)^(?=Iteration \d+: )", printed):
        found = re.match(r"Iteration (\d+): Proposed new text for ([^:]+): (.*)", entry, re.S)
        if found:
            texts.setdefault(int(found[1]), []).append(found[3].strip())
    return texts


def printed_subscores(printed):
    return [ast.literal_eval(row) for row in re.findall(r"Individual valset scores for new program: (\{.*\})", printed)]


def summaries(folder):
    counts = {"batches": 0, "proposals": 0, "calls": 0, "tasks": 0, "outcomes": 0}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".json":
            summary = json.loads(path.read_text())
            counts["batches"] += 1
            counts["proposals"] += bool(summary["best_prompt"])
            counts["calls"] += len(summary["val_scores_history"]) > 1
        elif path.suffix == ".csv":
            with path.open(newline="") as file:
                rows = list(csv.DictReader(file))
            arms = [name[: -len("_correct")] for name in rows[0] if name.endswith("_correct")]
            counts["batches"] += 1
            counts["tasks"] += len(rows) * len(arms)
            counts["outcomes"] += sum(row[f"{arm}_correct"] == "True" for row in rows for arm in arms)
    return counts


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1])
    print(json.dumps(run(path) if (path / "run_log.json").exists() else summaries(path)))

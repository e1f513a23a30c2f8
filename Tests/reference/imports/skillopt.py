"""What is in SkillOpt's files, counted without maa: python3 skillopt.py FOLDER prints JSON."""

import json
import pathlib
import re
import sys


def blocks(text):
    """Bullets with what is indented below them, headings, paragraphs and code."""
    found, current, code = [], [], False

    def cut():
        if current:
            found.append("\n".join(current).strip())
            current.clear()

    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith("```"):
            if not code:
                cut()
            current.append(line)
            code = not code
            if not code:
                cut()
        elif code:
            current.append(line)
        elif not bare or re.fullmatch(r"<!--.*-->", bare):
            cut()
        elif bare.startswith("#"):
            cut()
            found.append(bare)
        else:
            if re.match(r"([-*+]|\d+[.)]) ", line):
                cut()
            current.append(line)
    cut()
    return [block for block in found if block]


def main(folder):
    records = [json.loads(path.read_text()) for path in sorted(folder.rglob("step_record.json"))]
    counts = {"items": 0, "standing": 0, "batches": len(records), "evals": len({one["epoch"] for one in records})}
    if any(one["candidate_hash"] for one in records):
        counts["items"] += 1
        counts["standing"] += 1
    score, deltas = records[0]["current_score"] if records[0]["action"] == "reject" else None, []
    for one in records:
        if score is not None:
            deltas.append(one["candidate_gate_score"] - score)
        score = one["current_score"]
    counts["scored_steps"] = len(deltas)
    counts["sum_of_deltas"] = round(sum(deltas), 6)
    for initial in sorted(folder.rglob("initial.md")):
        (after,) = initial.parent.glob("*_skill.md")
        counts["batches"] += 1
        counts["items"] += len(blocks(initial.read_text()))
        counts["standing"] += len(blocks(after.read_text()))
    return counts


if __name__ == "__main__":
    print(json.dumps(main(pathlib.Path(sys.argv[1]))))

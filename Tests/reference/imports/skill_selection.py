"""What is in results of choosing rules, counted without maa: python3 skill_selection.py FOLDER prints JSON."""

import json
import pathlib
import sys


def main(folder):
    counts = {"batches": 0, "items": 0, "tasks": 0, "outcomes": 0, "in_context": 0, "unknown": 0}
    for path in sorted(folder.glob("*.json")):
        rules = set()
        counts["batches"] += 1
        for method in json.loads(path.read_text())["results"].values():
            questions = method["per_item"]
            # A method of rules whose rules were not written down.
            if not any(one["selected_indices"] for one in questions) and method["avg_chars"] > 600:
                counts["unknown"] += len(questions)
                continue
            counts["tasks"] += len(questions)
            counts["outcomes"] += sum(one["hard"] for one in questions)
            counts["in_context"] += sum(len(one["selected_indices"]) for one in questions)
            rules |= {rule for one in questions for rule in one["selected_indices"]}
        counts["items"] += len(rules)
    return counts


if __name__ == "__main__":
    print(json.dumps(main(pathlib.Path(sys.argv[1]))))

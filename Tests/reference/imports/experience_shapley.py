"""What is in files of measured experiences, counted without maa: python3 experience_shapley.py FOLDER prints JSON."""

import json
import pathlib
import sys


def last_run(history):
    """Lines of the last run: runs append to one file, and their counts go up while they last."""
    begin = 0
    for index in range(1, len(history)):
        if history[index]["v_calls"] < history[index - 1]["v_calls"]:
            begin = index
    return history[begin:]


def main(folder):
    progress = json.loads((folder / "shapley_progress.json").read_text())
    left_out = json.loads((folder / "loo_results.json").read_text())
    history = [json.loads(line) for line in (folder / "shapley_history.jsonl").read_text().splitlines()]
    run = last_run(history)
    sets = sorted({line["subset"] for line in run})
    experiences = progress["ranked_experiences"]
    texts = {one["content"] for one in experiences} | {one["content"] for one in left_out["ranked"]}
    marginals = sum(len(one["all_marginals"]) for one in experiences)
    counts = {
        "batches": len(sets) + 1,
        "proposals": len(texts),
        "calls": len(sets) + len(left_out["ranked"]),
        "scores": marginals + len(left_out["ranked"]),
        "sum_of_marginals": round(sum(sum(one["all_marginals"]) for one in experiences), 6),
        "sum_of_loo": round(sum(left_out["v_full"] - one["v_without"] for one in left_out["ranked"]), 6),
        "earlier_lines": len(history) - len(run),
    }
    # The first line of a set is that of the set itself, each other one a marginal's.
    for number in sets:
        counts[f"set_{number}"] = sum(line["subset"] == number for line in run) - 1
    return counts


if __name__ == "__main__":
    print(json.dumps(main(pathlib.Path(sys.argv[1]))))

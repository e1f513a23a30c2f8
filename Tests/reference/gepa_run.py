"""A run of GEPA without a model: python3 gepa_run.py FOLDER writes what `gepa` writes (gepa 0.1.4).

A task is solved where the prompt holds the word that it needs and not the one that it must avoid; what reflects names a word
that was missed.
"""

import json
import re
import sys

import gepa
from gepa.core.adapter import EvaluationBatch

WORDS = ["look", "check", "verify", "units", "steps", "answer"]


class Words:
    propose_new_texts = None

    def evaluate(self, batch, candidate, capture_traces=False):
        text = " ".join(candidate.values())
        scores = [float(task["need"] in text and (task.get("avoid") or "\0") not in text) for task in batch]
        seen = [{"need": task["need"], "score": score} for task, score in zip(batch, scores)]
        return EvaluationBatch(
            outputs=[{"said": task["need"]} for task in batch], scores=scores, trajectories=seen if capture_traces else None
        )

    def make_reflective_dataset(self, candidate, evaluated, components):
        records = [{"Inputs": one["need"], "Feedback": f"missing {one['need']}"} for one in evaluated.trajectories]
        return {component: records for component in components}


def reflection():
    calls = 0

    def answer(prompt):
        nonlocal calls
        calls += 1
        missing = re.findall(r"missing (\w+)", str(prompt))
        old = re.search(r"```\n(.*?)\n```", str(prompt), re.S)
        return f"```\n{old[1] if old else ''}\n- Mind the {missing[calls % len(missing)]}.\n```"

    return answer


def main(folder):
    result = gepa.optimize(
        seed_candidate={"system": "Be careful.", "format": "Reply in one line."},
        trainset=[{"need": word} for word in WORDS],
        valset=[{"need": word, "avoid": avoid} for word, avoid in zip(WORDS, [None, "look", None, None, "units", None])],
        adapter=Words(),
        reflection_lm=reflection(),
        reflection_minibatch_size=3,
        max_metric_calls=150,
        use_merge=True,
        seed=3,
        run_dir=folder,
    )
    with open(f"{folder}/result.json", "w") as file:
        json.dump(result.to_dict(), file, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])

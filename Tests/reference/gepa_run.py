#!/usr/bin/env python3
"""Makes a run's folder with GEPA itself (PyPI `gepa`) and an adapter without a model, for the importer's tests.

usage: gepa_run.py FOLDER, writes FOLDER/run and FOLDER/result.json and prints what is in them; status 3 where gepa is not there

A candidate is two texts; an example asks for a letter, and is solved where the texts hold it. A proposal adds a letter to one of them, now
and then it also takes one away, so that some are turned down.
"""

import json
import pathlib
import random
import sys

try:
    import gepa
    from gepa.core.adapter import EvaluationBatch
except ImportError:
    sys.exit(3)

LETTERS = "abcdefgh"


class Adapter:
    def __init__(self):
        self.random = random.Random(5)

    def evaluate(self, batch, candidate, capture_traces=False):
        text = " ".join(candidate.values())
        scores = [float(letter in text.split()) for letter in batch]
        return EvaluationBatch(outputs=scores, scores=scores, trajectories=list(batch) if capture_traces else None)

    def make_reflective_dataset(self, candidate, eval_batch, components_to_update):
        return {name: [{"letter": letter} for letter in eval_batch.trajectories] for name in components_to_update}

    def propose_new_texts(self, candidate, reflective_dataset, components_to_update):
        texts = {}
        for name in components_to_update:
            words = candidate[name].split() + [self.random.choice(LETTERS)]
            if self.random.random() < 0.3:
                words.pop(self.random.randrange(len(words)))
            texts[name] = " ".join(words)
        return texts


class Silent:
    def log(self, *_):
        pass


def main():
    folder = pathlib.Path(sys.argv[1])
    examples = list(LETTERS)
    result = gepa.optimize(
        seed_candidate={"first": "say", "second": "then"}, trainset=examples, valset=examples, adapter=Adapter(), logger=Silent(),
        max_metric_calls=250, run_dir=str(folder / "run"), seed=1, reflection_minibatch_size=3, use_merge=True, display_progress_bar=False)
    (folder / "result.json").write_text(json.dumps(result.to_dict()))
    log = json.loads((folder / "run" / "run_log.json").read_text())
    scored = [entry for entry in log if "new_subsample_scores" in entry or "new_program_subsample_scores" in entry]
    print(json.dumps({"candidates": len(result.candidates), "iterations": len(log), "scored": len(scored),
                      "accepted": sum("new_program_idx" in entry for entry in scored)}))


main()

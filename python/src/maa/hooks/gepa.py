"""GEPA: a callback that records each reflective mutation with its minibatch scores.

    gepa.optimize(seed_candidate, trainset, valset, adapter=…, callbacks=[GEPACallback(recorder)])

A component of the candidate is an item of memory, a proposed text for it a ``modify``; both programs of an iteration are
scored on one minibatch, which makes one call. A mutation of several components at once is one edit of an item of its own
(``first+second``): what was scored together is not divided. Scores of the validation set become ``eval`` records.
"""

from __future__ import annotations

import sys
from typing import Any

from ..recorder import Recorder

__all__ = ["GEPACallback"]


class GEPACallback:
    """Give it to ``gepa.optimize`` as one of ``callbacks``. GEPA 0.1 and later."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self._items: set[str] = set()
        self._minibatch: list[Any] = []
        self._baseline: float | None = None
        self._edit: str | None = None
        self._epochs: set[int] = set()
        self._valued: list[tuple[int, float]] = []

    def _item(self, name: str, content: str) -> None:
        if name not in self._items:
            self._items.add(name)
            self.recorder.item(name, content)

    def on_optimization_start(self, event: Any) -> None:
        for name, content in event["seed_candidate"].items():
            self._item(name, content)

    def on_minibatch_sampled(self, event: Any) -> None:
        self._minibatch = list(event["minibatch_ids"])
        self._baseline = self._edit = None
        iteration = int(event["iteration"])
        if iteration not in self._epochs:
            self._epochs.add(iteration)
            self.recorder.batch(epoch=iteration, tasks=len(self._minibatch))
        for epoch, score in self._valued:
            self.recorder.eval(epoch if epoch in self._epochs else iteration, "val", score)
        self._valued.clear()

    def on_evaluation_end(self, event: Any) -> None:
        scores = [float(score) for score in event["scores"]]
        if not scores or not self._minibatch:
            return
        mean = sum(scores) / len(scores)
        if event["candidate_idx"] is not None:
            self._baseline = mean
            for task, score in zip(self._minibatch, scores):
                self.recorder.task(str(task), score, items=sorted(self._items))
        elif self._edit is not None and self._baseline is not None:
            self.recorder.scores(baseline=self._baseline, u={self._edit: mean})

    def on_proposal_end(self, event: Any) -> None:
        texts: dict[str, str] = event["new_instructions"]
        if not texts:
            return
        if len(texts) == 1:
            ((name, content),) = texts.items()
        else:
            name = "+".join(sorted(texts))
            content = "\n\n".join(f"# {part}\n{texts[part]}" for part in sorted(texts))
            self._item(name, "\n\n".join(f"# {part}" for part in sorted(texts)))
        self._item(name, "")
        self._edit = self.recorder.propose("modify", name, content)

    def on_candidate_accepted(self, event: Any) -> None:
        if self._edit is not None:
            self.recorder.applied(self._edit)

    def on_valset_evaluated(self, event: Any) -> None:
        iteration, score = int(event["iteration"]), float(event["average_score"])
        if iteration in self._epochs:
            self.recorder.eval(iteration, "val", score)
        else:
            # The seed is valued before there is a batch.
            self._valued.append((iteration, score))


def example(path: str) -> None:
    """Optimizes a prompt by a scripted reflection, in which one of three texts is good. No model, no network."""
    import gepa
    from gepa.core.adapter import EvaluationBatch

    worth = {"Answer.": 0.4, "Think step by step, then answer.": 0.8, "Answer in French.": 0.1, "Answer briefly.": 0.5}
    texts = list(worth)[1:]

    class Adapter:
        propose_new_texts = None
        asked = 0

        def evaluate(self, batch: list[Any], candidate: dict[str, str], capture_traces: bool = False) -> Any:
            scores = [worth[candidate["instructions"]] + 0.01 * (item % 3) for item in batch]
            traces = [{"item": item} for item in batch] if capture_traces else None
            return EvaluationBatch(outputs=list(batch), scores=scores, trajectories=traces)

        def make_reflective_dataset(self, candidate: Any, evaluated: Any, components: list[str]) -> Any:
            return {name: [{"Inputs": "x", "Generated Outputs": "y", "Feedback": "z"}] for name in components}

    adapter = Adapter()

    def reflection(prompt: Any) -> str:
        adapter.asked += 1
        return f"```\n{texts[adapter.asked % len(texts)]}\n```"

    with Recorder(path, source="gepa", range=(0, 1)) as recorder:
        gepa.optimize(
            seed_candidate={"instructions": "Answer."},
            trainset=list(range(12)),
            valset=list(range(6)),
            adapter=adapter,
            reflection_lm=reflection,
            reflection_minibatch_size=3,
            max_metric_calls=90,
            callbacks=[GEPACallback(recorder)],
            seed=0,
        )


if __name__ == "__main__":
    example(sys.argv[1])

"""DSPy: a callback that makes calls of evaluations.

    watch = EvaluationCallback(recorder, baseline=program)
    dspy.configure(lm=…, callbacks=[watch])
    evaluate(program)                   # what the memory is worth as it is
    evaluate(candidate)                 # what it is worth with the candidate's instructions
    watch.accept(candidate)             # the candidate is the program from now on

The instructions of each predictor are an item of memory. A candidate whose instructions differ from the program's is an
edit: of one predictor where one differs; where several do, of an item of their own (``first+second``), for what was scored
together is not divided. Only evaluations on the same examples are set against each other; optimizers that evaluate by
``dspy.Evaluate`` are watched by themselves.
"""

from __future__ import annotations

import hashlib
import sys
from typing import Any

from dspy.utils.callback import BaseCallback

from ..recorder import Recorder

__all__ = ["EvaluationCallback"]

Instructions = dict[str, str]


def _instructions(program: Any) -> Instructions:
    return {name: predictor.signature.instructions for name, predictor in program.named_predictors()}


def _name(example: Any) -> str:
    """The example's own id, else one of what it holds."""
    for field in ("id", "task_id", "task"):
        if isinstance(example.get(field, None), (str, int)):
            return str(example[field])
    text = repr(sorted((key, repr(value)) for key, value in example.items()))
    return "e" + hashlib.sha256(text.encode()).hexdigest()[:12]


class EvaluationCallback(BaseCallback):  # type: ignore[misc]
    """Give it to ``dspy.configure`` as one of ``callbacks``. DSPy 3 and later."""

    def __init__(self, recorder: Recorder, baseline: Any) -> None:
        self.recorder = recorder
        self._program = _instructions(baseline)
        self._running: dict[str, Instructions] = {}
        self._baselines: dict[tuple[str, ...], float] = {}
        self._batches: dict[tuple[str, ...], int] = {}
        self._edits: dict[tuple[tuple[str, str], ...], str] = {}
        self._items: set[str] = set()
        for name, content in self._program.items():
            self._item(name, content)

    def _item(self, name: str, content: str) -> None:
        if name not in self._items:
            self._items.add(name)
            self.recorder.item(name, content)

    def on_evaluate_start(self, call_id: str, instance: Any, inputs: dict[str, Any]) -> None:
        self._running[call_id] = _instructions(inputs["program"])

    def on_evaluate_end(self, call_id: str, outputs: Any, exception: BaseException | None = None) -> None:
        seen = self._running.pop(call_id, None)
        if seen is None or outputs is None or not outputs.results:
            return
        tasks = tuple(_name(example) for example, _, _ in outputs.results)
        score = float(outputs.score)
        changed = {name: text for name, text in seen.items() if self._program.get(name) != text}
        if not changed:
            self._valued_as_it_is(tasks, score, outputs.results)
        elif tasks in self._baselines:
            edit = self._propose(changed, self._batches[tasks])
            self.recorder.scores(baseline=self._baselines[tasks], u={edit: score}, batch=self._batches[tasks])

    def _valued_as_it_is(self, tasks: tuple[str, ...], score: float, results: Any) -> None:
        self._baselines[tasks] = score
        self._batches[tasks] = self.recorder.batch(tasks=len(tasks))
        for task, (_, _, outcome) in zip(tasks, results):
            self.recorder.task(task, float(outcome), items=list(self._program))

    def _propose(self, changed: Instructions, batch: int) -> str:
        if len(changed) == 1:
            ((name, text),) = changed.items()
        else:
            name = "+".join(sorted(changed))
            text = "\n\n".join(f"# {part}\n{changed[part]}" for part in sorted(changed))
            self._item(name, "\n\n".join(f"# {part}\n{self._program.get(part, '')}" for part in sorted(changed)))
        self._item(name, self._program.get(name, ""))
        edit = self.recorder.propose("modify", name, text, batch=batch)
        self._edits[tuple(sorted(changed.items()))] = edit
        return edit

    def accept(self, program: Any) -> None:
        """The program is what edits are set against from now on; its own edit was applied."""
        now = _instructions(program)
        changed = {name: text for name, text in now.items() if self._program.get(name) != text}
        edit = self._edits.get(tuple(sorted(changed.items())))
        if edit is not None:
            self.recorder.applied(edit)
        self._program = now
        self._baselines.clear()


def example(path: str) -> None:
    """Three instructions tried on four sums, with a scripted model that adds well when it is told to. No network."""
    import dspy

    class Model(dspy.BaseLM):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(model="scripted")

        def forward(self, prompt: Any = None, messages: Any = None, **more: Any) -> Any:
            from types import SimpleNamespace

            told = messages[0]["content"]
            question = messages[-1]["content"].split("[[ ## question ## ]]")[-1].split("\n")[1]
            left, right = map(int, question.split("+"))
            is_right = "carefully" in told or left < 3
            answer = left + right if is_right and "guess" not in told else 0
            text = f"[[ ## answer ## ]]\n{answer}\n\n[[ ## completed ## ]]"
            message = SimpleNamespace(content=text, tool_calls=None)
            choice = SimpleNamespace(message=message, finish_reason="stop")
            return SimpleNamespace(choices=[choice], usage={}, model="scripted")

    def program(instructions: str) -> Any:
        return dspy.Predict(dspy.Signature("question -> answer", instructions))

    def right(example: Any, prediction: Any, trace: Any = None) -> float:
        return float(prediction.answer == example.answer)

    def examples(batch: int) -> list[Any]:
        sums = [(batch + i, i) for i in range(1, 5)]
        return [
            dspy.Example(id=f"sum-{a}-{b}", question=f"{a}+{b}", answer=str(a + b)).with_inputs("question")
            for a, b in sums
        ]

    first = program("Add.")
    tried = [program("Add carefully."), program("Just guess.")]
    with Recorder(path, source="dspy", range=(0, 100)) as recorder:
        watch = EvaluationCallback(recorder, baseline=first)
        with dspy.context(lm=Model(), callbacks=[watch]):
            for batch in range(4):
                evaluate = dspy.Evaluate(devset=examples(batch), metric=right, num_threads=1, display_progress=False)
                for candidate in [first, *tried]:
                    evaluate(candidate)
        watch.accept(tried[0])


if __name__ == "__main__":
    example(sys.argv[1])

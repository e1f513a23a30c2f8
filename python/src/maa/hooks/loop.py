"""An agent loop of your own: a memory as a dict, edits that are weighed against it, and what became of the tasks.

    loop = AgentLoop(recorder, memory={"m1": "Look around before acting."})
    for tasks in batches:
        loop.batch(tasks=len(tasks))
        for task in tasks:
            loop.attempt(task.name, agent, task)          # agent(task, memory) -> outcome
        edits = [loop.modify("m1", "…"), loop.add("…")]
        scores = loop.weigh(edits, lambda memory: evaluate(memory, tasks))
        loop.apply(max(edits, key=scores.get))

An agent that is held out of some items (``Recorder(holdout=0.1)``) gets the memory without them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..recorder import Recorder

__all__ = ["AgentLoop"]

Memory = dict[str, str]


class AgentLoop:
    """Holds the memory, and records what is done with it. Items keep their ids; an added one has its proposal's."""

    def __init__(self, recorder: Recorder, memory: Mapping[str, str], *, holds_out: bool = False) -> None:
        self.recorder = recorder
        self.memory: Memory = dict(memory)
        self._holds_out = holds_out
        self._edits: dict[str, tuple[str, str, str]] = {}
        for name, content in self.memory.items():
            recorder.item(name, content)

    def batch(self, **about: Any) -> int:
        """Announces a batch; see :meth:`maa.Recorder.batch`."""
        return self.recorder.batch(**about)

    def attempt(self, task: str, agent: Callable[..., float], *arguments: object, scene: str | None = None) -> float:
        """Lets the agent do a task with the memory as its last argument; what it returns is the outcome. An exception of the
        agent's is an outcome of 0, and goes on."""
        held = self.recorder.held_out(task, self.memory) if self._holds_out else []
        given = {name: content for name, content in self.memory.items() if name not in held}
        outcome = 0.0
        try:
            outcome = float(agent(*arguments, given))
        finally:
            self.recorder.task(task, outcome, items=list(given), scene=scene)
        return outcome

    def modify(self, item: str, content: str, *, reason: str | None = None) -> str:
        """Proposes another text for an item."""
        edit = self.recorder.propose("modify", item, content, reason=reason)
        self._edits[edit] = ("modify", item, content)
        return edit

    def add(self, content: str, *, after: str | None = None, reason: str | None = None) -> str:
        """Proposes a new item, at the end unless `after` another one."""
        anchor = "tail" if after is None else f"after:{after}"
        edit = self.recorder.propose("add", anchor, content, reason=reason)
        self._edits[edit] = ("add", anchor, content)
        return edit

    def delete(self, item: str, *, reason: str | None = None) -> str:
        """Proposes to do without an item."""
        edit = self.recorder.propose("delete", item, reason=reason)
        self._edits[edit] = ("delete", item, "")
        return edit

    def with_edit(self, edit: str) -> Memory:
        """The memory as it would be."""
        kind, anchor, content = self._edits[edit]
        memory = dict(self.memory)
        if kind == "delete" or (kind == "modify" and not content):
            memory.pop(anchor, None)
        elif kind == "modify":
            memory[anchor] = content
        elif anchor == "tail":
            memory[edit] = content
        else:
            memory = {}
            for name, text in self.memory.items():
                memory[name] = text
                if anchor == f"after:{name}":
                    memory[edit] = content
        return memory

    def weigh(self, edits: Iterable[str], evaluate: Callable[[Memory], float]) -> dict[str, float]:
        """Scores the memory as it is, and with each edit by itself, in one call; gives what each would be worth more."""
        baseline = float(evaluate(dict(self.memory)))
        u = {edit: float(evaluate(self.with_edit(edit))) for edit in edits}
        self.recorder.scores(baseline=baseline, u=u)
        return {edit: value - baseline for edit, value in u.items()}

    def apply(self, edit: str) -> None:
        """Takes an edit into memory."""
        self.memory = self.with_edit(edit)
        self.recorder.applied(edit)


def example(path: str) -> None:
    """A kitchen agent that does better the more of its advice is good. No model, no network."""
    worth = {"Look into closed drawers too.": 8.0, "Give up early.": -6.0, "Check the sink first.": 3.0}

    def evaluate(memory: Memory) -> float:
        return 50 + sum(worth.get(content, 0.0) for content in memory.values())

    def agent(memory: Memory) -> float:
        return float(evaluate(memory) > 55)

    with Recorder(path, source="a plain loop", range=(0, 100)) as recorder:
        loop = AgentLoop(recorder, {"m1": "Look around before acting."}, holds_out=True)
        for number in range(6):
            loop.batch(epoch=1, tasks=4)
            for task in range(4):
                loop.attempt(f"kitchen-{number}-{task}", agent, scene="heat")
            edits = [
                loop.add("Look into closed drawers too."),
                loop.add("Give up early."),
                loop.add("Check the sink first.", after="m1"),
            ]
            gains = loop.weigh(edits, evaluate)
            if number == 3:
                loop.apply(max(gains, key=lambda edit: gains[edit]))


if __name__ == "__main__":
    example(sys.argv[1])

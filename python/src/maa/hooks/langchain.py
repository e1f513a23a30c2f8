"""LangChain and LangGraph: a callback handler that records a task for each run of an agent.

    handler = MaaHandler(recorder, outcome=lambda output: float(output["solved"]))
    graph.invoke(inputs, config={"callbacks": [handler], "metadata": {"task": "kitchen-102", "items": ["m1", "m7"]}})

``task``, ``scene``, ``arm`` and ``items`` come from the run's metadata; documents that a retriever found are items too, by
their ``id``. A run that fails has an outcome of 0. What a node does to the memory it says by custom events:

    dispatch_custom_event("maa.propose", {"type": "modify", "anchor": "m1", "content": "…", "id": "p1"})
    dispatch_custom_event("maa.scores", {"baseline": 61, "u": {"p1": 67}})
    dispatch_custom_event("maa.applied", {"id": "p1"})
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler

from ..recorder import Recorder

__all__ = ["MaaHandler"]


class MaaHandler(BaseCallbackHandler):  # type: ignore[misc]
    """``outcome`` is given what the outermost run returned. A batch must be announced before the first run ends."""

    # An outcome that cannot be recorded is a fault of the program; the default is to log it and go on.
    raise_error = True

    def __init__(self, recorder: Recorder, outcome: Callable[[Any], float]) -> None:
        self.recorder = recorder
        self._outcome = outcome
        self._guard = threading.Lock()
        self._roots: dict[UUID, dict[str, Any]] = {}
        self._root_of: dict[UUID, UUID] = {}

    def _begin(self, run: UUID, parent: UUID | None, metadata: dict[str, Any] | None) -> None:
        with self._guard:
            if parent is None:
                about = metadata or {}
                self._roots[run] = {**about, "items": dict.fromkeys(map(str, about.get("items", ())))}
                self._root_of[run] = run
            else:
                self._root_of[run] = self._root_of.get(parent, parent)

    def on_chain_start(
        self,
        serialized: Any,
        inputs: Any,
        *,
        run_id: UUID,
        parent_run_id: UUID | None = None,
        tags: list[str] | None = None,
        metadata: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        self._begin(run_id, parent_run_id, metadata)

    def on_retriever_start(
        self,
        serialized: Any,
        query: str,
        *,
        run_id: UUID,
        parent_run_id: UUID | None = None,
        tags: list[str] | None = None,
        metadata: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        self._begin(run_id, parent_run_id, metadata)

    def on_retriever_end(self, documents: Any, *, run_id: UUID, **more: Any) -> None:
        with self._guard:
            root = self._roots.get(self._root_of.pop(run_id, run_id))
            for document in documents if root is not None else ():
                name = document.id or document.metadata.get("id")
                if name:
                    root["items"][str(name)] = None  # type: ignore[index]

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **more: Any) -> None:
        self._end(run_id, lambda: float(self._outcome(outputs)))

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **more: Any) -> None:
        self._end(run_id, lambda: 0.0)

    def _end(self, run: UUID, outcome: Callable[[], float]) -> None:
        with self._guard:
            self._root_of.pop(run, None)
            about = self._roots.pop(run, None)
        if about is None:
            return
        name = str(about.get("task") or about.get("thread_id") or run)
        self.recorder.task(
            name, outcome(), items=list(about["items"]), scene=about.get("scene"), arm=about.get("arm")
        )

    def on_custom_event(self, name: str, data: Any, **more: Any) -> None:
        if name == "maa.propose":
            self.recorder.propose(**data)
        elif name == "maa.scores":
            self.recorder.scores(**data)
        elif name == "maa.applied":
            self.recorder.applied(**data)


def example(path: str) -> None:
    """A graph of two nodes, one of which proposes edits and weighs them, over four batches. No model, no network."""
    from typing import TypedDict

    from langchain_core.callbacks import dispatch_custom_event
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from langgraph.graph import END, START, StateGraph

    class Skills(BaseRetriever):  # type: ignore[misc]
        def _get_relevant_documents(self, query: str, **more: Any) -> list[Document]:
            return [Document(id="m2", page_content="Check the sink first.")]

    class State(TypedDict, total=False):
        batch: int
        solved: bool

    def act(state: State) -> State:
        found = Skills().invoke("where is the cup?")
        return {"solved": bool(found) and state["batch"] % 2 == 0}

    def learn(state: State) -> State:
        good, bad = f"g{state['batch']}", f"x{state['batch']}"
        propose = {"type": "modify", "anchor": "m1"}
        dispatch_custom_event("maa.propose", {**propose, "content": "Look into closed drawers too.", "id": good})
        dispatch_custom_event("maa.propose", {**propose, "content": "Give up early.", "id": bad})
        dispatch_custom_event("maa.scores", {"baseline": 50 + state["batch"], "u": {good: 60, bad: 41}})
        if state["batch"] == 3:
            dispatch_custom_event("maa.applied", {"id": good})
        return {}

    builder = StateGraph(State)
    builder.add_node("act", act)
    builder.add_node("learn", learn)
    builder.add_edge(START, "act")
    builder.add_edge("act", "learn")
    builder.add_edge("learn", END)
    graph = builder.compile()
    with Recorder(path, source="langgraph", range=(0, 100)) as recorder:
        recorder.item("m1", "Look around before acting.")
        recorder.item("m2", "Check the sink first.")
        handler = MaaHandler(recorder, outcome=lambda output: float(output["solved"]))
        for batch in range(4):
            recorder.batch(epoch=1, tasks=1)
            about = {"task": f"kitchen-{batch}", "items": ["m1"], "scene": "heat"}
            graph.invoke({"batch": batch}, config={"callbacks": [handler], "metadata": about})


if __name__ == "__main__":
    example(sys.argv[1])

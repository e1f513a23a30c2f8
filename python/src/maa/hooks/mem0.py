"""mem0: a memory that records what is added, changed and deleted, and what was found for which task.

    memory = RecordedMemory(Memory.from_config(…), recorder)
    recorder.batch()
    memory.add(messages, user_id="kitchen")        # an `add` and an `applied` for each memory that mem0 made of them
    with memory.task("kitchen-102") as task:
        found = memory.search(query, filters={"user_id": "kitchen"})
        task.outcome = agent(found)
    memory.score(baseline=61, u={edit: 67 for edit in memory.edits})

mem0 itself scores nothing: whoever tries memories with and without an edit says what came of it. An added memory is called
in the log as mem0 calls it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..recorder import Recorder

__all__ = ["RecordedMemory", "Task"]


class Task:
    """One task; set ``outcome`` before it ends."""

    def __init__(self) -> None:
        self.outcome: float = 0.0
        self.items: dict[str, None] = {}


class RecordedMemory:
    """Stands in front of a ``mem0.Memory``; what it does not know by itself goes through to that."""

    def __init__(self, memory: Any, recorder: Recorder) -> None:
        self.memory = memory
        self.recorder = recorder
        #: Proposals of the last `add`, `update` or `delete`.
        self.edits: list[str] = []
        self._known: set[str] = set()
        self._task: Task | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.memory, name)

    def add(self, *arguments: Any, **more: Any) -> Any:
        found = self.memory.add(*arguments, **more)
        self.edits = []
        for result in found["results"]:
            event, name, text = result["event"], result["id"], result.get("memory", "")
            if event == "ADD":
                self.edits.append(self.recorder.propose("add", "tail", text, id=name))
                self._known.add(name)
            elif event == "UPDATE":
                self._item(name, result.get("previous_memory") or "")
                self.edits.append(self.recorder.propose("modify", name, text))
            elif event == "DELETE":
                self._item(name, text)
                self.edits.append(self.recorder.propose("delete", name))
        for edit in self.edits:
            self.recorder.applied(edit)
        return found

    def update(self, memory_id: str, *arguments: Any, **more: Any) -> Any:
        self._item_of(memory_id)
        found = self.memory.update(memory_id, *arguments, **more)
        now = (self.memory.get(memory_id) or {}).get("memory", "")
        self._edited(self.recorder.propose("modify", memory_id, now))
        return found

    def delete(self, memory_id: str) -> Any:
        self._item_of(memory_id)
        found = self.memory.delete(memory_id)
        self._edited(self.recorder.propose("delete", memory_id))
        return found

    def search(self, *arguments: Any, **more: Any) -> Any:
        found = self.memory.search(*arguments, **more)
        if self._task is not None:
            for result in found["results"]:
                self._item(result["id"], result["memory"])
                self._task.items[result["id"]] = None
        return found

    @contextmanager
    def task(self, name: str, *, scene: str | None = None) -> Iterator[Task]:
        """What is searched for inside stood in the agent's context; an exception is an outcome of 0."""
        self._task = task = Task()
        try:
            yield task
        except BaseException:
            task.outcome = 0.0
            raise
        finally:
            self._task = None
            self.recorder.task(name, task.outcome, items=list(task.items), scene=scene)

    def score(self, *, baseline: float, u: Mapping[str, float]) -> int:
        """What a task or a test was worth without the edits, and with each."""
        return self.recorder.scores(baseline=baseline, u=u)

    def _edited(self, edit: str) -> None:
        self.edits = [edit]
        self.recorder.applied(edit)

    def _item_of(self, name: str) -> None:
        if name not in self._known:
            self._item(name, (self.memory.get(name) or {}).get("memory", ""))

    def _item(self, name: str, content: str) -> None:
        """A memory from before the recording began."""
        if name not in self._known:
            self._known.add(name)
            self.recorder.item(name, content)


def example(path: str) -> None:
    """Two facts told in each of four conversations, by a scripted model over mem0's own store. No network."""
    import json
    import logging
    import os
    import tempfile

    os.environ["MEM0_TELEMETRY"] = "False"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MEM0_DIR"] = folder
        from mem0 import Memory

        logging.disable(logging.WARNING)
        memory = Memory.from_config(
            {
                "vector_store": {
                    "provider": "qdrant",
                    "config": {"path": f"{folder}/qdrant", "embedding_model_dims": 8, "on_disk": False},
                },
                "llm": {"provider": "openai", "config": {"api_key": "none"}},
                "embedder": {"provider": "openai", "config": {"api_key": "none", "embedding_dims": 8}},
                "history_db_path": f"{folder}/history.db",
            }
        )

        class Model:
            def generate_response(self, messages: Any, **more: Any) -> str:
                facts = [{"text": "Tea is in the tin."}, {"text": "The stove is broken."}]
                return json.dumps({"memory": facts})

        class Vectors:
            config = memory.embedding_model.config

            def embed(self, text: str, action: str = "add") -> list[float]:
                return [float(ord(text[i % len(text)]) % 17 + 1) for i in range(8)]

            def embed_batch(self, texts: list[str], action: str = "add") -> list[list[float]]:
                return [self.embed(text) for text in texts]

        memory.llm, memory.embedding_model = Model(), Vectors()
        with Recorder(path, source="mem0", range=(0, 100)) as recorder:
            recorded = RecordedMemory(memory, recorder)
            for number in range(4):
                recorder.batch(epoch=1, tasks=1)
                who = f"cook-{number}"
                recorded.add([{"role": "user", "content": "Where is the tea?"}], user_id=who)
                tea, stove = recorded.edits
                with recorded.task(f"tea-{number}", scene="tea") as task:
                    found = recorded.search("tea", filters={"user_id": who}, threshold=0.0)
                    task.outcome = float(bool(found["results"]))
                recorded.score(baseline=50, u={tea: 60 + number, stove: 45})
            recorded.update(tea, "Tea is in the green tin.")
            recorded.score(baseline=63, u={recorded.edits[0]: 66})
            recorded.delete(stove)
        memory.close()


if __name__ == "__main__":
    example(sys.argv[1])

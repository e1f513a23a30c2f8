"""OpenTelemetry: a span processor that writes a task for each GenAI agent span.

    provider = TracerProvider()
    provider.add_span_processor(MaaSpanProcessor(recorder))

A span whose ``gen_ai.operation.name`` is ``invoke_agent``, and that stands in no other such span, is a task:

- its name is ``maa.task``, else ``gen_ai.conversation.id``, else the span's id;
- its outcome is ``maa.outcome``, else the value (``gen_ai.evaluation.score.value``) of a ``gen_ai.evaluation.result`` event
  on it or on a span inside it, else 0 where the span's status is an error and 1 where it is not;
- its items are ``maa.items`` of the span and of those inside it, and the ids in ``gen_ai.retrieval.documents``;
- ``maa.scene`` and ``maa.arm`` are its scene and arm.

Edits of memory are events of any span inside: ``maa.propose``, ``maa.scores`` and ``maa.applied``, whose attributes are the
arguments of :class:`maa.Recorder`'s methods (``u`` as JSON, for attributes cannot nest).
The names that begin with ``gen_ai`` are those of OpenTelemetry's semantic conventions for generative AI.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import OrderedDict
from typing import Any

from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor

from ..recorder import Recorder

__all__ = ["MaaSpanProcessor"]


class MaaSpanProcessor(SpanProcessor):  # type: ignore[misc]
    """A batch must be announced before the first agent span ends. Spans of at most ``most`` traces are remembered."""

    def __init__(self, recorder: Recorder, *, most: int = 10_000) -> None:
        self.recorder = recorder
        self._most = most
        self._guard = threading.Lock()
        self._agents: dict[int, tuple[int, int | None]] = {}
        self._found: OrderedDict[int, dict[str, Any]] = OrderedDict()

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        parent = span.parent.span_id if span.parent else None
        with self._guard:
            outer = self._agents.get(parent) if parent is not None else None
            inside = outer[0] if outer else None
            # Each span knows the agent span that it stands in, itself where it is the outermost.
            is_agent = (span.attributes or {}).get("gen_ai.operation.name") == "invoke_agent"
            mine = inside if inside is not None else span.context.span_id if is_agent else None
            if mine is not None:
                self._agents[span.context.span_id] = (mine, parent)

    def on_end(self, span: ReadableSpan) -> None:
        if span.context is None:
            return
        with self._guard:
            agent = self._agents.pop(span.context.span_id, (None, None))[0]
            attributes = dict(span.attributes or {})
            if agent is None and attributes.get("gen_ai.operation.name") == "invoke_agent":
                agent = span.context.span_id
            if agent is None:
                return
            found = self._found.setdefault(agent, {"items": {}, "score": None})
            self._gather(span, attributes, found)
            if agent != span.context.span_id:
                while len(self._found) > self._most:
                    self._found.popitem(last=False)
                return
            del self._found[agent]
        self._record(span, attributes, found)

    def _gather(self, span: ReadableSpan, attributes: dict[str, Any], found: dict[str, Any]) -> None:
        for name in attributes.get("maa.items", ()):
            found["items"][str(name)] = None
        documents = attributes.get("gen_ai.retrieval.documents", ())
        if isinstance(documents, str):
            try:
                documents = json.loads(documents)
            except ValueError:
                documents = ()
        for document in documents if isinstance(documents, (list, tuple)) else ():
            if isinstance(document, dict) and "id" in document:
                found["items"][str(document["id"])] = None
        for event in span.events:
            about = dict(event.attributes or {})
            if event.name == "gen_ai.evaluation.result" and "gen_ai.evaluation.score.value" in about:
                found["score"] = about["gen_ai.evaluation.score.value"]
            elif event.name == "maa.propose":
                self.recorder.propose(**about)
            elif event.name == "maa.scores":
                self.recorder.scores(**{**about, "u": json.loads(about["u"])})
            elif event.name == "maa.applied":
                self.recorder.applied(**about)

    def _record(self, span: ReadableSpan, attributes: dict[str, Any], found: dict[str, Any]) -> None:
        outcome = attributes.get("maa.outcome", found["score"])
        if outcome is None:
            outcome = 1.0 if span.status.is_ok or span.status.is_unset else 0.0
        assert span.context is not None
        name = attributes.get("maa.task") or attributes.get("gen_ai.conversation.id") or f"{span.context.span_id:016x}"
        self.recorder.task(
            str(name),
            float(outcome),
            items=list(found["items"]),
            scene=attributes.get("maa.scene"),
            arm=attributes.get("maa.arm"),
        )

    def shutdown(self) -> None:
        if self.recorder.is_open:
            self.recorder.sync()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        self.recorder.sync()
        return True


def example(path: str) -> None:
    """Six agent spans with a retrieval and an evaluation in each. No exporter, no network."""
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import StatusCode

    with Recorder(path, source="opentelemetry", range=(0, 100)) as recorder:
        recorder.item("m1", "Look around before acting.")
        provider = TracerProvider()
        provider.add_span_processor(MaaSpanProcessor(recorder))
        tracer = provider.get_tracer("example")
        for number in range(6):
            recorder.batch(epoch=1, tasks=1)
            about = {"gen_ai.operation.name": "invoke_agent", "gen_ai.conversation.id": f"kitchen-{number}"}
            with tracer.start_as_current_span("invoke_agent cook", attributes=about) as agent:
                agent.set_attribute("maa.items", ["m1"])
                with tracer.start_as_current_span("retrieval") as found:
                    found.set_attribute("gen_ai.retrieval.documents", json.dumps([{"id": "m2", "score": 0.9}]))
                with tracer.start_as_current_span("reflect") as span:
                    edits = {f"p{number}": 60 + number, f"q{number}": 45}
                    texts = ["Look into closed drawers too.", "Give up early."]
                    for name, text in zip(edits, texts):
                        proposal = {"type": "modify", "anchor": "m1", "content": text, "id": name}
                        span.add_event("maa.propose", proposal)
                    span.add_event("maa.scores", {"baseline": 55, "u": json.dumps(edits)})
                if number < 4:
                    agent.add_event("gen_ai.evaluation.result", {"gen_ai.evaluation.score.value": 0.5})
                elif number == 5:
                    agent.set_status(StatusCode.ERROR)
        provider.shutdown()


if __name__ == "__main__":
    example(sys.argv[1])

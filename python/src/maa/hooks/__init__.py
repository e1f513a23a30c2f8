"""Hooks that let other tools write trace logs: one file each, each with an example to run, such as
``python -m maa.hooks.loop run.jsonl``.

- ``maa.hooks.loop``: an agent loop of your own
- ``maa.hooks.gepa``: GEPA, a callback for ``gepa.optimize``
- ``maa.hooks.dspy``: DSPy, a callback that watches evaluations
- ``maa.hooks.langchain``: LangChain and LangGraph, a callback handler
- ``maa.hooks.otel``: OpenTelemetry, a span processor for GenAI spans
- ``maa.hooks.mem0``: mem0, a memory that records its edits

``maa`` itself imports none of them; each imports the tool it is for.
"""

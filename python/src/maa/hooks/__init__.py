"""Hooks that let other tools write trace logs: one file each, each with an example to run, such as
``python -m maa.hooks.loop run.jsonl``.

============ ===============================================================
module       for
============ ===============================================================
``loop``     an agent loop of your own
``gepa``     GEPA: a callback for ``gepa.optimize``
``dspy``     DSPy: a callback that watches evaluations
``langchain`` LangChain and LangGraph: a callback handler
``otel``     OpenTelemetry: a span processor for GenAI spans
``mem0``     mem0: a memory that records its edits
============ ===============================================================

None of these modules is imported by ``maa`` itself; each imports the tool it is for.
"""

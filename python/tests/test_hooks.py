"""Each hook's example, against the real package with scripted models: the log loads, with the units that the script implies."""

from __future__ import annotations

import importlib.util
import json
import os
import pathlib
import subprocess
import sys

import pytest
from conftest import rows, run
from maa import Recorder
from maa.hooks.loop import AgentLoop

#: hook -> the package it is for, what its example's units are: (content, observations, mean delta), tasks
EXAMPLES = {
    "loop": (
        "maa",
        {("Look into closed drawers too.", 6, 8.0), ("Give up early.", 6, -6.0), ("Check the sink first.", 6, 3.0)},
        24,
    ),
    "gepa": ("gepa", {("Answer in French.", 4, None), ("Answer briefly.", 4, None), ("Think step by step, then answer.", 4, None)}, 36),
    "dspy": ("dspy", {("Add carefully.", 4, 81.25), ("Just guess.", 4, -18.75)}, 16),
    "langchain": ("langgraph", {("Look into closed drawers too.", 4, 8.5), ("Give up early.", 4, -10.5)}, 4),
    "otel": ("opentelemetry", {("Look into closed drawers too.", 6, 7.5), ("Give up early.", 6, -10.0)}, 6),
    "mem0": (
        "mem0",
        {("Tea is in the tin.", 4, 11.5), ("The stove is broken.", 4, -5.0), ("Tea is in the green tin.", 1, 3.0), ("", 0, None)},
        4,
    ),
}


@pytest.mark.parametrize("hook", EXAMPLES)
def test_the_example_makes_the_log_that_its_script_implies(hook, tmp_path, binary):
    package, wanted, tasks = EXAMPLES[hook]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    log = tmp_path / f"{hook}.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", f"maa.hooks.{hook}", str(log)],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path), "MEM0_TELEMETRY": "False"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    # The mean of a unit's deltas, in the place of one that forgets.
    units = rows(run(f"load {log}", "accumulator mean", "evidence")[-1])
    # A deletion is shown by the text that it takes out, with an id that mem0 makes up.
    found = {("" if u["content"].startswith("delete ") else u["content"], u["n"], u["mhat"]) for u in units}
    assert {(text, n) for text, n, _ in found} == {(text, n) for text, n, _ in wanted}
    means = {text: mean for text, _, mean in found}
    assert all(mean is None or means[text] == pytest.approx(mean) for text, _, mean in wanted)
    assert sum(line.startswith('{"kind":"task"') for line in log.read_text().splitlines()) == tasks


def test_a_loop_edits_its_memory_as_the_log_says(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    with Recorder(log) as recorder:
        loop = AgentLoop(recorder, {"m1": "one", "m2": "two"})
        loop.batch()
        loop.apply(loop.add("between", after="m1"))
        loop.apply(loop.modify("m2", "zwei"))
        loop.apply(loop.delete("m1"))
        with pytest.raises(ZeroDivisionError):
            loop.attempt("t", lambda memory: 1 / 0)
    assert list(loop.memory.values()) == ["between", "zwei"]
    assert json.loads(log.read_text().splitlines()[-1])["outcome"] == 0


def test_several_components_that_were_scored_together_are_one_edit(tmp_path, binary):
    pytest.importorskip("gepa")
    from maa.hooks.gepa import GEPACallback

    log = tmp_path / "run.jsonl"
    with Recorder(log) as recorder:
        call = GEPACallback(recorder)
        call.on_optimization_start({"seed_candidate": {"a": "x", "b": "y"}})
        call.on_minibatch_sampled({"iteration": 1, "minibatch_ids": [1, 2]})
        call.on_evaluation_end({"candidate_idx": 0, "scores": [1, 0]})
        call.on_proposal_end({"new_instructions": {"b": "B", "a": "A"}})
        call.on_evaluation_end({"candidate_idx": None, "scores": [1, 1]})
        call.on_candidate_accepted({})
        call.on_valset_evaluated({"iteration": 1, "average_score": 0.5})
    unit = rows(run(f"load {log}", "evidence")[-1])
    assert [(u["anchor"], u["content"], u["mhat"]) for u in unit] == [("a+b", "# a\nA\n\n# b\nB", 0.5)]


def test_an_otel_span_without_words_of_ours_is_a_task(tmp_path):
    pytest.importorskip("opentelemetry.sdk")
    from maa.hooks.otel import MaaSpanProcessor
    from opentelemetry.sdk.trace import TracerProvider

    log = tmp_path / "run.jsonl"
    with Recorder(log) as recorder:
        recorder.batch()
        provider = TracerProvider()
        provider.add_span_processor(MaaSpanProcessor(recorder))
        tracer = provider.get_tracer("t")
        agent = {"gen_ai.operation.name": "invoke_agent"}
        with tracer.start_as_current_span("a", attributes=agent), tracer.start_as_current_span("inner", attributes=agent):
            pass
        with pytest.raises(ValueError), tracer.start_as_current_span("b", attributes={**agent, "maa.task": "b"}):
            raise ValueError
        with tracer.start_as_current_span("chat", attributes={"gen_ai.operation.name": "chat"}):
            pass
    tasks = [json.loads(line) for line in log.read_text().splitlines()[2:]]
    assert [task["outcome"] for task in tasks] == [1, 0] and tasks[1]["task"] == "b"


def test_a_chain_that_fails_is_an_outcome_of_nothing(tmp_path):
    pytest.importorskip("langchain_core")
    from langchain_core.runnables import RunnableLambda
    from maa.hooks.langchain import MaaHandler

    log: pathlib.Path = tmp_path / "run.jsonl"
    with Recorder(log) as recorder:
        recorder.batch()
        config = {"callbacks": [MaaHandler(recorder, outcome=float)], "metadata": {"task": "t", "items": ["m1"]}}
        assert RunnableLambda(lambda x: x + 1).invoke(0.5, config=config) == 1.5
        with pytest.raises(ZeroDivisionError):
            RunnableLambda(lambda x: x / 0).invoke(1, config=config)
    assert [json.loads(line)["outcome"] for line in log.read_text().splitlines()[2:]] == [1.5, 0]

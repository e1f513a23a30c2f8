#!/usr/bin/env python3
"""Importing spans of OpenTelemetry, against polars: `python3 Benchmarks/spans.py [--spans N] [--runs N]`.

Both read the same JSON Lines file in turns, on as many threads as the machine has cores, and the best run of each counts. polars
is given the schema of what is in the file, so that it need not infer it; what it returns is a frame of nested lists. Ours is timed
inside its process from the file's recognition to the finished log: traces judged, records found, the bank replayed, with the
file's SHA-256. What the log holds is held against a plain reading of the same lines by Python.
"""

import argparse
import hashlib
import json
import os
import random
import subprocess
import tempfile
import time

from environment import build_bench, enter_environment
from figures import record

DAY = 86_400_000_000_000


def text(key, value):
    return {"key": key, "value": {"stringValue": value}}


def whole(key, value):
    return {"key": key, "value": {"intValue": str(value)}}


class World:
    """Traces of an agent that searches its memory, answers, and now and then writes."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.records = {}
        self.count = 0

    def span(self, trace, name, start, attributes, parent="", events=()):
        self.count += 1
        return {
            "traceId": trace, "spanId": f"{self.count:016x}", "parentSpanId": parent, "name": name, "kind": 3,
            "startTimeUnixNano": str(start), "endTimeUnixNano": str(start + 1_500_000),
            "attributes": attributes, "events": list(events), "status": {"code": 1},
        }

    def chat(self, trace, start, session, parent):
        r = self.random
        return self.span(trace, "chat gpt-4o-mini", start, [
            text("gen_ai.operation.name", "chat"), text("gen_ai.provider.name", "openai"),
            text("gen_ai.request.model", "gpt-4o-mini"), text("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
            text("gen_ai.response.id", f"chatcmpl-{r.getrandbits(64):016x}"), text("gen_ai.conversation.id", session),
            whole("gen_ai.usage.input_tokens", r.randrange(50, 4000)), whole("gen_ai.usage.output_tokens", r.randrange(5, 800)),
            text("server.address", "api.example.com"), whole("server.port", 443),
        ], parent)

    def search(self, trace, start, session, parent):
        found = self.random.sample(sorted(self.records), min(3, len(self.records)))
        records = json.dumps([{"id": key, "content": self.records[key], "score": 0.5} for key in found])
        return self.span(trace, "search_memory", start, [
            text("gen_ai.operation.name", "search_memory"), text("gen_ai.memory.store.id", "main"),
            text("gen_ai.conversation.id", session), text("gen_ai.memory.query.text", "what helps here"),
            whole("gen_ai.memory.record.count", len(found)), text("gen_ai.memory.records", records),
        ], parent)

    def write(self, trace, start, session, parent):
        key = f"m{self.random.randrange(2000)}"
        self.records[key] = f"When step {self.random.randrange(10**6)} fails, look at the shelf of {key} first."
        return self.span(trace, "upsert_memory", start, [
            text("gen_ai.operation.name", "upsert_memory"), text("gen_ai.memory.store.id", "main"),
            text("gen_ai.conversation.id", session), text("gen_ai.memory.record.id", key),
            text("gen_ai.memory.records", json.dumps([{"id": key, "content": self.records[key]}])),
        ], parent)

    def trace(self, number):
        trace = hashlib.md5(str(number).encode()).hexdigest()
        session, start = f"session-{number // 7}", 1_780_000_000_000_000_000 + number * DAY // 2000
        event = {"name": "gen_ai.evaluation.result", "timeUnixNano": str(start), "attributes": [
            text("gen_ai.evaluation.name", "correct"),
            {"key": "gen_ai.evaluation.score.value", "value": {"doubleValue": float(self.random.randrange(2))}}]}
        root = self.span(trace, "invoke_agent helper", start, [
            text("gen_ai.operation.name", "invoke_agent"), text("gen_ai.agent.name", "helper"),
            text("gen_ai.conversation.id", session)], events=[event] if number % 2 == 0 else [])
        parent, spans = root["spanId"], []
        spans.append(self.search(trace, start + 1, session, parent))
        spans += [self.chat(trace, start + 2 + step, session, parent) for step in range(7)]
        if number % 4 == 0:
            spans.append(self.write(trace, start + 100, session, parent))
        return spans + [root]


def write(path, count, seed):
    world = World(seed)
    resource = {"attributes": [text("service.name", "agent"), text("telemetry.sdk.language", "python")]}
    with open(path, "w", encoding="utf-8") as file:
        number = 0
        while world.count < count:
            spans = world.trace(number)
            number += 1
            request = {"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "agent"}, "spans": spans}]}]}
            file.write(json.dumps(request, separators=(",", ":")) + "\n")
    return world.count


def schema(polars):
    words = polars.String
    value = polars.Struct({"stringValue": words, "intValue": words, "doubleValue": polars.Float64})
    attributes = polars.List(polars.Struct({"key": words, "value": value}))
    event = polars.Struct({"name": words, "timeUnixNano": words, "attributes": attributes})
    span = polars.Struct({
        "traceId": words, "spanId": words, "parentSpanId": words, "name": words, "kind": polars.Int64,
        "startTimeUnixNano": words, "endTimeUnixNano": words, "attributes": attributes, "events": polars.List(event),
        "status": polars.Struct({"code": polars.Int64})})
    scopes = polars.Struct({"scope": polars.Struct({"name": words}), "spans": polars.List(span)})
    resources = polars.Struct({"resource": polars.Struct({"attributes": attributes}), "scopeSpans": polars.List(scopes)})
    return {"resourceSpans": polars.List(resources)}


def expected(path):
    """Tasks, their outcomes and the items they read, and writes that change something."""
    tasks, items, outcomes, proposals, content = 0, 0, 0.0, 0, 0
    bank = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            judged, read = None, 0
            for span in json.loads(line)["resourceSpans"][0]["scopeSpans"][0]["spans"]:
                fields = {entry["key"]: next(iter(entry["value"].values())) for entry in span["attributes"]}
                operation = fields["gen_ai.operation.name"]
                if operation == "search_memory":
                    read = len(json.loads(fields["gen_ai.memory.records"]))
                elif operation == "upsert_memory":
                    record = json.loads(fields["gen_ai.memory.records"])[0]
                    if bank.get(record["id"]) != record["content"]:
                        bank[record["id"]] = record["content"]
                        proposals += 1
                        content += len(record["content"].encode())
                for event in span["events"]:
                    judged = event["attributes"][1]["value"]["doubleValue"]
            if judged is not None:
                tasks, items, outcomes = tasks + 1, items + read, outcomes + judged
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "tasks": tasks, "task_items": items, "outcome_sum": outcomes, "proposals": proposals, "content_bytes": content,
        "sha256": digest}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--spans", type=int, default=1_000_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--file", help="a file that was written before, to be used again")
    options = arguments.parse_args()
    enter_environment(["polars"])
    import polars

    binary = os.environ.get("MAA_BENCH") or build_bench()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or os.path.join(folder, "spans.jsonl")
        if not os.path.exists(path):
            write(path, options.spans, options.seed)
        size = os.path.getsize(path)
        ours, wholes, theirs = [], [], []
        for _ in range(options.runs):
            start = time.perf_counter()
            frame = polars.read_ndjson(path, schema=schema(polars))
            theirs.append(time.perf_counter() - start)
            lines = frame.height
            del frame
            start = time.perf_counter()
            output = subprocess.run([binary, "import", path], capture_output=True, text=True, check=True).stdout
            wholes.append(time.perf_counter() - start)
            figures = dict(line.split(" ", 1) for line in output.splitlines())
            ours.append(float(figures["seconds"]))
        for name, value in expected(path).items():
            seen = figures[name] if name == "sha256" else float(figures[name])
            assert seen == value, f"{name}: {seen}, expected {value}"
    record("import spans", "polars read_ndjson", [peer / own for peer, own in zip(theirs, ours)], aim=1)
    print("what the log holds agrees with a plain reading")
    print(f"polars {polars.__version__}, {polars.thread_pool_size()} threads, best of {options.runs}, in turns")
    print(f"file       {size / 1e6:.0f} MB, {lines} lines; {figures['notes']}")
    print(f"polars     {min(theirs):.3f} s   {size / min(theirs) / 1e6:.0f} MB/s")
    print(f"maa        {min(ours):.3f} s   {size / min(ours) / 1e6:.0f} MB/s   whole process {min(wholes):.3f} s")
    print(f"ratio      {min(theirs) / min(ours):.2f}x   whole process {min(theirs) / min(wholes):.2f}x")
    print(f"peak       {figures['peak_mib']} MiB = {int(figures['peak_mib']) * 1024 * 1024 / size:.2f} of the file")
    print(f"load average {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()

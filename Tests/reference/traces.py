#!/usr/bin/env python3
"""Counts what logs of traces hold, by the standard library alone: `traces.py KIND FOLDER`, JSON on standard output.

It shares nothing with the program that it is held against but the formats: every file is read whole, and every figure is reckoned
from scratch.
"""

import json
import pathlib
import sys
import zipfile


def spans_of(value):
    """All spans of a document, wherever they stand in it."""
    if isinstance(value, list):
        for element in value:
            yield from spans_of(element)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name == "spans" and isinstance(member, list):
                yield from member
            else:
                yield from spans_of(member)


def otlp(folder):
    spans, traces, judged = 0, set(), 0
    for path in sorted(folder.rglob("*.json")):
        for span in spans_of(json.loads(path.read_text(encoding="utf-8"))):
            spans += 1
            traces.add((span.get("traceId") or span.get("traceID")).lower())
            events = span.get("events") or span.get("logs") or []
            judged += sum("gen_ai.evaluation.result" in json.dumps(event) for event in events)
    return {"spans": spans, "traces": len(traces), "tasks": judged, "outcomes": []}


def langfuse(folder):
    spans, traces, scores = 0, [], {}
    for path in sorted(folder.glob("*.json")):
        export = json.loads(path.read_text(encoding="utf-8"))
        trace = export["trace"]
        spans += len({observation["id"] for observation in export["observations"]})
        traces.append(trace)
        for score in trace["scores"]:
            scores.setdefault(score["name"], {})[trace["id"]] = float(score["value"])
    most = max(len(values) for values in scores.values())
    name = min(name for name, values in scores.items() if len(values) == most)
    traces.sort(key=lambda trace: trace["timestamp"])
    judged = [trace for trace in traces if trace["id"] in scores[name]]
    return {
        "spans": spans, "traces": len(traces), "score": name, "tasks": len(judged),
        "outcomes": [scores[name][trace["id"]] for trace in judged],
        "batches": sorted({trace["timestamp"][:10] for trace in judged}),
    }


WORTH = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0}


def inspect(folder):
    """Of each log, its samples by epoch and id; of one without samples, what they were reduced to."""
    logs = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".eval":
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                header = json.loads(archive.read("header.json"))
                samples = [json.loads(archive.read(name)) for name in names if name.startswith("samples/")]
                reductions = json.loads(archive.read("reductions.json")) if "reductions.json" in names else []
        elif path.suffix == ".json":
            header = json.loads(path.read_text(encoding="utf-8"))
            samples, reductions = header.get("samples") or [], header.get("reductions") or []
        else:
            continue
        outcomes = [
            (sample["epoch"], sample["id"], WORTH[next(iter(sample["scores"].values()))["value"]]) for sample in samples]
        if not samples:
            outcomes = [(1, sample["sample_id"], float(sample["value"])) for sample in reductions[0]["samples"]]
        logs.append((header["eval"]["created"], path.name, sorted(outcomes)))
    return {
        "tasks": sum(len(outcomes) for _, _, outcomes in logs),
        "logs": {name: [worth for _, _, worth in outcomes] for _, name, outcomes in logs},
    }


if __name__ == "__main__":
    kinds = {"otlp": otlp, "langfuse": langfuse, "inspect": inspect}
    print(json.dumps(kinds[sys.argv[1]](pathlib.Path(sys.argv[2])), sort_keys=True))

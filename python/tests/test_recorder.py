from __future__ import annotations

import decimal
import json
import os
import pathlib
import re

import pytest
from conftest import rows, run
from maa import Recorder, RecordError


def record(path: pathlib.Path, **more: object) -> Recorder:
    return Recorder(path, source="a test", range=(0, 100), **more)


def lines(path: str | os.PathLike[str]) -> list[dict]:
    return [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]


def test_what_is_recorded_loads_and_says_what_was_said(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    with record(log, seed=7) as r:
        r.item("m1", "Look around before acting.")
        for batch in range(1, 4):
            assert r.batch(epoch=1, label="heat", tasks=2) == batch
            good = r.propose("modify", "m1", "Look into closed drawers too.", reason="they were closed")
            bad = r.propose("add", content="Give up early.\n\u2028\u0000")
            assert (good, bad) == (f"b{batch}p0", f"b{batch}p1")
            assert r.scores(baseline=50, u={good: 60.5, bad: 41}) == 0
            assert r.scores(baseline=50, u={good: 58}) == 1
            r.applied(good)
            r.task(f"k{batch}", 1, items=["m1"], scene="heat")
        r.eval(1, "val", 0.71)
        r.label(good, same_as="X1", effect=2.5, stands_for="stable")
    loaded, evidence = run(f"load {log}", "evidence")
    assert rows(loaded)[0]["proposals"] == 6 and rows(loaded)[0]["calls"] == 6
    units = rows(evidence)
    assert [unit["n"] for unit in units] == [3, 3]
    assert {unit["content"]: unit["mhat"] for unit in units} == pytest.approx(
        {"Look into closed drawers too.": 9.25, "Give up early.\n\u2028\u0000": -9}
    )


def test_a_log_is_continued(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    with record(log) as r:
        r.item("m1", "x")
        r.batch(epoch=3)
        first = r.propose("modify", "m1", "y")
    with Recorder(log) as r:
        r.resume(1)
        assert r.scores(baseline=1, u={first: 2}) == 1 << 20
        assert r.batch() == 2
        assert r.scores(baseline=1, u={first: 3}) == 0
        with pytest.raises(RecordError, match=r"^baseline: 101 is not a number from 0.0 to 100.0"):
            r.scores(baseline=101, u={})
        with pytest.raises(RecordError, match="^id: 'm1' is not a new id"):
            r.item("m1", "x")
    with pytest.raises(RecordError, match="^source: 'another' is not what the log says already, 'a test'"):
        Recorder(log, source="another")
    assert rows(run(f"load {log}")[0])[0]["calls"] == 2


def test_a_log_is_replaced_where_that_is_wanted(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    for _ in range(2):
        with record(log, replace=True, rotate=100) as r:
            r.item("m1", "x")
            r.batch()
            r.batch()
        assert len(r.files) == 2
    with record(log) as old, record(log, replace=True) as new:
        new.batch()
        old.batch()
    assert [line.get("batch") for line in lines(log)] == [None, 1, 3]


def test_what_a_killed_writer_left_is_cut_off(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    with record(log) as r:
        r.batch()
        with open(log, "ab") as torn:
            torn.write(b'{"kind":"proposal","batch":1,"id":"b1p9","content":"' + b"x" * 200_000)
        r.propose("add", content="whole")
    assert [line["kind"] for line in lines(log)] == ["header", "batch", "proposal"]
    run(f"load {log}")


WRONG = [
    (lambda r: r.propose("change", "m1", "x"), "type: 'change' is not one of 'add', 'modify' and 'delete'"),
    (lambda r: r.propose("modify", "m2", "x"), "anchor: 'm2' is not the id of an item"),
    (lambda r: r.propose("modify"), "anchor: None is not the id of an item, which 'modify' needs"),
    (lambda r: r.propose("add", "m1", "x"), "anchor: 'm1' is not 'head', 'tail' or 'after:'"),
    (lambda r: r.propose("add", content=None), "content: None is not a text"),
    (lambda r: r.propose("add", content="\ud800"), "half a surrogate pair"),
    (lambda r: r.propose("add", content="x", id="b1p0"), "id: 'b1p0' is not a new id"),
    (lambda r: r.propose("add", content="x", id=""), "id: '' is not an id"),
    (lambda r: r.propose("add", content="x", vector=[1, float("nan")]), r"vector\[1\]: nan is not a finite number"),
    (lambda r: r.propose("add", content="x", vector=[1]), "a list of 2 numbers, as the vectors before it"),
    (lambda r: r.scores(baseline=float("inf"), u={}), "baseline: inf is not a finite number"),
    (lambda r: r.scores(baseline=True, u={}), "baseline: True is not a number"),
    (lambda r: r.scores(baseline=1, u={"b1p7": 1}), r"u\['b1p7'\]: 'b1p7' is not a proposal of this log"),
    (lambda r: r.scores(baseline=1, u={"b1p0": "2"}), r"u\['b1p0'\]: '2' is not a number"),
    (lambda r: r.scores(baseline=1, u=[1]), r"u: \[1\] is not a dict"),
    (lambda r: r.scores(baseline=1, u={}, call=0), "call: 0 is not a new number"),
    (lambda r: r.scores(baseline=1, u={}, batch=9), "batch: 9 is not a batch that was announced"),
    (lambda r: r.batch(1), "number: 1 is not a new number"),
    (lambda r: r.batch(tasks=-1), "tasks: -1 is not a whole number from 0 on"),
    (lambda r: r.applied("b7p7"), "id: 'b7p7' is not a proposal"),
    (lambda r: r.task("t", "won"), "outcome: 'won' is not a number"),
    (lambda r: r.task("t", 1, items="m1"), "items: 'm1' is not a list of texts"),
    (lambda r: r.task("t", 1, items=["m1"], held=["m1"]), "items: 'm1' is not an item that was in context"),
    (lambda r: r.task("t", 1, propensity=2), "propensity: 2 is not a number from 0.0 to 1.0"),
    (lambda r: r.eval(4, "val", 1), "epoch: 4 is not the epoch of a batch"),
    (lambda r: r.label("b1p0"), "id: 'b1p0' is not a proposal without a label"),
]


@pytest.mark.parametrize("at", range(len(WRONG)))
def test_wrong_arguments_are_named_and_leave_no_trace(tmp_path, at):
    log = tmp_path / "run.jsonl"
    call, words = WRONG[at]
    with record(log) as r:
        r.item("m1", "x")
        r.batch()
        r.propose("modify", "m1", "y", vector=[0.5, 1])
        r.scores(baseline=1, u={"b1p0": 2})
        r.label("b1p0")
        before = log.read_bytes()
        with pytest.raises(RecordError, match=words) as fault:
            call(r)
        assert fault.value.argument
        assert log.read_bytes() == before


def test_numbers_of_others_are_taken(tmp_path):
    numpy = pytest.importorskip("numpy")
    with record(tmp_path / "run.jsonl") as r:
        r.batch(numpy.int64(4))
        edit = r.propose("add", content="x", vector=numpy.ones(3, dtype="float32"))
        r.scores(baseline=numpy.float32(0.5), u={edit: numpy.int32(3)})
        with pytest.raises(RecordError):
            r.scores(baseline=decimal.Decimal(1), u={})
    assert lines(tmp_path / "run.jsonl")[-1]["baseline"] == 0.5


def test_rotated_files_load_each_by_itself_and_all_together(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    with record(log, rotate="2kB") as r, record(log, rotate="2kB") as other:
        r.item("m1", "x")
        r.item("m2", "gone soon")
        first = None
        for batch in range(1, 41):
            r.batch(epoch=1)
            edit = r.propose("modify", "m1", f"y{batch}")
            added = r.propose("add", f"after:{first or 'm1'}", f"note {batch}")
            first = first or edit and added
            r.scores(baseline=1, u={edit: 2, first: 5})
            r.applied(added if batch > 1 else first)
            r.applied(edit)
            if batch == 3:
                r.applied(r.propose("delete", "m2"))
            other.resume(batch)
            other.scores(baseline=2, u={edit: 4})
            other.task(f"t{batch}", 1)
        files = r.files
    assert len(files) > 4 and files[-1] == str(log) and files[0].endswith("run.0001.jsonl")
    for file in files:
        run(f"load {file}")
    evidence = rows(run(*(f"load {file}" for file in files), "evidence --by n")[-1])
    assert evidence[0]["content"] == "note 1" and evidence[0]["n"] == 40
    assert sum(unit["n"] for unit in evidence if unit["content"].startswith("y")) == 40
    kept = [line["content"] for line in lines(files[2]) if line["kind"] == "item"]
    assert kept[0].startswith("y") and "note 1" in kept and "gone soon" not in kept


def test_included_agrees_with_the_vectors_of_the_docs():
    from maa.holdout import draw, included

    text = (pathlib.Path(__file__).parents[2] / "docs" / "experiments.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (\(empty\)|`.*?`) \| `(.*?)` \| ([\d.]+) \| `([0-9a-f]{16})` \| (yes|no) \|$", text, re.M)
    assert len(rows) == 6
    for seed, task, item, rate, digits, answer in rows:
        name = "" if task == "(empty)" else task.strip("`")
        assert included(name, item, rate=float(rate), seed=int(seed)) == (answer == "yes")
        # The recorder's own draw is of the same digest.
        assert draw(name, item, seed=int(seed)) == (int(digits, 16) >> 11) / 2**53


def test_held_out_is_the_documented_function_and_is_recorded(tmp_path):
    import hashlib

    from maa.holdout import draw, held_out

    digest = hashlib.sha256(b"7\0kitchen-102\0m1").digest()
    assert draw("kitchen-102", "m1", seed=7) == (int.from_bytes(digest[:8], "big") >> 11) / 2**53
    items = [f"m{index}" for index in range(200)]
    held = [item for task in range(50) for item in held_out(f"t{task}", items, rate=0.2)]
    assert 1850 < len(held) < 2150
    log = tmp_path / "run.jsonl"
    with record(log, holdout=0.5) as r:
        r.batch()
        out = r.held_out("k", items[:10])
        assert out == held_out("k", items[:10], rate=0.5)
        r.task("k", 1, items=[item for item in items[:10] if item not in out])
        r.task("k", 1)
    tasks = lines(log)[-2:]
    assert tasks[0]["held"] == out and tasks[0]["propensity"] == 0.5
    assert "held" not in tasks[1]


def test_a_fork_shares_a_batch_and_takes_no_name_twice(tmp_path, binary):
    log = tmp_path / "run.jsonl"
    with record(log) as r:
        r.batch()
        children = []
        for _ in range(3):
            child = os.fork()
            if child == 0:
                for _ in range(50):
                    edit = r.propose("add", content="from a child")
                    r.scores(baseline=1, u={edit: 2})
                os._exit(0)
            children.append(child)
        for _ in range(50):
            edit = r.propose("add", content="from the parent")
            r.scores(baseline=1, u={edit: 2})
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    loaded = rows(run(f"load {log}")[0])[0]
    assert (loaded["proposals"], loaded["calls"]) == (200, 200)

"""Trace logs, written by whatever optimizes a memory.

    import maa

    with maa.Recorder("run.jsonl", source="kitchen, run 7", range=(0, 100)) as r:
        r.item("m1", "Look around before acting.")
        r.batch(epoch=1)
        edit = r.propose("modify", "m1", "Look into closed drawers too.")
        r.scores(baseline=61, u={edit: 67})
        r.applied(edit)
        r.task("kitchen-102", outcome=1, items=["m1"])

The format is described in docs/trace-format.md of maa.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Literal

from . import _checks as check
from ._appending import AppendedFile, Sync
from ._checks import RecordError
from ._standing import Standing
from .holdout import held_out as drawn

__all__ = ["RecordError", "Recorder"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
#: Calls of a process that did not announce the batch begin here, so that its announcer need not look at what others wrote.
_OTHERS_CALLS = 1 << 20
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


def _bytes(rotate: int | str | None) -> int | None:
    if rotate is None:
        return None
    if isinstance(rotate, str):
        found = re.fullmatch(r"(\d+) *([kMG]?)B?", rotate.strip())
        if not found:
            raise RecordError("rotate", rotate, "a size such as 500000, '100MB' or '2GB'")
        rotate = int(found[1]) * _UNITS[found[2].lower()]
    if check.whole("rotate", rotate) < 1:
        raise RecordError("rotate", rotate, "a size of at least one byte")
    return int(rotate)


class Recorder:
    """Appends records to a trace log.

    A record is in the file when its method returns, and stays there when the process is killed. Threads may share a
    recorder; processes, forked ones too, may each have one for the same file. Arguments are checked at the call:
    :class:`RecordError` names the one that the log's reader would refuse.

    ``source``, ``seed``, ``embedder`` and ``range`` go into the header of a new log. A log that exists is continued, unless
    ``replace`` puts a new one in its place, as a cell of a notebook that runs again wants it.

    ``sync`` says when the disk is waited for, against loss of power: after each ``"record"``, at each ``"batch"`` and at
    the end, or ``"never"``.

    ``rotate`` is a size. At the first :meth:`batch` beyond it the file is renamed to ``run.0001.jsonl`` and a new one is
    begun with the header, the memory as it is and whatever later records speak of, so that each file loads by itself and
    all load one after another in the order of :attr:`files`. All recorders of a log are given the same.

    ``holdout`` and ``holdout_seed`` are what :meth:`held_out` draws with.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        source: str | None = None,
        seed: int | None = None,
        embedder: str | None = None,
        range: tuple[float, float] | None = None,
        replace: bool = False,
        sync: Sync = "batch",
        rotate: int | str | None = None,
        holdout: float = 0.1,
        holdout_seed: int = 0,
    ) -> None:
        self.path = os.path.abspath(os.fspath(path))
        if self.path.endswith((".gz", ".zst")):
            raise RecordError("path", path, "a plain .jsonl file; pack it when it is whole")
        if sync not in ("record", "batch", "never"):
            raise RecordError("sync", sync, "one of 'record', 'batch' and 'never'")
        self._sync, self._rotate = sync, _bytes(rotate)
        self._rate = float(check.number("holdout", holdout, (0.0, 1.0)))
        self._holdout_seed = check.whole("holdout_seed", holdout_seed)
        header = self._header(source, seed, embedder, range)
        self._batch: int | None = None
        self._own: set[int] = set()
        self._pid = os.getpid()
        self._next_proposal: dict[int, int] = {}
        self._next_call: dict[int, int] = {}
        self._held: dict[str, list[str]] = {}
        if replace:
            self._remove()
        self._standing = Standing(keeps_texts=self._rotate is not None)
        self._file = AppendedFile(self.path, self._standing.read, self._standing.forget_file)
        try:
            self._begin(header)
        except BaseException:
            self._file.close()
            raise

    def _header(
        self, source: str | None, seed: int | None, embedder: str | None, bounds: tuple[float, float] | None
    ) -> dict[str, Any]:
        header: dict[str, Any] = {"kind": "header", "format": "maa-trace", "version": 1}
        if source is not None:
            header["source"] = check.text("source", source)
        if seed is not None:
            header["seed"] = check.whole("seed", seed)
        if embedder is not None:
            header["embedder"] = check.text("embedder", embedder)
        if bounds is not None:
            if not isinstance(bounds, Sequence) or len(bounds) != 2:
                raise RecordError("range", bounds, "two numbers, the lowest and the highest score")
            header["range"] = [check.number(f"range[{i}]", bound) for i, bound in enumerate(bounds)]
            if header["range"][0] > header["range"][1]:
                raise RecordError("range", bounds, "two numbers of which the first is the lower")
        return header

    def _remove(self) -> None:
        """Whoever still records in the old file goes on in the new one."""
        for rotated in self._rotated():
            os.unlink(rotated)
        if os.path.exists(self.path):
            empty = f"{self.path}.{os.getpid()}"
            os.close(os.open(empty, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644))
            os.replace(empty, self.path)

    def _begin(self, header: dict[str, Any]) -> None:
        with self._file:
            self._file.catch_up()
            if not self._standing.has_records:
                self._write(header)
            elif len(header) > 3:
                theirs = self._standing.header or {}
                for name in ("source", "seed", "embedder", "range"):
                    if name in header and theirs.get(name) != header[name]:
                        raise RecordError(name, header[name], f"what the log says already, {theirs.get(name)!r}")
        bounds = (self._standing.header or {}).get("range")
        self._range = (float(bounds[0]), float(bounds[1])) if bounds else None

    # Records

    def item(self, id: str, content: str) -> str:
        """Says what stands in memory: before the first batch, what it begins with; later, what joined it."""
        check.label("id", id)
        check.text("content", content)
        with self._file:
            self._file.catch_up()
            if ("item", id) in self._standing.present:
                raise RecordError("id", id, "a new id: the log has an item of this name")
            self._write({"kind": "item", "id": id, "content": content})
        return id

    def batch(
        self,
        number: int | None = None,
        *,
        epoch: int | None = None,
        label: str | None = None,
        tasks: int | None = None,
        time: str | None = None,
    ) -> int:
        """Announces a batch, which the records after it belong to, and gives its number.

        Without a number it is the next one that no process has taken. :meth:`resume` goes on with one that exists.
        """
        record: dict[str, Any] = {"kind": "batch", "batch": 0}
        if number is not None:
            record["batch"] = check.whole("number", number)
        if epoch is not None:
            record["epoch"] = check.whole("epoch", epoch)
        if label is not None:
            record["label"] = check.text("label", label)
        if tasks is not None:
            record["tasks"] = check.count("tasks", tasks)
        if time is not None:
            record["time"] = check.text("time", time)
        with self._file:
            self._file.catch_up()
            if number is None:
                record["batch"] = self._standing.next_batch
            elif record["batch"] in self._standing.batches:
                raise RecordError("number", number, "a new number: the log has this batch; resume(number) goes on with it")
            self._rotate_where_due()
            self._write(record)
            if self._sync == "batch":
                self._file.sync()
            self._forked()
            self._batch = record["batch"]
            self._own.add(self._batch)
        return self._batch

    def resume(self, number: int) -> int:
        """Goes on with a batch that another process, or an earlier run, has announced."""
        check.whole("number", number)
        with self._file:
            self._file.catch_up()
            if number not in self._standing.batches:
                raise RecordError("number", number, "a batch of this log")
        self._forked()
        self._batch = number
        self._own.discard(number)
        return number

    def propose(
        self,
        type: Literal["add", "modify", "delete"],
        anchor: str | None = None,
        content: str = "",
        *,
        id: str | None = None,
        reason: str | None = None,
        vector: Iterable[float] | None = None,
        batch: int | None = None,
    ) -> str:
        """Records an edit and gives its id, which is made up unless it is given.

        ``anchor`` is the item that ``modify`` and ``delete`` change; for ``add`` it is the place: ``"head"``, ``"tail"``
        (as is nothing) or ``"after:ID"``.
        """
        if type not in ("add", "modify", "delete"):
            raise RecordError("type", type, "one of 'add', 'modify' and 'delete'")
        check.text("content", content)
        anchor = self._anchor(type, anchor)
        record: dict[str, Any] = {"kind": "proposal", "batch": 0, "id": id, "type": type, "anchor": anchor}
        record["content"] = content
        if reason is not None:
            record["reason"] = check.text("reason", reason)
        if vector is not None:
            record["vector"] = check.vector("vector", vector, self._standing.dimension)
        if id is not None:
            check.label("id", id)
        with self._file:
            record["batch"] = number = self._number(batch)
            if id is None:
                record["id"] = self._made_up(number)
            else:
                self._file.catch_up()
                if id in self._standing.records:
                    raise RecordError("id", id, "a new id: the log has a proposal of this name")
            self._carry_anchor(type, anchor)
            self._write(record)
        return str(record["id"])

    def scores(
        self, *, baseline: float, u: Mapping[str, float], call: int | None = None, batch: int | None = None
    ) -> int:
        """Records what one call valued: the memory as it is, and with each of some proposals. Gives the call's number."""
        baseline = check.number("baseline", baseline, self._range)
        values = check.numbers_by_id("u", u, self._range)
        if call is not None and check.whole("call", call, bits=32) < 0:
            raise RecordError("call", call, "a whole number from 0 on")
        with self._file:
            number = self._number(batch)
            if call is not None or number not in self._own:
                self._file.catch_up()
            for name in values:
                self._carry_proposal(f"u[{name!r}]", name)
            made = self._call(number, call)
            self._write({"kind": "scores", "batch": number, "call": made, "baseline": baseline, "u": values})
        return made

    def applied(self, id: str, *, batch: int | None = None) -> None:
        """Says that a proposal was taken into memory."""
        check.label("id", id)
        with self._file:
            number = self._number(batch)
            self._carry_proposal("id", id)
            self._write({"kind": "applied", "batch": number, "id": id})

    def task(
        self,
        id: str,
        outcome: float,
        items: Iterable[str] | None = None,
        *,
        scene: str | None = None,
        arm: str | None = None,
        held: Iterable[str] | None = None,
        propensity: float | None = None,
        batch: int | None = None,
    ) -> None:
        """Says how a task went, and which items stood in the agent's context.

        What :meth:`held_out` last drew for this task is written along, unless ``held`` says otherwise.
        """
        check.label("id", id)
        record: dict[str, Any] = {"kind": "task", "batch": 0, "task": id, "outcome": check.number("outcome", outcome)}
        drawn_before = self._held.get(id) if held is None else None
        if items is not None:
            record["items"] = check.texts("items", items)
        if scene is not None:
            record["scene"] = check.text("scene", scene)
        if arm is not None:
            record["arm"] = check.text("arm", arm)
        if drawn_before is not None:
            record["held"], record["propensity"] = drawn_before, self._rate
        elif held is not None:
            record["held"] = check.texts("held", held)
        if propensity is not None:
            record["propensity"] = check.number("propensity", propensity, (0.0, 1.0))
        both = set(record.get("items", ())) & set(record.get("held", ()))
        if both:
            raise RecordError("items", sorted(both)[0], "an item that was in context: it was held out of this task")
        with self._file:
            record["batch"] = self._number(batch)
            self._write(record)
        self._held.pop(id, None)

    def eval(self, epoch: int, split: str, score: float) -> None:
        """Records a score of the whole memory."""
        check.whole("epoch", epoch)
        check.text("split", split)
        check.number("score", score)
        with self._file:
            self._file.catch_up()
            if epoch not in self._standing.epochs:
                raise RecordError("epoch", epoch, "the epoch of a batch that was announced")
            self._write({"kind": "eval", "epoch": epoch, "split": split, "score": score})

    def label(
        self, id: str, *, same_as: str | None = None, effect: float | None = None, stands_for: str | None = None
    ) -> None:
        """Records what is known to be true of a proposal: used to measure the method, never by it.

        ``stands_for`` is the true verdict, which the log calls ``class``.
        """
        record: dict[str, Any] = {"kind": "label", "id": check.label("id", id)}
        if same_as is not None:
            record["same_as"] = check.text("same_as", same_as)
        if effect is not None:
            record["effect"] = check.number("effect", effect)
        if stands_for is not None:
            record["class"] = check.text("stands_for", stands_for)
        with self._file:
            self._carry_proposal("id", id)
            if id in self._standing.labels:
                raise RecordError("id", id, "a proposal without a label")
            self._write(record)

    # Holding out

    def held_out(self, task: str, items: Iterable[str]) -> list[str]:
        """Those of the items that this task is to do without, by :func:`maa.holdout.held_out`.

        The agent gets the others. :meth:`task` of the same id records what was held, and how probable that was.
        """
        check.label("task", task)
        held = drawn(task, check.texts("items", items), rate=self._rate, seed=self._holdout_seed)
        self._held[task] = held
        return held

    # The file

    @property
    def files(self) -> list[str]:
        """All files of this log, in the order in which they are to be loaded."""
        return [*self._rotated(), self.path]

    @property
    def is_open(self) -> bool:
        return self._file.is_open

    def sync(self) -> None:
        """Waits until the disk has all that was recorded."""
        with self._file:
            self._file.sync()

    def close(self) -> None:
        """Ends recording. The log may be continued by another recorder."""
        if self._file.is_open and self._sync != "never":
            self._file.sync()
        self._file.close()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, record: dict[str, Any]) -> None:
        try:
            line = _encode(record).encode() + b"\n"
        except ValueError as fault:
            raise RecordError("record", record, f"what JSON can hold: {fault}") from None
        self._file.append(line)
        if record["kind"] != "task":
            self._standing.take(record)
        if self._sync == "record":
            self._file.sync()

    def _rotated(self) -> list[str]:
        stem, ending = os.path.splitext(self.path)
        folder, name = os.path.split(stem)
        form = re.compile(re.escape(name) + r"\.(\d{4,})" + re.escape(ending))
        found = [(int(match[1]), other) for other in os.listdir(folder) if (match := form.fullmatch(other))]
        return [os.path.join(folder, other) for _, other in sorted(found)]

    def _rotate_where_due(self) -> None:
        if self._rotate is None or self._file.size < self._rotate or not self._standing.batches:
            return
        stem, ending = os.path.splitext(self.path)
        rotated = self._rotated()
        last = int(os.path.splitext(rotated[-1])[0].rsplit(".", 1)[1]) if rotated else 0
        header = self._standing.header
        self._file.move_to(f"{stem}.{last + 1:04d}{ending}")
        if header is not None:
            self._write(header)
        for name in list(self._standing.bank):
            self._write(self._standing.items[name])

    # What records speak of

    def _forked(self) -> None:
        """In a child process, the parent's batches are another's."""
        if self._pid != os.getpid():
            self._pid = os.getpid()
            self._own.clear()

    def _number(self, batch: int | None) -> int:
        number = self._batch if batch is None else check.whole("batch", batch)
        if number is None:
            raise RecordError("batch", batch, "given, and no batch() was announced")
        self._forked()
        if ("batch", number) not in self._standing.present:
            self._file.catch_up()
            if number not in self._standing.batches:
                raise RecordError("batch", number, "a batch that was announced")
            if ("batch", number) not in self._standing.present:
                self._write(self._standing.batches[number])
        return number

    def _made_up(self, batch: int) -> str:
        count = self._next_proposal.get(batch, 0)
        # Who did not announce the batch shares it with others.
        token = "" if batch in self._own else f"x{os.getpid():x}{_token()}"
        while (name := f"b{batch}{token}p{count}") in self._standing.records:
            count += 1
        self._next_proposal[batch] = count + 1
        return name

    def _call(self, batch: int, given: int | None) -> int:
        taken = self._standing.calls.get(batch, ())
        if given is not None:
            if given in taken:
                raise RecordError("call", given, "a new number: the batch has a call of this number")
            return given
        call = self._next_call.get(batch, 0)
        if batch not in self._own:
            call = max(call, _OTHERS_CALLS)
        while call in taken:
            call += 1
        self._next_call[batch] = call + 1
        return call

    def _anchor(self, type: str, anchor: str | None) -> str:
        if anchor is None:
            if type != "add":
                raise RecordError("anchor", anchor, f"the id of an item, which {type!r} needs")
            return "tail"
        check.label("anchor", anchor)
        if type == "add" and anchor not in ("head", "tail") and not anchor.startswith("after:"):
            raise RecordError("anchor", anchor, "'head', 'tail' or 'after:' and an item's id")
        return anchor

    def _carry_anchor(self, type: str, anchor: str) -> None:
        if type == "add" and anchor in ("head", "tail"):
            return
        name = anchor.removeprefix("after:") if type == "add" else anchor
        standing = self._standing
        if ("item", name) in standing.present:
            return
        if not standing.is_anchor(name):
            self._file.catch_up()
            if not standing.is_anchor(name):
                raise RecordError("anchor", anchor, "the id of an item, or of an added proposal, of this log")
        if ("item", name) in standing.present or ("proposal", name) in standing.present:
            return
        self._write(standing.items.get(name) or {"kind": "item", "id": name, "content": standing.records[name]["content"]})

    def _carry_proposal(self, argument: str, name: str) -> None:
        standing = self._standing
        if ("proposal", name) in standing.present:
            return
        self._file.catch_up()
        if name not in standing.records:
            raise RecordError(argument, name, "a proposal of this log")
        if ("proposal", name) not in standing.present:
            edit = standing.records[name]
            self._number(edit["batch"])
            self._carry_anchor(edit["type"], edit["anchor"])
            self._write(edit)


def _token() -> str:
    """Of this process and this recorder's lifetime in it."""
    global _process
    if _process[0] != os.getpid():
        _process = (os.getpid(), secrets.token_hex(3))
    return _process[1]


_process = (0, "")

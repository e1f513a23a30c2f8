"""What a log has said so far, as far as the next record depends on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Standing"]

Record = dict[str, Any]


@dataclass
class Standing:
    """Names that records may speak of. ``present`` are those that the file at work holds; what is known and not present
    was said in a file that the log has rotated away from."""

    #: Whether another file may have to say again what this one says.
    keeps_texts: bool = False
    records: dict[str, Record] = field(default_factory=dict)
    items: dict[str, Record] = field(default_factory=dict)
    batches: dict[int, Record] = field(default_factory=dict)
    present: set[tuple[str, Any]] = field(default_factory=set)
    bank: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    calls: dict[int, set[int]] = field(default_factory=dict)
    epochs: set[int] = field(default_factory=set)
    header: Record | None = None
    has_records: bool = False
    dimension: int | None = None

    def read(self, line: bytes) -> None:
        """Takes a line in that somebody else wrote. One that is no record is the reader's to complain about."""
        self.has_records = True
        if line.startswith(b'{"kind":"task"'):
            return
        try:
            record = json.loads(line)
        except ValueError:
            return
        if isinstance(record, dict):
            self.take(record)

    def take(self, record: Record) -> None:
        self.has_records = True
        kind = record.get("kind")
        if kind == "proposal":
            self.records[record["id"]] = record if self.keeps_texts else {"type": record["type"]}
            self.present.add(("proposal", record["id"]))
            if "vector" in record:
                self.dimension = len(record["vector"])
        elif kind == "scores":
            self.calls.setdefault(record["batch"], set()).add(record["call"])
        elif kind == "applied":
            if self.keeps_texts:
                self._apply(record["id"])
        elif kind == "item":
            self._item(record)
        elif kind == "batch":
            self.batches[record["batch"]] = record
            self.present.add(("batch", record["batch"]))
            if "epoch" in record:
                self.epochs.add(record["epoch"])
        elif kind == "label":
            self.labels.add(record["id"])
        elif kind == "header":
            self.header = record

    def forget_file(self) -> None:
        """Another file begins."""
        self.present.clear()
        self.calls.clear()
        self.labels.clear()
        self.epochs.clear()
        self.has_records = False

    @property
    def next_batch(self) -> int:
        return max(self.batches, default=0) + 1

    def _item(self, record: Record) -> None:
        name = record["id"]
        if name not in self.items:
            self.bank.append(name)
        self.items[name] = record if self.keeps_texts else {}
        self.present.add(("item", name))

    def _apply(self, name: str) -> None:
        """Memory after an edit, so that the next file can begin with it."""
        edit = self.records.get(name)
        if edit is None:
            return
        content = "" if edit["type"] == "delete" else edit.get("content", "")
        anchor = edit.get("anchor", "tail")
        if edit["type"] == "add":
            if not content or name in self.bank:
                return
            after = anchor.removeprefix("after:")
            place = 0 if anchor == "head" else len(self.bank)
            if anchor.startswith("after:") and after in self.bank:
                place = self.bank.index(after) + 1
            self.bank.insert(place, name)
            self.items[name] = {"kind": "item", "id": name, "content": content}
        elif anchor in self.bank:
            if content:
                self.items[anchor] = {"kind": "item", "id": anchor, "content": content}
            else:
                self.bank.remove(anchor)

    def is_anchor(self, name: str) -> bool:
        edit = self.records.get(name)
        return name in self.items or (edit is not None and edit["type"] == "add")

"""Tables that a session hands over."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Table"]

_SHOWN = 20


class Table:
    """Columns under names, as Arrow keeps them: what reads Arrow reads it without a copy.

    >>> table = session.table("evidence")           # doctest: +SKIP
    >>> table.to_pandas()                           # doctest: +SKIP
    >>> [row["unit"] for row in table.dicts()]      # doctest: +SKIP

    pandas, polars and pyarrow are imported when one of them is asked for; none of them is needed for anything else.
    """

    def __init__(self, reply: dict[str, Any], shown: dict[str, Any] | None = None) -> None:
        self.name: str = reply["name"]
        self.stream: bytes = reply["stream"]
        self._count: int = reply["rows"]
        self._columns: dict[str, dict[str, Any]] = {column["name"]: column for column in reply["columns"]}
        self._order: list[dict[str, Any]] = reply["columns"]
        self._shown = shown

    @property
    def columns(self) -> list[str]:
        return [column["name"] for column in self._order]

    def __len__(self) -> int:
        return self._count

    def _part(self, column: dict[str, Any], index: int) -> memoryview:
        place, length = column["parts"][index]
        return memoryview(self.stream)[place : place + length]

    def _presence(self, column: dict[str, Any]) -> memoryview | None:
        bits = self._part(column, 0)
        return bits if len(bits) else None

    def __getitem__(self, name: str) -> list[Any]:
        """The values of a column; None where one is missing."""
        return self._values(self._columns[name])

    def _values(self, column: dict[str, Any]) -> list[Any]:
        kind = column["kind"]
        values: list[Any] = []
        if kind == "text":
            ends = self._part(column, 1).cast("q")
            text = bytes(self._part(column, 2))
            values = [text[ends[row] : ends[row + 1]].decode() for row in range(self._count)]
        elif kind == "flag":
            bits = self._part(column, 1)
            values = [bool(bits[row >> 3] >> (row & 7) & 1) for row in range(self._count)]
        else:
            values += self._part(column, 1).cast("q" if kind == "integer" else "d").tolist()
        bits_of = self._presence(column)
        if bits_of is not None:
            for row in range(self._count):
                if not bits_of[row >> 3] >> (row & 7) & 1:
                    values[row] = None
        return values

    def rows(self) -> list[tuple[Any, ...]]:
        """All rows."""
        columns = [self._values(column) for column in self._order]
        return list(zip(*columns)) if columns else []

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows())

    def dicts(self) -> list[dict[str, Any]]:
        """All rows, each as a dict by the columns' names."""
        names = self.columns
        return [dict(zip(names, row)) for row in self.rows()]

    def to_arrow(self) -> pyarrow.Table:
        """As a table of pyarrow."""
        import pyarrow

        with pyarrow.ipc.open_stream(pyarrow.py_buffer(self.stream)) as reader:
            return reader.read_all()

    def to_polars(self) -> polars.DataFrame:
        """As a data frame of polars."""
        import polars

        if not self._order:
            return polars.DataFrame()
        try:
            # Where pyarrow is there, texts go over without being copied.
            frame = polars.from_arrow(self.to_arrow())
            assert isinstance(frame, polars.DataFrame)
            return frame
        except ImportError:
            pass
        return polars.read_ipc_stream(io.BytesIO(self.stream))

    def to_pandas(self) -> pandas.DataFrame:
        """As a data frame of pandas; whole numbers with gaps become numbers with NaN, as pandas itself does."""
        import pandas

        return pandas.DataFrame({column["name"]: self._series(column) for column in self._order}, copy=False)

    def _series(self, column: dict[str, Any]) -> Any:
        import numpy

        kind = column["kind"]
        if kind in ("text", "flag"):
            return self._objects(column)
        form = "<i8" if kind == "integer" else "<f8"
        # A copy: what lies in the stream cannot be written to, and a data frame is expected to be.
        array = numpy.frombuffer(self.stream, form, self._count, column["parts"][1][0]).copy()
        bits = self._presence(column)
        if bits is None:
            return array
        present: Any = numpy.unpackbits(numpy.frombuffer(bits, "u1"), count=self._count, bitorder="little").astype(bool)
        return numpy.where(present, array, numpy.nan)

    def _objects(self, column: dict[str, Any]) -> Any:
        """Texts go over as they are where pandas keeps them as Arrow does; elsewhere one by one."""
        if column["kind"] != "text":
            return self._values(column)
        try:
            import pyarrow
        except ImportError:
            return self._values(column)
        parts = [pyarrow.py_buffer(self._part(column, index)) for index in range(3)]
        has_gaps = len(parts[0]) > 0
        array = pyarrow.Array.from_buffers(
            pyarrow.large_string(), self._count, [parts[0] if has_gaps else None, *parts[1:]], -1 if has_gaps else 0
        )
        return array.to_pandas()

    # Anything that speaks Arrow's C interface can take the table as it is.
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        if self._shown and "text/plain" in self._shown:
            return str(self._shown["text/plain"]).rstrip("\n")
        rows = [self.columns, *([_cell(cell) for cell in row] for row in self.rows()[:_SHOWN])]
        widths = [min(40, max(len(row[index]) for row in rows)) for index in range(len(self.columns))]
        lines = ["  ".join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        if self._count > _SHOWN:
            lines.append(f"{_SHOWN} of {self._count} rows")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if self._shown and "text/html" in self._shown:
            return str(self._shown["text/html"])
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_cell(cell))}</td>" for cell in row) + "</tr>\n"
            for row in self.rows()[:_SHOWN]
        )
        more = f"<p>{_SHOWN} of {self._count} rows</p>" if self._count > _SHOWN else ""
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    shown = f"{value:.4g}" if isinstance(value, float) else str(value)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"

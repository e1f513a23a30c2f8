"""Checks of arguments: each says which argument is wrong, what it was and what it should be."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["RecordError", "count", "known", "label", "number", "numbers_by_id", "text", "texts", "vector", "whole"]


class RecordError(ValueError):
    """A record that the log's reader would refuse, noticed where it is made.

    ``argument`` is the argument's name, ``seen`` what was given.
    """

    def __init__(self, argument: str, seen: object, expected: str) -> None:
        self.argument = argument
        self.seen = seen
        self.expected = expected
        super().__init__(f"{argument}: {_shown(seen)} is not {expected}")


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:59] + "…"


def text(argument: str, value: object) -> str:
    """Any text that UTF-8 can hold."""
    if type(value) is not str and not isinstance(value, str):
        raise RecordError(argument, value, "a text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise RecordError(argument, value, "a text in UTF-8: it holds half a surrogate pair") from None
    return value


def label(argument: str, value: object) -> str:
    """An id: a text that is not empty."""
    if not text(argument, value):
        raise RecordError(argument, value, "an id, which is a text that is not empty")
    return value  # type: ignore[return-value]


def texts(argument: str, values: object) -> list[str]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise RecordError(argument, values, "a list of texts")
    return [label(f"{argument}[{index}]", value) for index, value in enumerate(values)]


def number(argument: str, value: object, within: tuple[float, float] | None = None) -> float | int:
    """A finite number, inside the range that the header declares."""
    if type(value) is float or type(value) is int:
        plain: float | int = value
    elif isinstance(value, numbers.Integral) and not isinstance(value, bool):
        plain = int(value)
    elif isinstance(value, numbers.Real) and not isinstance(value, bool):
        plain = float(value)
    else:
        raise RecordError(argument, value, "a number")
    try:
        finite = math.isfinite(plain)
    except OverflowError:
        finite = False
    if not finite:
        raise RecordError(argument, value, "a finite number")
    if within is not None and not within[0] <= plain <= within[1]:
        raise RecordError(argument, value, f"a number from {within[0]} to {within[1]}, the range of this log")
    return plain


def whole(argument: str, value: object, bits: int = 64) -> int:
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise RecordError(argument, value, "a whole number")
    plain = int(value)
    if not -(1 << (bits - 1)) <= plain < 1 << (bits - 1):
        raise RecordError(argument, value, f"a whole number of {bits} bits")
    return plain


def count(argument: str, value: object) -> int:
    if whole(argument, value) < 0:
        raise RecordError(argument, value, "a whole number from 0 on")
    return int(value)  # type: ignore[call-overload, no-any-return]


def numbers_by_id(argument: str, values: object, within: tuple[float, float] | None) -> dict[str, float | int]:
    if not isinstance(values, Mapping):
        raise RecordError(argument, values, "a dict from ids of proposals to numbers")
    return {
        label(f"an id in {argument}", name): number(f"{argument}[{name!r}]", value, within)
        for name, value in values.items()
    }


def vector(argument: str, values: object, length: int | None) -> list[float]:
    tolist = getattr(values, "tolist", None)
    plain: Any = tolist() if callable(tolist) else values
    if isinstance(plain, (str, bytes)) or not isinstance(plain, Iterable):
        raise RecordError(argument, values, "a list of numbers")
    made = [float(number(f"{argument}[{index}]", value)) for index, value in enumerate(plain)]
    if not made or length not in (None, len(made)):
        raise RecordError(argument, values, f"a list of {length or 'one or more'} numbers, as the vectors before it")
    return made


def known(argument: str, value: str, names: object, what: str) -> str:
    if value not in names:  # type: ignore[operator]
        raise RecordError(argument, value, what)
    return value

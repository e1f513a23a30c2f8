"""Who is held out: a function of names alone, so that any program can say it again.

An item is held out of a task where a hash of (seed, task, item) falls below the rate:

    digest = SHA-256(seed as decimal digits, a zero byte, task, a zero byte, item), all in UTF-8
    number = the first 53 bits of the digest, big-endian, as a whole number / 2**53
    held   = number < rate

Each pair of a task and an item is drawn by itself and is drawn the same in every process, order and language. A record
``task`` then names the items that were held out (``held``) and with what probability each of them was (``propensity``).

A plan of ``experiment design`` reads the same digest from its other end: an item is there where the first 64 bits, divided
by 2**64, lie below its rate (:func:`included`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["draw", "held_out", "included"]


def draw(task: str, item: str, *, seed: int = 0) -> float:
    """The number from 0 up to, not including, 1 that decides on this item in this task.

    >>> 0 <= draw("kitchen-102", "m1") < 1
    True
    """
    text = f"{seed}\0{task}\0{item}".encode()
    return (int.from_bytes(hashlib.sha256(text).digest()[:8], "big") >> 11) / 2**53


def held_out(task: str, items: Iterable[str], *, rate: float = 0.1, seed: int = 0) -> list[str]:
    """Those of the items that this task has to do without, in the order given.

    >>> held_out("kitchen-102", ["m1", "m2"], rate=0)
    []
    >>> held_out("kitchen-102", ["m1", "m2"], rate=1)
    ['m1', 'm2']
    """
    return [item for item in items if draw(task, item, seed=seed) < rate]


def included(task: str, item: str, *, rate: float, seed: int) -> bool:
    """Whether a plan of ``experiment design`` gives this task the item; ``rate`` and ``seed`` are the plan's.

    >>> included("kitchen-102", "m1", rate=0.9, seed=1)
    True
    >>> included("kitchen-102", "m1", rate=0.5, seed=1)
    False
    """
    text = f"{seed}\0{task}\0{item}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big") < rate * 2**64

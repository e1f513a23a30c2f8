"""A file that several processes append whole lines to, and that a killed one leaves readable.

Every append takes the file's lock (``flock``, which the kernel gives back when its holder dies) and looks at the last byte
first. Where it is no newline, whoever wrote last was killed inside its write: its call never returned, so what it left is
cut off. A signal can end a write between two pages, so writing with ``O_APPEND`` alone would not do.
"""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import weakref
from collections.abc import Callable
from typing import Literal

__all__ = ["AppendedFile", "Sync"]

Sync = Literal["record", "batch", "never"]
_alive: weakref.WeakSet[AppendedFile] = weakref.WeakSet()


class AppendedFile:
    """``read`` gets each whole line that this object did not write, once, before the next one is appended under
    ``catch_up``."""

    def __init__(self, path: str, read: Callable[[bytes], None], reopened: Callable[[], None]) -> None:
        self.path = path
        self._read = read
        self._reopened = reopened
        self._guard = threading.RLock()
        self._descriptor = -1
        self._depth = 0
        self._inode = (0, 0)
        self._end = 0
        #: Up to here all lines are known.
        self.seen = 0
        self._pid = os.getpid()
        self._open()
        _alive.add(self)

    def _open(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        status = os.fstat(self._descriptor)
        self._inode = (status.st_dev, status.st_ino)

    def __enter__(self) -> AppendedFile:
        """Nobody else writes meanwhile, and the file ends with a whole line."""
        self._guard.acquire()
        try:
            if self._descriptor < 0:
                raise ValueError(f"{self.path} is closed")
            if self._depth == 0:
                self._lock()
            self._depth += 1
        except BaseException:
            self._guard.release()
            raise
        return self

    def __exit__(self, *fault: object) -> None:
        self._depth -= 1
        if self._depth == 0 and self._descriptor >= 0:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self._guard.release()

    def _lock(self) -> None:
        if self._pid != os.getpid():
            # A lock belongs to what `open` gave: a child with its parent's would share it.
            self._pid = os.getpid()
            self._open()
        while True:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                status = os.stat(self.path)
            except FileNotFoundError:
                status = None
            if status is not None and (status.st_dev, status.st_ino) == self._inode:
                break
            # Somebody went on to another file, or took this one away.
            self._mend(os.fstat(self._descriptor).st_size)
            self.catch_up()
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            self._open()
            self.seen = 0
            self._reopened()
        self._mend(status.st_size)

    def _mend(self, size: int) -> None:
        self._end = size
        if size in (0, self.seen) or os.pread(self._descriptor, 1, size - 1) == b"\n":
            return
        while size > 0:
            start = max(0, size - 65536)
            newline = os.pread(self._descriptor, size - start, start).rfind(b"\n")
            size = start + newline + 1 if newline >= 0 else start
            if newline >= 0:
                break
        os.ftruncate(self._descriptor, size)
        self._end = size

    def catch_up(self) -> None:
        """Reads what others have appended. The lock is held."""
        rest = b""
        while self.seen < self._end:
            block = os.pread(self._descriptor, min(1 << 20, self._end - self.seen), self.seen)
            if not block:
                break
            self.seen += len(block)
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                if line:
                    self._read(line)

    def append(self, line: bytes) -> None:
        """The line is in the file when this returns: it outlives this process, whatever becomes of it."""
        with self:
            start = self._end
            view = memoryview(line)
            try:
                while view:
                    view = view[os.write(self._descriptor, view) :]
            except OSError:
                os.ftruncate(self._descriptor, start)
                raise
            self._end = start + len(line)
            if self.seen == start:
                self.seen = self._end

    @property
    def is_open(self) -> bool:
        return self._descriptor >= 0

    @property
    def size(self) -> int:
        return self._end

    def sync(self) -> None:
        """The file outlives the machine's power, too."""
        try:
            os.fdatasync(self._descriptor)
        except OSError as fault:
            # Pipes and some network file systems cannot.
            if fault.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
                raise

    def move_to(self, path: str) -> None:
        """Goes on with an empty file; this one is called `path` from now on. The lock is held."""
        self.sync()
        os.rename(self.path, path)
        old = self._descriptor
        self._descriptor = -1
        self._open()
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        self.seen = self._end = 0
        os.close(old)
        self._reopened()

    def close(self) -> None:
        with self._guard:
            if self._descriptor >= 0:
                os.close(self._descriptor)
                self._descriptor = -1

    def forget_threads(self) -> None:
        """In a child, nobody is left who would let go of the guard."""
        self._guard = threading.RLock()
        self._depth = 0
        # As long as a child has its parent's descriptor, a lock would outlive the parent.
        if self._descriptor >= 0 and os.path.exists(self.path):
            before, self._pid = self._inode, os.getpid()
            self._open()
            if self._inode != before:
                self.seen = 0
                self._reopened()


def _in_child() -> None:
    for file in list(_alive):
        file.forget_threads()


os.register_at_fork(after_in_child=_in_child)

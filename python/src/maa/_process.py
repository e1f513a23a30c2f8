"""The program behind a session: one process, requests and replies on its pipes, ended with its owner.

The requests are described under "For programs" in docs/session-language.md.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ._binary import find_binary

__all__ = ["Ended", "Program", "Reply"]

Reply = dict[str, Any]
_running: weakref.WeakSet[Program] = weakref.WeakSet()


class Ended(RuntimeError):
    """The program behind the session is gone."""


class Program:
    """Requests are written as they come; replies are read in the same order, so several may be under way."""

    def __init__(self, options: Sequence[str] = (), cwd: str | os.PathLike[str] | None = None) -> None:
        self._process = subprocess.Popen(
            [find_binary(), *options, "--pipe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A table is megabytes: a wide pipe takes it in fewer turns.
            pipesize=1 << 20,
            cwd=cwd,
            # Ctrl-C at a terminal goes to its whole foreground group; whoever owns the session passes it on.
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._in, self._out, self._err = self._process.stdin, self._process.stdout, self._process.stderr
        self._pid = os.getpid()
        self._errors = b""
        self._listener = threading.Thread(target=self._listen, name="maa errors", daemon=True)
        self._listener.start()
        _running.add(self)

    def _listen(self) -> None:
        # Whoever does not read what a program says on standard error lets it wait for ever.
        try:
            for line in self._err:
                self._errors = (self._errors + line)[-8192:]
        except ValueError:
            pass

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._pid == os.getpid() and self._process.poll() is None

    def send(self, *requests: Reply) -> None:
        self._check()
        try:
            self._in.write(b"".join(json.dumps(request).encode() + b"\n" for request in requests))
            self._in.flush()
        except (BrokenPipeError, ValueError):
            raise self._ended() from None

    def replies(self, progress: Callable[[Reply], None] | None = None) -> Iterator[Reply]:
        """What comes up to the end of one request; tables have their bytes under ``"stream"``."""
        while True:
            line = self._out.readline()
            if not line.endswith(b"\n"):
                raise self._ended()
            reply: Reply = json.loads(line)
            if "progress" in reply:
                if progress:
                    progress(reply["progress"])
                continue
            for table in reply.get("tables", ()):
                stream = self._out.read(table["bytes"])
                if len(stream) < table["bytes"]:
                    raise self._ended()
                table["stream"] = stream
            yield reply
            if reply.get("done"):
                return

    def interrupt(self) -> None:
        """Stops the request at work."""
        if self.is_running:
            self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Ends the program at once, whatever it does."""
        if self._pid == os.getpid():
            self._process.kill()

    def close(self) -> None:
        if self._pid != os.getpid():
            return
        for pipe in (self._in, self._out):
            try:
                pipe.close()
            except (BrokenPipeError, OSError):
                pass
        if self._process.poll() is None:
            try:
                self._process.wait(0.2)
            except subprocess.TimeoutExpired:
                self._process.terminate()
                try:
                    self._process.wait(2)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()
        self._listener.join(1)
        self._err.close()

    def _check(self) -> None:
        if self._pid != os.getpid():
            raise Ended("this session belongs to the parent process; make one of your own")
        if self._process.poll() is not None:
            raise self._ended()

    def _ended(self) -> Ended:
        try:
            code: object = self._process.wait(2)
        except subprocess.TimeoutExpired:
            code = "none"
        self._listener.join(1)
        said = self._errors.decode(errors="replace").strip()
        return Ended(f"maa ended with status {code}" + (f": {said}" if said else ""))

    def leave_to_parent(self) -> None:
        """In a forked child: as long as it holds the pipes, the program would outlive its owner."""
        for pipe in (self._in, self._out, self._err):
            try:
                os.close(pipe.fileno())
            except (OSError, ValueError):
                pass


def _in_child() -> None:
    for program in list(_running):
        program.leave_to_parent()
    _running.clear()


def _at_exit() -> None:
    for program in list(_running):
        program.close()


os.register_at_fork(after_in_child=_in_child)
atexit.register(_at_exit)

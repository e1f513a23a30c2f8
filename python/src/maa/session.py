"""A session of the notebook, run by one process of ``maa``.

    import maa

    s = maa.Session()
    s("load run.jsonl")
    s.table("evidence").to_pandas()
    s.sql("select unit, mhat from evidence order by mhat desc").to_polars()
    s.save("judged.maa")
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType, TracebackType
from typing import Any

from ._process import Ended, Program, Reply
from .table import Table

__all__ = ["Answer", "Ended", "Interrupted", "MaaError", "Session", "Step"]

#: Given a candidate that a review asks about, what is answered: ``"same"``, ``"different other oven"``, ``"quit"`` …
Judge = Callable[["Step"], str]


class MaaError(Exception):
    """A statement failed; the session is as it was before.

    ``message`` says what was seen, ``hint`` what to do (or is None), ``details`` where, ``statement`` which statement it
    was, ``exit`` the exit code that a script would have ended with.
    """

    def __init__(self, error: Mapping[str, Any], statement: str = "") -> None:
        self.message: str = error["message"]
        self.hint: str | None = error.get("hint")
        self.details: list[str] = list(error.get("details", ()))
        self.exit: int = error.get("exit", 1)
        self.statement = statement
        super().__init__("\n  ".join([self.message, *self.details, *([self.hint] if self.hint else [])]))


class Interrupted(MaaError, KeyboardInterrupt):
    """The statement was stopped, and left no trace."""


def _fault(reply: Reply) -> MaaError:
    kind = Interrupted if reply["error"].get("exit") == 130 else MaaError
    return kind(reply["error"], reply.get("statement", ""))


class Step:
    """What one statement said. Notebooks show it by itself; in a terminal it prints as the shell would.

    ``statement`` is its canonical form, ``number`` its place in the session (None where it is not recorded), ``tables``
    the tables for programs, ``notices`` the warnings, ``bundles`` what is shown, each by media type.
    """

    def __init__(self, reply: Reply) -> None:
        self.statement: str = reply["statement"]
        self.number: int | None = reply["n"]
        self.notices: list[str] = reply["notices"]
        self.asks: bool = reply["asks"]
        self.bundles: list[dict[str, Any]] = reply["shown"]
        shown = iter([bundle for bundle in self.bundles if "text/html" in bundle])
        drawn = any("image/svg+xml" in bundle for bundle in self.bundles)
        self.tables = [Table(table, None if drawn else next(shown, None)) for table in reply["tables"]]

    @property
    def text(self) -> str:
        return "".join(_ended(bundle["text/plain"]) for bundle in self.bundles)

    def __repr__(self) -> str:
        return (self.text + "".join(f"notice: {notice}\n" for notice in self.notices)).rstrip("\n")

    def _ipython_display_(self) -> None:
        _display(self)


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _display(step: Step) -> None:
    from IPython.display import display  # type: ignore[import-not-found, unused-ignore]

    for bundle in step.bundles:
        display(bundle, raw=True)
    for notice in step.notices:
        print(f"notice: {notice}", file=sys.stderr)


class Answer:
    """What the statements of one call said, one after another."""

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps

    @property
    def tables(self) -> list[Table]:
        return [table for step in self.steps for table in step.tables]

    @property
    def table(self) -> Table:
        """The last table that was said."""
        if not self.tables:
            raise LookupError("nothing that was said is a table")
        return self.tables[-1]

    @property
    def text(self) -> str:
        return "".join(step.text for step in self.steps)

    @property
    def notices(self) -> list[str]:
        return [notice for step in self.steps for notice in step.notices]

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __repr__(self) -> str:
        return "\n".join(filter(None, map(repr, self.steps)))

    def _ipython_display_(self) -> None:
        for step in self.steps:
            _display(step)


class Session:
    """Statements of the session language, in a process of their own that ends with this object, or with its owner.

    ``options`` are those of the command line, such as ``["--allow-network"]``; ``parameters`` are given with ``--set``.
    ``progress`` is told how far long work is, as ``(stage, done, total)``; the default draws a line in notebooks and on
    terminals, and None is silent.
    """

    def __init__(
        self,
        script: str | os.PathLike[str] | None = None,
        *,
        options: Iterable[str] = (),
        parameters: Mapping[str, object] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        progress: Callable[[str, int, int], None] | None | bool = True,
    ) -> None:
        given = [f"--set={name}={_plain(value)}" for name, value in (parameters or {}).items()]
        self._program = Program([*options, *given], cwd)
        self._progress = _Line() if progress is True else progress or None
        self._turn = threading.RLock()
        if script is not None:
            self(f"open {quote(os.fspath(script))}")

    # Statements

    def __call__(self, text: str, *, judge: Judge | None = None) -> Answer:
        """Runs statements, and gives what they said. The first that fails raises :class:`MaaError`; those before it stand.

        ``judge`` answers where a statement asks, as ``review`` does.
        """
        return Answer(list(self.steps(text, judge=judge)))

    def steps(self, text: str, *, judge: Judge | None = None) -> Iterator[Step]:
        """Runs statements, and gives what each said as soon as it did."""
        with self._turn:
            self._program.send({"do": "run", "text": text})
            yield from self._answers(judge)

    def many(self, statements: Iterable[str]) -> list[Answer | MaaError]:
        """Runs many texts, each by itself: all are sent before the first answer is read. A failure is given, not raised."""
        texts = list(statements)
        found: list[Answer | MaaError] = []
        with self._turn:
            # Answers must not pile up in the pipe while requests do.
            sender = threading.Thread(
                target=lambda: self._program.send(*({"do": "run", "text": text} for text in texts)), daemon=True
            )
            sender.start()
            for _ in texts:
                try:
                    found.append(Answer(list(self._answers(None))))
                except MaaError as fault:
                    found.append(fault)
            sender.join()
        return found

    def _answers(self, judge: Judge | None) -> Iterator[Step]:
        fault: MaaError | None = None
        replies = self._program.replies(self._told)
        finished = False
        try:
            while not finished:
                with _PassingOn(self._program):
                    reply = next(replies)
                if reply.get("done"):
                    finished = True
                    self._ended = bool(reply.get("ended"))
                elif not reply["ok"]:
                    fault = _fault(reply)
                elif reply["asks"]:
                    said = "quit"
                    try:
                        said = judge(Step(reply)) if judge else said
                    finally:
                        # The program waits for an answer, whatever became of the one who was asked.
                        self._program.send({"do": "answer", "text": said})
                else:
                    yield Step(reply)
        finally:
            if not finished:
                self._drain(replies)
            if isinstance(self._progress, _Line):
                self._progress.clear()
        if fault:
            raise fault

    def _drain(self, replies: Iterator[Reply]) -> None:
        """Whoever left in the middle left replies unread."""
        try:
            for reply in replies:
                if reply.get("asks"):
                    self._program.send({"do": "answer", "text": "quit"})
        except Ended:
            pass

    def _told(self, progress: Reply) -> None:
        if self._progress:
            self._progress(progress["stage"], progress["done"], progress["total"])

    _ended = False

    # Tables

    def table(self, name: str) -> Table:
        """A table of the study by its name, whole: ``evidence``, ``units``, ``verdicts``, ``observations`` … (docs/sql.md).

        It is not recorded; ``export`` is.
        """
        return self._one({"do": "table", "text": name}).tables[0]

    def sql(self, query: str) -> Table:
        """What a query finds, asked of all tables of the study in the SQL of SQLite. It is recorded."""
        return self(f"sql {quote(query)}").table

    def look(self, statement: str) -> Step:
        """A statement that only looks, without recording it."""
        return self._one({"do": "look", "text": statement})

    def _one(self, request: Reply) -> Step:
        with self._turn:
            self._program.send(request)
            return list(self._answers(None))[0]

    # For editors

    def complete(self, text: str, at: int | None = None) -> tuple[int, int, list[tuple[str, str]]]:
        """What may stand at a place of a text: from where to where it replaces, and the candidates with a description."""
        before = text[:at].encode() if at is not None else text.encode()
        reply = self._plain({"do": "complete", "text": text, "at": len(before)})
        whole = text.encode()
        start, end = (len(whole[: reply[name]].decode(errors="replace")) for name in ("from", "to"))
        return start, end, [(candidate["text"], candidate["summary"]) for candidate in reply["candidates"]]

    def is_complete(self, text: str) -> str:
        """``"complete"``, ``"incomplete"`` (a quote is open) or ``"invalid"``."""
        return str(self._plain({"do": "check", "text": text})["status"])

    def _plain(self, request: Reply) -> Reply:
        with self._turn:
            self._program.send(request)
            replies = list(self._program.replies())
        if len(replies) > 1:
            raise _fault(replies[0])
        return replies[0]

    # The session

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> None:
        """Writes the session as a script, which ``maa run`` and :class:`Session` run again."""
        self(f"save {quote(os.fspath(path))}" + (" --force" if force else ""))

    def undo(self) -> Answer:
        """Takes back the last change."""
        return self("undo")

    def interrupt(self) -> None:
        """Stops the statement at work; another thread may call this."""
        self._program.interrupt()

    @property
    def pid(self) -> int:
        """Of the process that runs the session."""
        return self._program.pid

    @property
    def is_running(self) -> bool:
        return self._program.is_running and not self._ended

    def close(self) -> None:
        """Ends the session; what was not saved is gone."""
        self._program.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        program = getattr(self, "_program", None)
        if program is not None:
            program.close()


def quote(text: str) -> str:
    """A text as one word of a statement."""
    if re.fullmatch(r"[A-Za-z0-9_./:=+,@%-]+", text) and not text.startswith("-"):
        return text
    if "\n" not in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f"$'{escaped}'"


def _plain(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


class _PassingOn:
    """While a reply is waited for, Ctrl-C is the statement's: an exception in the middle of reading would lose what was
    read. The second one is the caller's, and ends the program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._before: Any = None

    def __enter__(self) -> None:
        if (
            threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        ):
            self._before = signal.signal(signal.SIGINT, self._pass_on)

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        self._program.interrupt()
        signal.signal(signal.SIGINT, self._give_up)

    def _give_up(self, number: int, frame: FrameType | None) -> None:
        self._program.kill()

    def __exit__(self, *fault: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


class _Line:
    """Draws how far long work is, after half a second; in a notebook as its own output, which goes when it is done."""

    def __init__(self) -> None:
        self._began = 0.0
        self._last = 0.0
        self._handle: Any = None
        self._drawn = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last > 2:
            self._began = now
        self._last = now
        if now - self._began < 0.5:
            return
        share = f" {min(100, 100 * done // total)}%" if total > 0 else " …"
        self._draw(f"{stage}{share}")

    def _draw(self, text: str) -> None:
        shell = _notebook()
        if shell is not None:
            from IPython.display import display  # type: ignore[import-not-found, unused-ignore]

            data = {"text/plain": text}
            if self._handle is None:
                self._handle = display(data, raw=True, display_id=True)
            else:
                self._handle.update(data, raw=True)
            self._drawn = True
        elif sys.stderr.isatty():
            sys.stderr.write(f"\r  {text}\x1b[K")
            sys.stderr.flush()
            self._drawn = True

    def clear(self) -> None:
        self._began = self._last = 0.0
        if not self._drawn:
            return
        self._drawn = False
        if self._handle is not None:
            self._handle.update({"text/plain": ""}, raw=True)
            self._handle = None
        else:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _notebook() -> Any:
    """The shell of a notebook, where IPython is at work at all."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    return shell if shell is not None and hasattr(shell, "kernel") else None

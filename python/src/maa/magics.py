"""``%load_ext maa`` in a notebook of Python: ``%maa`` runs a statement, ``%%maa`` a cell of them.

    %load_ext maa
    %maa load run.jsonl

    %%maa evidence
    set beta 0.8
    evidence where n >= 3

What stands behind ``%%maa`` is a name: the cell's last table becomes a data frame of pandas under it. ``%maa_session`` gives
the :class:`maa.Session` that both talk to.
"""

from __future__ import annotations

from typing import Any

from IPython.core.magic import Magics, line_cell_magic, line_magic, magics_class, no_var_expand

from .session import Answer, Session, Step

__all__ = ["MaaMagics", "register"]


@magics_class
class MaaMagics(Magics):  # type: ignore[misc]
    _session: Session | None = None

    @property
    def session(self) -> Session:
        if self._session is None or not self._session.is_running:
            self._session = Session()
        return self._session

    @no_var_expand  # type: ignore[untyped-decorator]
    @line_cell_magic  # type: ignore[untyped-decorator]
    def maa(self, line: str, cell: str | None = None) -> Answer | None:
        """Runs statements of maa; see ``%maa help``."""
        if cell is None:
            return self.session(line, judge=_ask)
        name = line.strip()
        if name and not name.isidentifier():
            raise ValueError(f"%%maa takes the name of a variable or nothing, not {name!r}")
        answer = self.session(cell, judge=_ask)
        if name:
            self.shell.user_ns[name] = answer.table.to_pandas()
        return answer

    @line_magic  # type: ignore[untyped-decorator]
    def maa_session(self, line: str) -> Session:
        """The session that ``%maa`` talks to."""
        return self.session


def _ask(step: Step) -> str:
    print(step.text)
    try:
        return input("same, different, skip, unsure, why, undo, note TEXT, quit: ").strip() or "skip"
    except (EOFError, KeyboardInterrupt):
        return "quit"
    except Exception as fault:  # a front end that cannot ask says so by an exception of its own
        if type(fault).__name__ != "StdinNotImplementedError":
            raise
        print("nobody can be asked here")
        return "quit"


def register(shell: Any) -> None:
    shell.register_magics(MaaMagics)

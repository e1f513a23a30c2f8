"""The Jupyter kernel for the session language.

    pip install ipykernel
    maa kernel install          # beside this Python; --user for any Jupyter of this user

Then choose *maa* for a new notebook, or open one that ``report --to report.ipynb`` has written: it runs again to the same
results. A cell is statements, and a kernel is a session. Tables are shown as HTML, plots as SVG or Vega-Lite, whichever the
front end prefers. Tab completes as in the shell, Shift-Tab shows the help of a statement, or the unit under the cursor;
interrupting stops the statement at work, which leaves no trace. ``review`` shows a candidate with a button for each
answer, which types it into the prompt below; answers may be typed there as well (``different the order is reversed``).
Where a notebook runs without anybody to ask, as under ``nbconvert --execute``, a review ends and says so.
"""

from __future__ import annotations

import argparse
import html
import itertools
import json
import os
import pathlib
import re
import sys
import tempfile
import time
from typing import Any

from . import __version__
from .session import Answer, Interrupted, MaaError, Session, Step

try:
    from ipykernel.kernelapp import IPKernelApp
    from ipykernel.kernelbase import Kernel
except ImportError:
    raise SystemExit("the kernel needs the package ipykernel: pip install ipykernel") from None

__all__ = ["MaaKernel", "install", "main"]

_NAME = re.compile(r"U\d+|op:[0-9a-f]{8,}|w:[0-9a-f]{8,}")
#: Work that takes no longer shows no progress.
_PATIENCE = 0.5
_ANSWERS = ["same", "different", "skip", "unsure", "why", "undo", "quit"]
_PROMPT = "same, different, skip, unsure, why, undo, note TEXT, quit: "


class MaaKernel(Kernel):  # type: ignore[misc]
    """A session per kernel; each cell is statements."""

    implementation = "maa"
    implementation_version = __version__
    language = "maa"
    banner = f"maa {__version__}: an evidence notebook for agent memory. `help` lists the commands."
    language_info = {
        "name": "maa",
        "version": "1",
        "mimetype": "text/x-maa",
        "file_extension": ".maa",
        "codemirror_mode": "shell",
        "pygments_lexer": "bash",
    }
    help_links: list[dict[str, str]] = []

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._session: Session | None = None
        self._history = History()

    @property
    def session_of_maa(self) -> Session:
        if self._session is None or not self._session.is_running:
            if self._session is not None:
                self._write("stderr", "a new session begins\n")
                self._session.close()
            self._session = Session(progress=self._progress)
        return self._session

    # Running

    def do_execute(
        self,
        code: str,
        silent: bool,
        store_history: bool = True,
        user_expressions: dict[str, str] | None = None,
        allow_stdin: bool = False,
        **more: Any,
    ) -> dict[str, Any]:
        self._silent, self._allow_stdin = silent, allow_stdin
        self._began = time.monotonic()
        if store_history and not silent and code.strip():
            self._history.add(self.execution_count, code)
        try:
            for step in self.session_of_maa.steps(code, judge=self._judge):
                self._show(step)
        except MaaError as fault:
            self._clear_progress()
            return self._failed(fault)
        except (RuntimeError, OSError) as fault:
            return self._failed(MaaError({"message": str(fault), "exit": 1}))
        self._clear_progress()
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}

    def _show(self, step: Step) -> None:
        self._clear_progress()
        for notice in step.notices:
            self._write("stderr", f"notice: {notice}\n")
        # Lines that follow each other are one output, as in a report.
        for is_text, bundles in itertools.groupby(step.bundles, lambda bundle: list(bundle) == ["text/plain"]):
            if is_text:
                texts = (bundle["text/plain"] for bundle in bundles)
                self._write("stdout", "".join(text if text.endswith("\n") else text + "\n" for text in texts))
                continue
            for bundle in bundles:
                self._send("display_data", {"data": bundle, "metadata": {}})

    def _failed(self, fault: MaaError) -> dict[str, Any]:
        name = "Interrupted" if isinstance(fault, Interrupted) else "MaaError"
        lines = [f"\x1b[31m{name}\x1b[0m: {_visible(fault.message)}"]
        lines += [f"  {_visible(line)}" for line in [*fault.details, *([fault.hint] if fault.hint else [])]]
        content = {"ename": name, "evalue": fault.message, "traceback": lines}
        self._send("error", content)
        return {"status": "error", "execution_count": self.execution_count, **content}

    def _write(self, stream: str, text: str) -> None:
        self._send("stream", {"name": stream, "text": text})

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        if not self._silent:
            self.send_response(self.iopub_socket, kind, content)

    # Progress: an output that changes and goes when the statement is done

    _progress_id = 0
    _is_drawn = False
    _silent = False
    _began = 0.0

    def _progress(self, stage: str, done: int, total: int) -> None:
        if time.monotonic() - self._began < _PATIENCE:
            return
        share = min(1.0, done / total) if total > 0 else 0.0
        text = f"{stage} {share:.0%}" if total > 0 else f"{stage} …"
        bar = f'<progress max="1" value="{share:.3f}"></progress> {html.escape(text)}'
        content: dict[str, Any] = {"data": {"text/plain": text, "text/html": bar}, "metadata": {}}
        if not self._is_drawn:
            MaaKernel._progress_id += 1
        content["transient"] = {"display_id": f"maa-progress-{self._progress_id}"}
        self._send("update_display_data" if self._is_drawn else "display_data", content)
        self._is_drawn = True

    def _clear_progress(self) -> None:
        if self._is_drawn:
            self._is_drawn = False
            self._send("clear_output", {"wait": True})

    # Reviewing

    def _judge(self, step: Step) -> str:
        if not self._allow_stdin:
            self._write("stderr", "notice: nobody can be asked here; answer reviews in an open notebook\n")
            return "quit"
        form = {"text/plain": step.text, "text/html": _form(step)}
        self._send("display_data", {"data": form, "metadata": {}})
        try:
            return str(self.raw_input(_PROMPT)).strip() or "skip"
        except (KeyboardInterrupt, EOFError):
            return "quit"

    # Editing

    def do_complete(self, code: str, cursor_pos: int | None) -> dict[str, Any]:
        at = len(code) if cursor_pos is None else cursor_pos
        start, end = at, at
        candidates: list[tuple[str, str]] = []
        try:
            start, end, candidates = self.session_of_maa.complete(code, at)
        except (MaaError, RuntimeError):
            pass
        kinds = [
            {"start": start, "end": end, "text": text, "type": summary[:60] or "word"} for text, summary in candidates
        ]
        return {
            "status": "ok",
            "matches": [text for text, _ in candidates],
            "cursor_start": start,
            "cursor_end": end,
            "metadata": {"_jupyter_types_experimental": kinds},
        }

    def do_inspect(
        self, code: str, cursor_pos: int, detail_level: int = 0, omit_sections: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for statement in _questions(code, cursor_pos):
            try:
                if statement.startswith("help"):
                    steps = self.session_of_maa(statement).steps
                else:
                    steps = [self.session_of_maa.look(statement)]
            except (MaaError, RuntimeError):
                continue
            data = {"text/plain": "".join(step.text for step in steps)}
            break
        return {"status": "ok", "found": bool(data), "data": data, "metadata": {}}

    def do_is_complete(self, code: str) -> dict[str, Any]:
        status = self.session_of_maa.is_complete(code)
        return {"status": status, **({"indent": ""} if status == "incomplete" else {})}

    def do_history(
        self,
        hist_access_type: str,
        output: bool,
        raw: bool,
        session: int | None = None,
        start: int | None = None,
        stop: int | None = None,
        n: int | None = None,
        pattern: str | None = None,
        unique: bool = False,
    ) -> dict[str, Any]:
        found = self._history.find(hist_access_type, session, start, stop, n, pattern, unique)
        if output:
            return {"status": "ok", "history": [(where, line, (text, None)) for where, line, text in found]}
        return {"status": "ok", "history": found}

    def do_shutdown(self, restart: bool) -> dict[str, Any]:
        if self._session is not None:
            self._session.close()
            self._session = None
        return {"status": "ok", "restart": restart}


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\n\t" else c.encode("unicode_escape").decode() for c in text)


def _questions(code: str, place: int) -> list[str]:
    """What could be asked about the word at a place, the nearest first."""
    begin = max(code.rfind("\n", 0, place), code.rfind(";", 0, place)) + 1
    ends = [end for end in (code.find("\n", place), code.find(";", place)) if end >= 0]
    statement = code[begin : min(ends, default=len(code))]
    left = re.search(r"[\w:.-]*$", code[:place])
    right = re.match(r"[\w:.-]*", code[place:])
    word = (left[0] if left else "") + (right[0] if right else "")
    verb = statement.split(maxsplit=1)[0] if statement.split() else ""
    asked = [f"unit {word}"] if _NAME.fullmatch(word) else []
    return asked + [f"help {name}" for name in dict.fromkeys((word, verb)) if re.fullmatch(r"[a-z]+", name)]


def _form(step: Step) -> str:
    """The candidate, and a button for each answer: a button types its answer into the prompt below."""
    typed = (
        "const all=document.querySelectorAll('.jp-Stdin-input,.raw_input');const at=all[all.length-1];"
        "if(at){at.value=this.value;at.dispatchEvent(new Event('input',{bubbles:true}));"
        "for(const kind of ['keydown','keypress','keyup'])at.dispatchEvent(new KeyboardEvent(kind,"
        "{key:'Enter',code:'Enter',keyCode:13,which:13,bubbles:true,cancelable:true}));}"
    )
    buttons = "".join(
        f'<button type="button" value="{answer}" onclick="{html.escape(typed)}">{answer}</button> '
        for answer in _ANSWERS
    )
    return f"<pre>{html.escape(_visible(step.text))}</pre>\n<div>{buttons}</div>"


class History:
    """Cells of earlier sessions, in a file that only its owner reads."""

    most = 1000

    def __init__(self) -> None:
        state = os.environ.get("XDG_STATE_HOME", "")
        folder = pathlib.Path(state if state.startswith("/") else pathlib.Path.home() / ".local/state") / "maa"
        self._path: pathlib.Path | None = folder / "jupyter-history.jsonl"
        self._cells: list[tuple[int, int, str]] = []
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for line in self._path.read_text(errors="replace").splitlines()[-self.most :]:
                session, number, text = json.loads(line)
                self._cells.append((int(session), int(number), str(text)))
        except (OSError, ValueError, TypeError):
            pass
        self._session = max((session for session, _, _ in self._cells), default=0) + 1

    def add(self, number: int, text: str) -> None:
        self._cells.append((self._session, number, text))
        if self._path is None:
            return
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(json.dumps(self._cells[-1]) + "\n")
        except OSError:
            self._path = None

    def find(
        self,
        access: str,
        session: int | None,
        start: int | None,
        stop: int | None,
        n: int | None,
        pattern: str | None,
        unique: bool,
    ) -> list[tuple[int, int, str]]:
        cells = list(self._cells)
        if access == "range":
            wanted = self._session + session if session is not None and session <= 0 else session or self._session
            last = stop if stop is not None else sys.maxsize
            return [cell for cell in cells if cell[0] == wanted and (start or 0) <= cell[1] < last]
        if access == "search":
            form = re.compile(
                ".*".join(".".join(map(re.escape, part.split("?"))) for part in (pattern or "*").split("*")), re.DOTALL
            )
            cells = [cell for cell in cells if form.fullmatch(cell[2])]
        if unique:
            cells = list({cell[2]: cell for cell in cells}.values())
        return cells[-n:] if n else cells


def install(*, user: bool = False, prefix: str | None = None, name: str = "maa") -> str:
    """Lets Jupyter know the kernel, and says where; beside this Python unless told otherwise."""
    from jupyter_client.kernelspec import KernelSpecManager

    with tempfile.TemporaryDirectory() as folder:
        spec: dict[str, Any] = {
            "argv": [sys.executable, "-m", "maa.kernel", "-f", "{connection_file}"],
            "display_name": "maa",
            "language": "maa",
            "interrupt_mode": "signal",
        }
        if os.environ.get("MAA_BINARY"):
            spec["env"] = {"MAA_BINARY": os.environ["MAA_BINARY"]}
        pathlib.Path(folder, "kernel.json").write_text(json.dumps(spec, indent=1) + "\n")
        os.chmod(folder, 0o755)
        place = None if user else prefix or sys.prefix
        return str(KernelSpecManager().install_kernel_spec(folder, name, user=user, prefix=place))


def main(words: list[str] | None = None) -> None:
    """What ``maa kernel …`` runs, and what Jupyter starts."""
    words = sys.argv[1:] if words is None else words
    if words[:1] == ["-f"] or any(word.startswith("--IPKernelApp") for word in words):
        IPKernelApp.launch_instance(argv=words, kernel_class=MaaKernel)
        return
    parser = argparse.ArgumentParser(prog="maa kernel", description="the kernel of Jupyter for maa")
    actions = parser.add_subparsers(dest="action", required=True)
    for action in ("install", "uninstall"):
        more = actions.add_parser(action)
        more.add_argument("--name", default="maa", help="what notebooks call it")
    more = actions.choices["install"]
    place = more.add_mutually_exclusive_group()
    place.add_argument("--user", action="store_true", help="for this user, whichever Python runs Jupyter")
    place.add_argument("--prefix", help="under this folder; that of this Python unless given")
    given = parser.parse_args(words)
    if given.action == "install":
        print(install(user=given.user, prefix=given.prefix, name=given.name))
    else:
        from jupyter_client.kernelspec import KernelSpecManager

        print(KernelSpecManager().remove_kernel_spec(given.name))


if __name__ == "__main__":
    main()

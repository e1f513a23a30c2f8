"""The kernel, as Jupyter's own conformance test, a headless notebook and an impatient person use it."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time

import pytest

jupyter_kernel_test = pytest.importorskip("jupyter_kernel_test")
nbformat = pytest.importorskip("nbformat")
from conftest import ROOT  # noqa: E402
from jupyter_client.manager import start_new_kernel  # noqa: E402

ENDLESS = "sql with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
LOAD = f"load {ROOT}/datasets/kitchen.jsonl"


@pytest.fixture(scope="session", autouse=True)
def kernel(tmp_path_factory):
    """Installs the kernel into a folder of its own, as `maa kernel install` does."""
    folder = tmp_path_factory.mktemp("jupyter")
    os.environ.update(
        JUPYTER_PATH=str(folder / "share" / "jupyter"),
        XDG_STATE_HOME=str(folder / "state"),
        MAA_PYTHON=sys.executable,
        PYTHONPATH=str(ROOT / "python" / "src"),
    )
    done = subprocess.run(
        [os.environ["MAA_BINARY"], "kernel", "install", "--prefix", str(folder)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "share/jupyter/kernels/maa/kernel.json").exists()


class KernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "maa"
    language_name = "maa"
    file_extension = ".maa"
    # What undo takes back, it names.
    code_hello_world = "param greeting = 'hello, world'; undo"
    code_stderr = f"{LOAD}; unit w:00000000"
    completion_samples = [
        {"text": "eviden", "matches": {"evidence"}},
        {"text": "merges --lim", "matches": {"--limit"}},
    ]
    complete_code_samples = ["evidence", "note 'x'", ""]
    incomplete_code_samples = ["note 'x", "note x \\"]
    invalid_code_samples = [r"note $'\q'"]
    code_generate_error = "evidense"
    code_display_data = [{"code": "settings", "mime": "text/html"}, {"code": "settings", "mime": "text/plain"}]
    code_history_pattern = "set*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "evidence"


del jupyter_kernel_test.KernelTests


class Notebook:
    def __init__(self) -> None:
        self.manager, self.client = start_new_kernel(kernel_name="maa")

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *fault: object) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code: str, **more: object) -> tuple[dict, list[dict]]:
        outputs: list[dict] = []
        reply = self.client.execute_interactive(code, output_hook=lambda message: outputs.append(message), timeout=30, **more)
        return reply["content"], [o for o in outputs if o["msg_type"] not in ("status", "execute_input")]


def answer_to(asked: str, notebook) -> dict:
    """On a busy machine, a late answer to what was asked before comes first."""
    while (reply := notebook.client.get_shell_msg(timeout=10))["parent_header"]["msg_id"] != asked:
        pass
    return reply


def text(outputs: list[dict]) -> str:
    return "".join(o["content"].get("text") or o["content"].get("data", {}).get("text/plain", "") for o in outputs)


def test_tables_plots_and_errors_are_rich():
    with Notebook() as notebook:
        notebook.run(LOAD)
        _, table = notebook.run("evidence --limit 2")
        assert table[0]["content"]["data"]["text/html"].startswith("<table>")
        _, plot = notebook.run("plot heat --limit 3")
        data = plot[0]["content"]["data"]
        assert data["image/svg+xml"].startswith("<svg") and "vega-lite" in data["application/vnd.vegalite.v5+json"]["$schema"]
        reply, outputs = notebook.run("evidence nosuch")
        assert reply["status"] == "error" and "nosuch" in reply["evalue"]
        assert "a wording is named" in "\n".join(reply["traceback"])
        reply, _ = notebook.run("quit")
        _, outputs = notebook.run("history")
        assert "a new session begins" in text(outputs)


def test_an_interrupt_answers_within_300_ms():
    with Notebook() as notebook:
        notebook.run(LOAD)
        took = []
        for _ in range(3):
            # Else what comes right after a fault is put aside, however much later it was asked.
            identity = notebook.client.execute(ENDLESS, stop_on_error=False)
            time.sleep(0.8)
            start = time.monotonic()
            notebook.manager.interrupt_kernel()
            reply = answer_to(identity, notebook)
            took.append(time.monotonic() - start)
            assert (reply["content"]["status"], reply["content"]["ename"]) == ("error", "Interrupted")
        print("interrupts answered after", [f"{1000 * t:.0f} ms" for t in took])
        assert min(took) < 0.3
        assert "41 units" in text(notebook.run("evidence --limit 1")[1])


def test_inspection_shows_help_and_units():
    with Notebook() as notebook:
        notebook.run(LOAD)
        for code, at, wanted in [("merges --limit 3", 3, "merges"), ("unit U17", 7, "w:369331ae"), ("a; evidence", 8, "evidence")]:
            reply = answer_to(notebook.client.inspect(code, at), notebook)["content"]
            assert reply["found"] and wanted in reply["data"]["text/plain"]
        assert "unit" not in text(notebook.run("history")[1])


def test_a_review_asks_with_buttons_and_a_prompt():
    said = iter(["different because", "", "quit"])
    with Notebook() as notebook:
        notebook.run(LOAD)
        prompts: list[str] = []

        def answer(message: dict) -> None:
            prompts.append(message["content"]["prompt"])
            notebook.client.input(next(said))

        _, outputs = notebook.run("review", allow_stdin=True, stdin_hook=answer)
        forms = [o["content"]["data"]["text/html"] for o in outputs if "text/html" in o["content"].get("data", {})]
        assert len(prompts) == 3 and prompts[0].startswith("same, different")
        assert all(f'value="{word}"' in forms[0] for word in ("same", "different", "unsure", "quit"))
        assert "1 judged: 1 different · 1 skipped" in text(outputs)
        reply, outputs = notebook.run("review", allow_stdin=False)
        assert reply["status"] == "ok" and "nobody can be asked here" in text(outputs)


def test_history_is_kept_and_private():
    with Notebook() as notebook:
        notebook.run("note 'kept for the next one'")
    with Notebook() as notebook:
        asked = notebook.client.history(hist_access_type="search", pattern="*the next one*", raw=True, output=False)
        found = answer_to(asked, notebook)["content"]["history"]
        assert found[-1][2] == "note 'kept for the next one'"
    file = pathlib.Path(os.environ["XDG_STATE_HOME"], "maa", "jupyter-history.jsonl")
    assert file.stat().st_mode & 0o077 == 0


def test_a_killed_kernel_leaves_nothing_behind():
    with Notebook() as notebook:
        notebook.run(LOAD)
        kernel = notebook.manager.provisioner.pid
        children = [
            int(path.name)
            for path in pathlib.Path("/proc").iterdir()
            if path.name.isdigit() and _parent(path) == kernel
        ]
        assert len(children) == 1
        notebook.client.execute(ENDLESS)
        time.sleep(0.5)
        os.kill(kernel, 9)
        end = time.monotonic() + 5
        while pathlib.Path(f"/proc/{children[0]}").exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert not pathlib.Path(f"/proc/{children[0]}/exe").exists()


def _parent(process: pathlib.Path) -> int:
    try:
        return int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def outputs_of(path: pathlib.Path) -> list:
    """What cells of statements show, without what changes from run to run."""
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    shown = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown.append([output.get("text") or output.get("data", {}).get("text/plain") for output in cell.outputs])
    return shown


def test_a_reported_notebook_runs_again_to_the_same_results(tmp_path, binary):
    script = (
        f"{LOAD}\n# A note is prose.\nset tau 0.55\ndifferent b3p7 b5p5 --because 'the other way round'\n"
        "evidence --by n --limit 8\nunit b3p7\nplot heat --limit 4\nverdicts --limit 3\nreport --to report.ipynb"
    )
    subprocess.run([binary, "--no-cache", "-c", script], check=True, cwd=tmp_path, capture_output=True)
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "report.ipynb", "--output", "again.ipynb"],
        check=True, cwd=tmp_path, capture_output=True,
    )
    first, again = outputs_of(tmp_path / "report.ipynb"), outputs_of(tmp_path / "again.ipynb")
    assert len(first) == len(again) > 6
    # Of the two plots at the end, which are no statements of the session, the report shows the picture alone.
    assert first[:-2] == again[:-2] and [shown[:1] for shown in again[-2:]] == first[-2:]


def test_magics_in_a_notebook_of_python(tmp_path):
    cells = [
        "%load_ext maa",
        f"%maa {LOAD}",
        "%%maa frame\nevidence --by n --limit 5",
        "print(frame.shape, len(%maa_session.table('units')) if False else len(get_ipython().run_line_magic('maa_session', '').table('units')))",
        "%maa evidense",
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "p", "language": "python"}},
    )
    cells[3] = "print(frame.shape, len(get_ipython().run_line_magic('maa_session', '').table('units')))"
    notebook.cells[3].source = cells[3]
    nbformat.write(notebook, tmp_path / "m.ipynb")
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "m.ipynb", "--output", "o.ipynb"],
        check=True, cwd=tmp_path, capture_output=True,
    )
    done = nbformat.read(tmp_path / "o.ipynb", 4)
    assert "98 proposals" in json.dumps(done.cells[1].outputs)
    assert "text/html" in done.cells[2].outputs[0].data
    assert done.cells[3].outputs[0].text.startswith("(5, 17) 41")
    assert done.cells[4].outputs[0].ename == "MaaError"



"""The pages say what is so."""

from __future__ import annotations

import doctest
import importlib
import os
import pathlib
import re
import subprocess
import sys

import pytest
from conftest import ROOT

TOUR = ROOT / "docs" / "tour.ipynb"


def test_the_reference_is_what_the_docstrings_say():
    done = subprocess.run([sys.executable, ROOT / "tools/python-docs", "--check"], capture_output=True, text=True)
    if sys.version_info[:2] != (3, 11):
        pytest.skip("versions of Python write types in other ways; one is compared")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["maa.holdout", "maa.table", "maa.recorder", "maa.session"])
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_readme_records_and_asks(tmp_path, binary):
    """The example of the package's own page, without pandas."""
    text = (ROOT / "python/README.md").read_text()
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1].replace(".to_pandas()", ".rows()")
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_every_option_is_completed_by_every_shell(binary):
    said = subprocess.run([binary, "--help"], capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"--[a-z-]+", said.split("Exit codes")[0]))
    assert len(options) > 8
    for name in ("bash", "zsh", "fish"):
        text = subprocess.run([binary, "--completions", name], capture_output=True, text=True, check=True).stdout
        missing = [o for o in sorted(options) if o not in text and f"-l {o[2:]} " not in text]
        assert not missing, f"{name} lacks {missing}"


def shown(notebook: object) -> list[str]:
    """What a reader sees, without drawings and what changes from run to run."""
    texts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            texts.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    return texts


def test_the_tour_runs_and_shows_what_it_shows(tmp_path, binary):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("pandas")
    notebook = nbformat.read(TOUR, 4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    verdict = next(index for index, cell in enumerate(code) if "verdicts" in cell.source)
    assert verdict < 12 and "maa.Recorder" in code[1].source and "pip install" in code[0].source
    again = nbformat.read(TOUR, 4)
    client = nbclient.NotebookClient(
        again, timeout=120, resources={"metadata": {"path": str(tmp_path)}}, skip_cells_with_tag="skip-execution"
    )
    client.execute()
    if os.environ.get("MAA_RECORD_GOLDENS"):
        for cell in again.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(again, TOUR)
    assert shown(again) == shown(notebook)
    assert "harmful" in "".join(shown(again)) and "stable" in "".join(shown(again))
    script = pathlib.Path(tmp_path, "judged.maa")
    done = subprocess.run([binary, "--no-cache", "run", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

"""What the tests share. The program is `maa` of MAA_BINARY, else the release build of this repository."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python" / "src"))
BINARY = os.environ.get("MAA_BINARY") or str(ROOT / ".build" / "release" / "maa")
os.environ["MAA_BINARY"] = BINARY
os.environ.setdefault("PYTHONPATH", str(ROOT / "python" / "src"))


def run(*statements: str, **more: object) -> list[dict]:
    """Each statement's object; the test fails where a statement does."""
    done = subprocess.run(
        [BINARY, "--no-cache", "--json", "-c", "\n".join(statements)], capture_output=True, text=True, **more
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (answers[-1:], done.stderr)
    return answers


def rows(answer: dict, table: int = 0) -> list[dict]:
    found = answer["tables"][table]
    return [dict(zip(found["columns"], row)) for row in found["rows"]]


@pytest.fixture
def root() -> pathlib.Path:
    return ROOT


@pytest.fixture
def binary() -> str:
    if not os.access(BINARY, os.X_OK):
        pytest.fail(f"{BINARY} is not there: make builds it")
    return BINARY

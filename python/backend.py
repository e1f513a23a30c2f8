"""The build backend (PEP 517): packs a program that was built before, and refuses what would need a compiler of Swift."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def build_wheel(wheel_directory: str, config_settings: object = None, metadata_directory: str | None = None) -> str:
    program = os.environ.get("MAA_PACKAGED") or str(ROOT / ".build" / "package" / "maa")
    if not os.access(program, os.X_OK):
        raise SystemExit(
            f"maa: there is no program at {program} to pack. A wheel holds a program that is built by Swift: run `make wheel` "
            "in the repository, and install dist/*.whl."
        )
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "package", "wheel", program, "--to", wheel_directory],
        check=True, stdout=subprocess.PIPE, text=True,
    )
    return os.path.basename(done.stdout.strip())


def build_sdist(sdist_directory: str, config_settings: object = None) -> str:
    raise SystemExit(
        "maa: there is no source distribution. The program is built by Swift 6.2 with C libraries that pip cannot install; "
        "clone the repository and run `make wheel`, or install a wheel."
    )

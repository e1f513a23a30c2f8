"""Where the benchmarks live, and the virtual environment with the packages they compare with."""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ENVIRONMENT = HERE / ".venv"


def enter_environment(modules, packages={}):
    """Runs this script again inside a virtual environment that has the modules; `packages` says which are called otherwise."""
    python = ENVIRONMENT / "bin" / "python"
    if Path(sys.prefix) == ENVIRONMENT:
        return
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    if subprocess.run([python, "-c", "import " + ", ".join(modules)], capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *(packages.get(name, name) for name in modules)], check=True)
    os.execv(python, [str(python), *sys.argv])


def build_bench():
    """Builds maa-bench; where it is."""
    build = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "maa-bench"]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return ROOT / ".build" / "release" / "maa-bench"

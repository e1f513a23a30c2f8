"""Where the program `maa` is."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig

__all__ = ["find_binary"]


def find_binary() -> str:
    """The path of the program: that of ``MAA_BINARY``, the one that was installed with this package, or the first on the
    ``PATH``."""
    given = os.environ.get("MAA_BINARY")
    if given:
        if not os.access(given, os.X_OK):
            raise FileNotFoundError(f"MAA_BINARY says {given}, and there is no program there")
        return given
    beside = os.path.dirname(os.path.abspath(sys.executable))
    user = sysconfig.get_path("scripts", f"{os.name}_user")
    # With `pip install --target` scripts lie in a folder beside the package.
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin")
    for folder in (sysconfig.get_path("scripts"), beside, user, target):
        path = os.path.join(folder, "maa")
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return path
    found = shutil.which("maa")
    if found is None:
        raise FileNotFoundError(
            "the program maa is not installed beside this package; install its wheel, or set MAA_BINARY to the program"
        )
    return found

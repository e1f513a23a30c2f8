"""What people install, where `make wheel` and its like have left it in dist/. Each test says so where it is not there."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile

import pytest
from conftest import ROOT

DIST = pathlib.Path(os.environ.get("MAA_DIST") or ROOT / "dist")
FIRST = """
import maa
with maa.Recorder("run.jsonl", source="first", range=(0, 100)) as r:
    r.item("m1", "Look.")
    for batch in range(12):
        r.batch()
        edit = r.propose("modify", "m1", "Look into drawers.")
        r.scores(baseline=50 + batch % 3, u={edit: 60 + batch % 4})
s = maa.Session()
s("load run.jsonl")
print(s.table("verdicts").dicts()[0]["verdict"], s.sql("select n from evidence").rows())
"""


def made(pattern: str) -> pathlib.Path:
    found = sorted(DIST.glob(pattern))
    if not found:
        pytest.skip(f"there is no {pattern} in {DIST}")
    return found[-1]


def plain() -> dict[str, str]:
    """The environment of somebody who has nothing of ours."""
    return {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/nonexistent", "LANG": "C.UTF-8"}


def test_a_source_distribution_is_refused_with_words():
    code = "import sys; sys.path.insert(0, 'python'); import backend; backend.build_sdist('.')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "make wheel" in done.stderr and "Traceback" not in done.stderr


def test_the_backend_wants_a_program(tmp_path):
    code = "import sys; sys.path.insert(0, 'python'); import backend; backend.build_wheel('.')"
    env = {**os.environ, "MAA_PACKAGED": str(tmp_path / "none")}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=env)
    assert done.returncode == 1 and "make wheel" in done.stderr


def test_versions_agree():
    import maa

    said = subprocess.run([ROOT / "tools/package", "version"], capture_output=True, text=True, check=True).stdout.strip()
    assert said == maa.__version__


def test_the_wheel_is_one_that_tools_take():
    wheel = made("*.whl")
    assert re.fullmatch(r"maa-[\d.]+-py3-none-manylinux_2_\d+_(x86_64|aarch64)\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        meta = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    assert "maa/py.typed" in names and any(name.endswith("man1/maa.1") for name in names)
    assert not [line for line in meta.splitlines() if line.startswith("Requires-Dist") and "extra ==" not in line]
    if shutil.which("twine", path=os.path.dirname(sys.executable)):
        subprocess.run([sys.executable, "-m", "twine", "check", "--strict", wheel], check=True, capture_output=True)


def test_a_fresh_environment_needs_nothing_but_the_wheel(tmp_path):
    wheel = made("*.whl")
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    bin = tmp_path / "venv/bin"
    subprocess.run([bin / "pip", "install", "--quiet", "--no-index", wheel], check=True, env=plain())
    said = subprocess.run([bin / "maa", "--version"], capture_output=True, text=True, check=True, env=plain()).stdout
    assert "commit: " in said and "features: " in said and "sql" in said
    done = subprocess.run([bin / "python", "-c", FIRST], cwd=tmp_path, capture_output=True, text=True, env=plain())
    assert done.stdout.strip() == "stable [(12,)]", done.stderr
    print(f"installed, recorded and asked in {time.monotonic() - start:.1f} s")
    kernel = subprocess.run([bin / "maa", "kernel", "install"], capture_output=True, text=True, env=plain())
    assert kernel.returncode == 1 and "pip install ipykernel" in kernel.stderr


def test_the_tarball_works_wherever_it_lies(tmp_path):
    with tarfile.open(made("*linux*.tar.gz")) as archive:
        archive.extractall(tmp_path, filter="data")
    program = next(tmp_path.glob("maa-*/bin/maa"))
    said = subprocess.run([program, "-c", f"load {ROOT}/datasets/kitchen.jsonl; sql select count(*) as n from units"],
                          capture_output=True, text=True, env=plain())
    assert said.returncode == 0 and "41" in said.stdout
    assert (program.parents[1] / "share/man/man1/maa.1").exists()


def test_the_image_holds_all_that_it_runs(tmp_path):
    image = made("*-image.tar")
    if os.geteuid() != 0:
        pytest.skip("only root can change its root")
    with tarfile.open(image) as archive:
        archive.extractall(tmp_path, filter="data")
    root = tmp_path / "root"
    with tarfile.open(tmp_path / "layer.tar") as layer:
        layer.extractall(root, filter="tar")
    shutil.copy(ROOT / "datasets/kitchen.jsonl", root / "work")
    (root / "proc").mkdir()
    # As a container has it: the program finds its arguments and its libraries by way of /proc.
    script = f"mount -t proc proc {root}/proc && exec chroot {root} /usr/bin/maa --no-cache -c " + (
        "'load /work/kitchen.jsonl; sql select count(*) as n from units'"
    )
    said = subprocess.run(["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, env=plain())
    if "unshare" in said.stderr or "mount" in said.stderr:
        pytest.skip("nothing can be mounted here")
    assert said.returncode == 0 and "41" in said.stdout, said.stderr


def test_the_debian_package_is_clean():
    package = made("*.deb")
    said = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    for path in ("usr/bin/maa", "usr/share/man/man1/maa.1.gz", "bash-completion/completions/maa", "doc/maa/copyright"):
        assert path in said
    if shutil.which("lintian") is None:
        pytest.skip("lintian is not installed")
    done = subprocess.run(["lintian", "--fail-on", "error,warning", package], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_plain_debian_without_our_packages_runs_the_wheel(tmp_path):
    """MAA_CHROOT is the root of a Debian 12 (debootstrap --variant=minbase --include=python3-venv)."""
    root, wheel = os.environ.get("MAA_CHROOT"), made("*.whl")
    if not root:
        pytest.skip("MAA_CHROOT names no Debian to try it in")
    work = pathlib.Path(root, "tmp/maa-test")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    shutil.copy(wheel, work)
    (work / "first.py").write_text(FIRST)
    script = f"cd /tmp/maa-test && python3 -m venv v && v/bin/pip install -q --no-index {wheel.name} && v/bin/maa --version && v/bin/python first.py"
    # As any system has it: the program finds its libraries by way of /proc.
    mounted = f"mount -t proc proc {root}/proc && exec chroot {root} /bin/sh -ec '{script}'"
    done = subprocess.run(["unshare", "--mount", "sh", "-c", mounted], capture_output=True, text=True, env=plain())
    assert "stable [(12,)]" in done.stdout, done.stderr

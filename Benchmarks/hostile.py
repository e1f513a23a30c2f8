#!/usr/bin/env python3
"""Logs that nobody means well with, each through the program: one clear message, or what is sound of it; and how much memory
that took.

Prints a row for each. Exit code 1 where one is not as it should be. `--small` leaves out what takes long to write, `--case NAME` takes
one, `--list` names them.
"""

import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MOST = 1 << 30  # of memory, in bytes

TRIAL = [{"name": "env_1", "memory": ["Look first."], "is_success": False, "skip": False}]


def trial(folder):
    path = folder / "env_results_trial_0.json"
    path.write_text(json.dumps(TRIAL))
    return path


def long_line(folder):
    path = folder / "long.json"
    with path.open("wb") as out:
        out.write(b'{"a":"')
        out.truncate(1 << 30)
        out.seek(0, os.SEEK_END)
        out.write(b'"}')
    return path


def many_files(count):
    def make(folder):
        for number in range(count):
            (folder / f"{number}.txt").touch()
        return folder

    return make


def circle(folder):
    inner = folder / "inner"
    inner.mkdir()
    trial(inner)
    (inner / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to("self")
    return folder


def archive(folder, members):
    path = folder / "log.eval"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            if content is None:
                # Piece by piece: what this process holds would count as what its child held.
                with out.open(zipfile.ZipInfo(name), "w") as member:
                    for _ in range(1 << 10):
                        member.write(b" " * (1 << 20))
            else:
                out.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return path


HEADER = json.dumps({"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "created": "2026-06-18"}})


def bomb(folder):
    return archive(folder, [("header.json", HEADER), ("samples/1_epoch_1.json", None)])


def lying_bomb(folder):
    """Says that it unpacks to 100 bytes."""
    path = archive(folder, [("header.json", HEADER), ("samples/1_epoch_1.json", b" " * (1 << 26))])
    content = path.read_bytes()
    path.write_bytes(content.replace((1 << 26).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    return path


def way_out(folder):
    return archive(folder, [("header.json", HEADER), ("../../etc/cron.d/x", "{}")])


HISTORY = (
    "CREATE TABLE history (id TEXT, memory_id TEXT, old_memory TEXT, new_memory TEXT, event TEXT, created_at TEXT,"
    " updated_at TEXT, is_deleted INTEGER)"
)


def database(folder, *statements):
    path = folder / "history.db"
    connection = sqlite3.connect(path)
    for statement in (HISTORY, *statements):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def damaged_database(folder):
    rows = ",".join(f"('{n}','m{n}',NULL,'{'text ' * 40}{n}','ADD','2026-01-01',NULL,0)" for n in range(500))
    path = database(folder, f"INSERT INTO history VALUES {rows}")
    content = bytearray(path.read_bytes())
    content[8192:40_000] = b"\xff" * (40_000 - 8192)
    path.write_bytes(content)
    return path


def database_with_traps(folder):
    return database(
        folder, "INSERT INTO history VALUES ('1','a',NULL,'likes tea','ADD','2026-01-01',NULL,0)",
        "CREATE TRIGGER trap AFTER INSERT ON history BEGIN DELETE FROM history; END",
        "CREATE VIEW trace_info AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")


def endless_view(folder):
    path = folder / "history.db"
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE VIEW history AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id,"
        " 'a' AS memory_id, NULL AS old_memory, 'x' AS new_memory, 'ADD' AS event, NULL AS created_at FROM n")
    connection.close()
    return path


def git_repository(folder):
    def git(*words):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=folder, check=True, capture_output=True)

    git("init", "-q", ".")
    for number in range(3):
        (folder / "CLAUDE.md").write_text(f"- Check the sink {number} times.\n- Ask once.\n")
        git("add", ".")
        git("commit", "-q", "-m", f"step {number}")
    name = subprocess.run(["git", "rev-parse", "HEAD~1^{tree}"], cwd=folder, capture_output=True, text=True).stdout
    path = folder / ".git/objects" / name[:2] / name[2:].strip()
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:10] + b"\x00" * 20)
    return folder


def texts(content):
    def make(folder):
        path = folder / "env_results_trial_0.json"
        path.write_bytes(content)
        return path

    return make


def mixed_ends(folder):
    path = folder / "playbook_1.txt"
    path.write_bytes(b"## A\r\n[a-00001] Check the sink.\r[a-00002] Ask once.\n\r\n[a-00003] Go on.")
    return path


# Name, what makes it, exit code, a word of what is said, whether it takes long to make.
CASES = [
    ("one line of 1 GiB", long_line, 1, "long.json", True),
    ("a folder of 100,000 files", many_files(100_000), 1, "no format fits", True),
    ("one file more", many_files(100_001), 1, "100000", True),
    ("links that lead in circles", circle, 0, "1 proposal", False),
    ("an archive that unpacks to 1 GiB", bomb, 1, "log.eval", True),
    ("an archive that lies about its size", lying_bomb, 1, "log.eval", False),
    ("an archive whose names lead out", way_out, 1, "log.eval", False),
    ("a damaged SQLite file", damaged_database, 1, "history.db", False),
    ("one with a trigger and an endless view", database_with_traps, 0, "1 proposal", False),
    ("one whose table is an endless view", endless_view, 1, "no format fits", False),
    ("a git object that is damaged", git_repository, 1, "is damaged", False),
    ("text that is no UTF-8", texts(b'[{"name": "env_1", "memory": ["\xc3\x28"], "is_success": true}]'), 1, "UTF-8", False),
    ("all kinds of line ends", mixed_ends, 0, "3 proposals", False),
    ("a key that stands twice", texts(b'[{"name": "a", "name": "b", "memory": [], "is_success": true}]'), 1, "name", False),
    ("100,000 brackets", texts(b"[" * 100_000), 1, "no format fits", False),
]


def run(maa, path):
    """Exit code, what was said, peak memory in bytes, seconds."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [maa, "--no-init", "-c", f"load '{path}'"], stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read(1 << 20).decode(errors="replace")
    return process.returncode, said, usage.ru_maxrss * 1024, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--maa", default=os.environ.get("MAA_BINARY", str(ROOT / ".build/release/maa")))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--case")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    failures = 0
    for name, make, code, word, is_long in CASES:
        if options.case not in (None, name):
            continue
        if options.list:
            print(name)
            continue
        if is_long and options.small or make is git_repository and not shutil.which("git"):
            print(f"{name}: left out")
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = make(pathlib.Path(folder))
            got, said, memory, seconds = run(options.maa, path)
        said = said.replace(folder, "")
        is_right = got == code and word in said and memory < MOST
        failures += not is_right
        lines = [line for line in said.splitlines() if line.strip()]
        shown = next((line for line in lines if word in line), lines[0] if lines else "")
        print(f"{name} | {'' if is_right else 'WRONG '}{got} | {memory >> 20} MiB | {seconds:.1f} s | {shown.strip()}")
        if code == 1 and len(lines) > 4:
            print(f"WRONG {len(lines)} lines are said")
            failures += 1
    sys.exit(1 if failures else 0)


main()

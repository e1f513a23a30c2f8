#!/usr/bin/env python3
"""Spark against one process: local-cluster mode with two workers, and once more with an executor killed on the way.

usage: scale/test_scale.py [--maa BINARY]
"""

import argparse
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Benchmarks"))
import parts as worlds  # noqa: E402

CLUSTER = "local-cluster[2,1,1024]"


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("--maa", default=os.environ.get("MAA_BINARY", str(HERE.parent / ".build/release/maa")))
    binary = os.path.abspath(parser.parse_args().maa)
    rng = worlds.random.Random(7)
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(3):
            worlds.write_log(f"{folder}/log{number}.jsonl", 1_000, rng)
        session = worlds.write_session(folder, rng, binary)
        whole = subprocess.run([binary, "stage", "whole", "--session", session], cwd=folder, check=True,
                               capture_output=True).stdout
        for kills in (0, 1):
            made, killed = spark(folder, session, binary, kills)
            same = made == whole and killed == kills
            failures += not same
            print(f"{CLUSTER}, {killed} executors killed: {'same bytes' if same else 'OTHER BYTES'}, "
                  f"{whole.count(bytes([10]))} units", flush=True)
    print(f"{2 - failures} passed, {failures} failed")
    return 1 if failures else 0


def spark(folder, session, binary, kills):
    """What Spark gives, and how many executors were killed while it worked."""
    words = [sys.executable, str(HERE / "spark.py"), session, "--master", CLUSTER, "--maa", binary, "--parts", "4",
             "--block", "200"]
    environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    killed = []
    if kills:
        threading.Thread(target=kill_one, args=(process, killed), daemon=True).start()
    output, errors = process.communicate()
    if process.returncode != 0:
        print(errors.decode()[-2_000:], file=sys.stderr)
    return output, len(killed)


def kill_one(process, killed):
    """The first executor that has begun to work for a step."""
    while process.poll() is None and not killed:
        for pid, words in processes():
            if "CoarseGrainedExecutorBackend" in words and any("pyspark.daemon" in w for p, w in children(pid)):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                return
        time.sleep(0.05)


def processes():
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                words = pathlib.Path(entry.path, "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                yield int(entry.name), words
            except OSError:
                continue


def children(parent):
    for pid, words in processes():
        try:
            status = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if int(status.rsplit(")", 1)[1].split()[1]) == parent:
            yield pid, words


if __name__ == "__main__":
    sys.exit(main())

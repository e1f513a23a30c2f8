#!/usr/bin/env python3
"""Spark against one process: local-cluster mode with two workers, also with one of them killed on the way.

usage: scale/test_scale.py [--maa BINARY]
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Benchmarks"))
import parts as worlds  # noqa: E402

CLUSTER = "local-cluster[2,1,1024]"

# Stands before the program. The first task that begins the step ends the executor it works for, as a machine that dies
# would: no task of the step has ended yet, and what the executor held of earlier steps is gone.
KILLER = """#!/bin/sh
if [ "$2" = '{step}' ] && mkdir '{folder}/first' 2>/dev/null; then
  pid=$$
  until tr '\\0' ' ' <"/proc/$pid/cmdline" | grep -q CoarseGrainedExecutorBackend; do
    pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
    [ "$pid" -gt 1 ] || exit 1
  done
  echo "$pid" >'{folder}/killed'
  kill -KILL "$pid"
fi
exec '{binary}' "$@"
"""


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("--maa", default=os.environ.get("MAA_BINARY", str(HERE.parent / ".build/release/maa")))
    binary = os.path.abspath(parser.parse_args().maa)
    with tempfile.TemporaryDirectory() as folder:
        session = write_world(folder, binary)
        whole = subprocess.run([binary, "stage", "whole", "--session", session], check=True, capture_output=True).stdout
        steps = [None, "join", "observe"]
        failures = sum(not check(step, whole, session, binary) for step in steps)
    print(f"{len(steps) - failures} passed, {failures} failed")
    return 1 if failures else 0


def write_world(folder, binary):
    rng = worlds.random.Random(7)
    for number in range(3):
        worlds.write_log(f"{folder}/log{number}.jsonl", 1_000, rng)
    return worlds.write_session(folder, rng, binary)


def check(step, whole, session, binary):
    """Whether Spark gives the bytes of one process, and has lost just what was killed when the step began."""
    with tempfile.TemporaryDirectory() as folder:
        made = spark(folder, session, killer(folder, step, binary) if step else binary)
        killed = pathlib.Path(folder, "killed").exists()
        executors, tasks = losses(folder)
    as_killed = killed and executors == 1 and tasks > 0 if step else not killed and executors == 0
    print(f"{CLUSTER}, {f'an executor killed in {step}' if step else 'nothing killed'}: "
          f"{'same bytes' if made == whole else 'OTHER BYTES'}, {whole.count(bytes([10]))} units; "
          f"executors lost: {executors}, tasks with them: {tasks}{'' if as_killed else ' (NOT AS KILLED)'}", flush=True)
    return made == whole and as_killed


def killer(folder, step, binary):
    path = pathlib.Path(folder, "maa")
    path.write_text(KILLER.format(step=step, folder=folder, binary=binary), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def spark(folder, session, binary):
    """What Spark gives; its events are written to the folder."""
    settings = {"spark.eventLog.enabled": "true", "spark.eventLog.compress": "false",
                "spark.eventLog.dir": pathlib.Path(folder, "events").as_uri()}
    os.mkdir(f"{folder}/events")
    submit = " ".join(f"--conf {name}={value}" for name, value in settings.items()) + " pyspark-shell"
    environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    environment["PYSPARK_SUBMIT_ARGS"] = submit
    words = [sys.executable, str(HERE / "spark.py"), session, "--master", CLUSTER, "--maa", binary, "--parts", "4",
             "--block", "200"]
    process = subprocess.run(words, cwd=folder, capture_output=True, env=environment)
    if process.returncode != 0:
        print(process.stderr.decode()[-2_000:], file=sys.stderr)
    return process.stdout


def losses(folder):
    """How many executors Spark lost, and how many tasks with them."""
    executors = tasks = 0
    for path in pathlib.Path(folder, "events").glob("*/events_*"):
        for line in path.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            # Those that end with the application are not removed before it ends.
            executors += event["Event"] == "SparkListenerExecutorRemoved"
            tasks += event.get("Task End Reason", {}).get("Reason") == "ExecutorLostFailure"
    return executors, tasks


if __name__ == "__main__":
    sys.exit(main())

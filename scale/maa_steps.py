"""The steps of `maa stage` as functions over lines, for whoever spreads them over processes or machines.

A line is a record as text, without its newline. docs/scale.md says what the steps take and give.
"""

import hashlib
import itertools
import json
import os
import subprocess
import threading


class Maa:
    """One session, one binary. `options` are words for every call, such as `--set data=logs/a.jsonl`."""

    def __init__(self, session, binary=None, options=()):
        self.session = session
        self.binary = binary or os.environ.get("MAA_BINARY", "maa")
        self.options = list(options)
        # Workers stand elsewhere than whoever named the logs.
        self.folder = os.getcwd()

    def run(self, step, lines=(), **files):
        """Lines that the step gives for these lines. `files` are its other options."""
        words = [self.binary, "stage", step, "--session", self.session, *self.options]
        for name, value in files.items():
            words += [f"--{name}", str(value)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=self.folder)
        errors = []
        feeding = threading.Thread(target=_feed, args=(process.stdin, lines), daemon=True)
        reading = threading.Thread(target=lambda: errors.append(process.stderr.read()), daemon=True)
        feeding.start()
        reading.start()
        for line in process.stdout:
            yield line.rstrip(b"\n").decode()
        feeding.join()
        reading.join()
        if process.wait() != 0:
            raise RuntimeError(f"maa stage {step} ended with {process.returncode}: {errors[0].decode().strip()}")

    def logs(self):
        return json.loads(next(iter(self.run("plan"))))["logs"]


def _feed(pipe, lines):
    try:
        with pipe:
            for line in lines:
                pipe.write(line.encode() + b"\n")
    except BrokenPipeError:
        pass  # The step has said why by itself.


def record(line):
    return json.loads(line)


def kind(line):
    """Without reading all of it: `part` is the first field."""
    return line[9:line.index('"', 9)]


def key(wording):
    return f"{wording['type']} {wording['anchor']}"


def share(text, parts):
    """Of a text, the same everywhere."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % parts


def components(rulings_line):
    """The key that stands for each of those that rulings bring together."""
    together = record(rulings_line)["together"]
    return {each: keys[0] for keys in together for each in keys}


# The version of the records, as the program has it (docs/scale.md).
JOB = '{"part":"job","v":"2"}'
AGAINST = '{"part":"against","v":"2"}'


def blocks_of(count, largest):
    """Into how many blocks a key of so many wordings is cut, so that none is expected to be much over `largest`."""
    return max(1, -(-count // largest))


def block_jobs(blocks):
    """Pairs of blocks, each once; a block with itself among them."""
    return [(a, b) for a in range(blocks) for b in range(a, blocks)]


def job_lines(first, second=None):
    """One job of `join`: a block with itself, or two."""
    yield JOB
    yield from first
    if second is not None:
        yield AGAINST
        yield from second


def flat(lists):
    return list(itertools.chain.from_iterable(lists))

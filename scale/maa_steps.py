"""The steps of `maa stage` as functions over lines, for whoever spreads them over processes or machines.

A line is a record as text, without its newline. docs/scale.md says what the steps take and give.
"""

import collections
import contextlib
import hashlib
import heapq
import itertools
import json
import math
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
        process = self.begun(step, files)
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

    def abandon(self, step, lines, **files):
        """A try of the step that is killed on its way: it has had these lines, and nobody hears what it says."""
        process = self.begun(step, files)
        for pipe in (process.stdout, process.stderr):
            threading.Thread(target=pipe.read, daemon=True).start()
        with contextlib.suppress(BrokenPipeError):
            for line in lines:
                process.stdin.write(line.encode() + b"\n")
        process.kill()
        process.wait()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()

    def begun(self, step, files):
        words = [self.binary, "stage", step, "--session", self.session, *self.options]
        for name, value in files.items():
            words += [f"--{name}", str(value)]
        pipe = subprocess.PIPE
        return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=self.folder)

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


# The version of the records, as the program has it (docs/scale.md).
JOB = '{"part":"job","v":"2"}'
AGAINST = '{"part":"against","v":"2"}'

# Comparing so many wordings takes no longer than the start of a process.
SMALLEST_BLOCK = 1_000


def pairs_within(count):
    return count * (count - 1) // 2


def block_size(every_pair, parts):
    """So that no job compares more than half of what a part has to: then parts can be made about equal."""
    return max(SMALLEST_BLOCK, math.isqrt(every_pair // (2 * parts)))


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


def dealt(sizes, parts):
    """The part of each, so that parts are about as large: the largest first, to the least part so far (Graham 1969)."""
    heap = [(0, part) for part in range(parts)]
    part_of = [0] * len(sizes)
    for place in sorted(range(len(sizes)), key=lambda place: -sizes[place]):
        load, part = heap[0]
        part_of[place] = part
        heapq.heapreplace(heap, (load + sizes[place], part))
    return part_of


class Links:
    """Who is linked with whom, over others too: disjoint sets, each known by its least name."""

    def __init__(self):
        self.parent = {}

    def root(self, name):
        parent = self.parent
        while (above := parent.get(name, name)) != name:
            parent[name] = name = parent.get(above, above)
        return name

    def unite(self, a, b):
        a, b = self.root(a), self.root(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)

    def all(self):
        """Each name and the least it is linked with. The order in which they were linked says nothing."""
        return [(name, self.root(name)) for name in list(self.parent)]


def linked_by_pairs(pairs):
    """Of the links between wordings that pairs make, as many as are needed."""
    links = Links()
    for line in pairs:
        pair = record(line)
        links.unite(pair["a"], pair["b"])
    return [(name, least) for name, least in links.all() if name != least]


def linked_by_rulings(rulings, named):
    """Links between wordings that rulings hold in one unit: wordings placed apart would not follow each other."""
    blocs, names = Links(), collections.defaultdict(set)
    for ruling, a, b in record(rulings)["rulings"]:
        if ruling == "same":
            blocs.unite(a, b)
            names[a[:8]].add(a)
            names[b[:8]].add(b)
    members = collections.defaultdict(list)
    for wording in {record(line)["wording"] for line in named}:
        for name in names.get(wording[:8], ()):
            if wording.startswith(name):
                members[blocs.root(name)].append(wording)
    return flat(itertools.pairwise(sorted(each)) for each in members.values())


def flat(lists):
    return list(itertools.chain.from_iterable(lists))

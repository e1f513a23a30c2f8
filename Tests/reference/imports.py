#!/usr/bin/env python3
"""Counts what other tools' logs hold, independently of the importers: their tests compare.

usage: imports.py KIND FOLDER, prints one line of JSON

Nothing here is shared with the importers but the rules that docs/real-logs.md states: what is a batch, an item, a proposal.
"""

import ast
import csv
import json
import pathlib
import re
import sys
from collections import Counter, defaultdict

THRESHOLD = 0.8


def cosine(one, other):
    """The cosine of the tests' own similarity: words in common."""
    a, b = set(one.split(" ")) - {""}, set(other.split(" ")) - {""}
    if not a or not b:
        return 0.0
    return int(len(a & b) / (len(a) * len(b)) ** 0.5 * 10_000 + 0.5) / 10_000


def follow(old, new):
    """Which old text each new one is, by places: equal ones, then the most alike."""
    origins, free = {}, defaultdict(list)
    for place, text in enumerate(old):
        free[text].append(place)
    for place, text in enumerate(new):
        if free[text]:
            origins[place] = free[text].pop(0)
    gone = [i for i in range(len(old)) if i not in origins.values()]
    came = [j for j in range(len(new)) if j not in origins]
    for _, i, j in sorted((-cosine(old[i], new[j]), i, j) for i in gone for j in came if cosine(old[i], new[j]) >= THRESHOLD):
        if i not in origins.values() and j not in origins:
            origins[j] = i
    return origins


class Log:
    def __init__(self):
        self.count = Counter()
        self.outcomes = 0.0

    def add(self, **counts):
        self.count.update(counts)

    def task(self, outcome, items=0):
        self.add(tasks=1, context=items)
        self.outcomes += outcome

    def edits(self, added, changed, removed, applied=True):
        total = added + changed + removed
        self.add(proposals=total, adds=added, removals=removed, applied=total if applied else 0)

    def call(self, entries):
        if entries:
            self.add(calls=1, scores=entries)

    def become(self, old, new, keyed):
        """Compares two states, each a list of (id, text)."""
        if keyed:
            before, after = dict(old), dict(new)
            self.edits(len(after.keys() - before.keys()),
                       sum(before[k] != after[k] for k in before.keys() & after.keys()), len(before.keys() - after.keys()))
            return
        origins = follow([text for _, text in old], [text for _, text in new])
        found = set(origins.values())
        self.edits(len(new) - len(origins), sum(old[i][1] != new[j][1] for j, i in origins.items()), len(old) - len(found))
        return origins

    def votes(self, before, after):
        """Counters (helpful, harmful) by item: what they gained. One that went down begins anew."""
        for key, (helpful, harmful) in after.items():
            old = before.get(key, (0, 0))
            if helpful >= old[0] and harmful >= old[1]:
                self.add(helpful=helpful - old[0], harmful=harmful - old[1])

    def result(self):
        names = ["batches", "items", "proposals", "adds", "removals", "applied", "calls", "scores", "tasks", "context", "evals", "helpful", "harmful"]
        return {name: self.count[name] for name in names} | {"outcomes": round(self.outcomes, 6)}


def load(path):
    return json.loads(path.read_text())


def lines(path):
    return [json.loads(line) for line in path.read_text().split("\n") if line.strip()]


def number(path):
    return int(re.findall(r"\d+", path.name)[0])


def ace_appworld(folder, log):
    states = []
    for file in sorted(folder.glob("playbook_*.txt"), key=number):
        states.append(re.findall(r"^\[(\S+-\d+)\] (.*)$", file.read_text(), re.M))
    log.add(items=len(states[0]), batches=len(states) - 1)
    for old, new in zip(states, states[1:]):
        log.become(old, new, keyed=True)


def ace_git_playbooks(folder, log):
    labels = set()
    for role in sorted(folder.iterdir()):
        files = sorted(role.glob("*.md"))
        rows = [re.findall(r"^- \[(\S+)\] helpful=(\d+) harmful=(\d+) :: (.*?)\s*$", f.read_text(), re.M) for f in files]
        states = [[(id, text) for id, _, _, text in one] for one in rows]
        counters = [[(int(helpful), int(harmful)) for _, helpful, harmful, _ in one] for one in rows]
        renumbered = any(t in dict((b, a) for a, b in new) and dict((b, a) for a, b in new)[t] != i
                         for old, new in zip(states, states[1:]) for i, t in old)
        log.add(items=len(states[0]))
        keys = [id for id, _ in states[0]]
        log.votes({}, dict(zip(keys, counters[0])))
        last = dict(zip(keys, counters[0]))
        for place, (old, new) in enumerate(zip(states, states[1:]), 1):
            origins = log.become(old, new, keyed=not renumbered)
            if renumbered:
                keys = [keys[origins[j]] if j in origins else f"{place}.{j}" for j in range(len(new))]
            else:
                keys = [id for id, _ in new]
            log.votes(last, dict(zip(keys, counters[place])))
            last |= dict(zip(keys, counters[place]))
        # Of one commit, all roles are one moment; the very first moment begins the log.
        labels |= {f.stem.split("-")[1] for f in files}
    log.add(batches=len(labels) - 1)


def ace_json_playbooks(folder, log):
    def bullets(path):
        return [(b["id"], b["title"].strip() + "\n\n" + b["content"].strip()) for b in load(path)["bullets"]]

    runs = sorted(re.findall(r"initial_(\S+)\.json", " ".join(f.name for f in folder.glob("playbook_initial_*"))))
    events = []
    for run in runs:
        epochs = load(folder / f"offline_adaptation_{run}.json")["results"]["epochs"]
        log.add(evals=len(epochs))
        events.append((run.replace("_", ""), 0, folder / f"playbook_initial_{run}.json", 0))
        events.append((run.replace("_", ""), 2, folder / f"playbook_final_{run}.json", len(epochs)))
    for file in folder.glob("*delta*.json"):
        delta = load(file)
        assert not (delta["edits"] + delta["merges"] + delta["deprecations"])
        events.append((re.sub(r"\D", "", delta["timestamp"])[:14], 1, delta["new_bullets"], 1))
    bank, last = None, {}
    for _, rank, state, batches in sorted(events, key=lambda e: e[:2]):
        if rank == 1:
            log.add(batches=1, proposals=len(state), adds=len(state))
            continue
        counters = {b["id"]: (b["helpful_count"], b["harmful_count"]) for b in load(state)["bullets"]}
        state = bullets(state)
        if bank is None:
            log.add(items=len(state))
        else:
            log.add(batches=batches or int(state != bank))
            log.become(bank, state, keyed=True)
        log.votes(last, counters)
        last |= counters
        bank = state
    for file in folder.glob("appworld_eval_*.json"):
        log.add(batches=1)
        for arm in load(file).values():
            for result in arm.get("results", []) if isinstance(arm, dict) else []:
                log.task(float(result["success"]))


def ace_skillbook(folder, log):
    books = [load(f)["skills"] for f in sorted(folder.glob("skillbook_*.json"))]
    log.add(items=len(books[0]), batches=len(books) - 1)
    for old, new in zip(books, books[1:]):
        log.become([(k, v["content"]) for k, v in old.items()], [(k, v["content"]) for k, v in new.items()], keyed=True)
        log.votes(*[{k: (v["helpful"], v["harmful"]) for k, v in book.items()} for book in (old, new)])


def alphaopt(folder, log):
    insights = load(folder / "library.json")
    log.add(batches=len({i["iteration"] for i in insights}))
    log.edits(len(insights), 0, 0)
    for insight in insights:
        log.add(helpful=len(set(insight["distribution"]["positive"])), harmful=len(set(insight["distribution"]["negative"])))


def dynamic_cheatsheet(folder, log):
    def right(row):
        try:
            left, value = row["final_answer"].replace("×", "*").replace("÷", "/").split("=")
            asked, target = row["raw_input"].split("=")
            names = {type(n) for n in ast.walk(ast.parse(left.strip(), mode="eval"))}
            plain = names <= {ast.Expression, ast.BinOp, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div}
            worth = eval(compile(ast.parse(left.strip(), mode="eval"), "", "eval"))  # nothing but numbers and operators
            same = re.findall(r"\d+", left) == re.findall(r"\d+", asked)
            return plain and same and abs(worth - float(target)) < 1e-6 and abs(worth - float(value)) < 1e-6
        except (SyntaxError, ValueError, ZeroDivisionError):
            return False

    alone, sheets = {}, []
    for file in sorted((folder / "MathEquationBalancer").glob("*.jsonl")):
        rows = lines(file)
        if all(step["current_cheatsheet"] is None for row in rows for step in row["steps"]):
            alone = {row["raw_input"]: right(row) for row in rows}
        else:
            sheets = rows
    bank = []
    for row in sheets:
        blocks = re.findall(r"<memory_item>(.*?)</memory_item>", row["steps"][0]["current_cheatsheet"], re.S)
        state = [("", re.sub(r"</?(description|example)>", "", block).strip()) for block in blocks]
        log.become(bank, state, keyed=False)
        bank = state
        log.add(batches=1)
        log.task(right(row), len(state))
        if row["raw_input"] in alone:
            log.task(alone.pop(row["raw_input"]))
    log.add(batches=1)
    for outcome in alone.values():
        log.task(outcome)


def memento(folder, log):
    rows = lines(folder / "training_data.jsonl")
    log.add(batches=3)
    log.edits(len({(r["case"], r["plan"]) for r in rows + lines(folder / "memory.jsonl")}), 0, 0)
    shown = defaultdict(set)
    for row in rows:
        shown[row["query"], row["truth_label"]].add((row["case"], row["plan"]))
    for (_, outcome), cases in shown.items():
        log.task(float(outcome), len(cases))
    for row in lines(folder / "dummy_memo.jsonl"):
        log.task(float(row["reward"]))
        log.edits(1, 0, 0)


def reasoningbank(folder, log):
    for name in ("phase1_uniprot_subset_memory.json", "seed_strategies.json"):
        items = load(folder / name)
        seeds = sum(item["src"] == "seed" for item in items)
        log.add(items=seeds, batches=int(len(items) > seeds))
        log.edits(len(items) - seeds, 0, 0)
    log.add(batches=1)
    for task in load(folder / "s3_judged_results.json")["task_results"]:
        for strategy in task["strategy_results"].values():
            for rollout in strategy["rollouts"]:
                log.task(float(rollout["judgment"]["success"]))


def reflexion(folder, log):
    memories, solved = defaultdict(list), set()
    for file in sorted(folder.glob("env_results_trial_*.json"), key=number):
        log.add(batches=1)
        trial = load(file)
        for env in trial:
            if env["name"] not in solved:
                log.task(float(env["is_success"]), min(3, len(memories[env["name"]])))
        for env in trial:
            solved |= {env["name"]} if env["is_success"] else set()
            known = memories[env["name"]]
            assert env["memory"][:len(known)] == known
            log.edits(len(env["memory"]) - len(known), 0, 0)
            memories[env["name"]] = env["memory"]


def reme(folder, log):
    for file in folder.glob("*.jsonl"):
        memories = lines(file)
        log.add(batches=len({m["time_created"][:16] for m in memories}))
        log.edits(len(memories), 0, 0)


def skillx(folder, log):
    runs = set()
    for file in (folder / "appworld").glob("*/*.jsonl"):
        seen = Counter()
        for row in lines(file):
            runs.add(("appworld", seen[row["task_id"]]))
            seen[row["task_id"]] += 1
            log.task(row["after_score"])
    for file in (folder / "bfcl").glob("*/*.jsonl"):
        seen = Counter()
        for row in lines(file):
            runs.add(("bfcl", seen[row["task_id"]]))
            seen[row["task_id"]] += 1
            log.task(row["score"])
    for file in (folder / "tau2-bench").glob("*/*.json"):
        for simulation in load(file)["simulations"]:
            runs.add(("tau2", simulation["trial"]))
            log.task(simulation["reward_info"]["reward"])
    log.add(batches=len(runs))


def main():
    kind, folder = sys.argv[1:]
    log = Log()
    globals()[kind](pathlib.Path(folder), log)
    print(json.dumps(log.result()))


main()

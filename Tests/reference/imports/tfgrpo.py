"""What is in files of Training-Free GRPO, counted without maa: python3 tfgrpo.py FOLDER prints JSON.

The series of states are told by hand here: which files belong together was looked up, not computed.
"""

import json
import pathlib
import re
import sys


def quoted(text):
    """The instructions of an agent, from YAML in double or single quotes as PyYAML writes them."""
    start = text.index("instructions: ") + len("instructions: ")
    mark = text[start]
    body = re.compile(r'"((?:[^"\\]|\\.)*)"' if mark == '"' else r"'((?:[^']|'')*)'", re.S).match(text, start)[1]
    if mark == '"':
        body = re.sub(r"\\\n\s*", "", body)
        body = re.sub(r"\s*\n\s*", " ", body)
        return json.loads('"' + body.replace("\\ ", " ").replace("\t", "\\t") + '"')
    body = body.replace("''", "'")
    parts = [part.strip() for part in body.split("\n")]
    out = parts[0]
    empty = 0
    for part in parts[1:]:
        if not part:
            empty += 1
            continue
        out += ("\n" * empty if empty else " ") + part
        empty = 0
    return out


def agent(path):
    instructions = quoted(path.read_text())
    return re.findall(r"(?m)^\[G\d+\]\. (.*)$", instructions)


def dumps(path):
    out = []
    for one in json.loads(path.read_text())["l0_experiences"]:
        if one["original_id"] == "G0":
            out.append([])
        out[-1].append(one["content"])
    unique = []
    for dump in out:
        if set(dump) not in [set(other) for other in unique]:
            unique.append(dump)
    return unique


def moved(series):
    """Additions and removals; a change counts as one of each."""
    before, total = set(), 0
    for state in series:
        now = set(state)
        total += len(now - before) + len(before - now)
        before = now
    return total


def main(folder):
    judge = {path.stem: json.loads(path.read_text()) for path in (folder / "llm_judge").glob("*.json")}
    texts = {name: list(one["experiences"].values()) for name, one in judge.items()}
    levels = sorted((folder / "tf-llm").glob("*.json"))
    steps = ["judge_step0_round0", "judge_step0_round1", "judge_step1_round0", "judge_step1_round1", "judge_step2_round0"]
    series = [
        [agent(folder / "youtu-agent/math_practice_agent.yaml"), texts["judge_standalone"]],
        [agent(folder / "youtu-agent/web_practice_agent.yaml")],
        [texts["judge_step2_round1"]],
        [texts[name] for name in steps],
    ] + [dumps(path) for path in levels]
    above = [
        one["content"] for path in levels for name in ("l1_experiences", "l2_experiences") for one in json.loads(path.read_text())[name]
    ]
    stretches = 0
    for path in levels:
        for name in ("l1_experiences", "l2_experiences"):
            last = None
            for one in json.loads(path.read_text())[name]:
                stretches += one["step"] != last
                last = one["step"]
    prompts = [json.loads(path.read_text())["user_prompt"] for path in (folder / "prompts").glob("*.json")]
    rewards = [float(found) for text in prompts for found in re.findall(r"(?m)^Attempt \d+ \(Reward ([\d.]+)\)", text)]
    lines = [json.loads(line) for line in (folder / "summary.jsonl").read_text().splitlines()]
    sets = json.loads((folder / "experience_set_comparison.json").read_text())["results"]
    rulings = [
        one["classification"] for single in judge.values() for one in {x["experience_id"]: x for x in reversed(single["individual_scores"])}.values()
    ]
    return {
        "moved": moved_all(series) + len(above),
        "unapplied": sum(len(re.findall(r'(?m)^  "operation": "', text)) for text in prompts),
        "tasks": len(rewards),
        "outcomes": sum(rewards),
        "evals": len(lines),
        "bundles": sum(bool(one["experience_ids"]) for one in sets.values()),
        "bundled": sum(len(one["experience_ids"]) for one in sets.values()),
        "votes": sum(ruling in ("HELPFUL", "HARMFUL") for ruling in rulings),
        # Agents, judgements, steps of levels, stretches above them, two prompts, the sets and the lines.
        "batches": 2 + len(judge) + sum(len(dumps(path)) for path in levels) + stretches + 2 + 1 + len(lines),
    }


def moved_all(series):
    return sum(moved(one) for one in series)


if __name__ == "__main__":
    print(json.dumps(main(pathlib.Path(sys.argv[1]))))

"""Figures of one run: how many times as fast as a named peer, turn by turn, kept so that a later run can be held against them."""

import json
import os
import statistics

# Turns of one run differ by so much on a machine that does other things, too.
LEAST_NOISE = 0.08


def record(name, peer, ratios, aim=None):
    """Keeps `ratios`, each the peer's time over ours in one turn, for whoever runs all benchmarks; more is better."""
    path = os.environ.get("MAA_FIGURES")
    if path:
        figure = {"name": name, "peer": peer, "ratios": [round(ratio, 4) for ratio in ratios], "aim": aim}
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(figure) + "\n")


def in_turns(theirs, ours, turns=5):
    """Ratios of many short times: medians of so many stretches of them."""
    size = len(ours) // turns
    middle = lambda times, turn: statistics.median(times[turn * size : (turn + 1) * size])
    return [middle(theirs, turn) / middle(ours, turn) for turn in range(turns)]


def middle(figure):
    return statistics.median(figure["ratios"])


def change(then, now):
    """`slower` or `faster` where no turn of one is within the turns of the other and the medians are further apart than
    noise, else an empty word."""
    if middle(now) < middle(then) * (1 - LEAST_NOISE) and max(now["ratios"]) < min(then["ratios"]):
        return "slower"
    if middle(now) > middle(then) * (1 + LEAST_NOISE) and min(now["ratios"]) > max(then["ratios"]):
        return "faster"
    return ""


def row(figure, before=None):
    """The cells of a figure: what, against whom, how many times as fast, from and to, the aim, before."""
    low, high = min(figure["ratios"]), max(figure["ratios"])
    aim = figure["aim"]
    kept = "" if aim is None else f"{aim:g}" if middle(figure) >= aim else f"{aim:g}, missed"
    cells = [figure["name"], figure["peer"], f"{middle(figure):.2f}", f"{low:.2f} to {high:.2f}", kept]
    return cells if before is None else cells + [f"{middle(before):.2f}", change(before, figure)]


def markdown(figures):
    """The table of docs/performance.md."""
    lines = ["| what | against | times as fast | turns | aim |", "|---|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(row(figure)) + " |" for figure in figures]) + "\n"

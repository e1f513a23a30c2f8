from __future__ import annotations

import gc
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pytest
from maa import Ended, Interrupted, MaaError, Session

pytestmark = pytest.mark.usefixtures("binary")
ENDLESS = "sql with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"


@pytest.fixture
def s(root):
    with Session(options=["--no-cache"], cwd=root, progress=None) as session:
        yield session


def test_statements_give_what_they_say(s):
    answer = s("load datasets/kitchen.jsonl\n# a note\nevidence --by n --limit 2")
    assert [step.number for step in answer] == [1, 2, 3]
    assert "kitchen.jsonl" in answer.text and answer.steps[0].statement.startswith("load datasets/kitchen.jsonl --sha256")
    assert answer.table.columns[:2] == ["unit", "type"] and len(answer.table) == 2
    assert "U17" in repr(answer.table) and "<table" in answer.table._repr_html_()
    drawn = s("plot heat --limit 3").steps[0].bundles
    assert {"image/svg+xml", "application/vnd.vegalite.v5+json", "text/plain"} <= set(drawn[0])
    assert drawn[0]["application/vnd.vegalite.v5+json"]["$schema"].startswith("https://vega")


def test_errors_have_message_hint_and_place(s):
    s("load datasets/kitchen.jsonl")
    with pytest.raises(MaaError) as fault:
        s("note stands; evidense; note never")
    assert (fault.value.exit, fault.value.hint) == (2, "help lists them all")
    with pytest.raises(MaaError, match="no wording nosuch"):
        s("note stands; evidence nosuch")
    assert [step.statement for step in s("history")] and "stands" in s("history").text
    with pytest.raises(MaaError, match="nosuch.jsonl"):
        s("load nosuch.jsonl")


def test_problems_of_a_log_say_where(s, tmp_path):
    log = tmp_path / "bad.jsonl"
    log.write_text('{"kind":"batch","batch":1}\n{"kind":"applied","batch":1,"id":"b9"}\n')
    with pytest.raises(MaaError) as fault:
        s(f"load {log}")
    assert "bad.jsonl:2:34: saw" in fault.value.message and "--lenient" in fault.value.hint


def test_every_kind_of_cell_comes_through(s):
    s("load datasets/kitchen.jsonl")
    table = s.sql(
        "select 1 as whole, 0.5 as part, 'é \u4e2d' as text, null as gap, x, y from "
        "(select 1 as x, 'a' as y union all select null, null union all select 3, '')"
    )
    assert table.rows() == [
        (1, 0.5, "é 中", None, 1, "a"),
        (1, 0.5, "é 中", None, None, None),
        (1, 0.5, "é 中", None, 3, ""),
    ]
    assert table.dicts()[1]["x"] is None and table["y"] == ["a", None, ""]
    assert list(table) == table.rows()


def test_frames_hold_the_same(s):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    s("load datasets/kitchen.jsonl")
    for name in ("evidence", "units", "wordings", "observations", "verdicts", "items", "columns", "merges", "decisions"):
        table = s.table(name)
        rows = table.rows()
        assert table.to_polars().rows() == rows
        assert [tuple(row.values()) for row in table.to_arrow().to_pylist()] == rows
        frame = table.to_pandas()
        assert list(frame.columns) == table.columns and len(frame) == len(rows)
        assert frame.astype(object).where(frame.notna(), None).values.tolist() == [list(row) for row in rows]
    assert polars.DataFrame(s.table("units")).height == 41
    frame = s.table("evidence").to_pandas()
    frame.loc[0, "mhat"] = frame.loc[0, "n"] = 7
    assert isinstance(frame, pandas.DataFrame) and frame["mhat"][0] == 7


def test_frames_cost_no_more_than_reading_csv(s, tmp_path):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    s("load datasets/kitchen.jsonl")
    table = s.sql(
        "with recursive c(x) as (select 1 union all select x + 1 from c where x < 20000) select x as n, x * 0.1 as mhat, "
        "'U' || x as unit, case when x % 3 = 0 then null else x end as needed, 'look into drawer number ' || x as content from c"
    )
    file = tmp_path / "t.csv"
    table.to_polars().write_csv(file)

    def least(work) -> float:
        costs = []
        for _ in range(9):
            start = time.perf_counter()
            work()
            costs.append(time.perf_counter() - start)
        return min(costs)

    ours, theirs = least(table.to_polars), least(lambda: polars.read_csv(file))
    print(f"to_polars {ours * 1000:.1f} ms, read_csv {theirs * 1000:.1f} ms")
    assert ours < 2 * theirs
    ours, theirs = least(table.to_pandas), least(lambda: pandas.read_csv(file))
    print(f"to_pandas {ours * 1000:.1f} ms, read_csv {theirs * 1000:.1f} ms")
    assert ours < theirs


def test_pandas_needs_no_pyarrow(root):
    pytest.importorskip("pandas")
    code = (
        "import sys, maa; s = maa.Session(options=['--no-cache']); s('load datasets/kitchen.jsonl');"
        "sys.modules['pyarrow'] = None; t = s.table('evidence'); f = t.to_pandas();"
        "print(f.unit.iloc[0], len(f), list(f.columns) == t.columns)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, env=os.environ)
    assert done.stdout.strip() == "U12 41 True", done.stderr


def test_a_session_is_saved_and_opened(s, root, tmp_path):
    script = tmp_path / "it's $here.maa"
    s("load datasets/kitchen.jsonl; set tau 0.55")
    s.save(script)
    with pytest.raises(MaaError):
        Session(tmp_path / "nosuch.maa")
    again = Session(script, cwd=root, options=["--no-cache"])
    assert again.table("units").rows() == s.table("units").rows()
    s.undo()
    assert len(s.table("units")) == 41


def test_a_review_asks_its_judge(s):
    s("load datasets/kitchen.jsonl")
    said = iter(["different because they say opposite things", "skip", "quit"])
    pages = []
    answer = s("review", judge=lambda page: pages.append(page) or next(said))
    assert len(pages) == 3 and "1 judged" in answer.text
    assert pages[0].tables[0].name == "candidate"
    assert s.table("decisions").dicts()[0]["because"] == "because they say opposite things"
    assert "0 judged" in s("review").text
    with pytest.raises(ZeroDivisionError):
        s("review", judge=lambda page: str(1 / 0))
    assert len(s.table("decisions")) == 1


def test_many_statements_are_pipelined(s):
    s("load datasets/kitchen.jsonl")
    start = time.monotonic()
    answers = s.many(["settings", "evidense", "evidence --limit 1"] * 200)
    took = time.monotonic() - start
    assert isinstance(answers[1], MaaError) and len(answers) == 600
    assert answers[-1].table.rows() == answers[2].table.rows()
    alone = 60.0
    for _ in range(3):
        start = time.monotonic()
        for _ in range(100):
            s("evidence --limit 1")
        alone = min(alone, time.monotonic() - start)
    print(f"{600 / took:.0f} statements a second together, {100 / alone:.0f} one by one")
    assert took < 6 and alone < 1


def test_editors_are_served(s):
    s("load datasets/kitchen.jsonl")
    assert s.complete("é; merges --li") == (10, 14, [("--limit", s.complete("merges --li")[2][0][1])])
    assert {text for text, _ in s.complete("unit U4")[2]} == {"U4", "U40", "U41"}
    assert [s.is_complete(text) for text in ("evidence", "note 'x", r"note $'\q'")] == ["complete", "incomplete", "invalid"]
    assert "help" in s("help evidence").text or s("help evidence").text


def test_an_interrupt_stops_the_statement(s):
    s("load datasets/kitchen.jsonl")
    told: list[float] = []

    def interrupt() -> None:
        time.sleep(0.7)
        told.append(time.monotonic())
        s.interrupt()

    for _ in range(3):
        threading.Thread(target=interrupt).start()
        with pytest.raises(Interrupted):
            s(ENDLESS)
        assert time.monotonic() - told[-1] < 0.3
    assert len(s("evidence").table) == 41


def test_ctrl_c_stops_the_statement_and_keeps_the_session(root):
    code = f"""
import maa, os, signal, threading, time
s = maa.Session(options=['--no-cache'])
s('load datasets/kitchen.jsonl')
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    s({ENDLESS!r})
except KeyboardInterrupt as fault:
    print('stopped', isinstance(fault, maa.MaaError), len(s.table('units')))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, env=os.environ)
    assert done.stdout.strip() == "stopped True 41", done.stderr


def test_progress_is_told(root):
    seen: list[tuple[str, int, int]] = []
    with Session(options=["--no-cache"], cwd=root, progress=lambda *told: seen.append(told)) as s:
        s("load datasets/kitchen.jsonl")
        threading.Timer(0.6, s.interrupt).start()
        with pytest.raises(Interrupted):
            s(ENDLESS)
    assert seen and all(isinstance(stage, str) for stage, _, _ in seen)


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def gone(pid: int, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not is_alive(pid):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("statement", ["", ENDLESS])
def test_the_program_ends_with_a_killed_owner(root, statement):
    code = f"""
import maa, os
s = maa.Session(options=['--no-cache'])
s('load datasets/kitchen.jsonl')
child = os.fork()
if child == 0:
    import time; time.sleep(20); os._exit(0)
print(s.pid, child, flush=True)
s({statement!r}) if {bool(statement)} else input()
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", code], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ
    )
    pid, child = map(int, owner.stdout.readline().split())
    time.sleep(0.5)
    assert is_alive(pid)
    owner.kill()
    owner.wait()
    assert gone(pid, 5)
    os.kill(child, signal.SIGKILL)


def test_a_dropped_session_ends_its_program(root):
    session = Session(cwd=root)
    pid = session.pid
    del session
    gc.collect()
    assert gone(pid, 2)


def test_a_program_that_died_is_said(s):
    os.kill(s.pid, signal.SIGKILL)
    with pytest.raises(Ended, match="ended with status -9"):
        s("settings")
    with pytest.raises(Ended):
        Session(options=["--nosuch"])("settings")


def test_a_fork_has_no_session(s):
    child = os.fork()
    if child == 0:
        try:
            s("settings")
        except Ended as fault:
            os._exit(7 if "parent process" in str(fault) else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    s("settings")


def test_threads_take_turns(s):
    s("load datasets/kitchen.jsonl")
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(s("evidence --limit 7").table))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [7] * 8

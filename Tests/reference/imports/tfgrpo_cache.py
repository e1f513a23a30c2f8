"""Writes a cache as utu/db of youtu-agent declares it (cache_experience, evaluation_data): python3 tfgrpo_cache.py FILE."""

import json
import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as database:
    database.execute(
        "CREATE TABLE cache_experience (id INTEGER NOT NULL, experiment_name VARCHAR, step INTEGER, epoch INTEGER,"
        " batch INTEGER, experiences JSON, timestamp FLOAT, datetime VARCHAR, PRIMARY KEY (id))"
    )
    database.execute(
        "CREATE TABLE evaluation_data (id INTEGER NOT NULL, raw_question VARCHAR NOT NULL, correct BOOLEAN, reward FLOAT,"
        " exp_id VARCHAR NOT NULL, stage VARCHAR NOT NULL, PRIMARY KEY (id))"
    )
    states = [{"G0": "Check units.", "G1": "Look twice."}, {"G0": "Look twice.", "G1": "Be calm."}]
    for step, state in reversed(list(enumerate(states))):
        database.execute(
            "INSERT INTO cache_experience (experiment_name, step, epoch, batch, experiences, timestamp, datetime)"
            " VALUES (?, ?, 0, ?, ?, ?, ?)",
            ("run", step, step, json.dumps(state), 1.0 + step, f"2026-01-0{step + 1}T00:00:00"),
        )
    for question, correct, reward in [("2+2?", None, 0.5), ("3+3?", True, None), ("4+4?", None, None)]:
        database.execute(
            "INSERT INTO evaluation_data (raw_question, correct, reward, exp_id, stage) VALUES (?, ?, ?, 'run', 'judged')",
            (question, correct, reward),
        )
database.close()
print("{}")

"""Writes what is binary of the corpus of maa-fuzz: python3 Tests/reference/fuzz_corpus.py Tests/maa-fuzz/Corpus"""

import gzip
import io
import json
import pathlib
import sqlite3
import sys
import tempfile
import zipfile

CORPUS = pathlib.Path(sys.argv[1])
BUNDLE = pathlib.Path(__file__).parent.parent / "GitTests/Samples/notes.bundle"


def keep(target, name, content):
    """As maa-fuzz lays it out: the file's name in a line before it."""
    folder = CORPUS / f"import-{target}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(f"\x01file:{name}\n".encode() + content)


def database(*statements):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.db"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA page_size = 512")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return path.read_bytes()


def archive(method):
    header = {"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "created": "2026-06-18"}}
    sample = {"id": 1, "epoch": 1, "scores": {"match": {"value": "C"}}}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as members:
        for name, value in (("header.json", header), ("samples/1_epoch_1.json", sample), ("summaries.json", [sample])):
            members.writestr(zipfile.ZipInfo(name), json.dumps(value), compress_type=method)
    return packed.getvalue()


SPAN = {
    "trace_id": "AAAA", "span_id": "q83vASNFZ4k=", "name": "find", "start_time_unix_nano": 1781776801000000000,
    "attributes": {
        "mlflow.spanType": '"RETRIEVER"',
        "mlflow.spanOutputs": '[{"page_content": "Found.", "metadata": {}, "id": "d1"}]',
    },
}

keep(
    "mem0", "history.db", database(
        "CREATE TABLE history (id TEXT, memory_id TEXT, old_memory TEXT, new_memory TEXT, event TEXT, created_at DATETIME,"
        " updated_at DATETIME, is_deleted INTEGER)",
        "INSERT INTO history VALUES ('1', 'a', NULL, 'likes tea', 'ADD', '2026-01-01T10:00:00Z', NULL, 0),"
        " ('2', 'a', 'likes tea', 'likes green tea', 'UPDATE', '2026-01-01T12:00:00Z', NULL, 0),"
        " ('3', 'a', NULL, NULL, 'DELETE', NULL, NULL, 1)"))
keep(
    "mlflow", "mlflow.db", database(
        "CREATE TABLE trace_info (request_id TEXT, experiment_id INT, timestamp_ms INT, status TEXT)",
        "CREATE TABLE spans (trace_id TEXT, span_id TEXT, content TEXT)",
        "CREATE TABLE assessments (trace_id TEXT, name TEXT, assessment_type TEXT, value TEXT, valid INT)",
        "INSERT INTO trace_info VALUES ('tr-1', 1, 1781776800000, 'OK')",
        f"INSERT INTO spans VALUES ('tr-1', 'a', '{json.dumps(SPAN)}')",
        "INSERT INTO assessments VALUES ('tr-1', 'correct', 'feedback', 'true', 1)"))
keep(
    "tfgrpo", "cache.db", database(
        "CREATE TABLE cache_experience (id INTEGER, experiment_name VARCHAR, step INTEGER, epoch INTEGER, batch INTEGER,"
        " experiences JSON, timestamp FLOAT, datetime VARCHAR)",
        """INSERT INTO cache_experience VALUES (1, 'e', 0, 0, 0, '{"G0": "one"}', 1.5, '2026-01-01'),"""
        """ (2, 'e', 1, 0, 1, '{"G0": "one two", "G1": "three"}', 2.5, '2026-01-02')"""))
keep("inspect", "deflated.eval", archive(zipfile.ZIP_DEFLATED))
keep("inspect", "stored.eval", archive(zipfile.ZIP_STORED))
keep("markdown", "notes.bundle", BUNDLE.read_bytes())
keep("table", "scores.csv.gz", gzip.compress(b"step,id,score,baseline\n1,a,3,2\n2,a,4,2\n", mtime=0))

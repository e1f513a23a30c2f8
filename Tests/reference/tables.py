"""Reads exported tables back with the programs they are meant for, and says where a cell is not what was exported.

usage: tables.py FOLDER
For every NAME.cells.json in the folder, which holds what the table is, the files NAME.csv, .tsv, .json, .jsonl, .md and
.tex beside it are read, as far as they are there; where there is none, NAME.json says what the table is. Prints a line for
each difference; the last line counts what was read.
"""

import csv
import glob
import json
import math
import os
import re
import sys
import unicodedata

import duckdb
import pandas
import pypandoc
from markdown_it import MarkdownIt

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
problems = []
count = 0


def spelt(text):
    """CSV knows no control characters: the format's own rule."""
    return CONTROLS.sub(lambda found: "\\u{%x}" % ord(found[0]), text)


def check(where, seen, expected):
    global count
    count += 1
    if seen != expected and len(problems) < 40:
        problems.append(f"{where}: expected {expected!r}, read {seen!r}")


def is_number(field, value):
    seen = float(field)
    return seen == value or (math.isnan(seen) and math.isnan(value))


def check_field(where, field, cell, empty=""):
    """A field of a text format, against a cell in full."""
    kind, value = cell["kind"], cell.get("value")
    if kind == "missing":
        check(where, field, empty)
    elif kind == "text":
        check(where, field, spelt(value))
    elif kind == "number":
        check(where, is_number(field, float(value)), True)
    else:
        check(where, field, str(value))


def check_fields(where, rows, table, empty=""):
    check(f"{where}, rows", len(rows), len(table["rows"]))
    for number, (row, cells) in enumerate(zip(rows, table["rows"])):
        check(f"{where} row {number}, cells", len(row), len(cells))
        for column, (field, cell) in enumerate(zip(row, cells)):
            # The one cell of a row that would be an empty line is written as a quoted empty text.
            blank = "" if len(cells) == 1 else empty
            check_field(f"{where} row {number} column {column}", field, cell, blank)


def names(table):
    return [spelt(column) for column in table["columns"]]


def read_delimited(path, table, delimiter):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter, strict=True))
    check(f"{path} csv, names", rows[0], names(table))
    check_fields(f"{path} csv", rows[1:], table)

    frame = pandas.read_csv(path, sep=delimiter, dtype=str, keep_default_na=False, skip_blank_lines=False)
    check(f"{path} pandas, names", list(frame.columns), names(table))
    check_fields(f"{path} pandas", frame.values.tolist(), table)
    read_numbers(path, table, delimiter)

    columns = {name: "VARCHAR" for name in names(table)}
    found = duckdb.execute(
        "SELECT * FROM read_csv(?, header = true, delim = ?, quote = '\"', escape = '\"', auto_detect = false, "
        "columns = ?, allow_quoted_nulls = false, parallel = false)",
        [path, delimiter, columns],
    )
    check(f"{path} duckdb, names", [column[0] for column in found.description], names(table))
    check_fields(f"{path} duckdb", found.fetchall(), table, empty=None)


def read_numbers(path, table, delimiter):
    """Columns of numbers only, as pandas reads them when nobody tells it their type."""
    frame = pandas.read_csv(path, sep=delimiter, float_precision="round_trip", skip_blank_lines=False)
    for column, name in enumerate(names(table)):
        cells = [row[column] for row in table["rows"]]
        if not cells or any(cell["kind"] not in ("number", "integer", "missing") for cell in cells):
            continue
        for number, cell in enumerate(cells):
            expected = math.nan if cell["kind"] == "missing" else float(cell["value"])
            seen = float(frame[name][number])
            check(f"{path} pandas row {number} {name}", is_number(seen, expected), True)


def value(cell):
    """A cell as JSON has it."""
    if cell["kind"] == "missing":
        return None
    if cell["kind"] == "number":
        number = float(cell["value"])
        return number if math.isfinite(number) else None
    if cell["kind"] == "integer":
        return int(cell["value"])
    return cell["value"] == "true" if cell["kind"] == "flag" else cell["value"]


def read_json(path, table):
    with open(path, encoding="utf-8") as file:
        read = json.load(file)
    check(f"{path} json, name", read["name"], table["name"])
    check(f"{path} json, columns", read["columns"], table["columns"])
    check(f"{path} json, rows", read["rows"], [[value(cell) for cell in row] for row in table["rows"]])


def read_lines(path, table):
    with open(path, encoding="utf-8", newline="\n") as file:
        read = [json.loads(line) for line in file]
    expected = [dict(zip(table["columns"], map(value, row))) for row in table["rows"]]
    check(f"{path} json lines", read, expected)
    if not expected:
        return
    try:
        frame = pandas.read_json(path, lines=True, dtype=False, convert_dates=False, precise_float=True)
        check(f"{path} pandas, names", list(frame.columns), table["columns"])
        check_texts(f"{path} pandas", frame.values.tolist(), table)
    except ValueError as fault:
        # Its reader refuses numbers at the ends of what a double holds; the others read them.
        if "Range error" not in str(fault):
            raise
    found = duckdb.execute(
        "SELECT * FROM read_json(?, format = 'newline_delimited', columns = ?)", [path, column_types(table)])
    check(f"{path} duckdb, names", [column[0] for column in found.description], table["columns"])
    check_texts(f"{path} duckdb", found.fetchall(), table)


def column_types(table):
    """Those of duckdb, which takes texts for times and more where it must guess."""
    types = {}
    for column, name in enumerate(table["columns"]):
        kinds = {row[column]["kind"] for row in table["rows"]} - {"missing"}
        types[name] = "VARCHAR" if kinds == {"text"} else "DOUBLE" if kinds <= {"number", "integer"} else "JSON"
    return types


def check_texts(where, rows, table):
    """Texts to the letter, and the numbers of columns that hold nothing else."""
    check(f"{where}, rows", len(rows), len(table["rows"]))
    for column in range(len(table["columns"])):
        cells = [row[column] for row in table["rows"]]
        kinds = {cell["kind"] for cell in cells} - {"missing"}
        for number, (row, cell) in enumerate(zip(rows, cells)):
            expected = value(cell)
            if kinds == {"text"} and expected is not None:
                check(f"{where} row {number} column {column}", row[column], expected)
            elif kinds <= {"number", "integer"} and expected is not None:
                check(f"{where} row {number} column {column}", float(row[column]), float(expected))


def check_plain(where, seen, cell, kept=str):
    """A cell as people read it: numbers have so many places, white space counts once."""
    kind, value = cell["kind"], cell["value"]
    if kind == "flag":
        return check(where, seen, "yes" if value == "true" else "no")
    if kind != "number":
        return check(where, seen, kept(shown(value)))
    number, seen = float(value), float(seen.replace("\u2212", "-"))
    if not math.isfinite(number):
        return check(where, is_number(seen, number), True)
    room = 0.5000001 * 10 ** -cell["places"] + 1e-15 * abs(number)
    check(where, abs(seen - number) <= room, True)


def single_spaced(text):
    return " ".join(text.split())


def is_unseen(char):
    """What steers the page or is there without being seen, but for what scripts and emoji need."""
    code = ord(char)
    if char in "\u200c\u200d" or 0xFE00 <= code <= 0xFE0F:
        return False
    ignorable = (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")
        or code in ignorable
        or 0xE0000 <= code <= 0xE0FFF
        or code & 0xFFFE == 0xFFFE
    )


def shown(text):
    """A text as people read it."""
    text = re.sub("\r\n|\r", "\n", text).replace("\n", " ")
    return single_spaced("".join("\\u{%x}" % ord(char) if is_unseen(char) else char for char in text))


def read_markdown(path, table):
    with open(path, encoding="utf-8", newline="\n") as file:
        tokens = MarkdownIt("commonmark").enable("table").parse(file.read())
    rows = []
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(single_spaced("".join(map(inline_text, token.children))))
    check_page(path, rows, table)


def inline_text(token):
    if token.type in ("text", "text_special", "softbreak", "hardbreak"):
        return token.content or " "
    return " " if token.type == "html_inline" and token.content == "<br>" else f"<{token.type} {token.content}>"


def check_page(path, rows, table, kept=str):
    check(f"{path} names", rows[0], [kept(shown(name)) for name in table["columns"]])
    check(f"{path} rows", len(rows) - 1, len(table["rows"]))
    for number, (row, cells) in enumerate(zip(rows[1:], table["rows"])):
        check(f"{path} row {number}, cells", len(row), len(cells))
        for column, (field, cell) in enumerate(zip(row, cells)):
            where = f"{path} row {number} column {column}"
            if cell["kind"] == "missing":
                check(where, field in ("", "–", "--"), True)
            else:
                check_plain(where, field, cell, kept)


# Commands of LaTeX itself that pandoc does not know.
COMMANDS = "\\newcommand{\\textbar}{$|$}\n\\newcommand{\\textasciigrave}{\\`{}}\n"
# How sparklines are set.
BLOCK = re.compile(r"\\rule\{0\.4em\}\{0\.([1-8])em\}")


def read_latex(path, table):
    with open(path, encoding="utf-8", newline="\n") as file:
        source = COMMANDS + BLOCK.sub(lambda found: chr(0x2580 + int(found[1])), file.read())
    # Pandoc takes a number that follows for an argument.
    source = source.replace("\\endfoot\n", "\\endfoot{}\n")
    document = json.loads(pypandoc.convert_text(source, "json", format="latex-smart"))
    tables = [block for block in document["blocks"] if block["t"] == "Table"]
    check(f"{path} pandoc, tables", len(tables), 1)
    for found in tables:
        _, _, _, head, bodies, _ = found["c"]
        rows = head[1] + [row for body in bodies for row in body[2] + body[3]]
        # Typesetting makes a closing quote of an apostrophe, in other programs too.
    straight = [[single_spaced(plain(cell[4])).replace("\u2019", "'") for cell in row[1]] for row in rows]
    check_page(path, straight, table, typeset)


def typeset(text):
    """Tabs are spaces in LaTeX."""
    return single_spaced(text.replace("\u2019", "'").replace("\\u{9}", " "))


def plain(node):
    """The text of a piece of pandoc's tree."""
    if isinstance(node, list):
        return "".join(map(plain, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return content
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "RawInline"):
        return content[1]
    return plain(content[-1] if kind in ("Span", "Link", "Quoted") else content)


READERS = {
    "csv": lambda path, table: read_delimited(path, table, ","),
    "tsv": lambda path, table: read_delimited(path, table, "\t"),
    "json": read_json,
    "jsonl": read_lines,
    "md": read_markdown,
    "tex": read_latex,
}


def tables(folder):
    paths = set(glob.glob(os.path.join(glob.escape(folder), "*.json")))
    for path in sorted(paths):
        name = path.removesuffix(".json").removesuffix(".cells")
        if path.endswith(".cells.json"):
            with open(path, encoding="utf-8") as file:
                yield name, json.load(file)
        elif f"{name}.cells.json" not in paths:
            with open(path, encoding="utf-8") as file:
                yield name, as_cells(json.load(file))


def as_cells(table):
    """What another program's reading of the JSON says that the table is."""
    rows = [[as_cell(value) for value in row] for row in table["rows"]]
    return {"name": table["name"], "columns": table["columns"], "rows": rows}


def as_cell(value):
    if value is None:
        return {"kind": "missing"}
    if isinstance(value, bool):
        return {"kind": "flag", "value": "true" if value else "false"}
    kinds = {str: "text", int: "integer", float: "number"}
    return {"kind": kinds[type(value)], "value": str(value), "places": 2}


def main(folder):
    csv.field_size_limit(1 << 30)
    files = 0
    for name, table in tables(folder):
        for ending, read in READERS.items():
            path = f"{name}.{ending}"
            if os.path.exists(path):
                files += 1
                try:
                    read(path, table)
                except Exception as error:  # A reader that gives up is what this looks for.
                    problems.append(f"{path}: {type(error).__name__}: {error}")
    for problem in problems:
        print(problem.replace(folder, ""))
    print(f"{files} files, {count} comparisons, {len(problems)} differences")
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))

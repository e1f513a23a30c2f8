"""Reads a notebook by nbformat, which Jupyter does, and says as JSON what is in it: usage notebook.py FILE."""

import collections
import json
import sys

import nbformat

notebook = nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT)
nbformat.validate(notebook)
kinds = collections.Counter(cell.cell_type for cell in notebook.cells)
forms = sorted({form for cell in notebook.cells for out in cell.get("outputs", []) for form in out.get("data", {})})
first = next(cell for cell in notebook.cells if cell.cell_type == "code")
print(json.dumps({
    "version": [notebook.nbformat, notebook.nbformat_minor], "kinds": kinds, "forms": forms, "first": first.source,
    "language": notebook.metadata.language_info.name,
}))  # fmt: skip

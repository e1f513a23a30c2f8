"""What the compiler knows of the tree: which file defines which symbol, and which file uses it.

Swift writes an index beside what it builds (`swift build --enable-index-store`); libIndexStore, which comes with the
toolchain, reads it. The symbols are the compiler's own, so nothing here guesses from names.
"""

import ctypes
import os
import pathlib
import shutil
from collections import namedtuple

# Numbers of indexstore.h.
DEFINITION, REFERENCE, IMPLICIT = 1 << 1, 1 << 2, 1 << 8
CHILD_OF, BASE_OF, OVERRIDE_OF, EXTENDED_BY = 1 << 9, 1 << 10, 1 << 11, 1 << 14
ACCESSOR_OF, CONTAINED_BY = 1 << 15, 1 << 16
KINDS = {
    1: "module", 5: "enum", 6: "struct", 7: "class", 8: "protocol", 9: "extension", 11: "typealias", 12: "function",
    13: "variable", 15: "case", 16: "method", 17: "class method", 18: "static method", 19: "property",
    20: "class property", 21: "static property", 22: "init", 23: "deinit", 25: "parameter",
}
ACCESS = {1 << 17: "private", 1 << 18: "fileprivate", 3 << 17: "internal", 1 << 19: "package", 3 << 18: "public"}
RECORD = 2

Symbol = namedtuple("Symbol", "usr name kind access")
Occurrence = namedtuple("Occurrence", "symbol line column roles relations")


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode() if self.length else ""


def library():
    """libIndexStore beside the compiler in use."""
    swift = pathlib.Path(shutil.which("swiftc") or "swiftc").resolve()
    found = next(
        (folder / "lib" / "libIndexStore.so" for folder in swift.parents if (folder / "lib/libIndexStore.so").exists()),
        "libIndexStore.so")
    store = ctypes.CDLL(str(found))
    pointer, text, unsigned = ctypes.c_void_p, Text, ctypes.c_uint64
    for name, result in {
        "store_create": pointer, "unit_reader_create": pointer, "record_reader_create": pointer,
        "unit_reader_get_main_file": text, "unit_reader_get_module_name": text, "unit_dependency_get_name": text,
        "symbol_get_name": text, "symbol_get_usr": text, "symbol_get_kind": ctypes.c_int,
        "symbol_get_properties": unsigned, "occurrence_get_symbol": pointer, "occurrence_get_roles": unsigned,
        "symbol_relation_get_symbol": pointer, "symbol_relation_get_roles": unsigned,
        "unit_dependency_get_kind": ctypes.c_int, "unit_reader_is_system_unit": ctypes.c_bool,
    }.items():
        getattr(store, "indexstore_" + name).restype = result
    return store


class Index:
    """The newest index of every Swift file under `root`."""

    def __init__(self, store, root):
        self.library = library()
        self.root = str(pathlib.Path(root).resolve()) + os.sep
        self.store = self.library.indexstore_store_create(str(store).encode(), None)
        if not self.store:
            raise SystemExit(f"no index in {store}: build with --enable-index-store first")
        self.symbols = {}
        #: file, relative to the root -> its occurrences
        self.files = {}
        #: file -> the module that it was compiled for
        self.modules = {}
        self._read(pathlib.Path(store))

    def _read(self, store):
        units = sorted(self._units(), key=lambda unit: os.stat(next(store.glob(f"v*/units/{unit}"))).st_mtime)
        newest = {}
        for unit in units:
            known = self._unit(unit)
            if known:
                newest[known[0]] = known
        for file, module, records in newest.values():
            self.modules[file] = module
            self.files[file] = [found for record in records for found in self._record(record)]

    def _apply(self, name, owner, body, *before):
        """Calls `body` with every element of a list of the library."""
        form = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
        def take(_, element):
            body(element)
            return True
        function = getattr(self.library, f"indexstore_{name}_apply_f")
        function(ctypes.c_void_p(owner), *before, None, form(take))

    def _units(self):
        found = []
        form = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, Text)
        def take(_, name):
            found.append(str(name))
            return True
        self.library.indexstore_store_units_apply_f(ctypes.c_void_p(self.store), 1, None, form(take))
        return found

    def _unit(self, name):
        reader = self.library.indexstore_unit_reader_create(ctypes.c_void_p(self.store), name.encode(), None)
        if not reader or self.library.indexstore_unit_reader_is_system_unit(ctypes.c_void_p(reader)):
            return None
        file = str(self.library.indexstore_unit_reader_get_main_file(ctypes.c_void_p(reader)))
        if not file.startswith(self.root) or not file.endswith(".swift") or not os.path.exists(file):
            return None
        module = str(self.library.indexstore_unit_reader_get_module_name(ctypes.c_void_p(reader)))
        records = []
        def take(dependency):
            dependency = ctypes.c_void_p(dependency)
            if self.library.indexstore_unit_dependency_get_kind(dependency) == RECORD:
                records.append(str(self.library.indexstore_unit_dependency_get_name(dependency)))
        self._apply("unit_reader_dependencies", reader, take)
        self.library.indexstore_unit_reader_dispose(ctypes.c_void_p(reader))
        return file[len(self.root):], module, records

    def _symbol(self, pointer):
        pointer = ctypes.c_void_p(pointer)
        usr = str(self.library.indexstore_symbol_get_usr(pointer))
        if usr not in self.symbols:
            properties = self.library.indexstore_symbol_get_properties(pointer)
            self.symbols[usr] = Symbol(
                usr, str(self.library.indexstore_symbol_get_name(pointer)),
                KINDS.get(self.library.indexstore_symbol_get_kind(pointer), "other"),
                ACCESS.get(properties & (7 << 17), ""))
        return self.symbols[usr]

    def _record(self, name):
        reader = self.library.indexstore_record_reader_create(ctypes.c_void_p(self.store), name.encode(), None)
        if not reader:
            return []
        found = []
        line, column = ctypes.c_uint(), ctypes.c_uint()
        def take(occurrence):
            relations = []
            def relate(relation):
                relation = ctypes.c_void_p(relation)
                relations.append((
                    self.library.indexstore_symbol_relation_get_roles(relation),
                    self._symbol(self.library.indexstore_symbol_relation_get_symbol(relation)).usr))
            self._apply("occurrence_relations", occurrence, relate)
            occurrence = ctypes.c_void_p(occurrence)
            self.library.indexstore_occurrence_get_line_col(occurrence, ctypes.byref(line), ctypes.byref(column))
            found.append(Occurrence(
                self._symbol(self.library.indexstore_occurrence_get_symbol(occurrence)), line.value, column.value,
                self.library.indexstore_occurrence_get_roles(occurrence), relations))
        self._apply("record_reader_occurrences", reader, take)
        self.library.indexstore_record_reader_dispose(ctypes.c_void_p(reader))
        return found

    def definitions(self):
        """usr -> (file, occurrence) of what is written down somewhere in the tree."""
        found = {}
        for file, occurrences in self.files.items():
            for occurrence in occurrences:
                if occurrence.roles & DEFINITION and occurrence.symbol.kind != "parameter":
                    if occurrence.symbol.usr not in found or not occurrence.roles & IMPLICIT:
                        found[occurrence.symbol.usr] = (file, occurrence)
        return found

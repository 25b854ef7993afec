"""An archive as pandas or polars frames, one for each tidy table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from protokoll_extract.errors import MissingExtraError, UsageError
from protokoll_extract.export.archive import SUFFIXES, documents
from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.privacy import Pii, Protection, protection
from protokoll_extract.export.rows import rows
from protokoll_extract.model.protokoll import Protokoll

Library = Literal["pandas", "polars"]


class Archive:
    """Extracted documents on disk. Nothing is held in memory; every call reads the files anew.

    Iterating gives the documents, each once, also where two files hold the same one. A method named
    like a table gives it as a frame: ``decisions()``, ``votes()``, ``attendance()``, ``amounts()`` …;
    ``table_names`` lists them all, and the codebook of ``protokoll export`` says what their columns
    mean.
    """

    def __init__(self, paths: list[Path], library: Library, protection: Protection | None = None) -> None:
        self._paths = paths
        self._library = library
        self._protection = protection

    @property
    def table_names(self) -> list[str]:
        return [table.name for table in tables()]

    def __iter__(self) -> Iterator[Protokoll]:
        found = documents(self._paths)
        return found if self._protection is None else self._protection.shown(found)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def table(self, name: str) -> Any:
        """One table as a frame: texts, whole numbers, booleans (all with missing values), sums as floats.

        Lists stay lists; dates stay ISO texts, since they may be partial. Raises UsageError
        ``usage.table`` for a table that is not there.
        """
        table = next((x for x in tables() if x.name == name), None)
        if table is None:
            known = ", ".join(self.table_names)
            raise UsageError("usage.table", name, "there is no such table", f"Choose one of {known}.")
        columns = _columns(table, self)
        return _pandas(table, columns) if self._library == "pandas" else _polars(table, columns)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self.table_names:
            raise AttributeError(f"an archive has no table {name!r}")
        return lambda: self.table(name)


def read_archive(
    path: str | os.PathLike[str],
    *,
    library: Library = "pandas",
    pii: Pii = "keep",
    takedown: str | os.PathLike[str] | None = None,
) -> Archive:
    """The documents in a folder (or one JSON or JSON Lines file) that ``protokoll extract -o`` wrote.

    Args:
        path: the folder, with all folders in it, or the file.
        library: what frames are made with, ``"pandas"`` or ``"polars"``; it must be installed.
        pii: ``"mask"`` to make personal data and private persons' names blocks, where the files hold them.
        takedown: a takedown list: people to mask, documents to leave out.

    Raises UsageError ``usage.no_documents`` where no such file is there. Reading raises
    InvalidOutputError for a file that claims to be a document and is not.
    """
    root = Path(path)
    found = sorted(x for x in root.rglob("*") if x.suffix in SUFFIXES) if root.is_dir() else [root]
    if not found or not found[0].exists():
        advice = "Run `protokoll extract -o` first, and name its output."
        raise UsageError("usage.no_documents", str(path), "there are no extracted documents here", advice)
    guarded = pii == "mask" or takedown is not None
    return Archive(found, library, protection(pii, takedown) if guarded else None)


def _columns(table: Table, found: Iterable[Protokoll]) -> dict[str, list[Any]]:
    columns: list[list[Any]] = [[] for _ in table.header]
    for document in found:
        for other, row in rows(document, table.is_evidence):
            if other.name == table.name:
                for column, cell, values in zip(table.header, row, columns, strict=True):
                    values.append(float(str(cell)) if column.kind == "decimal" and cell is not None else cell)
    return {column.name: values for column, values in zip(table.header, columns, strict=True)}


def _pandas(table: Table, columns: dict[str, list[Any]]) -> Any:
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas") from error
    types = {"integer": "Int64", "boolean": "boolean", "number": "float64", "decimal": "float64"}
    types |= {"string": "string", "list": "object"}
    return pandas.DataFrame(
        {x.name: pandas.Series(columns[x.name], dtype=types[x.kind]) for x in table.header}
    )


def _polars(table: Table, columns: dict[str, list[Any]]) -> Any:
    try:
        import polars
    except ImportError as error:
        raise _missing("polars") from error

    def kind(column: Column) -> Any:
        types: dict[str, Any] = {"integer": polars.Int64, "boolean": polars.Boolean, "string": polars.String}
        types |= {"number": polars.Float64, "decimal": polars.Float64, "list": polars.List(polars.String)}
        return types[column.kind]

    return polars.DataFrame(columns, schema={x.name: kind(x) for x in table.header})


def _missing(library: str) -> MissingExtraError:
    advice = f"Install it: pip install {library}."
    return MissingExtraError(f"extra.{library}", "read_archive", f"{library} is not installed", advice)

"""The tidy tables as one SQLite database, with keys between them and the codebook as a table.

Lists are JSON arrays (``json_each`` reads them), truths are 0 and 1, sums are numbers. A sum of more
digits than a number holds is a text, so that none is rounded.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import get_args

from protokoll_extract.export.codebook import Language, codebook
from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.rows import Cell, rows
from protokoll_extract.model.protokoll import Protokoll

# Sums have no declared type: SQLite then keeps what it is given, number or text.
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "decimal": ""}
_TYPES |= {"boolean": "INTEGER", "list": "TEXT"}
_MAX_DIGITS = 15


def write_sqlite(documents: Iterable[Protokoll], path: Path, *, evidence: bool = False) -> dict[str, int]:
    """The database at ``path``; returns how many rows each table has.

    A document that comes a second time is passed over: its rows are there.
    """
    chosen = [table for table in tables() if evidence or not table.is_evidence]
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        # The file takes its place only when it is whole, so that it needs no journal of its own.
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        for table in chosen:
            base.execute(_create(table))
        counts = _fill(base, documents, chosen, evidence)
        for table in chosen[1:]:
            base.execute(_key(table))
        for language in get_args(Language):
            _write_codebook(base, language, evidence)
        base.execute("COMMIT")
    return counts


def _create(table: Table) -> str:
    lines = [f"{_quoted(column.name)} {_type(column)}".rstrip() for column in table.header]
    if not table.steps:
        lines.append('PRIMARY KEY ("id")')
    else:
        lines.append('FOREIGN KEY ("document") REFERENCES "documents" ("id")')
        if table.parents:
            here = _names(["document", *_above(table)])
            there = _names(["document", *_above(table)[:-1], "row"])
            lines.append(f"FOREIGN KEY ({here}) REFERENCES {_quoted(table.parents[-1])} ({there})")
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n)"


def _key(table: Table) -> str:
    """The key as an index: made when all rows are there, as documents come in no order of their ids."""
    name = _quoted(f"{table.name}_key")
    columns = _names(["document", *_above(table), "row"])
    return f"CREATE UNIQUE INDEX {name} ON {_quoted(table.name)} ({columns})"


def _above(table: Table) -> list[str]:
    return [f"{parent}_row" for parent in table.parents]


def _type(column: Column) -> str:
    return f"{_TYPES[column.kind]}{' NOT NULL' if column.required else ''}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(_quoted(name) for name in names)


def _fill(
    base: sqlite3.Connection, documents: Iterable[Protokoll], chosen: list[Table], evidence: bool
) -> dict[str, int]:
    counts = {table.name: 0 for table in chosen}
    inserts = {
        table.name: f"INSERT INTO {_quoted(table.name)} VALUES ({', '.join('?' * len(table.header))})"
        for table in chosen
    }
    for document in documents:
        if base.execute('SELECT 1 FROM "documents" WHERE "id" = ?', (document.id,)).fetchone():
            continue
        for table, row in rows(document, evidence):
            base.execute(inserts[table.name], list(_values(table, row)))
            counts[table.name] += 1
    return counts


def _values(table: Table, row: list[Cell]) -> Iterator[str | int | float | None]:
    for cell, column in zip(row, table.header, strict=True):
        if isinstance(cell, list):
            yield json.dumps(cell, ensure_ascii=False)
        elif column.kind == "decimal" and isinstance(cell, str):
            yield _number(cell)
        else:
            yield cell


def _number(text: str) -> str | int | float:
    number = Decimal(text)
    if len(number.as_tuple().digits) > _MAX_DIGITS:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def _write_codebook(base: sqlite3.Connection, language: Language, evidence: bool) -> None:
    name = _quoted({"sv": "kodbok", "en": "codebook"}[language])
    head, *lines = codebook(language, evidence=evidence)
    base.execute(f"CREATE TABLE {name} ({', '.join(f'{_quoted(word)} TEXT' for word in head)})")
    base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(head))})", lines)

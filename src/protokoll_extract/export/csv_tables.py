"""The tidy tables as CSV files (RFC 4180), and as Nordic Excel opens them.

A text that a spreadsheet would run as a formula gets an apostrophe before it; texts that begin
with apostrophes before such a sign get one more, so that it can be taken away again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.rows import Cell, rows
from protokoll_extract.model.protokoll import Protokoll

_FORMULA = regex.compile(r"'*[=+\-@\t\r\n]")
_ESCAPED = regex.compile(r"''*[=+\-@\t\r\n]")
_SIGN = regex.compile(r"[\\|]")
_PIECE = regex.compile(r"\\.|.", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells are parted and written."""

    delimiter: str
    line_end: str
    encoding: str
    decimal: str


PLAIN = Dialect(",", "\n", "utf-8", ".")
NORDIC = Dialect(";", "\r\n", "utf-8-sig", ",")


def write_csv(
    documents: Iterable[Protokoll], folder: Path, *, dialect: Dialect = PLAIN, evidence: bool = False
) -> dict[str, int]:
    """One file a table in ``folder``; returns how many rows each has. Files are overwritten."""
    chosen = [table for table in tables() if evidence or not table.is_evidence]
    counts = {table.name: 0 for table in chosen}
    with ExitStack() as stack:
        writers = {table.name: _writer(stack, folder, table, dialect) for table in chosen}
        for document in documents:
            for table, row in rows(document, evidence):
                writers[table.name].writerow(
                    [text_of(cell, column, dialect) for cell, column in zip(row, table.header, strict=True)]
                )
                counts[table.name] += 1
    return counts


def _writer(stack: ExitStack, folder: Path, table: Table, dialect: Dialect) -> Any:
    file = stack.enter_context(
        (folder / f"{table.name}.csv").open("w", encoding=dialect.encoding, newline="")
    )
    writer = csv.writer(file, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerow([column.name for column in table.header])
    return writer


def text_of(cell: Cell, column: Column, dialect: Dialect = PLAIN) -> str:
    """A cell as text: unknown is empty, lists are parted by ``|``, formulas are disarmed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return repr(cell).replace(".", dialect.decimal)
    if column.kind == "decimal":
        return str(cell).replace(".", dialect.decimal)
    return disarmed(join(cell) if isinstance(cell, list) else cell)


def join(values: list[str]) -> str:
    """Values in one cell: parted by ``|``; a ``|`` or ``\\`` within a value gets a ``\\`` before it."""
    return "|".join(_SIGN.sub(r"\\\g<0>", value) for value in values)


def split(text: str) -> list[str]:
    """The values of such a cell again."""
    if not text:
        return []
    values = [""]
    for sign in _PIECE.finditer(text):
        if sign.group() == "|":
            values.append("")
        else:
            values[-1] += sign.group().removeprefix("\\") if len(sign.group()) == 2 else sign.group()
    return values


def disarmed(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def armed(text: str) -> str:
    """The text as it was before ``disarmed``."""
    return text[1:] if _ESCAPED.match(text) else text

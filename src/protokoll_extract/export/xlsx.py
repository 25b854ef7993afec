"""The tidy tables as one XLSX workbook, a sheet a table, written row by row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from protokoll_extract.errors import MissingExtraError
from protokoll_extract.export.codebook import Language, codebook
from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.csv_tables import join
from protokoll_extract.export.rows import Cell, rows
from protokoll_extract.model.protokoll import Protokoll

# Excel's own limits.
MAX_ROWS = 1_048_576
MAX_CHARS = 32_767
_MAX_DIGITS = 15
_CUT = "…"
# The workbook's date of creation: fixed, so that the same rows give the same bytes.
_CREATED = datetime.datetime(2000, 1, 1)


def write_xlsx(documents: Iterable[Protokoll], path: Path, *, evidence: bool = False) -> dict[str, int]:
    """The workbook at ``path``; returns how many rows each table has.

    Texts are cells of text, never formulas. A table longer than a sheet goes on in "name (2)". A
    text longer than a cell may hold is cut; ``cut`` in the result counts them.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(
            "extra.tables", str(path), "writing XLSX needs the extra `tables`",
            "Install it: pip install 'protokoll-extract[tables]'.",
        ) from error  # fmt: skip
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED})
        sheets = {table.name: _Sheets(book, table) for table in tables() if evidence or not table.is_evidence}
        for document in documents:
            for table, row in rows(document, evidence):
                sheets[table.name].write(row)
        for language in get_args(Language):
            _codebook(book, language, evidence)
    counts = {name: sheet.count for name, sheet in sheets.items()}
    return {**counts, "cut": sum(sheet.cut for sheet in sheets.values())}


def _codebook(book: Any, language: Language, evidence: bool) -> None:
    sheet = book.add_worksheet({"sv": "kodbok", "en": "codebook"}[language])
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(codebook(language, evidence=evidence)):
        for place, text in enumerate(row):
            sheet.write_string(line, place, text)


class _Sheets:
    """One table's sheets: a new one where the last is full."""

    def __init__(self, book: Any, table: Table) -> None:
        self._book, self._table = book, table
        self._bold = book.add_format({"bold": True})
        self._number = 0
        self.count = self.cut = 0
        self._open()

    def _open(self) -> None:
        self._number += 1
        name = self._table.name[:31]
        sheet = self._book.add_worksheet(name if self._number == 1 else f"{name[:26]} ({self._number})")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._table.header):
            sheet.write_string(0, place, column.name, self._bold)
        self._sheet, self._line = sheet, 1

    def write(self, row: list[Cell]) -> None:
        if self._line >= MAX_ROWS:
            self._open()
        for place, (cell, column) in enumerate(zip(row, self._table.header, strict=True)):
            self._cell(place, cell, column)
        self._line += 1
        self.count += 1

    def _cell(self, place: int, cell: Cell, column: Column) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._line, place, cell)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._line, place, cell)
        elif column.kind == "decimal" and len(Decimal(str(cell)).as_tuple().digits) <= _MAX_DIGITS:
            self._sheet.write_number(self._line, place, float(str(cell)))
        else:
            text = join(cell) if isinstance(cell, list) else cell
            if len(text) > MAX_CHARS:
                text = text[: MAX_CHARS - len(_CUT)] + _CUT
                self.cut += 1
            self._sheet.write_string(self._line, place, text)

"""The table that people fill in, as CSV or XLSX, and what they wrote in it.

They write in four columns: ``verdict`` (``right`` or ``unknown``), ``correct_value``, ``who``, ``why``. A row
without a verdict and a correct value was not looked at.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.export.columns import Column
from protokoll_extract.export.csv_tables import NORDIC, PLAIN, armed, disarmed
from protokoll_extract.review.correction import Correction, Plain
from protokoll_extract.review.doubts import Doubt
from protokoll_extract.review.place import column_of
from protokoll_extract.text.mask import BLOCK

COLUMNS = (
    "document", "source", "meeting", "paragraph", "pointer", "value", "status", "reason", "explanation",
    "quote", "page", "picture", "verdict", "correct_value", "who", "why", "near", "start",
)  # fmt: skip
VERDICTS = ("right", "unknown")
_NEEDED = frozenset({"document", "pointer", "value", "verdict", "correct_value", "near", "start"})
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, and why."""

    line: int
    reason: str


def row_of(doubt: Doubt, picture: str = "") -> Row:
    """One doubtful value as a row of texts."""
    row = {key: _text(getattr(doubt, key, None)) for key in COLUMNS}
    return {**row, "picture": picture}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def csv_bytes(rows: Iterable[Row], excel: bool = False) -> bytes:
    """The table as CSV; ``excel``: as Nordic Excel opens it."""
    dialect = NORDIC if excel else PLAIN
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerow(COLUMNS)
    writer.writerows([disarmed(row[key]) for key in COLUMNS] for row in rows)
    return out.getvalue().encode(dialect.encoding)


def read_rows(path: Path) -> list[Row]:
    """The rows of a filled-in table, CSV (any of the two kinds) or XLSX.

    Raises:
        InputError: the file cannot be read, or lacks a column.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = str(error.strerror or type(error).__name__).lower()
        raise InputError("input.not_found", str(path), reason, "Check the path.") from error
    lines = _of_xlsx(path, content) if content.startswith(b"PK") else _of_csv(path, content)
    head = next(lines, [])
    lacking = sorted(_NEEDED - set(head))
    if lacking:
        reason = f"it has no column {lacking[0]!r}"
        raise InputError("input.review", str(path), reason, "Use a table from `protokoll review export`.")
    return [dict(zip(head, [*line, *[""] * len(head)], strict=False)) for line in lines]


def _of_csv(path: Path, content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "input.review", str(path), "it is not UTF-8 text", "Save it as CSV UTF-8, or as XLSX."
        ) from error
    delimiter = ";" if text[: text.find("\n")].count(";") > 5 else ","
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield [armed(cell) for cell in line]


def _of_xlsx(path: Path, content: bytes) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtraError(
            "extra.tables", str(path), "reading XLSX needs the extra `tables`",
            "Install it: pip install 'protokoll-extract[tables]', or save the table as CSV.",
        ) from error  # fmt: skip
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for line in book.worksheets[0].iter_rows(values_only=True):
            yield [_text(_whole(cell)) for cell in line]
    except (KeyError, ValueError, OSError) as error:
        raise InputError(
            "input.review", str(path), "it is no workbook", "Use a table from `protokoll review export`."
        ) from error


def _whole(cell: Any) -> Any:
    """A cell as it was typed: 3.0 of a sheet is 3, midnight of a day is the day, 18:30:00 is 18:30."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.time):
        return cell.strftime("%H:%M")
    return cell


def corrections_of(rows: Iterable[Row], who: str, when: str) -> Iterator[Correction | Refused]:
    """What people wrote: a correction for every row they looked at.

    Args:
        who: who looked, for rows that do not say it themselves.
        when: the day, ISO 8601.
    """
    for line, row in enumerate(rows, start=2):
        verdict, typed = row["verdict"].strip().lower(), row["correct_value"]
        if not verdict and not typed.strip():
            continue
        column = column_of(row["pointer"])
        name = row.get("who", "").strip() or who
        try:
            if not row["pointer"] or column is None:
                raise ValueError("this row is for reading: it has no value to correct")
            if not name:
                raise ValueError("it does not say who looked: fill in who, or give --who")
            was = _typed(row["value"], column)
            now = _decided(verdict, typed, was, column)
            if BLOCK in str(now):
                raise ValueError("the value is masked: review documents that were extracted with --pii keep")
        except ValueError as error:
            yield Refused(line, str(error))
            continue
        yield Correction(
            document=row["document"], pointer=row["pointer"], was=was, now=now, who=name, when=when,
            why=row.get("why", "").strip(), source=row.get("source", ""), meeting=row.get("meeting", ""),
            near=row["near"], start=int(row["start"]) if row["start"].isdigit() else None,
        )  # fmt: skip


def _decided(verdict: str, typed: str, was: Plain, column: Column) -> Plain:
    if verdict and verdict not in VERDICTS:
        raise ValueError(f"the verdict {verdict!r} is neither right nor unknown")
    if verdict and typed.strip():
        raise ValueError("it has a verdict and a correct value: leave one of them out")
    if verdict == "right":
        return was
    if verdict == "unknown":
        if column.required:
            raise ValueError("this value cannot be left unknown")
        return None
    now = _typed(typed.strip(), column)
    if column.values and now not in column.values:
        raise ValueError(f"{typed.strip()!r} is none of {', '.join(column.values)}")
    if column.pattern and not regex.search(column.pattern, str(now)):
        raise ValueError(f"{typed.strip()!r} has not the form {column.pattern}")
    return now


def _typed(text: str, column: Column) -> Plain:
    """A cell as the value of its field; an empty one is no value."""
    if text == "":
        return None
    if column.kind == "boolean":
        if text.lower() not in ("true", "false"):
            raise ValueError(f"{text!r} is neither true nor false")
        return text.lower() == "true"
    if column.kind == "integer":
        try:
            return int(text)
        except ValueError:
            raise ValueError(f"{text!r} is no whole number") from None
    return text

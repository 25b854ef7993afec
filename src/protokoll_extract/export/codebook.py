"""The codebook: every column of every table, with type, values and meaning, in Swedish and English."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from protokoll_extract.export.columns import Column, tables
from protokoll_extract.export.csv_tables import NORDIC, PLAIN

Language = Literal["sv", "en"]
_HEADER = {
    "sv": ("tabell", "kolumn", "typ", "obligatorisk", "värden", "betydelse"),
    "en": ("table", "column", "type", "required", "values", "meaning"),
}
_TYPES = {
    "string": ("text", "text"),
    "integer": ("heltal", "whole number"),
    "number": ("tal", "number"),
    "decimal": ("decimaltal", "decimal number"),
    "boolean": ("sant/falskt", "true/false"),
    "list": ("flera texter, åtskilda med |", "several texts, parted by |"),
}


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("protokoll_extract.export").joinpath("codebook.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def words(key: str, language: Language) -> str:
    """What a field ("Decision.kind"), a table ("table.votes") or an added column means, "" if unsaid."""
    return _table().get(key, {}).get(language, "")


def meaning(column: Column, language: Language) -> str:
    """A column's meaning; the model's own description where the codebook says nothing else."""
    key = column.field or f"column.{column.name if not column.name.endswith('_row') else 'row'}"
    return words(key, language) or column.description


def codebook_csv(language: Language, *, evidence: bool = False, excel: bool = False) -> bytes:
    """The codebook as a CSV table, one row a column; ``excel``: as Nordic Excel opens it."""
    out = io.StringIO()
    dialect = NORDIC if excel else PLAIN
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerows(codebook(language, evidence=evidence))
    return out.getvalue().encode(dialect.encoding)


def codebook(language: Language, *, evidence: bool = False) -> Iterator[list[str]]:
    """The codebook's rows, its head first."""
    yield list(_HEADER[language])
    place = 0 if language == "sv" else 1
    yes = ("ja", "nej") if language == "sv" else ("yes", "no")
    for table in tables():
        if table.is_evidence and not evidence:
            continue
        for column in table.header:
            yield [
                table.name,
                column.name,
                _TYPES[column.kind][place],
                yes[0] if column.required else yes[1],
                " | ".join(column.values),
                meaning(column, language),
            ]

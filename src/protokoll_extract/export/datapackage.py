"""A Frictionless Data Package: the CSV tables with a description that programs read.

Follows https://datapackage.org (version 2): each column has its type, its closed list of values
and its meaning; keys say which rows belong together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from protokoll_extract import __version__
from protokoll_extract.export.codebook import meaning, words
from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.csv_tables import write_csv
from protokoll_extract.export.json import write_atomic
from protokoll_extract.model.protokoll import SCHEMA_VERSION, Protokoll

_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"list": "string", "decimal": "number"}


def write_datapackage(
    documents: Iterable[Protokoll], folder: Path, *, evidence: bool = False
) -> dict[str, int]:
    """``datapackage.json`` and one CSV file a table in ``folder``; returns the tables' rows."""
    counts = write_csv(documents, folder, evidence=evidence)
    chosen = [table for table in tables() if table.name in counts]
    write_atomic(folder / "datapackage.json", _bytes(_package(chosen, folder)))
    return counts


def _bytes(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _package(chosen: list[Table], folder: Path) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": "protokoll",
        "title": "Swedish public minutes as data",
        "description": "Made from minutes (protokoll) by protokoll_extract; see the columns' descriptions.",
        "version": SCHEMA_VERSION,
        "sources": [{"title": f"protokoll_extract {__version__}"}],
        "resources": [_resource(table, folder / f"{table.name}.csv") for table in chosen],
    }


def _resource(table: Table, path: Path) -> dict[str, Any]:
    size, digest = _measure(path)
    return {
        "$schema": f"{_PROFILE}dataresource.json",
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "type": "table",
        "title": words(f"table.{table.name}", "en") or table.name.replace("_", " ").capitalize(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": _schema(table),
    }


def _measure(path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILE}tableschema.json",
        "fields": [_field(column) for column in table.header],
        "missingValues": [""],
        "primaryKey": _key(table),
    }
    if table.steps:
        schema["foreignKeys"] = list(_foreign(table))
    return schema


def _key(table: Table) -> list[str]:
    if not table.steps:
        return ["id"]
    return ["document", *(f"{parent}_row" for parent in table.parents), "row"]


def _foreign(table: Table) -> Iterable[dict[str, Any]]:
    yield {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}}
    if table.parents:
        above = [f"{parent}_row" for parent in table.parents]
        fields = ["document", *above]
        there = ["document", *above[:-1], "row"]
        resource = table.parents[-1].replace("_", "-")
        yield {"fields": fields, "reference": {"resource": resource, "fields": there}}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.kind, column.kind)}
    if text := meaning(column, "en"):
        field["description"] = text
    if column.kind == "list":
        field["description"] = " ".join(
            [field.get("description", ""), "Several values are parted by |."]
        ).strip()
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {"required": True} if column.required and column.kind != "list" else {}
    if column.values:
        constraints["enum"] = list(column.values)
    if column.pattern and column.kind == "string":
        constraints["pattern"] = column.pattern
    return {**field, "constraints": constraints} if constraints else field

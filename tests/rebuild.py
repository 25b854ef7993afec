"""From tidy tables back to documents: what a round trip is measured with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.model.protokoll import Protokoll

Rows = dict[str, list[dict[str, Any]]]


def documents(rows: Rows) -> Iterator[Protokoll]:
    """The documents of complete tables (with evidence); cells are typed, None for unknown."""
    first = tables()[0]
    index: dict[tuple[str, tuple[Any, ...]], list[dict[str, Any]]] = {}
    for table in tables()[1:]:
        for row in rows[table.name]:
            above = tuple(row[f"{parent}_row"] for parent in table.parents)
            index.setdefault((table.name, (row["document"], *above)), []).append(row)
    for row in rows["documents"]:
        yield Protokoll.model_validate(_record(first, row, (row["id"],), index))


def _record(table: Table, row: dict[str, Any], keys: tuple[Any, ...], index: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    boxes: dict[tuple[str, ...], list[Any]] = {}
    for column in table.columns:
        value = row[column.name]
        if column.corner >= 0:
            boxes.setdefault(column.path, []).append(value)
        else:
            _put(out, column.path, value)
    for path, box in boxes.items():
        _put(out, path, None if None in box else tuple(box))
    for child in table.children:
        found = sorted(index.get((child.name, keys), []), key=lambda x: x["row"])
        _put(out, child.steps[-1], [_record(child, x, (*keys, x["row"]), index) for x in found])
    return _settled(out, table.model)


def _put(record: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        record = record.setdefault(key, {})
    record[path[-1]] = value


def _settled(record: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """A record within the record that may be missing is missing if nothing in it is known."""
    for key, info in model.model_fields.items():
        value = record.get(key)
        if isinstance(value, dict):
            inner = next(x for x in (info.annotation, *get_args(info.annotation)) if isinstance(x, type))
            empty = type(None) in get_args(info.annotation) and all(x in (None, []) for x in value.values())
            record[key] = None if empty else _settled(value, inner)
        if info.alias and key in record:
            record[info.alias] = record.pop(key)
    return record


def typed(
    rows: list[dict[str, str]], table: Table, lists: Callable[[str], list[str]]
) -> list[dict[str, Any]]:
    """Cells of text (CSV) as values."""
    return [{column.name: _typed(row[column.name], column, lists) for column in table.header} for row in rows]


def _typed(text: str, column: Column, lists: Callable[[str], list[str]]) -> Any:
    if column.kind == "list":
        return lists(text)
    if text == "":
        return None
    kinds: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "number": float,
        "boolean": lambda x: {"true": True, "false": False}[x],
    }
    return kinds.get(column.kind, str)(text)


def plain_number(value: Any) -> str | None:
    """A decimal as the contract writes it, without zeros at the end."""
    if value is None:
        return None
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

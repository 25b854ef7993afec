"""Values by JSON Pointer, and records by where they stand in the text.

A pointer counts: when a later version finds one more decision, those behind it get other numbers. So a
correction remembers the words its record stands at, and is followed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from protokoll_extract.export.columns import Column, tables
from protokoll_extract.export.formats import field_path

Json = Any
# What names a record, before all else in it.
_MAIN = ("text", "raw", "name", "title", "number", "yes")
_MISSING = object()


def value_at(data: Json, pointer: str) -> Json:
    """The value at a pointer. Raises KeyError where there is none."""
    for key in pointer.split("/")[1:]:
        data = _step(data, key)
        if data is _MISSING:
            raise KeyError(pointer)
    return data


def _step(node: Json, key: str) -> Json:
    if isinstance(node, dict):
        return node.get(key, _MISSING)
    if isinstance(node, list) and key.isdigit() and int(key) < len(node):
        return node[int(key)]
    return _MISSING


def put(data: Json, pointer: str, value: Json) -> None:
    """Put a value where another one is."""
    way, _, last = pointer.rpartition("/")
    holder = value_at(data, way)
    holder[int(last) if isinstance(holder, list) else last] = value


def column_of(pointer: str) -> Column | None:
    """The field a pointer leads to; None for records, whole lists, and what is no field."""
    return _columns().get(path_of(pointer).removesuffix("[]"))


def path_of(pointer: str) -> str:
    """The field's address without numbers: ``items[].decisions[].kind``."""
    path = ""
    for key in pointer.split("/")[1:]:
        path = f"{path}[]" if key.isdigit() else f"{path}.{key}" if path else key
    return path


@cache
def _columns() -> dict[str, Column]:
    return {field_path(table, column): column for table in tables() for column in table.columns}


# --- where a record stands


def record_of(pointer: str) -> str:
    """The innermost list's record that holds the value, "" for values of the meeting itself."""
    keys = pointer.split("/")
    last = max((n for n, key in enumerate(keys) if key.isdigit()), default=0)
    return "/".join(keys[: last + 1])


def main_part(evidence: Mapping[str, Json], record: str) -> Json | None:
    """The place of what names a record: its own value, its name or text, else the first in it."""
    for key in ("", *(f"/{name}" for name in _MAIN)):
        entry = evidence.get(record + key)
        if entry is not None and entry["parts"]:
            return entry["parts"][0]
    inside = (entry for pointer, entry in evidence.items() if pointer.startswith(f"{record}/"))
    return next((entry["parts"][0] for entry in inside if entry["parts"]), None)


def followed(
    data: Json, evidence: Mapping[str, Json], pointer: str, near: str, start: int | None
) -> str | None:
    """The pointer that leads to the same place today, None where that is gone or may be several."""
    record = record_of(pointer)
    rest = pointer[len(record) :]
    if not record:
        return pointer if _is_there(data, pointer) else None
    places = {
        found: part
        for found in _records(data, record.split("/")[1:], "")
        if (part := main_part(evidence, found)) is not None and _is_there(data, found + rest)
    }
    same = [x for x, part in places.items() if part["quote"] == near]
    exact = [x for x in same or places if places[x]["start"] == start]
    for found in (exact, same):
        if record in found:
            return record + rest
        if len(found) == 1:
            return found[0] + rest
    return None


def _is_there(data: Json, pointer: str) -> bool:
    try:
        return not isinstance(value_at(data, pointer), dict | list)
    except KeyError:
        return False


def _records(node: Json, keys: list[str], at: str) -> Iterator[str]:
    """Pointers to all records of the same list or lists, whatever their numbers."""
    if not keys:
        yield at
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _records(inner, keys[1:], f"{at}/{number}")
    else:
        inner = _step(node, keys[0])
        if inner is not _MISSING:
            yield from _records(inner, keys[1:], f"{at}/{keys[0]}")

"""What differs between two documents, record by record.

Records are paired by what names them (a § by its number, a person by name), then by how alike
they are; ids within a document are read as the names they stand for, so that one person more
on the list does not change everybody's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.model.protokoll import Protokoll

Kind = Literal["added", "removed", "changed"]
# Says where values stand, not what they are (as all tables of mentions do); and what the file is.
_NOT_COMPARED = frozenset({"evidence", "findings", "corrections"})
_NOT_SAID = ("id", "schema_", "schema_version", "type", "source")
# What names a record, for each table; all others are paired by likeness alone.
_KEYS: dict[str, tuple[str, ...]] = {
    "items": ("number", "title"),
    "attendance": ("name",),
    "people": ("name",),
    "organisations": ("name",),
    "parties": ("name",),
    "programmes": ("name",),
    "places": ("name",),
    "contents": ("number",),
}
# Fields that hold ids of people, organisations or parties of the same document.
_IDS = frozenset(
    {"Attendee.person", "PartyRef.id", "Person.id", "Person.party", "Organisation.id", "Party.id", "Named.id"}
    | {"Item.present", "Item.deciding", "Item.unsettled", "Item.chair", "OpenMention.candidates"}
)
_OWN_IDS = frozenset({"Person.id", "Organisation.id", "Party.id", "Named.id"})
_SINGULAR = {"people": "person", "parties": "party", "jav": "jäv"}
# How alike (0 to 1) two records must be to be the same one with changes.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``where`` names the record in words, ``pointer`` addresses it.

    The pointer is that of the record (or field) in the second document, in the first for what was removed.
    """

    kind: Kind
    where: str
    pointer: str
    field: str | None
    old: Any
    new: Any


def changes(old: Protokoll, new: Protokoll) -> Iterator[Change]:
    """Every difference in what the two documents say, in the order of the contract."""
    first = tables()[0]
    pair = (_Side(old), _Side(new))
    yield from _fields(pair, first, (old, new), "the minutes", "")
    yield from _lists(pair, first, (old, new), "", "")


class _Side:
    """One document's ids and what they stand for."""

    def __init__(self, document: Protokoll) -> None:
        self._names: dict[str, str] = {}
        self._names |= {entry.id: entry.name for entry in document.people}
        self._names |= {entry.id: entry.name for entry in document.organisations}
        self._names |= {entry.id: entry.name or entry.id for entry in document.parties}

    def value(self, record: Any, column: Column) -> Any:
        for key in column.path:
            record = getattr(record, key, None)
        if column.field in _IDS:
            if isinstance(record, list):
                return sorted(self._names.get(x, x) for x in record)
            return self._names.get(record, record) if record is not None else None
        return record


Pair = tuple[_Side, _Side]


def _columns(table: Table) -> Iterator[Column]:
    for column in table.columns:
        whole = not table.steps and column.path[0] in _NOT_SAID
        if not whole and column.field not in _OWN_IDS and column.corner <= 0:
            yield column


def _fields(pair: Pair, table: Table, records: tuple[Any, Any], where: str, pointer: str) -> Iterator[Change]:
    for column in _columns(table):
        old, new = (side.value(record, column) for side, record in zip(pair, records, strict=True))
        if old != new:
            at = pointer + "".join(f"/{key}" for key in column.path)
            yield Change("changed", where, at, column.name, old, new)


def _lists(pair: Pair, table: Table, records: tuple[Any, Any], where: str, pointer: str) -> Iterator[Change]:
    for child in table.children:
        if child.name in _NOT_COMPARED or child.name.endswith("_mentions"):
            continue
        old, new = (_reach(record, child.steps[-1]) for record in records)
        base = pointer + "".join(f"/{key}" for key in child.steps[-1])
        for i, j in _aligned(pair, child, old, new):
            label = _label(child, new[j], j) if j is not None else _label(child, old[i or 0], i or 0)
            name = f"{where}, {label}" if where else label
            if j is None and i is not None:
                yield Change("removed", name, f"{base}/{i}", None, _text(old[i]), None)
            elif i is None and j is not None:
                yield Change("added", name, f"{base}/{j}", None, None, _text(new[j]))
            elif i is not None and j is not None:
                both = (old[i], new[j])
                yield from _fields(pair, child, both, name, f"{base}/{j}")
                yield from _lists(pair, child, both, name, f"{base}/{j}")


def _reach(record: Any, path: tuple[str, ...]) -> list[Any]:
    for key in path:
        record = getattr(record, key, None)
    return list(record or [])


# --- which record is which


def _aligned(pair: Pair, table: Table, old: list[Any], new: list[Any]) -> list[tuple[int | None, int | None]]:
    """Pairs of positions; None where a record has no partner. In the order of the new list."""
    left, right = (
        [_content(side, table, x) for x in records] for side, records in zip(pair, (old, new), strict=True)
    )
    found: dict[int, int] = {}
    used: set[int] = set()
    keys = _KEYS.get(table.name, ())
    _pair_up(found, used, left, right)
    for key in keys:
        named = [[getattr(x, key) for x in records] for records in (old, new)]
        _pair_up(found, used, *named)
    _pair_alike(found, used, left, right)
    back = {j: i for i, j in found.items()}
    out: list[tuple[int | None, int | None]] = [(back.get(j), j) for j in range(len(new))]
    return out + [(i, None) for i in range(len(old)) if i not in found]


def _pair_up(found: dict[int, int], used: set[int], left: list[Any], right: list[Any]) -> None:
    """Pairs what is equal and known, each once, in order."""
    free: dict[Any, list[int]] = {}
    for j in range(len(right) - 1, -1, -1):
        if j not in used:
            free.setdefault(right[j], []).append(j)
    for i, value in enumerate(left):
        if i not in found and value is not None and free.get(value):
            found[i] = free[value].pop()
            used.add(found[i])


def _pair_alike(found: dict[int, int], used: set[int], left: list[str], right: list[str]) -> None:
    """The most alike of what is left, best first."""
    rest = [(i, j) for i in range(len(left)) if i not in found for j in range(len(right)) if j not in used]
    scored = sorted(
        ((_likeness(left[i], right[j]), i, j) for i, j in rest[:2500]), key=lambda x: (-x[0], x[1], x[2])
    )
    for score, i, j in scored:
        if score >= _ALIKE and i not in found and j not in used:
            found[i] = j
            used.add(j)


def _likeness(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a[:2000], b[:2000], autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _content(side: _Side, table: Table, record: Any) -> str:
    """A record's own values as one text."""
    values = (side.value(record, column) for column in _columns(table))
    return "\x1f".join("" if x is None else str(x) for x in values)


# --- in words


def _label(table: Table, record: Any, position: int) -> str:
    if table.name == "items":
        numbered = f"§ {record.number}" if record.number is not None else None
        return str(record.label or numbered or record.title or f"§ at place {position + 1}")
    singular = table.name.replace("_", " ").removeprefix("items ")
    singular = _SINGULAR.get(singular, singular.removesuffix("s"))
    named = getattr(record, "name", None) if table.name in _KEYS else None
    return f"{singular} {named}" if named else f"{singular} {position + 1}"


def _text(record: Any) -> str:
    """What a record says, short."""
    for key in ("text", "raw", "title", "name", "heading", "value"):
        value = getattr(record, key, None)
        if value:
            return str(value)
    said = (f"{key}: {value}" for key, value in record.model_dump().items() if value not in (None, []))
    return ", ".join(said)

"""One document as rows of the tidy tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from protokoll_extract.export.columns import ITEM_CONTEXT, MEETING_CONTEXT, Table, tables
from protokoll_extract.model.protokoll import Protokoll

# A cell: text, number, truth, None for unknown, or a list of texts.
Cell = str | int | float | bool | None | list[str]
Row = list[Cell]
# The value that a row is about, of which the page is given: the first that a record has.
_MAIN = ("text", "raw", "name", "title", "number", "yes")


def rows(document: Protokoll, evidence: bool = False) -> Iterator[tuple[Table, Row]]:
    """Every row of one document with its table, in the order of the document.

    Args:
        evidence: also the tables ``evidence`` and ``evidence_parts``, which are larger than
            all others together.
    """
    first, *_ = tables()
    yield first, [_value(document, column.path) for column in first.columns]
    yield from _Walk(document).children(first, document, (), "", None, evidence)


class _Walk:
    """What every row of a document needs to know of it."""

    def __init__(self, document: Protokoll) -> None:
        self._id = document.id
        self._meeting: list[Cell] = [_value(document, path) for _, path in MEETING_CONTEXT]
        self._places = {
            x.pointer: (x.status, x.parts[0].page if x.parts else None) for x in document.evidence
        }

    def children(
        self, table: Table, record: Any, places: tuple[int, ...], pointer: str, item: Any, evidence: bool
    ) -> Iterator[tuple[Table, Row]]:
        for child in table.children:
            if child.is_evidence and not evidence:
                continue
            keys = child.steps[-1]
            found: list[Any] = _reach(record, keys) or []
            base = pointer + "".join(f"/{key}" for key in keys)
            for number, inner in enumerate(found):
                here, at = (*places, number + 1), f"{base}/{number}"
                of_item = inner if child.name == "items" else item
                yield child, self._row(child, inner, here, at, item)
                yield from self.children(child, inner, here, at, of_item, evidence)

    def _row(self, table: Table, record: Any, places: tuple[int, ...], pointer: str, item: Any) -> Row:
        row: Row = [self._id, *places]
        if table.is_evidence:
            return [*row, *_own(table, record)]
        row += self._meeting
        if table.below_items:
            row += [_value(item, path) for _, path in ITEM_CONTEXT]
        row += _own(table, record)
        if table.has_place:
            row += self._place(table, pointer)
        return row

    def _place(self, table: Table, pointer: str) -> tuple[str | None, int | None]:
        """Status and page of the row's main value, else of its first value that has a place."""
        own = ("/".join(column.path) for column in table.columns)
        for key in (*_MAIN, *own):
            if found := self._places.get(f"{pointer}/{key}"):
                return found
        return None, None


def _own(table: Table, record: Any) -> Iterator[Cell]:
    for column in table.columns:
        value = _reach(record, column.path)
        yield value[column.corner] if column.corner >= 0 and value is not None else value


def _reach(record: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if record is None:
            return None
        record = getattr(record, key)
    return record


def _value(record: Any, path: tuple[str, ...]) -> Cell:
    value: Cell = _reach(record, path)
    return value

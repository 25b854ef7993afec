"""The tidy tables: every list of the contract is a table, every plain value of its records a column.

The tables are made from the model, so a new field is carried from the day it is added. What is
declared here is only what the model cannot say: short names, and which values of the meeting
and the § stand again in the tables below them.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from protokoll_extract.model.protokoll import Protokoll

Kind = Literal["string", "integer", "number", "decimal", "boolean", "list"]

# Tables whose path is longer than their name; all others are named by their path.
_NAMES = {
    "items_decisions": "decisions",
    "items_proposals": "proposals",
    "items_votes": "votes",
    "items_dissent": "dissent",
    "items_statements": "statements",
    "items_sections": "sections",
    "items_procedure": "procedure",
    "items_elections": "elections",
    "items_elections_candidates": "election_candidates",
    "items_jav": "jav",
    "items_tables": "money_tables",
    "items_tables_rows": "money_rows",
    "items_tables_rows_cells": "money_cells",
}
_EVIDENCE = frozenset({"evidence", "evidence_parts"})
# Values of the meeting, and of the §, that stand again in every table below them.
MEETING_CONTEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("meeting_date", ("meeting", "date")),
    ("meeting_body", ("meeting", "body", "name")),
    ("meeting_issuer", ("meeting", "body", "issuer")),
)
ITEM_CONTEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("item_number", ("number",)),
    ("item_title", ("title",)),
)
# Lists that tell of the reading, not of the meeting.
_OF_THE_READING = (("findings",), ("corrections",))
_CORNERS = ("x0", "top", "x1", "bottom")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``path`` are the attributes from the table's record to the value.

    ``field`` names the model's field ("Decision.kind"), "" for what the export adds; ``corner`` is
    the place in a box, -1 elsewhere; ``values`` the closed list of values, if there is one.
    """

    name: str
    kind: Kind
    path: tuple[str, ...]
    field: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    description: str = ""
    corner: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the list at ``steps`` (attributes, list by list) and what is in its records."""

    name: str
    steps: tuple[tuple[str, ...], ...]
    model: type[BaseModel]
    columns: tuple[Column, ...]
    parents: tuple[str, ...]
    children: tuple[Table, ...] = field(default=(), repr=False)

    @property
    def is_evidence(self) -> bool:
        return self.name in _EVIDENCE

    @property
    def below_items(self) -> bool:
        return "items" in self.parents

    @property
    def has_place(self) -> bool:
        """Do its rows hold values of the minutes, with a place on paper?"""
        return bool(self.steps) and not self.is_evidence and self.steps[0] not in _OF_THE_READING

    @property
    def header(self) -> tuple[Column, ...]:
        """All columns in the order of the table: keys, context, the record's own, its place on paper."""
        return (*_keys(self), *_context(self), *self.columns, *_place(self))


def _keys(table: Table) -> Iterator[Column]:
    if not table.steps:
        return
    yield Column("document", "string", (), required=True, description="Id of the document")
    for parent in table.parents:
        yield Column(f"{parent}_row", "integer", (), required=True, description=f"Row in `{parent}`")
    yield Column("row", "integer", (), required=True, description="Place in the list, from 1")


def _context(table: Table) -> Iterator[Column]:
    if not table.steps or table.is_evidence:
        return
    for name, path in MEETING_CONTEXT:
        yield Column(name, "string", path, description="Of the meeting, repeated")
    if table.below_items:
        for name, path in ITEM_CONTEXT:
            yield Column(name, "string", path, description="Of the §, repeated")


def _place(table: Table) -> Iterator[Column]:
    if table.has_place:
        yield Column("evidence_status", "string", (), values=("stated", "derived", "corrected"))
        yield Column("evidence_page", "integer", (), description="Page of the row's main value")


@cache
def tables() -> tuple[Table, ...]:
    """All tables, parents before children; the first has one row a document."""
    return tuple(_all(_table((), (), Protokoll)))


def _all(table: Table) -> Iterator[Table]:
    yield table
    for child in table.children:
        yield from _all(child)


def _table(steps: tuple[tuple[str, ...], ...], parents: tuple[str, ...], model: type[BaseModel]) -> Table:
    path = "_".join(key.rstrip("_") for step in steps for key in step)
    name = _NAMES.get(path, path) if steps else "documents"
    columns: list[Column] = []
    children: list[Table] = []
    below = (*parents, name) if steps else ()
    for keys, info, owner, sure in _fields(model, (), True):
        element = _list_of(info)
        if element is not None:
            children.append(_table((*steps, keys), below, element))
        else:
            columns += _columns(keys, info, owner, sure)
    return Table(name, steps, model, tuple(columns), parents, tuple(children))


def _fields(
    model: type[BaseModel], before: tuple[str, ...], sure: bool
) -> Iterator[tuple[tuple[str, ...], FieldInfo, type[BaseModel], bool]]:
    """The plain fields and lists of a record and of the single records within it.

    The last part: is the record that holds the field always there?
    """
    for key, info in model.model_fields.items():
        annotation, nullable = _bare(info.annotation)
        inner = _record(annotation)
        if inner is not None:
            yield from _fields(inner, (*before, key), sure and not nullable)
        else:
            yield (*before, key), info, model, sure


def _columns(keys: tuple[str, ...], info: FieldInfo, owner: type[BaseModel], sure: bool) -> Iterator[Column]:
    annotation, nullable = _bare(info.annotation)
    name = "_".join(key.rstrip("_") for key in keys)
    base = f"{owner.__name__}.{info.alias or keys[-1]}"
    extra = _extra(info)
    if get_origin(annotation) is tuple:
        for place, corner in enumerate(_CORNERS):
            yield Column(f"{name}_{corner}", "number", keys, base, corner=place, description=extra[1])
        return
    values = tuple(str(x) for x in get_args(annotation)) if get_origin(annotation) is Literal else ()
    yield Column(
        name, _kind(annotation, extra[0]), keys, base, sure and not nullable, values, extra[0], extra[1]
    )


def _kind(annotation: Any, pattern: str) -> Kind:
    if get_origin(annotation) is list:
        return "list"
    if pattern == _DECIMAL:
        return "decimal"
    kinds: dict[Any, Kind] = {int: "integer", float: "number", bool: "boolean"}
    return kinds.get(annotation, "string")


_DECIMAL = r"^-?\d+(\.\d+)?$"


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The annotation without ``| None`` and ``Annotated``, and whether it may be None."""
    nullable = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            rest = [x for x in get_args(annotation) if x is not type(None)]
            nullable = nullable or len(rest) < len(get_args(annotation))
            if len(rest) != 1:
                return annotation, nullable
            annotation = rest[0]
        else:
            return annotation, nullable


def _extra(info: FieldInfo) -> tuple[str, str]:
    """Pattern and description, the field's own or those of its type."""
    pattern, description = "", info.description or ""
    metadata = list(info.metadata)
    for part in (info.annotation, *get_args(info.annotation)):
        if get_origin(part) is Annotated:
            for inner in get_args(part)[1:]:
                metadata += [*getattr(inner, "metadata", ()), inner]
                description = description or getattr(inner, "description", None) or ""
    for entry in metadata:
        pattern = pattern or getattr(entry, "pattern", None) or ""
    return pattern, description


def _record(annotation: Any) -> type[BaseModel] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _list_of(info: FieldInfo) -> type[BaseModel] | None:
    """The record type of a list of records."""
    annotation, _ = _bare(info.annotation)
    return _record(_bare(get_args(annotation)[0])[0]) if get_origin(annotation) is list else None

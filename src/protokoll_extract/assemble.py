"""Plain values on one side, evidence on the other: from a tree of Values to the contract."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import Any, TypeVar

from pydantic import TypeAdapter

from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.model.protokoll import Evidence, QuotePart
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span

Json = Any
Found = list[tuple[str, Value]]


def separate(source: SourceText, tree: Tree) -> tuple[Json, list[Evidence]]:
    """The tree's plain values, and one evidence entry for each value in it.

    Every entry's parts quote the canonical text where the value stands.
    """
    found: Found = []
    plain = _plain(tree, "", found)
    return plain, _evidence(source, found)


def _plain(node: Json, pointer: str, found: Found) -> Json:
    """The node without its Values, each of which goes to ``found`` with its JSON Pointer."""
    kind = type(node)
    if kind is not dict and kind is not list:
        return node
    plain: list[Json] = []
    for key, child in node.items() if kind is dict else enumerate(node):
        if child is None:
            plain.append(None)
        elif type(child) is Value:
            found.append((f"{pointer}/{key}", child))
            plain.append(child.value)
        else:
            plain.append(_plain(child, f"{pointer}/{key}", found))
    return dict(zip(node, plain, strict=True)) if kind is dict else plain


def _evidence(source: SourceText, found: Found) -> list[Evidence]:
    # Many values (a person in every §) stand at the same places and share the quotes of them.
    places: dict[tuple[Span, ...], int] = {}
    at = [places.setdefault(value.spans, len(places)) for _, value in found]
    quotes = list(parts_of(source, places))
    entries = [
        {"pointer": pointer, "status": value.status, "rule": value.rule, "parts": quotes[place]}
        for (pointer, value), place in zip(found, at, strict=True)
    ]
    return _lean(_EVIDENCE.validate_python(entries), set(Evidence.model_fields))


def parts_of(source: SourceText, places: Iterable[tuple[Span, ...]]) -> Iterator[list[QuotePart]]:
    """For each place, its quotes with page and box, one a page."""
    cut = [[part for span in spans for part in source.split_by_page(span)] for spans in places]
    made = _lean(
        _PARTS.validate_python([_part(source, part) for parts in cut for part in parts]),
        set(QuotePart.model_fields),
    )
    following = iter(made)
    return (list(islice(following, len(parts))) for parts in cut)


def _part(source: SourceText, span: Span) -> Json:
    box = source.box_of(span)
    region = source.region_at(span.start) if source.regions else None
    return {
        "start": span.start,
        "end": span.end,
        "page": box.page if box else source.page_at(span.start) if source.has_pages else None,
        # Tenths of points: as ``round(edge, 1)``, in a third of the time.
        "box": (
            round(10 * box.x0) / 10,
            round(10 * box.top) / 10,
            round(10 * box.x1) / 10,
            round(10 * box.bottom) / 10,
        )
        if box
        else None,
        "element": region.path if region else None,
        "quote": source.text[span.start : span.end],
    }


# A document has thousands of these: they are checked all at once.
_EVIDENCE, _PARTS = TypeAdapter(list[Evidence]), TypeAdapter(list[QuotePart])
_Record = TypeVar("_Record", Evidence, QuotePart)


def _lean(records: list[_Record], fields: set[str]) -> list[_Record]:
    """The records, sharing one set of the names of the fields they were given, which is always all.

    Else each keeps one of its own, that takes as much room as the rest of it.
    """
    deque(map(object.__setattr__, records, repeat("__pydantic_fields_set__"), repeat(fields)), maxlen=0)
    return records

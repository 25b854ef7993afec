"""Plain values on one side, evidence on the other: from a tree of Values to the contract."""

from __future__ import annotations

from typing import Any, TypeVar

from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.model.protokoll import Evidence, QuotePart
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span

Json = Any
# A document has thousands of these: they are checked without the detour by way of ``__init__``.
_evidence = Evidence.__pydantic_validator__.validate_python
_quote_part = QuotePart.__pydantic_validator__.validate_python


def separate(source: SourceText, tree: Tree) -> tuple[Json, list[Evidence]]:
    """The tree's plain values, and one evidence entry for each value in it.

    Every entry's parts quote the canonical text where the value stands.
    """
    evidence: list[Evidence] = []
    plain = _plain(_Quotes(source), tree, "", evidence)
    return plain, evidence


class _Quotes:
    """The quotes of places; many values (a person in every §) stand at the same ones and share them."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._known: dict[tuple[Span, ...], list[QuotePart]] = {}

    def at(self, spans: tuple[Span, ...]) -> list[QuotePart]:
        known = self._known.get(spans)
        if known is None:
            known = self._known[spans] = parts_of(self._source, spans)
        return known


def _plain(quotes: _Quotes, node: Any, pointer: str, evidence: list[Evidence]) -> Json:
    kind = type(node)
    if kind is Value:
        parts = quotes.at(node.spans)
        entry = {"pointer": pointer, "status": node.status, "rule": node.rule, "parts": parts}
        evidence.append(_lean(_evidence(entry), _EVIDENCE_FIELDS))
        return node.value
    if kind is dict:
        return {k: _plain(quotes, v, f"{pointer}/{k}", evidence) for k, v in node.items()}
    if kind is list:
        return [_plain(quotes, v, f"{pointer}/{i}", evidence) for i, v in enumerate(node)]
    return node


def parts_of(source: SourceText, spans: tuple[Span, ...]) -> list[QuotePart]:
    """Quotes with page and box, one a page."""
    return [_part(source, part) for span in spans for part in source.split_by_page(span)]


def _part(source: SourceText, span: Span) -> QuotePart:
    box = source.box_of(span)
    region = source.region_at(span.start) if source.regions else None
    # Tenths of points: as ``round(edge, 1)``, in a third of the time; each value has four.
    edges = None
    if box is not None:
        edges = (
            round(10 * box.x0) / 10,
            round(10 * box.top) / 10,
            round(10 * box.x1) / 10,
            round(10 * box.bottom) / 10,
        )
    part: QuotePart = _quote_part(
        {
            "start": span.start,
            "end": span.end,
            "page": box.page if box else source.page_at(span.start) if source.has_pages else None,
            "box": edges,
            "element": region.path if region else None,
            "quote": source.text[span.start : span.end],
        }
    )
    return _lean(part, _PART_FIELDS)


# Every record keeps the names of the fields it was given, in a set that takes as much room as the
# rest of it. These, by the ten thousand, are always given all of theirs, and share one set.
_EVIDENCE_FIELDS, _PART_FIELDS = set(Evidence.model_fields), set(QuotePart.model_fields)
_Lean = TypeVar("_Lean", Evidence, QuotePart)


def _lean(record: _Lean, fields: set[str]) -> _Lean:
    object.__setattr__(record, "__pydantic_fields_set__", fields)
    return record

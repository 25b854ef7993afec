"""Half-open spans of code points, and the few operations the house needs on them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from protokoll_extract.text.record import ordered_record


@ordered_record
class Span:
    """Code points ``start`` (inclusive) to ``end`` (exclusive) of a canonical text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def intersect(self, other: Span) -> Span | None:
        """The common part, or None where it is empty."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def quote(self, text: str) -> str:
        return text[self.start : self.end]


_START = attrgetter("start")


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, disjoint, non-empty spans that cover the same code points."""
    kept = [s for s in spans if s.start < s.end]
    if len(kept) < 2:
        return tuple(kept)
    out: list[Span] = []
    for span in sorted(kept, key=_START):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def subtract(whole: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of ``whole`` without ``holes``, sorted and disjoint."""
    out: list[Span] = []
    cursor = whole.start
    for hole in union(holes):
        if hole.end <= cursor:
            continue
        if hole.start >= whole.end:
            break
        if hole.start > cursor:
            out.append(Span(cursor, hole.start))
        cursor = hole.end
    if cursor < whole.end:
        out.append(Span(cursor, whole.end))
    return tuple(out)


def strip(text: str, span: Span) -> Span:
    """The span without white space at either end (may become empty)."""
    quote = text[span.start : span.end]
    if quote and not quote[0].isspace() and not quote[-1].isspace():
        return span
    left = len(quote) - len(quote.lstrip())
    right = len(quote.rstrip())
    return Span(span.start + left, span.start + max(left, right))

"""Cells of the front page that fit no shape, put together where one went on below in its column."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.text.source import Page, SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar

# So long is a full line of a plain text (characters).
_FULL = 60
# A line so wide (share of the page) may have been wrapped at the margin.
_WIDE = 0.5


def loose_views(source: SourceText, loose: list[Span]) -> Iterator[View]:
    """The cells that fit no shape; a name wrapped in its column is put together."""
    cells = list(loose)
    while cells:
        spans = [cells.pop(0)]
        while (below := next((c for c in cells[:4] if _wraps(source, spans[-1], c)), None)) is not None:
            cells.remove(below)
            spans.append(below)
        yield view_of(source.text, spans)


def _wraps(source: SourceText, cell: Span, below: Span) -> bool:
    """Did the cell go on below because the column was full?

    Same column, same type, next line, and the first word had no room beside
    whatever stands to the right.
    """
    above, after = source.words_in(cell), source.words_in(below)
    goes_on = source.text[below.start].islower() or source.text[below.start].isdigit()
    goes_on = goes_on or bool(grammar("header.value_unfinished").search(source.quote(cell)))
    if not above and not after:
        return goes_on and len(cell) >= _FULL and source.text[cell.end : below.start] == "\n"
    if not above or not after or above[0].box.page != after[0].box.page:
        return False
    first, last, word = above[0], above[-1], after[0]
    step = word.box.top - first.box.top
    if word.font != first.font or abs(word.box.x0 - first.box.x0) > 2 or not 0 < step < 1.7 * first.font.size:
        return False
    beside = source.words_in(Span(cell.end, below.start))
    limit = min((w.box.x0 for w in beside if w.box.x0 > last.box.x1), default=None)
    needed = last.box.x1 + 0.3 * first.font.size + (word.box.x1 - word.box.x0)
    if limit is None and goes_on:
        page = source.pages[first.box.page - 1]
        return last.box.x1 - first.box.x0 > _WIDE * page.width and needed > _edge(source, page)
    return limit is not None and needed > limit - 6


def _edge(source: SourceText, page: Page) -> float:
    """How far to the right the page's text goes (points)."""
    return max((w.box.x1 for w in source.words_in(page.span)), default=0.0)

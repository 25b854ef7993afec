"""Rows of ruled tables: lines that stand between the same two level ruling lines."""

from __future__ import annotations

from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span

# What is thinner is a ruling line; what is shorter, no border of a cell (points).
_THIN, _SHORT = 3.0, 20.0


def in_same_row(source: SourceText, above: Span, below: Span) -> bool | None:
    """Do two cells, one below the other, stand in one row of a ruled table? None where nothing is ruled."""
    first, second = source.words_in(above), source.words_in(below)
    if not first or not second or first[0].box.page != second[0].box.page:
        return None
    x, top, bottom = second[0].box.x0 + 1, first[0].box.top, second[-1].box.bottom
    middle = (first[0].box.top + first[0].box.bottom) / 2, (second[0].box.top + second[0].box.bottom) / 2
    level = [
        (rule.top + rule.bottom) / 2
        for rule in source.pages[second[0].box.page - 1].rules
        if rule.bottom - rule.top <= _THIN and rule.x1 - rule.x0 >= _SHORT and rule.x0 <= x <= rule.x1
    ]
    if not any(y <= top + 1 for y in level) or not any(y >= bottom - 1 for y in level):
        return None
    return not any(middle[0] < y < middle[1] for y in level)

"""Rows of tables that go on over several lines, told by the ruling lines or the gaps between the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.registers import first_names

# What is thinner is a ruling line; what is shorter, no border of a cell (points).
_THIN, _SHORT = 3.0, 20.0

Cells = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """What stands between the rows of a table: ``ruled`` lines, ``gaps`` of a blank line, or neither."""

    ruled: bool
    gaps: bool

    @classmethod
    def of(cls, source: SourceText, rows: Sequence[Cells]) -> Parting:
        """Seen in the rows; those of one cell tell nothing."""
        pairs = [(a, b) for a, b in pairwise(rows) if len(b) > 1]
        if len(pairs) < 2 or not source.words_in(rows[0][0]):
            return cls(False, False)
        ruled = any(in_same_row(source, a[0], b[0]) is False for a, b in pairs)
        whole = [(a, b) for a, b in pairs if len(b) >= len(rows[0])]
        return cls(ruled, len(whole) > 1 and all(_is_gap(source, a, b) for a, b in whole))

    def goes_on(self, source: SourceText, above: Cells, width: int, below: Cells) -> bool:
        """Does the line ``below`` go on with the row of ``width`` cells whose last line is ``above``?"""
        if width < 2 or len(below) >= width or _names_somebody(source.quote(below[0])):
            return False
        same = in_same_row(source, above[0], below[0]) if self.ruled else None
        if same is not None:
            return same
        return self.gaps and not _is_gap(source, above, below)


NOT_PARTED = Parting(False, False)
"""Nothing is known of what stands between the rows."""


def _is_gap(source: SourceText, above: Cells, below: Cells) -> bool:
    return (
        "\n\n" in source.text[above[-1].end : below[0].start]
        or "\f" in source.text[above[-1].end : below[0].start]
    )


def _names_somebody(text: str) -> bool:
    """A given name and more: somebody else's row begins here."""
    words = text.split()
    return len(words) > 1 and bool(first_names() & {*words[:2]})


def in_same_row(source: SourceText, above: Span, below: Span) -> bool | None:
    """Do two cells, one below the other, stand in one row of a ruled table? None where nothing is ruled."""
    level = _level_rules(source, above, below)
    if level is None:
        return None
    top, bottom = source.words_in(above)[0].box.top, source.words_in(below)[-1].box.bottom
    if not any(y <= top + 1 for y in level) or not any(y >= bottom - 1 for y in level):
        return None
    return not rule_between(source, above, below)


def rule_between(source: SourceText, above: Span, below: Span) -> bool:
    """Does a level ruling line part two cells, one below the other?"""
    level = _level_rules(source, above, below)
    if level is None:
        return False
    boxes = source.words_in(above)[0].box, source.words_in(below)[0].box
    upper, lower = ((box.top + box.bottom) / 2 for box in boxes)
    return any(upper < y < lower for y in level)


def _level_rules(source: SourceText, above: Span, below: Span) -> list[float] | None:
    """Where level ruling lines run over the beginning of the cell ``below``; None without places."""
    first, second = source.words_in(above), source.words_in(below)
    if not first or not second or first[0].box.page != second[0].box.page:
        return None
    x = second[0].box.x0 + 1
    return [
        (rule.top + rule.bottom) / 2
        for rule in source.pages[second[0].box.page - 1].rules
        if rule.bottom - rule.top <= _THIN and rule.x1 - rule.x0 >= _SHORT and rule.x0 <= x <= rule.x1
    ]


def nearest(source: SourceText, cells: Sequence[Span], cell: Span) -> int:
    """Which of the cells of the row above begins nearest to where this one begins."""
    x0 = source.words_in(cell)[0].box.x0
    lefts = [source.words_in(other)[0].box.x0 for other in cells]
    return min(range(len(cells)), key=lambda i: abs(lefts[i] - x0))

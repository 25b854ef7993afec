"""Those who hold the board's offices, each on a line of its own right above the list of the members.

"Ordförande: Ada Ek" / "Vice ordförande: Bo Ås" / "Ledamöter: Eva Ö och Ida Ur": four members were there.
"""

from __future__ import annotations

from functools import cache

from protokoll_extract.segment.front_labels import OpenGroup
from protokoll_extract.segment.groups import has_noun
from protokoll_extract.segment.headings import label, plain
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table

_LABELLED = gated(r"\**(?P<office>(?:\d:[ae]\s)?[^:*]{1,40})\**:[\s*]*(?P<holder>\p{Lu}.*)")
_BEHIND_NAME = gated(r"\s*[(,;§]")

_Row = tuple[Span, ...]


def offices_above(source: SourceText, lines: tuple[Line, ...], at: int, group: OpenGroup) -> list[_Row]:
    """The offices right above the heading at ``at`` of a list of members, each with what stands behind it."""
    if group.kind.capacity != "member" or not group.kind.present or not has_noun(group.heading.text):
        return []
    found: list[_Row] = []
    # Where a line is a paragraph, the space between two of them says nothing.
    while at and (source.whole_lines or not lines[at].blank_before):
        at -= 1
        row = _parted(source, lines[at])
        if row and _offices().fullmatch(plain(source.quote(row[0]))):
            found.append(row)
        elif not row or label(source.quote(row[0])) != "secretary":
            break  # Whoever keeps the minutes need not be one of the members.
    return found[::-1]


def listed_nowhere(source: SourceText, office: _Row, groups: list[OpenGroup]) -> bool:
    """Does no list name the holder of the office, as there or as absent?"""
    words = _BEHIND_NAME.split(source.quote(office[1]))[0].split()
    rows = (" ".join(map(source.quote, row)) for group in groups for row in group.rows)
    return not any(all(word in row for word in words) for row in rows)


def _parted(source: SourceText, line: Line) -> _Row:
    """A label and the cells behind it; empty where the line has no such shape."""
    if len(line.cells) > 1:
        return line.cells
    match, start = _LABELLED.fullmatch(line.text(source)), line.span.start
    spans = map(match.span, ("office", "holder")) if match else ()
    return tuple(Span(start + a, start + b) for a, b in spans)


@cache
def _offices() -> Pattern:
    return gated(rf"(?i)(?:{table('attendance')['roles']['board']})")

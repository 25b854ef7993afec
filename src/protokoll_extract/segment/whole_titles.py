"""The last lines of long titles, in minutes that have nothing else above the first sub-heading.

A title is set in a narrower measure than the text, so the width of a line does not tell whether the
next one goes on with it: "… angående försäljningen av Norrviks" / "Trafikservice AB". Where the other
§§ of the document go straight from the title to "Beslut", the lines between the two are title too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from protokoll_extract.segment.head import Head
from protokoll_extract.segment.headings import sub_heading
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.titles import Title, is_diary_line, is_sentence
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import join_views, view_of
from protokoll_extract.vocab.load import grammar

# So many §§ must have a sub-heading, and this part of them nothing above it, for it to be a habit.
_ENOUGH, _MOST = 5, 0.75
# Lines that may be left of a title.
_LEFT = 3
# A size that differs by more is another type (points).
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class _Rest:
    """What stands between a title and the first sub-heading below it."""

    last: Line
    lines: Sequence[Line]


def whole_titles(
    source: SourceText, blocks: Iterable[tuple[Head, Sequence[Line]]], titles: Sequence[Title]
) -> list[Title]:
    """The titles, with their last lines where these were taken for text."""
    rests = [_rest(source, head, lines, t) for (head, lines), t in zip(blocks, titles, strict=True)]
    known = [rest for rest in rests if rest is not None]
    bare = sum(1 for rest in known if not rest.lines)
    if len(known) < _ENOUGH or bare < _MOST * len(known) or bare == len(known):
        return list(titles)
    return [_with(source, title, rest) for title, rest in zip(titles, rests, strict=True)]


def _rest(source: SourceText, head: Head, lines: Sequence[Line], title: Title) -> _Rest | None:
    """None where no sub-heading follows soon."""
    for at in range(title.used, min(len(lines), title.used + _LEFT + 1)):
        if sub_heading(lines[at].text(source)):
            last = lines[title.used - 1] if title.used else head.line
            return _Rest(last, lines[title.used : at])
    return None


def _with(source: SourceText, title: Title, rest: _Rest | None) -> Title:
    if rest is None or not rest.lines or title.title is None or title.said is not None:
        return title
    if is_sentence(title.title.text) or not _belong(source, rest):
        return title
    more = view_of(source.text, [line.span for line in rest.lines])
    return replace(title, title=join_views(title.title, more), used=title.used + len(rest.lines))


def _belong(source: SourceText, rest: _Rest) -> bool:
    """Do the lines go on with the title: no blank line, no other type, nothing that is said or listed?"""
    if sum(1 for line in rest.lines if line.marker) > 1 or any(line.number for line in rest.lines):
        return False
    return all(_goes_on(source, rest.last, line) for line in rest.lines)


def _goes_on(source: SourceText, above: Line, line: Line) -> bool:
    text = line.text(source)
    if line.blank_before or line.level or len(line.cells) > 1 or text.endswith((".", ":", ";", "?")):
        return False
    if abs(line.size - above.size) > _SAME or line.bold != above.bold or is_diary_line(text):
        return False
    return not (grammar("title.person").search(text) or grammar("decision.decider").match(text))

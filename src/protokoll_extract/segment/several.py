"""Several minutes in one file: where the next ones begin. Only the first are read."""

from __future__ import annotations

from protokoll_extract.segment.announce import announced
from protokoll_extract.segment.head import is_numbered_head
from protokoll_extract.segment.headings import group_heading, label, label_prefix
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.unsigned import is_agenda_item
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText

# How far below its title a front page says when, where and by whom (lines).
_FRONT = 40
# How far down its page a title stands (lines).
_TOP = 8
# The names above a title: how many lines, and how long they are (characters).
_ABOVE, _SHORT = 3, 60
_OWN_NUMBER = gated(r"^\d{1,3}[.)]?\s+")
_OFFICES = frozenset({"adjusters", "chair", "secretary", "paragraphs"})
_PEOPLE = 2
_PLACES = frozenset({"place", "place_and_time", "time", "date_and_time", "date"})


def next_minutes(source: SourceText, lines: tuple[Line, ...]) -> int | None:
    """The position in ``lines`` where other minutes begin, behind the first §§; None if nowhere."""
    texts = [x.text(source) for x in lines]
    # On which line each page begins; without pages a title may stand anywhere.
    tops = {x.page: i for i, x in reversed([*enumerate(lines)])} if source.has_pages else None
    first = next((i for i, x in enumerate(lines) if _begins_matter(texts[i], x.page)), len(lines))
    end = -1
    for at in range(first + 1, len(lines)):
        if (tops and at - tops[lines[at].page] >= _TOP) or not _is_title(source, lines[at]):
            continue
        if end < at:  # Else the next matter is still the one found before.
            end = next(
                (i for i in range(at, len(lines)) if _begins_matter(texts[i], lines[i].page)), len(lines)
            )
        if end < len(lines) and _is_front(source, lines[at + 1 : min(end, at + _FRONT)]):
            return _with_issuer(source, lines, at)
    return None


def _is_title(source: SourceText, line: Line) -> bool:
    if line.marker or not any(announced(source.quote(c)) == "minutes" for c in line.cells):
        return False
    return source.has_pages or line.blank_before or len(line.cells) == 1


def _is_front(source: SourceText, lines: tuple[Line, ...]) -> bool:
    """Do these lines say where or when, and twice who: lists of people, adjusters, the chair?

    A running head says when, and a list of votes may stand below it.
    """
    fields = {_field(source, line) for line in lines}
    lists = {group_heading(source.quote(line.cells[0])) for line in lines} - {None}
    return bool(fields & _PLACES) and len(lists) + len(fields & _OFFICES) >= _PEOPLE


def _field(source: SourceText, line: Line) -> str | None:
    found = label(source.quote(line.cells[0])) or label(line.text(source).split(":")[0])
    prefix = label_prefix(line.text(source))
    return found or (prefix[0] if prefix else None)


def _with_issuer(source: SourceText, lines: tuple[Line, ...], at: int) -> int:
    """The title's page, or the names right above it (the issuer, the organ), belong to it."""
    for i in range(at - 1, max(-1, at - _ABOVE - 1), -1):
        apart = lines[i].page != lines[at].page
        if apart or not _is_above(lines[i], lines[at]) or lines[i].text(source).endswith((".", ":")):
            return i + 1
    return max(0, at - _ABOVE)


def _is_above(above: Line, line: Line) -> bool:
    return len(above.span) < _SHORT and above.marker is None and len(above.cells) == 1


def _begins_matter(text: str, page: int) -> bool:
    return is_numbered_head(text, page) or is_agenda_item(_OWN_NUMBER.sub("", text))

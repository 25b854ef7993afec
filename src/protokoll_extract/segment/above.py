"""What stands right above a § and belongs to it: its title, or its diary number."""

from __future__ import annotations

from protokoll_extract.segment.head import Head
from protokoll_extract.segment.headings import group_heading, is_closing, label, sub_heading
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.titles import is_sentence
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar

Block = tuple[Head, list[Line]]

# A title may be so long (characters).
_LONGEST = 120
# So few §§ show no habit.
_FEWEST = 3
# A §'s own diary number stands among so many first lines.
_FIRST = 2
_ENDS_TEXT = gated(r"[.:;,!?_…][”\"')\]*]*$")


def titles_above(source: SourceText, front: tuple[Line, ...], blocks: list[Block]) -> list[Line | None]:
    """The title above each lone number, where the document prints its titles there; else nothing.

    A line that ends nothing stands above nearly every number, and below stands the text itself.
    """
    above = [front[-1] if front else None, *(lines[-1] if lines else None for _, lines in blocks[:-1])]
    lone = [not source.quote(head.rest).strip(" .:") for head, _ in blocks]
    if len(blocks) < _FEWEST or not all(lone):
        return [None] * len(blocks)
    found = [x if x is not None and _is_title(source, x) else None for x in above]
    texts = [lines[0] for _, lines in blocks if lines]
    plain = sum(_is_title(source, line) for line in texts)
    if sum(x is not None for x in found) < 0.8 * len(blocks) or 2 * plain > len(texts):
        return [None] * len(blocks)
    return found


def _is_title(source: SourceText, line: Line) -> bool:
    text = line.text(source)
    known = sub_heading(text) or group_heading(text) or label(text) or is_closing(text)
    parted = line.blank_before and len(line.cells) == 1 and line.marker is None
    if known or not parted or len(text) > _LONGEST or not text[:1].isupper():
        return False
    return not (_ENDS_TEXT.search(text) or is_sentence(text))


def diary_above(source: SourceText, block: Block | None, head: Head) -> Line | None:
    """The last line of the § before, where it is nothing but the next one's diary number.

    It stands right above that § and apart from the text before it.
    """
    last = block[1][-1] if block and len(block[1]) > 1 else None
    if last is not None and block and len(block[1]) > _FIRST and _is_worded(source, last):
        return last  # "Dnr KS 2031/12" below what was decided is not that §'s.
    if last is None or not last.blank_before or head.line.blank_before:
        return None
    return last if is_diary(source, last) else None


def counts_matters(source: SourceText, lines: list[Line]) -> bool:
    """Is the last line the number of the next matter on the agenda ("Ärende 4")?"""
    return len(lines) > 1 and bool(grammar("item.agenda_number").fullmatch(lines[-1].text(source)))


def is_diary(source: SourceText, line: Line) -> bool:
    """Is the line a diary number and nothing else?"""
    return bool(grammar("item.diary_alone").fullmatch(line.text(source))) or _is_worded(source, line)


def diary_view(source: SourceText, line: Line) -> View:
    """The diary number that the line holds, without the word before it."""
    view = view_of(source.text, [line.span])
    match = grammar("item.diary_worded").fullmatch(view.text)
    return view.cut(*match.span("number")) if match else view


def _is_worded(source: SourceText, line: Line) -> bool:
    return bool(grammar("item.diary_worded").fullmatch(line.text(source)))

"""What kind of document this is: minutes, or something that only looks like them."""

from __future__ import annotations

import regex

from protokoll_extract.segment.announce import announced
from protokoll_extract.segment.front import Front
from protokoll_extract.segment.headings import is_closing, label
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.outline import Item, Outline
from protokoll_extract.text.source import SourceText

# How far down the kind of a document is still announced (lines).
_HEAD = 25
_WIDE = regex.compile(r"\s{2,}")
# Fields that only minutes fill in: who adjusts them and which §§ they hold.
_FORMAL = frozenset({"adjusters", "adjustment", "adjustment_date", "paragraphs"})


def is_minutes(source: SourceText, outline: Outline, front: Front) -> bool:
    """Does the document say that it is minutes, or is it built like them?

    A notice, an agenda, a paper or a news page announces itself; it is refused unless it
    decides and somebody is to adjust it. Else a title, an attendance list or §§ with
    decisions are what minutes have and others have not.
    """
    kinds = _announced(source, outline)
    # An agenda below a title is a part of the minutes.
    other = bool({"notice", "news", "paper"} & {*kinds}) or kinds[:1] == ["agenda"]
    adjusted = _is_adjusted(source, outline, front)
    decided = any(s.kind == "decision" and s.paragraphs for i in outline.items for s in i.sections)
    if "minutes" in kinds:
        return not other or decided or adjusted or _is_held(outline)
    if other:
        return decided and adjusted
    if "meeting" in kinds:
        return decided or adjusted or bool(front.groups or front.tables) or _is_held(outline)
    return decided or (bool(front.groups or front.tables) and bool(outline.items or adjusted))


def _announced(source: SourceText, outline: Outline) -> list[str]:
    """The kinds named near the top in order, list items and the paragraphs' lines aside."""
    repeated = {x.index for x in outline.repeated}
    first = outline.items[0].lines[0].index if outline.items else len(outline.lines)
    lines = [x for x in outline.lines[:_HEAD] if not x.marker and (x.index < first or x.index in repeated)]
    kinds = (announced(text) for line in lines for text in _parts(source, line))
    return [kind for kind in kinds if kind]


def _parts(source: SourceText, line: Line) -> list[str]:
    """The cells of the line that are no value behind a label."""
    cells = [source.quote(cell) for cell in line.cells]
    return cells[:1] if label(cells[0]) else [c for cell in cells for c in _WIDE.split(cell)]


def _is_adjusted(source: SourceText, outline: Outline, front: Front) -> bool:
    labelled = any(x.field in _FORMAL for x in front.labelled)
    return labelled or any(is_closing(x.text(source)) for x in outline.closing[:1])


def _is_held(outline: Outline) -> bool:
    """Do most matters say something, as they do when a meeting was held?"""
    return bool(outline.items) and sum(map(_says, outline.items)) >= 0.5 * len(outline.items)


def _says(item: Item) -> bool:
    return any(s.paragraphs and s.kind not in ("proposed_decision", "papers") for s in item.sections)

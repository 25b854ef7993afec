"""The words themselves: what a template left, decisions without text or out of number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.outline import Item
from protokoll_extract.text.gate import AnyOf, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table


@cache
def _prompts() -> AnyOf:
    return AnyOf(table("audit")["template"]["patterns"])


def left_overs(source: SourceText, lines: tuple[Line, ...]) -> Iterator[Issue]:
    """Prompts of a template that nobody filled in."""
    prompts = _prompts().possible(source.text)
    if prompts is None:
        return
    for line in lines:
        if match := prompts.search(line.text(source)):
            span = Span(line.span.start + match.start(), line.span.start + match.end())
            yield Issue("text.template", f"Left over from a template: {match.group().strip()}", (span,))


def several(source: SourceText, others: tuple[Line, ...]) -> Iterator[Issue]:
    """Further minutes in the file, behind those that were read."""
    if others:
        where = f" on page {others[0].page}" if source.has_pages else ""
        message = f"Other minutes begin{where}; only the first ones in the file were read."
        yield Issue("document.several", message, (others[0].span,))


def decisions(trees: list[Tree], items: tuple[Item, ...], text: str) -> Iterator[Issue]:
    """A heading "Beslut" with nothing below it; numbered points with a gap."""
    for at, (tree, item) in enumerate(zip(trees, items, strict=True)):
        empty = [s for s in item.sections if s.kind == "decision" and s.heading and not s.paragraphs]
        if empty and not tree["decisions"]:
            heading = empty[0].heading
            assert heading is not None
            message = f"{_paragraph(tree)} has a heading for a decision and no decision."
            yield Issue("decision.empty", message, heading.whole(), (f"/items/{at}",))
        yield from _gaps(tree, at, text)


def _paragraph(tree: Tree) -> str:
    return f"§ {tree['number'].value}" if tree["number"] is not None else "A §"


def _gaps(tree: Tree, at: int, text: str) -> Iterator[Issue]:
    """Points 1, 2, 4; a number that begins again begins another list."""
    points = [p["number"] for p in tree["decisions"] if p["number"] is not None]
    numbers = [(int(str(p.value)), p) for p in points if str(p.value).isdigit()]
    if numbers and numbers[0][0] == 2:
        message = f"{_paragraph(tree)}: the decision points begin at 2."
        yield issue("decision.number_gap", message, numbers[0][1], pointers=[f"/items/{at}/decisions"])
    for (a, before), (b, after) in pairwise(numbers):
        if a + 1 < b <= a + 3 and not _between(text, a + 1, before, after):
            message = f"{_paragraph(tree)}: decision point {a} is followed by {b}."
            yield issue("decision.number_gap", message, before, after, pointers=[f"/items/{at}/decisions"])


def _between(text: str, number: int, before: Value, after: Value) -> bool:
    """The number stands there, only no point was made of it."""
    start, end = before.spans[-1].end, after.spans[0].start
    return bool(gated(rf"(?m)^\s*{number}[.)]").search(text, start, end))

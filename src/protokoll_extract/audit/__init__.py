"""The document checked against itself. Each finding quotes the places that disagree.

Codes and severities are listed in docs/FINDINGS.md; ``issue.SEVERITIES`` is that list in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protokoll_extract.audit import money, people, text
from protokoll_extract.audit.clock import Times, dates_and_times, notice, opening, order, weekdays
from protokoll_extract.audit.contents import contents_list, is_excerpt, numbers, ranges
from protokoll_extract.audit.issue import Issue
from protokoll_extract.audit.votes import votes
from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.resolve.presence_rows import Doubt
from protokoll_extract.segment.outline import Outline
from protokoll_extract.text.source import SourceText

__all__ = ["Issue", "Read", "audit"]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a document besides its tree: values given more than once, and doubts."""

    source: SourceText
    outline: Outline
    dates: tuple[Value, ...] = ()
    times: Times = ()
    signers: tuple[Value, ...] = ()
    doubts: Iterable[Doubt] = ()


def audit(tree: Tree, read: Read) -> Iterator[Issue]:
    """All findings of one document, in a fixed order."""
    meeting, items = tree["meeting"], tree["items"]
    if not items:
        yield Issue("items.none", "No paragraphs (§§) were found.")
        if not read.outline.minutes or (not tree["attendance"] and meeting["title"] is None):
            yield Issue("document.not_minutes", "Nothing in this text says that it is minutes.")
            return
    yield from text.several(read.source, read.outline.others)
    yield from ranges(meeting["paragraphs"], tree["contents"], items)
    yield from contents_list(tree["contents"], items)
    yield from numbers(items, excerpt=is_excerpt(meeting["title"]))
    yield from _people(tree, read)
    yield from (Issue(doubt.code, doubt.message, doubt.spans) for doubt in read.doubts)
    yield from _clock(tree, read)
    yield from text.left_overs(read.source, read.outline.lines)
    yield from text.decisions(items, read.outline.items, read.source.text)
    yield from money.tables(items)
    yield from money.parts(tree["amounts"], read.source.text)
    yield from money.unclear(tree["amounts"])


def _people(tree: Tree, read: Read) -> Iterator[Issue]:
    meeting, attendance, items = tree["meeting"], tree["attendance"], tree["items"]
    front = " ".join(line.text(read.source) for line in read.outline.front)
    complete = people.listed(attendance, items, front)
    yield from people.offices(meeting, attendance, items)
    if items:  # Without §§ nobody knows where a list ends.
        yield from people.lists(attendance)
    yield from people.parties(tree, read.source.text)
    if complete:
        yield from people.acting(attendance, items)
    yield from people.signatures(list(read.signers), meeting, attendance)
    yield from votes(items, attendance, complete=complete)


def _clock(tree: Tree, read: Read) -> Iterator[Issue]:
    meeting, items = tree["meeting"], tree["items"]
    breaks = [*meeting.get("adjournments", ()), *(x for item in items for x in item["adjournments"])]
    yield from dates_and_times(read.dates, read.times)
    yield from order(meeting, items, breaks)
    yield from opening(meeting, items)
    yield from weekdays(read.source, read.outline.lines)
    yield from notice(read.source, (*read.outline.front, *read.outline.closing), meeting)

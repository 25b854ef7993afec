"""The document checked against itself. Each finding quotes the places that disagree.

Codes and severities are listed in docs/FINDINGS.md; ``issue.SEVERITIES`` is that list in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protokoll_extract.audit.clock import Times, dates_and_times
from protokoll_extract.audit.contents import contents_list, numbers, ranges
from protokoll_extract.audit.issue import Issue
from protokoll_extract.audit.people import offices
from protokoll_extract.audit.votes import votes
from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.resolve.presence import Doubt
from protokoll_extract.segment.outline import Outline

__all__ = ["Issue", "audit"]


def audit(
    tree: Tree, outline: Outline, dates: tuple[Value, ...], times: Times, doubts: Iterable[Doubt] = ()
) -> Iterator[Issue]:
    """All findings of one document, in a fixed order."""
    meeting, items = tree["meeting"], tree["items"]
    if not items:
        yield Issue("items.none", "No paragraphs (§§) were found.")
        if not outline.minutes or (not tree["attendance"] and meeting["title"] is None):
            yield Issue("document.not_minutes", "Nothing in this text says that it is minutes.")
    yield from ranges(meeting["paragraphs"], tree["contents"], items)
    yield from contents_list(tree["contents"], items)
    yield from numbers(items)
    yield from offices(meeting, tree["attendance"])
    yield from (Issue(doubt.code, doubt.message, doubt.spans) for doubt in doubts)
    yield from dates_and_times(dates, times)
    yield from votes(items)

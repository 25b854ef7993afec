"""A finding of the audit, and the closed list of their codes.

The list is docs/FINDINGS.md in code: a test keeps them alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from protokoll_extract.extract.finding import Value
from protokoll_extract.text.span import Span, union

Severity = Literal["info", "doubt", "loss"]

SEVERITIES: dict[str, Severity] = {
    "adjuster.not_listed": "doubt",
    "chair.not_listed": "doubt",
    "contents.extra_item": "doubt",
    "contents.missing_item": "loss",
    "contents.title_differs": "info",
    "date.disagrees": "doubt",
    "document.not_minutes": "loss",
    "items.duplicate_number": "doubt",
    "items.missing_number": "loss",
    "items.none": "loss",
    "presence.disagrees": "doubt",
    "presence.seat_twice": "doubt",
    "presence.unknown_paragraph": "doubt",
    "presence.unsettled": "info",
    "range.body_mismatch": "doubt",
    "range.contents_mismatch": "doubt",
    "source.tracked_changes": "doubt",
    "time.disagrees": "doubt",
    "vote.count_differs": "doubt",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """A coded finding: what is odd, every place that shows it, and the values it is about."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()
    pointers: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.code]


def issue(code: str, message: str, *values: Value | None, pointers: Iterable[str] = ()) -> Issue:
    """The finding that quotes these values."""
    spans = union(span for value in values if value is not None for span in value.spans)
    return Issue(code, message, spans, tuple(pointers))

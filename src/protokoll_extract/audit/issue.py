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
    "adjuster.not_elected": "doubt",
    "adjuster.not_listed": "doubt",
    "attendance.present_and_absent": "doubt",
    "chair.not_listed": "doubt",
    "contents.extra_item": "doubt",
    "contents.missing_item": "loss",
    "contents.title_differs": "info",
    "correction.unfit": "doubt",
    "date.adjusted_before": "doubt",
    "date.disagrees": "doubt",
    "date.weekday_differs": "doubt",
    "decision.empty": "doubt",
    "decision.number_gap": "doubt",
    "document.not_minutes": "loss",
    "document.several": "loss",
    "items.duplicate_number": "doubt",
    "items.missing_number": "loss",
    "items.none": "loss",
    "money.part_exceeds": "doubt",
    "money.sum_differs": "doubt",
    "money.unclear": "info",
    "notice.order": "doubt",
    "ocr.doubtful_words": "doubt",
    "ocr.layer_replaced": "doubt",
    "ocr.nothing_read": "loss",
    "ocr.page": "info",
    "ocr.sign_read": "info",
    "party.disagrees": "doubt",
    "person.absent": "doubt",
    "person.name_differs": "info",
    "person.not_listed": "doubt",
    "presence.disagrees": "doubt",
    "presence.seat_twice": "doubt",
    "presence.unknown_paragraph": "doubt",
    "presence.unsettled": "info",
    "quorum.disagrees": "doubt",
    "range.body_mismatch": "doubt",
    "range.contents_mismatch": "doubt",
    "signature.not_listed": "doubt",
    "source.attachments": "info",
    "source.illegible": "loss",
    "source.tracked_changes": "doubt",
    "text.template": "doubt",
    "time.break_outside": "doubt",
    "time.disagrees": "doubt",
    "time.ends_before_start": "doubt",
    "time.opening_differs": "doubt",
    "vote.below_members": "info",
    "vote.count_differs": "doubt",
    "vote.exceeds_members": "doubt",
    "vote.recused": "doubt",
    "vote.twice": "doubt",
    "vote.voter_absent": "doubt",
    "vote.voter_not_serving": "doubt",
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

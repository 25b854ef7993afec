"""Dates and times that the document gives more than once, or in an order that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.extract.dates import find_dates, find_times
from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import table

Times = tuple[tuple[Value | None, Value | None], ...]
# A meeting opens a little after the hour it was called to (minutes).
_LATE = 20
# After this hour an end before the start is not past midnight.
_NIGHT = "06:00"


def stated_twice(code: str, what: str, values: Iterable[Value], pointer: str) -> Iterator[Issue]:
    """The first value that is not the same as the one before all others."""
    found = list(values)
    if found and (other := next((v for v in found if v.value != found[0].value), None)):
        yield issue(
            code, f"{what} is {found[0].value} and {other.value}.", found[0], other, pointers=[pointer]
        )


def dates_and_times(dates: tuple[Value, ...], times: Times) -> Iterator[Issue]:
    """The meeting's date, start and end, wherever the front page and the running heads give them."""
    yield from stated_twice("date.disagrees", "The meeting's date", dates, "/meeting/date")
    starts, ends = [t[0] for t in times if t[0]], [t[1] for t in times if t[1]]
    yield from stated_twice("time.disagrees", "The starting time", starts, "/meeting/start_time")
    yield from stated_twice("time.disagrees", "The ending time", ends, "/meeting/end_time")


# Orders that cannot be


def order(meeting: Tree, items: list[Tree], breaks: Iterable[Tree]) -> Iterator[Issue]:
    """Approval after the meeting, the end after the start, breaks in between."""
    day, adjusted = meeting["date"], meeting["adjustment"]["date"]
    known = day is not None and adjusted is not None and _full(day) and _full(adjusted)
    if known and str(adjusted.value) < str(day.value):
        message = f"The minutes of {day.value} are approved on {adjusted.value}."
        yield issue("date.adjusted_before", message, day, adjusted, pointers=["/meeting/adjustment/date"])
    start, end = meeting["start_time"], meeting["end_time"]
    backwards = start is not None and end is not None and _NIGHT < str(end.value) < str(start.value)
    if backwards and meeting["end_date"] is None:
        message = f"The meeting starts at {start.value} and ends at {end.value}."
        yield issue("time.ends_before_start", message, start, end, pointers=["/meeting/end_time"])
    if start is None or end is None or backwards or str(end.value) < str(start.value):
        return
    for pause in breaks:
        for time in (pause["start_time"], pause["end_time"]):
            if time is not None and not str(start.value) <= str(time.value) <= str(end.value):
                message = f"A break at {time.value} is outside the meeting, {start.value}-{end.value}."
                yield issue("time.break_outside", message, time, start, end)
                break


def _full(value: Value) -> bool:
    return len(str(value.value)) == 10


def opening(meeting: Tree, items: list[Tree]) -> Iterator[Issue]:
    """The hour at which the chair opens or closes the meeting, against the front page."""
    for at, item in enumerate(items):
        for i, point in enumerate(item["decisions"]):
            kind = str(point["kind"].value) if point["kind"] is not None else ""
            stated = {"opened": meeting["start_time"], "closed": meeting["end_time"]}.get(kind)
            if stated is None or stated.status == "derived":
                continue
            text = str(point["text"].value)
            said = next(find_times(view_of(text, [Span(0, len(text))])), None)
            if said is not None and abs(_minutes(said) - _minutes(stated)) > _LATE:
                yield issue(
                    "time.opening_differs",
                    f"The front page says {stated.value}, the paragraph {said.value}.",
                    stated,
                    point["text"],
                    pointers=[f"/items/{at}/decisions/{i}"],
                )


def _minutes(value: Value) -> int:
    hour, minute = str(value.value).split(":")
    return 60 * int(hour) + int(minute)


# Weekdays and the notice


@cache
def _weekday() -> Pattern:
    data = table("audit")["weekday"]
    return gated(data["pattern"].replace("{words}", "|".join(data["words"])))


def weekdays(source: SourceText, lines: tuple[Line, ...]) -> Iterator[Issue]:
    """ "torsdagen den 6 mars 2031", where that day is no Thursday."""
    words = table("audit")["weekday"]["words"]
    for line in lines:
        text = line.text(source)
        for match in _weekday().finditer(text):
            view = view_of(source.text, [line.span]).cut(match.end(), min(len(text), match.end() + 40))
            day = next(find_dates(view), None)
            if day is None or not _full(day) or day.spans[0].start != line.span.start + match.end():
                continue
            wanted = words[date.fromisoformat(str(day.value)).weekday()]
            if match["day"].casefold() != wanted:
                spans = (Span(line.span.start + match.start(), day.spans[-1].end),)
                message = f"{day.value} is a {wanted}, not a {match['day'].casefold()}."
                yield Issue("date.weekday_differs", message, spans)


@cache
def _notice() -> tuple[tuple[str, Pattern], ...]:
    data = table("audit")["notice"]
    return tuple((side, gated("|".join(data[side]))) for side in ("posted", "removed"))


def notice(source: SourceText, lines: tuple[Line, ...], meeting: Tree) -> Iterator[Issue]:
    """The notice goes up after the meeting and comes down after that."""
    found: dict[str, Value] = {}
    for line in lines:
        text = line.text(source)
        for side, pattern in _notice():
            match = pattern.search(text)
            if not match or len(text) > 160:
                continue
            view = view_of(source.text, [line.span]).cut(match.end(), len(text))
            day = next(find_dates(view), None)
            if day is not None and _full(day):
                found.setdefault(side, derived(day.value, day.spans, f"notice.{side}"))
    posted, removed, day = found.get("posted"), found.get("removed"), meeting["date"]
    if posted and removed and str(removed.value) < str(posted.value):
        message = f"The notice goes up on {posted.value} and comes down on {removed.value}."
        yield issue("notice.order", message, posted, removed)
    elif posted and day is not None and _full(day) and str(posted.value) < str(day.value):
        message = f"The notice of the meeting on {day.value} goes up on {posted.value}."
        yield issue("notice.order", message, posted, day)

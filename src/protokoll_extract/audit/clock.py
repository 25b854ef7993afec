"""Dates and times that the document gives more than once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.extract.finding import Value

Times = tuple[tuple[Value | None, Value | None], ...]


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

"""When the meeting began and ended: behind labels, in the head, in its first and last heading."""

from __future__ import annotations

import regex

from protokoll_extract.extract.dates import find_time_range, find_time_ranges
from protokoll_extract.extract.finding import Value, derived, stated
from protokoll_extract.segment.front import Labelled
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar

_BEFORE_LINE = regex.compile(r"^", regex.M)


def labelled_times(
    labelled: tuple[Labelled, ...], loose: list[View]
) -> tuple[tuple[Value | None, Value | None], ...]:
    """Each statement of when the meeting began and ended: behind labels, else in the head."""
    out = []
    for fields in (("time",), ("date_and_time", "place_and_time"), ("date",), ("place",)):
        for view in (x.value for x in labelled if x.field in fields):
            pair = _whole(view)
            if not pair[0] and fields == ("time",):
                pair = _bare_range(view)
            if pair[0]:
                out.append(pair)
    if not out:
        for view in loose:
            if grammar("header.clock").search(view.text):
                pair = find_time_range(view)
                if pair[0]:
                    out.append(pair)
    return tuple(out)


def _whole(view: View) -> tuple[Value | None, Value | None]:
    """From the first time to the last one of the meeting: "09.00-12.00, 13.00-16.30".

    A range within another, or behind a word for a break or for what is no part of the meeting, is left out.
    """
    start, end = find_time_range(view)
    if start is None or end is None:
        return start, end
    before = end
    for begins, ends in [*find_time_ranges(view)][1:]:
        between = _between(view, before, begins)
        before = ends
        later = str(begins.value) >= str(end.value) or grammar("header.another_day").search(between)
        if later and not grammar("header.break").search(between):
            end = ends
    return start, end


def _between(view: View, before: Value, behind: Value) -> str:
    """The text between two values of the same view."""
    start, end = view.text.find(_quote(view, before)), view.text.rfind(_quote(view, behind))
    return view.text[start:end] if 0 <= start < end else ""


def _quote(view: View, value: Value) -> str:
    return view.source[value.spans[0].start : value.spans[-1].end]


def _bare_range(view: View) -> tuple[Value | None, Value | None]:
    """ "09.00-11.30", "10-12" behind a label that says it is a time."""
    match = grammar("header.bare_range").match(view.text)
    if not match or not (match["am"] or match["b"]):
        return None, None  # A lone number is no time.
    times: list[Value | None] = []
    for hour, minute in (("a", "am"), ("b", "bm")):
        if not match[hour] or int(match[hour]) > 23:
            times.append(None)
            continue
        end = match.end(minute) if match[minute] else match.end(hour)
        clock = f"{int(match[hour]):02}:{match[minute] or '00'}"
        times.append(stated(view, match.start(hour), end, "time.labelled", clock))
    return times[0], times[1]


def time_in_heading(source: SourceText, kind: str) -> Value | None:
    """ "Mötets öppnande 18.15", "Mötet avslutas kl. 20:05": the only such line, ``kind`` opened or closed."""
    pattern, begins = grammar(f"heading.{kind}_at"), [m.end() for m in _BEFORE_LINE.finditer(source.text)]
    matches = (pattern.match(source.text, at) for at in begins)
    # The number of the § may stand on a line of its own: then both lines lead to the same time.
    found = {m.start("hour"): m for m in matches if m is not None}
    if len(found) != 1:
        return None
    (match,) = found.values()
    hour, minute = match["hour"], match["minute"]
    if int(hour) > 23:
        return None
    span = Span(match.start("hour"), match.end("minute"))
    return derived(f"{int(hour):02}:{minute}", (span,), f"time.heading_{kind}")

"""Dates and times of day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, derived, stated
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

_DASH = r"[-‐‑–−]"
_HAS_YEAR = gated(r"(?:19|20)\d\d")
_TIME = r"(?:[01]?\d|2[0-3])"


@dataclass(frozen=True, slots=True)
class _Found:
    """A date and the places (in a text) it was read from; more than one, or shared: derived."""

    iso: str
    places: tuple[tuple[int, int], ...]
    shared: bool = False


def _words(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(r"\s+".join(regex.escape(part) for part in word.split(" ")) for word in ordered)


@cache
def _months() -> dict[str, int]:
    return {word: entry["number"] for entry in table("months")["month"] for word in entry["words"]}


@cache
def _date_pattern() -> Pattern:
    month = rf"(?:{_words(_months())})(?!\p{{L}})"
    return gated(
        rf"""
        (?<![\d/\-–\p{{L}}])(?<!\d[.:])(?P<year>(?:19|20)\d\d){_DASH}\s?(?P<month>\d?\d){_DASH}\s?(?P<day>\d?\d)
            (?:\s?(?:--?|[–—])\s?(?P<last>\d\d))?(?!\d|{_DASH}\d|[/:]\d)
        | (?<![\d/.,:\p{{L}}])(?P<day>\d?\d)(?:\s?(?:--?|[–—]|\soch\s|\still\s)\s?(?P<last>\d?\d))?
            \.?(?::?[ae])?\s+(?P<name>{month})\s*(?P<year>(?:19|20)\d\d)(?![\d:]|{_DASH}\d\d)
        | (?<![\d/.,:\p{{L}}])(?P<day>\d?\d)\s+(?P<firstname>{month})\s*(?:[-–—]|och|till)\s*(?:den\s+)?
            (?P<last>\d?\d)\s+(?P<name>{month})\s*(?P<year>(?:19|20)\d\d)(?![\d:]|{_DASH}\d\d)
        | (?<![\d/.,:\-–\p{{L}}])(?P<year>(?:19|20)\d\d)\.(?P<month>[01]\d)\.(?P<day>[0-3]\d)
            (?![\d:/]|\.\d|{_DASH}\d)
        | (?<![\d/.,:\-–\p{{L}}])(?P<day>\d?\d)\.(?P<month>\d?\d)\.(?P<year>(?:19|20)\d\d)
            (?![\d:/]|\.\d|{_DASH}\d)
        | (?<![\d/.,:\-–\p{{L}}])(?P<day>\d?\d)/(?P<month>\d?\d)(?:\s?{_DASH}\s?|\s|/)(?P<year>(?:19|20)\d\d)
            (?![\d:/]|\.\d|{_DASH}\d|\s?\d{{3}}(?!\d))
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


def _scan(text: str) -> Iterator[_Found]:
    if not _HAS_YEAR.search(text):
        return
    for match in _date_pattern().finditer(text):
        yield from _read(match)


def _read(match: regex.Match[str]) -> Iterator[_Found]:
    """One date, or the first and the last day of a range."""
    month = match["month"] or str(_months()[match["name"].casefold()])
    first_month = str(_months()[match["firstname"].casefold()]) if match["firstname"] else month
    if not match["last"]:
        if iso := _iso(match["year"], month, match["day"]):
            yield _Found(iso, (match.span(),))
        return
    first, last = _iso(match["year"], first_month, match["day"]), _iso(match["year"], month, match["last"])
    printed_first = match["month"] is not None
    if first and printed_first:
        yield _Found(first, ((match.start(), match.end("day")),))
    elif first:
        first_end = match.end("firstname") if match["firstname"] else match.end("day")
        tail = match.span("year") if match["firstname"] else (match.start("name"), match.end("year"))
        yield _Found(first, ((match.start("day"), first_end), tail), shared=True)
    if last and printed_first:
        yield _Found(last, ((match.start("year"), match.end("month")), match.span("last")), shared=True)
    elif last:
        yield _Found(last, ((match.start("last"), match.end()),))


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def find_dates(view: View) -> Iterator[Value]:
    """Every full date as ISO 8601, in order; the day a range borrows its month or year for is derived."""
    for found in _scan(view.text):
        if found.shared:
            spans = [span for start, end in found.places for span in view.spans(start, end)]
            yield derived(found.iso, spans, "date.range")
        else:
            start, end = found.places[0]
            yield stated(view, start, end, "date", found.iso)


def parse_date(text: str) -> tuple[int, int, str] | None:
    """Start, end and ISO form of the first full date in a string."""
    found = next(_scan(text), None)
    return None if found is None else (found.places[0][0], found.places[-1][1], found.iso)


@cache
def _time_pattern() -> Pattern:
    labels = _words(word for entry in table("months")["time_label"] for word in entry["words"])
    separators = _words(word for entry in table("months")["time_separator"] for word in entry["words"])
    clock = r"(?:kl\.?|klockan)"
    month = _words(_months())
    end = rf"""(?:\s*(?:{separators})\s*(?:{clock}\s*)?
        (?P<end>(?P<end_hour>{_TIME})[.:](?P<end_minute>[0-5]\d))(?![\d:]|[.,]\d))?"""
    return gated(
        rf"""
        (?<!\p{{L}})(?:{labels})\s*(?:{clock}\s*)?
            (?P<start>(?P<hour>{_TIME})[.:](?P<minute>[0-5]\d))(?![\d:]|[.,]\d){end}
        | (?<!\p{{L}}){clock}\s*(?P<start>(?P<hour>{_TIME}))(?![\d:%§]|[.,]\d)
            (?:\s*(?:{separators})\s*(?P<end>(?P<end_hour>{_TIME})(?:[.:](?P<end_minute>[0-5]\d))?)(?![\d:]|[.,]\d))?
        | (?:(?:{month})\s*(?:(?:19|20)\d\d)?|(?:19|20)\d\d-\d\d-\d\d|/\d?\d\s?-?(?:19|20)\d\d),?\s+
            (?P<start>(?P<hour>{_TIME})\.(?P<minute>[0-5]\d))(?![\d:%]|[.,/]\d|\s*(?:kr|§|tkr|mnkr)){end}
        | (?<![\d.,/§\p{{L}}])(?<!\d:)(?<!(?:ärende|§):?\s*)(?P<start>(?P<hour>{_TIME}):(?P<minute>[0-5]\d))
            (?![\d:%]|[.,]\d|\s*(?:§|kr\b|kap)){end}
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


_HAS_TIME = gated(r"\d[:.][0-5]\d|(?i:\bkl)")


def _time_matches(text: str) -> Iterator[regex.Match[str]]:
    if _HAS_TIME.search(text):
        yield from _time_pattern().finditer(text)


def _time(view: View, match: regex.Match[str], group: str, hour: str, minute: str) -> Value | None:
    if match[group] is None:
        return None
    clock = f"{int(match[hour]):02d}:{match[minute] or '00'}"
    return stated(view, match.start(group), match.end(group), "time", clock)


def find_times(view: View) -> Iterator[Value]:
    """Every time of day as HH:MM, in order."""
    for match in _time_matches(view.text):
        for found in _pair(view, match):
            if found is not None:
                yield found


def _pair(view: View, match: regex.Match[str]) -> tuple[Value | None, Value | None]:
    start = _time(view, match, "start", "hour", "minute")
    return start, _time(view, match, "end", "end_hour", "end_minute")


_RANGE = gated(
    r"(?<![\d.:])(?P<start>(?P<hour>[01]?\d|2[0-4])[.:](?P<minute>[0-5]\d))\s*[-–]\s*(?:\p{L}+\.?\s*)?"
    r"(?P<end>(?P<end_hour>[01]?\d|2[0-4])[.:](?P<end_minute>[0-5]\d))(?![\d.:])"
)


def find_time_ranges(view: View) -> Iterator[tuple[Value, Value]]:
    """Every "13.00-15.30" in order, with or without a word for the clock: its start and end."""
    for match in _RANGE.finditer(view.text):
        start, end = _pair(view, match)
        if start is not None and end is not None:
            yield start, end


def find_time_range(view: View) -> tuple[Value | None, Value | None]:
    """Start and end of the first time named; the end is None where only one time stands."""
    match = next(_time_matches(view.text), None)
    return (None, None) if match is None else _pair(view, match)

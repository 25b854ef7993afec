"""The meeting: body, title, number, date, times, place, chair, secretary, adjusters.

Labelled values first; what no label states is looked for in the loose lines at the
head of the document, and last in the running heads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from protokoll_extract.extract.body import read_body
from protokoll_extract.extract.dates import find_dates
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.meeting_times import labelled_times
from protokoll_extract.extract.names import name_pattern, with_title
from protokoll_extract.extract.references import find_diary_numbers
from protokoll_extract.extract.title import find_number, find_title, title_pattern
from protokoll_extract.segment.front import Front, Labelled
from protokoll_extract.segment.headings import label
from protokoll_extract.segment.label_lines import COLON
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar, table

_SINGLE = gated(r"§+\s*(?P<a>\d{1,4}[a-z]?)(?![\d\s]*[-–])")
_RANGE_LINE = gated(r"§§\s*\d.*")


@dataclass(frozen=True, slots=True)
class Header:
    """The meeting's tree and what disagrees: pairs of values for the audit."""

    tree: Tree
    dates: tuple[Value, ...]
    times: tuple[tuple[Value | None, Value | None], ...]


def read_header(
    source: SourceText, front: Front, closing: tuple[Labelled, ...], repeated: tuple[Line, ...]
) -> Header:
    """The meeting of a document; unknown values are None."""
    front = replace(front, labelled=_of_adjustment(front.labelled))
    labelled = (*front.labelled, *closing)
    loose = [v for v in front.loose[:20] if len(v.text) < 160 and not v.text.startswith(("\\", "#", "%"))]
    heads = list(
        {v.text: v for v in (view_of(source.text, [c]) for x in repeated for c in x.cells)}.values()
    )[:12]
    dates = _dates(front.labelled, loose, heads)
    times = labelled_times(labelled, loose)
    start, end = times[0] if times else (None, None)
    tree: Tree = {
        "body": read_body(list(_of(labelled, "body")), loose, heads),
        "title": find_title(loose) or find_title([v for v in heads if title_pattern().fullmatch(v.text)]),
        "number": find_number(list(_of(labelled, "number")), [*loose, *heads]),
        "date": _settled(dates),
        "end_date": _end_date(front.labelled, loose, dates),
        "start_time": start,
        "end_time": end,
        "place": _place(labelled, loose),
        "diary_numbers": _diary(labelled),
        "paragraphs": _paragraphs(labelled, loose),
        "chair": _person(labelled, "chair"),
        "secretary": _person(labelled, "secretary"),
        # Who signs as adjuster is one where the front page names none.
        "adjusters": list(_people(front.labelled, "adjusters")) or list(_people(closing, "adjusters")),
        "adjustment": _adjustment(source, labelled, loose),
    }
    return Header(tree, dates, times)


def _of_adjustment(labelled: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    """A second "Plats och tid", below those who adjust, is when and where they do."""
    order = sorted(labelled, key=lambda x: _start(x.label))
    signed = next((_start(x.label) for x in order if x.field == "adjusters"), None)
    met = next((_start(x.label) for x in order if x.field == "place_and_time"), None)
    if signed is None or met is None or met > signed:
        return labelled
    return tuple(
        replace(x, field="adjustment") if x.field == "place_and_time" and _start(x.label) > signed else x
        for x in labelled
    )


def _of(labelled: Iterable[Labelled], *fields: str) -> Iterator[View]:
    return (x.value for x in labelled if x.field in fields)


# Date and time


def _dates(labelled: tuple[Labelled, ...], loose: list[View], heads: list[View]) -> tuple[Value, ...]:
    """Every statement of the meeting's date, the best first."""
    found: list[Value] = []
    for fields in (("date",), ("date_and_time",), ("place_and_time", "time")):
        for view in _of(labelled, *fields):
            found += list(find_dates(view))[:1]
    labelled_heads = [date for view in heads if (date := _labelled_date(view)) is not None]
    if labelled_heads and not found:
        return tuple(labelled_heads)  # Other lines that come again may be about other meetings.
    signed = _signing(labelled)
    if signed is not None and not found and not any(_says_date(v) and _start(v) < signed for v in loose):
        signed = None  # Nothing but those lines tells a date.
    for view in (*loose, *heads):
        if grammar("header.other_date").search(view.text) or (signed is not None and _start(view) > signed):
            continue
        date = next(iter(find_dates(view)), None)
        if date is not None and (_is_only(view, date) or title_pattern().search(view.text)):
            found.append(date)
    if not found:
        views = [v for v in (*loose[:8], *heads) if not grammar("header.other_date").search(v.text)]
        found = [d for v in views for d in list(find_dates(v))[:1]][:1]
    return tuple(found)


def _says_date(view: View) -> bool:
    date = next(iter(find_dates(view)), None)
    return date is not None and (_is_only(view, date) or bool(title_pattern().search(view.text)))


def _signing(labelled: tuple[Labelled, ...]) -> int | None:
    """Where the front page begins to say who signs and when it was posted: dates there are of other days."""
    fields = ("adjustment", "adjustment_date", "adjusters", "other")
    return min((_start(x.label) for x in labelled if x.field in fields), default=None)


def _start(view: View) -> int:
    return view.whole()[0].start


def _labelled_date(view: View) -> Value | None:
    """ "Sammanträdesdatum: 2026-02-03" in a running head."""
    match = COLON.match(view.text)
    if match is None or not match["value"] or label(match["label"]) != "date":
        return None
    return next(iter(find_dates(view)), None)


def _is_only(view: View, date: Value) -> bool:
    """Does the line say little more than the date?"""
    return len(view.text) - sum(len(s) for s in date.spans) <= 24 and ":" not in view.text


def _settled(values: tuple[Value, ...]) -> Value | None:
    """The value that every statement agrees on: two that differ leave it open."""
    return values[0] if values and all(v.value == values[0].value for v in values) else None


def _end_date(labelled: tuple[Labelled, ...], loose: list[View], dates: tuple[Value, ...]) -> Value | None:
    for view in (*_of(labelled, "date", "date_and_time", "place_and_time", "time"), *loose):
        pair = list(find_dates(view))
        if dates and len(pair) == 2 and pair[0].value == dates[0].value and pair[1].value != pair[0].value:
            return pair[1]
    return None


# Place, range, diary numbers


def _place(labelled: tuple[Labelled, ...], loose: list[View]) -> Tree:
    out: Tree = {"raw": None, "name": None, "address": None, "room": None}
    view = next(_of(labelled, "place"), None)
    if view is not None and (clock := grammar("header.clock_behind").search(view.text)):
        view = view.cut(0, clock.start())  # "Stadshuset, kl 18.00-21.15"
    if view is None:
        combined = next(_of(labelled, "place_and_time"), None)
        view = _before_time(combined) if combined else _unlabelled_place(loose)
    if view is not None and view.text:
        out["raw"] = stated(view, 0, len(view.text), "header.place")
        _place_parts(view, out)
    room = next(_of(labelled, "room"), None)
    if room is not None:
        out["room"] = stated(room, 0, len(room.text), "header.room")
        if view is None:
            out["raw"] = stated(room, 0, len(room.text), "header.place")
    return out


def _unlabelled_place(loose: list[View]) -> View | None:
    return _inside(loose) or _after_date(loose) or _below_time(loose)


def _inside(loose: list[View]) -> View | None:
    """ "Hållet den 3 mars 2031 kl. 18.00. Plats: Klubbstugan.": the label stands within a sentence."""
    for view in loose[:8]:
        for match in grammar("header.label_inside").finditer(view.text):
            if label(match["label"]) in ("place", "room") and next(find_dates(view), None):
                return view.cut(*match.span("value"))
    return None


def _after_date(loose: list[View]) -> View | None:
    """ "2026-03-17, Kvarngatan 7, Lervik": a line of the head with the date and then an address."""
    for view in loose[:6]:
        date = next(iter(find_dates(view)), None)
        match = regex.match(r"[^,]*,\s*", view.text)
        if date is None or match is None or not view.spans(0, match.end())[0].contains(date.spans[0]):
            continue
        rest = view.cut(match.end(), len(view.text))
        if grammar("place.street").search(rest.text) and not grammar("header.before_time").search(rest.text):
            return rest
    return None


def _below_time(loose: list[View]) -> View | None:
    """ "klockan 13.00-15.05" / "Hembygdsgården": a house alone on the line below the date or the time."""
    for above, view in pairwise(loose[:6]):
        when = next(iter(find_dates(above)), None) or grammar("header.clock").search(above.text)
        if when and grammar("place.house").fullmatch(view.text.strip()):
            return view
    return None


def _before_time(view: View) -> View | None:
    match = grammar("header.before_time").search(view.text)
    if not match:
        return view
    if match.start() <= 2 and (behind := grammar("header.after_time").match(view.text)):
        return view.cut(*behind.span("place"))
    return view.cut(0, match.start()) if match.start() > 2 else None


def _place_parts(view: View, out: Tree) -> None:
    """Name, then address or room, between commas."""
    start = 0
    street = grammar("place.street").search(view.text)
    for i, piece in enumerate(view.text.split(",")):
        text = piece.strip()
        a = start + piece.find(text)
        if text and i == 0 and not (street and street.start() <= a + len(text) and street.start() >= a):
            out["name"] = stated(view, a, a + len(text), "place.name")
        elif text and (grammar("place.room").search(text)) and out["room"] is None:
            out["room"] = stated(view, a, a + len(text), "place.room")
        start += len(piece) + 1
    if street:
        a = view.text.rfind(",", 0, street.start()) + 1
        a += len(view.text[a:]) - len(view.text[a:].lstrip())
        out["address"] = stated(view, a, len(view.text), "place.address")


def _paragraphs(labelled: tuple[Labelled, ...], loose: list[View]) -> Tree:
    views = [*_of(labelled, "paragraphs"), *(v for v in loose if _RANGE_LINE.fullmatch(v.text))]
    for view in views:
        matches = list(grammar("header.range").finditer(view.text))
        if matches:
            return {
                "first": matched(view, matches[0], "a", "header.paragraphs"),
                "last": matched(view, matches[-1], "b", "header.paragraphs"),
            }
        single = _SINGLE.search(view.text)
        if single:
            value = matched(view, single, "a", "header.paragraphs")
            return {"first": value, "last": value}
    return {"first": None, "last": None}


def _diary(labelled: tuple[Labelled, ...]) -> list[Tree]:
    return [tree for view in _of(labelled, "diary") for tree in find_diary_numbers(view)]


# People


def _people(labelled: tuple[Labelled, ...], field: str) -> Iterator[Value]:
    seen: set[str] = set()
    for view in map(_without_reserve, _of(labelled, field)):
        for match in regex.finditer(name_pattern(), view.text):
            start = match.start() + with_title(match.group())
            name = view.text[start : match.end()]
            if name not in seen:
                seen.add(name)
                yield stated(view, start, match.end(), f"header.{field}")


def _without_reserve(view: View) -> View:
    """The value up to "med Bo Ås som ersättare"."""
    match = grammar("adjusters.in_reserve").search(view.text)
    return view.cut(0, match.start()) if match and match.start() else view


def _person(labelled: tuple[Labelled, ...], field: str) -> Value | None:
    return next(_people(labelled, field), None)


def _adjustment(source: SourceText, labelled: tuple[Labelled, ...], loose: list[View]) -> Tree:
    views = list(_of(labelled, "adjustment_date", "adjustment"))
    date = next((d for v in views for d in find_dates(v)), None)
    place = next((_adjustment_place(v) for v in _of(labelled, "adjustment")), None)
    return {"date": date, "place": place, "signed_digitally": _signed(source, [*loose, *views])}


def _adjustment_place(view: View) -> Value | None:
    match = grammar("adjustment.place").match(view.text)
    if not match or grammar("adjustment.no_place").search(match.group()):
        return None
    return matched(view, match, 0, "header.adjustment_place")


@cache
def _signed_pattern() -> Pattern:
    return gated("|".join(table("header")["signed_digitally"]["patterns"]))


def _signed(source: SourceText, views: list[View]) -> Value | None:
    for view in views:
        match = _signed_pattern().search(view.text)
        if match:
            return derived(True, view.spans(*match.span()), "header.signed_digitally")
    return None

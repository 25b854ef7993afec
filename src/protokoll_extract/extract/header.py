"""The meeting: body, title, number, date, times, place, chair, secretary, adjusters.

Labelled values first; what no label states is looked for in the loose lines at the
head of the document, and last in the running heads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.dates import find_dates, find_time_range
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.names import name_pattern
from protokoll_extract.extract.references import find_diary_numbers
from protokoll_extract.segment.front import Front, Labelled
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import organisations

_SINGLE = regex.compile(r"§+\s*(?P<a>\d{1,4}[a-z]?)(?![\d\s]*[-–])")
_RANGE_LINE = regex.compile(r"§§\s*\d.*")


# A street with its number, or a postal code with its town.
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
    labelled = (*front.labelled, *closing)
    loose = [v for v in front.loose[:20] if len(v.text) < 160 and not v.text.startswith(("\\", "#", "%"))]
    heads = list(
        {v.text: v for v in (view_of(source.text, [c]) for x in repeated for c in x.cells)}.values()
    )[:12]
    dates = _dates(front.labelled, loose, heads)
    times = _times(labelled, loose)
    start, end = times[0] if times else (None, None)
    tree: Tree = {
        "body": _body(labelled, loose, heads),
        "title": _title(loose) or _title([v for v in heads if _title_pattern().fullmatch(v.text)]),
        "number": _number(labelled, loose, heads),
        "date": _settled(dates),
        "end_date": _end_date(front.labelled, dates),
        "start_time": start,
        "end_time": end,
        "place": _place(labelled),
        "diary_numbers": _diary(labelled),
        "paragraphs": _paragraphs(labelled, loose),
        "chair": _person(labelled, "chair"),
        "secretary": _person(labelled, "secretary"),
        "adjusters": list(_people(labelled, "adjusters")),
        "adjustment": _adjustment(source, labelled, loose),
    }
    return Header(tree, dates, times)


def _of(labelled: Iterable[Labelled], *fields: str) -> Iterator[View]:
    return (x.value for x in labelled if x.field in fields)


# Date and time


def _dates(labelled: tuple[Labelled, ...], loose: list[View], heads: list[View]) -> tuple[Value, ...]:
    """Every statement of the meeting's date, the best first."""
    found: list[Value] = []
    for fields in (("date",), ("date_and_time",), ("place_and_time", "time")):
        for view in _of(labelled, *fields):
            found += list(find_dates(view))[:1]
    for view in (*loose, *heads):
        if grammar("header.other_date").search(view.text):
            continue
        date = next(iter(find_dates(view)), None)
        if date is not None and (_is_only(view, date) or _title_pattern().search(view.text)):
            found.append(date)
    if not found:
        views = [v for v in (*loose[:8], *heads) if not grammar("header.other_date").search(v.text)]
        found = [d for v in views for d in list(find_dates(v))[:1]][:1]
    return tuple(found)


def _is_only(view: View, date: Value) -> bool:
    """Does the line say little more than the date?"""
    return len(view.text) - sum(len(s) for s in date.spans) <= 24 and ":" not in view.text


def _settled(values: tuple[Value, ...]) -> Value | None:
    """The value that every statement agrees on: two that differ leave it open."""
    return values[0] if values and all(v.value == values[0].value for v in values) else None


def _end_date(labelled: tuple[Labelled, ...], dates: tuple[Value, ...]) -> Value | None:
    for view in _of(labelled, "date", "date_and_time", "place_and_time"):
        pair = list(find_dates(view))
        if dates and len(pair) == 2 and pair[0].value == dates[0].value and pair[1].value != pair[0].value:
            return pair[1]
    return None


def _times(
    labelled: tuple[Labelled, ...], loose: list[View]
) -> tuple[tuple[Value | None, Value | None], ...]:
    out = []
    for fields in (("time",), ("date_and_time", "place_and_time"), ("date",)):
        for view in _of(labelled, *fields):
            pair = find_time_range(view)
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


# Body, title, number


@cache
def _bodies() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple(
        (x["classification"], regex.compile(rf"(?<![\p{{L}}-])(?:{x['pattern']})(?=s?(?!\p{{L}}))"))
        for x in table("bodies")["class"]
    )


def _body(labelled: tuple[Labelled, ...], loose: list[View], heads: list[View]) -> Tree:
    issuer = _issuer((*loose, *heads))
    for view in (*_of(labelled, "body"), *loose, *heads):
        found = _body_in(view)
        if found:
            return {
                **found,
                "issuer": issuer if issuer and str(issuer.value) not in str(found["name"].value) else None,
            }
    return {**_association(loose), "issuer": None}


def _body_in(view: View) -> Tree | None:
    if len(view.text.split()) > 9 or view.text.endswith("."):
        return None
    for classification, name_of in _bodies():
        match = name_of.search(view.text)
        if match:
            name = matched(view, match, 0, "header.body")
            return {"name": name, "classification": derived(classification, name.spans, "body.class")}
    return None


@cache
def _association_words() -> regex.Pattern[str]:
    words = "|".join(table("bodies")["association"]["endings"])
    return regex.compile(rf"(?i)(?:{words})(?:en|et|n|s)?(?!\p{{L}})")


def _association(loose: list[View]) -> Tree:
    """A line at the head that reads like an association's name."""
    for view in loose[:6]:
        match = regex.match(
            r"[_*]*(?P<name>\p{Lu}[^:,\d]{4,80}?)(?:\s*\([^)]*\)|\s+org\.?\s?n(?:umme)?r.*)?[_*]*$", view.text
        )
        if (
            match
            and _association_words().search(match["name"])
            and not _title_pattern().search(match["name"])
        ):
            return {"name": matched(view, match, "name", "header.association"), "classification": None}
    return {"name": None, "classification": None}


def _issuer(views: Iterable[View]) -> Value | None:
    for view in views:
        match = grammar("header.issuer").search(view.text)
        if match and match.start() == 0 and len(view.text.split()) < 8:
            return matched(view, match, 0, "header.issuer")
        if view.text.casefold() in organisations():
            return stated(view, 0, len(view.text), "header.issuer")
    return None


@cache
def _title_pattern() -> regex.Pattern[str]:
    words = "|".join(regex.escape(w) for w in table("header")["title"]["words"])
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{words})(?!\p{{L}})|{table('header')['title']['meeting']}")


def _title(loose: list[View]) -> Value | None:
    """The printed heading: what the meeting calls itself before what the paper does."""
    meeting = regex.compile(rf"(?i){table('header')['title']['meeting']}")
    for pattern in (meeting, _title_pattern()):
        for view in loose:
            short = len(view.text.split()) <= 12 and not view.text.endswith(".")
            if short and pattern.search(view.text) and not grammar("header.not_title").search(view.text):
                return stated(view, 0, len(view.text), "header.title")
    return None


def _number(labelled: tuple[Labelled, ...], loose: list[View], heads: list[View]) -> Value | None:
    for view in _of(labelled, "number"):
        match = regex.match(r"\d{1,3}(?:[/:]\d{2,4})?", view.text)
        if match:
            return matched(view, match, 0, "header.number")
    for view in (*loose, *heads):
        match = grammar("header.number").search(view.text)
        if match:
            group = "n" if match["n"] else "n2"
            if not regex.fullmatch(r"(?:19|20)\d\d", match[group]):
                return matched(view, match, group, "header.number")
    return None


# Place, range, diary numbers


def _place(labelled: tuple[Labelled, ...]) -> Tree:
    out: Tree = {"raw": None, "name": None, "address": None, "room": None}
    view = next(_of(labelled, "place"), None)
    if view is None:
        combined = next(_of(labelled, "place_and_time"), None)
        view = _before_time(combined) if combined else None
    if view is not None and view.text:
        out["raw"] = stated(view, 0, len(view.text), "header.place")
        _place_parts(view, out)
    room = next(_of(labelled, "room"), None)
    if room is not None:
        out["room"] = stated(room, 0, len(room.text), "header.room")
    return out


def _before_time(view: View) -> View | None:
    match = grammar("header.before_time").search(view.text)
    if not match:
        return view
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
    for view in _of(labelled, field):
        for match in regex.finditer(name_pattern(), view.text):
            if match.group() not in seen:
                seen.add(match.group())
                yield matched(view, match, 0, f"header.{field}")


def _person(labelled: tuple[Labelled, ...], field: str) -> Value | None:
    return next(_people(labelled, field), None)


def _adjustment(source: SourceText, labelled: tuple[Labelled, ...], loose: list[View]) -> Tree:
    views = list(_of(labelled, "adjustment_date", "adjustment"))
    date = next((d for v in views for d in find_dates(v)), None)
    place = next((_adjustment_place(v) for v in _of(labelled, "adjustment")), None)
    return {"date": date, "place": place, "signed_digitally": _signed(source, [*loose, *views])}


def _adjustment_place(view: View) -> Value | None:
    match = regex.match(r"\p{Lu}[^,\d]{3,60}(?=,|\s+den\b|\s+\d|$)", view.text)
    if not match or grammar("adjustment.no_place").search(match.group()):
        return None
    return matched(view, match, 0, "header.adjustment_place")


@cache
def _signed_pattern() -> regex.Pattern[str]:
    return regex.compile("|".join(table("header")["signed_digitally"]["patterns"]))


def _signed(source: SourceText, views: list[View]) -> Value | None:
    for view in views:
        match = _signed_pattern().search(view.text)
        if match:
            return derived(True, view.spans(*match.span()), "header.signed_digitally")
    return None

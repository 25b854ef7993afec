"""References to other §§, meetings and documents: of which day, of whom, with what number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import regex

from protokoll_extract.extract.dates import find_dates
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.names import is_organisation
from protokoll_extract.extract.references import words_pattern
from protokoll_extract.extract.reports import reference
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table

# How far a date or a body stands from the § or word it belongs to (characters).
_REACH = 60
_YEAR = regex.compile(r"(?:19|20)\d\d")


def _vocabulary(name: str) -> str:
    return words_pattern(word for entry in table("references")[name] for word in entry["words"])


@cache
def _paragraph() -> Pattern:
    number = r"\d{1,4}(?:\s?[a-z](?!\p{L}))?"
    return gated(
        rf"(?<![\p{{L}}§]|kap\.\s|kap\s)(?P<signs>§{{1,2}})\s?(?P<number>{number})(?:/(?P<year>(?:19|20)?\d\d)(?!\d))?"
        rf"(?:(?:\s?[-–]\s?|,\s|\s(?:och|samt)\s)(?P<more>{number})(?![\d:.]|\s\p{{Ll}}))?(?![\d:.]\d)"
    )


@cache
def _body() -> Pattern:
    ends = _vocabulary("paragraph_body")
    return gated(
        rf"(?P<body>(?:\p{{Lu}}[\p{{L}}-]*|\p{{Lu}}[\p{{L}}-]+-\s(?:och|samt)\s\p{{Ll}}+)(?:\s\p{{Ll}}+){{0,2}}?(?<=(?i:{ends})))"
        rf"(?!\p{{L}})"
    )


_SHORT = gated(r"(?<![\p{L}\d])(?P<body>\p{Lu}{2,6}|\p{Lu}\p{Ll}{1,3})\s*$")


def find_paragraphs(view: View, labels: Mapping[str, int]) -> Iterator[Tree]:
    """Other §§: with a day, a body or a year, or one of this document that the text points at.

    Args:
        labels: the § labels of this document with their places in ``items``.
    """
    for match in _paragraph().finditer(view.text):
        if grammar("reference.of_rules").match(view.text, match.end()):
            continue
        left = max(0, match.start() - _REACH)
        day = _day_before(view, left, match.start())
        body = _body_before(view, left, match.start(), day)
        number = matched(view, match, "number", "paragraph", "".join(match["number"].split()))
        own = labels.get(str(number.value)) if day is None and body is None and not match["year"] else None
        points = grammar("reference.points").search(view.text, left, match.start())
        if day is None and body is None and not match["year"] and not (own is not None and points):
            continue
        start = min([match.start(), *([day[0]] if day else []), *([body[0]] if body else [])])
        raw = stated(view, start, match.end(), "paragraph")
        target = derived(f"/items/{own}", number.spans, "paragraph.here") if own is not None else None
        yield reference(
            "paragraph",
            raw,
            _normal(match, number, day[1] if day else None, raw),
            number=number,
            date=day[1] if day else None,
            body=body[1] if body else None,
            target=target,
        )


def _normal(match: regex.Match[str], number: Value, day: Value | None, raw: Value) -> Value:
    text = f"§ {number.value}"
    if match["year"]:
        text += f"/{match['year']}"
    elif day is not None:
        text = f"{day.value} {text}"
    return derived(text, raw.spans, "paragraph.normal")


def _day_before(view: View, left: int, end: int) -> tuple[int, Value] | None:
    """The date right before a §: "den 3 mars 2031, § 71", "2031-03-03 § 71"."""
    for day in find_dates(view.cut(left, end)):
        at = _offset(view, day, left, end)
        if at is not None and grammar("reference.day_to_paragraph").fullmatch(view.text[at[1] : end]):
            return at[0], day
    return None


def _body_before(view: View, left: int, end: int, day: tuple[int, Value] | None) -> tuple[int, Value] | None:
    stop = day[0] if day else end
    short = _SHORT.search(view.text, left, stop) if day is None else None
    if short and short["body"] not in ("Se", "Jfr", "Enl"):
        return short.start("body"), matched(view, short, "body", "paragraph.body")
    found = list(_body().finditer(view.text, left, stop))
    if not found or not grammar("reference.body_to_day").fullmatch(view.text[found[-1].end() : stop]):
        return None
    return found[-1].start("body"), matched(view, found[-1], "body", "paragraph.body")


def _offset(view: View, value: Value, left: int, end: int) -> tuple[int, int] | None:
    """Where a value found in ``view.cut(left, end)`` stands in the view."""
    for start in range(left, end):
        if not view.text[start].isspace() and view.spans(start, start + 1)[0].start == value.spans[0].start:
            length = sum(len(span) for span in value.spans)
            return start, min(end, start + length)
    return None


# Meetings and documents


@cache
def _dated(name: str) -> Pattern:
    return gated(
        rf"(?<!\p{{L}})(?:(?P<of>\p{{Lu}}[\p{{L}}-]+(?:\s\p{{Ll}}[\p{{L}}-]+){{0,3}}?s)\s+(?:\p{{Ll}}+\s+){{0,1}}?)?"
        rf"(?P<word>{_vocabulary(name)})(?!\p{{L}})"
    )


def find_dated(view: View, kind: str, on: str | None) -> Iterator[Tree]:
    """Documents ("kontorets tjänsteutlåtande 2031-03-03") or meetings ("sitt möte den 3 mars 2031") of a day.

    Args:
        kind: ``document`` or ``meeting``.
        on: this meeting's date (ISO), which is no reference to another one.
    """
    if not _YEAR.search(view.text):
        return
    for match in _dated(kind).finditer(view.text):
        right = min(len(view.text), match.end() + _REACH)
        day = next(find_dates(view.cut(match.end(), right)), None)
        if day is None or (kind == "meeting" and day.value == on):
            continue
        at = _offset(view, day, match.end(), right)
        if at is None or not grammar("reference.word_to_day").fullmatch(view.text[match.end() : at[0]]):
            continue
        of = match["of"] if match["of"] and _is_body(match["of"]) else None
        start = match.start("of") if of else match.start("word")
        raw = stated(view, start, at[1], kind)
        word = matched(view, match, "word", kind)
        value = derived(f"{word.value} {day.value}", raw.spans, f"{kind}.normal")
        body = matched(view, match, "of", f"{kind}.body") if of else None
        yield reference(kind, raw, value, date=day, body=body, name=word)


@cache
def _endings() -> tuple[str, ...]:
    bodies = (word for entry in table("references")["paragraph_body"] for word in entry["words"])
    return (*table("attendance")["organisations"]["suffixes"], *bodies)


def _is_body(genitive: str) -> bool:
    """ "Kontorets" is somebody's; "Ärendet bordläggs" is not."""
    name = genitive.removesuffix("s")
    return is_organisation(name) or name.casefold().endswith(_endings())

"""Presence in part: "t.o.m. § 8", "§§ 12-15, 18", "ej § 14", "fr.o.m. kl 17.45"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

# What the words beside a § or a time say of the presence.
_KEYWORDS = {
    "until": "until",
    "from": "from",
    "during": "during",
    "recused": "not",
    "not": "not",
    "arrived": "from",
    "left": "until",
}
_LIST = r"\d{1,4}[a-z]?(?:\s*[-–]\s*(?:§\s*)?\d{1,4}[a-z]?)?"

_CLOCK = r"(?<![\d.:])(?:[01]?\d|2[0-3])[.:][0-5]\d(?![\d.:])"
_PIECE = gated(r"(?P<a>\d{1,4}[a-z]?)(?:\s*[-–]\s*(?:§\s*)?(?P<b>\d{1,4}[a-z]?))?")


@cache
def presence_patterns() -> dict[str, Pattern]:
    """Patterns by name: ``presence`` (by §) and ``clock`` (by time)."""
    data = table("attendance")["presence"]
    words = {k: f"(?i:{'|'.join(v)})" for k, v in data.items() if isinstance(v, list)}
    # "anlände 17.40, under § 5": came in that §; "avvek efter § 14": was there to the end of it.
    at = rf"(?:\s+(?:{words['clock']})?\s*\d{{1,2}}[.:]\d{{2}},?(?=\s+\p{{Ll}}))?"
    words["arrived"] = (
        rf"(?:{words['arrived']}){at}(?:\s+(?:{words['during']}|{words['moving']}|{words['to']}))?"
    )
    words["left"] = (
        rf"(?:{words['left']}){at}(?:\s+(?:{words['during']}|{words['moving']}|{words['after']}))?"
    )
    keyword = "|".join(f"(?P<{k}>{words[k]})" for k in (*_KEYWORDS, "beyond"))
    said = keyword.replace("?P<", "?P<t_")
    bare = rf"{_LIST}(?:\s*(?:,|{words['and']})\s*{_LIST})*"
    sign = rf"(?P<sign>§+|{words['paragraph']}|(?P<point>{words['point']}))"
    return {
        "presence": gated(
            rf"(?<![\p{{L}}\d])(?:(?:{keyword})\s*)?{sign}\s*(?P<list>{_LIST}(?:\s*(?:,|{words['and']})\s*(?:§+\s*)?{_LIST})*)"
            rf"(?P<behind>\s*[,(–-]?\s*{words['behind']}(?!\s*(?:{words['during']}|{words['moving']}|i)?\s*(?:§|\d|kl)))?"
            rf"|(?<![\p{{L}}\d])(?:{said})\s*(?P<bare>{bare})(?![\d.:])"
        ),
        "clock": gated(
            rf"(?<!\p{{L}})(?:{words['there']}\s*)?(?:(?:{keyword})\s*)?(?:{words['clock']})\s*(?P<a>\d{{1,2}}[.:]\d{{2}})(?:\s*[-–]\s*(?P<b>\d{{1,2}}[.:]\d{{2}}))?(?:\s*[-–])?"
            # Without the word for the clock: behind a word that asks for a time, a range, an open end.
            rf"|(?<!\p{{L}})(?:{said})\s+(?P<a>{_CLOCK})(?:\s*[-–]\s*(?P<b>{_CLOCK}))?"
            rf"|(?P<a>{_CLOCK})\s*[-–]\s*(?P<b>{_CLOCK})|(?P<a>{_CLOCK})[-–]|(?<![^\s(])[-–](?P<b>{_CLOCK})"
        ),
    }


def _keyword(match: regex.Match[str]) -> str | None:
    groups = match.groupdict()
    for keyword, kind in _KEYWORDS.items():
        if groups.get(keyword) or groups.get(f"t_{keyword}"):
            return kind
    return None


def presence_parts(view: View, match: regex.Match[str], *, replacing: bool = False) -> Iterator[Tree]:
    """The parts of "§§ 10-11, 16-17" or "t.o.m. § 8", each with its own raw text.

    ``replacing``: the person serves for another, whose conflict of interest is the reason.
    """
    if _is_beyond(match):
        return
    kind = _keyword(match) or ("not" if match["behind"] else "between")
    group = "bare" if match["bare"] else "list"
    pieces = list(_PIECE.finditer(match[group]))
    offset, first, last = match.start(group), match.start(), match.end()
    if replacing and (match["recused"] or match["behind"]):
        last = match.end(group)
        if match["recused"] or kind == "not":
            kind, first = "between", match.start("sign")
    for i, piece in enumerate(pieces):
        start = first if i == 0 else offset + piece.start()
        if i and kind == "during" and "§" in match[group][pieces[i - 1].end() : piece.start()]:
            kind = "between"  # "del av § 30 samt §§ 31-33": the word is said of the first only.
        b = "b" if piece["b"] else "a"
        yield _part(
            view,
            start,
            last if i == len(pieces) - 1 else offset + piece.end(),
            kind,
            *(offset + x for x in piece.span("a")),
            *(offset + x for x in piece.span(b)),
        )


def _is_beyond(match: regex.Match[str]) -> bool:
    """Does a word before the § or the time leave open what holds there ("efter § 5")?"""
    return bool(match.groupdict().get("beyond") or match.groupdict().get("t_beyond"))


def in_order(parts: list[Tree]) -> Iterator[Tree]:
    """The parts as they follow each other in the text; "§ 1 t.o.m. § 6" is one from § 1 to § 6."""
    last: Tree | None = None
    for part in sorted(parts, key=lambda x: x["raw"].spans[0].start):
        kind = part["kind"].value
        if last is not None and last["kind"].value == "between" and kind == "until" and part["end"]:
            joined = last["raw"].spans[-1].end + 1 == part["raw"].spans[0].start
            if joined and last["start"] and last["start"].value == last["end"].value:
                last["end"] = part["end"]
                last["raw"] = _together(last["raw"], part["raw"])
                continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _together(first: Value, second: Value) -> Value:
    return Value(f"{first.value} {second.value}", (*first.spans, *second.spans), first.rule)


def is_by_point(part: Tree) -> bool:
    """Is the part said by a point of the agenda ("t.o.m. punkt 5")?"""
    match = presence_patterns()["presence"].search(str(part["raw"].value))
    return match is not None and match["point"] is not None


_OPEN_RANGE = gated(r"\s*(?P<a>\d{1,4})?\s*[-–]\s*(?P<b>\d{1,4})?\s*")


def open_range(view: View) -> Tree | None:
    """ "(69-)", "(- 71)", "(69-71)" behind a name: from, until or between two §§."""
    match = _OPEN_RANGE.fullmatch(view.text)
    if match is None or not (match["a"] or match["b"]):
        return None
    kind = "between" if match["a"] and match["b"] else "from" if match["a"] else "until"
    a, b = (
        (match.span("a") if match["a"] else match.span("b")),
        (match.span("b") if match["b"] else match.span("a")),
    )
    start = len(view.text) - len(view.text.lstrip())
    return _part(view, start, len(view.text.rstrip()), kind, *a, *b)


def bare_parts(view: View) -> Iterator[Tree]:
    """ "14-16, 18" in a column that is headed "§"; nothing where the cell says more."""
    listed = regex.fullmatch(rf"(?:§+\s*)?(?P<list>{_LIST}(?:\s*,\s*{_LIST})*)", view.text)
    for piece in _PIECE.finditer(view.text, listed.start("list")) if listed else ():
        b = "b" if piece["b"] else "a"
        yield _part(view, piece.start(), piece.end(), "between", *piece.span("a"), *piece.span(b))


_UNSIGNED = "attendance.presence_unsigned"


def unsigned_parts(view: View) -> Iterator[Tree]:
    """ "14-16, 18 och 20" behind a name, in lists that write §§ without their sign."""
    joined = "|".join(table("attendance")["presence"]["and"])
    listed = regex.fullmatch(rf"{_LIST}(?:\s*(?:,|{joined})\s*{_LIST})*\.?", view.text)
    for piece in _PIECE.finditer(view.text) if listed else ():
        part = next(bare_parts(view.cut(*piece.span())))
        part["raw"] = replace(part["raw"], rule=_UNSIGNED)
        yield part


def without_unsigned(parts: list[Tree]) -> list[Tree]:
    """The parts that are said with a sign or a word."""
    return [part for part in parts if part["raw"].rule != _UNSIGNED]


def unsigned_labels(parts: Iterable[Tree]) -> Iterator[str]:
    """The labels of the §§ that are named without a sign."""
    for part in parts:
        if part["raw"].rule == _UNSIGNED:
            yield from (str(part["start"].value), str(part["end"].value))


def side_alone(view: View, kind: str) -> Iterator[Tree]:
    """ "§ 3", all that a cell holds: ``kind`` tells what its column says."""
    match = regex.fullmatch(r"§+\s*(?P<a>\d{1,4}[a-z]?)", view.text)
    if match is not None:
        yield _part(view, 0, len(view.text), kind, *match.span("a"), *match.span("a"))


def _part(view: View, start: int, end: int, kind: str, a0: int, a1: int, b0: int, b1: int) -> Tree:
    raw = stated(view, start, end, "attendance.presence")
    first = stated(view, a0, a1, "attendance.presence") if kind != "until" else None
    last = stated(view, b0, b1, "attendance.presence") if kind != "from" else None
    return {
        "raw": raw,
        "kind": derived(kind, raw.spans, "presence.kind"),
        "start": first,
        "end": last,
        "start_time": None,
        "end_time": None,
    }


_TIME = gated(r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)")


def clock_alone(view: View, kind: str) -> Iterator[Tree]:
    """A time that is all a cell holds: ``kind`` tells what its column says."""
    match = regex.fullmatch(
        r"(?:kl\.?\s*)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)", view.text.strip()
    )
    if match is None:
        return
    raw = stated(view, 0, len(view.text), "attendance.presence")
    time = stated(view, 0, len(view.text), "time.clock", f"{int(match['hour']):02}:{match['minute']}")
    yield _timed(raw, kind, time if kind == "from" else None, time if kind == "until" else None)


_HOURS = gated(
    r"(?:kl\.?\s*)?(?P<a>(?:[01]?\d|2[0-3])[.:][0-5]\d)\s*[-–]\s*(?P<b>(?:[01]?\d|2[0-3])[.:][0-5]\d)"
)


def hours_alone(view: View) -> Iterator[Tree]:
    """ "13.00-15.10", all that a cell holds in a column of times."""
    if (match := _HOURS.fullmatch(view.text)) is not None:
        a, b = (
            matched(view, match, g, "time.clock", f"{int(hour):02}:{minute}")
            for g, (hour, minute) in ((g, regex.split("[.:]", match[g])) for g in ("a", "b"))
        )
        yield _timed(stated(view, 0, len(view.text), "attendance.presence"), "between", a, b)


def _timed(raw: Value, kind: str, start: Value | None, end: Value | None) -> Tree:
    return {
        "raw": raw,
        "kind": derived(kind, raw.spans, "presence.kind"),
        "start": None,
        "end": None,
        "start_time": start,
        "end_time": end,
    }


def clock(view: View, match: regex.Match[str]) -> Iterator[Tree]:
    """Presence by the clock: "t.o.m. kl 17.45", "kl. 18.10-", "anlände 13.15", "-14:00"."""
    if _is_beyond(match):
        return
    dashed = match.group().rstrip().endswith(("-", "–"))
    one = "until" if match["a"] is None else "from" if dashed else "at"
    kind = _keyword(match) or ("between" if match["a"] and match["b"] else one)
    raw = matched(view, match, 0, "attendance.presence")

    def time(group: str) -> Value | None:
        if not match[group]:
            return None
        hour, minute = regex.split("[.:]", match[group])
        return (
            matched(view, match, group, "time.clock", f"{int(hour):02}:{minute}")
            if int(hour) < 24 and int(minute) < 60
            else None
        )

    a, b = time("a"), time("b")
    yield _timed(raw, kind, None if kind == "until" else a, (b or a) if kind == "until" else b)

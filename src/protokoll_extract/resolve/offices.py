"""Who held the meeting's offices, where the front page does not say.

Derived, by named rules: the only one listed with the role; the one whom the meeting
elected to it; the only one the text calls "Ordföranden <name>".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from protokoll_extract.extract.decisions import Point
from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.extract.names import is_organisation, name_pattern
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table


def complete_offices(
    meeting: Tree, attendance: list[Tree], points: Iterable[Point], views: Iterable[View]
) -> Tree:
    """The meeting with chair, secretary and adjusters filled in where they were unknown."""
    elected = [p for p in points if p.kind == "elected"]
    out = dict(meeting)
    for office, role in table("attendance")["offices"].items():
        out[office] = (
            meeting[office]
            or _by_role(attendance, role, f"{office}.from_attendance")
            or next(_elected(elected, office), None)
        )
    out["chair"] = out["chair"] or _by_title(views)
    out["adjusters"] = meeting["adjusters"] or list(_elected(elected, "adjusters"))
    return out


def _by_role(attendance: list[Tree], role: list[str], rule: str) -> Value | None:
    found = [
        r
        for r in attendance
        if r["role"] is not None
        and str(r["role"].value).casefold().rstrip(".") in role
        and r["present"].value
    ]
    if len(found) != 1:
        return None
    return derived(found[0]["name"].value, (*found[0]["name"].spans, *found[0]["role"].spans), rule)


@cache
def _office(office: str) -> regex.Pattern[str]:
    return regex.compile("(?i)" + "|".join(f"(?:{p})" for p in table("decisions")["offices"][office]))


def _elected(points: list[Point], office: str) -> Iterator[Value]:
    """The people named in a point that fills the office."""
    for point in points:
        match = _office(office).search(point.view.text)
        if not match or len(point.view.text) > 200:
            continue
        if grammar("office.elsewhere").search(point.view.text, match.end()):
            continue
        for name in regex.finditer(name_pattern(), point.view.text):
            if not is_organisation(name.group()):
                spans = (*point.view.spans(*name.span()), *point.view.spans(*match.span()))
                yield derived(name.group(), spans, f"{office}.from_decision")


def _by_title(views: Iterable[View]) -> Value | None:
    """The only name that follows "Ordföranden" anywhere in the text."""
    pattern = regex.compile(rf"\b{table('decisions')['offices']['titles']}\s+(?P<name>{name_pattern()})")
    found: dict[str, Value] = {}
    for view in views:
        if "rdföranden" not in view.text:
            continue
        for match in pattern.finditer(view.text):
            if grammar("office.elsewhere").search(view.text, match.end()):
                continue
            found.setdefault(
                match["name"], derived(match["name"], view.spans(*match.span()), "chair.from_text")
            )
    return next(iter(found.values())) if len(found) == 1 else None

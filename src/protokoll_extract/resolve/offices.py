"""Who held the meeting's offices, where the front page does not say.

Derived, by named rules: the only one listed with the role; the one whom the meeting
elected to it; the only name below a heading like "Val av justerare"; the only one the
text calls "Ordföranden <name>".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.extract.names import is_organisation, is_person_name, name_pattern, with_title
from protokoll_extract.extract.points import Point
from protokoll_extract.segment.outline import Item
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names


def complete_offices(
    meeting: Tree,
    attendance: list[Tree],
    points: Iterable[Point],
    items: Sequence[Item],
    views: Iterable[View],
) -> Tree:
    """The meeting with chair, secretary and adjusters filled in where they were unknown."""
    elected = [p for p in points if p.kind == "elected"]
    views = list(views)
    out = meeting = _as_listed(meeting, attendance)
    for office, role in table("attendance")["offices"].items():
        out[office] = (
            meeting[office]
            or _by_role(attendance, role, f"{office}.from_attendance")
            or next(_elected(elected, office), None)
            or next(_said_to_be(elected, views, attendance, office), None)
            or _only(_below_heading(items, office))
            or _chosen(views, attendance, office)
            or _called(views, office)
        )
    out["chair"] = out["chair"] or _by_title(views)
    out["adjusters"] = _without_chair(
        meeting["adjusters"],
        list(_elected(elected, "adjusters"))
        or _below_heading(items, "adjusters")
        or list(_said_to_be(elected, views, attendance, "adjusters")),
        out,
    )
    return out


def _without_chair(signed: list[Value], elected: list[Value], meeting: Tree) -> list[Value]:
    """The adjusters by the front page or the signatures, else those elected.

    Below "Justeras" the chair signs as well; whom the meeting elected goes before such a list.
    """
    chair = meeting["chair"]
    if chair is None or all(x.value != chair.value for x in signed):
        return signed or elected
    return elected or [x for x in signed if x.value != chair.value]


def _as_listed(meeting: Tree, attendance: list[Tree]) -> Tree:
    """The meeting's people by the names of the list, where they are printed with the family name first."""
    listed = {str(row["name"].value) for row in attendance}
    shown = [row["name"].rule == "attendance.family_name_first" for row in attendance]
    always = sum(shown) > 0.7 * len(shown)

    def turned(value: Value | None) -> Value | None:
        if value is None or str(value.value) in listed:
            return value
        family, _, given = str(value.value).partition(" ")
        name = f"{given} {family}"
        if always and given in first_names() and family not in first_names():
            return derived(name, value.spans, "office.family_name_first")
        return derived(name, value.spans, "office.family_name_first") if name in listed else value

    offices = {key: turned(meeting[key]) for key in ("chair", "secretary")}
    return {**meeting, **offices, "adjusters": [turned(value) for value in meeting["adjusters"]]}


def _only(values: list[Value]) -> Value | None:
    return values[0] if len(values) == 1 else None


def _by_role(attendance: list[Tree], role: list[str], rule: str) -> Value | None:
    found = [
        r
        for r in attendance
        if r["role"] is not None
        and any(part.rstrip(".") in role for part in str(r["role"].value).casefold().split(", "))
        and r["present"].value
    ]
    if len(found) != 1:
        return None
    return derived(found[0]["name"].value, (*found[0]["name"].spans, *found[0]["role"].spans), rule)


# Elected by the meeting


@cache
def _office(office: str) -> Pattern:
    return gated("(?i)" + "|".join(f"(?:{p})" for p in table("decisions")["offices"][office]))


def _elected(points: list[Point], office: str) -> Iterator[Value]:
    """The people named in a point that fills the office."""
    for point in points:
        match = _office(office).search(point.view.text)
        if not match or len(point.view.text) > 200:
            continue
        if grammar("office.elsewhere").match(point.view.text, match.end()):
            continue
        for name in _named_for(point.view.text, match):
            spans = (*point.view.spans(*name), *point.view.spans(*match.span()))
            yield derived(point.view.text[slice(*name)], spans, f"{office}.from_decision")


def _named_for(text: str, office: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the people stand that the text elects to the office.

    Of several offices each has the names behind it ("Till sekreterare valdes A och till
    justerare B"), or before it where the text begins with a name ("A valdes till …").
    """
    names = [m.span() for m in regex.finditer(name_pattern(), text)]
    names = [(with_title(text[a:b]) + a, b) for a, b in names if not is_organisation(text[a:b])]
    # "Ada Ek utses att jämte ordföranden Bo Ås justera": Bo is not elected.
    names = [x for x in names if x[1] <= office.start() or x[0] >= office.end()]
    others = [m for m in grammar("office.any").finditer(text) if not _overlap(m, office)]
    if others and names and names[0][0] < min(office.start(), *(m.start() for m in others)):
        start = max((m.end() for m in others if m.end() <= office.start()), default=0)
        names = [x for x in names if start <= x[0] and x[1] <= office.start()]
    elif others:
        end = min((m.start() for m in others if m.start() >= office.end()), default=len(text))
        names = [x for x in names if office.end() <= x[0] and x[1] <= end]
    yield from names


def _overlap(one: regex.Match[str], other: regex.Match[str]) -> bool:
    return bool(one.start() < other.end() and other.start() < one.end())


@cache
def _heading(office: str) -> Pattern:
    return gated("|".join(f"(?:{p})" for p in table("attendance")["elections"][office]))


def _below_heading(items: Sequence[Item], office: str) -> list[Value]:
    """The names that are all that stands below "Val av justerare"."""
    for item in items:
        if item.title is None or not _heading(office).fullmatch(item.title.text.strip(" .:")):
            continue
        views = [p.view for section in item.sections for p in section.paragraphs]
        if not views or not all(grammar("names.only").search(view.text) for view in views):
            continue
        return [
            derived(
                match.group(), (*view.spans(*match.span()), *item.title.whole()), f"{office}.below_heading"
            )
            for view in map(_without_verb, views)
            for match in regex.finditer(name_pattern(), view.text)
            if is_person_name(match.group())
        ]
    return []


def _without_verb(view: View) -> View:
    """ "Valdes Bo Ek": the names without the verb before them."""
    verb = grammar("names.elected").search(view.text)
    return view.cut(verb.end(), len(view.text)) if verb else view


def _said_to_be(
    points: list[Point], views: list[View], attendance: list[Tree], office: str
) -> Iterator[Value]:
    """ "Ada är sekreterare": decided of one who is called by a given name, or in full."""
    elections = table("attendance")["elections"]
    words = elections[f"is_{office}"]
    pattern = regex.compile(
        rf"(?P<who>\p{{Lu}}[\p{{L}}-]+(?: \p{{Lu}}[\p{{L}}-]+)?) {elections['is']} (?:{words})(?!\p{{L}})"
    )
    for point in points:
        match = pattern.search(point.view.text)
        who = _in_full(match["who"], views, attendance) if match else None
        if match and who:
            yield derived(who, point.view.spans(*match.span()), f"{office}.from_decision")


def _in_full(name: str, views: list[View], attendance: list[Tree]) -> str | None:
    """The only full name in the document that begins so; the name alone where none does."""
    if " " in name:
        return name if is_person_name(name) else None
    if name not in first_names():
        return None
    everywhere = (m.group() for view in views for m in regex.finditer(name_pattern(), view.text))
    listed = (str(row["name"].value) for row in attendance)
    full = {x for x in (*listed, *everywhere) if x.startswith(f"{name} ")}
    return next(iter(full)) if len(full) == 1 else None if full else name


# Named in running text


def _chosen(views: list[View], attendance: list[Tree], office: str) -> Value | None:
    """ "Ada nominerar Bo till sekreterare, som blir vald": Bo, if only one of those listed is called so."""
    words = table("attendance")["elections"]
    name = rf"(?P<who>\p{{Lu}}[\p{{L}}-]+(?: \p{{Lu}}[\p{{L}}-]+)*)(?:{words['self']})?"
    pattern = gated(rf"{name}\s+(?:(?!och\b|samt\b)\p{{Ll}}+\s+)?{words[f'to_{office}']}(?!\p{{L}})")
    found: dict[str, Value] = {}
    for view in views:
        match = pattern.search(view.text)
        if match is None or not regex.search(words["chosen"], view.text):
            continue
        person = _listed(match["who"], attendance)
        if person is not None:
            spans = (*view.spans(*match.span()), *person.spans)
            found[str(person.value)] = derived(person.value, spans, f"{office}.chosen")
    return _only(list(found.values()))


def _listed(name: str, attendance: list[Tree]) -> Value | None:
    """The only one listed whose name is, or begins with, ``name``."""
    listed = {str(row["name"].value): row["name"] for row in attendance}
    fits = [value for full, value in listed.items() if full == name or full.startswith(f"{name} ")]
    return _only(fits)


def _called(views: list[View], office: str) -> Value | None:
    """ "Sekreterare är Ada Ek": the only one whom the text so calls."""
    elections = table("attendance")["elections"]
    words = elections[f"called_{office}"]
    pattern = gated(rf"(?<!\p{{L}})(?:{words})\s+(?:{elections['was']})\s+(?P<name>{name_pattern()})")
    found: dict[str, Value] = {}
    for view in views:
        for match in pattern.finditer(view.text):
            value = derived(match["name"], view.spans(*match.span()), f"{office}.called")
            found.setdefault(match["name"], value)
    return _only(list(found.values()))


def _by_title(views: Iterable[View]) -> Value | None:
    """The only name that follows "Ordföranden" anywhere in the text."""
    found: dict[str, Value] = {}
    for view in views:
        for match in _titled().finditer(view.text):
            if grammar("office.elsewhere").match(view.text, match.end()):
                continue
            found.setdefault(
                match["name"], derived(match["name"], view.spans(*match.span()), "chair.from_text")
            )
    return _only(list(found.values()))


@cache
def _titled() -> Pattern:
    return gated(rf"\b{table('decisions')['offices']['titles']}\s+(?P<name>{name_pattern()})")

"""Attendance rows: name, party, organisation, role, serving, presence in part.

One grammar reads all layouts: a cell is cut at its commas; a part that looks like a
name begins a person, every other part says something about the person before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from protokoll_extract.extract.attendance_rows import rows_of
from protokoll_extract.extract.finding import Tree, derived, matched, stated
from protokoll_extract.extract.names import is_organisation, is_person_name, name_pattern, party_code
from protokoll_extract.extract.presence import clock, presence_parts, presence_patterns
from protokoll_extract.segment.front import Group
from protokoll_extract.segment.headings import plain
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names

# A party's letters before the name: "S Bo Ek".
_PARTY_FIRST = regex.compile(r"(?P<code>\p{Lu}{1,4})\s+(?=\p{Lu}\p{Ll}+[ -]\p{Lu})")
# "Ek, Bo (S)": the family name first.
_FAMILY_FIRST = regex.compile(
    r"(?P<family>\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}-]+)?),\s+"
    r"(?P<given>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}.-]*)?)(?=\s*[(,]|\s*$)"
)
_LABEL = regex.compile(r"(?P<label>[^:(),]{2,50}):\s*(?P<rest>.*)$", regex.DOTALL)
_ELECTED = frozenset({"member", "substitute", "adjunct"})


@dataclass(slots=True)
class Person:
    """A row while it is read: its fields as Values."""

    fields: Tree
    parenthesis: bool = False
    presence: list[Tree] = field(default_factory=list)


def read_group(source: SourceText, group: Group) -> list[Tree]:
    """The attendance rows of one group, in order."""
    rows: list[Tree] = []
    kind = group.kind
    heading = group.heading.whole()
    role_label: View | None = None
    capacity = kind.capacity
    for cells, mark in rows_of(source, group):
        view = cells[0]
        match = _LABEL.match(view.text)
        label: View | None = None
        if match and (match["rest"] or len(cells) > 1) and not is_person_name(match["label"]):
            label = view.cut(match.start("label"), match.end("label"))
            view = view.cut(match.start("rest"), match.end("rest")) if match["rest"] else cells[1]
            rest = cells[1:] if match["rest"] else cells[2:]
            role_label = label
        else:
            rest = cells[1:]
        people = list(_people(view, elected=capacity in _ELECTED))
        if capacity in ("official", "guest", "other"):
            _share_organisation(people)
        for person in people:
            _from_cells(person, rest)
            if role_label is not None and label is not None:
                _from_label(person, role_label)
            if mark is not None:
                present = mark.text in "xX"
                person.fields["present"] = derived(present, mark.whole(), "attendance.mark")
            rows.append(finish(person, capacity, kind.present, kind.serving, heading))
    if capacity == "substitute" and kind.present and kind.serving is None:
        _unmarked(rows)
    return rows


# The grammar


@cache
def _grammar() -> dict[str, regex.Pattern[str]]:
    data = table("attendance")
    name = name_pattern()
    words = {k: "|".join(v) for k, v in data["presence"].items() if isinstance(v, list)}
    roles = "|".join(sorted((regex.escape(w) for w in data["roles"]["words"]), key=len, reverse=True))
    suffixes = "|".join(data["roles"]["suffixes"])
    return {
        "name": regex.compile(name),
        "paren": regex.compile(r"\((?P<in>[^()]*)\)?"),
        "serves": regex.compile(
            rf"(?:tjänstgör(?:ande|)?(?:\s+ersättare)?\s+för|tj?gj?\.?\s*ers\w*\.?\s+(?:för\s+)?|tj\.?\s*ers\.?\s+(?:för\s+)?"
            rf"|ersättare\s+för|ersätter|för)\s+(?P<who>{name})(?:\s*\((?P<party>\p{{L}}{{1,5}})\s*\))?"
        ),
        "serving": regex.compile(
            r"(?<!\p{L})(?P<not>(?:ej|inte|icke)\s+)?(?:"
            + "|".join(data["serving"]["patterns"])
            + r")(?!\p{L})"
        ),
        **presence_patterns(),
        "remote": regex.compile(rf"(?:{words['remote']})"),
        "absent": regex.compile(rf"(?:{words['absent']})"),
        "role": regex.compile(
            rf"(?i)(?<![\p{{L}}\d])(?:{roles}|[\p{{L}}-]*(?:och\s+[\p{{L}}-]+)?(?:{suffixes}))(?![\p{{L}}])"
        ),
    }


def _people(view: View, *, elected: bool) -> Iterator[Person]:
    first = _PARTY_FIRST.match(view.text) if elected else None
    if first and party_code(first["code"], elected=False):
        raw = matched(view, first, "code", "attendance.party_first")
        for person in _named_people(view.cut(first.end(), len(view.text)), elected=elected):
            person.fields.setdefault(
                "party", {"raw": raw, "id": derived(first["code"], raw.spans, "party.code")}
            )
            yield person
        return
    family = _FAMILY_FIRST.match(view.text)
    if family and _is_family_first(family):
        name = f"{family['given']} {family['family']}"
        person = Person({"name": derived(name, view.spans(*family.span()), "attendance.family_name_first")})
        qualify(person, view, family.end(), len(view.text), elected=elected)
        yield person
        return
    yield from _named_people(view, elected=elected)


def _is_family_first(match: regex.Match[str]) -> bool:
    """A family name before the comma, a given name behind it: not two people."""
    family, given = match["family"].split()[0], match["given"].split()[0]
    return given in first_names() and family not in first_names() and not is_organisation(match["family"])


def _named_people(view: View, *, elected: bool) -> Iterator[Person]:
    person: Person | None = None
    for start, end in _parts(view.text):
        text = view.text[start:end]
        match = _grammar()["name"].match(text)
        begins = match is not None and not is_organisation(match.group()) and not _is_role(match.group())
        if match is not None and begins:
            if person:
                yield person
            person = Person({"name": stated(view, start, start + match.end(), "attendance.name")})
            qualify(person, view, start + match.end(), end, elected=elected)
        elif person:
            _bare_party(person, view, start, end, elected=elected)
            qualify(person, view, start, end, elected=elected)
        elif _lone_name(view, text):
            person = Person({"name": stated(view, start, end, "attendance.name")})
    if person:
        yield person


def _bare_party(person: Person, view: View, start: int, end: int, *, elected: bool) -> None:
    """ "Bo Ek, s, ordförande": a national party's letters between commas."""
    code = party_code(view.text[start:end], elected=False) if elected else None
    if code and "party" not in person.fields:
        raw = stated(view, start, end, "attendance.party_bare")
        person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}


def _lone_name(view: View, text: str) -> bool:
    """A list entry of a given name alone, or with a family name in small letters."""
    nobody = table("attendance")["names"]["nobody"]
    return (
        text == view.text
        and bool(regex.fullmatch(r"\p{Lu}\p{Ll}+(?: \p{L}+){0,2}", text))
        and text.casefold() not in nobody
        and not _is_role(text)
        and not is_organisation(text)
        and text.split()[0] not in table("attendance")["names"]["not_names"]
        and " " in text
    )


def _is_role(text: str) -> bool:
    return bool(_grammar()["role"].fullmatch(text))


_SPLIT = regex.compile(r"[,;]\s*(?!\s*\d)|\s+(?:och|samt)\s+(?=\p{Lu})|(?<=\))\s+(?=\p{Lu}\p{Ll}+[ -]\p{Lu})")


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a cell between commas that stand outside parentheses."""
    start = 0
    for match in _SPLIT.finditer(text):
        inside = text[: match.start()]
        if inside.count("(") > inside.count(")"):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def qualify(person: Person, view: View, start: int, end: int, *, elected: bool) -> None:
    """Read what ``view.text[start:end]`` says about a person."""
    g = _grammar()
    text = view.text
    taken: list[tuple[int, int]] = []

    def free(match: regex.Match[str]) -> bool:
        return all(match.end() <= a or b <= match.start() for a, b in taken)

    for match in g["serves"].finditer(text, start, end):
        person.fields.setdefault("serves_for", matched(view, match, "who", "attendance.serves_for"))
        taken.append(match.span())
    for match in g["paren"].finditer(text, start, end):
        if free(match):
            _parenthesis(person, view, match, elected=elected)
            taken.append(match.span())
    for match in [*g["presence"].finditer(text, start, end)]:
        if free(match):
            person.presence += presence_parts(view, match)
            taken.append(match.span())
    for match in [*g["clock"].finditer(text, start, end)]:
        if free(match):
            person.presence.append(clock(view, match))
            taken.append(match.span())
    for match in g["absent"].finditer(text, start, end):
        person.fields["present"] = derived(False, view.spans(*match.span()), "attendance.absent")
        taken.append(match.span())
    for match in g["remote"].finditer(text, start, end):
        if free(match):
            person.fields["remote"] = derived(True, view.spans(*match.span()), "attendance.remote")
            taken.append(match.span())
    for match in g["serving"].finditer(text, start, end):
        if free(match) or "serves_for" in person.fields:
            serves = not match["not"] and not grammar("act.negated").search(text, match.end())
            person.fields["serving"] = derived(serves, view.spans(*match.span()), "attendance.serving")
            taken.append(match.span())
    for match in g["role"].finditer(text, start, end):
        if free(match) and match.group().strip():
            person.fields.setdefault("role", matched(view, match, 0, "attendance.role"))
            taken.append(match.span())
    if not taken and start < end:
        a = start + len(text[start:end]) - len(text[start:end].lstrip())
        part = text[a:end].rstrip(" .")
        if is_organisation(part):
            person.fields.setdefault(
                "organisation", stated(view, a, a + len(part), "attendance.organisation")
            )


def _parenthesis(person: Person, view: View, match: regex.Match[str], *, elected: bool) -> None:
    inner = match["in"].strip()
    if not inner:
        return
    a = match.start("in") + match["in"].index(inner)
    b = a + len(inner)
    code = party_code(inner, elected=elected)
    g = _grammar()
    if code and "party" not in person.fields:
        raw = stated(view, a, b, "attendance.party")
        person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
    elif g["remote"].search(inner):
        person.fields["remote"] = derived(True, view.spans(a, b), "attendance.remote")
    elif g["absent"].search(inner):
        person.fields["present"] = derived(False, view.spans(a, b), "attendance.absent")
    elif g["role"].fullmatch(inner):
        person.fields.setdefault("role", stated(view, a, b, "attendance.role"))
    elif any(g[k].search(inner) for k in ("presence", "clock", "serving")):
        qualify(person, view, a, b, elected=elected)
    elif inner[0].isupper() or is_organisation(inner):
        person.fields.setdefault("organisation", stated(view, a, b, "attendance.organisation"))
        person.parenthesis = True


# Around the grammar


def _unmarked(rows: list[Tree]) -> None:
    """In a list that marks who serves, the substitutes without the mark do not serve."""
    marks = [r["serving"] for r in rows if r["serving"] is not None and r["serving"].value]
    if not marks:
        return
    for row in rows:
        if row["serving"] is None:
            row["serving"] = derived(False, row["name"].spans, "attendance.unmarked_substitute")


_DELEGATED = regex.compile(r"(?P<org>[^()]+?)\s*\((?P<by>[^()]+)\)\s*$")


def _from_cells(person: Person, cells: tuple[View, ...]) -> None:
    """The cells beside the name: the organisation, perhaps with the one that delegated."""
    for cell in cells:
        text = cell.text
        if "organisation" in person.fields or regex.fullmatch(r"[\s._…-]*", text):
            continue
        code = party_code(text, elected=True)
        if code and "party" not in person.fields and len(text) <= 3:
            raw = stated(cell, 0, len(text), "attendance.party")
            person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
        elif _is_role(text):
            person.fields.setdefault("role", stated(cell, 0, len(text), "attendance.role"))
        elif match := _DELEGATED.fullmatch(text):
            person.fields["organisation"] = matched(cell, match, "org", "attendance.organisation")
            person.fields["delegated_by"] = matched(cell, match, "by", "attendance.delegated_by")
        elif any(_grammar()[k].search(text) for k in ("presence", "clock", "serving", "absent", "remote")):
            qualify(person, cell, 0, len(text), elected=True)
        elif text[0].isupper() and len(text) < 70 and not text.endswith("."):
            person.fields["organisation"] = stated(cell, 0, len(text), "attendance.organisation")


def _from_label(person: Person, label: View) -> None:
    """A label before the names: an organisation, else a role or group."""
    name = plain(label.text)
    key = "organisation" if is_organisation(name) else "role"
    person.fields.setdefault(key, stated(label, 0, len(label.text.rstrip(" :")), f"attendance.label_{key}"))


def _share_organisation(people: list[Person]) -> None:
    """``A, B (Region X)``: the organisation in parentheses is that of A, too."""
    waiting: list[Person] = []
    for person in people:
        if person.parenthesis:
            organisation = person.fields["organisation"]
            for earlier in waiting:
                earlier.fields["organisation"] = derived(
                    organisation.value, organisation.spans, "attendance.shared_organisation"
                )
            waiting = []
        elif not {"organisation", "role"} & person.fields.keys():
            waiting.append(person)
        else:
            waiting = []


def finish(
    person: Person, capacity: str, present: bool, serving: bool | None, heading: tuple[Span, ...]
) -> Tree:
    fields = person.fields
    adjunct = table("attendance")["roles"]["adjunct"]
    role = fields.get("role")
    if role is not None and str(role.value).casefold() in adjunct:
        fields["capacity"] = derived("adjunct", role.spans, "attendance.adjunct")
    elif (
        role is not None and capacity == "member" and str(role.value).casefold() in ("ersättare", "suppleant")
    ):
        fields["capacity"] = derived("substitute", role.spans, "attendance.role")
    elif capacity == "member" and "serves_for" in fields:
        fields["capacity"] = derived("substitute", fields["serves_for"].spans, "attendance.serves_for")
    elif capacity == "other" and role is not None:
        fields["capacity"] = derived("official", role.spans, "attendance.role")
    else:
        fields["capacity"] = derived(capacity, heading, "attendance.group")
    fields.setdefault("present", derived(present, heading, "attendance.group"))
    if serving is not None and fields["present"].value:
        fields.setdefault("serving", derived(serving, heading, "attendance.group"))
    elif "serves_for" in fields:
        fields.setdefault("serving", derived(True, fields["serves_for"].spans, "attendance.serves_for"))
    return {
        "person": None,
        "name": fields["name"],
        "party": fields.get("party", {"raw": None, "id": None}),
        "organisation": fields.get("organisation"),
        "delegated_by": fields.get("delegated_by"),
        "role": role,
        "capacity": fields["capacity"],
        "present": fields["present"],
        "serving": fields.get("serving"),
        "serves_for": fields.get("serves_for"),
        "presence": person.presence,
        "remote": fields.get("remote"),
    }

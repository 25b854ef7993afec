"""What stands beside a name in an attendance list: party, role, organisation, serving, presence.

One grammar reads all layouts: a text is cut at its commas; a part that looks like a
name begins a person, every other part says something about the person before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.habits import PLAIN, Habits, family_first, family_first_bare
from protokoll_extract.extract.names import (
    is_organisation,
    name_pattern,
    organisation_at,
    party_code,
    person_end,
)
from protokoll_extract.extract.presence import clock, open_range, presence_parts, presence_patterns
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names, parties, party_letters

# A party's letters before the name: "S Bo Ek".
_PARTY_FIRST = gated(r"(?P<code>\p{Lu}{1,4})\s+(?=\p{Lu}\p{Ll})")


@dataclass(slots=True)
class Person:
    """A row while it is read: its fields as Values."""

    fields: Tree
    parenthesis: bool = False
    presence: list[Tree] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that a row stands in: are its people elected, and how is it written?"""

    elected: bool = False
    habits: Habits = PLAIN


@cache
def patterns() -> dict[str, Pattern]:
    """The patterns of what may stand beside a name."""
    data = table("attendance")
    name = name_pattern()
    words = {k: "|".join(v) for k, v in data["presence"].items() if isinstance(v, list)}
    roles = "|".join(sorted((regex.escape(w) for w in data["roles"]["words"]), key=len, reverse=True))
    suffixes = "|".join(data["roles"]["suffixes"])
    serving = data["serving"]
    before = "|".join(serving["for_words"])
    no_role = "|".join(data["roles"]["no_role"])
    return {
        "serves": gated(
            rf"(?<!\p{{L}})(?:{before})\s+(?P<who>{name})(?:\s*\((?P<party>\p{{L}}{{1,5}})\s*\))?"
        ),
        "vacant": gated(
            rf"(?:(?<!\p{{L}})(?P<serves>{before})\s+)?(?:{'|'.join(serving['vacant'])})(?:\s*\(\p{{L}}{{1,5}}\s*\))?"
            rf"|(?i:{'|'.join(serving['without'])})"
        ),
        "paren": gated(r"\((?P<in>[^()]*)\)?|(?<=\p{L}\s)(?P<half>\p{Lu}{1,2})\)"),
        "serving": gated(
            rf"(?i)(?<!\p{{L}})(?P<not>(?:ej|inte|icke)\s+)?(?:{'|'.join(serving['patterns'])})(?!\p{{L}})"
        ),
        **presence_patterns(),
        "remote": gated(rf"(?:{words['remote']})"),
        "absent": gated(rf"(?:{words['absent']})"),
        "role": gated(
            rf"(?i)(?<![\p{{L}}\d])(?:{roles}|(?:(?:{'|'.join(data['roles']['before_role'])})\s+)*"
            rf"(?:\p{{L}}+t\s(?=ansvarig))?[\p{{L}}-]*(?:och\s+[\p{{L}}-]+)?(?:{suffixes}))(?![\p{{L}}])"
        ),
        # A role before the name, also in its definite form: "förvaltningschefen Bo Ek".
        "title": gated(
            rf"(?i:(?:(?:{'|'.join(data['roles']['before_role'])})\s+)*"
            rf"(?:{roles}|[\p{{L}}-]*(?:\s?och\s+[\p{{L}}-]+)?(?:{suffixes}))(?:e?n)?)(?=\s+\p{{Lu}})"
        ),
        # A role that no list names: a few words in small letters.
        "phrase": gated(
            rf"(?!(?:{no_role})(?!\p{{L}}))(?=.*\p{{L}}{{5}})"
            r"\p{Ll}[\p{Ll}/-]*"
            rf"(?: (?!(?:{no_role})(?!\p{{L}}))(?:[\p{{Ll}}/-]+|\p{{Lu}}{{2,}}-\p{{Ll}}+)){{0,3}}"
        ),
    }


def is_role(text: str) -> bool:
    """Is the text a role and nothing else, by the list of roles?"""
    return bool(patterns()["role"].fullmatch(text))


# Who begins


def people_in(view: View, listing: Listing) -> Iterator[Person]:
    """The people that a cell names, each with what the cell says of them."""
    first = _PARTY_FIRST.match(view.text) if listing.elected else None
    code = party_code(first["code"], elected=listing.habits.first, local=True) if first else None
    if first and code and person_end(view.text, first.end()):
        raw = matched(view, first, "code", "attendance.party_first")
        for person in _named(view.cut(first.end(), len(view.text)), listing):
            person.fields.setdefault("party", {"raw": raw, "id": derived(code, raw.spans, "party.code")})
            yield person
        return
    family = _family_first(view.text, listing.habits)
    if family:
        name = f"{family['given']} {family['family']}"
        person = Person({"name": derived(name, view.spans(*family.span()), "attendance.family_name_first")})
        qualify(person, view, family.end(), len(view.text), listing)
        yield person
        return
    yield from _named(view, listing)


def _family_first(text: str, habits: Habits) -> regex.Match[str] | None:
    match = family_first().match(text)
    if match is None and habits.family_first_bare | habits.family_first:
        match = family_first_bare().match(text)
        if match is not None and match["given"] not in first_names():
            return None
    if match is None or is_organisation(match["family"]) or is_role(match["given"]):
        return None
    family, given = match["family"].split()[0], match["given"].split()[0]
    meant = given in first_names() and family not in first_names()
    return match if meant or habits.family_first else None


def _named(view: View, listing: Listing) -> Iterator[Person]:
    person: Person | None = None
    for start, end in _parts(view.text):
        title = _title(view.text[:end], start, listing)
        if title is not None:
            if person:
                yield person
            person = _titled(view, (start, title), end, listing)
            continue
        stop = person_end(view.text[:end], start)
        if stop is not None and not is_role(view.text[start:stop]):
            stop = _without_party(view.text, start, stop) if listing.elected else stop
            if person:
                yield person
            person = Person({"name": stated(view, start, stop, "attendance.name")})
            qualify(person, view, stop, end, listing)
        elif person and not _given_alone(view.text[start:end], listing):
            qualify(person, view, start, end, listing)
        elif _given_alone(view.text[start:end], listing):
            if person:
                yield person
            person = Person({"name": stated(view, start, end, "attendance.given_name")})
        elif _lone_name(view, view.text[start:end]):
            person = Person({"name": stated(view, start, end, "attendance.name")})
    if person:
        yield person


def _without_party(text: str, start: int, stop: int) -> int:
    """ "Bo Ek M": where the name ends before a party's letters."""
    name, _, last = text[start:stop].rpartition(" ")
    return start + len(name.rstrip()) if " " in name and last.isupper() and last in parties() else stop


def _title(text: str, start: int, listing: Listing) -> int | None:
    """Where the role ends that stands before a name: "ekonomichef Bo Ek"."""
    names = ("title",) if listing.elected else ("title", "phrase")
    for match in (patterns()[n].match(text, start) for n in names):
        if match and regex.match(r"\s+\p{Lu}", text, pos=match.end()):
            name = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
            if person_end(text, name) is not None:
                return int(match.end())
    return None


def _titled(view: View, title: tuple[int, int], end: int, listing: Listing) -> Person:
    """The person whose role stands at ``title``, before the name."""
    name = title[1] + 1
    while view.text[name].isspace():
        name += 1
    stop = person_end(view.text[:end], name) or end
    person = Person({"name": stated(view, name, stop, "attendance.name")})
    person.fields["role"] = stated(view, *title, "attendance.title")
    qualify(person, view, stop, end, listing)
    return person


def _given_alone(text: str, listing: Listing) -> bool:
    """ "Ada, Bo och Eva Ek": a given name alone, in a list that names people so."""
    return listing.habits.given_alone and text in first_names()


def _lone_name(view: View, text: str) -> bool:
    """A list entry of a given name with a family name in small letters."""
    names = table("attendance")["names"]
    return (
        text == view.text
        and bool(regex.fullmatch(r"\p{Lu}\p{Ll}+(?: \p{L}+){1,2}", text))
        and text.split()[0] in first_names()
        and text.casefold() not in names["nobody"]
        and text.split()[0] not in names["not_names"]
        and not is_role(text)
        and not is_organisation(text)
    )


# A comma between two numbers parts no people: "§§ 12, 15".
_SPLIT = gated(
    r"(?:;|(?<!\d[a-z]?),|,(?!\s*\d))\s*"
    r"|(?<!-)\s+(?:och|samt)\s+(?=\p{Lu}|\p{Ll}[\p{Ll}-]+\s\p{Lu}\p{Ll}+\s\p{Lu})"
    r"|(?<=\))\s+(?=\p{Lu}\p{Ll}+[ -]\p{Lu})"
)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a cell between commas that stand outside parentheses."""
    start = 0
    for match in _SPLIT.finditer(text):
        inside = text[: match.start()]
        if inside.count("(") > inside.count(")") or grammar("list.came_at").search(inside[start:]):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


# What is said of a person


def qualify(
    person: Person, view: View, start: int, end: int, listing: Listing, *, cell: bool = False
) -> None:
    """Read what ``view.text[start:end]`` says about a person.

    ``cell``: the text is a cell of its own, where a name in capitals is an organisation's.
    """
    taken: list[tuple[int, int]] = []

    def each(name: str, *, over: bool = False) -> Iterator[regex.Match[str]]:
        """The matches of a pattern that no other has taken, now taken by this one."""
        for match in [*patterns()[name].finditer(view.text, start, end)]:
            free = all(match.end() <= a or b <= match.start() for a, b in taken)
            if (free or over) and match.group().strip():
                taken.append(match.span())
                yield match

    for match in each("vacant"):
        if match["serves"]:
            value = derived(True, view.spans(*match.span()), "attendance.serves_for")
            person.fields.setdefault("serving", value)
            person.fields.setdefault("vacant_seat", value)
    for match in each("serves"):
        a, b = match.start("who"), person_end(view.text[: match.end("who")], match.start("who"))
        if b is None:
            taken.pop()  # "ordförande för Norrviks Bostäder AB"
            continue
        person.fields.setdefault("serves_for", _named_there(view, a, b, listing))
    for match in each("paren"):
        _parenthesis(person, view, match, listing)
    for match in each("presence"):
        person.presence += presence_parts(view, match)
    for match in each("clock"):
        person.presence.append(clock(view, match))
    for match in each("absent", over=True):
        person.fields["present"] = derived(False, view.spans(*match.span()), "attendance.absent")
    for match in each("remote"):
        person.fields["remote"] = derived(True, view.spans(*match.span()), "attendance.remote")
    for match in each("serving", over="serves_for" in person.fields):
        if grammar("serving.as_substitute").search(match.group()):
            person.fields.setdefault(
                "stands_in", derived(True, view.spans(*match.span()), "attendance.serving")
            )
        serves = not match["not"] and not grammar("act.negated").match(view.text, match.end())
        person.fields["serving"] = derived(serves, view.spans(*match.span()), "attendance.serving")
    for a, b in _left(view.text, start, end, taken):
        _leftover(person, view, a, b, listing, cell=cell)


def _named_there(view: View, start: int, end: int, listing: Listing) -> Value:
    """Whose seat it is; in the order that the list has its names."""
    match = family_first_bare().fullmatch(view.text[start:end]) if listing.habits.family_first_bare else None
    if match is not None and match["given"] in first_names():
        name = f"{match['given']} {match['family']}"
        return derived(name, view.spans(start, end), "attendance.family_name_first")
    return stated(view, start, end, "attendance.serves_for")


_EDGE = " \t,.;:–-)/["


def _left(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What no pattern took, piece by piece, without the punctuation around it."""
    cursor = start
    for a, b in [*sorted(taken), (end, end)]:
        piece = text[cursor:a]
        lead = len(piece) - len(piece.lstrip(_EDGE))
        tail = len(piece.rstrip(" \t,;:–-(]"))
        if lead < tail:
            yield cursor + lead, cursor + tail
        cursor = max(cursor, b)


def _leftover(person: Person, view: View, start: int, end: int, listing: Listing, *, cell: bool) -> None:
    """A party's letters, an organisation or a role: whatever the piece is, whole or in part."""
    fields, text = person.fields, view.text[start:end]
    if _bare_party(person, view, start, end, listing) or _party_name(person, view, start, end):
        return
    name = text if cell and text[-1] == "." and organisation_at(text) is None else text.rstrip(".")
    stop = organisation_at(view.text[:end], start)
    whole = is_organisation(name) and not is_role(name)
    if whole or (cell and stop is None and _reads_as_organisation(name)):
        stop = start + len(name)
    if stop is not None:
        fields.setdefault("organisation", stated(view, start, stop, "attendance.organisation"))
        start = stop
    words = view.text[start:end].strip()
    if patterns()["phrase"].fullmatch(words):
        a = view.text.index(words, start)
        _role(fields, stated(view, a, a + len(words), "attendance.role"))
        return
    for match in patterns()["role"].finditer(view.text, start, end):
        if match.group().strip():
            _role(fields, matched(view, match, 0, "attendance.role"))


def _role(fields: Tree, found: Value) -> None:
    """The first role that is said of somebody; an office of the meeting goes before a title."""
    before = fields.get("role")
    if before is None or (_is_office(str(found.value)) and not _is_office(str(before.value))):
        fields["role"] = found


def _is_office(role: str) -> bool:
    """Does the role make somebody the meeting's chair or vice chair?"""
    return role.casefold().rstrip(".").endswith(tuple(table("attendance")["offices"]["chair"]))


def _reads_as_organisation(text: str) -> bool:
    named = text.split()[0] in first_names() and person_end(text) is not None
    return (
        text[0].isupper() and 2 < len(text) < 70 and not text.endswith(".") and not (is_role(text) or named)
    )


def _party_name(person: Person, view: View, start: int, end: int) -> bool:
    """ "Bo Ek, Moderaterna": a party by its name."""
    code = party_letters().get(view.text[start:end].casefold())
    if code is not None:
        raw = stated(view, start, end, "attendance.party_name")
        person.fields.setdefault("party", {"raw": raw, "id": derived(code, raw.spans, "party.code")})
    return code is not None


def _bare_party(person: Person, view: View, start: int, end: int, listing: Listing) -> bool:
    """ "Bo Ek, s, ordförande", "Bo Ek<tab>S": a party's letters without parentheses."""
    text = view.text[start:end]
    if "party" in person.fields or not listing.elected:
        return False
    code = party_code(text, elected=listing.habits.bare, local=True)
    if not code or (text.upper() not in parties() and len(text) > 4):
        return False
    raw = stated(view, start, end, "attendance.party_bare")
    person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
    return True


def _parenthesis(person: Person, view: View, match: regex.Match[str], listing: Listing) -> None:
    group = "half" if match["half"] else "in"
    inner = match[group].strip()
    if not inner:
        return
    a = match.start(group) + match[group].index(inner)
    b = a + len(inner)
    code = party_code(inner, elected=listing.elected, local=listing.habits.in_parentheses)
    g, fields = patterns(), person.fields
    part = open_range(view.cut(a, b))
    if part is not None:
        person.presence.append(part)
    elif "party" not in fields and _party_name(person, view, a, b):
        return
    elif code and "party" not in fields:
        raw = stated(view, a, b, "attendance.party")
        fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
    elif any(g[k].search(inner) for k in ("remote", "absent", "presence", "clock", "serving", "serves")):
        qualify(person, view, a, b, listing)
    elif all(is_role(x) or g["phrase"].fullmatch(x) for x in regex.split(r",\s*", inner)):
        fields.setdefault("role", stated(view, a, b, "attendance.role"))
    elif not code and (inner[0].isupper() or is_organisation(inner)):
        fields.setdefault("organisation", stated(view, a, b, "attendance.organisation"))
        person.parenthesis = True

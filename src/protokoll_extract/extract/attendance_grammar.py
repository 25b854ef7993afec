"""The people that an attendance list names: one grammar reads all layouts.

A text is cut at its commas; a part that looks like a name begins a person, every other
part says something about the person before it.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from protokoll_extract.extract.attendance_patterns import is_role, patterns
from protokoll_extract.extract.attendance_remarks import Listing, Person, qualify
from protokoll_extract.extract.finding import derived, matched, stated
from protokoll_extract.extract.habits import Habits, family_first, family_first_bare
from protokoll_extract.extract.names import is_organisation, is_role_word, party_code, person_end
from protokoll_extract.text.gate import gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names, parties

# A party's letters before the name: "S Bo Ek".
_PARTY_FIRST = gated(r"(?:(?P<code>\p{Lu}{1,4})|\((?P<code>\p{L}{1,5})\))\s+(?=\p{Lu}\p{Ll})")


def people_in(view: View, listing: Listing) -> Iterator[Person]:
    """The people that a cell names, each with what the cell says of them."""
    first = _PARTY_FIRST.match(view.text) if listing.elected else None
    letters = listing.habits.first or (first is not None and first.group().startswith("("))
    code = party_code(first["code"], elected=letters, local=True) if first else None
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
        if match is not None and match["given"] not in first_names() and match["family"] in first_names():
            return None
    if match is None or is_organisation(match["family"]) or is_role(match["given"]):
        return None
    family, given = match["family"].split()[0], match["given"].split()[0]
    if is_role_word(family) or is_role_word(family.removesuffix("n")):
        return None  # "Ordföranden, Ada"
    # "Omar Östen" may be either; the other rows of the list tell.
    meant = given in first_names() and (family not in first_names() or habits.family_first_bare)
    return match if meant or habits.family_first else None


def _named(view: View, listing: Listing) -> Iterator[Person]:
    person: Person | None = None
    replaced = False
    for start, end in _parts(view.text, listing):
        title = _title(view.text[:end], start, listing)
        if title is not None:
            if person:
                yield person
            person = _titled(view, (start, title), end, listing)
            continue
        stop = person_end(view.text[:end], start)
        said = person and any(patterns()[k].match(view.text, start, end) for k in ("seat", "serves"))
        if stop is not None and person and said:
            qualify(person, view, start, end, listing)  # "Bo Eks ersättare", "ERSÄTTER BO EK"
        elif stop is not None and not is_role(view.text[start:stop]):
            stop = _without_party(view.text, start, stop) if listing.elected else stop
            stop = _without_absence(view.text, start, stop)
            if person:
                yield person
            person = Person({"name": stated(view, start, stop, "attendance.name")})
            qualify(person, view, stop, end, listing)
        elif person and not _given_alone(view.text[start:end], listing):
            if not replaced:
                qualify(person, view, start, end, listing)
        elif _given_alone(view.text[start:end], listing):
            if person:
                yield person
            person = Person({"name": stated(view, start, end, "attendance.given_name")})
        elif _lone_name(view, view.text[start:end]):
            person = Person({"name": stated(view, start, end, "attendance.name")})
        # Behind "ersätts av Bo Ek" all is said of Bo Ek, till somebody else is named.
        replaced = bool(patterns()["replaced"].search(view.text, start, end)) or (replaced and stop is None)
    if person:
        yield person


def _without_party(text: str, start: int, stop: int) -> int:
    """ "Bo Ek M": where the name ends before a party's letters."""
    name, _, last = text[start:stop].rpartition(" ")
    return start + len(name.rstrip()) if " " in name and last.isupper() and last in parties() else stop


def _without_absence(text: str, start: int, stop: int) -> int:
    """ "Bo Ek Anmält förhinder": where the name ends before what says that he was not there."""
    absent = patterns()["absent"].search(text, start)
    return len(text[: absent.start()].rstrip()) if absent and start < absent.start() < stop else stop


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
    r"(?:;|(?<!\d[a-z]?),|,(?!\s*\d))\s*(?:(?:och|samt)\s+(?=\p{Lu}))?"
    r"|(?<!-)\s+(?:och|samt)\s+(?=\p{Lu}|\p{Ll}[\p{Ll}-]+\s\p{Lu}\p{Ll}+\s\p{Lu})"
    r"|(?<=\))\s+(?=\p{Lu}\p{Ll}+[ -]\p{Lu})|\s+/\s+(?=\p{Lu}\p{Ll}+[ -]\p{Lu})"
)


def _parts(text: str, listing: Listing) -> Iterator[tuple[int, int]]:
    """The parts of a cell between commas that stand outside parentheses."""
    start = 0
    turned = [m.span() for m in patterns()["turned"].finditer(text)] if listing.habits.family_first else []
    for match in _SPLIT.finditer(text):
        inside = text[: match.start()]
        if inside.count("(") > inside.count(")") or grammar("list.came_at").search(inside[start:]):
            continue
        if any(a < match.start() < b for a, b in turned):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())

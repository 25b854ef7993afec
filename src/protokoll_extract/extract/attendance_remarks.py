"""What stands beside a name in an attendance list: party, role, organisation, serving, presence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from protokoll_extract.extract.attendance_patterns import is_role, patterns
from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.habits import PLAIN, Habits, family_first_bare
from protokoll_extract.extract.names import (
    is_organisation,
    is_role_word,
    organisation_at,
    party_code,
    person_end,
)
from protokoll_extract.extract.presence import clock, in_order, open_range, presence_parts, unsigned_parts
from protokoll_extract.text.gate import gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import first_names, parties, party_letters, written_letters


@dataclass(slots=True)
class Person:
    """A row while it is read: its fields as Values."""

    fields: Tree
    parenthesis: bool = False
    presence: list[Tree] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that a row stands in: are its people elected, how is it written, are they substitutes?"""

    elected: bool = False
    habits: Habits = PLAIN
    substitutes: bool = False


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

    replaced = patterns()["replaced"].search(view.text, start, end)
    end = replaced.start() if replaced else end
    for match in each("vacant"):
        if match["serves"]:
            value = derived(True, view.spans(*match.span()), "attendance.serves_for")
            person.fields.setdefault("serving", value)
            person.fields.setdefault("vacant_seat", value)
    for match in each("turned") if listing.habits.family_first else ():
        spans = view.spans(match.start("family"), match.end("given"))
        name = derived(f"{match['given']} {match['family']}", spans, "attendance.family_name_first")
        person.fields.setdefault("serves_for", name)
    for match in (*each("serves"), *(each("serves_listed") if listing.substitutes else ())):
        a, b = match.start("who"), person_end(view.text[: match.end("who")], match.start("who"))
        if b is None:
            taken.pop()  # "ordförande för Norrviks Bostäder AB"
            continue
        person.fields.setdefault("serves_for", _named_there(view, a, b, listing))
    for match in each("seat"):
        value = derived(True, view.spans(*match.span()), "attendance.serves_for")
        person.fields.setdefault("serving", value)
        person.fields.setdefault("stands_in", value)
    for match in each("paren"):
        _parenthesis(person, view, match, listing)
    for match in patterns()["presence"].finditer(view.text, start, end):
        # What is behind the list may stand in parentheses, which are taken.
        a, b = match.start(), match.end("list" if match["list"] else "bare")
        if all(b <= x or y <= a for x, y in taken):
            taken.append(match.span())
            if not _tells_deeds(view.text[start:a]):
                replacing = _fills_seat(person, view.text[start:a])
                person.presence += presence_parts(view, match, replacing=replacing)
    for match in each("clock"):
        person.presence += clock(view, match)
    person.presence[:] = in_order(person.presence)
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


def _tells_deeds(before: str) -> bool:
    """ "reserverar sig mot beslutet i § 4": says what somebody did, not when they were there."""
    return bool(patterns()["did"].search(regex.split("[,;(]", before)[-1]))


def _fills_seat(person: Person, before: str) -> bool:
    said = bool({"serves_for", "stands_in", "vacant_seat"} & person.fields.keys())
    return said or bool(patterns()["serving"].search(before))


def _named_there(view: View, start: int, end: int, listing: Listing) -> Value:
    """Whose seat it is; in the order that the list has its names."""
    match = family_first_bare().fullmatch(view.text[start:end]) if listing.habits.family_first_bare else None
    if match is not None and match["given"] in first_names():
        name = f"{match['given']} {match['family']}"
        return derived(name, view.spans(start, end), "attendance.family_name_first")
    return stated(view, start, end, "attendance.serves_for")


# The most letters of a party.
_LETTERS = 5
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
    if (
        listing.habits.numbered
        and text[0].isdigit()
        and (parts := list(unsigned_parts(view.cut(start, end))))
    ):
        person.presence += parts
        return
    if (cut := _first_piece(text, listing)) is not None:
        _leftover(person, view, start, start + len(text[:cut].rstrip(", ")), listing, cell=cell)
        _leftover(person, view, start + cut, end, listing, cell=cell)
        return
    if _bare_party(person, view, start, end, listing) or _party_name(person, view, start, end):
        return
    if cell and ", " in text and is_role_word(text.rpartition(", ")[2]):
        at = start + text.rindex(", ")
        _leftover(person, view, start, at, listing, cell=True)
        _leftover(person, view, at + 2, end, listing, cell=True)
        return
    if _cell_role(person, view, start, end, cell=cell):
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
    if grammar("role.two").fullmatch(words) and is_role_word(words.split()[0]):
        a = view.text.index(words, start)
        _role(fields, stated(view, a, a + len(words), "attendance.role"))
        return
    if not listing.elected and patterns()["phrase"].fullmatch(words):
        a = view.text.index(words, start)
        _role(fields, stated(view, a, a + len(words), "attendance.role"))
        return
    for match in patterns()["role"].finditer(view.text, start, end):
        if match.group().strip():
            _role(fields, matched(view, match, 0, "attendance.role"))


def _cell_role(person: Person, view: View, start: int, end: int, *, cell: bool) -> bool:
    """A cell that is a role with what stands before or behind it: "fullmäktiges ordförande", "chef X"."""
    words = view.text[start:end].split()
    first, last = words[0], words[-1].rstrip(".")
    led = is_role_word(first) and (first[0].islower() or words[-1][0].islower())
    rest = " ".join(words[1:])
    led = led and (cell or (rest.islower() and is_organisation(rest)))
    if not (led or (cell and len(words) < 5 and is_role_word(last))) or "," in view.text[start:end]:
        return False
    if led and rest[:1].isupper() and is_organisation(rest) and not _is_office(first):
        at = view.text.index(words[1], start + len(first))
        person.fields.setdefault("organisation", stated(view, at, end, "attendance.organisation"))
        end = start + len(first)
    _role(person.fields, stated(view, start, end, "attendance.role"))
    return True


_PIECE = gated(r"(?P<code>\p{Lu}{1,4})\s+(?=[\p{L}\d])|(?P<role>[^,]+),\s*(?=\S)")


def _first_piece(text: str, listing: Listing) -> int | None:
    """ "Ledamot, närvarande", "S Ordförande": where what stands behind a role or a party's letters begins."""
    match = _PIECE.match(text)
    if match is None:
        return None
    party = match["code"] in parties() and listing.elected and is_role(text[match.end() :])
    return match.end() if party or (match["role"] and is_role(match["role"])) else None


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
    titles = {word.casefold() for word in table("header")["title"]["words"]}
    if not (text[0].isupper() and 2 < len(text) < 70) or text.endswith("."):
        return False
    return not (is_role(text) or named or text.casefold() in titles)


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
    if not code or (text.upper() not in written_letters() and len(text) > 4):
        return False
    raw = stated(view, start, end, "attendance.party_bare")
    person.fields["party"] = {"raw": raw, "id": derived(code, raw.spans, "party.code")}
    return True


def _parenthesis(person: Person, view: View, match: regex.Match[str], listing: Listing) -> None:
    group = "half" if match["half"] else "in"
    inner = match[group].strip()
    if not inner or patterns()["rights"].fullmatch(inner):
        return
    a = match.start(group) + match[group].index(inner)
    b = a + len(inner)
    known = listing.habits.in_parentheses or not listing.habits.other_codes
    code = party_code(inner, elected=listing.elected and known, local=listing.habits.in_parentheses)
    g, fields = patterns(), person.fields
    part = open_range(view.cut(a, b))
    lead, comma, _ = inner.partition(",")
    if comma and "party" not in fields and len(lead) <= _LETTERS and lead.strip().upper() in parties():
        # "(S, ordförande)"
        raw = stated(view, a, a + len(lead.rstrip()), "attendance.party")
        fields["party"] = {"raw": raw, "id": derived(lead.strip().upper(), raw.spans, "party.code")}
        qualify(person, view, a + len(lead) + 1, b, listing)
    elif part is not None:
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

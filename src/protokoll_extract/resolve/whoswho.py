"""The document's who's who: each person, organisation and party once, with all mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.language import Mention
from protokoll_extract.extract.names import is_organisation, is_role, name_pattern
from protokoll_extract.extract.short_names import Known
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar, table
from protokoll_extract.vocab.registers import RegisterEntry, first_names, organisations, parties


@dataclass(slots=True)
class _Entry:
    """A who's who entry while mentions are collected."""

    name: Value
    mentions: list[Value] = field(default_factory=list)
    party: Value | None = None
    roles: list[Value] = field(default_factory=list)
    register: RegisterEntry | None = None


@dataclass(frozen=True, slots=True)
class WhosWho:
    """Trees for the contract, and the ids to refer to people by."""

    people: list[Tree]
    organisations: list[Tree]
    parties: list[Tree]
    person_ids: dict[str, str]


Finder = Callable[[tuple[Known, ...]], Iterable[Mention]]


def resolve(
    attendance: list[Tree],
    named: Iterable[Value],
    orgs: Iterable[Value],
    views: tuple[View, ...],
    more: Finder | None = None,
) -> WhosWho:
    """Who is named in a document.

    Args:
        attendance: rows as read; they come first.
        named: names read elsewhere (chair, movers, voters …).
        orgs: organisations read elsewhere (issuer …).
        views: the whole text as running views, each place once.
        more: finds further mentions of the people named in full, and further people.
    """
    people = _roster(attendance, named)
    _discover(people, views)
    _mentions(people, views)
    if more is not None:
        _add(people, more)
    ids = {key: f"p{i}" for i, key in enumerate(people, 1)}
    found = _organisations(attendance, orgs, views)
    return WhosWho(
        [_person_tree(ids[key], entry) for key, entry in people.items()],
        [_organisation_tree(f"o{i}", entry) for i, entry in enumerate(found.values(), 1)],
        list(_parties(attendance, views)),
        ids,
    )


def key_of(name: str) -> str:
    return " ".join(name.split()).casefold()


# People


def _roster(attendance: list[Tree], named: Iterable[Value]) -> dict[str, _Entry]:
    people: dict[str, _Entry] = {}
    for row in attendance:
        entry = people.setdefault(key_of(str(row["name"].value)), _Entry(row["name"]))
        entry.party = entry.party or row["party"]["id"]
        if row["role"] is not None and row["role"].value not in {r.value for r in entry.roles}:
            entry.roles.append(row["role"])
    full = [r["serves_for"] for r in attendance if r["serves_for"] is not None]
    for value in (*full, *named):
        name = str(value.value)
        if len(name.split()) >= 2:
            people.setdefault(key_of(name), _Entry(value))
    return people


@cache
def _discovery() -> regex.Pattern[str]:
    return regex.compile(rf"(?P<name>{name_pattern()})(?P<party>\s*\(\s*(?P<code>\p{{L}}{{1,4}})\s*\))?")


@cache
def _title_before() -> regex.Pattern[str]:
    suffixes = "|".join(table("attendance")["roles"]["suffixes"])
    return regex.compile(rf"(?:{suffixes})(?:en|n)?,?\s+$", regex.IGNORECASE)


def _discover(people: dict[str, _Entry], views: tuple[View, ...]) -> None:
    """People whom no list names: "Name (S)", a title before a name, a listed first name."""
    for view in views:
        for match in _discovery().finditer(view.text):
            name, start = _without_title(match["name"], match.start("name"))
            key = key_of(name)
            words = name.split()
            if key in people or not _is_full(words) or is_organisation(name) or _holds_known(people, name):
                continue
            code = match["code"]
            by_party = bool(code) and code.upper() in parties()
            by_title = bool(_title_before().search(view.text[max(0, match.start() - 40) : match.start()]))
            by_name = (
                words[0] in first_names()
                and words[0] != words[-1]
                and not _ends_in_noun(view, match.end("name"))
            )
            if not (by_party or by_title or by_name) or _known_genitive(people, name):
                continue
            if name.endswith("s") and not by_party and _is_possessor(view, match.end("name")):
                continue
            entry = _Entry(stated(view, start, start + len(name), "person.in_text"))
            if by_party:
                entry.party = derived(code.upper(), view.spans(*match.span("code")), "party.code")
            people[key] = entry


@cache
def _title_first() -> regex.Pattern[str]:
    suffixes = "|".join(table("attendance")["roles"]["suffixes"])
    return regex.compile(rf"(?i)[\p{{L}}-]*(?:{suffixes})(?:en|n)?\s+(?=\p{{Lu}})")


def _without_title(name: str, start: int) -> tuple[str, int]:
    """ "Ordföranden Bo Ek": the name, and where it begins."""
    match = _title_first().match(name)
    return (name[match.end() :], start + match.end()) if match else (name, start)


def _holds_known(people: dict[str, _Entry], name: str) -> bool:
    """Two names that stand side by side, as in a row of signatures."""
    key = f" {key_of(name)} "
    return any(f" {known} " in key for known in people)


def _is_full(words: list[str]) -> bool:
    """A given and a family name: no initial at the end ("Per S."), none that parts two people."""
    if len(words) < 2 or len(words[-1].rstrip(".")) == 1:
        return False
    return not (len(words) > 3 and len(words[1].rstrip(".")) == 1)


def _ends_in_noun(view: View, end: int) -> bool:
    return bool(grammar("name.street_after").search(view.text[end : end + 10])) or view.text[end - 1] == "."


def _is_possessor(view: View, end: int) -> bool:
    return bool(regex.match(r"\s+\p{Ll}", view.text[end : end + 3]))


def _known_genitive(people: dict[str, _Entry], name: str) -> bool:
    return name.endswith("s") and key_of(name[:-1]) in people


def _mentions(people: dict[str, _Entry], views: tuple[View, ...]) -> None:
    if not people:
        return
    names = sorted({str(e.name.value) for e in people.values()}, key=len, reverse=True)
    pattern = regex.compile(r"(?<![\p{L}-])(?P<name>\L<names>)(?=s?(?![\p{L}-]))", names=names)
    for view in views:
        for match in pattern.finditer(view.text):
            people[key_of(match["name"])].mentions.append(matched(view, match, "name", "person.mention"))


def _add(people: dict[str, _Entry], more: Finder) -> None:
    """Further mentions, set among the others in the order of the text."""
    known = tuple(
        Known(
            key,
            str(entry.name.value),
            str(entry.party.value) if entry.party is not None else None,
            tuple(str(role.value) for role in entry.roles),
            tuple(span for value in (entry.name, *entry.mentions) for span in value.spans),
            entry.name.rule != "person.in_text",
        )
        for key, entry in people.items()
    )
    for mention in more(known):
        entry = people.setdefault(mention.key, _Entry(mention.value))
        entry.mentions.append(mention.value)
        entry.mentions.sort(key=lambda value: value.spans)


def _written(entry: _Entry) -> list[Value]:
    """The ways the name is written; an office is no name."""
    seen: dict[object, Value] = {}
    for value in (entry.name, *(m for m in entry.mentions if m.rule != "language.role")):
        seen.setdefault(value.value, value)
    return list(seen.values())


def _person_tree(ident: str, entry: _Entry) -> Tree:
    return {
        "id": derived(ident, entry.name.spans, "id.person"),
        "name": entry.name,
        "names_as_written": _written(entry),
        "party": entry.party,
        "roles": entry.roles,
        "mentions": [{"text": m} for m in entry.mentions or [entry.name]],
    }


# Organisations


def _organisations(
    attendance: list[Tree], orgs: Iterable[Value], views: tuple[View, ...]
) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    rows = [row[k] for row in attendance for k in ("organisation", "delegated_by") if row[k] is not None]
    for value in (*rows, *orgs):
        name = str(value.value)
        register = organisations().get(name.casefold())
        entry = found.setdefault(_organisation_key(name, register), _Entry(value, register=register))
        if value.status == "stated" and value.spans not in {m.spans for m in entry.mentions}:
            entry.mentions.append(value)
    places = {span for e in found.values() for m in e.mentions for span in m.spans}
    for view in views:
        for value, register in _in_text(view):
            if any(a.overlaps(b) for a in value.spans for b in places if abs(a.start - b.start) < 80):
                continue
            places.update(value.spans)
            key = _organisation_key(str(value.value), register)
            found.setdefault(key, _Entry(value, register=register)).mentions.append(value)
    return found


def _organisation_key(name: str, register: RegisterEntry | None) -> str:
    return f"{register.scheme}:{register.id}" if register and register.id else key_of(name)


_CAPITAL = regex.compile(r"(?<![\p{L}-])\p{Lu}[\p{L}-]+")
_WORDS = regex.compile(r"\p{Lu}[\p{L}-]+(?: [\p{L}&-]+){0,6}")
_COMPANY = regex.compile(
    r"(?:\p{Lu}[\p{L}&-]+ ){1,4}(?:AB|HB|KB)(?!\p{L})|AB (?:\p{Lu}[\p{L}&-]+)(?: \p{Lu}[\p{L}&-]+)*"
)


def _in_text(view: View) -> Iterator[tuple[Value, RegisterEntry | None]]:
    """Registered names (longest first) and companies in running text."""
    end = 0
    for match in _CAPITAL.finditer(view.text):
        if match.start() < end:
            continue
        company = _COMPANY.match(view.text, match.start())
        if company and is_role(company.group().split()[0]):
            continue
        if company:
            end = company.end()
            yield matched(view, company, 0, "organisation.company"), None
            continue
        hit = _registered_at(view, match.start())
        if hit:
            end, register = hit
            if register.kind == "fund":
                continue
            last = end - 1 if _is_genitive(view.text[match.start() : end], register) else end
            yield stated(view, match.start(), last, "organisation.register"), register
    for match in _organ().finditer(view.text):
        yield matched(view, match, 0, "organisation.organ"), None


def _is_genitive(name: str, register: RegisterEntry) -> bool:
    return name.endswith("s") and organisations().get(name[:-1].casefold()) == register


@cache
def _organ() -> regex.Pattern[str]:
    """Boards, offices and agencies by their endings: "Ekonomikontoret", "Tekniska nämnden"."""
    organs = "|".join(table("attendance")["organisations"]["organs"])
    return regex.compile(
        rf"(?<![\p{{L}}-])(?:(?:(?:\p{{L}}+ samt )?\p{{L}}+-(?:, \p{{L}}+-)* och )?(?i:{organs})"
        rf"|\p{{Lu}}\p{{Ll}}+a nämnden)"
        rf"(?=s?(?![\p{{L}}-]))"
    )


def _registered_at(view: View, start: int) -> tuple[int, RegisterEntry] | None:
    words = _WORDS.match(view.text, start)
    if not words:
        return None
    text = words.group()
    while text:
        register = organisations().get(text.casefold())
        if register and not (register.scheme in ("kommunkod", "lanskod") and " " not in text):
            return start + len(text), register
        text = text.rpartition(" ")[0]
    return None


def _organisation_tree(ident: str, entry: _Entry) -> Tree:
    ids = []
    if entry.register and entry.register.scheme and entry.register.id:
        ids.append(
            {
                "scheme": derived(entry.register.scheme, entry.name.spans, "register.name"),
                "id": derived(entry.register.id, entry.name.spans, "register.name"),
            }
        )
    return {
        "id": derived(ident, entry.name.spans, "id.organisation"),
        "name": entry.name,
        "names_as_written": _written(entry),
        "register_ids": ids,
        "mentions": [{"text": m} for m in entry.mentions or [entry.name]],
    }


# Parties

_PARTY_LETTERS = regex.compile(r"(?<=\()\s*(?P<code>\p{L}{1,4})\s*(?=\))")


def _parties(attendance: list[Tree], views: tuple[View, ...]) -> Iterator[Tree]:
    found: dict[str, list[Value]] = {}
    local = {str(r["party"]["id"].value) for r in attendance if r["party"]["id"] is not None}
    for row in attendance:
        if row["party"]["id"] is not None:
            found.setdefault(str(row["party"]["id"].value), []).append(row["party"]["raw"])
    seen = {v.spans for values in found.values() for v in values}
    for view in views:
        for match in _PARTY_LETTERS.finditer(view.text):
            code = match["code"].upper()
            if (
                code in parties() and match["code"] in (code, code.lower(), code.capitalize())
            ) or code in local:
                value = matched(view, match, "code", "party.mention")
                if value.spans not in seen:
                    found.setdefault(code, []).append(value)
    for code, mentions in found.items():
        yield _party_tree(code, mentions)


def _party_tree(code: str, mentions: list[Value]) -> Tree:
    first = mentions[0].spans
    register = parties().get(code)
    written: dict[object, Value] = {}
    for mention in mentions:
        written.setdefault(mention.value, mention)
    ids = []
    if register and register.partikod:
        ids.append(
            {
                "scheme": derived("partikod", first, "register.party"),
                "id": derived(register.partikod, first, "register.party"),
            }
        )
    return {
        "id": derived(code, first, "id.party"),
        "name": derived(register.name, first, "register.party") if register else None,
        "names_as_written": list(written.values()),
        "register_ids": ids,
        "mentions": [{"text": m} for m in mentions],
    }

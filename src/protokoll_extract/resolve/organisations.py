"""The organisations of a document: each once, linked to its register, with all mentions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from protokoll_extract.extract.coordinated import find_municipalities, may_hold_municipalities
from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.extract.organisation_judgement import says_for_what
from protokoll_extract.extract.organisations import Named, find_organisations, known_names
from protokoll_extract.resolve.entry import Entry, key_of, written
from protokoll_extract.resolve.one_name import drop_internal, join_broken, join_genitives, join_parts
from protokoll_extract.resolve.registers import (
    NEAR,
    Link,
    Setting,
    is_bare_board,
    is_county_board,
    link,
    register_ids,
)
from protokoll_extract.resolve.taken import Taken
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names, parties, shared_numbers

# A name that is written so more often is no slip.
_SLIPS = 2


@dataclass(slots=True)
class Organisations:
    """The entries by key, what each is linked to, the abbreviations the document defines, what stays open.

    ``text`` is the document's, ``own`` the names of the meeting's own body and authority.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    abbreviations: dict[str, Value] = field(default_factory=dict)
    open: list[tuple[Value, tuple[str, ...]]] = field(default_factory=list)
    text: str = ""
    own: frozenset[str] = frozenset()
    _places: dict[str, set[tuple[Span, ...]]] = field(default_factory=dict)

    def add(self, value: Value, setting: Setting) -> str:
        """The entry of that name, new or known, with the value among its mentions."""
        name = str(value.value)
        found = link(name, setting) or self._only_board(name)
        if found is not None and found.rule == NEAR and not self._may_be_a_slip(name):
            found = None
        key = _key(name, found)
        entry = self.entries.setdefault(key, Entry(value))
        if found is not None:
            self.links.setdefault(key, found)
        if value.status == "stated" and value.spans not in (places := self._places_of(key)):
            entry.mentions.append(value)
            places.add(value.spans)
        return key

    def _places_of(self, key: str) -> set[tuple[Span, ...]]:
        """Where the entry is mentioned; looked up anew only when others have added to it."""
        mentions, known = self.entries[key].mentions, self._places.get(key)
        if known is None or len(known) != len(mentions):
            known = self._places[key] = {m.spans for m in mentions}
        return known

    def _may_be_a_slip(self, name: str) -> bool:
        """Nobody misspells their own name, or another one time and again in the same way."""
        return name not in self.own and self.text.count(name) <= _SLIPS

    def _only_board(self, name: str) -> Link | None:
        """ "Länsstyrelsen" where the document names one county's board in full."""
        if not is_bare_board(name):
            return None
        boards = {x.entry.name: x for x in self.links.values() if is_county_board(x.entry)}
        only = next(iter(boards.values())) if len(boards) == 1 else None
        return Link(only.entry, "register.only_board") if only is not None else None


def organisations_of(
    attendance: list[Tree],
    orgs: Iterable[Value],
    views: tuple[View, ...],
    setting: Setting,
    people: Container[str] = (),
    held: Iterable[Value] = (),
) -> Organisations:
    """Every organisation of a document.

    Args:
        attendance: rows as read, with organisation and delegated_by.
        orgs: organisations read elsewhere; the issuer and the body first.
        views: the whole text as running views.
        setting: where and when the meeting was held.
        people: keys of the names that somebody bears; no organisation is called so.
        held: where the meeting was held and its minutes signed: an office there is a building.
    """
    own = list(orgs)
    text = views[0].source if views else ""
    found = Organisations(text=text, own=frozenset(str(value.value) for value in own))
    rows = [row[k] for row in attendance for k in ("organisation", "delegated_by") if row[k] is not None]
    for value in (*rows, *own):
        found.add(value, setting)
    known = known_names(str(value.value) for value in (*rows, *own))
    taken = Taken(m.spans for e in found.entries.values() for m in e.mentions)
    places = [value.spans for value in held]
    buildings, front = Taken(places), max((spans[-1].end for spans in places), default=0)
    several = may_hold_municipalities(text)
    for view in views:
        for value in find_municipalities(view) if several else ():
            found.entries[found.add(value, setting)].mentions.append(value)
            taken.add(value.spans)
        for named in find_organisations(view, known):
            name = str(named.value.value)
            begin = named.value.spans[0].start
            if (
                begin < front
                and named.value.rule == "organisation.organ"
                and buildings.holds(named.value.spans)
            ):
                continue
            if not taken.holds(named.value.spans) and not (" " in name and key_of(name) in people):
                _take(found, view, named, setting)
                taken.add(named.value.spans)
    join_genitives(found.entries, found.own)
    join_broken(found.entries, text)
    join_parts(found.entries, found.own)
    drop_internal(found.entries, found.own)
    _abbreviated(found, views, taken)
    _in_short(found, own, views, taken)
    return found


def _key(name: str, found: Link | None) -> str:
    if found is not None and found.entry.id and found.entry.id not in shared_numbers():
        return f"{found.entry.scheme}:{found.entry.id}"
    return key_of(found.entry.name if found is not None else _without_form(name))


def _without_form(name: str) -> str:
    """A firm's name without its legal form: "Älvdata AB" and "Älvdata" are one."""
    words = name.split()
    forms = table("organisations")["company"]["after"]
    inner = [w for w in words if w not in forms]
    return " ".join(inner or words)


# Abbreviations that the document defines

_DEFINED = gated(
    r"s?\s*\((?P<short>(?=[^)]*\p{Lu})[\p{Lu}\d][\p{L}\d+&-]{1,9})\)"
    r"|,[^\S\t](?P<behind>\p{Lu}{3,6})(?=[,.;:]?(?:\s|$))"
)


# "AKB (Almviks Kooperativa Bostäder)", "AKB, Almviks …": the letters first.
_LETTERS_FIRST = regex.compile(r"(?<![\p{L}\d])(?P<first>\p{Lu}[\p{Lu}\d&-]{1,8})(?:\s\(|,\s)$")


def _take(found: Organisations, view: View, named: Named, setting: Setting) -> None:
    key = found.add(named.value, setting)
    name = str(named.value.value)
    start = named.end - len(name)
    if match := _DEFINED.match(view.text, named.end):
        group = "short" if match["short"] else "behind"
    elif view.text[max(0, start - 2) : start] in (" (", ", "):
        match, group = _LETTERS_FIRST.search(view.text, max(0, start - 14), start), "first"
    if match is None or not abbreviates(match[group], name):
        return
    if group == "short" or (_is_its_letters(match[group], name) and match[group] not in parties()):
        value = matched(view, match, group, "organisation.definition")
        found.abbreviations.setdefault(key, value)
        found.entries[key].mentions.append(value)


def _is_its_letters(short: str, name: str) -> bool:
    """ "Almviks Kooperativa Bostadsförening, AKB": as many letters as the name has words, or nearly."""
    return all(word[0].casefold() in short.casefold() for word in name.split() if word[0].isupper())


def abbreviates(short: str, name: str) -> bool:
    """Do the letters of an abbreviation stand in the name, in order, the first at its beginning?"""
    letters = [x for x in short.casefold() if x.isalpha()]
    if len(letters) < 2 or letters[0] != name[0].casefold():
        return False
    rest = iter(name.casefold())
    return all(letter in rest for letter in letters)


def _abbreviated(found: Organisations, views: tuple[View, ...], taken: Taken) -> None:
    """Further places of abbreviations that the document has defined, and of names in another form."""
    defined = {str(value.value): key for key, value in found.abbreviations.items()}
    keys = {**_bare_firms(found), **_in_small_letters(found), **defined}
    if not keys:
        return
    pattern = gated(r"(?<![\p{L}\p{N}])\L<shorts>(?=(?:s|:s)?(?![\p{L}\p{N}+]))", shorts=list(keys))
    for view in views:
        for match in pattern.finditer(view.text):
            value = derived(match.group(), view.spans(*match.span()), "organisation.abbreviation")
            if not taken.holds(value.spans):
                entry = found.entries[keys[match.group()]]
                if value.spans not in {m.spans for m in entry.mentions}:
                    entry.mentions.append(value)


def _bare_firms(found: Organisations) -> dict[str, str]:
    """ "Älvdata" for "Älvdata AB", unless the word is somebody's name or somebody else's."""
    bare = {}
    for key, entry in found.entries.items():
        name = str(entry.name.value)
        short = _without_form(name)
        if short != name and len(short) > 4 and short[0].isupper() and short not in first_names():
            bare[short] = key
    return bare


def _in_small_letters(found: Organisations) -> dict[str, str]:
    """ "nämnden för stöd och hjälp", as inside a sentence, for the organ that is so called with a capital."""
    names = ((key, str(entry.name.value)) for key, entry in found.entries.items())
    capital = ((key, name) for key, name in names if name[0].isupper() and says_for_what(name))
    return {f"{name[0].lower()}{name[1:]}": key for key, name in capital}


# "nämnden", "kommunen": the body itself and the authority behind it


@dataclass(frozen=True, slots=True)
class _Noun:
    """A bare noun for one of the meeting's own organisations, and what names a rival for it."""

    key: str
    rival: Pattern


def _in_short(found: Organisations, own: list[Value], views: tuple[View, ...], taken: Taken) -> None:
    """Bare nouns that mean one of the meeting's own organisations; with a rival near they stay open."""
    nouns = _own_nouns(found, own)
    if not nouns:
        return
    not_before = "|".join(table("organisations")["short"]["not_before"])
    end = rf"(?=s?(?![\p{{L}}\p{{N}}-]))(?!\s+(?:{not_before})\s)"
    pattern = gated(rf"(?<![\p{{L}}\p{{N}}-])(?i:\L<nouns>){end}", nouns=list(nouns))
    for view in views:
        for match in pattern.finditer(view.text):
            value = derived(match.group(), view.spans(*match.span()), "organisation.short")
            if taken.holds(value.spans):
                continue
            noun = nouns[match.group().casefold()]
            name = str(found.entries[noun.key].name.value).casefold()
            before = view.text[max(0, match.start() - 400) : match.start()].casefold()
            rivals = {r.group() for r in noun.rival.finditer(before) if r.group() not in name}
            if rivals:
                others = (k for k, e in found.entries.items() if key_of(str(e.name.value)) in rivals)
                found.open.append((value, (noun.key, *others)))
            else:
                found.entries[noun.key].mentions.append(value)


@cache
def _article() -> Pattern:
    return gated(rf"(?:{'|'.join(table('organisations')['joints']['articles'])})$")


def _own_nouns(found: Organisations, own: list[Value]) -> dict[str, _Noun]:
    """How running text calls the meeting's own organisations."""
    nouns: dict[str, _Noun] = {}
    data = table("organisations")
    for value in own:
        key = next((k for k, e in found.entries.items() if e.name is value or value in e.mentions), None)
        words = str(value.value).split()
        if key is None or not words:
            continue
        for noun in data["short"]["body"]:
            stem = _article().sub("", noun)
            ends = any(w.casefold().endswith(noun) for w in words) or words[-1].casefold().endswith(stem)
            if ends and key_of(str(value.value)) != noun:
                nouns.setdefault(noun, _Noun(key, gated(rf"[\p{{L}}-]{{2,}}{noun}(?!\p{{L}})")))
        for noun, part in data["issuer"].items():
            if part in words:
                rival = rf"region \p{{L}}+|\p{{L}}+ {part.casefold()}(?!\p{{L}})"
                nouns.setdefault(noun, _Noun(key, gated(rival)))
    return nouns


# Trees

_NOT_AS_WRITTEN = ("organisation.short", "organisation.definition", "organisation.coordinated")


def organisation_trees(found: Organisations) -> Iterator[Tree]:
    for i, (key, entry) in enumerate(found.entries.items(), 1):
        linked = found.links.get(key)
        kind = _kind(entry, linked)
        yield {
            "id": derived(f"o{i}", entry.name.spans, "id.organisation"),
            "name": entry.name,
            "names_as_written": [v for v in written(entry) if v.rule not in _NOT_AS_WRITTEN],
            "register_ids": register_ids(linked, entry.name),
            "mentions": [{"text": m} for m in sorted(entry.mentions, key=lambda m: m.spans) or [entry.name]],
            "kind": derived(kind[0], entry.name.spans, kind[1]) if kind else None,
            "abbreviation": found.abbreviations.get(key),
        }


def open_organisations(found: Organisations) -> Iterator[Tree]:
    """The bare nouns that may mean several."""
    ids = {key: f"o{i}" for i, key in enumerate(found.entries, 1)}
    for value, keys in found.open:
        yield {
            "kind": derived("organisation", value.spans, value.rule),
            "text": value,
            "candidates": [
                derived(ids[key], value.spans, "mention.candidate") for key in dict.fromkeys(keys)
            ],
        }


def _kind(entry: Entry, linked: Link | None) -> tuple[str, str] | None:
    """What sort of organisation: the register's word, else by the shape of the name."""
    if linked is not None:
        return linked.entry.kind, linked.rule
    name = str(entry.name.value)
    for kind, pattern in _kinds():
        if pattern.search(name):
            return kind, "organisation.kind"
    return None


@cache
def _kinds() -> tuple[tuple[str, Pattern], ...]:
    return tuple((kind, gated(shape)) for kind, shape in table("organisations")["kind"].items())

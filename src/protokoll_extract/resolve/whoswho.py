"""The document's who's who: each person, organisation and party once, with all mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.extract.language import Mention
from protokoll_extract.extract.places import find_places, find_programmes
from protokoll_extract.extract.short_names import Known
from protokoll_extract.resolve.basis import basis_of
from protokoll_extract.resolve.discovery import discover, drop_genitives, join_nicknames
from protokoll_extract.resolve.entry import Entry, key_of, written
from protokoll_extract.resolve.misspelt import join_misspelt
from protokoll_extract.resolve.named import named_of
from protokoll_extract.resolve.namesakes import NO_NAMESAKES, Names
from protokoll_extract.resolve.organisations import open_organisations, organisation_trees, organisations_of
from protokoll_extract.resolve.parties import parties_of, party_behind
from protokoll_extract.resolve.registers import NOWHERE, Setting
from protokoll_extract.resolve.taken import Taken
from protokoll_extract.text.gate import gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.registers import local_letters, parties


@dataclass(frozen=True, slots=True)
class WhosWho:
    """Trees for the contract, and the ids to refer to people by."""

    people: list[Tree]
    organisations: list[Tree]
    parties: list[Tree]
    person_ids: dict[str, str]
    open_mentions: list[Tree]
    places: list[Tree]
    programmes: list[Tree]


Finder = Callable[[tuple[Known, ...]], Iterable[Mention]]


def resolve(
    attendance: list[Tree],
    named: Iterable[Value],
    orgs: Iterable[Value],
    views: tuple[View, ...],
    more: Finder | None = None,
    setting: Setting = NOWHERE,
    names: Names = NO_NAMESAKES,
    held: Iterable[Value] = (),
) -> WhosWho:
    """Who is named in a document.

    Args:
        attendance: rows as read; they come first.
        named: names read elsewhere (chair, movers, voters …).
        orgs: organisations read elsewhere (issuer …).
        views: the whole text as running views, each place once.
        more: finds further mentions of the people named in full, and further people.
        setting: where and when the meeting was held.
        names: tells people of one name apart.
        held: where the meeting was held and its minutes signed.
    """
    people = _roster(attendance, named, names)
    discover(people, views, names)
    drop_genitives(people)
    unsettled = _mentions(people, views, names)
    join_nicknames(people)
    bodies = {str(r["organisation"].value) for r in attendance if r["organisation"] is not None}
    _parties_beside(people, views, bodies)
    listed = {names.key(value) for row in attendance for value in (row["name"], row["serves_for"]) if value}
    join_misspelt(people, frozenset(filter(None, listed)))
    unsettled += _add(people, more) if more is not None else []
    ids = {key: f"p{i}" for i, key in enumerate(people, 1)}
    found = organisations_of(attendance, orgs, views, setting, people, held)
    rows: dict[str, list[Tree]] = {}
    for row in attendance:
        if (key := names.key(row["name"])) is not None:
            rows.setdefault(key, []).append(row)
    text = views[0].source if views else ""
    entries = (*people.values(), *found.entries.values())
    taken = [mention.spans for entry in entries for mention in (entry.name, *entry.mentions)]
    return WhosWho(
        [
            {**_person_tree(ids[key], entry), "basis": basis_of(entry, rows.get(key, []), text)}
            for key, entry in people.items()
        ],
        list(organisation_trees(found)),
        list(parties_of(attendance, views, setting, (e.party for e in people.values() if e.party))),
        ids,
        [*open_organisations(found), *(_open_tree(mention, ids) for mention in unsettled)],
        list(named_of("pl", find_places, views, Taken(taken))),
        list(named_of("pr", find_programmes, views, Taken(taken))),
    )


# People


def _roster(attendance: list[Tree], named: Iterable[Value], names: Names) -> dict[str, Entry]:
    people: dict[str, Entry] = {}
    for row in attendance:
        if (key := names.key(row["name"])) is None:
            continue
        entry = people.setdefault(key, Entry(row["name"]))
        entry.party = entry.party or row["party"]["id"]
        if row["role"] is not None and row["role"].value not in {r.value for r in entry.roles}:
            entry.roles.append(row["role"])
    full = [r["serves_for"] for r in attendance if r["serves_for"] is not None]
    for value in (*full, *named):
        key = names.key(value)
        if key is not None and len(str(value.value).split()) >= 2:
            people.setdefault(key, Entry(value))
    return people


def _mentions(people: dict[str, Entry], views: tuple[View, ...], names: Names) -> list[Mention]:
    """Every place of a full name; those that may be one or another's are given back."""
    unsettled: list[Mention] = []
    if not people:
        return unsettled
    known = sorted({str(e.name.value) for e in people.values()}, key=len, reverse=True)
    pattern = gated(r"(?<![\p{L}-])(?P<name>\L<names>)(?=s?(?![\p{L}-]))", names=known)
    for view in views:
        for match in pattern.finditer(view.text):
            value = matched(view, match, "name", "person.mention")
            key = names.key(value)
            if key is not None:
                people[key].mentions.append(value)
            else:
                unsettled.append(Mention("", value, names.bearers(key_of(match["name"]))))
    return unsettled


def _parties_beside(people: dict[str, Entry], views: tuple[View, ...], bodies: set[str]) -> None:
    """The party of those whose row has none: the letters behind their name, if always the same.

    Letters of no national party count where they stand twice in the document, those of a local one also
    behind a single name that votes, moves or holds an office. Letters that the lists use for
    ``bodies`` are no party's.
    """
    found = {
        key: [p for m in entry.mentions if (p := party_behind(views[0].source, m.spans[-1].end))]
        for key, entry in people.items()
    }
    beside = {key: [p for p in values if str(p.value) not in bodies] for key, values in found.items()}
    times = Counter(value.value for values in beside.values() for value in values)
    for key, values in beside.items():
        acts = people[key].name.rule != "person.in_text"
        known = bool(values) and (
            values[0].value in parties()
            or times[values[0].value] > 1
            or (acts and values[0].value in local_letters())
        )
        if people[key].party is None and known and len({value.value for value in values}) == 1:
            people[key].party = values[0]


def _add(people: dict[str, Entry], more: Finder) -> list[Mention]:
    """Further mentions, set among the others in the order of the text; those left open are given back."""
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
    unsettled: list[Mention] = []
    for mention in more(known):
        if mention.candidates:
            unsettled.append(mention)
            continue
        entry = people.setdefault(mention.key, Entry(mention.value))
        entry.mentions.append(mention.value)
        entry.mentions.sort(key=lambda value: value.spans)
    return unsettled


def _open_tree(mention: Mention, ids: dict[str, str]) -> Tree:
    kind = "role" if mention.value.rule == "language.role" else "person"
    spans = mention.value.spans
    return {
        "kind": derived(kind, spans, mention.value.rule),
        "text": mention.value,
        "candidates": [derived(ids[key], spans, "mention.candidate") for key in mention.candidates],
    }


def _person_tree(ident: str, entry: Entry) -> Tree:
    return {
        "id": derived(ident, entry.name.spans, "id.person"),
        "name": entry.name,
        "names_as_written": written(entry),
        "party": entry.party,
        "roles": entry.roles,
        "mentions": [{"text": m} for m in entry.mentions or [entry.name]],
    }

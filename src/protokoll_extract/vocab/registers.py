"""Registers of public bodies, parties, laws and first names: evidence for matching, never the only way."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A party in the election authority's register; ``areas`` holds the municipality codes of local ones.

    ``since`` and ``until`` are ISO dates or years between which the letters meant it, None where unknown.
    """

    abbreviation: str
    name: str
    kind: str
    partikod: str | None
    areas: tuple[str, ...]
    also: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    successor: str | None = None

    def begun(self, on: str | None) -> bool:
        """Did the party bear its letters by that day? Yes where either is unknown."""
        return on is None or self.since is None or self.since <= on

    def ended(self, on: str | None) -> bool:
        """Had the party given up its letters by that day?"""
        return on is not None and self.until is not None and self.until <= on


# The most letters that a party is shortened to.
_LETTERS = 5


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A public body or well-known organisation; scheme and id are None where no register number is known."""

    name: str
    scheme: str | None
    id: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class LawEntry:
    """An act and the days it was in force from and until, where known (ISO dates)."""

    sfs: str
    valid_from: str | None
    valid_to: str | None
    checked: bool


def _rows(name: str) -> Iterator[list[str]]:
    """The cells of a register without its head row."""
    path = files("protokoll_extract.vocab").joinpath("data", "registers", f"{name}.csv")
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    next(rows)
    return rows


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def _party_rows() -> tuple[PartyEntry, ...]:
    return tuple(
        PartyEntry(
            short,
            name,
            kind,
            code or None,
            _cells(area),
            _cells(also),
            since or None,
            until or None,
            heir or None,
        )
        for short, name, also, kind, code, area, since, until, heir in _rows("parties")
    )


@cache
def parties() -> Mapping[str, PartyEntry]:
    """National parties by upper-case abbreviation; where two share one, the riksdag's, else neither."""
    found: dict[str, list[PartyEntry]] = {}
    for entry in _party_rows():
        if entry.abbreviation and entry.kind in ("riksdag", "historic", "national_other", "none"):
            found.setdefault(entry.abbreviation.upper(), []).append(entry)
    chosen: dict[str, PartyEntry] = {}
    for key, entries in found.items():
        riksdag = [entry for entry in entries if entry.kind == "riksdag"]
        if len(entries) == 1 or len(riksdag) == 1:
            chosen[key] = (riksdag or entries)[0]
    return MappingProxyType(chosen)


@cache
def party_letters() -> Mapping[str, str]:
    """The letters of parties by name, in small letters: whole, its first word, or what else they are called.

    Those of the riksdag, now or once, and those of Finland and Åland where theirs is no other's name.
    """
    found = {
        name.casefold(): entry.abbreviation
        for kind in ("neighbour", "historic", "riksdag")
        for entry in _party_rows()
        if entry.kind == kind and entry.abbreviation
        for name in (entry.name, *(x for x in entry.also if len(x) > _LETTERS))
    }
    first = {x.name.split()[0].casefold(): x.abbreviation for x in _party_rows() if x.kind == "riksdag"}
    return MappingProxyType({**found, **first})


@cache
def written_letters() -> frozenset[str]:
    """Letters, in capitals, that show that a list names parties: national ones, also of Finland and Åland."""
    neighbours = {x.abbreviation.upper() for x in _party_rows() if x.kind == "neighbour"}
    return frozenset({*parties(), *neighbours})


@cache
def local_party(abbreviation: str, kommunkod: str) -> PartyEntry | None:
    """The local party of that abbreviation in one municipality, if exactly one is known."""
    found = [
        entry
        for entry in _party_rows()
        if abbreviation.upper() in _letters(entry) and kommunkod in entry.areas
    ]
    return found[0] if len(found) == 1 else None


def _letters(entry: PartyEntry) -> frozenset[str]:
    """The letters a party goes by, in capitals."""
    known = (entry.abbreviation, *entry.also)
    return frozenset(word.upper() for word in known if 0 < len(word) <= 4 and word.isalpha())


@cache
def local_letters() -> frozenset[str]:
    """Letters that some local or regional party goes by, in capitals."""
    kinds = ("local", "local_regional")
    return frozenset(x for entry in _party_rows() if entry.kind in kinds for x in _letters(entry))


def _municipalities() -> Iterator[tuple[RegisterEntry, tuple[str, ...]]]:
    for code, name, full_name, also, _lan in _rows("municipalities"):
        entry = RegisterEntry(full_name, "kommunkod", code, "municipality")
        town = full_name.removesuffix("kommun") + "stad"
        yield entry, (full_name, town, f"{name} kommun", f"{name} stad", *_cells(also), name)


@cache
def shared_numbers() -> frozenset[str]:
    """Organisation numbers that several bodies share (all courts have one): no sign of which it is."""
    bodies: dict[str, set[str]] = {}
    for name, _short, number, *_rest in _rows("state_agencies"):
        if number:
            bodies.setdefault(number, set()).add(name)
    return frozenset(number for number, names in bodies.items() if len(names) > 3)


@cache
def municipality_names() -> Mapping[str, RegisterEntry]:
    """Municipalities by their bare names as printed."""
    return MappingProxyType(
        {
            row[1]: RegisterEntry(row[2], "kommunkod", row[0], "municipality")
            for row in _rows("municipalities")
        }
    )


@cache
def counties() -> Mapping[str, RegisterEntry]:
    """Counties by their names: "Stockholms län"."""
    return MappingProxyType(
        {row[1]: RegisterEntry(row[1], "lanskod", row[0], "county") for row in _rows("regions")}
    )


def _regions() -> Iterator[tuple[RegisterEntry, tuple[str, ...]]]:
    for code, _lan_name, region, former, board in _rows("regions"):
        yield RegisterEntry(region, "lanskod", code, "region"), (region, *_cells(former))
        number = _agency_numbers().get(board)
        scheme = "organisationsnummer" if number else None
        yield RegisterEntry(board, scheme, number, "agency"), (board, *_board_names(board))


@cache
def _agency_numbers() -> Mapping[str, str]:
    return MappingProxyType({row[0]: row[2] for row in _rows("state_agencies") if row[2]})


def _board_names(board: str) -> tuple[str, ...]:
    """Länsstyrelsen i Påhitts län is also written Länsstyrelsen Påhitts län and Länsstyrelsen Påhitt."""
    place = board.removeprefix("Länsstyrelsen i ").removesuffix(" län")
    names = (f"Länsstyrelsen {place} län", f"Länsstyrelsen {place}")
    return (*names, f"Länsstyrelsen {place[:-1]}") if place.endswith("s") else names


def _agencies() -> Iterator[tuple[RegisterEntry, tuple[str, ...]]]:
    for kind, table in (("agency", "state_agencies"), ("university", "universities")):
        for row in _rows(table):
            name, number, also = row[0], row[2], row[-1]
            scheme = "organisationsnummer" if number else None
            yield RegisterEntry(name, scheme, number or None, kind), (name, *_cells(also))


def _common() -> Iterator[tuple[RegisterEntry, tuple[str, ...]]]:
    for name, _abbreviation, kind, also in _rows("organisations_common"):
        yield RegisterEntry(name, None, None, kind), (name, *_cells(also))


@cache
def county_board(county: str) -> RegisterEntry | None:
    """The county administrative board of a county by its code."""
    boards = {code: board for code, _lan_name, _region, _former, board in _rows("regions")}
    return organisations().get(boards[county].casefold()) if county in boards else None


@cache
def party_names() -> Mapping[str, RegisterEntry]:
    """National parties by case-folded name, other name and genitive, as organisations."""
    found: dict[str, RegisterEntry] = {}
    for row in _rows("parties"):
        abbreviation, name, also, kind, code = row[:5]
        if kind not in ("riksdag", "historic") or not abbreviation:
            continue
        entry = RegisterEntry(name, "partikod" if code else None, code or None, "party")
        for known in (name, *(other for other in _cells(also) if len(other) > 4)):
            found.setdefault(known.casefold(), entry)
            found.setdefault(_genitive(known.casefold()), entry)
    return MappingProxyType(found)


@cache
def party_codes() -> Mapping[str, str]:
    """National parties' letters by their names as printed."""
    found: dict[str, str] = {}
    for row in _rows("parties"):
        if row[3] in ("riksdag", "historic"):
            for name in (row[1], *(other for other in _cells(row[2]) if len(other) > 4)):
                found.setdefault(name, row[0].upper())
    return MappingProxyType(found)


def _genitive(name: str) -> str:
    return name if name[-1] in "sxzSXZ" else name + "s"


@cache
def organisations() -> Mapping[str, RegisterEntry]:
    """Bodies by case-folded name, other name and genitive; the more telling source wins a shared name.

    Universities come before agencies (both list them), plain municipality names last.
    """
    found: dict[str, RegisterEntry] = {}
    for source in (_common, _regions, _agencies, _municipalities):
        for entry, names in source():
            for name in names:
                key = name.casefold()
                _keep(found, key, entry)
                _keep(found, _genitive(key), entry)
    return MappingProxyType(found)


def _keep(found: dict[str, RegisterEntry], key: str, entry: RegisterEntry) -> None:
    """First come, first kept, but a number beats none and a university beats an agency."""
    known = found.get(key)
    better = known is None or (entry.id is not None and known.id is None)
    if better or (entry.kind == "university" and known is not None and known.kind == "agency"):
        found[key] = entry


@cache
def abbreviations() -> Mapping[str, RegisterEntry]:
    """Bodies by abbreviation as printed (SKR, SVK); those that two bodies share are left out."""
    found: dict[str, set[str]] = {}
    for table in ("universities", "state_agencies", "organisations_common"):
        for row in _rows(table):
            for abbreviation in _cells(row[1]):
                found.setdefault(abbreviation, set()).add(row[0])
    known = organisations()
    return MappingProxyType(
        {key: known[names.pop().casefold()] for key, names in found.items() if len(names) == 1}
    )


@cache
def laws() -> Mapping[str, tuple[LawEntry, ...]]:
    """Acts by case-folded name or abbreviation, oldest first; an act ends where its successor begins."""
    found: dict[str, list[LawEntry]] = {}
    rows = list(_rows("laws"))
    ends = {replaced: start for _n, _a, _s, replaced, start, _t, _c in rows if replaced and start}
    for name, short, sfs, _replaced, start, end, checked in rows:
        entry = LawEntry(sfs, start or None, end or ends.get(sfs), checked == "yes")
        for key in filter(None, (name, *_cells(short))):
            found.setdefault(key.casefold(), []).append(entry)
    return MappingProxyType({key: tuple(entries) for key, entries in found.items()})


@cache
def law_abbreviations() -> frozenset[str]:
    """The abbreviations of acts as printed: PBL, SoL."""
    return frozenset(short for row in _rows("laws") for short in _cells(row[1]))


@cache
def first_names() -> frozenset[str]:
    """Given names with at least a hundred bearers."""
    return frozenset(row[0] for row in _rows("first_names"))

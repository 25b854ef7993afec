"""From a name as written to its number in a register, with time and place in mind.

Exactly, by an abbreviation, by where the meeting is held, or through one slip of the pen; the
last only where a single name is near. What is written stays; the link says by which rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import (
    PartyEntry,
    RegisterEntry,
    abbreviations,
    county_board,
    local_party,
    organisations,
    parties,
    party_names,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a meeting was held: what decides between equal names.

    ``municipality`` and ``county`` are codes, ``on`` an ISO date; None where the document is silent.
    """

    municipality: str | None = None
    county: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a register, and the rule that led to it."""

    entry: RegisterEntry
    rule: str


NOWHERE = Setting()
NEAR = "register.near_name"


@lru_cache(maxsize=4096)  # The same names stand again and again.
def link(name: str, setting: Setting = NOWHERE) -> Link | None:
    """The register's entry for an organisation's name, or None where it is in doubt."""
    folded = " ".join(name.split()).casefold()
    exact = organisations().get(folded) or party_names().get(folded)
    if exact is not None and (exact.scheme not in ("kommunkod", "lanskod") or " " in folded):
        return Link(exact, "register.name")
    short = abbreviations().get(name.removesuffix("s")) or abbreviations().get(name)
    if short is not None:
        return Link(short, "register.abbreviation")
    if is_bare_board(name) and setting.county:
        board = county_board(setting.county)
        return Link(board, "register.by_county") if board else None
    near = _near(folded)
    return Link(near, NEAR) if near is not None else None


def is_bare_board(name: str) -> bool:
    """Is it a county's board without the county?"""
    return name.casefold() in table("organisations")["board"]["bare"]


def is_county_board(entry: RegisterEntry) -> bool:
    return entry.name.casefold().startswith(table("organisations")["board"]["bare"][0])


def setting_of(own: list[Value], on: str | None) -> Setting:
    """The municipality and county told by the authority behind a meeting, or by the body's own name."""
    for value in own:
        found = _exact(value, NOWHERE)
        if found and found.entry.id and found.entry.scheme == "kommunkod":
            return Setting(found.entry.id, found.entry.id[:2], on)
        if found and found.entry.scheme == "lanskod":
            return Setting(None, found.entry.id, on)
    return Setting(on=on)


def body_ids(own: list[Value], setting: Setting) -> list[Tree]:
    """Register ids of the authority behind the meeting; where it has none, of the body itself."""
    return next((ids for value in own if (ids := register_ids(_exact(value, setting), value))), [])


def _exact(value: Value, setting: Setting) -> Link | None:
    """The link of the meeting's own body or authority, which nobody misspells."""
    found = link(str(value.value), setting)
    return None if found is not None and found.rule == NEAR else found


# One slip of the pen


@cache
def _typed() -> Pattern:
    behind, before = ("|".join(table("organisations")["typed"][key]) for key in ("behind", "before"))
    return gated(rf"(?P<place>.{{6,}}) (?P<type>{behind})|(?P<type>{before}) (?P<place>.{{6,}})")


@cache
def _by_type() -> dict[str, dict[str, RegisterEntry]]:
    """Public bodies by the word for their kind and the place beside it."""
    found: dict[str, dict[str, RegisterEntry]] = {}
    for name, entry in organisations().items():
        typed = _typed().fullmatch(name)
        if typed:
            found.setdefault(typed["type"], {})[typed["place"]] = entry
    return found


@cache
def _near(folded: str) -> RegisterEntry | None:
    """The only body of the same kind whose place is one letter away, with no other near."""
    typed = _typed().fullmatch(folded)
    if typed:
        return _one_slip(typed["place"], _by_type().get(typed["type"], {}))
    if len(folded) >= 12 and " " not in folded:
        return _one_slip(folded, _long_names())
    return None


@cache
def _long_names() -> dict[str, RegisterEntry]:
    """Agencies and universities whose name is one long word."""
    return {
        name: entry
        for name, entry in organisations().items()
        if len(name) >= 12 and " " not in name and entry.kind in ("agency", "university") and entry.id
    }


def _one_slip(name: str, known: dict[str, RegisterEntry]) -> RegisterEntry | None:
    from rapidfuzz.distance import OSA

    near: dict[tuple[str | None, str | None], int] = {}
    entries: dict[tuple[str | None, str | None], RegisterEntry] = {}
    for other, entry in known.items():
        distance = OSA.distance(other, name, score_cutoff=2)
        if distance <= 2:
            key = (entry.scheme, entry.id)
            near[key] = min(distance, near.get(key, distance))
            entries[key] = entry
    return entries[next(iter(near))] if list(near.values()) == [1] else None


# Parties


def party_at(code: str, setting: Setting) -> PartyEntry | None:
    """The party that the letters meant there and then, or None where they are in doubt.

    A local party of the municipality comes before a national one outside the riksdag. Letters that a
    party took later mean nobody; those it gave up mean the party it became ("fp" in 2017: Liberalerna).
    """
    national = parties().get(code)
    if national is not None and not national.begun(setting.on):
        national = None
    if national is not None and national.ended(setting.on):
        national = parties().get(national.successor or "")
    if national is not None and national.kind in ("riksdag", "historic"):
        return national
    local = local_party(code, setting.municipality) if setting.municipality else None
    return local or national


def register_ids(found: Link | None, place: Value) -> list[Tree]:
    """The contract's list of register ids for a link; empty without a number."""
    if found is None or not (found.entry.scheme and found.entry.id):
        return []
    entry, spans = found.entry, place.spans
    same = " ".join(str(place.value).split()).casefold() == entry.name.casefold()
    return [
        {
            "scheme": derived(entry.scheme or "", spans, found.rule),
            "id": derived(entry.id or "", spans, found.rule),
            "name": None if same else derived(entry.name, spans, found.rule),
        }
    ]

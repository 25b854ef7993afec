"""Attendance headings: known ones, and those composed of known words in whatever order.

"Ej tjänstgörande ersättare", "Närvarande ersättare, ej beslutande", "Tjänstgörande suppleant":
each word says who, whether they were there, or whether they served.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import first_names, parties, party_letters

_WORD = gated(r"[\p{L}-]+")
_ASIDE = gated(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class GroupKind:
    """What an attendance heading says of everyone below it."""

    capacity: str
    present: bool
    serving: bool | None


@cache
def known_groups() -> dict[str, GroupKind]:
    """The headings that the vocabulary gives as a whole, in small letters."""
    out: dict[str, GroupKind] = {}
    for entry in table("attendance")["group"]:
        kind = GroupKind(entry["capacity"], entry["present"], entry.get("serving"))
        out.update({word.casefold(): kind for word in entry["words"]})
    return out


@cache
def _shapes() -> tuple[tuple[Pattern, GroupKind], ...]:
    return tuple(
        (gated(pattern), GroupKind(entry["capacity"], entry["present"], entry.get("serving")))
        for entry in table("attendance")["group"]
        for pattern in entry.get("patterns", ())
    )


def shaped_group(name: str) -> GroupKind | None:
    """A heading that the vocabulary gives by its shape ("Från Länsstyrelsen")."""
    return next((kind for pattern, kind in _shapes() if pattern.fullmatch(name)), None)


@cache
def composed_group(name: str) -> GroupKind | None:
    """What a heading says word by word; None where one of its words is unknown.

    ``name`` is plain text in small letters. A heading needs a noun ("ersättare") and
    says no more than the words do: where it names two capacities, it is no heading.
    """
    data = table("attendance")["heading_words"]
    words = _WORD.findall(_ASIDE.sub("", name))
    capacities: list[str] = []
    present, serving, negated = True, None, False
    for word in words:
        capacity = next((c for c, nouns in data["nouns"].items() if word in nouns), None)
        if capacity:
            capacities.append(capacity)
        elif word in data["negations"]:
            negated = True
            continue
        elif word in data["serving"]:
            serving = not negated
        elif word in data["present"]:
            present = present and not negated
        elif word in data["absent"]:
            present = negated
        elif word not in data["neutral"]:
            return None
        negated = False
    if not capacities and serving is not None and not negated and not set(words) & set(data["neutral"]):
        capacities = ["member" if serving else "substitute"]  # "Närvarande beslutande"
    if len(set(capacities)) != 1 or negated:
        return None
    if serving is False and capacities[0] == "member":
        return None  # Members who do not serve: nobody knows what is meant.
    return GroupKind(capacities[0], present, serving)


@cache
def _nouns() -> frozenset[str]:
    known = table("attendance")["heading_words"]["nouns"].values()
    return frozenset(noun for nouns in known for noun in nouns)


def has_noun(heading: str) -> bool:
    """Does the heading say what the people are ("Tjänstgörande ersättare"), not only "Tjänstgörande"?"""
    return any(word in _nouns() for word in _WORD.findall(heading.casefold()))


def is_noun_alone(heading: str) -> bool:
    """Is the heading one word for people, such as "Ersättare"?"""
    return heading.strip(" :*_").casefold() in _nouns()


@cache
def _roles() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("attendance")["roles"]["words"])


def names_role(text: str) -> bool:
    """Is the text a role ("Ordförande", "1:e vice ordförande", "Ledamot")?"""
    return bool(text) and text.casefold().split()[-1].rstrip(".") in _roles()


def names_kind_of_people(text: str) -> bool:
    """Is the line a few words with a noun of people in it ("Avgångna ledamöter") and nobody's name?"""
    words = text.split()
    if len(words) > 5 or not text[:1].isupper() or any(c in text for c in ",(:.0123456789"):
        return False
    return has_noun(text) and all(word.islower() for word in words[1:])


def is_unknown_heading(text: str) -> bool:
    """Is the line a few words ("Hälsade på") that name nobody, and no role, party or organisation?"""
    words = text.rstrip(" :*_").strip("*_ ").split()
    if not 2 <= len(words) <= 5 or not words[0].istitle() or not all(w.isalpha() for w in words):
        return False
    return all(map(str.islower, words[1:])) and words[0] not in first_names() and not _belongs(words)


def names_others(text: str, capacity: str) -> bool:
    """Is the text a few words for members or substitutes, and ``capacity`` the other of the two?"""
    nouns = table("attendance")["heading_words"]["nouns"]
    words = set(_WORD.findall(text.casefold()))
    said = [kind for kind in ("member", "substitute") if words & set(nouns[kind])]
    other = {"member": ["substitute"], "substitute": ["member"]}.get(capacity)
    return said == other and names_kind_of_people(text)


def is_other_heading(text: str) -> bool:
    """Does a line that ends with a colon begin a group of people that no word here knows?

    A role, a party or an organisation with a colon belongs to the people of the list.
    """
    name = text.rstrip(" *_")
    if not name.endswith(":") or len(name) > 60:
        return False
    words = name.rstrip(" :*_").strip("*_ ").split()
    return bool(words) and not _belongs(words) and not all(w[0].isupper() for w in words)


def _belongs(words: list[str]) -> bool:
    """Are the words a role, an organisation or a party, which belong to the people of a list?"""
    data = table("attendance")
    organisations = data["organisations"]
    return (
        words[-1].casefold().endswith(tuple(data["roles"]["suffixes"]))
        or " ".join(words).casefold() in {w.casefold() for w in data["roles"]["words"]}
        or words[0] in organisations["first"]
        or words[-1] in organisations["last"]
        or words[-1].casefold().endswith(tuple(organisations["suffixes"]))
        or words[0].strip("()").upper() in parties()
        or words[0].casefold() in party_letters()
    )

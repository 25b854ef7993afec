"""Which documents are of one authority: by what they say, else by the people they share.

A family is an authority whose bodies share their people (a municipality, a region), or a body that stands for
itself. A document that does not name its body belongs to the only family that it shares several people with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from protokoll_extract.linking.names import folded
from protokoll_extract.linking.sightings import Sighting

_SEVERAL = 3  # People with the same name and party in two documents: no accident.

_Who = tuple[str, str | None]


def with_families(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings, each with its family; None where neither the document nor its people tell."""
    found = list(sightings)
    stated = {one.document: _stated(one) for one in found}
    people: defaultdict[str, set[_Who]] = defaultdict(set)
    for one in found:
        people[one.document].add((one.key, one.line))
    homes = {document: family for document, family in stated.items() if family}
    homes |= _by_people([d for d in stated if d not in homes], people, homes)
    return [replace(one, family=homes.get(one.document)) for one in found]


def _stated(one: Sighting) -> str | None:
    name = one.body.issuer or one.body.name
    return folded(name) if name else None


def _by_people(silent: list[str], people: dict[str, set[_Who]], homes: dict[str, str]) -> dict[str, str]:
    """Homes of documents that name no body; those that share people with one another share a home."""
    known: defaultdict[str, set[_Who]] = defaultdict(set)
    for document, family in homes.items():
        known[family] |= people[document]
    found: dict[str, str] = {}
    for document in silent:
        shared = Counter({family: len(people[document] & who) for family, who in known.items()})
        likely = [family for family, count in shared.most_common(2) if count]
        if likely and shared[likely[0]] >= _SEVERAL and (len(likely) == 1 or not shared[likely[1]]):
            found[document] = likely[0]
    left = [document for document in silent if document not in found]
    for a, b in combinations(left, 2):
        if len(people[a] & people[b]) >= _SEVERAL:
            home = found.get(a) or found.get(b) or f"documents like {a}"
            found[a] = found[b] = home
    return found

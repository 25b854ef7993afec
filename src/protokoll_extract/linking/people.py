"""One person over many documents: sightings are joined by declared reasons, never two of one meeting.

Only what is sure is joined. What may be is a doubtful pair, for somebody to read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from protokoll_extract.linking.corrections import Corrections, Pair
from protokoll_extract.linking.names import LONGER, SAME, SLIP, SURE, difference, folded, is_common
from protokoll_extract.linking.sightings import Sighting


@dataclass(slots=True, eq=False)
class Person:
    """The sightings that are one person's; ``gone`` when they have been joined to another's."""

    sightings: list[Sighting]
    gone: bool = False

    @property
    def name(self) -> str:
        """The name as most documents have it, of equals the longest."""
        count = Counter(one.name for one in self.sightings)
        return max(count, key=lambda name: (count[name], len(name), name))

    @property
    def keys(self) -> set[str]:
        return {one.key for one in self.sightings}

    @property
    def lines(self) -> set[str]:
        return {one.line for one in self.sightings if one.line}

    @property
    def documents(self) -> set[str]:
        return {one.document for one in self.sightings}

    @property
    def families(self) -> set[str]:
        return {one.family for one in self.sightings if one.family}

    @property
    def bodies(self) -> set[str]:
        return {folded(one.body.name) for one in self.sightings if one.body.name}


@dataclass(frozen=True, slots=True)
class Join:
    """Why two people, as known so far, are one. ``plain``: the same name and party, nothing to read."""

    left: Sighting
    right: Sighting
    reason: str

    @property
    def plain(self) -> bool:
        return self.reason == _PLAIN


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two people who may be one, and why."""

    left: Person
    right: Person
    reason: str


_PLAIN = "name and party"


@dataclass(slots=True)
class Joined:
    """The people, every join with its reason, what is in doubt, corrections that could not be followed."""

    people: list[Person]
    joins: list[Join] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    refused: list[Pair] = field(default_factory=list)


def join(sightings: Iterable[Sighting], corrections: Corrections) -> Joined:
    """People from sightings, the surest reasons first.

    A correction; the same name and party; the same name and body, or with the party left out once; another
    spelling; a party change that the dates bear out; documents that do not say of which body they are.
    """
    work = _Work(Joined([Person([one]) for one in sightings]), corrections)
    work.correct()
    work.alike(_name_and_party)
    work.alike(_name_and_body)
    for reason in (_party_left_out, _spelling, _slip, _longer, _party_change):
        work.near(reason)
    work.homeless()
    work.found.people = [person for person in work.found.people if not person.gone]
    work.found.doubts = list(work.doubts())
    return work.found


# What makes two people one


def _name_and_party(one: Sighting) -> tuple[Hashable, str] | None:
    return ((one.key, one.line, one.family), _PLAIN) if one.line and one.family else None


def _name_and_body(one: Sighting) -> tuple[Hashable, str] | None:
    """Officials, and members of associations: the name within one authority."""
    return ((one.key, one.family), "name and authority, no party") if one.family and not one.line else None


Reason = Callable[[Person, Person], str | None]


def _differ(a: Person, b: Person) -> str | None:
    return difference(a.name, b.name)


def _same_family(a: Person, b: Person) -> bool:
    return bool(a.families & b.families)


def _same_body(a: Person, b: Person) -> bool:
    silent = not a.bodies or not b.bodies
    return _same_family(a, b) and (silent or bool(a.bodies & b.bodies))


def _same_party(a: Person, b: Person) -> bool:
    return bool(a.lines and b.lines) and len(a.lines | b.lines) == 1


def _party_left_out(a: Person, b: Person) -> str | None:
    if _differ(a, b) == SAME and _same_family(a, b) and len(a.lines | b.lines) == 1:
        return "name, the party once left out"
    return None


def _spelling(a: Person, b: Person) -> str | None:
    how = _differ(a, b)
    sure = how in SURE and how != SAME and len(a.lines | b.lines) <= 1 and _same_body(a, b)
    return f"{how}, same body" if sure else None


def _slip(a: Person, b: Person) -> str | None:
    """A name that stands once with a letter wrong, beside one that stands often."""
    few, many = sorted((len(a.documents), len(b.documents)))
    same = _differ(a, b) == SLIP and len(a.lines | b.lines) == 1 and bool(a.lines and b.lines)
    return (
        f"one letter, {few} to {many} documents"
        if same and few == 1 and many >= 3 and _same_body(a, b)
        else None
    )


def _longer(a: Person, b: Person) -> str | None:
    """A surname taken on: the longer name only after the shorter one's time, or before."""
    same = _differ(a, b) == LONGER and len(a.lines | b.lines) == 1 and bool(a.lines and b.lines)
    if (
        same
        and _same_body(a, b)
        and _one_after_the_other(a, b)
        and not is_common(min(a.name, b.name, key=len))
    ):
        return "longer name, one after the other in the same body"
    return None


def _party_change(a: Person, b: Person) -> str | None:
    changed = _differ(a, b) == SAME and bool(a.lines) and bool(b.lines) and a.lines != b.lines
    if changed and _same_body(a, b) and _one_after_the_other(a, b) and not is_common(a.name):
        return "party change, one after the other in the same body"
    return None


def _one_after_the_other(a: Person, b: Person) -> bool:
    """By the dates that are stated, of which each has one, and two where any is lacking."""
    first, second = ([one.date for one in person.sightings if one.date] for person in (a, b))
    need = 1 if len(first) == len(a.sightings) and len(second) == len(b.sightings) else 2
    if len(first) < need or len(second) < need:
        return False
    return max(first) < min(second) or max(second) < min(first)


def _together(a: Person, b: Person) -> Iterator[tuple[Sighting, Sighting]]:
    """Sightings of the two in one document."""
    for one in a.sightings:
        yield from ((one, other) for other in b.sightings if other.document == one.document)


# The work


@dataclass(slots=True)
class _Work:
    """People while they are joined."""

    found: Joined
    corrections: Corrections

    def correct(self) -> None:
        for pair in self.corrections.same:
            left, right = (
                [p for p in self._people() if any(map(side, p.sightings))] for side in (pair.left, pair.right)
            )
            for a in left:
                for b in right:
                    if a is b or a.gone or b.gone:
                        continue
                    if any(x.seats and y.seats for x, y in _together(a, b)):
                        self.found.refused.append(pair)
                    else:
                        self._one(a, b, "correction")

    def alike(self, key_of: Callable[[Sighting], tuple[Hashable, str] | None]) -> None:
        """Joins all whose sightings share a key."""
        groups: defaultdict[tuple[Hashable, str], dict[Person, None]] = defaultdict(dict)
        for person in self._people():
            for key in filter(None, map(key_of, person.sightings)):
                groups[key][person] = None
        for (_, reason), people in groups.items():
            alive = [person for person in people if not person.gone]
            for person in alive[1:]:
                if self._may(alive[0], person):
                    self._one(alive[0], person, reason)

    def near(self, reason: Reason) -> None:
        """Joins pairs for a reason that holds for no other person on either side."""
        found: dict[Person, list[Person]] = defaultdict(list)
        for a, b in self._pairs():
            if self._may(a, b) and reason(a, b):
                found[a].append(b)
                found[b].append(a)
        for a, others in list(found.items()):
            b = others[0]
            if len(others) == len(found[b]) == 1 and not a.gone and not b.gone and (why := reason(a, b)):
                self._one(a, b, why)

    def homeless(self) -> None:
        """People of documents that name no body: to the only one of that name and party."""
        at_home: defaultdict[tuple[str, str | None], list[Person]] = defaultdict(list)
        for person in self._people():
            for key in {(one.key, one.line) for one in person.sightings if one.family and one.line}:
                at_home[key].append(person)
        for person in self._people():
            one = person.sightings[0]
            others = at_home[one.key, one.line]
            if not person.families and len(others) == 1 and self._may(others[0], person):
                self._one(others[0], person, "name and party, the body left out")

    def _people(self) -> list[Person]:
        return [person for person in self.found.people if not person.gone]

    def doubts(self) -> Iterator[Doubt]:
        for a, b in self._pairs():
            how = _differ(a, b)
            if how is None or self._parted(a, b):
                continue
            together = bool(a.documents & b.documents)
            if together and (how == LONGER or any(x.seats and y.seats for x, y in _together(a, b))):
                continue  # Two who sat in one meeting are two.
            if how != SAME and not _same_family(a, b) and a.families and b.families:
                continue
            if len(a.lines | b.lines) > 1 and how != SAME:
                continue
            yield Doubt(a, b, _why(a, b, how, together))

    def _pairs(self) -> Iterator[tuple[Person, Person]]:
        """Pairs that share a given name or a surname, each once."""
        groups: defaultdict[str, list[Person]] = defaultdict(list)
        for person in self._people():
            first, *rest = folded(person.name).split()
            for key in dict.fromkeys((f"{first} …", *(f"… {word}" for word in rest))):
                groups[key].append(person)
        seen: set[tuple[int, int]] = set()
        for people in groups.values():
            for a, b in combinations(people, 2):
                if (id(a), id(b)) not in seen and _differ(a, b) is not None:
                    seen.add((id(a), id(b)))
                    yield a, b

    def _may(self, a: Person, b: Person) -> bool:
        """Nobody is in one document twice, and no correction parts them."""
        return not a.documents & b.documents and not self._parted(a, b)

    def _parted(self, a: Person, b: Person) -> bool:
        return any(self.corrections.parts(x, y) for x in a.sightings for y in b.sightings)

    def _one(self, a: Person, b: Person, reason: str) -> None:
        self.found.joins.append(Join(a.sightings[-1], b.sightings[0], reason))
        a.sightings = sorted((*a.sightings, *b.sightings), key=lambda x: (x.date or "", x.file, x.pointer))
        b.gone = True


def _why(a: Person, b: Person, how: str, together: bool) -> str:
    said = ["the same name" if how == SAME else f"differ by {how}"]
    if together:
        said.append("both named in one document")
    if len(a.lines | b.lines) > 1:
        said.append("parties " + " and ".join(sorted(a.lines | b.lines)))
    if not _same_family(a, b):
        said.append("different bodies" if a.families and b.families else "body not stated")
    if is_common(a.name):
        said.append("a common surname")
    return ", ".join(said)

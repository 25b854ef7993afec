"""Matters that come back: threaded by diary number, and by title from one body to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import regex

from protokoll_extract.linking.names import folded
from protokoll_extract.linking.sightings import Body
from protokoll_extract.model.protokoll import Item, Protokoll
from protokoll_extract.vocab.load import table

_LONG_AGO = 400  # Days: a matter with the same title later is another year's.


@dataclass(frozen=True, slots=True)
class Step:
    """A matter in one meeting: the § with its title, diary numbers and what was decided."""

    document: str
    file: str
    date: str | None
    body: Body
    pointer: str
    number: str | None
    title: str | None
    diary_numbers: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def diary_keys(self) -> frozenset[str]:
        return frozenset(filter(None, map(diary_key, self.diary_numbers)))


@dataclass(frozen=True, slots=True)
class Case:
    """The steps of one matter, in time, and what threads them."""

    steps: tuple[Step, ...]
    threads: tuple[str, ...]


def steps_of(document: Protokoll, file: str, body: Body) -> Iterator[Step]:
    """The §§ of a document that are matters of their own."""
    for position, item in enumerate(document.items):
        yield Step(
            document.id, file, document.meeting.date, body, f"/items/{position}", item.number, item.title,
            tuple(number.value for number in item.diary_numbers), tuple(_kinds(item)),
        )  # fmt: skip


def _kinds(item: Item) -> Iterator[str]:
    yield from dict.fromkeys(decision.kind for decision in item.decisions if decision.kind)


_NUMBER = regex.compile(
    r"(?P<prefix>\p{L}{2,8})?[\s/-]*(?:(?P<year>(?:19|20)\d\d)[\s/:-]+(?:(?P<mid>\p{L}{2,8})\s*)?0*(?P<serial>\d{1,6})"
    r"|0*(?P<serial>\d{1,6})/(?P<year>(?:19|20)?\d\d))"
)


@cache
def diary_key(number: str) -> str | None:
    """One form for a diary number: prefix, year and serial; what stands behind a colon is a paper's."""
    match = _NUMBER.search(number)
    if match is None:
        return None
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    return f"{(match['prefix'] or match['mid'] or '').upper()} {year}-{match['serial']}".strip()


def cases_of(steps: Iterable[Step], same: Iterable[tuple[str, str]] = ()) -> list[Case]:
    """Matters that are treated more than once.

    Args:
        steps: of all documents.
        same: pairs of diary numbers that a correction says are one matter's.
    """
    work = _Threads(list(steps))
    work.by_number(tuple((diary_key(a) or a, diary_key(b) or b) for a, b in same))
    work.by_title()
    return sorted(work.cases(), key=lambda case: [(s.date or "", s.file, s.pointer) for s in case.steps])


class _Threads:
    """Union of steps that are one matter's."""

    def __init__(self, steps: list[Step]) -> None:
        self.steps = sorted(steps, key=lambda s: (s.date or "", s.file, s.pointer))
        self._root = list(range(len(self.steps)))
        self._by: defaultdict[int, set[str]] = defaultdict(set)
        known = {folded(s.body.issuer or s.body.name or "") for s in steps if s.body.issuer or s.body.name}
        self._only = next(iter(known)) if len(known) == 1 else None

    def by_number(self, same: tuple[tuple[str, str], ...]) -> None:
        renamed = dict(same)
        first: dict[Hashable, int] = {}
        for i, step in enumerate(self.steps):
            for key in step.diary_keys:
                key = renamed.get(key, key)
                self._one(first.setdefault((self._family(step), key), i), i, f"diary number {key}")

    def by_title(self) -> None:
        """The same title in another body, or again in the same where a number is lacking."""
        groups: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i, step in enumerate(self.steps):
            if step.title and tells(step.title):
                groups[self._family(step), folded(step.title)].append(i)
        for members in groups.values():
            for a, b in pairwise(members):
                if self._may_follow(self.steps[a], self.steps[b]):
                    self._one(a, b, "title")

    def _may_follow(self, a: Step, b: Step) -> bool:
        if a.diary_keys and b.diary_keys and a.body == b.body:
            return False  # Both are numbered by the same register, and differently.
        if a.diary_keys and b.diary_keys and _prefixes(a) & _prefixes(b):
            return False
        if a.document == b.document or not (a.date and b.date):
            return False
        return (date.fromisoformat(_day(b.date)) - date.fromisoformat(_day(a.date))).days <= _LONG_AGO

    def _family(self, step: Step) -> str:
        return folded(step.body.issuer or step.body.name or "") or self._only or f"?{step.document}"

    def _find(self, i: int) -> int:
        while self._root[i] != i:
            self._root[i] = i = self._root[self._root[i]]
        return i

    def _one(self, i: int, j: int, thread: str) -> None:
        if i == j:
            return
        a, b = sorted((self._find(i), self._find(j)))
        self._by[a].add(thread)
        if a != b:
            self._by[a] |= self._by.pop(b, set())
            self._root[b] = a

    def cases(self) -> Iterator[Case]:
        groups: defaultdict[int, list[Step]] = defaultdict(list)
        for i, step in enumerate(self.steps):
            groups[self._find(i)].append(step)
        for root, steps in groups.items():
            if len({(s.document, s.pointer) for s in steps}) > 1 and len({s.document for s in steps}) > 1:
                yield Case(tuple(steps), tuple(sorted(self._by[root])))


def _day(partial: str) -> str:
    return partial + "-01-01"[len(partial) - 4 :] if len(partial) < 10 else partial


def _prefixes(step: Step) -> set[str]:
    return {key.split()[0] for key in step.diary_keys if " " in key}


@cache
def _procedural() -> regex.Pattern[str]:
    return regex.compile("|".join(table("linking")["matters"]["procedural"]))


def tells(title: str) -> bool:
    """Is it a matter's title, not a standing heading's?"""
    return len(title) >= 12 and len(title.split()) >= 2 and not _procedural().search(folded(title))

"""One entry of a who's who while its mentions are collected."""

from __future__ import annotations

from dataclasses import dataclass, field

from protokoll_extract.extract.finding import Value
from protokoll_extract.vocab.registers import RegisterEntry


@dataclass(slots=True)
class Entry:
    """A who's who entry while mentions are collected."""

    name: Value
    mentions: list[Value] = field(default_factory=list)
    party: Value | None = None
    roles: list[Value] = field(default_factory=list)
    register: RegisterEntry | None = None


def key_of(name: str) -> str:
    return " ".join(name.split()).casefold()


def written(entry: Entry) -> list[Value]:
    """The ways the name is written; an office is no name."""
    seen: dict[object, Value] = {}
    for value in (entry.name, *(m for m in entry.mentions if m.rule != "language.role")):
        seen.setdefault(value.value, value)
    return list(seen.values())

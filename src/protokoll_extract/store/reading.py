"""A document's JSON read by field: what is missing is None, whatever version wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from protokoll_extract.store.names import joined, slug

Json = dict[str, Any]
_ITEM = re.compile(r"/items/(\d+)/(?:sections|title)")


def children(parent: Json, key: str) -> list[Json]:
    """The records in a list, or none."""
    return [each for each in parent.get(key) or [] if isinstance(each, dict)]


def words_of(parent: Json, key: str) -> list[str]:
    """The texts in a list, or none."""
    return [each for each in parent.get(key) or [] if isinstance(each, str)]


def record(parent: Json, key: str) -> Json:
    found = parent.get(key)
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Document:
    """One document's JSON, personal data masked."""

    json: Json
    _people: dict[str, Json] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.json["id"])

    @cached_property
    def meeting(self) -> Json:
        return record(self.json, "meeting")

    @cached_property
    def body(self) -> Json:
        return record(self.meeting, "body")

    @cached_property
    def issuer_id(self) -> str:
        return slug(self.body.get("issuer") or self.body.get("name"))

    @cached_property
    def body_id(self) -> str:
        return joined(self.body.get("issuer") or self.body.get("name"), self.body.get("name"))

    @cached_property
    def items(self) -> list[Json]:
        return children(self.json, "items")

    @cached_property
    def by_name(self) -> dict[str, Json]:
        """Each way of writing a person's name → the person, where only one is meant."""
        found: dict[str, list[Json]] = {}
        for person in children(self.json, "people"):
            for name in {person.get("name"), *words_of(person, "names_as_written")}:
                if name:
                    found.setdefault(name, []).append(person)
        return {name: people[0] for name, people in found.items() if len(people) == 1}

    @cached_property
    def by_id(self) -> dict[str, Json]:
        return {str(person.get("id")): person for person in children(self.json, "people")}

    def person_id(self, name: str | None) -> str | None:
        """The archive's id of whom a name means; None for private persons and for none we know."""
        person = self.by_name.get(name or "")
        return self.archive_id(person) if person else None

    def archive_id(self, person: Json) -> str | None:
        if not person.get("name") or person.get("basis") == "private":
            return None
        return joined(self.body.get("issuer") or self.body.get("name"), person["name"])

    def party_of(self, name: str | None) -> str | None:
        party = self.by_name.get(name or "", {}).get("party")
        return str(party) if party else None

    @cached_property
    def places(self) -> dict[str, list[Json]]:
        """Pointer → the parts of its evidence."""
        return {str(e.get("pointer")): children(e, "parts") for e in children(self.json, "evidence")}

    @cached_property
    def rules(self) -> dict[str, str]:
        """Pointer → the rule a derived value was concluded by; what is printed as it is has none."""
        return {
            str(e.get("pointer")): str(e.get("rule") or "")
            for e in children(self.json, "evidence")
            if e.get("status") == "derived"
        }

    def page_of(self, pointer: str) -> int | None:
        for part in self.places.get(pointer, []):
            if part.get("page"):
                return int(part["page"])
        return None

    @cached_property
    def spans(self) -> dict[int, tuple[int, int]]:
        """Item position → from where to where in the text it stands."""
        found: dict[int, tuple[int, int]] = {}
        for pointer, parts in self.places.items():
            inside = _ITEM.match(pointer)
            if inside is None:
                continue
            for part in parts:
                low, high = found.get(int(inside[1]), (1 << 60, -1))
                found[int(inside[1])] = (min(low, part["start"]), max(high, part["end"]))
        return found

    def items_at(self, pointer: str) -> Iterator[int]:
        """Positions of the items that the evidence of a value lies in."""
        for part in self.places.get(pointer, [])[:1]:
            for position, (start, end) in self.spans.items():
                if start <= part["start"] < end:
                    yield position

    @cached_property
    def item_positions(self) -> dict[str, int]:
        """§ number → position of the first item that has it."""
        found: dict[str, int] = {}
        for position, item in enumerate(self.items):
            if item.get("number"):
                found.setdefault(str(item["number"]), position)
        return found

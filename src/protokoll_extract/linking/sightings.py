"""What one document says of a person: a sighting. The register of people is made of these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protokoll_extract.linking.names import folded
from protokoll_extract.model.protokoll import Protokoll
from protokoll_extract.vocab.registers import parties


@dataclass(frozen=True, slots=True)
class Body:
    """The body a meeting was of, and the authority behind it; None where the documents do not say."""

    name: str | None
    issuer: str | None

    @property
    def known(self) -> bool:
        return self.name is not None

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.issuer, self.name))) or "body not stated"


@dataclass(frozen=True, slots=True)
class Seat:
    """In what way somebody took part: capacity and role as the attendance has them."""

    capacity: str | None
    role: str | None
    present: bool | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person in one document.

    ``pointer`` leads to the entry in the document's ``people``; ``quote`` and ``page`` show where the name
    stands. ``line`` is the party with its former letters counted as one ("FP" and "L"). ``family`` is the
    authority whose people they are, once that is settled.
    """

    document: str
    file: str
    date: str | None
    body: Body
    pointer: str
    name: str
    party: str | None
    seats: tuple[Seat, ...]
    basis: str | None
    quote: str
    page: int | None
    family: str | None = None

    @property
    def key(self) -> str:
        return folded(self.name)

    @property
    def line(self) -> str | None:
        return party_line(self.party) if self.party else None


def party_line(code: str) -> str:
    """The letters a party bears today: "FP" → "L"; a local party's stay."""
    entry = parties().get(code)
    heir = entry.successor if entry else None
    return party_line(heir) if heir and heir != code else code


def bodies_of(documents: Iterable[Protokoll]) -> dict[str, Body]:
    """Each document's body; an issuer that some leave out is taken from the others, if these agree."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    found = list(documents)
    for document in found:
        body = document.meeting.body
        if body.name and body.issuer:
            seen[folded(body.name)][body.issuer] += 1
    out = {}
    for document in found:
        body = document.meeting.body
        issuers = seen[folded(body.name)] if body.name else Counter()
        same = {folded(issuer) for issuer in issuers}
        issuer = body.issuer or (issuers.most_common(1)[0][0] if len(same) == 1 else None)
        out[document.id] = Body(body.name, issuer)
    return out


def sightings_of(document: Protokoll, file: str, body: Body) -> Iterator[Sighting]:
    """Everybody in a document who is named with at least two words."""
    quotes = {
        entry.pointer: entry.parts for entry in document.evidence if entry.pointer.startswith("/people/")
    }
    seats = defaultdict(list)
    for row in document.attendance:
        seats[row.person].append(Seat(row.capacity, row.role, row.present))
    for position, person in enumerate(document.people):
        if len(person.name.split()) < 2:
            continue
        parts = quotes.get(f"/people/{position}/name", [])
        yield Sighting(
            document.id, file, document.meeting.date, body, f"/people/{position}", person.name, person.party,
            tuple(seats[person.id]), person.basis,
            " … ".join(part.quote for part in parts), parts[0].page if parts else None,
        )  # fmt: skip

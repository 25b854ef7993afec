"""The register over many documents: people with their mandates, doubtful pairs, threaded matters."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from protokoll_extract.model.record import Date, Record

REGISTER_VERSION = "1.0.0"


class Document(Record):
    id: str
    file: str
    date: Date | None
    body: str | None
    issuer: str | None


class Sighting(Record):
    document: str = Field(description="Id of a document")
    pointer: str = Field(description="JSON Pointer to the entry in that document's `people`")
    date: Date | None
    name: str = Field(description="As that document has it")
    party: str | None
    quote: str
    page: int | None


class PartySpell(Record):
    party: str
    first: Date | None = Field(description="The first meeting with it")
    last: Date | None


class Mandate(Record):
    """A body, capacity, role and party that the documents show somebody in, first to last time."""

    body: str | None
    issuer: str | None
    capacity: str | None
    role: str | None
    party: str | None
    first: Date | None
    last: Date | None
    documents: int


class RegisterPerson(Record):
    id: str = Field(description="Stable as long as the name and the authority are")
    name: str
    names_as_written: list[str]
    party: str | None = Field(description="At the last meeting that states it")
    parties: list[PartySpell]
    basis: Literal["elected", "official", "representative", "private"] | None
    mandates: list[Mandate]
    sightings: list[Sighting]


class Joined(Record):
    """Why two sightings are one person's."""

    person: str
    reason: str
    left: Sighting
    right: Sighting


class Doubtful(Record):
    """Two people who may be one; the line to put in the corrections if they are, or are not."""

    left: str
    right: str
    reason: str
    same: str
    different: str


class CaseStep(Record):
    document: str
    pointer: str = Field(description="JSON Pointer to the § in that document")
    date: Date | None
    body: str | None
    number: str | None
    title: str | None
    diary_numbers: list[str]
    decisions: list[str] = Field(description="Kinds of what was decided")


class RegisterCase(Record):
    id: str
    threads: list[str] = Field(description="What ties the steps: a diary number, the title")
    collective: bool = Field(description="The number stands for several matters, or a standing point")
    steps: list[CaseStep]


class RegisterLink(Record):
    """A written name linked to a register's number."""

    kind: str = Field(description="organisations, parties, places or programmes")
    name: str
    scheme: str
    id: str
    register_name: str | None = Field(description="Where it is not the written one")
    rule: str
    documents: list[str]


class Register(Record):
    """People and matters over many documents."""

    register_version: str = REGISTER_VERSION
    documents: list[Document]
    people: list[RegisterPerson]
    joins: list[Joined] = Field(description="All joins but those by the same name and party")
    doubtful: list[Doubtful]
    cases: list[RegisterCase]
    links: list[RegisterLink] = Field(default=[], description="Every link to a register, each once")
    refused_corrections: list[int] = Field(description="Lines that would make one of two in one meeting")
    unused_corrections: list[int] = Field(description="Lines that speak of nobody in these documents")

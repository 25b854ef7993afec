"""Who and what a document names, each entry once with its mentions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from protokoll_extract.model.record import Record


class RegisterId(Record):
    scheme: str = Field(description="kommunkod, lanskod, organisationsnummer, partikod …")
    id: str
    name: str | None = Field(default=None, description="The register's name, where another one is written")


class Mention(Record):
    text: str


class Person(Record):
    id: str
    name: str
    names_as_written: list[str]
    party: str | None
    roles: list[str]
    mentions: list[Mention]
    basis: Literal["elected", "official", "representative", "private"] | None = Field(
        default=None,
        description="In what role the document names the person: elected, employed, for an organisation, "
        "or as a private person",
    )


class Organisation(Record):
    id: str
    name: str
    names_as_written: list[str]
    register_ids: list[RegisterId]
    mentions: list[Mention]
    kind: str | None = Field(
        default=None,
        description="municipality, region, agency, university, company, association, parish, organ …",
    )
    abbreviation: str | None = Field(default=None, description="As the document defines it: '… (ESF)'")


class Named(Record):
    """A programme, fund or place named in the running text."""

    id: str
    name: str
    kind: str | None = Field(description="programme or fund; municipality, county, street or property")
    names_as_written: list[str]
    register_ids: list[RegisterId]
    mentions: list[Mention]


class OpenMention(Record):
    """Somebody or something named in a way that the document does not settle."""

    kind: Literal["person", "organisation", "role"]
    text: str
    candidates: list[str] = Field(description="Ids of the entries that may be meant")


class PersonalDatum(Record):
    """Personal data in the text; ``text`` is masked where the output is."""

    kind: Literal["personnummer", "samordningsnummer", "phone", "email", "address"]
    text: str


class Party(Record):
    id: str
    name: str | None
    names_as_written: list[str]
    register_ids: list[RegisterId]
    mentions: list[Mention]

"""The contract (schema v1). Unknown is ``null``; provenance stands in ``evidence``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from protokoll_extract.model.decisions import (
    Decision,
    Dissent,
    Election,
    Jav,
    Outcome,
    ProcedureStep,
    Proposal,
    Statement,
    Vote,
)
from protokoll_extract.model.names import (
    Named,
    OpenMention,
    Organisation,
    Party,
    Person,
    PersonalDatum,
    RegisterId,
)
from protokoll_extract.model.record import Date, DecimalString, Record, Time

SCHEMA_VERSION = "1.3.0"
SCHEMA_ID = "https://protokoll-extract.example/schemas/v1/protokoll.schema.json"


class Source(Record):
    name: str
    sha256: str
    media_type: str
    pages: int
    reader: str
    ocr: bool
    text_sha256: str
    ocr_pages: list[int] = Field(default=[], description="Pages whose text was read off their pictures")


class DiaryNumber(Record):
    raw: str
    value: str = Field(description="Normal form: prefix, space, year-number, e.g. 'RS 2026-0070'")


class Body(Record):
    name: str | None
    classification: str | None
    issuer: str | None
    register_ids: list[RegisterId] = Field(default=[], description="The issuer's, or the body's own")


class Place(Record):
    raw: str | None
    name: str | None
    address: str | None
    room: str | None


class Paragraphs(Record):
    first: str | None
    last: str | None


class Adjustment(Record):
    date: Date | None
    place: str | None
    signed_digitally: bool | None


class Adjournment(Record):
    raw: str
    start_time: Time | None
    end_time: Time | None


class Meeting(Record):
    body: Body
    title: str | None
    number: str | None
    date: Date | None
    end_date: Date | None
    start_time: Time | None
    end_time: Time | None
    place: Place
    diary_numbers: list[DiaryNumber]
    paragraphs: Paragraphs
    chair: str | None
    secretary: str | None
    adjusters: list[str]
    adjustment: Adjustment
    adjournments: list[Adjournment] = Field(default=[], description="Breaks named on the front page")


class PartyRef(Record):
    raw: str | None
    id: str | None = Field(description="Id of an entry in `parties`")


class PresencePart(Record):
    raw: str
    kind: str = Field(description="until, from, between, during, not, at")
    start: str | None = Field(description="First § present (label without §)")
    end: str | None = Field(description="Last § present (label without §)")
    start_time: Time | None
    end_time: Time | None


class Attendee(Record):
    person: str | None = Field(description="Id of an entry in `people`")
    name: str | None
    party: PartyRef
    organisation: str | None
    delegated_by: str | None
    role: str | None
    capacity: Literal["member", "substitute", "official", "guest", "adjunct", "other"] | None
    present: bool | None
    serving: bool | None
    serves_for: str | None
    presence: list[PresencePart]
    remote: bool | None


class ContentsEntry(Record):
    number: str | None
    title: str | None
    page: str | None


class Amount(Record):
    raw: str
    value: DecimalString | None
    currency: str | None
    unit: str | None
    bound: Literal["max", "min", "about", "remaining"] | None
    status: str | None = Field(
        description="available, budget, proposed, decided, actual, forecast, fee, cost or grant"
    )
    item: str | None = Field(description="§ number")
    decision: str | None = Field(description="Decision id")
    scale: DecimalString | None = Field(
        default=None, description="What the printed number was multiplied by, from its unit or a table's head"
    )
    period: str | None = Field(default=None, description="Time the sum is for: '2031', '2031-2033', 'per år'")
    programme: str | None = Field(default=None, description="Programme or account, as written")
    payer: str | None = Field(default=None, description="Who pays, as written")
    recipient: str | None = Field(default=None, description="Who receives, as written")
    purpose: str | None = Field(default=None, description="What the sum is for, as written")
    label: str | None = Field(default=None, description="The row of a budget table")
    column: str | None = Field(default=None, description="The column of a budget table")


class Percentage(Record):
    raw: str
    value: DecimalString
    item: str | None


class MoneyCell(Record):
    raw: str | None = Field(description="As printed; null for an empty cell")
    value: DecimalString | None = Field(description="In the table's currency, scaled by its unit")


class MoneyRow(Record):
    label: str | None
    kind: Literal["row", "sum"]
    cells: list[MoneyCell] = Field(description="One a column, in the order of `columns`")


class MoneyTable(Record):
    """A budget table: what its cells hold is in `amounts` as well, with label and column."""

    title: str | None
    currency: str | None
    unit: str | None
    scale: DecimalString | None
    columns: list[str]
    rows: list[MoneyRow]


class Reference(Record):
    kind: Literal[
        "law",
        "diary_number",
        "call",
        "objective",
        "sou",
        "ds",
        "prop",
        "eu_act",
        "paragraph",
        "meeting",
        "document",
    ]
    raw: str
    value: str | None = Field(description="Normal form")
    sfs: str | None
    chapter: str | None
    section: str | None
    item: str | None
    name: str | None = Field(default=None, description="The act's, report's or document's name, as written")
    number: str | None = Field(default=None, description="§ number, or number within the series or year")
    date: Date | None = Field(default=None, description="Day of the meeting or document referred to")
    body: str | None = Field(default=None, description="Whose § or document it is, as written")
    target: str | None = Field(default=None, description="JSON Pointer to the § in this document")
    decision: str | None = Field(default=None, description="Decision id, where a decision point refers")


class Section(Record):
    kind: str
    heading: str | None
    text: str


class Pages(Record):
    first: int | None
    last: int | None


class Quorum(Record):
    """More than half of the seats must be filled; unknown where the seats are not all listed."""

    deciding: int | None = Field(description="How many decide")
    seats: int | None = Field(description="How many seats the body has, as far as the lists show it")
    reached: bool | None


class Item(Record):
    number: str | None
    label: str | None
    title: str | None
    diary_numbers: list[DiaryNumber]
    pages: Pages
    sections: list[Section]
    decisions: list[Decision]
    proposals: list[Proposal]
    votes: list[Vote]
    dissent: list[Dissent]
    statements: list[Statement]
    recusals: list[str]
    recipients: list[str]
    present: list[str] = Field(default=[], description="Person ids of all who were there for this §")
    deciding: list[str] = Field(default=[], description="Person ids of those who decided this §")
    unsettled: list[str] = Field(
        default=[], description="Person ids whose presence or vote in this § the document does not settle"
    )
    chair: str | None = Field(default=None, description="Person id of who presided over this §")
    quorum: Quorum | None = None
    adjournments: list[Adjournment] = Field(default=[], description="Breaks during this §")
    tables: list[MoneyTable] = Field(default=[], description="Budget tables, row by row")
    outcome: Outcome | None = Field(default=None, description="What became of the matter, from its decisions")
    procedure: list[ProcedureStep] = Field(default=[], description="How the chair put the proposals")
    elections: list[Election] = Field(default=[], description="Elections in which ballots were counted")
    jav: list[Jav] = Field(default=[], description="Who is in `recusals`, with the words that say so")


class QuotePart(Record):
    start: int = Field(description="Unicode code points into the canonical text")
    end: int
    page: int | None
    box: tuple[float, float, float, float] | None = Field(
        description="x0, top, x1, bottom in PDF points, origin top left"
    )
    element: str | None = Field(
        default=None, description="The element in a format without pages, e.g. 'table 2 row 3'"
    )
    quote: str


class Evidence(Record):
    pointer: str = Field(description="JSON Pointer (RFC 6901) to the value")
    status: Literal["stated", "derived", "corrected"] = Field(
        description="It stands there, a rule concluded it, or a person put it right (see `corrections`)"
    )
    rule: str
    parts: list[QuotePart]


class AuditFinding(Record):
    code: str
    severity: Literal["info", "doubt", "loss"]
    message: str
    parts: list[QuotePart]
    pointers: list[str] = Field(default=[], description="JSON Pointers to the values it is about")


class ReviewedValue(Record):
    """What a person said of one value, and what became of it."""

    pointer: str = Field(description="JSON Pointer to the value")
    outcome: Literal["corrected", "confirmed", "agrees", "unfit"] = Field(
        description="Put right; right as read; read rightly since; not applied, as its place is gone"
    )
    was: str | None = Field(description="What was read, as a text; null where nothing was")
    now: str | None = Field(description="What the person says, as a text; null: it cannot be known")
    who: str
    when: Date
    why: str | None


class Protokoll(Record):
    """One meeting's minutes as data."""

    schema_: str = Field(default=SCHEMA_ID, alias="$schema")
    schema_version: str = SCHEMA_VERSION
    id: str = Field(description="First 16 hex digits of the source's SHA-256")
    type: Literal["protokoll"] = "protokoll"
    source: Source
    meeting: Meeting
    attendance: list[Attendee]
    contents: list[ContentsEntry]
    items: list[Item]
    people: list[Person]
    organisations: list[Organisation]
    parties: list[Party]
    programmes: list[Named] = Field(default=[], description="Programmes and funds named in the text")
    places: list[Named] = Field(default=[], description="Places named in the text")
    open_mentions: list[OpenMention] = Field(default=[], description="What may mean several, or nobody known")
    personal_data: list[PersonalDatum] = Field(default=[], description="Numbers and addresses of people")
    amounts: list[Amount]
    percentages: list[Percentage]
    references: list[Reference]
    findings: list[AuditFinding]
    corrections: list[ReviewedValue] = Field(default=[], description="Values that people looked at")
    evidence: list[Evidence]

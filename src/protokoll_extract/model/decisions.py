"""What a § decides and how it came to that: decisions, proposals, votes, dissent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from protokoll_extract.model.record import Date, Record

DecisionKind = Literal[
    "approved",
    "rejected",
    "adopted",
    "referred_back",
    "tabled",
    "noted",
    "elected",
    "assigned",
    "submitted",
    "proposed",
    "opened",
    "closed",
    "granted",
    "discharged",
    "immediate_adjustment",
    "other",
]

Outcome = Literal["decided", "proposed", "referred_back", "tabled", "withdrawn", "for_information"]

Side = Literal["yes", "no"]


class BasedOn(Record):
    """The proposal that a decision point follows or departs from."""

    raw: str = Field(description="As written: 'Enligt arbetsutskottets förslag'")
    relation: Literal["follows", "departs"]
    source: str | None = Field(description="Whose proposal, as written")


class Decision(Record):
    id: str
    number: str | None
    text: str
    kind: DecisionKind | None
    label_sv: str | None = Field(description="Finer than the kind: 'remiss', 'fråga besvaras', 'upphävs'")
    decided_by: str | None = Field(description="The deciding body, as written")
    proposed_to: str | None = Field(
        default=None, description="The higher body that is to decide, as written; kind is then `proposed`"
    )
    proposed_kind: DecisionKind | None = Field(
        default=None, description="What the higher body is asked to do"
    )
    based_on: BasedOn | None = None
    assigned_to: str | None = Field(default=None, description="Who is given an assignment, as written")
    due: str | None = Field(default=None, description="By when, as written")
    due_date: Date | None = Field(default=None, description="The deadline, where its year is written")
    conditions: list[str] = Field(default=[], description="What it holds under, as written")


class Proposal(Record):
    by: list[str] = Field(description="All who stand behind it, those who second it as well")
    text: str
    kind: (
        Literal["approval", "rejection", "referral_back", "tabling", "amendment", "addition", "other"] | None
    ) = None
    parties: list[str] = Field(default=[], description="Party codes beside the holders, or as holders")
    seconded_by: list[str] = Field(default=[], description="Those of `by` who join somebody else's proposal")


class ProcedureStep(Record):
    """One sentence about how proposals were put and what the chair found."""

    kind: Literal["order", "question", "finding", "division"] = Field(
        description="Order of proposals approved; question put; the chair's finding; a vote is called for"
    )
    method: Literal["acclamation", "vote"] | None = None
    text: str


class Vote(Record):
    yes: int | None
    no: int | None
    abstain: int | None
    named_yes: list[str]
    named_no: list[str]
    named_abstain: list[str]
    absent: int | None = None
    named_absent: list[str] = Field(default=[])
    kind: Literal["main", "counter"] | None = Field(
        default=None, description="Huvudvotering, or the vote on which counter-proposal meets the main one"
    )
    yes_means: str | None = Field(default=None, description="What Ja was for, as written")
    no_means: str | None = Field(default=None, description="What Nej was for, as written")
    winner: Side | None = Field(default=None, description="From the counts, or from the casting vote")
    casting_vote: str | None = Field(
        default=None, description="The words that say that the chair's vote decided"
    )
    appendix: str | None = Field(default=None, description="Where the roll stands, as written: 'Bilaga 3'")


class Candidate(Record):
    name: str
    votes: int


class Election(Record):
    candidates: list[Candidate]
    blank: int | None
    invalid: int | None
    text: str


class Dissent(Record):
    kind: Literal[
        "reservation", "statement", "special_opinion", "note", "not_participating", "vote_explanation"
    ]
    by: list[str] = Field(description="People, or party codes where a group is the holder")
    text: str
    parties: list[str] = Field(default=[], description="Party codes beside the holders, or as holders")
    target: str | None = Field(
        default=None, description="What it is against or for, as written: 'mot beslutet'"
    )
    decision: str | None = Field(default=None, description="Id of the decision point it is about")
    wording: str | None = Field(default=None, description="What is noted, where the minutes print it")


class Statement(Record):
    by: str | None
    organisation: str | None
    text: str


class Jav(Record):
    """A conflict of interest: who may not take part, and who serves instead."""

    name: str
    text: str
    replaced_by: str | None = None

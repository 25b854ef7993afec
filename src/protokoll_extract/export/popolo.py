"""Popolo (popoloproject.com): people, organisations, memberships, the meeting, motions and votes.

A file holds one document's records under the plural names that Popolo's readers expect. A
membership says in what capacity somebody stands on this meeting's attendance list, no more:
its dates are the meeting's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from protokoll_extract.export.each import json_bytes, known, write_each
from protokoll_extract.model.decisions import Vote
from protokoll_extract.model.names import Organisation, Party
from protokoll_extract.model.protokoll import Attendee, Protokoll

Json = dict[str, Any]
CARRIES = frozenset(
    {"id", "source.name", "meeting.title", "meeting.date", "meeting.end_date", "meeting.start_time"}
    | {"meeting.end_time", "meeting.place.raw", "meeting.body.name", "meeting.body.classification"}
    | {"meeting.body.issuer", "attendance[].person", "attendance[].role", "attendance[].capacity"}
    | {"attendance[].party.id", "people[].id", "people[].name", "people[].names_as_written"}
    | {"organisations[].id", "organisations[].name", "organisations[].names_as_written"}
    | {"organisations[].register_ids[].scheme", "organisations[].register_ids[].id"}
    | {"parties[].id", "parties[].name", "parties[].names_as_written"}
    | {"parties[].register_ids[].scheme", "parties[].register_ids[].id"}
    | {"items[].decisions[].id", "items[].decisions[].text", "items[].decisions[].kind"}
    | {f"items[].votes[].{side}" for side in ("yes", "no", "abstain", "absent")}
    | {f"items[].votes[].named_{side}" for side in ("yes", "no", "abstain", "absent")}
)
_SIDES = ("yes", "no", "abstain", "absent")


def write_popolo(documents: Iterable[Protokoll], folder: Path) -> dict[str, int]:
    """One ``<id>.json`` for each document in ``folder``."""
    return write_each(documents, folder, ".json", lambda document: json_bytes(popolo(document)))


def popolo(document: Protokoll) -> Json:
    """The document in Popolo's classes, ids made unique by the document's id."""
    return {
        "persons": [
            known(
                {
                    "id": _id(document, x.id),
                    "name": x.name,
                    "other_names": _names(x.names_as_written),
                }
            )
            for x in document.people
        ],
        "organizations": list(_organizations(document)),
        "memberships": list(_memberships(document)),
        "events": [_meeting(document)],
        "motions": list(_motions(document)),
        "vote_events": list(_votes(document)),
    }


def _id(document: Protokoll, local: str) -> str:
    return f"{document.id}/{local}"


def _names(written: list[str]) -> list[Json]:
    """All ways a name is written, the one in ``name`` among them."""
    return [{"name": name} for name in written]


def _organizations(document: Protokoll) -> Iterator[Json]:
    body = document.meeting.body
    if body.issuer is not None:
        yield {"id": _id(document, "issuer"), "name": body.issuer, "classification": "issuer"}
    if body.name is not None:
        parent = _id(document, "issuer") if body.issuer is not None else None
        yield known(
            {
                "id": _id(document, "body"),
                "name": body.name,
                "classification": body.classification,
                "parent_id": parent,
            }
        )
    for organisation in document.organisations:
        yield _organization(document, organisation, None)
    for party in document.parties:
        yield _organization(document, party, "party")


def _organization(document: Protokoll, found: Organisation | Party, kind: str | None) -> Json:
    return known(
        {
            "id": _id(document, found.id),
            "name": found.name,
            "classification": kind,
            "other_names": _names(found.names_as_written),
            "identifiers": [{"scheme": x.scheme, "identifier": x.id} for x in found.register_ids],
        }
    )


def _memberships(document: Protokoll) -> Iterator[Json]:
    body = _id(document, "body") if document.meeting.body.name is not None else None
    for number, row in enumerate(document.attendance, start=1):
        if row.person is not None:
            yield known(
                {
                    "id": _id(document, f"attendance/{number}"),
                    "person_id": _id(document, row.person),
                    "organization_id": body,
                    "on_behalf_of_id": _party(document, row),
                    "role": row.role,
                    "label": row.capacity,
                    "start_date": document.meeting.date,
                    "end_date": document.meeting.end_date or document.meeting.date,
                }
            )


def _party(document: Protokoll, row: Attendee) -> str | None:
    return _id(document, row.party.id) if row.party.id is not None else None


def _meeting(document: Protokoll) -> Json:
    meeting = document.meeting
    present = [x.person for x in document.attendance if x.present and x.person is not None]
    return known(
        {
            "id": _id(document, "meeting"),
            "name": meeting.title,
            "classification": "meeting",
            "start_date": _moment(meeting.date, meeting.start_time),
            "end_date": _moment(meeting.end_date or meeting.date, meeting.end_time),
            "location": meeting.place.raw,
            "organization_id": _id(document, "body") if meeting.body.name is not None else None,
            "attendees": [{"id": _id(document, x)} for x in dict.fromkeys(present)],
            "sources": [{"url": f"urn:sha256:{document.source.sha256}", "note": document.source.name}],
        }
    )


def _moment(date: str | None, time: str | None) -> str | None:
    """ISO 8601 without a zone (the minutes state local time); a partial date stays as it is."""
    return f"{date}T{time}" if date is not None and time is not None and len(date) == 10 else date


def _motions(document: Protokoll) -> Iterator[Json]:
    for item in document.items:
        for decision in item.decisions:
            yield known(
                {
                    "id": _id(document, decision.id),
                    "organization_id": _id(document, "body") if document.meeting.body.name else None,
                    "legislative_session_id": _id(document, "meeting"),
                    "text": decision.text,
                    "classification": decision.kind,
                    "date": document.meeting.date,
                }
            )


def _votes(document: Protokoll) -> Iterator[Json]:
    ids = {name: x.id for x in document.people for name in (x.name, *x.names_as_written)}
    number = 0
    for item in document.items:
        for vote in item.votes:
            number += 1
            only = len(item.decisions) == 1
            yield known(
                {
                    "id": _id(document, f"vote/{number}"),
                    "identifier": item.label,
                    "motion_id": _id(document, item.decisions[0].id) if only else None,
                    "organization_id": _id(document, "body") if document.meeting.body.name else None,
                    "legislative_session_id": _id(document, "meeting"),
                    "start_date": document.meeting.date,
                    "counts": list(_counts(vote)),
                    "votes": list(_voters(document, vote, ids)),
                }
            )


def _counts(vote: Vote) -> Iterator[Json]:
    for side in _SIDES:
        count = getattr(vote, side)
        if count is not None:
            yield {"option": side, "value": count}


def _voters(document: Protokoll, vote: Vote, ids: dict[str, str]) -> Iterator[Json]:
    """Named votes; a name that no person of the document bears stands in ``voter``."""
    for side in _SIDES:
        for name in getattr(vote, f"named_{side}"):
            person = ids.get(name)
            voter = {"voter_id": _id(document, person)} if person else {}
            yield {**voter, "voter": {"name": name}, "option": side}

"""OParl (oparl.org, 1.1): the meeting with its agenda items, body, organisation and people.

A file is shaped like an answer of an OParl server that lists one document's objects. Addresses
are made from a base that whoever publishes the files chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from protokoll_extract.export.each import json_bytes, known, write_each
from protokoll_extract.model.protokoll import Item, Protokoll

Json = dict[str, Any]
SCHEMA = "https://schema.oparl.org/1.1"
BASE_URL = "https://protokoll-extract.example/oparl"
_ZONE = ZoneInfo("Europe/Stockholm")
CARRIES = frozenset(
    {"id", "source.name", "source.sha256", "source.media_type", "meeting.title", "meeting.date"}
    | {"meeting.start_time", "meeting.end_date", "meeting.end_time", "meeting.place.raw"}
    | {"meeting.body.name", "meeting.body.classification", "meeting.body.issuer", "people[].id"}
    | {"people[].name", "items[].number", "items[].title", "items[].outcome", "items[].decisions[].text"}
)


def write_oparl(
    documents: Iterable[Protokoll], folder: Path, *, base_url: str | None = None
) -> dict[str, int]:
    """One ``<id>.json`` for each document in ``folder``."""
    render = partial(oparl, base=(base_url or BASE_URL).rstrip("/"))
    return write_each(documents, folder, ".json", lambda document: json_bytes(render(document)))


def oparl(document: Protokoll, base: str = BASE_URL) -> Json:
    """The document's objects as an OParl list."""
    objects = list(_objects(document, f"{base}/{document.id}"))
    return {"data": objects, "pagination": {"totalElements": len(objects)}, "links": {}}


def _type(name: str) -> str:
    return f"{SCHEMA}/{name}"


def _objects(document: Protokoll, at: str) -> Iterator[Json]:
    meeting, body = document.meeting, document.meeting.body
    owner = body.issuer or body.name
    if owner is not None:
        yield {"id": f"{at}/body", "type": _type("Body"), "name": owner}
    if body.name is not None:
        yield known(
            {
                "id": f"{at}/organization",
                "type": _type("Organization"),
                "body": f"{at}/body",
                "name": body.name,
                "classification": body.classification,
            }
        )
    for person in document.people:
        yield {"id": f"{at}/person/{person.id}", "type": _type("Person"), "name": person.name}
    present = [x.person for x in document.attendance if x.present and x.person is not None]
    yield known(
        {
            "id": f"{at}/meeting",
            "type": _type("Meeting"),
            "name": meeting.title,
            "start": _moment(meeting.date, meeting.start_time),
            "end": _moment(meeting.end_date or meeting.date, meeting.end_time),
            "location": _location(document, at),
            "organization": [f"{at}/organization"] if body.name is not None else [],
            "participant": [f"{at}/person/{x}" for x in dict.fromkeys(present)],
            "resultsProtocol": _file(document, at),
            "agendaItem": [_agenda_item(x, n, at) for n, x in enumerate(document.items, start=1)],
        }
    )


def _location(document: Protokoll, at: str) -> Json | None:
    place = document.meeting.place.raw
    if place is None:
        return None
    return {"id": f"{at}/location", "type": _type("Location"), "description": place}


def _file(document: Protokoll, at: str) -> Json:
    return {
        "id": f"{at}/file",
        "type": _type("File"),
        "name": document.source.name,
        "fileName": document.source.name,
        "mimeType": document.source.media_type,
        "protokoll:sha256": document.source.sha256,
    }


def _agenda_item(item: Item, order: int, at: str) -> Json:
    return known(
        {
            "id": f"{at}/agenda-item/{order}",
            "type": _type("AgendaItem"),
            "number": item.number,
            "order": order,
            "name": item.title,
            "result": item.outcome,
            "resolutionText": "\n".join(x.text for x in item.decisions) or None,
        }
    )


def _moment(date: str | None, time: str | None) -> str | None:
    """Date and time with the zone's offset; None where the minutes state one of them only."""
    if date is None or time is None or len(date) != 10:
        return None
    return datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=_ZONE).isoformat()

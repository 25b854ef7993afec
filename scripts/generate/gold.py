"""What a generated document states, in the gold format."""

from __future__ import annotations

from typing import Any

from generate.document import Document
from generate.front import number, title
from generate.item import Item, stated
from generate.meeting import Matter
from generate.roll import records, there
from generate.sheet import Block


def _distinct(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _amount(raw: str, value: str, matter: Matter) -> dict[str, Any]:
    """A sum with what the text says of it; in a decision point it is decided or proposed."""
    sek, slot = value.split("|", 1)
    if slot.startswith("cell:"):
        _, label, status, period = slot.split(":")
        return {"raw": raw, "sek": sek, "label": label, "status": status, "period": period, "decided": False}
    point = slot.endswith(".point")
    facts = dict(matter.facts.get(slot, {}))
    if point:
        facts["status"] = "proposed" if matter.to_higher else "decided"
    return {"raw": raw, "sek": sek, "decided": point, **facts}


def _item(item: Item, matter: Matter) -> dict[str, Any]:
    blocks: list[Block] = [*item.heads, *item.blocks]
    return {
        "number": item.number,
        "title": item.title,
        "diary_numbers": item.diary_numbers,
        "decisions": [{"text": text, "kind": kind} for text, kind in item.decisions],
        "proposals": [{"by": by, "party": party, "text": text} for by, party, text in item.proposals],
        "votes": item.votes,
        "dissent": [{"kind": kind, "by": by} for kind, by in item.dissent],
        "recusals": item.recusals,
        "amounts": [_amount(raw, value, matter) for raw, value in stated(blocks, "money", "cell")],
        "percentages": [raw for raw, _ in stated(blocks, "percent")],
        "laws": [raw for raw, _ in stated(blocks, "law")],
        "recipients": item.recipients,
    }


def gold(document: Document, file: str) -> dict[str, Any]:
    """The gold of a document that is kept as ``file``."""
    meeting, style = document.meeting, document.style
    fields = style.fields
    matters = {str(matter.number): matter for matter in meeting.matters}
    numbers = [item.number for item in document.items]
    ranged = "range" in fields
    people = [value for _, value in stated(document.blocks, "person")]
    organisations = [value for _, value in stated(document.blocks, "organisation")]
    listed_secretary = any(row["name"] == meeting.secretary.name for row in records(meeting, style))
    body, issuer = meeting.body.name, meeting.body.issuer or None
    named = (
        "body" in (style.opening + " ".join(fields)) or "{genitive}" in style.title or "{noun}" in style.title
    )
    if not named and issuer:
        body, issuer = issuer, None
    return {
        "file": file,
        "scope": "whole",
        "meeting": {
            "body": body,
            "issuer": issuer,
            "title": title(meeting, style) if "title" in style.opening else None,
            "number": number(meeting, style),
            "date": meeting.date.isoformat(),
            "end_date": None,
            "start_time": meeting.start,
            "end_time": meeting.end,
            "place": meeting.venue,
            "diary_numbers": [],
            "first_paragraph": str(meeting.first) if ranged else numbers[0],
            "last_paragraph": str(meeting.last) if ranged else numbers[-1],
            "chair": meeting.chair.name,
            "secretary": meeting.secretary.name
            if "secretary" in fields or listed_secretary or style.signatures
            else None,
            "adjusters": [seat.name for seat in meeting.adjusters],
            "adjustment_date": meeting.adjusted.isoformat() if "adjustment" in fields else None,
        },
        "attendance": records(meeting, style),
        "contents": [{"number": n, "title": t} for n, t in document.contents] if style.contents else [],
        "items": [
            _item(item, matters[item.number]) | there(meeting, style, matters[item.number])
            for item in document.items
        ],
        "organisations": _distinct([*([body] if named else []), *organisations]),
        "people": _distinct(people),
        "all_numbers": numbers,
        "faults": document.faults,
        "style": style.name,
        "notes": "Made from a seed; nobody in it exists. Organisations are those the generator marks.",
    }

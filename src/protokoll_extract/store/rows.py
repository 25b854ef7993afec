"""A document as rows of the archive's tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from protokoll_extract.store import diary
from protokoll_extract.store.acts import Act, acts_of
from protokoll_extract.store.facets import counted_row
from protokoll_extract.store.marks import mark
from protokoll_extract.store.names import item_slugs, slug
from protokoll_extract.store.reading import Document, Json, children, record, words_of
from protokoll_extract.store.words import folded

Rows = dict[str, list[dict[str, Any]]]
_VOICES = frozenset({"proposals", "vote", "reservation", "statement", "special_opinion", "note", "procedure"})


def document_row(document: Document, json_sha256: str, first_item: int) -> dict[str, Any]:
    source, meeting = record(document.json, "source"), document.meeting
    labels = record(meeting, "paragraphs")
    plain = ("title", "number", "date", "end_date", "start_time", "end_time", "chair", "secretary")
    place = record(meeting, "place")
    return {
        "id": document.id,
        "sha256": source.get("sha256") or "",
        "json_sha256": json_sha256,
        "first_item": first_item,
        "name": source.get("name"),
        "media_type": source.get("media_type"),
        "pages": source.get("pages"),
        "body_id": document.body_id,
        **{key: meeting.get(key) for key in plain},
        "place": place.get("raw") or place.get("name"),
        "first_paragraph": labels.get("first"),
        "last_paragraph": labels.get("last"),
        "adjusted_on": record(meeting, "adjustment").get("date"),
        "schema_version": document.json.get("schema_version"),
    }


def rows_of(document: Document, item_ids: list[int]) -> Rows:
    """Table → its rows, for the items with these numbers."""
    rows: Rows = {table: [] for table in _ORDER}
    rows["issuer"].append({"id": document.issuer_id, "name": document.body.get("issuer")})
    rows["body"].append(
        {
            "id": document.body_id,
            "issuer_id": document.issuer_id,
            "name": document.body.get("name"),
            "classification": document.body.get("classification"),
        }
    )
    _attendance(document, rows)
    _organisations(document, item_ids, rows)
    _money(document, item_ids, rows)
    _references(document, item_ids, rows)
    slugs = item_slugs([item.get("number") for item in document.items])
    for position, item in enumerate(document.items):
        _item(document, position, item, item_ids[position], slugs[position], rows)
    for position, finding in enumerate(children(document.json, "findings")):
        pages = [part.get("page") for part in children(finding, "parts")]
        plain = {key: finding.get(key) for key in ("code", "severity", "message")}
        page = pages[0] if pages else None
        rows["finding"].append({"document_id": document.id, "position": position, **plain, "page": page})
    rows["evidence"] += _evidence(document)
    return rows


_ORDER = (
    "issuer", "body", "person", "organisation", "item", "item_counted", "item_text", "decision", "proposal",
    "vote", "dissent", "act", "mandate", "organisation_item", "amount", "reference", "diary_number",
    "finding", "evidence",
)  # fmt: skip


def _person(document: Document, person_id: str | None, name: str | None, rows: Rows) -> None:
    if person_id and name:
        plain = document.by_name.get(name, {}).get("name") or name
        entry = {"id": person_id, "issuer_id": document.issuer_id, "name": plain, "folded": slug(plain)}
        rows["person"].append(entry)


def _attendance(document: Document, rows: Rows) -> None:
    for position, row in enumerate(children(document.json, "attendance")):
        person = document.by_id.get(str(row.get("person")), {})
        person_id = document.archive_id(person) if person else None
        _person(document, person_id, person.get("name"), rows)
        party = record(row, "party")
        plain = ("name", "role", "capacity", "organisation", "serves_for")
        rows["mandate"].append(
            {
                "document_id": document.id,
                "position": position,
                "person_id": person_id,
                **{key: row.get(key) for key in plain},
                "party": party.get("id") or party.get("raw"),
                "present": _flag(row.get("present")),
                "serving": _flag(row.get("serving")),
            }
        )


def _flag(value: Any) -> int | None:
    return None if value is None else int(bool(value))


def _organisations(document: Document, item_ids: list[int], rows: Rows) -> None:
    for n, organisation in enumerate(children(document.json, "organisations")):
        name = organisation.get("name")
        if not name:
            continue
        rows["organisation"].append(
            {"id": slug(name), "name": name, "folded": folded(name.lower()), "kind": organisation.get("kind")}
        )
        count: dict[int, int] = {}
        for m in range(len(children(organisation, "mentions"))):
            for position in document.items_at(f"/organisations/{n}/mentions/{m}/text"):
                count[position] = count.get(position, 0) + 1
        for position, mentions in count.items():
            entry = {"organisation_id": slug(name), "item_id": item_ids[position], "mentions": mentions}
            rows["organisation_item"].append(entry)


def _money(document: Document, item_ids: list[int], rows: Rows) -> None:
    plain = (
        "raw",
        "value",
        "currency",
        "bound",
        "status",
        "purpose",
        "payer",
        "recipient",
        "period",
        "programme",
    )
    for n, amount in enumerate(children(document.json, "amounts")):
        position = document.item_positions.get(str(amount.get("item")))
        value = amount.get("value")
        rows["amount"].append(
            {
                "document_id": document.id,
                "position": n,
                "item_id": None if position is None else item_ids[position],
                "in_decision": int(bool(amount.get("decision"))),
                **{key: amount.get(key) for key in plain},
                "number": float(value) if value else None,
                "label": amount.get("label"),
                "page": document.page_of(f"/amounts/{n}/raw"),
            }
        )


def _references(document: Document, item_ids: list[int], rows: Rows) -> None:
    plain = ("kind", "raw", "value", "sfs", "chapter", "section")
    for n, reference in enumerate(children(document.json, "references")):
        position = document.item_positions.get(str(reference.get("item")))
        rows["reference"].append(
            {
                "document_id": document.id,
                "position": n,
                "item_id": None if position is None else item_ids[position],
                **{key: reference.get(key) for key in plain},
                "page": document.page_of(f"/references/{n}/raw"),
            }
        )


def _item(document: Document, position: int, item: Json, item_id: int, slug_: str, rows: Rows) -> None:
    acts = list(acts_of(document, position))
    decisions, votes = children(item, "decisions"), children(item, "votes")
    kinds = sorted({str(d["kind"]) for d in decisions if d.get("kind")})
    parties = sorted({str(act["party"]) for act in acts if act["party"]})
    day = document.meeting.get("date")
    reservation = any(d.get("kind") == "reservation" for d in children(item, "dissent"))
    pages = record(item, "pages")
    entry = {
        "id": item_id,
        "document_id": document.id,
        "body_id": document.body_id,
        "position": position,
        "slug": slug_,
        **{key: item.get(key) for key in ("number", "label", "title", "outcome")},
        "date": day,
        "year": day[:4] if day else None,
        "first_page": pages.get("first"),
        "last_page": pages.get("last"),
        "kinds": " ".join(kinds),
        "parties": " ".join(parties),
        "decisions": len(decisions),
        "has_vote": int(bool(votes)),
        "has_reservation": int(reservation),
    }
    rows["item"].append(entry)
    rows["item_counted"].append(counted_row(entry))
    diaries = _diary_numbers(item)
    named = [row for row in rows["organisation_item"] if row["item_id"] == item_id]
    texts = _texts(item)
    numbers = {*diaries, *(key for text in texts.values() for key in diary.keys_in(text))}
    marks = " ".join(_marks(document, entry, acts, numbers, named))
    rows["item_text"].append({"item_id": item_id, **texts, "marks": marks})
    rows["diary_number"] += [{"item_id": item_id, **each} for each in diaries.values()]
    for n, act in enumerate(acts):
        _person(document, act["person_id"], act["name"], rows)  # type: ignore[arg-type]
        rows["act"].append({"item_id": item_id, "position": n, **act})
    _parts(document, position, item, item_id, rows)


def _parts(document: Document, position: int, item: Json, item_id: int, rows: Rows) -> None:
    fields = (
        "number",
        "text",
        "kind",
        "label_sv",
        "decided_by",
        "proposed_to",
        "assigned_to",
        "due",
        "due_date",
    )
    for n, decision in enumerate(children(item, "decisions")):
        page = document.page_of(f"/items/{position}/decisions/{n}/text")
        values = {"name": decision.get("id"), **{key: decision.get(key) for key in fields}, "page": page}
        rows["decision"].append({"item_id": item_id, "position": n, **values})
    for table, key, names in (
        ("proposal", "proposals", ("kind", "text")),
        ("vote", "votes", ("kind", "yes", "no", "abstain", "absent", "yes_means", "no_means", "winner")),
        ("dissent", "dissent", ("kind", "text", "target")),
    ):
        for n, part in enumerate(children(item, key)):
            rows[table].append(
                {"item_id": item_id, "position": n, **{name: part.get(name) for name in names}}
            )


def _texts(item: Json) -> dict[str, str]:
    """The four parts of a § that are searched, the decision before what was said and what lay behind."""
    decision = [str(d.get("text") or "") for d in children(item, "decisions")]
    voice: list[str] = []
    background: list[str] = []
    for section in children(item, "sections"):
        text = str(section.get("text") or "")
        if section.get("kind") == "decision":
            decision.append(text)
        else:
            (voice if section.get("kind") in _VOICES else background).append(text)
    for key in ("proposals", "dissent", "statements"):
        voice += [str(each.get("text") or "") for each in children(item, key)]
    return {
        "title": str(item.get("title") or ""),
        "decision": "\n".join(_without_repeats(decision)),
        "voice": "\n".join(_without_repeats(voice)),
        "background": "\n".join(_without_repeats([*background, *words_of(item, "recipients")])),
    }


def _without_repeats(texts: list[str]) -> list[str]:
    """A text that stands within another one is searched once."""
    longest = sorted(dict.fromkeys(filter(None, texts)), key=len, reverse=True)
    kept: list[str] = []
    for text in longest:
        if not any(text in other for other in kept):
            kept.append(text)
    return sorted(kept, key=texts.index)


def _diary_numbers(item: Json) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in children(item, "diary_numbers"):
        key = diary.key(str(each.get("value") or each.get("raw") or ""))
        if key:
            found.setdefault(key, {"key": key, "raw": each.get("raw"), "value": each.get("value")})
    return found


def _marks(
    document: Document, entry: Json, acts: list[Act], numbers: set[str], named: list[Json]
) -> Iterator[str]:
    yield mark("all")
    yield mark("issuer", document.issuer_id)
    yield mark("body", document.body_id)
    for kind in str(entry["kinds"]).split():
        yield mark("kind", kind)
    if entry["outcome"]:
        yield mark("outcome", str(entry["outcome"]))
    for party in str(entry["parties"]).split():
        yield mark("party", party)
    for person in sorted({str(act["person_id"]) for act in acts if act["person_id"]}):
        yield mark("person", person)
    for number in sorted({*numbers, *(key.split(" ", 1)[1] for key in numbers if key.count(" ") == 2)}):
        yield mark("diary", number)
    for row in named:
        yield mark("organisation", str(row["organisation_id"]))
    if entry["has_vote"]:
        yield mark("vote")
    if entry["has_reservation"]:
        yield mark("reservation")


# The values whose places are kept as rows; all places are in the document's JSON.
_KEPT = ("/title", "/text", "/yes", "/no", "/abstain", "/raw")


def _evidence(document: Document) -> Iterator[dict[str, Any]]:
    for entry in children(document.json, "evidence"):
        pointer = str(entry.get("pointer"))
        inside = pointer.startswith(("/items/", "/amounts/")) and "/sections/" not in pointer
        if not (inside and pointer.endswith(_KEPT)) and not pointer.startswith("/meeting/"):
            continue
        for n, part in enumerate(children(entry, "parts")):
            box = part.get("box") or [None] * 4
            sides = dict(zip(("x0", "top", "x1", "bottom"), box, strict=True))
            rest = {"status": entry.get("status"), "page": part.get("page"), "quote": part.get("quote")}
            yield {"document_id": document.id, "pointer": pointer, "part": n, **sides, **rest}

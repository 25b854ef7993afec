"""A saved search as a feed: Atom and JSON Feed, the newest §§ first."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from fastapi import APIRouter, Request
from fastapi.responses import Response

from protokoll_extract.store.database import Database
from protokoll_extract.store.results import Result, results
from protokoll_extract.store.search import LAST_ROW, search
from protokoll_extract.web.asked import Asked, asked
from protokoll_extract.web.desk import desk_of
from protokoll_extract.web.filter_names import filter_names
from protokoll_extract.web.swedish import label

router = APIRouter(include_in_schema=False)
_ROWS = 50
_ATOM = "http://www.w3.org/2005/Atom"


def _found(request: Request) -> tuple[Asked, list[Result], str, str | None]:
    """What is asked, the §§ of one page of it, the desk's address and the query of the next page."""
    database = desk_of(request).database
    question = asked(request.query_params)
    first = (question.page - 1) * _ROWS
    # What is watched for is never read as something else.
    answer = search(
        database, question.typed, question.filters, order="newest", first=first, rows=_ROWS, as_typed=True
    )
    more = question.query(sida=question.page + 1) if first + _ROWS < min(answer.total, LAST_ROW) else None
    return question, results(database, answer), str(request.base_url).rstrip("/"), more


def _title(database: Database, question: Asked) -> str:
    names = filter_names(database, question.filters)
    chosen = [names.get((name, value), value) for name, value in question.filters.chosen()]
    return "Beslutsarkivet: " + (", ".join(filter(None, [question.typed, *chosen])) or "allt")


def _address(base: str, each: Result) -> str:
    return f"{base}/protokoll/{each.item['document_id']}/{each.item['slug']}"


def _headline(each: Result) -> str:
    item = each.item
    return " ".join(part for part in (item["body"], item["label"], item["title"]) if part) or "Paragraf"


def _text(each: Result) -> str:
    said = [str(decision["text"]) for decision in each.decisions if decision["text"]]
    for vote in each.votes:
        if vote["yes"] is not None and vote["no"] is not None:
            said.append(f"Omröstning: {vote['yes']} ja, {vote['no']} nej.")
    return "\n".join(said)


@router.get("/flode.atom")
def atom(request: Request) -> Response:
    question, found, base, more = _found(request)
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"xml:lang": "sv"})

    def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = _printable(text) or None
        return element

    add(feed, "title", _title(desk_of(request).database, question))
    add(feed, "id", f"{base}/flode.atom?{question.query()}")
    add(feed, "link", rel="self", href=f"{base}/flode.atom?{question.query(sida=question.page)}")
    add(feed, "link", rel="alternate", href=f"{base}/sok?{question.query()}")
    if more:
        add(feed, "link", rel="next", href=f"{base}/flode.atom?{more}")
    days = [each.item["date"] for each in found if len(each.item["date"] or "") == 10]
    add(feed, "updated", _instant(max(days, default="1970-01-01")))
    add(add(feed, "author"), "name", "Beslutsarkivet")
    for each in found:
        entry = add(feed, "entry")
        add(entry, "title", _headline(each))
        add(entry, "id", _address(base, each))
        add(entry, "link", href=_address(base, each))
        day = each.item["date"] or ""
        add(entry, "updated", _instant(day if len(day) == 10 else "1970-01-01"))
        for kind in each.item["kinds"].split():
            add(entry, "category", term=kind, label=label("kind", kind))
        add(entry, "summary", _text(each))
    content = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(content, media_type="application/atom+xml")


@router.get("/flode.json")
def json_feed(request: Request) -> Response:
    question, found, base, more = _found(request)
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(desk_of(request).database, question),
        "language": "sv",
        "home_page_url": f"{base}/sok?{question.query()}",
        "feed_url": f"{base}/flode.json?{question.query(sida=question.page)}",
        **({"next_url": f"{base}/flode.json?{more}"} if more else {}),
        "items": [
            {
                "id": _address(base, each),
                "url": _address(base, each),
                "title": _headline(each),
                "content_text": _text(each),
                **(
                    {"date_published": _instant(each.item["date"])}
                    if len(each.item["date"] or "") == 10
                    else {}
                ),
                "tags": [label("kind", kind) for kind in each.item["kinds"].split()],
            }
            for each in found
        ],
    }
    text = json.dumps(content, ensure_ascii=False)
    return Response(text.encode("utf-8"), media_type="application/feed+json")


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")

"""The pages one reads: start, search, minutes, §."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import Response

from protokoll_extract.store import documents, matters, overview, people
from protokoll_extract.store.documents import read_document
from protokoll_extract.store.hints import found_apart, hints
from protokoll_extract.store.reading import Json, children
from protokoll_extract.store.results import items_of, plain_results, results
from protokoll_extract.store.search import MOST_ROWS, search
from protokoll_extract.web.asked import ROWS, SWEDISH, Asked, asked
from protokoll_extract.web.charts import dots, time_line
from protokoll_extract.web.desk import DOCUMENT_ID, SLUG, desk_of, page
from protokoll_extract.web.excerpt import pieces
from protokoll_extract.web.files import is_given_out
from protokoll_extract.web.filter_names import SHOWN, filter_names
from protokoll_extract.web.paragraph import citation, paragraph

router = APIRouter(include_in_schema=False)
DocumentId = Annotated[str, Path(pattern=DOCUMENT_ID)]
Slug = Annotated[str, Path(pattern=SLUG)]
_BODIES_ON_START = 12
_GRAVE = {"loss": 0, "doubt": 1, "info": 2}


@router.get("/")
def start(request: Request) -> Response:
    database = desk_of(request).database
    bodies = overview.bodies(database, _BODIES_ON_START)
    meetings = overview.meetings(database, [each["id"] for each in bodies])
    line = time_line([m["date"] for found in meetings.values() for m in found])
    rows = [
        (
            each,
            dots(line, meetings[each["id"]]) if line else [],
            overview.completeness(database, each["id"])[:1] if each["name"] else [],
        )
        for each in bodies
    ]
    return page(
        request,
        "start.html",
        counts=overview.counts(database),
        bodies=rows,
        line=line,
        latest=plain_results(database, overview.latest_items(database, rows=6)),
        votes=plain_results(database, overview.latest_items(database, votes=True, rows=4)),
        asked=Asked(),
    )


@router.get("/sok")
def find(request: Request) -> Response:
    database = desk_of(request).database
    question = asked(request.query_params)
    answer = search(
        database, question.typed, question.filters,
        order=question.own_order, first=question.first, rows=ROWS,
    )  # fmt: skip
    pages = -(-min(answer.total, MOST_ROWS) // ROWS)
    return page(
        request,
        "search.html",
        asked=question,
        answer=answer,
        found=results(database, answer),
        pages=pages,
        cases=[key for key in answer.question.diary if matters.case_size(database, key) > 1],
        shown=SHOWN,
        most_rows=MOST_ROWS,
        names=filter_names(database, question.filters, answer.facets),
        people=people.people_named(database, question.typed),
        organisations=people.organisations_named(database, question.typed),
        hints=[
            (hint, replace(question, typed=hint.typed, filters=hint.filters, page=1))
            for hint in hints(database, question.typed, question.filters)
        ],
        apart=[] if answer.total else found_apart(database, question.typed, question.filters),
        swedish=SWEDISH,
    )


@router.get("/protokoll/{identity}")
def minutes(request: Request, identity: DocumentId) -> Response:
    database = desk_of(request).database
    row = documents.document_row(database, identity)
    document = read_document(database, identity)
    if row is None or document is None:
        raise HTTPException(404)
    return page(
        request,
        "minutes.html",
        row=row,
        document=document,
        items=plain_results(
            database, [each["id"] for each in documents.items_of_document(database, identity)]
        ),
        attendance=[
            (each, document.by_id.get(str(each.get("person")), {}))
            for each in children(document.json, "attendance")
        ],
        findings=_noticed(document.json),
        sizes=documents.page_size(database, identity),
        has_file=is_given_out(database, identity),
    )


def _noticed(document: Json) -> list[dict[str, Any]]:
    """The findings of a document, one for each code, the gravest first, with the pages they are seen on."""
    found: dict[str, dict[str, Any]] = {}
    for each in children(document, "findings"):
        code = str(each.get("code"))
        known = found.setdefault(code, {"code": code, "severity": each.get("severity"), "pages": set()})
        known["pages"] |= {part["page"] for part in children(each, "parts") if part.get("page")}
    return sorted(found.values(), key=lambda each: _GRAVE.get(str(each["severity"]), 3))


@router.get("/protokoll/{identity}/{slug}")
def one_paragraph(request: Request, identity: DocumentId, slug: Slug) -> Response:
    database = desk_of(request).database
    row = documents.document_row(database, identity)
    item = documents.item_row(database, identity, slug)
    document = read_document(database, identity)
    if row is None or item is None or document is None:
        raise HTTPException(404)
    around = documents.items_of_document(database, identity)
    position = next(n for n, each in enumerate(around) if each["id"] == item["id"])
    shown = paragraph(database, document, item)
    return page(
        request,
        "paragraph.html",
        row=row,
        item=items_of(database, [item["id"]])[0],
        shown=shown,
        before=around[position - 1] if position else None,
        after=around[position + 1] if position + 1 < len(around) else None,
        citation=citation(row, item, row["name"]),
        excerpt=[] if shown.sheets else pieces(database, shown),
        has_file=is_given_out(database, identity),
    )

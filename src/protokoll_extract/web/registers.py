"""The pages one looks things up in: people, organisations, bodies, cases, money, the archive's quality."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from protokoll_extract.store import documents, matters, overview, people
from protokoll_extract.web.charts import dots, plot, time_line
from protokoll_extract.web.desk import SLUG, desk_of, page

router = APIRouter(include_in_schema=False)
Identity = Annotated[str, Path(pattern=SLUG)]
_ROWS = 50
_VOTES = ("yes", "no", "abstain", "absent")


def page_number(request: Request) -> int:
    typed = request.query_params.get("sida", "1")
    return max(1, min(200, int(typed))) if typed.isdecimal() and len(typed) < 6 else 1


@router.get("/person/{identity}")
def person(request: Request, identity: Identity) -> Response:
    database = desk_of(request).database
    row = people.person(database, identity)
    if row is None:
        raise HTTPException(404)
    acts = people.acts(database, identity)
    return page(
        request,
        "person.html",
        person=row,
        mandates=people.mandates(database, identity),
        attendance=people.attendance(database, identity),
        votes=[act for act in acts if act["kind"] in _VOTES],
        dissent=[act for act in acts if act["kind"] in {"reservation", "special_opinion", "note"}],
        others=[
            act for act in acts if act["kind"] not in {*_VOTES, "reservation", "special_opinion", "note"}
        ],
        tally=Counter(act["kind"] for act in acts),
    )


@router.get("/organisation/{identity}")
def organisation(request: Request, identity: Identity) -> Response:
    database = desk_of(request).database
    row = people.organisation(database, identity)
    if row is None:
        raise HTTPException(404)
    return page(
        request, "organisation.html", organisation=row, items=people.organisation_items(database, identity)
    )


@router.get("/organ")
def bodies(request: Request) -> Response:
    return page(request, "bodies.html", bodies=overview.bodies(desk_of(request).database))


@router.get("/organ/{identity}")
def body(request: Request, identity: Identity) -> Response:
    database = desk_of(request).database
    row = overview.body(database, identity)
    if row is None:
        raise HTTPException(404)
    meetings = overview.meetings(database, [identity])[identity]
    line = time_line([meeting["date"] for meeting in meetings])
    return page(
        request,
        "body.html",
        body=row,
        line=line,
        dots=dots(line, meetings) if line else [],
        years=overview.completeness(database, identity),
        meetings=documents.documents(database, identity, rows=200),
    )


@router.get("/arende/{address}")
def case(request: Request, address: Identity) -> Response:
    items = matters.case_items(desk_of(request).database, matters.case_key(address))
    if not items:
        raise HTTPException(404)
    return page(request, "case.html", items=items, name=items[0]["value"] or items[0]["raw"])


@router.get("/belopp")
def amounts(request: Request, organ: Annotated[str, Query(max_length=200)] = "") -> Response:
    database = desk_of(request).database
    sort = request.query_params.get("ordning", "storst")
    sort = sort if sort in matters.SORTS else "storst"
    decided = request.query_params.get("beslut") == "1"
    number = page_number(request)
    rows, total = matters.amounts(
        database, body=organ or None, in_decision=decided, sort=sort, first=(number - 1) * _ROWS, rows=_ROWS
    )
    return page(
        request, "amounts.html", rows=rows, total=total, plot=plot(rows), sort=sort, decided=decided,
        body=overview.body(database, organ) if organ else None, organ=organ,
        number=number, pages=-(-total // _ROWS),
    )  # fmt: skip


@router.get("/kvalitet")
def quality(request: Request) -> Response:
    database = desk_of(request).database
    code = request.query_params.get("kod") or None
    number = page_number(request)
    rows, codes = matters.findings(database, code=code, first=(number - 1) * _ROWS, rows=_ROWS)
    total = sum(each["n"] for each in codes if code in (None, each["code"]))
    return page(
        request, "quality.html", rows=rows, codes=codes, code=code, counts=overview.counts(database),
        number=number, pages=-(-total // _ROWS),
        bodies=[
            (each, overview.completeness(database, each["id"])) for each in overview.bodies(database, 30)
        ],
    )  # fmt: skip


@router.get("/om")
def about(request: Request) -> Response:
    return page(request, "about.html", counts=overview.counts(desk_of(request).database))

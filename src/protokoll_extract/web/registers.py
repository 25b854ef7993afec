"""The pages one looks things up in: people, organisations, bodies, cases, money, the archive's quality."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from protokoll_extract.store import documents, matters, overview, people
from protokoll_extract.store.results import Result, plain_results
from protokoll_extract.store.search import MOST_ROWS
from protokoll_extract.web.charts import dots, plot, time_line
from protokoll_extract.web.desk import SLUG, desk_of, page

router = APIRouter(include_in_schema=False)
Identity = Annotated[str, Path(pattern=SLUG)]
_ROWS, _BODIES, _MEETINGS = 50, 200, 200
_LAST_PAGE = 200
# Bodies whose §§ are counted for the page on quality.
_LOOKED_AT = 30
_MEETING_TALLY = ("listed", "there", "away")
_VOTES = ("yes", "no", "abstain", "absent")
_DISSENT = ("reservation", "special_opinion", "note", "statement", "not_participating", "vote_explanation")


def page_number(request: Request) -> int:
    typed = request.query_params.get("sida", "1")
    return max(1, min(_LAST_PAGE, int(typed))) if typed.isdecimal() and len(typed) < 6 else 1


def pages(total: int) -> int:
    """How many pages a list has, as far as one can leaf."""
    return min(_LAST_PAGE, -(-total // _ROWS))


@router.get("/person/{identity}")
def person(request: Request, identity: Identity) -> Response:
    database = desk_of(request).database
    row = people.person(database, identity)
    if row is None:
        raise HTTPException(404)
    acts = people.acts(database, identity)
    tally = people.tally(database, identity)
    groups = {
        "votes": _VOTES,
        "dissent": _DISSENT,
        "others": {*tally} - {*_VOTES, *_DISSENT, *_MEETING_TALLY},
    }
    return page(
        request,
        "person.html",
        person=row,
        parties=people.parties_of(database, identity),
        mandates=people.mandates(database, identity),
        attendance=people.attendance(database, identity),
        votes=[act for act in acts if act["kind"] in _VOTES],
        dissent=[act for act in acts if act["kind"] in _DISSENT],
        others=[act for act in acts if act["kind"] not in {*_VOTES, *_DISSENT}],
        tally=tally,
        totals={name: sum(tally[kind] for kind in kinds) for name, kinds in groups.items()},
    )


@router.get("/organisation/{identity}")
def organisation(request: Request, identity: Identity) -> Response:
    database = desk_of(request).database
    row = people.organisation(database, identity)
    if row is None:
        raise HTTPException(404)
    number = page_number(request)
    items, total = people.organisation_items(database, identity, first=(number - 1) * _ROWS, rows=_ROWS)
    return page(
        request, "organisation.html", organisation=row, items=items, total=total,
        issuers=people.issuers_naming(database, identity),
        number=number, pages=pages(total),
    )  # fmt: skip


@router.get("/organ")
def bodies(request: Request) -> Response:
    typed = request.query_params.get("namn", "")[:200]
    number = page_number(request)
    found, total = overview.bodies_called(
        desk_of(request).database, typed, first=(number - 1) * _BODIES, rows=_BODIES
    )
    return page(
        request, "bodies.html", bodies=found, total=total, typed=typed,
        number=number, pages=-(-total // _BODIES),
    )  # fmt: skip


@router.get("/organ/{identity}")
def body(request: Request, identity: Identity) -> Response:
    database = desk_of(request).database
    row = overview.body(database, identity)
    if row is None:
        raise HTTPException(404)
    meetings = overview.meetings(database, [identity])[identity]
    number = page_number(request)
    # Minutes that do not say whose they are have no common time line.
    line = time_line([meeting["date"] for meeting in meetings]) if row["name"] else None
    return page(
        request,
        "body.html",
        body=row,
        line=line,
        dots=dots(line, meetings) if line else [],
        years=overview.completeness(database, identity) if row["name"] else [],
        meetings=documents.documents(database, identity, first=(number - 1) * _MEETINGS, rows=_MEETINGS),
        number=number,
        pages=-(-row["documents"] // _MEETINGS),
    )


@router.get("/arende/{address}")
def case(request: Request, address: Identity) -> Response:
    database = desk_of(request).database
    key = matters.case_key(address)
    items = matters.case_items(database, key)
    if not items:
        raise HTTPException(404)
    shown = {each.item["id"]: each for each in plain_results(database, [row["id"] for row in items])}
    by_issuer: dict[str, list[Result]] = {}
    for row in items:
        by_issuer.setdefault(row["issuer_id"] if row["issuer"] else "", []).append(shown[row["id"]])
    # The shortest spelling has nothing but the number.
    name = min((str(row["value"] or row["raw"]) for row in items), key=lambda text: (len(text), text))
    return page(
        request, "case.html", groups=list(by_issuer.values()), shown=len(items), name=name,
        total=matters.case_size(database, key) if len(items) == matters.MOST_OF_A_CASE else len(items),
    )  # fmt: skip


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
        request, "amounts.html", rows=rows, total=total, most_rows=MOST_ROWS, plot=plot(rows), sort=sort,
        decided=decided,
        body=overview.body(database, organ) if organ else None, organ=organ,
        number=number, pages=pages(total),
    )  # fmt: skip


@router.get("/kvalitet")
def quality(request: Request) -> Response:
    database = desk_of(request).database
    code = request.query_params.get("kod") or None
    number = page_number(request)
    rows, total = matters.findings_by_document(database, code=code, first=(number - 1) * _ROWS, rows=_ROWS)
    _, codes = matters.findings(database, code=code, rows=0)
    gaps = [
        (each, [year for year in overview.completeness(database, each["id"]) if year.missing])
        for each in overview.bodies(database, _LOOKED_AT)
        if each["name"]
    ]
    return page(
        request, "quality.html", rows=rows, codes=codes, code=code, counts=overview.counts(database),
        number=number, pages=pages(total),
        looked_at=_LOOKED_AT,
        bodies=[(each, years) for each, years in gaps if years],
    )  # fmt: skip


@router.get("/om")
def about(request: Request) -> Response:
    return page(request, "about.html", counts=overview.counts(desk_of(request).database))

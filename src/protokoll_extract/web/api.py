"""The archive as JSON for programs: paged, bounded, described by OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from protokoll_extract.store import documents, facets, matters, overview, people
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.results import results
from protokoll_extract.store.search import LAST_ROW, search
from protokoll_extract.web.desk import DOCUMENT_ID, SLUG, desk_of, page
from protokoll_extract.web.downloads import item_json

T = TypeVar("T")
_DAY = r"^(1[6-9]|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
First = Annotated[int, Query(ge=0, le=LAST_ROW, description="How many to skip")]
_MOST_ROWS = 100
Rows = Annotated[int, Query(ge=1, le=_MOST_ROWS, description="How many to give")]
Day = Annotated[str | None, Query(pattern=_DAY, description="Day, month or year")]
Sum = Annotated[float | None, Query(ge=0, le=1e15, description="Kronor")]
# Bounded so that the longest valid question still fits in an address.
_Id = Annotated[str, Query(pattern=r"^[a-z0-9.-]{1,170}$")]
_Code = Annotated[str, Query(pattern=r"^[a-z_]{1,40}$")]
_Party = Annotated[str, Query(pattern=r"^[0-9A-Za-zÅÄÖåäö -]{1,20}$")]
Ids = Annotated[list[_Id], Query(max_length=5)]
Codes = Annotated[list[_Code], Query(max_length=10)]
Parties = Annotated[list[_Party], Query(max_length=10)]
DocumentId = Annotated[str, Path(pattern=DOCUMENT_ID)]
Identity = Annotated[str, Path(pattern=SLUG)]


class Problem(BaseModel):
    """Why there is no answer."""

    code: str
    message: str


class Listing(BaseModel):
    """One page of a list."""

    model_config = ConfigDict(extra="allow")

    total: int | None
    items: list[dict[str, Any]]
    next: str | None


router = APIRouter(
    prefix="/api",
    tags=["archive"],
    responses={code: {"model": Problem} for code in (400, 404, 422)},
)


def _listing(
    request: Request, items: list[dict[str, Any]], first: int, rows: int, total: int | None, **more: Any
) -> Listing:
    there_is_more = len(items) == rows and (total is None or first + rows < total)
    following = None
    if there_is_more and first + rows <= LAST_ROW:
        pairs = [pair for pair in request.query_params.multi_items() if pair[0] not in {"first", "rows"}]
        following = f"{request.url.path}?{urlencode([*pairs, ('first', first + rows), ('rows', rows)])}"
    return Listing(total=total, items=items, next=following, **more)


@router.get("/search", summary="Search the §§ in Swedish")
def find(
    request: Request,
    q: Annotated[str, Query(max_length=500, description='Words, "phrases", -without, beginning*')] = "",
    issuer: Ids = [],  # noqa: B006
    body: Ids = [],  # noqa: B006
    party: Parties = [],  # noqa: B006
    person: Ids = [],  # noqa: B006
    organisation: Ids = [],  # noqa: B006
    kind: Codes = [],  # noqa: B006
    outcome: Codes = [],  # noqa: B006
    date_from: Day = None,
    date_to: Day = None,
    amount_from: Sum = None,
    amount_to: Sum = None,
    vote: bool = False,
    reservation: bool = False,
    order: Literal["best", "newest", "oldest"] = "best",
    first: First = 0,
    rows: Rows = 20,
) -> Listing:
    """§§ with their decisions, votes and sums. Filters of one kind mean any of them, several kinds all.

    Totals and facets are exact. Where more are found than are counted, `total` is null, `more_than` says
    how many are counted, and the facets are those of the newest.
    """
    filters = Filters(
        issuer=tuple(issuer), body=tuple(body), party=tuple(party), person=tuple(person),
        organisation=tuple(organisation), kind=tuple(kind), outcome=tuple(outcome),
        first_day=date_from, last_day=date_to, least=amount_from, most=amount_to,
        vote=vote, reservation=reservation,
    )  # fmt: skip
    database = desk_of(request).database
    answer = search(database, q, filters, order=order, first=first, rows=rows)
    items = [each.as_json() for each in results(database, answer)]
    notes = [{"note": note, "word": word} for note, word in answer.notes]
    more = {"more_than": facets.MOST_COUNTED} if answer.exact_total is None else {}
    return _listing(
        request, items, first, rows, answer.exact_total, facets=answer.facets, notes=notes, **more
    )


@router.get("/documents", summary="Minutes, newest first")
def list_documents(
    request: Request,
    body: Annotated[str | None, Query(max_length=200)] = None,
    first: First = 0,
    rows: Rows = 20,
) -> Listing:
    found = documents.documents(desk_of(request).database, body, first=first, rows=rows)
    hidden = {"first_item", "json_sha256"}
    items = [{key: value for key, value in row.items() if key not in hidden} for row in found]
    return _listing(request, items, first, rows, None)


@router.get("/documents/{document}", summary="One document as it was extracted")
def one_document(request: Request, document: DocumentId) -> dict[str, Any]:
    """Follows the contract's JSON Schema; personal data is masked."""
    return _or_404(documents.document_json(desk_of(request).database, document))


@router.get("/documents/{document}/{paragraph}", summary="One § with its places")
def one_paragraph(request: Request, document: DocumentId, paragraph: Identity) -> dict[str, Any]:
    database = desk_of(request).database
    row = _or_404(documents.item_row(database, document, paragraph))
    return item_json(database, document, int(row["position"]))


@router.get("/bodies", summary="Bodies, the latest first")
def list_bodies(
    request: Request,
    first: First = 0,
    rows: Annotated[int, Query(ge=1, le=1000, description="How many to give")] = 1000,
) -> Listing:
    database = desk_of(request).database
    _, total = overview.bodies_called(database, rows=0)
    return _listing(request, overview.bodies(database, rows, first), first, rows, total)


@router.get("/bodies/{body}", summary="One body: its meetings, and which §§ are there")
def one_body(request: Request, body: Identity) -> dict[str, Any]:
    database = desk_of(request).database
    row = _or_404(overview.body(database, body))
    years = [
        {"year": y.year, "there": y.there, "highest": y.highest, "missing": list(y.missing)}
        for y in overview.completeness(database, body)
    ]
    return {**row, "meetings": overview.meetings(database, [body])[body], "completeness": years}


@router.get("/people", summary="People by issuer and name")
def list_people(request: Request, first: First = 0, rows: Rows = 20) -> Listing:
    return _listing(
        request, people.people(desk_of(request).database, first=first, rows=rows), first, rows, None
    )


@router.get("/people/{person}", summary="One person: mandates, attendance, acts")
def one_person(request: Request, person: Identity) -> dict[str, Any]:
    """The same name within one issuer is taken for the same person."""
    database = desk_of(request).database
    row = _or_404(people.person(database, person))
    return {
        "id": row["id"],
        "name": row["name"],
        "issuer": row["issuer"],
        "mandates": people.mandates(database, person),
        "attendance": people.attendance(database, person),
        "acts": people.acts(database, person),
    }


@router.get("/organisations", summary="Organisations named in the minutes")
def list_organisations(request: Request, first: First = 0, rows: Rows = 20) -> Listing:
    found = people.organisations(desk_of(request).database, first=first, rows=rows)
    return _listing(request, found, first, rows, None)


@router.get("/organisations/{organisation}", summary="One organisation and the §§ that name it")
def one_organisation(request: Request, organisation: Identity, first: First = 0, rows: Rows = 20) -> Listing:
    database = desk_of(request).database
    row = _or_404(people.organisation(database, organisation))
    items, total = people.organisation_items(database, organisation, first=first, rows=rows)
    return _listing(request, items, first, rows, total, **row)


@router.get("/cases/{case}", summary="One diary number over meetings, as ks-2026-112")
def one_case(request: Request, case: Identity) -> Listing:
    found = matters.case_items(desk_of(request).database, matters.case_key(case))
    items = [{key: value for key, value in row.items() if key != "id"} for row in _or_404(found)]
    return Listing(total=len(items), items=items, next=None)


@router.get("/amounts", summary="Sums in kronor")
def list_amounts(
    request: Request,
    body: Annotated[str | None, Query(max_length=200)] = None,
    in_decision: bool = False,
    order: Literal["largest", "smallest", "newest", "oldest"] = "largest",
    first: First = 0,
    rows: Rows = 20,
) -> Listing:
    sort = {"largest": "storst", "smallest": "minst", "newest": "nyast", "oldest": "aldst"}[order]
    items, total = matters.amounts(
        desk_of(request).database, body=body, in_decision=in_decision, sort=sort, first=first, rows=rows
    )
    return _listing(request, items, first, rows, total)


@router.get("/findings", summary="What the audit of the minutes found")
def list_findings(
    request: Request,
    code: Annotated[str | None, Query(max_length=100)] = None,
    first: First = 0,
    rows: Rows = 20,
) -> Listing:
    items, codes = matters.findings(desk_of(request).database, code=code, first=first, rows=rows)
    total = sum(int(each["n"]) for each in codes if code in (None, each["code"]))
    return _listing(request, items, first, rows, total, codes=codes)


def _or_404(found: T | None) -> T:
    if not found:
        raise HTTPException(404)
    return found


pages = APIRouter(include_in_schema=False)


@pages.get("/api")
def described(request: Request) -> Response:
    """The API for people: its addresses in a table."""
    paths = request.app.openapi()["paths"]
    found = [(path, each["get"].get("summary", "")) for path, each in sorted(paths.items())]
    return page(request, "api.html", paths=found)

"""What is seen as a file: CSV, Excel, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from protokoll_extract.store import documents, matters
from protokoll_extract.store.database import Database
from protokoll_extract.store.results import Result, plain_results, results
from protokoll_extract.store.search import MOST_ROWS, search
from protokoll_extract.store.sheet import HEADINGS, Cell, safe, sheet_rows
from protokoll_extract.web.asked import asked
from protokoll_extract.web.desk import DOCUMENT_ID, SLUG, desk_of

router = APIRouter(include_in_schema=False)
Kind = Annotated[str, Path(pattern=r"^(csv|xlsx|json)$")]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SUMS = ("date", "issuer", "body", "paragraph", "title", "raw", "kronor", "status", "purpose", "recipient",
         "period", "in_decision", "page", "document")  # fmt: skip


@router.get("/hamta/sok.{kind}")
def found(request: Request, kind: Kind) -> Response:
    """Everything that a search finds, up to 10,000 §§."""
    database = desk_of(request).database
    question = asked(request.query_params)
    answer = search(
        database, question.typed, question.filters, order=question.own_order, rows=MOST_ROWS
    )  # fmt: skip
    return _results_file(kind, "sokning", results(database, answer, snippets=kind == "json"))


@router.get("/hamta/belopp.{kind}")
def sums(request: Request, kind: Kind, organ: Annotated[str, Query(max_length=200)] = "") -> Response:
    database = desk_of(request).database
    decided = request.query_params.get("beslut") == "1"
    rows, _ = matters.amounts(database, body=organ or None, in_decision=decided, rows=MOST_ROWS)
    plain = [
        (r["date"], r["issuer"], r["body"], r["label"], r["title"], r["raw"], r["number"], r["status"],
         r["purpose"], r["recipient"], r["period"], r["in_decision"], r["page"], r["document_id"])
        for r in rows
    ]  # fmt: skip
    if kind == "json":
        return _json("belopp", [dict(zip(_SUMS, row, strict=True)) for row in plain])
    return _sheet(kind, "belopp", _SUMS, ([safe(cell) for cell in row] for row in plain))


@router.get("/hamta/{identity}/{slug}.{kind}")
def one_paragraph(
    request: Request,
    identity: Annotated[str, Path(pattern=DOCUMENT_ID)],
    slug: Annotated[str, Path(pattern=SLUG)],
    kind: Kind,
) -> Response:
    database = desk_of(request).database
    item = documents.item_row(database, identity, slug)
    if item is None:
        raise HTTPException(404)
    name = f"{identity}-{slug}"
    if kind == "json":
        return _json(name, item_json(database, identity, int(item["position"])))
    return _results_file(kind, name, plain_results(database, [item["id"]]))


def item_json(database: Database, identity: str, position: int) -> dict[str, Any]:
    """One item of a document with what else the document says about it, and where it all stands."""
    document = documents.read_document(database, identity)
    if document is None:
        raise HTTPException(404)
    item = document.items[position]
    own = f"/items/{position}/"
    number = item.get("number")

    def about(key: str) -> list[Any]:
        return [each for each in document.json.get(key) or [] if number and each.get("item") == number]

    return {
        "document": identity,
        "source": document.json.get("source"),
        "meeting": {key: document.meeting.get(key) for key in ("body", "date", "number")},
        "pointer": own.rstrip("/"),
        "item": item,
        "amounts": about("amounts"),
        "references": about("references"),
        "evidence": [e for e in document.json.get("evidence") or [] if str(e.get("pointer")).startswith(own)],
    }


def _results_file(kind: str, name: str, rows: Sequence[Result]) -> Response:
    if kind == "json":
        return _json(name, [each.as_json() for each in rows])
    return _sheet(kind, name, HEADINGS, sheet_rows(rows))


def _json(name: str, content: Any) -> Response:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return Response(text.encode("utf-8"), media_type="application/json", headers=_as_file(name, "json"))


def _sheet(kind: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    if kind == "xlsx":
        return Response(_xlsx(headings, rows), media_type=_XLSX, headers=_as_file(name, kind))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    # With the mark that makes spreadsheet programs read å, ä and ö.
    content = out.getvalue().encode("utf-8-sig")
    return Response(content, media_type="text/csv; charset=utf-8", headers=_as_file(name, kind))


def _xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    sheet = book.add_worksheet("Beslutsarkivet")
    sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _as_file(name: str, ending: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}.{ending}"'}

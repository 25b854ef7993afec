"""Page pictures and originals: by document and page alone, from where the archive says the file lies.

Nothing of a request ever becomes a path, and a file is used only while its hash is the document's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi import Path as InPath
from fastapi.responses import FileResponse, Response

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.render import Box, page_png
from protokoll_extract.store import documents, overview
from protokoll_extract.store.database import Database
from protokoll_extract.store.masking import hidden_spans, is_masked_through
from protokoll_extract.store.reading import Document
from protokoll_extract.store.sources import file_hash
from protokoll_extract.text.mask import BLOCK
from protokoll_extract.web.desk import DOCUMENT_ID, desk_of
from protokoll_extract.web.safety import SEALED

router = APIRouter(include_in_schema=False)
DocumentId = Annotated[str, InPath(pattern=DOCUMENT_ID)]
# Pixels a point: sharp on a screen, small enough to send.
_SCALE = 1.7
_PICTURES = 64


@router.get("/sida/{identity}/{number}.png")
def picture(
    request: Request, identity: DocumentId, number: Annotated[int, InPath(ge=1, le=100_000)]
) -> Response:
    database = desk_of(request).database
    row = documents.document_row(database, identity)
    path = _own_file(database, identity)
    if row is None or path is None or number not in documents.page_size(database, identity):
        raise HTTPException(404)
    document = documents.read_document(database, identity)
    boxes = tuple(_masked_boxes(document, number)) if document else ()
    try:
        content = _picture(str(path), row["sha256"], number, boxes, overview.is_masked(database))
    except InputError as error:
        raise HTTPException(404) from error
    return Response(content, media_type="image/png")


@lru_cache(_PICTURES)
def _picture(path: str, sha256: str, number: int, boxes: tuple[Box, ...], masked: bool) -> bytes:
    return page_png(Path(path), number, _SCALE, hidden_spans if masked else lambda _: (), boxes)


def _masked_boxes(document: Document, number: int) -> Iterator[Box]:
    """Places of values that are masked all through, such as the names of private persons."""
    for parts in document.places.values():
        for part in parts:
            if part.get("page") == number and part.get("box") and is_masked_through(part.get("quote") or ""):
                x0, top, x1, bottom = part["box"]
                yield x0, top, x1, bottom


@router.get("/kalla/{identity}")
def original(request: Request, identity: DocumentId) -> Response:
    database = desk_of(request).database
    row = documents.document_row(database, identity)
    path = _own_file(database, identity)
    if row is None or path is None or _holds_masked(database, identity):
        raise HTTPException(404)
    name = quote(str(row["name"] or "protokoll"), safe="")
    return FileResponse(
        path,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "content-security-policy": SEALED,
        },
    )


def is_given_out(database: Database, identity: str) -> bool:
    """Whether the original can be downloaded: it lies there, and holds nothing that is masked."""
    there = documents.source_file(database, identity) is not None
    return there and not _holds_masked(database, identity)


def _holds_masked(database: Database, identity: str) -> bool:
    """Whether anything of the document is masked; its original would show what the pages hide."""
    if BLOCK in (documents.document_text(database, identity) or ""):
        return True
    return BLOCK in json.dumps(documents.document_json(database, identity), ensure_ascii=False)


def _own_file(database: Database, identity: str) -> Path | None:
    """The document's own file, if it still lies there unchanged and is a plain file."""
    path = documents.source_file(database, identity)
    row = documents.document_row(database, identity)
    if path is None or row is None or path.is_symlink() or not path.is_file():
        return None
    stat = path.stat()
    return path if _hash(str(path), stat.st_mtime_ns, stat.st_size) == row["sha256"] else None


@lru_cache(4096)
def _hash(path: str, modified: int, size: int) -> str | None:
    return file_hash(Path(path))

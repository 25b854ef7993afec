"""The application: the gate, the rooms' routes, and what is said when something is not there."""

from __future__ import annotations

from importlib.resources import as_file, files

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from protokoll_extract import __version__
from protokoll_extract.errors import ProtokollError
from protokoll_extract.store.database import TooSlow
from protokoll_extract.web import api, downloads, feeds, pages, registers
from protokoll_extract.web import files as own_files
from protokoll_extract.web.desk import Desk, desk_of, page
from protokoll_extract.web.safety import Gate

_SAID = {
    400: ("Det gick inte", "Frågan tog för lång tid. Avgränsa den och försök igen."),
    404: (
        "Sidan finns inte",
        "Här finns inget. Kanske har dokumentet tagits bort ur arkivet.",
    ),
    500: ("Arkivet går inte att läsa", "Något är fel med arkivet. Den som sköter det behöver se efter."),
}


def create_app(desk: Desk) -> FastAPI:
    """The desk as an ASGI application."""
    app = FastAPI(
        title="Beslutsarkivet", version=__version__, openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None,
        description="Decisions of Swedish public bodies, each with its place in the minutes. Read-only.",
    )  # fmt: skip
    app.state.desk = desk
    app.add_middleware(Gate, desk=desk)
    app.add_exception_handler(HTTPException, _not_there)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(TooSlow, _too_slow)
    app.add_exception_handler(ProtokollError, _broken)
    for room in (pages.router, registers.router, downloads.router, feeds.router, own_files.router):
        app.include_router(room)
    app.include_router(api.pages)
    app.include_router(api.router)
    with as_file(files("protokoll_extract.web").joinpath("static")) as folder:
        app.mount("/static", StaticFiles(directory=folder))
    app.add_api_route("/robots.txt", _robots, include_in_schema=False)
    return app


def _robots(request: Request) -> Response:
    rule = "Allow" if desk_of(request).indexable else "Disallow"
    return PlainTextResponse(f"User-agent: *\n{rule}: /\n")


def _answer(request: Request, status: int, code: str, message: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"code": code, "message": message}, status)
    title, text = _SAID.get(status, _SAID[404])
    return page(request, "error.html", status, title=title, text=text)


def _not_there(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    code = {404: "not_found", 422: "invalid"}.get(status, "refused")
    detail = str(getattr(error, "detail", "")) or "not there"
    return _answer(request, status, code, detail)


def _not_valid(request: Request, error: Exception) -> Response:
    if not request.url.path.startswith("/api/"):
        return _answer(request, 404, "not_found", "not there")
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": "invalid"}
    where = ".".join(str(part) for part in first["loc"])
    return _answer(request, 422, "invalid", f"{where}: {first['msg']}")


def _too_slow(request: Request, error: Exception) -> Response:
    return _answer(request, 400, "too_slow", "the question took too long, narrow it down")


def _broken(request: Request, error: Exception) -> Response:
    desk_of(request).forget()
    return _answer(request, 500, "store", "the archive cannot be read")

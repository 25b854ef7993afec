"""What every answer carries and every request must meet, before any page is asked."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from protokoll_extract import __version__
from protokoll_extract.errors import ProtokollError
from protokoll_extract.store.overview import state
from protokoll_extract.web.desk import Desk

LONGEST_ADDRESS = 14_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# A file that somebody else made gets nothing at all.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def _refused(scope: Scope, status: int, message: str) -> Response:
    if scope["path"].startswith("/api/"):
        return JSONResponse({"code": "refused", "message": message}, status)
    return PlainTextResponse(message, status)


class Gate:
    """Lets in only GET and HEAD for a known host, of sane length; answers 304 to who has the page already."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, self._with_headers(send, None))
            return
        tag = self._tag(scope)
        if tag is not None and tag in Headers(scope=scope).get("if-none-match", "").split(", "):
            await Response(status_code=304)(scope, receive, self._with_headers(send, tag))
            return
        await self._app(scope, receive, self._with_headers(send, tag))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Bara läsning.", 405, {"allow": "GET, HEAD"})
        if not self._is_known(headers.get("host", "")):
            return _refused(scope, 400, "Okänd värd.")
        origin = headers.get("origin")
        if origin and not self._is_known(urlsplit(origin).netloc):
            return _refused(scope, 403, "Okänd avsändare.")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _refused(scope, 400, "Adressen är för lång.")
        return None

    def _is_known(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return name.lower() in self._desk.hosts

    def _tag(self, scope: Scope) -> str | None:
        """Names this version of what lies at the address: archive, program, address."""
        if scope["path"].startswith("/static/"):
            return None
        try:
            known = state(self._desk.database)
        except ProtokollError:
            self._desk.forget()
            return None
        what = f"{__version__} {known} {scope['path']}".encode() + scope["query_string"]
        return f'W/"{blake2b(what, digest_size=9).hexdigest()}"'

    def _with_headers(self, send: Send, tag: str | None) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), int(message["status"]), tag)
            await send(message)

        return sending

    def _add(self, headers: MutableHeaders, status: int, tag: str | None) -> None:
        values: dict[str, Any] = {**_ALWAYS}
        if not self._desk.indexable:
            values["x-robots-tag"] = "noindex, nofollow"
        if "content-security-policy" not in headers:
            values["content-security-policy"] = POLICY
        if tag is not None and status in {200, 304}:
            values |= {"etag": tag, "cache-control": "private, no-cache"}
        for name, value in values.items():
            headers[name] = value

"""What the pages work with: the archive, one connection a thread, and how the desk was opened."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from protokoll_extract.store.connect import open_for_reading
from protokoll_extract.store.database import Database
from protokoll_extract.store.snippet import CLOSE, OPEN
from protokoll_extract.web import swedish

DOCUMENT_ID = r"^[0-9a-f]{16}$"
SLUG = r"^[a-z0-9.-]{1,200}$"


@dataclass
class Desk:
    """One opened desk. ``indexable`` lets search engines in; ``hosts`` are the names it answers to."""

    store: str
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "[::1]"})
    indexable: bool = False
    _local: threading.local = field(default_factory=threading.local, repr=False)

    @property
    def database(self) -> Database:
        """This thread's own connection, which can only read."""
        found: Database | None = getattr(self._local, "database", None)
        if found is None:
            found = self._local.database = open_for_reading(self.store)
        return found

    def forget(self) -> None:
        """Lets go of this thread's connection, so that the next question opens a new one."""
        found: Database | None = getattr(self._local, "database", None)
        if found is not None:
            self._local.database = None
            found.close()


def desk_of(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page from a template."""
    text = (
        templates()
        .get_template(template)
        .render(request_path=request.url.path, base=str(request.base_url).rstrip("/"), **values)
    )
    return HTMLResponse(text, status_code=status)


@lru_cache(1)
def templates() -> Environment:
    """The pages' templates, each compiled when it is first used."""
    environment = Environment(
        loader=PackageLoader("protokoll_extract.web"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(swedish.filters(), hits=hits, lines=lines, unbroken=unbroken, slugged=slugged)
    environment.globals.update(plural=swedish.plural, asset=asset)
    return environment


def hits(text: str | None) -> Markup:
    """A text with its found words in <mark>: escaped first, then marked."""
    plain = str(escape(text or ""))
    return Markup(plain.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))


def slugged(code: str | None) -> str:
    """A code as the name of a class: letters only."""
    return re.sub(r"[^a-z]", "", code or "")


def unbroken(text: str | None) -> str:
    """A short text that stays on one line: "§ 46"."""
    return (text or "").replace(" ", "\u00a0")


def lines(text: str | None) -> list[str]:
    """The lines of a text that have something in them."""
    return [line for line in re.split(r"\n+", text or "") if line.strip()]


@lru_cache(16)
def asset(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    from hashlib import sha256

    content = files("protokoll_extract.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:10]}"

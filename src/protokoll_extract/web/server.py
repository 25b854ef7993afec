"""The desk on a port."""

from __future__ import annotations

import gc

import uvicorn

from protokoll_extract.store.words import roots
from protokoll_extract.web.app import create_app
from protokoll_extract.web.desk import Desk, templates


def serve(desk: Desk, host: str, port: int, *, quiet: bool) -> None:
    """Answers until it is stopped."""
    uvicorn.run(
        create_app(desk),
        host=host,
        port=port,
        log_level="warning" if quiet else "info",
        access_log=not quiet,
        server_header=False,
        h11_max_incomplete_event_size=16_384,
        timeout_keep_alive=15,
        limit_concurrency=200,
    )


def make_ready() -> None:
    """Loads what the first reader would have to wait for: the words' base forms, the pages' templates.

    All of it stays, so it is kept out of the search for garbage, which a page would have to wait for.
    """
    roots("beslut")
    for name in templates().list_templates(extensions=["html"]):
        templates().get_template(name)
    gc.collect()
    gc.freeze()

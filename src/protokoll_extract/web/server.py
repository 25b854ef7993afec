"""The desk on a port."""

from __future__ import annotations

import uvicorn

from protokoll_extract.web.app import create_app
from protokoll_extract.web.desk import Desk


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

"""``protokoll serve``: the desk, on this machine."""

from __future__ import annotations

import click

from protokoll_extract.cli.search import DEFAULT_STORE
from protokoll_extract.errors import MissingExtraError

_OWN = frozenset({"127.0.0.1", "localhost", "::1"})


@click.command("serve")
@click.option("--store", default=DEFAULT_STORE, show_default=True, metavar="FILE|URL", help="The archive.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name the desk answers to.")
@click.option("--indexable", is_flag=True, help="Let search engines list the pages.")
@click.option("--quiet", is_flag=True, help="Do not log requests.")
def command(
    store: str, host: str, port: int, allow_host: tuple[str, ...], indexable: bool, quiet: bool
) -> int:
    """Open the desk: search, evidence on the page, people, cases, money. Read-only.

    It answers on this machine only, unless --host says otherwise.
    """
    from protokoll_extract.store.connect import open_for_reading

    open_for_reading(store).close()
    try:
        from protokoll_extract.web.desk import Desk
        from protokoll_extract.web.server import make_ready, serve
    except ImportError as error:
        raise MissingExtraError(
            "extra.desk", "serve", f"{error.name} is not installed",
            "Install it with `make desk`, or `pip install 'protokoll-extract[desk]'`.",
        ) from error  # fmt: skip
    desk = Desk(store, indexable=indexable)
    desk.hosts |= {name.lower() for name in (*allow_host, host)}
    if host not in _OWN:
        click.echo("protokoll: the desk can be reached from other machines, without a password", err=True)
    make_ready()
    click.echo(f"The desk is open: http://{host}:{port}/  (stop it with Ctrl-C)", err=True)
    serve(desk, host, port, quiet=quiet)
    return 0

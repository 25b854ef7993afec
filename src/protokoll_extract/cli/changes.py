"""``protokoll changes``: an archive's change feed for importing systems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from protokoll_extract.cli.inputs import Failed, exit_code, expand, say_failure
from protokoll_extract.cli.privacy import privacy_options
from protokoll_extract.errors import ProtokollError


@click.command("changes")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--state", "state_file", required=True, metavar="FILE", help="What was seen last time.")
@click.option("--keep-state", is_flag=True, help="Show the changes without taking note of them.")
@privacy_options
def command(paths: tuple[str, ...], state_file: str, keep_state: bool, pii: str, takedown: str | None) -> int:
    """Print what was added, changed or withdrawn since last time, as JSON Lines.

    PATH is a JSON file from `protokoll extract`, a JSON Lines file, or a folder of them. The state
    is written only when every file could be read, so that none is taken for withdrawn. A document on
    the takedown list is withdrawn.
    """
    from protokoll_extract.compare.feed import State, feed
    from protokoll_extract.export.archive import SUFFIXES, documents
    from protokoll_extract.export.json import write_atomic
    from protokoll_extract.export.privacy import protection

    files, failed = expand(paths, SUFFIXES)
    for failure in failed:
        say_failure(failure)

    def refuse(file: Path, error: ProtokollError) -> None:
        failed.append(Failed(file, error))
        say_failure(failed[-1])

    state = State.read(Path(state_file))
    if failed:
        return exit_code(len(files) + len(failed), failed)
    notices = list(feed(state, protection(pii, takedown).shown(documents(files, refuse))))
    if failed:
        return exit_code(len(files) + len(failed), failed)
    for notice in notices:
        sys.stdout.buffer.write(notice.line())
    sys.stdout.buffer.flush()
    if not keep_state:
        write_atomic(Path(state_file), state.content())
    return 0

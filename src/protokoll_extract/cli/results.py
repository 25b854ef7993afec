"""Where a command's result goes: stdout, or a file that is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click

from protokoll_extract.cli.inputs import unreadable


def write_result(text: str, output: str | None) -> None:
    """Write ``text`` to the file ``output``, or to stdout without one; InputError where it cannot be."""
    if output is None:
        click.echo(text, nl=False)
        return
    from protokoll_extract.export.json import write_atomic

    path = Path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode("utf-8"))
    except OSError as error:
        raise unreadable(path, error) from error

"""``protokoll schema``: the contract as JSON Schema."""

from __future__ import annotations

from pathlib import Path

import click

from protokoll_extract.cli.inputs import unreadable


@click.command("schema")
@click.option("--write", metavar="DIR", help="Write DIR/v1/protokoll.schema.json.")
def command(write: str | None) -> int:
    """Print the JSON Schema (2020-12) of the contract, or write it to a folder."""
    from protokoll_extract.export.json import write_atomic
    from protokoll_extract.export.schema import SCHEMA_PATH, schema_bytes

    if write is None:
        click.echo(schema_bytes(), nl=False)
        return 0
    target = Path(write, SCHEMA_PATH)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, schema_bytes())
    except OSError as error:
        raise unreadable(target, error) from error
    click.echo(str(target))
    return 0

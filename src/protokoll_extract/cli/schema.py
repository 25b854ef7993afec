"""``protokoll schema``: the contract as JSON Schema, and documents of earlier versions of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from protokoll_extract.cli.inputs import Failed, exit_code, expand, say_failure, unreadable
from protokoll_extract.errors import ProtokollError


@click.group("schema", invoke_without_command=True)
@click.option("--write", metavar="DIR", help="Write DIR/v1/protokoll.schema.json.")
@click.pass_context
def command(ctx: click.Context, write: str | None) -> int:
    """Print the JSON Schema (2020-12) of the contract, or write it to a folder."""
    if ctx.invoked_subcommand is not None:
        return 0
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


@command.command("migrate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="DIR", help="Where the migrated files go.")
def migrate(paths: tuple[str, ...], output: str) -> int:
    """Bring documents of earlier schema versions to the one of today.

    The texts beside the JSON files come along. What an old version did not know is unknown (null or
    empty) in the new one; to fill it, extract the document again.
    """
    from protokoll_extract.export.migrate import migrate_file

    files, failed = expand(paths, frozenset({".json"}))
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    for failure in failed:
        say_failure(failure)
    for path in files:
        try:
            before, after = migrate_file(path, folder / path.name)
            text = path.with_suffix(".txt")
            if text.exists() and text.resolve().parent != folder.resolve():
                shutil.copyfile(text, folder / text.name)
            click.echo(f"{path}: {before} → {after}")
        except ProtokollError as error:
            failed.append(Failed(path, error))
            say_failure(failed[-1])
        except OSError as error:
            failed.append(Failed(path, unreadable(path, error)))
            say_failure(failed[-1])
    return exit_code(len(files) + len(failed), failed)

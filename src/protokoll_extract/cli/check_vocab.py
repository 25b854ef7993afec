"""``protokoll check-vocab``: the word tables against their own examples, and against texts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.inputs import unreadable

if TYPE_CHECKING:
    from protokoll_extract.evaluate.vocabulary import Checked


@click.command("check-vocab")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@click.option("--strict", is_flag=True, help="Overlaps and dead entries fail too.")
def command(texts: tuple[str, ...], as_json: bool, strict: bool) -> int:
    """Check the word tables: examples, overlaps, dead entries.

    Each entry's example must be read and its counter-example must not. Words in two entries of a
    list are overlaps. With TEXT (text files, or folders of them): entries that no text uses.
    Exit code 1 if an entry does not do what its examples say.
    """
    from protokoll_extract.evaluate.vocabulary import check

    found = check(_read(texts))
    if as_json:
        click.echo(json.dumps(_data(found), ensure_ascii=False, indent=2))
    else:
        _show(found)
    failing = any(r.faulty for r in found.remarks) or (strict and bool(found.remarks))
    return 1 if failing else 0


def _read(names: tuple[str, ...]) -> list[str]:
    out = []
    for name in names:
        path = Path(name)
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            try:
                out.append(file.read_text(encoding="utf-8", errors="replace"))
            except OSError as error:
                raise unreadable(file, error) from error
    return out


def _data(found: Checked) -> dict[str, object]:
    return {
        "entries": found.entries,
        "run": found.run,
        "looked_for": found.looked_for,
        "remarks": [asdict(r) for r in found.remarks],
    }


def _show(found: Checked) -> None:
    from rich.text import Text

    from protokoll_extract.cli.tables import columns, show

    if found.remarks:
        table = columns("what", "entry", "remark")
        for remark in found.remarks:
            look = "red" if remark.faulty else "yellow" if remark.kind == "overlap" else "dim"
            table.add_row(Text(remark.kind, style=look), Text(remark.place), Text(remark.what))
        show(table)
    kinds = [r.kind for r in found.remarks]
    counts = ", ".join(f"{kinds.count(k)} {k}" for k in ("example", "counter-example", "overlap", "dead"))
    click.echo(f"{found.entries} entries, {found.run} with examples run by their reader: {counts}")
    if not found.looked_for:
        click.echo("No texts were given, so dead entries were not looked for.")

"""``protokoll diff``: what differs between two extractions, or two versions of the same minutes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from protokoll_extract.cli.inputs import Failed, exit_code, expand, say_failure
from protokoll_extract.cli.privacy import Guard, guard_of, privacy_options
from protokoll_extract.errors import EXIT_OK, ProtokollError

if TYPE_CHECKING:
    from protokoll_extract.compare.records import Change
    from protokoll_extract.model.protokoll import Protokoll

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_WIDTH = 160


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one difference a line.")
@click.option("--exit-code", "tell", is_flag=True, help="Leave with 1 if there are differences.")
@privacy_options
def command(old: str, new: str, as_json: bool, tell: bool, pii: str, takedown: str | None) -> int:
    """Show what differs between two extractions, record by record.

    OLD and NEW are JSON files from `protokoll extract`, or folders of them. Documents are paired by
    their source file, else by their meeting: so two versions of the same minutes can be compared.
    """
    from protokoll_extract.compare.pairs import pairs
    from protokoll_extract.compare.records import changes

    failed: list[Failed] = []
    guard = guard_of(pii, takedown)
    sides = [_documents(path, failed, guard) for path in (old, new)]
    if failed:
        return exit_code(1, failed[:1])
    alone = all(len(side) == 1 for side in sides)
    found = [(sides[0][0], sides[1][0])] if alone else list(pairs(*sides))
    count = 0
    for before, after in found:
        if before is None or after is None:
            count += 1
            _say_whole(before, after, as_json)
            continue
        listed = list(changes(before, after))
        count += len(listed)
        _say(after, listed, as_json)
    if not as_json:
        click.echo(f"{count} differences" if count else "no differences")
    return 1 if count and tell else EXIT_OK


def _documents(path: str, failed: list[Failed], guard: Guard) -> list[Protokoll]:
    from protokoll_extract.export.archive import SUFFIXES, documents

    files, missing = expand((path,), SUFFIXES)
    failed += missing
    for failure in missing:
        say_failure(failure)

    def refuse(file: Path, error: ProtokollError) -> None:
        failed.append(Failed(file, error))
        say_failure(failed[-1])

    out = []
    for document in documents(files, refuse):
        try:
            out.append(guard(document, None)[0])
        except ProtokollError as error:
            refuse(Path(document.source.name), error)
    return out


def _say_whole(before: Protokoll | None, after: Protokoll | None, as_json: bool) -> None:
    document = after or before
    assert document is not None
    kind = "added" if before is None else "removed"
    name = _name(document)
    if as_json:
        click.echo(json.dumps({"document": document.id, "kind": kind, "where": name}, ensure_ascii=False))
    else:
        click.echo(f"{_SIGNS[kind]} {name}")


def _say(document: Protokoll, listed: list[Change], as_json: bool) -> None:
    if as_json:
        for change in listed:
            click.echo(json.dumps({"document": document.id, **asdict(change)}, ensure_ascii=False))
        return
    if listed:
        click.echo(_name(document))
    for (kind, field, *said), where in _grouped(listed).items():
        places = where[0] if len(where) == 1 else f"{where[0]} … {where[-1]} ({len(where)} places)"
        click.echo(f"  {_SIGNS[kind]} {places}{f', {field}' if field else ''}")
        for line in said:
            click.echo(f"      {line}")


def _grouped(listed: list[Change]) -> dict[tuple[str, ...], list[str]]:
    """The places of each change: what changes alike in many §§ is said once."""
    out: dict[tuple[str, ...], list[str]] = {}
    for change in listed:
        key = (change.kind, change.field or "", *_lines(change.old, change.new))
        out.setdefault(key, []).append(change.where)
    return out


def _lines(old: Any, new: Any) -> list[str]:
    if isinstance(old, list) and isinstance(new, list):
        gone, come = ([x for x in a if x not in b] for a, b in ((old, new), (new, old)))
        said = [f"without: {_short(gone)}"] if gone else []
        return said + ([f"with: {_short(come)}"] if come else [])
    return [
        f"{word}: {_short(value, other)}"
        for word, value, other in (("was", old, new), ("now", new, old))
        if value is not None
    ]


def _name(document: Protokoll) -> str:
    meeting = document.meeting
    parts = (document.source.name, meeting.body.name, meeting.date)
    return " · ".join(x for x in parts if x is not None)


def _short(value: Any, other: Any = None) -> str:
    """A value in one line; a long text from shortly before it differs from the other one."""
    text, beside = (_one_line(x) for x in (value, other))
    if len(text) <= _WIDTH:
        return text
    same = next((i for i, (a, b) in enumerate(zip(text, beside, strict=False)) if a != b), 0)
    start = max(0, min(same - 40, len(text) - _WIDTH)) if other is not None else 0
    return (
        ("…" if start else "")
        + text[start : start + _WIDTH - 2]
        + ("…" if start + _WIDTH - 2 < len(text) else "")
    )


def _one_line(value: Any) -> str:
    return " ".join((", ".join(map(str, value)) if isinstance(value, list) else str(value)).split())

"""``protokoll audit``: what documents say about themselves that does not agree."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.inputs import Failed, exit_code, expand, read_each, say_failure, unreadable
from protokoll_extract.cli.privacy import Guard, guard_of, privacy_options
from protokoll_extract.cli.results import write_result
from protokoll_extract.errors import ProtokollError, UsageError

if TYPE_CHECKING:
    from protokoll_extract.evaluate.blocks import Block
    from protokoll_extract.model.protokoll import AuditFinding, Protokoll

_RANK = {"info": 0, "doubt": 1, "loss": 2}
_QUOTE = 90


@dataclass(frozen=True, slots=True)
class _Audited:
    """One document with the findings that are wanted."""

    path: Path
    document: Protokoll
    findings: list[AuditFinding]


@click.command("audit")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a table.")
@click.option("--html", "as_html", is_flag=True, help="Write one HTML page instead of a table.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to stdout.")
@click.option(
    "--severity", type=click.Choice(list(_RANK)), default="info", help="Leave out what weighs less than this."
)
@click.option(
    "--code", "codes", multiple=True, metavar="CODE", help="Only findings of this code (repeatable)."
)
@privacy_options
@click.pass_obj
def command(
    settings: dict[str, bool],
    paths: tuple[str, ...],
    as_json: bool,
    as_html: bool,
    output: str | None,
    severity: str,
    codes: tuple[str, ...],
    pii: str,
    takedown: str | None,
) -> int:
    """Check documents, or whole folders of them, against themselves.

    PATH is a document or a folder of documents; a JSON file that was extracted before, named
    outright, gives the findings in it. What each code means and what to do: docs/FINDINGS.md.
    """
    if as_json and as_html:
        raise UsageError("usage.format", "--html", "--json and --html exclude each other", "Give one.")
    _known(codes)
    audited: list[_Audited] = []
    failed: list[Failed] = []
    for path, found in _documents(paths, settings["debug"], guard_of(pii, takedown)):
        if isinstance(found, Failed):
            failed.append(found)
            continue
        wanted = [x for x in found.findings if _RANK[x.severity] >= _RANK[severity]]
        audited.append(_Audited(path, found, [x for x in wanted if not codes or x.code in codes]))
    for failure in failed:
        say_failure(failure)
    write_result(_page(audited, len(failed), as_json, as_html), output)
    return exit_code(len(audited) + len(failed), failed)


def _known(codes: tuple[str, ...]) -> None:
    from protokoll_extract.audit.issue import SEVERITIES

    for code in codes:
        if code not in SEVERITIES:
            raise UsageError("usage.code", code, "no such code", "docs/FINDINGS.md lists them.")


def _documents(
    paths: tuple[str, ...], debug: bool, guard: Guard
) -> Iterator[tuple[Path, Protokoll | Failed]]:
    """Each document meant, in a stable order; JSON is read, everything else extracted."""
    files, failed = expand(paths)
    for failure in failed:
        yield failure.path, failure
    for path in (x for x in files if x.suffix.lower() == ".json"):
        yield path, _read(path, guard)
    others = [x for x in files if x.suffix.lower() != ".json"]
    for outcome in read_each(others, debug, guard=guard):
        yield outcome.path, outcome if isinstance(outcome, Failed) else outcome.document


def _read(path: Path, guard: Guard) -> Protokoll | Failed:
    from protokoll_extract.export.json import read_json

    try:
        return guard(read_json(path), None)[0]
    except ProtokollError as error:
        return Failed(path, error)
    except OSError as error:
        return Failed(path, unreadable(path, error))


# The three forms


def _page(audited: list[_Audited], failed: int, as_json: bool, as_html: bool) -> str:
    if as_json:
        return _json(audited, failed)
    if as_html:
        from protokoll_extract.evaluate.blocks import to_html

        return to_html(list(_blocks(audited, failed)), "Audit")
    return _table(audited, failed)


def _counts(audited: list[_Audited]) -> Counter[str]:
    return Counter(finding.severity for one in audited for finding in one.findings)


def _summary(audited: list[_Audited], failed: int) -> str:
    counts = _counts(audited)
    clean = sum(not one.findings for one in audited)
    unread = f", {failed} unreadable" if failed else ""
    return (
        f"{len(audited)} documents{unread}, {clean} without a finding; "
        f"findings: {counts['loss']} loss, {counts['doubt']} doubt, {counts['info']} info"
    )


def _quotes(finding: AuditFinding) -> str:
    quotes = (" ".join(part.quote.split()) for part in finding.parts)
    return " | ".join(quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…" for quote in quotes)


def _pages(finding: AuditFinding) -> str:
    pages = sorted({part.page for part in finding.parts if part.page is not None})
    return ", ".join(map(str, pages))


def _row(finding: AuditFinding) -> tuple[str, str, str, str, str]:
    return finding.severity, finding.code, finding.message, _pages(finding), _quotes(finding)


def _table(audited: list[_Audited], failed: int) -> str:
    """Lines with tabs would not fold; a table that rich draws does."""
    from protokoll_extract.cli.tables import columns, console

    out = console()
    with out.capture() as captured:
        for one in audited:
            if one.findings:
                table = columns("severity", "code", "what", "page", "quotes", title=str(one.path))
                for finding in one.findings:
                    table.add_row(*_row(finding))
                out.print(table)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    return "\n".join([*lines, _summary(audited, failed)]) + "\n"


def _json(audited: list[_Audited], failed: int) -> str:
    counts = _counts(audited)
    data = {
        "documents": len(audited),
        "unreadable": failed,
        "severities": {severity: counts[severity] for severity in reversed(_RANK)},
        "codes": dict(sorted(Counter(x.code for one in audited for x in one.findings).items())),
        "files": [
            {
                "path": str(one.path),
                "id": one.document.id,
                "findings": [finding.model_dump(mode="json") for finding in one.findings],
            }
            for one in audited
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _blocks(audited: list[_Audited], failed: int) -> Iterator[Block]:
    from protokoll_extract.evaluate.blocks import Heading, Paragraph, Table

    yield Heading(1, "Audit")
    yield Paragraph(_summary(audited, failed))
    codes = Counter((x.code, x.severity) for one in audited for x in one.findings)
    if codes:
        rows = [(code, severity, str(count)) for (code, severity), count in sorted(codes.items())]
        yield Table(("code", "severity", "findings"), rows, numeric=2)
    for one in audited:
        if one.findings:
            yield Heading(2, str(one.path))
            head = ("severity", "code", "what", "page", "quotes")
            yield Table(head, [_row(finding) for finding in one.findings], numeric=len(head))

"""``protokoll verify-evidence``: the promise, proved over files."""

from __future__ import annotations

import click

from protokoll_extract.cli.inputs import Failed, exit_code, expand, read_each, say_failure
from protokoll_extract.errors import EXIT_INVALID_OUTPUT

_SHOWN = 20


@click.command("verify-evidence")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.pass_obj
def command(settings: dict[str, bool], paths: tuple[str, ...]) -> int:
    """Extract files and prove that every value has exactly one evidence entry with true quotes.

    Files that cannot be read are listed with their error and do not count. Exit code 5 if any
    value fails.
    """
    from protokoll_extract.export.evidence import coverage_problems, leaves, quote_problems

    files, unread = expand(paths)
    values = quotes = documents = 0
    problems: list[tuple[str, str, str]] = []
    for outcome in read_each(files, settings["debug"]):
        if isinstance(outcome, Failed):
            unread.append(outcome)
            continue
        data = outcome.document.model_dump(mode="json", by_alias=True)
        documents += 1
        values += sum(1 for _ in leaves(data))
        quotes += sum(len(entry["parts"]) for entry in data["evidence"])
        found = [*coverage_problems(data), *quote_problems(data, outcome.text)]
        problems += [(str(outcome.path), problem.pointer, problem.reason) for problem in found]
    for failure in unread:
        say_failure(failure)
    _report(documents, len(unread), values, quotes, problems)
    if problems:
        return EXIT_INVALID_OUTPUT
    return 0 if documents else exit_code(len(unread), unread)


def _report(
    documents: int, unread: int, values: int, quotes: int, problems: list[tuple[str, str, str]]
) -> None:
    for path, pointer, reason in problems[:_SHOWN]:
        click.echo(f"{path}: {pointer}: {reason}")
    if len(problems) > _SHOWN:
        click.echo(f"… and {len(problems) - _SHOWN} more")
    # A pointer may fail twice (coverage and quote); it is one failing value.
    failing = len({(path, pointer) for path, pointer, _ in problems})
    share = 100.0 * max(0, values - failing) / values if values else 0.0
    # Never round a failure up to 100.00.
    shown = f"{share:.2f}" if not failing else f"{min(share, 99.99):.2f}"
    counts = f"documents {documents}, unreadable {unread}, values {values}, quotes {quotes}"
    click.echo(f"{counts}, failing {failing}")
    click.echo(f"{shown} % of the values have exactly one evidence entry with true quotes")

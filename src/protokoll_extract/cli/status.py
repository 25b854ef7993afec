"""``protokoll status``: what a batch has done, also while it runs."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("status")
@click.argument("place", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--failed", is_flag=True, help="Each failed input with its reason, one a line.")
@click.option("--skipped", is_flag=True, help="Each skipped input with its reason, one a line.")
@click.option("--remarked", is_flag=True, help="Each document that was read, but looks like no minutes ...")
@click.option("--all", "everything", is_flag=True, help="Every input.")
@click.option(
    "--json", "as_json", is_flag=True, help="As JSON: the summary, or one line for each input asked for."
)
def command(place: Path, failed: bool, skipped: bool, remarked: bool, everything: bool, as_json: bool) -> int:
    """Show what became of the inputs of a batch; DIR is its output, or its manifest.

    Exit code 1 if any failed or is left to do.
    """
    from protokoll_extract.batch.report import manifest_in, rows_of, summary_of
    from protokoll_extract.cli.batch_report import print_summary, row_line

    path = manifest_in(place)
    summary = summary_of(path)
    states = tuple(name for name, wanted in (("failed", failed), ("skipped", skipped)) if wanted)
    if states or remarked or everything:
        for row in rows_of(path, *(((), False) if everything else (states, remarked))):
            click.echo(
                json.dumps(row, ensure_ascii=False) if as_json else _line(row["state"], row_line(row), row)
            )
    elif as_json:
        click.echo(json.dumps(summary.row(), ensure_ascii=False, indent=2))
    else:
        ended = f"{summary.outcome}, {summary.ended}" if summary.ended else "has not ended"
        click.echo(f"run {summary.run}, {summary.engine}, began {summary.began}, {ended}")
        print_summary(summary, str(place))
    return 1 if summary.failed or summary.known_failed or summary.pending else 0


def _line(state: str, reason: str, row: dict[str, object]) -> str:
    told = reason if row["code"] else f"{row['path']}{f' [{remark}]' if (remark := row['remark']) else ''}"
    return f"{state}\t{told}"

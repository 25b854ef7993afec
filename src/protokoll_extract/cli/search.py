"""``protokoll search``: the archive asked from the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from protokoll_extract.errors import UsageError

if TYPE_CHECKING:
    from protokoll_extract.store.database import Database
    from protokoll_extract.store.filters import Filters
    from protokoll_extract.store.results import Result
    from protokoll_extract.store.search import Answer

DEFAULT_STORE = "output/protokoll.db"
_NOTES = {
    "without_dots": "found as if typed with å, ä, ö",
    "misspelled": "nothing has this word",
    "spelled_as": "found instead",
    "apart": "nothing has the phrase; its words each by itself",
    "left_out": "left out, for nothing has all the words",
    "day": "no text has it; the meetings of that day",
}


@click.command("search")
@click.argument("words", nargs=-1, metavar="WORDS")
@click.option("--store", default=DEFAULT_STORE, show_default=True, metavar="FILE|URL", help="The archive.")
@click.option("--issuer", multiple=True, metavar="NAME", help="Municipality, region or other issuer.")
@click.option("--body", multiple=True, metavar="NAME", help="The body that met.")
@click.option("--from", "first_day", metavar="DATE", help="From this day, month or year (ISO).")
@click.option("--to", "last_day", metavar="DATE", help="To this day, month or year (ISO).")
@click.option("--party", multiple=True, metavar="ID", help="A party that acted in the §, as 'SD'.")
@click.option("--person", multiple=True, metavar="NAME", help="Somebody who acted in the §.")
@click.option("--kind", multiple=True, metavar="KIND", help="Kind of decision, as in the contract.")
@click.option("--outcome", multiple=True, metavar="OUTCOME", help="What became of the matter: decided …")
@click.option("--amount-from", type=float, metavar="KR", help="A sum of at least so much in the §.")
@click.option("--amount-to", type=float, metavar="KR", help="A sum of at most so much in the §.")
@click.option("--vote", is_flag=True, help="Only §§ with a counted vote.")
@click.option("--reservation", is_flag=True, help="Only §§ with a reservation.")
@click.option("--order", type=click.Choice(["best", "newest", "oldest"]), default="best", show_default=True)
@click.option("-n", "--rows", type=click.IntRange(1, 100), default=20, help="How many to show [20].")
@click.option("--first", type=click.IntRange(0, 10_000), default=0, help="How many to skip.")
@click.option("--json", "as_json", is_flag=True, help="The results as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="The results as CSV.")
def command(words: tuple[str, ...], store: str, as_json: bool, as_csv: bool, **options: object) -> int:
    """Search decisions in Swedish: inflections, compounds, short forms, diary numbers in any spelling.

    "…" is a phrase, -word leaves a word out, word* is a beginning. Exact words come before inflected ones,
    decisions before background.
    """
    if as_json and as_csv:
        raise UsageError("usage.format", "search", "--json and --csv do not go together", "Choose one.")
    from protokoll_extract.store.connect import open_for_reading
    from protokoll_extract.store.results import results
    from protokoll_extract.store.search import search

    database = open_for_reading(store)
    try:
        filters = _filters(database, options)
        answer = search(
            database, " ".join(words), filters,
            order=options["order"], first=options["first"], rows=options["rows"],  # type: ignore[arg-type]
        )  # fmt: skip
        found = results(database, answer)
    finally:
        database.close()
    if as_json:
        notes = [{"note": note, "word": word} for note, word in answer.notes]
        done = {"total": answer.exact_total, "notes": notes, "results": [each.as_json() for each in found]}
        click.echo(json.dumps(done, ensure_ascii=False, indent=2))
    elif as_csv:
        click.echo(_csv(found), nl=False)
    else:
        _table(answer, found)
    return 0


def _filters(database: Database, options: dict[str, object]) -> Filters:
    from protokoll_extract.store.filters import Filters
    from protokoll_extract.store.lookup import ids_for
    from protokoll_extract.store.place import day_number

    ids: dict[str, tuple[str, ...]] = {}
    for kind in ("issuer", "body", "person"):
        names: tuple[str, ...] = options[kind]  # type: ignore[assignment]
        ids[kind] = tuple(found for name in names for found in ids_for(database, kind, name))
    for day in (options["first_day"], options["last_day"]):
        if day is not None and not day_number(str(day)):
            raise UsageError("usage.date", str(day), "not a date", "Write 2026-03-12, 2026-03 or 2026.")
    return Filters(
        **ids,
        party=options["party"],  # type: ignore[arg-type]
        kind=options["kind"],  # type: ignore[arg-type]
        outcome=options["outcome"],  # type: ignore[arg-type]
        first_day=options["first_day"],  # type: ignore[arg-type]
        last_day=options["last_day"],  # type: ignore[arg-type]
        least=options["amount_from"],  # type: ignore[arg-type]
        most=options["amount_to"],  # type: ignore[arg-type]
        vote=bool(options["vote"]),
        reservation=bool(options["reservation"]),
    )


def _csv(found: list[Result]) -> str:
    from protokoll_extract.store.sheet import HEADINGS, sheet_rows

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(sheet_rows(found))
    return out.getvalue()


def _table(answer: Answer, found: list[Result]) -> None:
    from rich.text import Text

    from protokoll_extract.cli.tables import columns, show
    from protokoll_extract.store.snippet import CLOSE, OPEN

    for note, word in answer.notes:
        click.echo(f"{word}: {_NOTES[note]}", err=True)
    if not found:
        click.echo("Nothing found. Try fewer words, or word* for all that begin so.", err=True)
        return
    table = columns("date", "body", "§", "what", "document")
    for each in found:
        what = Text(f"{each.item['title'] or '—'}\n", style="bold")
        for piece in each.snippet.split(OPEN):
            word, close, rest = piece.partition(CLOSE)
            what.append(word if close else "", style="yellow")
            what.append(rest if close else piece, style="not bold")
        place = f"{each.item['body'] or '—'}\n{each.item['issuer'] or ''}"
        table.add_row(
            each.item["date"] or "—", place, each.item["label"] or "—", what, each.item["document_id"]
        )
    show(table)
    of = answer.total if answer.exact_total is not None else f"more than {answer.total - 1}"
    click.echo(f"{len(found)} of {of}", err=True)

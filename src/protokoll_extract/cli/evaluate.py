"""``protokoll evaluate``: gold against what is extracted, and one version against another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from protokoll_extract.cli.inputs import unreadable
from protokoll_extract.errors import UsageError

if TYPE_CHECKING:
    from protokoll_extract.evaluate.blocks import Block
    from protokoll_extract.evaluate.changes import Change
    from protokoll_extract.evaluate.gold import Gold
    from protokoll_extract.evaluate.score import Scored

_PAGE = Path("docs/ACCURACY.md")


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--pred", metavar="DIR", help="Score the outputs of an earlier run in DIR.")
@click.option("--run", "run_now", is_flag=True, help="Extract now and score that (the default).")
@click.option("--against", metavar="DIR", help="Also show gains and losses since the outputs in DIR.")
@click.option(
    "--ending",
    "endings",
    multiple=True,
    metavar="EXT",
    help="Score the neighbour with this ending (pdf, txt …).",
)
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to stdout.")
@click.option("--details", is_flag=True, help="Also each field, each rule and each fault.")
@click.option(
    "--jobs", type=click.IntRange(1), default=2, show_default=True, help="Documents read at a time."
)
@click.option("--write-accuracy", is_flag=True, help=f"Write {_PAGE} (or -o): GOLD is invented minutes.")
@click.option("--real", multiple=True, metavar="GOLD", help="With --write-accuracy: gold of real minutes.")
def command(
    gold: tuple[str, ...], pred: str | None, run_now: bool, against: str | None, endings: tuple[str, ...],
    form: str, output: str | None, details: bool, jobs: int, write_accuracy: bool, real: tuple[str, ...],
) -> int:  # fmt: skip
    """Score extraction against gold, field by field.

    GOLD is a gold file, or a folder: every gold.json and every file in a folder named gold in it.
    The format and the ways of matching: docs/GOLD.md.
    """
    if pred is not None and run_now:
        raise UsageError("usage.pred", pred, "--pred and --run exclude each other", "Give one of them.")
    if real and not write_accuracy:
        raise UsageError("usage.real", real[0], "--real goes with --write-accuracy", "Give it as GOLD.")
    if write_accuracy:
        _write(_accuracy(gold, endings, real, jobs), str(output or _PAGE))
        return 0
    _write(_evaluate(gold, endings, pred, against, form, details, jobs), output)
    return 0


def _evaluate(
    gold: tuple[str, ...], endings: tuple[str, ...], pred: str | None, against: str | None,
    form: str, details: bool, jobs: int,
) -> str:  # fmt: skip
    from protokoll_extract.evaluate.changes import changes
    from protokoll_extract.evaluate.gold import find_gold

    golds = find_gold(gold, endings)
    documents = _scored(golds, pred, jobs)
    found = changes(_scored(golds, against, jobs), documents) if against is not None else None
    return _written(documents, found, form, details)


def _scored(golds: Sequence[Gold], pred: str | None, jobs: int) -> list[Scored]:
    from protokoll_extract.evaluate.predictions import extract_all, read_all
    from protokoll_extract.evaluate.score import score

    found = extract_all([x.document for x in golds], jobs) if pred is None else read_all(Path(pred), golds)
    scored = [score(gold, prediction) for gold, prediction in zip(golds, found, strict=True)]
    for document in scored:
        if document.failed is not None:
            click.echo(f"protokoll: {document.gold.label}: {document.failed}", err=True)
    return scored


def _written(documents: Sequence[Scored], found: Sequence[Change] | None, form: str, details: bool) -> str:
    from protokoll_extract.evaluate import report
    from protokoll_extract.evaluate.blocks import to_html, to_markdown

    if form == "json":
        data = report.as_data(documents, found, details)
        return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    blocks: list[Block] = list(report.change_blocks(found)) if found is not None else []
    blocks += report.summary(documents)
    if details:
        blocks += report.details(documents)
    return to_markdown(blocks) if form == "md" else to_html(blocks, "Evaluation")


def _accuracy(gold: tuple[str, ...], endings: tuple[str, ...], real: tuple[str, ...], jobs: int) -> str:
    from protokoll_extract.evaluate.accuracy import accuracy
    from protokoll_extract.evaluate.blocks import to_markdown
    from protokoll_extract.evaluate.gold import find_gold

    sets: list[tuple[str, tuple[str, ...]]] = [(f", {x}", (x,)) for x in endings] or [("", ())]
    invented = [
        (f"{Path(one).name}{name}", _scored(find_gold([one], wanted), None, jobs))
        for one in gold
        for name, wanted in sets
    ]
    return to_markdown(accuracy(invented, _scored(find_gold(real), None, jobs) if real else []))


def _write(text: str, output: str | None) -> None:
    from protokoll_extract.export.json import write_atomic

    if output is None:
        click.echo(text, nl=False)
        return
    path = Path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode("utf-8"))
    except OSError as error:
        raise unreadable(path, error) from error

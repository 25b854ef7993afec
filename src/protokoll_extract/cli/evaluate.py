"""``protokoll evaluate``: gold against what is extracted, and one version against another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from protokoll_extract.cli.results import write_result
from protokoll_extract.errors import UsageError

if TYPE_CHECKING:
    from protokoll_extract.evaluate.blocks import Block
    from protokoll_extract.evaluate.gold import Gold
    from protokoll_extract.evaluate.score import Scored

_PAGE = Path("docs/ACCURACY.md")
_FORMS = click.Choice(["md", "html", "json"])


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options say."""

    pred: str | None = None
    run_now: bool = False
    against: str | None = None
    endings: tuple[str, ...] = ()
    form: str = "md"
    details: bool = False
    corrections: str | None = None
    jobs: int = 2
    real: tuple[str, ...] = ()
    planted: tuple[str, ...] = ()


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--pred", metavar="DIR", help="Score the outputs of an earlier run in DIR.")
@click.option("--run", "run_now", is_flag=True, help="Extract now and score that (the default).")
@click.option("--against", metavar="DIR", help="Also show gains and losses since the outputs in DIR.")
@click.option("--ending", "endings", multiple=True, metavar="EXT", help="Score neighbours so named (pdf).")
@click.option("--format", "form", type=_FORMS, default="md", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to stdout.")
@click.option("--details", is_flag=True, help="Also each field, each rule and each fault.")
@click.option("--corrections", metavar="FILE", help="Score also with the gold corrected as FILE says.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Documents at a time.")
@click.option("--write-accuracy", is_flag=True, help=f"Write {_PAGE} (or -o): GOLD is invented minutes.")
@click.option("--real", multiple=True, metavar="GOLD", help="With --write-accuracy: gold of real minutes.")
@click.option("--planted", multiple=True, metavar="FILE", help="With --write-accuracy: planted faults.")
def command(gold: tuple[str, ...], output: str | None, write_accuracy: bool, **options: Any) -> int:
    """Score extraction against gold, field by field.

    GOLD is a gold file, or a folder: every gold.json, every *.gold.json and every file in a folder
    named gold in it.
    The format and the ways of matching: docs/GOLD.md.
    """
    chosen = Choices(**options)
    if chosen.pred is not None and chosen.run_now:
        raise UsageError("usage.pred", chosen.pred, "--pred and --run exclude each other", "Give one.")
    if chosen.planted and not write_accuracy:
        raise UsageError("usage.planted", chosen.planted[0], "goes with --write-accuracy only", "Give GOLD.")
    if chosen.real and not write_accuracy:
        raise UsageError("usage.real", chosen.real[0], "goes with --write-accuracy only", "Give GOLD.")
    if write_accuracy:
        write_result(_accuracy(gold, chosen), str(output or _PAGE))
    else:
        write_result(_evaluate(gold, chosen), output)
    return 0


def _evaluate(gold: tuple[str, ...], chosen: Choices) -> str:
    """The report in the form that was asked for."""
    from protokoll_extract.evaluate import report
    from protokoll_extract.evaluate.changes import changes
    from protokoll_extract.evaluate.gold import find_gold

    golds = find_gold(gold, chosen.endings)
    documents = _scored(golds, chosen)
    corrected = _scored_corrected(golds, chosen)
    earlier = _scored(golds, replace(chosen, pred=chosen.against)) if chosen.against is not None else None
    found = changes(earlier, documents) if earlier is not None else None
    if chosen.form == "json":
        data = report.as_data(documents, found, chosen.details)
        if corrected:
            data["corrected"] = report.as_data(corrected, None, chosen.details)
        return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    blocks: list[Block] = list(report.change_blocks(found)) if found is not None else []
    blocks += report.summary(documents)
    if corrected:
        blocks += report.summary(corrected, "Evaluation with the gold corrected")
    if chosen.details:
        blocks += report.details(documents)
    return _page(blocks, chosen.form)


def _page(blocks: list[Block], form: str) -> str:
    from protokoll_extract.evaluate.blocks import to_html, to_markdown

    return to_markdown(blocks) if form == "md" else to_html(blocks, "Evaluation")


def _scored(golds: Sequence[Gold], chosen: Choices) -> list[Scored]:
    from protokoll_extract.evaluate.predictions import extract_all, read_all
    from protokoll_extract.evaluate.score import score

    if chosen.pred is None:
        found = extract_all([x.document for x in golds], chosen.jobs)
    else:
        found = read_all(Path(chosen.pred), golds)
    scored = [score(gold, prediction) for gold, prediction in zip(golds, found, strict=True)]
    for document in scored:
        if document.failed is not None:
            click.echo(f"protokoll: {document.gold.label}: {document.failed}", err=True)
    return scored


def _scored_corrected(golds: Sequence[Gold], chosen: Choices) -> list[Scored]:
    """The documents again with the gold corrected; none when there are no corrections."""
    from protokoll_extract.evaluate.corrections import corrected, read_corrections

    if chosen.corrections is None:
        return []
    return _scored(corrected(golds, read_corrections(Path(chosen.corrections))), chosen)


def _accuracy(gold: tuple[str, ...], chosen: Choices) -> str:
    from protokoll_extract.evaluate.accuracy import accuracy
    from protokoll_extract.evaluate.gold import find_gold
    from protokoll_extract.evaluate.planted import read_planted

    sets: list[tuple[str, tuple[str, ...]]] = [(f", {x}", (x,)) for x in chosen.endings] or [("", ())]
    invented = []
    for one in gold:
        found = [(name, find_gold([one], wanted)) for name, wanted in sets if _has(one, wanted)]
        invented += [(f"{Path(one).name}{name}", _scored(golds, chosen)) for name, golds in found]
    real = find_gold(chosen.real) if chosen.real else []
    planted = [read_planted(Path(one)) for one in chosen.planted]
    corrected = _scored_corrected(real, chosen)
    return _page(list(accuracy(invented, _scored(real, chosen), corrected, planted)), "md")


def _has(gold: str, endings: tuple[str, ...]) -> bool:
    """A set of texts alone has no figures for PDF."""
    folder = Path(gold)
    return not endings or not folder.is_dir() or any(next(folder.rglob(f"*.{e}"), None) for e in endings)

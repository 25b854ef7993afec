"""The evaluation as a report: figures, faults and changes as blocks, or all of it as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from protokoll_extract.evaluate.blocks import Block, Heading, Paragraph, Table
from protokoll_extract.evaluate.changes import Change
from protokoll_extract.evaluate.fields import FIELDS
from protokoll_extract.evaluate.figures import (
    Figures,
    Tally,
    by_field,
    by_group,
    by_rule,
    by_status,
    faultless,
    tally,
    without_wrong,
    word_for_word,
)
from protokoll_extract.evaluate.match import Entry
from protokoll_extract.evaluate.score import MATCHING, Outcome, Scored

Json = dict[str, Any]

_FIGURES_HEAD = (
    "", "precision", "recall", "F1", "macro F1", "F1, 95 %", "precision, 95 %", "right", "claimed", "gold",
)  # fmt: skip
_TALLY_HEAD = ("precision", "recall", "F1", "right", "claimed", "gold")
_SHORT = 240


def share(value: float | None) -> str:
    """Three decimals, cut and not rounded, so that 1.000 means all."""
    return "–" if value is None else f"{int(value * 1000 + 1e-9) / 1000:.3f}"


def _interval(value: tuple[float, float] | None) -> str:
    return "–" if value is None else f"{share(value[0])}–{share(value[1])}"


def figures_table(lines: Iterable[Figures], first: str = "group of fields") -> Table:
    rows = [
        (
            x.name, share(x.micro.precision), share(x.micro.recall), share(x.micro.f1), share(x.macro_f1),
            _interval(x.f1_interval), _interval(x.precision_interval),
            str(x.micro.right), str(x.micro.claimed), str(x.micro.gold),
        )
        for x in lines
    ]  # fmt: skip
    return Table((first, *_FIGURES_HEAD[1:]), rows)


def _tally_cells(one: Tally) -> tuple[str, ...]:
    measures = share(one.precision), share(one.recall), share(one.f1)
    return (*measures, str(one.right), str(one.claimed), str(one.gold))


def documents_line(documents: Sequence[Scored]) -> str:
    """How many documents hold nothing wrong, in one sentence."""
    count = len(documents)
    failed = sum(x.failed is not None for x in documents)
    same, alike = word_for_word(documents)
    texts = f" {same} of {alike} matching decision points and proposals are word for word." if alike else ""
    unread = f" {failed} could not be predicted." if failed else ""
    bodies = len({x.gold.body for x in documents})
    return (
        f"{count} documents of {bodies} {'bodies' if bodies > 1 else 'body'}. "
        f"Without a wrong value: {without_wrong(documents)} ({without_wrong(documents) / count:.0%}); "
        f"with nothing missing either: {faultless(documents)} ({faultless(documents) / count:.0%})."
        f"{texts}{unread}"
    )


def summary(documents: Sequence[Scored], title: str = "Evaluation") -> Iterator[Block]:
    """The main figures: all, by kind, by body."""
    yield Heading(1, title)
    yield Paragraph(documents_line(documents))
    yield figures_table(by_group(documents))
    yield coverage_table(documents)
    yield from kinds(documents)
    yield Heading(2, "By body")
    yield Table(("body", "documents", *_TALLY_HEAD), list(_body_rows(documents)))


def coverage_table(documents: Sequence[Scored]) -> Table:
    """How precise the claims are at how large a share of the gold's values."""
    rows = [
        (name, share(x.claimed / x.gold if x.gold else None), share(x.precision), str(x.claimed))
        for name, x in by_status(documents)
    ]
    return Table(("claims", "coverage (claimed ÷ gold)", "precision", "claimed"), rows)


def kinds(documents: Sequence[Scored], level: int = 2) -> Iterator[Block]:
    """A table for each kind of document, when there are several."""
    found = sorted({x.gold.kind for x in documents})
    for kind in found if len(found) > 1 else ():
        of_kind = [x for x in documents if x.gold.kind == kind]
        yield Heading(level, f"Kind: {kind}")
        yield Paragraph(documents_line(of_kind))
        yield figures_table(by_group(of_kind))


def _body_rows(documents: Sequence[Scored]) -> Iterator[tuple[str, ...]]:
    for body in sorted({x.gold.body for x in documents}):
        of_body = [x for x in documents if x.gold.body == body]
        outcomes = tally(outcome for x in of_body for outcome in x.outcomes)
        yield (body, str(len(of_body)), *_tally_cells(outcomes))


def details(documents: Sequence[Scored]) -> Iterator[Block]:
    """Every field with its matching, every rule, and every fault quoted."""
    yield Heading(2, "By field")
    matching = {x.name: x.matching for x in FIELDS} | {name: how for name, (_, how) in MATCHING.items()}
    rows = [(name, matching[name], *_tally_cells(one)) for name, one in by_field(documents)]
    yield Table(("field", "matching", *_TALLY_HEAD), rows, numeric=2)
    yield Heading(2, "By rule")
    rules = [(rule, share(x.precision), str(x.right), str(x.claimed)) for rule, x in by_rule(documents)]
    yield Table(("rule (status)", "precision", "right", "claimed"), rules)
    yield Heading(2, "Faults")
    yield faults_table(documents)


def faults(documents: Sequence[Scored]) -> Iterator[tuple[Scored, Outcome]]:
    for document in documents:
        for outcome in document.outcomes:
            if not outcome.right:
                yield document, outcome


def faults_table(documents: Sequence[Scored]) -> Table:
    rows = [
        (x.gold.label, one.field, one.slot, _value(one.gold), _value(one.pred), _rule(one.pred))
        for x, one in faults(documents)
    ]
    return Table(("document", "field", "place", "gold", "predicted", "rule"), rows, numeric=6)


def change_blocks(found: Sequence[Change]) -> Iterator[Block]:
    """Gains and losses, each value quoted."""
    gains = [x for x in found if x.gain]
    losses = [x for x in found if not x.gain]
    yield Heading(1, "Gains and losses")
    yield Paragraph(f"{len(gains)} gains, {len(losses)} losses.")
    if found:
        yield _balance(found)
    for name, some in (("Gains", gains), ("Losses", losses)):
        if some:
            yield Heading(2, name)
            yield Table(
                (
                    "document",
                    "field",
                    "place",
                    "what",
                    "gold",
                    "before",
                    "rule before",
                    "after",
                    "rule after",
                ),
                [_change_row(x) for x in some],
                numeric=9,
            )


def _balance(found: Sequence[Change]) -> Table:
    fields = list(dict.fromkeys(x.field for x in found))
    rows = []
    for field in sorted(fields):
        gains = sum(x.gain for x in found if x.field == field)
        losses = sum(not x.gain for x in found if x.field == field)
        rows.append((field, f"+{gains}", f"-{losses}"))
    return Table(("field", "gains", "losses"), rows)


def _change_row(change: Change) -> tuple[str, ...]:
    return (
        change.document, change.field, change.slot, change.what, _value(change.gold),
        _value(change.before), _rule(change.before), _value(change.after), _rule(change.after),
    )  # fmt: skip


def _value(entry: Entry | None) -> str:
    if entry is None:
        return "–"
    shown = " ".join(entry.shown.split())
    return f"“{shown if len(shown) <= _SHORT else shown[: _SHORT - 1] + '…'}”"


def _rule(entry: Entry | None) -> str:
    return entry.rule if entry is not None else ""


def as_data(documents: Sequence[Scored], found: Sequence[Change] | None, detailed: bool) -> Json:
    """The same as plain data for a program."""
    data: Json = {
        "documents": [
            {
                "document": x.gold.label,
                "body": x.gold.body,
                "kind": x.gold.kind,
                "failed": x.failed,
                **_tally_data(tally(x.outcomes)),
            }
            for x in documents
        ],
        "without_wrong_value": without_wrong(documents),
        "faultless": faultless(documents),
        "word_for_word": word_for_word(documents),
        "groups": [_figures_data(x) for x in by_group(documents)],
        "fields": [{"field": name, **_tally_data(one)} for name, one in by_field(documents)],
    }
    if detailed:
        data["rules"] = [
            {"rule": rule, "precision": one.precision, "right": one.right, "claimed": one.claimed}
            for rule, one in by_rule(documents)
        ]
        data["faults"] = [
            {"document": x.gold.label, "field": one.field, "place": one.slot,
             "gold": _entry_data(one.gold), "predicted": _entry_data(one.pred)}
            for x, one in faults(documents)
        ]  # fmt: skip
    if found is not None:
        data["changes"] = [_change_data(x) for x in found]
    return data


def _tally_data(one: Tally) -> Json:
    return {
        "precision": one.precision, "recall": one.recall, "f1": one.f1,
        "right": one.right, "claimed": one.claimed, "gold": one.gold,
    }  # fmt: skip


def _figures_data(one: Figures) -> Json:
    return {
        "group": one.name,
        **_tally_data(one.micro),
        "macro_f1": one.macro_f1,
        "f1_interval": one.f1_interval,
        "precision_interval": one.precision_interval,
    }


def _entry_data(entry: Entry | None) -> Json | None:
    if entry is None:
        return None
    return {"value": entry.shown, "rule": entry.rule or None, "quote": entry.quote or None}


def _change_data(change: Change) -> Json:
    return {
        "document": change.document, "field": change.field, "place": change.slot,
        "gain": change.gain, "what": change.what, "gold": _entry_data(change.gold),
        "before": _entry_data(change.before), "after": _entry_data(change.after),
    }  # fmt: skip

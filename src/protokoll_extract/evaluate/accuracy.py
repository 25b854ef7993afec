"""docs/ACCURACY.md: figures only of real minutes, figures and faults of invented ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from protokoll_extract.evaluate.blocks import Block, Heading, Paragraph, Table
from protokoll_extract.evaluate.figures import SAMPLES, by_group, without_wrong
from protokoll_extract.evaluate.planted import Planted, planted_blocks
from protokoll_extract.evaluate.report import (
    coverage_table,
    documents_line,
    faults,
    faults_table,
    figures_table,
    kinds,
    share,
)
from protokoll_extract.evaluate.score import Scored

PRECISION_WANTED = 0.995
INVENTED_WANTED: Mapping[str, float] = {
    "header": 1.0, "attendance rows": 1.0, "§ numbers": 1.0, "titles": 1.0, "decision points": 1.0,
    "amounts": 1.0,
}  # fmt: skip
REAL_WANTED: Mapping[str, float] = {
    "header": 0.985, "attendance rows": 0.98, "§ numbers": 0.995, "titles": 0.98, "decision points": 0.95,
    "amounts": 0.99, "votes": 0.95, "people": 0.98, "organisations": 0.90, "parties": 0.99,
}  # fmt: skip

_INTRODUCTION = (
    "Written by `make accuracy`; nothing here is by hand. What the figures mean: [GOLD.md](GOLD.md).",
    f"Precision, recall and F1 count all values of all documents together; macro F1 counts each body alike. "
    f"The intervals are 95 % percentile bootstraps over documents ({SAMPLES} samples, fixed seed): "
    "few documents make them wide, and documents of one body are more alike than the intervals know. "
    "“–” means that neither the gold nor the tool names such a value.",
)  # fmt: skip

_KNOWN = "Known while the rules were written: expect less of a body never seen."
_HELD_BACK = "Held back while the rules were written."


# A page is no list of thousands: of large sets only the figures stand in it.
_MOST_FAULTS = 150


def accuracy(
    invented: Sequence[tuple[str, Sequence[Scored]]],
    real: Sequence[Scored],
    real_corrected: Sequence[Scored] = (),
    planted: Sequence[Planted] = (),
) -> Iterator[Block]:
    """The page: each set of invented minutes by its name, real minutes as one set without names.

    ``planted``: how often the audit saw faults planted in invented minutes.
    """
    yield Heading(1, "Accuracy")
    yield from map(Paragraph, _INTRODUCTION)
    for name, documents in invented:
        yield Heading(2, f"Invented minutes: {name}")
        yield Paragraph(_HELD_BACK if "held-back" in name else _KNOWN)
        yield Paragraph(documents_line(documents))
        yield figures_table(by_group(documents))
        yield coverage_table(documents)
        yield from _short_of(documents, INVENTED_WANTED)
        listed = sum(1 for _ in faults(documents))
        if 0 < listed <= _MOST_FAULTS and "held-back" not in name:
            yield Heading(3, "Each fault")
            yield faults_table(documents)
    for one in planted:
        yield from planted_blocks(one)
    if real:
        yield from _real(real)
    if real_corrected:
        yield Heading(2, "Real minutes, with the gold corrected where it is wrong")
        yield Paragraph(documents_line(real_corrected))
        yield figures_table(by_group(real_corrected))
        yield from _short_of(real_corrected, REAL_WANTED)


def _real(documents: Sequence[Scored]) -> Iterator[Block]:
    """No names and no quotes: the documents are about real people."""
    bodies = len({x.gold.body for x in documents})
    yield Heading(2, f"Real minutes, {bodies} bodies")
    yield Paragraph(_KNOWN)
    yield Paragraph(documents_line(documents))
    yield figures_table(by_group(documents))
    yield coverage_table(documents)
    yield from _short_of(documents, REAL_WANTED)
    yield from kinds(documents, level=3)


def _short_of(documents: Sequence[Scored], wanted: Mapping[str, float]) -> Iterator[Block]:
    """What falls short of what is asked for."""
    rows = []
    for line in by_group(documents):
        f1, precision = line.micro.f1, line.micro.precision
        if f1 is not None and line.name in wanted and f1 < wanted[line.name]:
            rows.append((f"{line.name}: F1", share(f1), share(wanted[line.name])))
        if precision is not None and precision < PRECISION_WANTED:
            rows.append((f"{line.name}: precision", share(precision), share(PRECISION_WANTED)))
    yield Heading(3, "What falls short")
    if rows:
        yield Table(("figure", "reached", "asked for"), rows)
    else:
        yield Paragraph(
            f"Nothing ({without_wrong(documents)} of {len(documents)} documents without a fault)."
        )

"""Results as rows of a sheet, safe to open in a spreadsheet program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from protokoll_extract.store.results import Result

HEADINGS = (
    "date", "issuer", "body", "paragraph", "title", "decision", "kind", "outcome", "decided_by", "yes", "no",
    "abstain", "reservation", "largest_amount", "page", "document", "decision_id",
)  # fmt: skip
Cell = str | int | float | None
# A cell that begins so would be taken for a formula, also after blanks and within its lines.
_BREAK = re.compile(r"\r\n?")
_FORMULA = re.compile(r"(?m)^(?=[\s\xa0]*[=+\-@\t\r])")


def sheet_rows(found: Iterable[Result]) -> Iterator[list[Cell]]:
    """One row a decision point; a § without any has one row of its own."""
    for each in found:
        item = each.item
        vote = each.votes[0] if each.votes else {}
        largest = max((a["number"] for a in each.amounts if a["number"] is not None), default=None)
        for decision in each.decisions or [{}]:
            row: list[Cell] = [
                item["date"], item["issuer"], item["body"], item["label"], item["title"],
                decision.get("text"), decision.get("kind"), item["outcome"], decision.get("decided_by"),
                vote.get("yes"), vote.get("no"), vote.get("abstain"), item["has_reservation"], largest,
                decision.get("page") or item["first_page"], item["document_id"], decision.get("name"),
            ]  # fmt: skip
            yield [safe(cell) for cell in row]


def safe(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would run as a formula; numbers stay numbers.

    Every line break is "\\n": a lone carriage return would begin a new row.
    """
    return _FORMULA.sub("'", _BREAK.sub("\n", cell)) if isinstance(cell, str) else cell

"""Budget tables: rows with a label and sums, whose unit may stand in the head or above the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from protokoll_extract.extract.amount_status import status_of, words_pattern
from protokoll_extract.extract.amounts import find_amounts, number_pattern, plain_decimal, read_decimal
from protokoll_extract.extract.finding import Tree, Value, derived, stated
from protokoll_extract.segment.lines import Line, Paragraph, columns_of
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import table

_YEAR = gated(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit of money that a head names; ``view`` and the place in it are its evidence."""

    word: str
    currency: str
    factor: Decimal
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A table for the contract, and its sums as amounts (each with row, column and unit)."""

    tree: Tree
    amounts: list[Tree]


def find_tables(
    source: SourceText, lines: Sequence[Line], texts: Iterable[Paragraph] = ()
) -> Iterator[MoneyTable]:
    """The tables of sums among a §'s lines; ``texts`` are its paragraphs, which may lead to one."""
    whole = {p.lines[-1].index: Span(p.lines[0].span.start, p.lines[-1].span.end) for p in texts}
    block: list[Line] = []
    before: Line | None = None
    for line in (*lines, None):
        is_row = line is not None and _is_row(source, line)
        if line is not None and is_row and (not block or _goes_on(block[-1], line)):
            block.append(line)
            continue
        if len(block) > 1:
            above = whole.get(before.index, before.span) if before is not None else None
            made = _table(source, block, above)
            if made is not None:
                yield made
        before = block[-1] if len(block) == 1 else line if not block else None
        block = [line] if line is not None and is_row else []
        if line is not None and not block:
            before = line


def _goes_on(above: Line, line: Line) -> bool:
    """Does the table go on with this row, also on the next page?"""
    return not line.blank_before or line.page != above.page


def _is_row(source: SourceText, line: Line) -> bool:
    return len(columns_of(source.text, line.span)) > 1


# One table


def _table(source: SourceText, block: list[Line], above: Span | None) -> MoneyTable | None:
    rows = [columns_of(source.text, line.span) for line in block]
    head = rows[0] if not any(_is_number(source, cell) for cell in rows[0][1:]) else None
    body = rows[1:] if head is not None else rows
    body = [row for row in body if row[0] is not None and any(_is_number(source, c) for c in row[1:])]
    if len(body) < 2:
        return None
    width = max(len(row) for row in [*body, rows[0]])
    body = [_parted(source, row, width) for row in body]
    heads = [*(head or []), *[None] * width][:width]
    title = above if head is not None else None
    common = _unit_in(source, heads[0]) or _unit_in(source, title)
    units = [_unit_in(source, cell) or common for cell in heads]
    columns = [_Column(source, heads[i], units[i], title) for i in range(1, width)]
    made = [_row(source, row, columns) for row in body]
    amounts = [amount for _, found in made for amount in found]
    if not amounts:
        return None
    shared = common or next((c.unit for c in columns if c.unit), None)
    return MoneyTable(
        {
            "title": _stated(source, _caption(source, title), "table.title"),
            "currency": derived(shared.currency, shared.spans, "amount.currency") if shared else None,
            "unit": derived(shared.word, shared.spans, "table.unit") if shared else None,
            "scale": derived(plain_decimal(shared.factor), shared.spans, "table.unit") if shared else None,
            "columns": [c.name for c in columns if c.name is not None] if head is not None else [],
            "rows": [tree for tree, _ in made],
        },
        amounts,
    )


def _caption(source: SourceText, span: Span | None) -> Span | None:
    """What stands above, unless a sentence ends there: that is text and no title."""
    return span if span is not None and not source.quote(span).rstrip().endswith(".") else None


@cache
def _token() -> Pattern:
    """One sum or share with its unit, as it stands in a cell."""
    units = words_pattern(word for entry in table("units")["unit"] for word in entry["words"])
    share = words_pattern(word for entry in table("units")["percent"] for word in entry["words"])
    return gated(
        rf"(?:[-–−+]\s?)?{number_pattern()}\s?(?:{units}|{share})(?![\p{{L}}\d])",
        regex.VERBOSE | regex.IGNORECASE,
    )


def _parted(source: SourceText, row: list[Span | None], width: int) -> list[Span | None]:
    """Two columns that a reader took for one cell ("684,0 mnkr 27,4 %"), parted at their units."""
    missing = width - len(row)
    if missing <= 0:
        return row
    out: list[Span | None] = []
    for cell in row:
        tokens = list(_token().finditer(source.text, cell.start, cell.end)) if cell is not None else []
        rest = regex.sub(r"\s", "", _token().sub("", source.quote(cell))) if cell is not None else ""
        if len(tokens) == missing + 1 and not rest:
            out += [Span(*token.span()) for token in tokens]
        else:
            out.append(cell)
    return out


def _stated(source: SourceText, span: Span | None, rule: str) -> Value | None:
    return Value(source.quote(span), (span,), rule) if span is not None else None


@cache
def _unit_head() -> Pattern:
    words = words_pattern(word for entry in table("units")["unit"] for word in entry["words"])
    return gated(table("money")["table"]["unit_head"].replace("UNITS", words))


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    return {
        word: (entry["currency"], Decimal(entry.get("factor", "1")))
        for entry in table("units")["unit"]
        for word in entry["words"]
    }


def _unit_in(source: SourceText, span: Span | None) -> _Unit | None:
    if span is None:
        return None
    match = _unit_head().search(source.text, span.start, span.end)
    if not match:
        return None
    word = " ".join(match["unit"].split())
    currency, factor = _units()[word.casefold()]
    return _Unit(word, currency, factor, (Span(*match.span("unit")),))


class _Column:
    """A column: its head, the unit that holds for it, and what the head calls its sums."""

    def __init__(self, source: SourceText, head: Span | None, unit: _Unit | None, title: Span | None) -> None:
        self.name = _stated(source, head, "table.column")
        self.unit = unit
        self.status = self._says(source, head) or self._says(source, title)
        year = _YEAR.search(source.quote(head)) if head is not None else None
        self.period = None
        if year is not None and head is not None:
            span = Span(head.start + year.start(), head.start + year.end())
            self.period = derived(year.group(), (span,), "amount.period")

    @staticmethod
    def _says(source: SourceText, span: Span | None) -> Value | None:
        if span is None:
            return None
        view = view_of(source.text, [span])
        return status_of(view, len(view.text), len(view.text))


@cache
def _number() -> Pattern:
    return gated(rf"(?P<sign>[-–−+])?\s?(?P<number>{number_pattern()})", regex.VERBOSE)


def _is_number(source: SourceText, cell: Span | None) -> bool:
    if cell is None:
        return False
    quote = source.quote(cell)
    return bool(_number().match(quote)) and not _YEAR.fullmatch(quote)


def _row(source: SourceText, row: list[Span | None], columns: Sequence[_Column]) -> tuple[Tree, list[Tree]]:
    assert row[0] is not None
    label = _stated(source, row[0], "table.label")
    cells: list[Tree] = []
    amounts: list[Tree] = []
    for cell, column in zip([*row[1:], *[None] * len(columns)], columns, strict=False):
        found = _cell(source, cell, column)
        cells.append({"raw": _stated(source, cell, "table.cell"), "value": found["value"] if found else None})
        if found is not None:
            amounts.append({**found, "label": label, "column": column.name})
    is_sum = bool(regex.search(table("money")["table"]["sum"], source.quote(row[0])))
    kind = derived("sum" if is_sum else "row", (row[0],), "table.row")
    return {"label": label, "kind": kind, "cells": cells}, amounts


def _cell(source: SourceText, cell: Span | None, column: _Column) -> Tree | None:
    """The sum in a cell: with its own unit, or with the one of the head."""
    if cell is None:
        return None
    view = view_of(source.text, [cell])
    own = next(find_amounts(view), None)
    more: Tree = {"status": column.status, "period": column.period}
    if own is not None:
        return {**own, **more}
    match = _number().fullmatch(view.text)
    unit = column.unit
    if match is None or unit is None or _YEAR.fullmatch(view.text):
        return None
    sign = "-" if match["sign"] in ("-", "–", "−") else ""
    number = read_decimal(sign + match["number"], unit.factor)
    if number is None:
        return None
    spans = (cell, *unit.spans)
    return {
        "raw": stated(view, 0, len(view.text), "table.cell"),
        "value": derived(plain_decimal(number * unit.factor), spans, "amount.table_unit"),
        "currency": derived(unit.currency, unit.spans, "amount.currency"),
        "unit": derived(unit.word, unit.spans, "table.unit"),
        "bound": None,
        "scale": derived(plain_decimal(unit.factor), unit.spans, "amount.table_unit"),
        **more,
    }

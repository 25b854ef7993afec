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
from protokoll_extract.extract.table_columns import Head, bands_of, heads_of, placed
from protokoll_extract.extract.table_rows import Cells, Row, blocks_of
from protokoll_extract.segment.lines import Line, Paragraph
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import table

# So many lines may the heads of a table take.
_MOST_HEADS = 4
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
    for block in blocks_of(source, lines):
        before = block.before
        above = whole.get(before.index, before.span) if before is not None else None
        made = _table(source, block.rows, above)
        if made is not None:
            yield made


# One table


def _table(source: SourceText, rows: Sequence[Row], above: Span | None) -> MoneyTable | None:
    first = next((i for i, row in enumerate(rows) if _has_numbers(source, row.cells)), len(rows))
    body = [row for row in rows[first:] if row.cells[0] is not None and _has_numbers(source, row.cells)]
    if len(body) < 2:
        return None
    above_them = [row.cells for row in rows[max(0, first - _MOST_HEADS) : first]]
    width = max(len(row.cells) for row in [*body, *rows[: first or 1]])
    parted = [_parted(source, row.cells, width) for row in body]
    bands = bands_of(source, parted, width)
    heads = heads_of(source, above_them, bands, width)
    title = above if above_them else None
    common = _unit_in(source, heads[0].own) or _unit_in(source, [title] if title else [])
    columns = [_Column(source, head, common, title) for head in heads[1:]]
    in_place = [placed(source, cells, bands) for cells in parted]
    made = [
        _row(source, row.label, cells, columns)
        for row, cells in zip(body, in_place, strict=True)
        if cells[0] is not None
    ]
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
            "columns": [c.name for c in columns if c.name is not None] if above_them else [],
            "rows": [tree for tree, _ in made],
        },
        amounts,
    )


def _has_numbers(source: SourceText, cells: Cells) -> bool:
    empty = table("money")["table"]["empty"]
    return any(
        cell is not None and (_is_number(source, cell) or source.quote(cell) in empty) for cell in cells[1:]
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


def _unit_in(source: SourceText, spans: Sequence[Span]) -> _Unit | None:
    """The unit that a head names, as the last thing it says of it."""
    if not spans:
        return None
    view = view_of(source.text, spans)
    match = _unit_head().search(view.text)
    if not match:
        return None
    word = " ".join(match["unit"].split())
    currency, factor = _units()[word.casefold()]
    return _Unit(word, currency, factor, view.spans(*match.span("unit")))


@cache
def _share_head() -> Pattern:
    words = words_pattern(word for entry in table("units")["percent"] for word in entry["words"])
    return gated(rf"(?i)(?<!\p{{L}})(?:{words})(?!\p{{L}})")


class _Column:
    """A column: its head, the unit that holds for it, and what the head calls its sums."""

    def __init__(self, source: SourceText, head: Head, common: _Unit | None, title: Span | None) -> None:
        view = head.view(source)
        self.name = stated(view, 0, len(view.text), "table.column") if view is not None else None
        own = _unit_in(source, head.own)
        shares = view is not None and own is None and bool(_share_head().search(view.text))
        self.unit = None if shares else own or _unit_in(source, head.over) or common
        said = [view_of(source.text, x) for x in (head.own, head.over, [title] if title else []) if x]
        self.status = next(filter(None, (status_of(v, len(v.text), len(v.text)) for v in said)), None)
        self.period = None
        for above in said[: len(said) - (title is not None)]:
            year = _YEAR.search(above.text)
            if year is not None and self.period is None:
                self.period = derived(year.group(), above.spans(*year.span()), "amount.period")


@cache
def _number() -> Pattern:
    return gated(rf"(?P<sign>[-–−+])?\s?(?P<number>{number_pattern()})", regex.VERBOSE)


def _is_number(source: SourceText, cell: Span | None) -> bool:
    if cell is None:
        return False
    quote = source.quote(cell)
    return bool(_number().match(quote)) and not _YEAR.fullmatch(quote)


def _row(
    source: SourceText, label_lines: Sequence[Span], row: Cells, columns: Sequence[_Column]
) -> tuple[Tree, list[Tree]]:
    named = view_of(source.text, label_lines)
    label = stated(named, 0, len(named.text), "table.label")
    cells: list[Tree] = []
    amounts: list[Tree] = []
    for cell, column in zip([*row[1:], *[None] * len(columns)], columns, strict=False):
        found = _cell(source, cell, column)
        cells.append({"raw": _stated(source, cell, "table.cell"), "value": found["value"] if found else None})
        if found is not None:
            amounts.append({**found, "label": label, "column": column.name})
    is_sum = bool(regex.search(table("money")["table"]["sum"], named.text))
    kind = derived("sum" if is_sum else "row", named.whole(), "table.row")
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

"""Sums, percentages and references of all §§, each tied to its § and decision point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from protokoll_extract.extract.amount_again import sums_again
from protokoll_extract.extract.amounts import find_percentages
from protokoll_extract.extract.finding import Tree, derived
from protokoll_extract.extract.money import Place, in_place, money_facts
from protokoll_extract.extract.money_table import MoneyTable, find_tables
from protokoll_extract.extract.references import find_calls, find_diary_numbers, find_laws, find_objectives
from protokoll_extract.extract.referred import find_dated, find_paragraphs
from protokoll_extract.extract.reports import find_eu_acts, find_reports
from protokoll_extract.segment.lines import Paragraph
from protokoll_extract.segment.outline import Item, Outline
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View

# A line above a list names what the list is about; a longer one is running text.
_FIGURE = regex.compile(r"\d")
_HEADING_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Facts:
    """Trees for the contract; ``tables`` has the budget tables of each §."""

    amounts: list[Tree]
    percentages: list[Tree]
    references: list[Tree]
    tables: list[list[Tree]]


def facts_of(source: SourceText, outline: Outline, items: list[Tree], on: str | None) -> Facts:
    """What the §§ say of money, shares and sources; ``on`` (an ISO date) picks the law in force."""
    out = Facts([], [], [], [])
    labels = {str(i["number"].value): at for at, i in enumerate(items) if i["number"] is not None}
    for item, tree in zip(outline.items, items, strict=True):
        number = tree["number"]
        ref = derived(number.value, number.spans, "fact.item") if number is not None else None
        tables = list(find_tables(source, item.lines, (p for s in item.sections for p in s.paragraphs)))
        out.tables.append([table.tree for table in tables])
        views = list(_views(item, tree))
        rows = [span for table in tables for row in table.tree["rows"] for span in _row_spans(row)]
        sums = [amount for view, place in views for amount in _amounts(view, place, tables, rows)]
        again = list(sums_again(views, sums))
        if again:
            sums = sorted((*sums, *again), key=lambda amount: amount["raw"].spans[0])
        out.amounts.extend({**amount, "item": ref} for amount in sums)
        for view, place in views:
            out.percentages.extend({**p, "item": ref} for p in find_percentages(view))
            # Without a figure there is nothing to refer to.
            for reference in _references(view, on, labels) if _FIGURE.search(view.text) else ():
                point = place.decision(reference["raw"].spans)
                link = derived(point["id"].value, reference["raw"].spans, "fact.decision") if point else None
                out.references.append({**reference, "item": ref, "decision": link})
    return out


# Sums


def _views(item: Item, tree: Tree) -> Iterator[tuple[View, Place]]:
    """Title and paragraphs, each with the place that its sums stand in."""
    decisions = tuple(tree["decisions"])
    if item.title is not None:
        yield item.title, Place("title")
    for section in item.sections:
        above: View | None = section.heading
        for paragraph in section.paragraphs:
            listed = paragraph.marked
            if not listed and _is_heading(paragraph):
                above = paragraph.view
            yield paragraph.view, Place(section.kind, decisions, above if listed else None)
            if not listed and not _is_heading(paragraph):
                above = section.heading


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.view.text.rstrip()
    return len(text) <= _HEADING_LENGTH and not text.endswith((".", ",", ";"))


def _amounts(view: View, place: Place, tables: list[MoneyTable], rows: list[Span]) -> list[Tree]:
    """The sums of a paragraph in order; where a table stands, those of its cells.

    ``rows`` are the places of the tables' cells.
    """
    found = list(money_facts(view, place))
    if not tables:
        return found
    whole = view.whole()
    found = [a for a in found if not any(row.overlaps(span) for row in rows for span in a["raw"].spans)]
    cells = [a for table in tables for a in table.amounts if _inside(a["raw"].spans[0], whole)]
    found += [in_place(cell, place) for cell in cells]
    return sorted(found, key=lambda amount: amount["raw"].spans[0])


def _inside(span: Span, whole: tuple[Span, ...]) -> bool:
    return any(part.contains(span) for part in whole)


def _row_spans(row: Tree) -> Iterator[Span]:
    for cell in row["cells"]:
        if cell["raw"] is not None:
            yield from cell["raw"].spans


# References


def _references(view: View, on: str | None, labels: Mapping[str, int]) -> Iterator[Tree]:
    """All references of a paragraph; what stands within a law or an EU act is no other reference."""
    found = [*find_calls(view), *find_objectives(view), *find_laws(view, on=on), *find_eu_acts(view)]
    numbers = []
    for tree in find_diary_numbers(view):
        kind = derived("diary_number", tree["raw"].spans, "reference.kind")
        numbers.append({"kind": kind, **tree, "sfs": None, "chapter": None, "section": None})
    others = [*find_reports(view), *find_paragraphs(view, labels), *find_dated(view, "document", on)]
    others += find_dated(view, "meeting", on)
    found += [tree for tree in others if not _overlaps(tree, found)]
    taken = [tree for tree in found if tree["kind"].value in ("eu_act", "sou", "ds", "prop")]
    yield from found
    yield from (tree for tree in numbers if not _overlaps(tree, taken))


def _overlaps(tree: Tree, others: list[Tree]) -> bool:
    spans = tree["raw"].spans
    return any(a.overlaps(b) for other in others for a in other["raw"].spans for b in spans)

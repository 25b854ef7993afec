"""Everyone whom the minutes list: on the front page, under a § that is the list, in an appendix."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.extract.attendance import habits_of_groups, read_group
from protokoll_extract.extract.attendance_notes import apart_from_notes
from protokoll_extract.extract.finding import Tree
from protokoll_extract.extract.habits import ELECTED
from protokoll_extract.extract.presence import is_by_point, unsigned_labels, without_unsigned
from protokoll_extract.extract.roll import read_roll
from protokoll_extract.segment.front import Front, Group
from protokoll_extract.segment.headings import group_heading
from protokoll_extract.segment.outline import Item, Outline
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import table


def everyone_listed(source: SourceText, outline: Outline, front: Front, closing: Front) -> list[Tree]:
    """The attendance rows in their order; an appendix counts where nothing before it lists the elected.

    "Beslutande: Enligt bilagd förteckning" sends the reader to the end of the document.
    """
    rows = _read(source, [front, *_under_paragraphs(source, outline)])
    if not any(row["capacity"].value in ELECTED for row in rows):
        rows += _read(source, [closing])
    if any(item.label is not None and "§" in item.label.text for item in outline.items):
        # "punkt 5" is a point of an agenda, not § 5.
        for row in rows:
            row["presence"] = [x for x in row["presence"] if not is_by_point(x)]
    known = {"".join(item.label.text.split()).strip("§.") for item in outline.items if item.label is not None}
    if not known.issuperset(x for row in rows for x in unsigned_labels(row["presence"])):
        # Numbers behind names that are no §§.
        for row in rows:
            row["presence"] = without_unsigned(row["presence"])
    return rows


def _under_paragraphs(source: SourceText, outline: Outline) -> Iterator[Front]:
    for item in outline.items:
        kind = group_heading(item.title.text) if item.title is not None else None
        if kind and item.title is not None and not _elects(source, item):
            cells = tuple(line.cells for line in item.lines[1:])
            yield Front((), (Group(kind, item.title, cells),), (), ())


def _elects(source: SourceText, item: Item) -> bool:
    """Does the § choose people ("§ 9 Revisorer": "Till revisorer valdes …"), not list those who are there?"""
    chosen = gated(table("attendance")["elections"]["elects"])
    return any(chosen.search(line.text(source)) for line in item.lines[1:])


def _read(source: SourceText, parts: list[Front]) -> list[Tree]:
    habits = habits_of_groups(source, (group for part in parts for group in part.groups))
    out: list[Tree] = []
    for part in parts:
        groups, notes = apart_from_notes(source, part.groups)
        for group in groups:
            out += read_group(source, group, habits, notes)
        for roll in part.tables:
            out += read_roll(roll)
    return out


def once(rows: list[Tree]) -> Iterator[Tree]:
    """The rows without those that only give somebody above an office: "Sekreterare: Bo Ek" below the list."""
    seen: dict[str, bool | None] = {}
    says = ("organisation", "serves_for", "serving", "presence", "remote")
    for row in rows:
        name = str(row["name"].value) if row["name"] is not None else ""
        more = row["party"]["id"] is not None or any(row[key] for key in says)
        present = row["present"].value if row["present"] is not None else None
        if not name or name not in seen or more or present != seen[name]:
            yield row
        seen.setdefault(name, present)

"""The rows of an attendance group: wrapped cells joined, bullets and presence marks taken off."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from protokoll_extract.extract.attendance_patterns import is_role
from protokoll_extract.extract.habits import family_first
from protokoll_extract.extract.names import is_organisation, is_person_name, is_role_word, name_pattern
from protokoll_extract.segment.front import Group
from protokoll_extract.segment.ruled import NOT_PARTED, Parting, nearest
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar
from protokoll_extract.vocab.registers import first_names

_BULLET = gated(r"(?:[-–•*]|\d{1,2}[.)]|\d{1,3}(?=\s+\p{Lu}\p{Ll}+\s\p{Lu}))\s+")
# Presence marks before the names: x present, - absent.
_MARK = gated(r"(?P<x>[xX])\s+|(?P<no>[-–])\s+")

# The number of a seat, in a column of its own.
_SEAT = gated(r"\d{1,3}[.)]?")
_MARKS = ("x", "X", "-", "–")
# So much further left is another margin (points).
_INDENT = 6
# A party in parentheses before the name: "(S) Bo Ek".
_PARTY_FIRST = gated(r"\(\s*[\p{L}-]{1,5}\s*\)\s+\p{Lu}\p{L}+[ -]\p{Lu}")


def rows_of(source: SourceText, group: Group) -> Iterator[tuple[tuple[View, ...], View | None]]:
    """Rows with wrapped cells put together again, and each row's presence mark."""
    marked = any(_MARK.match(source.quote(c[0])) and source.quote(c[0])[0] in "xX" for c in group.rows if c)
    alone = any(len(c) > 1 and source.quote(c[0]) in ("x", "X") for c in group.rows)
    rows: list[list[list[Span]]] = []
    torn = [cells for cells in _with_torn_parties(source, group.rows) if cells]
    parting = Parting.of(source, torn) if any(len(cells) > 1 for cells in torn) else NOT_PARTED
    for i, cells in enumerate(torn):
        if rows and parting.goes_on(source, torn[i - 1], len(rows[-1]), cells):
            heads = [spans[0] for spans in rows[-1]]
            for cell in cells:
                rows[-1][nearest(source, heads, cell)].append(cell)
            continue
        begins = marked and _MARK.match(source.quote(cells[0]))
        target = None if begins else _wrapped(source, rows, cells)
        if target is not None:
            target.append(cells[0])
        else:
            rows.append([[c] for c in cells])
    for row in _apart(source, group, rows):
        views = []
        mark: View | None = None
        if alone and len(row) > 1 and _text(source, row[0]) in _MARKS:
            mark, row = view_of(source.text, row[0]), row[1:]
        if len(row) > 1 and _SEAT.fullmatch(_text(source, row[0])):
            row = row[1:]
        for spans in row:
            view = view_of(source.text, spans)
            lead = _MARK.match(view.text) if marked else None
            if lead:
                mark = view.cut(0, 1)
            bullet = lead or _BULLET.match(view.text)
            views.append(view.cut(bullet.end(), len(view.text)) if bullet else view)
        yield tuple(v for v in views if v.text) or (view_of(source.text, []),), mark


# A person with party who fills a cell, alone or with a role behind a comma.
_WHOLE = gated(r"(?P<name>[^(),\t]{4,60}?)\s*\(\s*[\p{L}-]{1,5}\s*\)(?:,\s*[^(),]{3,40})?")


def _apart(source: SourceText, group: Group, rows: list[list[list[Span]]]) -> Iterator[list[list[Span]]]:
    """Lists with several people a row: where all cells of all longer rows hold one each, each is a row.

    Beside substitutes who serve stand those whom they serve for: such lists stay as they are.
    """
    cells = [_text(source, cell) for row in rows if len(row) > 1 for cell in row]
    people = [match for match in map(_WHOLE.fullmatch, cells) if match and is_person_name(match["name"])]
    serves = group.kind.capacity == "substitute" and group.kind.serving is not False
    if serves or not cells or len(people) < len(cells):
        yield from rows
        return
    for row in rows:
        yield from ([cell] for cell in row)


def _text(source: SourceText, cell: list[Span]) -> str:
    return " ".join(source.quote(span) for span in cell)


_PARTY_ALONE = gated(r"\(\s*[\p{L}-]{1,5}\s*\)")


def _with_torn_parties(source: SourceText, rows: tuple[tuple[Span, ...], ...]) -> Iterator[tuple[Span, ...]]:
    """The rows with a column of parties that was torn off and stands below the names.

    It is put back only where it has as many entries as there are names above it;
    otherwise a party could be anybody's, and is left out.
    """
    alone = [len(x) == 1 and bool(_PARTY_ALONE.fullmatch(source.quote(x[0]))) for x in rows]
    start = alone.index(True) if True in alone else len(rows)
    run = next((i for i in range(start, len(rows)) if not alone[i]), len(rows)) - start
    if run < 2:
        yield from rows
        return
    names, parties = rows[:start], rows[start : start + run]
    if start == run and all(len(x) == 1 for x in names):
        yield from ((*name, *party) for name, party in zip(names, parties, strict=True))
    else:
        yield from names
    yield from rows[start + run :]


def _wrapped(source: SourceText, rows: list[list[list[Span]]], cells: tuple[Span, ...]) -> list[Span] | None:
    """The cell that this lone cell continues, or None where it begins a row."""
    if not rows or len(cells) != 1:
        return None
    text = source.quote(cells[0])
    last = rows[-1]
    for spans in (last[-1], last[0]):
        before = source.text[spans[0].start : spans[-1].end]
        if before.count("(") > before.count(")") or grammar("list.unfinished").search(before):
            return spans
        if grammar("list.half_name").search(before) and grammar("list.other_half").search(text):
            return spans
    before = source.text[last[-1][0].start : last[-1][-1].end]
    if (text[0].islower() and not _MARK.match(text) and not _begins(text)) or text.startswith(("§", "(")):
        begins = _PARTY_FIRST.match(text) or _outdented(source, last[0][0], cells[0])
        return None if begins else last[-1]
    if not text[0].islower() and text[0] in "12I" and is_role(text):
        return last[-1]  # "1:e vice ordförande" below the name.
    # A comma run filled its line: the next line goes on with it.
    if before.count(",") >= 2 and not _BULLET.match(text) and _goes_on(before, text):
        return last[-1]
    return None


def _outdented(source: SourceText, row: Span, cell: Span) -> bool:
    """Does the line begin further left than the row above it? Then it is a heading ("rektor"), no rest."""
    before = source.text[source.text.rfind("\n", 0, row.start) + 1 : row.start]
    if before.strip() and "\t" not in before:
        return False  # Behind "Närvarande ledamöter:" a list goes on at the margin.
    above, below = source.words_in(row)[:1], source.words_in(cell)[:1]
    if above and below:
        return below[0].box.x0 < above[0].box.x0 - _INDENT
    return _margin(source, cell) < _margin(source, row)


def _margin(source: SourceText, cell: Span) -> int:
    return cell.start - source.text.rfind("\n", 0, cell.start)


def _begins(text: str) -> bool:
    """ "von Ek, Ada (S)": a family name that begins with a small letter begins a row."""
    role, _, name = text.partition(" ")
    if is_role_word(role) and name.partition(" ")[0] in first_names():
        return True  # "ordförande Ada Ek (S)"
    match = family_first().match(text)
    return match is not None and match["given"].split()[0] in first_names()


def _goes_on(before: str, text: str) -> bool:
    """Does the row end with a given name, or with a role, whose other half begins the next line?"""
    tail = regex.split(r",|\b(?:och|samt)\b", before)[-1].strip()
    if tail.islower():
        titled = regex.findall(rf"(?:^|, )(\p{{Ll}}[\p{{L}}-]+) {name_pattern()}", before)
        return any(map(is_role_word, titled)) and is_role_word(tail) and text.split()[0] in first_names()
    if not tail.istitle() or is_person_name(tail) or tail.endswith(")"):
        return False
    other_half = " " not in tail and not is_role_word(tail) and bool(grammar("list.family_alone").match(text))
    return tail.split()[0] in first_names() or (other_half and not is_organisation(tail))

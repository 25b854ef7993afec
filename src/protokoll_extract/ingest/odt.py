"""LibreOffice documents (ODT) to SourceText: what is printed, element by element."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from protokoll_extract.ingest.blocks import Block, Paragraph, Row, lines_of_cell, source_of, tracked_changes
from protokoll_extract.ingest.docx import missing_extra
from protokoll_extract.ingest.odt_styles import OFFICE, STYLE, TABLE, TEXT, Lists, Styles
from protokoll_extract.ingest.package import DAMAGED, ODT, damaged
from protokoll_extract.text.source import SourceText

_MOST_REPEATED = 64  # Rows and cells that a file says stand many times are mostly empty ones.
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SILENT = frozenset(
    {f"{TEXT}tracked-changes", f"{TEXT}note", f"{TEXT}sequence-decls", f"{TEXT}variable-decls"}
    | {f"{TEXT}user-field-decls", f"{TEXT}table-of-content-source", f"{TEXT}bibliography-source"}
    | {f"{OFFICE}annotation", f"{OFFICE}forms"}
)


def read_odt(data: bytes, name: str) -> SourceText:
    """Read an OpenDocument text.

    Raises InputError ``input.corrupt``, ``limit.depth`` or ``input.empty``, MissingExtraError without
    the extra ``documents``.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise missing_extra(name, "an OpenDocument text") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = etree.fromstring(package.read("content.xml"), parser)
            sheet = (
                etree.fromstring(package.read("styles.xml"), parser)
                if "styles.xml" in package.namelist()
                else None
            )
        blocks = list(_Reader(content, sheet).blocks())
    except (etree.XMLSyntaxError, *DAMAGED) as error:  # ValueError: numbers that are none
        raise damaged(name, "the OpenDocument text", error) from error
    inserted = sum(1 for _ in content.iter(f"{TEXT}insertion"))
    deleted = sum(1 for _ in content.iter(f"{TEXT}deletion"))
    remarks = tracked_changes(inserted, deleted)
    return source_of(blocks, data, name, ODT, "lxml", remarks)


class _Reader:
    """Walks one document in the order of its print."""

    def __init__(self, content: Any, sheet: Any | None) -> None:
        roots = [root for root in (sheet, content) if root is not None]
        self._content, self._sheet = content, sheet
        self._styles, self._lists = Styles(roots), Lists(roots)
        self._paragraphs = self._tables = self._notes = 0
        self._gap = True
        self._foot: list[Block] = []

    def blocks(self) -> Iterator[Block]:
        yield from self._edges("header")
        body = self._content.find(f"{OFFICE}body/{OFFICE}text")
        if body is not None:
            yield from self._walk(body)
        yield from self._edges("footer")
        yield from self._foot

    def _edges(self, word: str) -> Iterator[Block]:
        """Heads or feet of every kind of page, each text once."""
        seen: set[str] = set()
        masters = self._sheet.iter(f"{STYLE}master-page") if self._sheet is not None else ()
        for master in masters:
            for kind in (word, f"{word}-left", f"{word}-first"):
                for edge in master.iterchildren(f"{STYLE}{kind}"):
                    text = "".join(edge.itertext()).strip()
                    if text and text not in seen and edge.get(f"{STYLE}display") != "false":
                        seen.add(text)
                        yield from (_as_furniture(block, word) for block in self._walk(edge))

    def _walk(self, parent: Any, level: int = 0, list_style: str = "", marker: str = "") -> Iterator[Block]:
        for element in parent:
            tag = element.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(element, marker)
                marker = ""
            elif tag == f"{TEXT}list":
                yield from self._list(element, level + 1, list_style)
            elif tag == f"{TABLE}table":
                yield from self._table(element)
            elif isinstance(tag, str) and tag not in _SILENT:
                yield from self._walk(element, level, list_style)

    def _list(self, element: Any, level: int, outer: str) -> Iterator[Block]:
        style = element.get(f"{TEXT}style-name") or outer
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if level == 1 and not goes_on:
            self._lists.begin(style)
        for child in element:
            if child.tag == f"{TEXT}list-header":
                yield from self._walk(child, level, style)
            elif child.tag == f"{TEXT}list-item":
                first = next((x for x in child if x.tag in (f"{TEXT}p", f"{TEXT}h")), None)
                marker = self._lists.label(style, level) if first is not None else ""
                yield from self._walk(child, level, style, marker)

    def _paragraph(self, element: Any, marker: str) -> Iterator[Block]:
        self._paragraphs += 1
        style = self._styles.of(element.get(f"{TEXT}style-name", ""))
        level = style.level
        if element.tag == f"{TEXT}h":
            level = int(element.get(f"{TEXT}outline-level", "1") or 1)
            if not marker and element.get(f"{TEXT}is-list-header") != "true":
                marker = self._lists.outline(level)
        text = "".join(_text(element))
        if marker and text.strip():
            text = f"{marker} {text.lstrip()}"
        apart = self._gap or level > 0 or style.before
        self._gap = style.after or not text.strip()
        yield Paragraph(text, f"paragraph {self._paragraphs}", level, apart)
        yield from self._anchored(element)

    def _anchored(self, element: Any) -> Iterator[Block]:
        """Text boxes that hang on a paragraph; foot notes are kept for the end."""
        for node in element.iter(f"{TEXT}note-body", f"{_DRAW}text-box"):
            outer = next(node.iterancestors(f"{TEXT}p", f"{TEXT}h"))
            if outer is not element:
                continue
            if node.tag == f"{TEXT}note-body":
                self._notes += 1
                path = f"footnote {self._notes}"
                for block in list(self._walk(node)):
                    if isinstance(block, Paragraph):
                        self._foot.append(Paragraph(block.text, path))
            else:
                yield from self._walk(node)

    def _table(self, element: Any) -> Iterator[Block]:
        self._tables += 1
        table = self._tables
        for number, row in enumerate(_repeated(element.iter(f"{TABLE}table-row"), element, "rows"), start=1):
            cells = tuple(self._cell(cell) for cell in _repeated(row, row, "columns"))
            yield Row(cells, f"table {table} row {number}", apart=number == 1)
        self._gap = True

    def _cell(self, element: Any) -> tuple[str, ...]:
        if element.tag == f"{TABLE}covered-table-cell":
            return ()
        return lines_of_cell(list(self._walk(element)))


def _repeated(nodes: Any, table: Any, what: str) -> Iterator[Any]:
    """Rows of this table (not of one inside it), or cells of a row, as often as the file repeats them."""
    for node in nodes:
        if what == "rows" and next(node.iterancestors(f"{TABLE}table")) is not table:
            continue
        if what == "columns" and node.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = node.get(f"{TABLE}number-{what}-repeated", "1")
        empty = not "".join(node.itertext()).strip()
        count = int(times) if times.isdecimal() else 1
        yield from [node] * (1 if empty else min(count, _MOST_REPEATED))


def _as_furniture(block: Block, path: str) -> Block:
    if isinstance(block, Row):
        return Row(block.cells, path, block.apart, True)
    return Paragraph(block.text, path, block.level, block.apart, True)


def _text(element: Any) -> Iterator[str]:
    """What a paragraph prints: white space by its own elements, boxes and notes left out."""
    yield _squeeze(element.text)
    for node in element:
        tag = node.tag
        if tag == f"{TEXT}s":
            count = node.get(f"{TEXT}c", "1")
            yield " " * (min(int(count), 200) if count.isdecimal() else 1)
        elif tag == f"{TEXT}tab":
            yield "\t"
        elif tag == f"{TEXT}line-break":
            yield "\n"
        elif isinstance(tag, str) and tag not in _SILENT and not tag.endswith("}frame"):
            yield from _text(node)
        yield _squeeze(node.tail)


def _squeeze(text: str | None) -> str:
    """Line ends and runs of white space in the file are one space on paper."""
    if not text:
        return ""
    words = " ".join(text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" "))
    while "  " in words:
        words = words.replace("  ", " ")
    return words

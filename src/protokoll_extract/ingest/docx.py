"""Word documents (DOCX) to SourceText: what is printed, element by element.

python-docx opens the package and knows its styles; the body is walked here, since text also
stands in content controls, text boxes and tracked insertions, which its paragraphs leave out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.ingest.blocks import Block, Paragraph, Row, lines_of_cell, source_of, tracked_changes
from protokoll_extract.ingest.docx_numbering import Numbering, W
from protokoll_extract.ingest.docx_styles import Styles
from protokoll_extract.ingest.package import DOCX, damaged
from protokoll_extract.text.source import SourceText

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
# Wrappers that only say something about the text inside them.
_OPEN = frozenset(
    {f"{W}ins", f"{W}moveTo", f"{W}hyperlink", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent"}
    | {f"{W}fldSimple", f"{W}dir", f"{W}bdo", f"{W}customXml"}
)


def read_docx(data: bytes, name: str) -> SourceText:
    """Read a Word document.

    Tracked insertions are text, tracked deletions are not. Raises InputError
    ``input.corrupt``, ``limit.depth`` or ``input.empty``, MissingExtraError without the extra ``documents``.
    """
    try:
        import docx
    except ImportError as error:
        raise missing_extra(name, "a Word document") from error
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_Reader(document).blocks())
        body = document.element.body
        inserted = sum(1 for _ in body.iter(f"{W}ins", f"{W}moveTo"))
        deleted = sum(1 for _ in body.iter(f"{W}del", f"{W}moveFrom"))
    except InputError:
        raise
    except Exception as error:  # A damaged package fails in many ways inside the library.
        raise damaged(name, "the Word document", error) from error
    return source_of(blocks, data, name, DOCX, "python-docx", tracked_changes(inserted, deleted))


def missing_extra(name: str, what: str) -> MissingExtraError:
    return MissingExtraError(
        "extra.documents", name, f"this is {what}, and the extra for it is not installed",
        "Install it: pip install 'protokoll-extract[documents]'.",
    )  # fmt: skip


class _Reader:
    """Walks one document in the order of its print."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = Styles(document.styles.element)
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            numbering = None
        self._numbering = Numbering(numbering)
        self._paragraphs = self._tables = 0
        self._gap = True

    def blocks(self) -> Iterator[Block]:
        heads, feet = self._edges()
        yield from heads
        yield from self._walk(self._document.element.body)
        yield from feet
        yield from self._notes()

    def _edges(self) -> tuple[list[Block], list[Block]]:
        """Heads and feet of every section, each text once; a first page's own head is no furniture."""
        sides: tuple[list[Block], list[Block]] = ([], [])
        seen: set[str] = set()
        for number, section in enumerate(self._document.sections):
            own = bool(section.different_first_page_header_footer)
            even = bool(self._document.settings.odd_and_even_pages_header_footer)
            parts = [
                (0, "header", section.first_page_header, own, number == 0),
                (0, "header", section.header, True, False),
                (0, "header", section.even_page_header, even, False),
                (1, "footer", section.first_page_footer, own, False),
                (1, "footer", section.footer, True, False),
                (1, "footer", section.even_page_footer, even, False),
            ]
            for side, word, part, used, first in parts:
                if not used or (part.is_linked_to_previous and number):
                    continue
                blocks = list(self._edge(part, word, first))
                text = repr([getattr(x, "text", getattr(x, "cells", None)) for x in blocks])
                if text not in seen:
                    seen.add(text)
                    sides[side].extend(blocks)
        return sides

    def _edge(self, part: Any, word: str, first: bool) -> Iterator[Block]:
        if part.is_linked_to_previous:
            return
        for block in self._walk(part._element):
            if isinstance(block, Row):
                yield Row(block.cells, word, block.apart, not first)
            elif block.text.strip():
                yield Paragraph(block.text, word, block.level, block.apart, not first)

    def _notes(self) -> Iterator[Block]:
        """Foot and end notes, after the text they belong to."""
        for part in self._document.part.package.iter_parts():
            for kind in ("footnote", "endnote"):
                if part.partname.endswith(f"/{kind}s.xml"):
                    yield from self._note_part(part, kind)

    def _note_part(self, part: Any, kind: str) -> Iterator[Block]:
        from docx.oxml import parse_xml

        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        number = 0
        for note in root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            number += 1
            for block in self._walk(note):
                if isinstance(block, Paragraph) and block.text.strip():
                    yield Paragraph(block.text.strip(), f"{kind} {number}")

    # --- blocks

    def _walk(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag in _OPEN:
                yield from self._walk(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        self._paragraphs += 1
        style = self._styles.of(element)
        text = "".join(_text(element))
        list_id, depth = style.list_id, style.depth
        if text.strip() and list_id:
            if depth is None:
                depth = self._numbering.level_of_style(list_id, style.name)
            label = self._numbering.label(list_id, depth)
            text = f"{label} {text.lstrip()}" if label else text
        apart = self._gap or style.level > 0 or style.before
        self._gap = style.after or (not text.strip())
        yield Paragraph(text, f"paragraph {self._paragraphs}", style.level, apart)
        for box in _boxes(element):
            yield from self._walk(box)

    def _table(self, element: Any) -> Iterator[Block]:
        self._tables += 1
        table = self._tables
        for number, row in enumerate(_rows(element), start=1):
            cells = tuple(self._cell(cell) for cell in row)
            yield Row(cells, f"table {table} row {number}", apart=number == 1)
        self._gap = True

    def _cell(self, element: Any) -> tuple[str, ...]:
        merged = element.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val", "continue") == "continue":
            return ()
        return lines_of_cell(list(self._walk(element)))


def _rows(table: Any) -> Iterator[list[Any]]:
    for element in table:
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield list(_cells(element))
        elif element.tag in _OPEN:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in _OPEN:
            yield from _cells(element)


# --- text of one paragraph


def _text(element: Any) -> Iterator[str]:
    """What a paragraph prints: deletions, field codes and hidden text left out."""
    fields: list[bool] = []  # For each open field: is its result printed yet?
    for kind, node in _pieces(element):
        if kind == "field":
            _step(fields, node.get(f"{W}fldCharType"))
        elif not fields or fields[-1]:
            yield node


def _step(fields: list[bool], step: str | None) -> None:
    if step == "begin":
        fields.append(False)
    elif step == "separate" and fields:
        fields[-1] = True
    elif step == "end" and fields:
        fields.pop()


def _pieces(element: Any) -> Iterator[tuple[str, Any]]:
    for node in element:
        tag = node.tag
        if tag == f"{W}r":
            if not _hidden(node):
                yield from _run(node)
        elif tag in _OPEN:
            yield from _pieces(node)


def _run(run: Any) -> Iterator[tuple[str, Any]]:
    for node in run:
        tag = node.tag
        if tag == f"{W}t":
            yield "text", node.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield "text", "\t"
        elif tag in _BREAKS:
            yield "text", "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "text", "-"
        elif tag == f"{W}fldChar":
            yield "field", node


def _hidden(run: Any) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "true") not in ("0", "false", "off")


def _boxes(paragraph: Any) -> Iterable[Any]:
    """Text boxes anchored in a paragraph, each once (files also carry an older twin of each box)."""
    for box in paragraph.iter(f"{W}txbxContent"):
        parents = {ancestor.tag for ancestor in box.iterancestors()}
        nested = f"{W}txbxContent" in parents
        if not nested and f"{_MC}Fallback" not in parents:
            yield box

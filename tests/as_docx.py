"""Generated minutes as Word files: headings by style, tables, lists numbered by Word, heads and feet."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.shared import Pt

from generate.document import Document
from generate.mark import plain
from generate.sheet import Block, Break, Contents, Head, Line, Para, Points, Rows, Rule


def docx_of(document: Document) -> bytes:
    """The document in a Word file with automatic numbers and bullets."""
    file = docx.Document()
    file.styles["Normal"].paragraph_format.space_after = Pt(8)
    section = file.sections[0]
    section.header.paragraphs[0].text = document.running
    section.footer.paragraphs[0].text = document.foot
    for block in document.blocks:
        _add(file, block)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _add(file: Any, block: Block) -> None:
    match block:
        case Line():
            file.add_paragraph(plain(block.text)).paragraph_format.space_after = Pt(0)
        case Para():
            file.add_paragraph(plain(block.text))
        case Rule():
            file.add_paragraph(block.text)
        case Head():
            file.add_heading(plain(block.text), block.level)
        case Rows():
            _rows(file, block)
        case Points():
            for text in block.items:
                style = {"1.": "List Number", "": None}.get(block.marker, "List Bullet")
                paragraph = file.add_paragraph(plain(text), style=style)
                paragraph.paragraph_format.space_after = Pt(2)
            if block.marker == "1.":
                _begin_anew(file, len(block.items))
        case Contents():
            for i, (text, _) in enumerate(block.entries):
                file.add_paragraph(f"{text}\t{3 + i * 2 // 3}").paragraph_format.space_after = Pt(0)
        case Break():
            file.add_page_break()


def _begin_anew(file: Any, count: int) -> None:
    """A list of its own for the last paragraphs, so that its numbers begin at 1."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element
    pointed = int(style.pPr.numPr.numId.val)
    abstract = next(n for n in numbering.num_lst if n.numId == pointed).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in file.paragraphs[-count:]:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = num.numId
        properties.get_or_add_ilvl().val = 0


def _rows(file: Any, block: Rows) -> None:
    columns = max(len(row) for row in block.rows)
    table = file.add_table(rows=0, cols=columns)
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            first, *rest = plain(text).split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)

"""The document as a Word file: headings as styles, rows as tables, points as lists, heads and feet.

Written by python-docx; the same document gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from generate.document import Document
from generate.mark import plain
from generate.sheet import Block, Break, Contents, Head, Line, Para, Points, Rows, Rule

_FONTS = {"serif": "Liberation Serif", "sans": "Liberation Sans", "mono": "Liberation Mono"}
_MADE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)


class _Layout:
    def __init__(self, document: Document) -> None:
        import docx
        from docx.shared import Pt

        self.document = document
        self.word: Any = docx.Document()
        style = self.word.styles["Normal"]
        style.font.name = _FONTS.get(document.style.font, "Liberation Serif")
        style.font.size = Pt(document.style.size)
        style.paragraph_format.space_after = Pt(0)

    def paragraph(self, text: str, style: str = "Normal", *, after: float = 0) -> Any:
        from docx.shared import Pt

        paragraph = self.word.add_paragraph(plain(text), style=style)
        paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def head(self, block: Head) -> None:
        if block.level == 4:
            self.paragraph(block.text).runs[0].bold = True
        else:
            self.word.add_heading(plain(block.text), {1: 1, 2: 2, 3: 3}[block.level])

    def rows(self, block: Rows) -> None:
        count = max(len(row) for row in block.rows)
        table = self.word.add_table(rows=0, cols=count)
        table.style = "Table Grid" if block.ruled else "Normal Table"
        for i, row in enumerate(block.rows):
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = plain(text)
                if block.head and i == 0 and cell.paragraphs[0].runs:
                    cell.paragraphs[0].runs[0].bold = True
        self.word.add_paragraph()

    def points(self, block: Points) -> None:
        """Each list numbers from one, as the clerk typed it."""
        for i, text in enumerate(block.items, 1):
            mark = f"{i}. " if block.marker == "1." else f"{block.marker} " if block.marker else ""
            self.paragraph(f"{mark}{plain(text)}", after=3)

    def contents(self, block: Contents) -> None:
        for i, (text, _) in enumerate(block.entries):
            self.paragraph(f"{plain(text)}\t{3 + i * 2 // 3}")

    def add(self, block: Block) -> None:
        match block:
            case Line() | Rule():
                self.paragraph(block.text)
            case Para():
                self.paragraph(block.text, after=7)
            case Head():
                self.head(block)
            case Rows():
                self.rows(block)
            case Points():
                self.points(block)
            case Contents():
                self.contents(block)
            case Break():
                self.word.add_page_break()

    def furniture(self) -> None:
        section = self.word.sections[0]
        if self.document.running:
            section.header.paragraphs[0].text = self.document.running
        if self.document.foot:
            section.footer.paragraphs[0].text = self.document.foot


def docx_of(document: Document) -> bytes:
    """The whole file."""
    layout = _Layout(document)
    layout.furniture()
    for block in document.blocks:
        layout.add(block)
    core = layout.word.core_properties
    core.title, core.author = document.meeting.body.name, ""
    core.created = core.modified = _MADE
    out = io.BytesIO()
    layout.word.save(out)
    return _dated(out.getvalue())


def _dated(data: bytes) -> bytes:
    """The package with fixed times of change, so that the bytes stay the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(old.infolist(), key=lambda x: (x.filename != "[Content_Types].xml", x.filename)):
            made = zipfile.ZipInfo(item.filename, _ZIP_DATE)
            made.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(made, old.read(item.filename))
    return out.getvalue()

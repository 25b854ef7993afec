"""The document by a second producer of PDF: reportlab, with the fonts every reader has."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from generate.document import Document
from generate.mark import plain
from generate.sheet import Block, Break, Contents, Head, Line, Para, Points, Rows, Rule

_FONTS = {
    "serif": ("Times-Roman", "Times-Bold"),
    "sans": ("Helvetica", "Helvetica-Bold"),
    "narrow": ("Helvetica", "Helvetica-Bold"),
    "mono": ("Courier", "Courier-Bold"),
}


def _text(text: str) -> str:
    return escape(plain(text)).replace("\n", "<br/>").replace("\t", "&nbsp;&nbsp;&nbsp;&nbsp;")


class _Layout:
    def __init__(self, document: Document) -> None:
        from reportlab.lib.styles import ParagraphStyle

        self.document = document
        regular, bold = _FONTS[document.style.font]
        size = document.style.size
        self.regular = regular
        body = ParagraphStyle("body", fontName=regular, fontSize=size, leading=size * 1.35)
        self.looks: dict[str, Any] = {
            "body": ParagraphStyle("para", parent=body, spaceAfter=7),
            "line": body,
            "issuer": ParagraphStyle("issuer", parent=body, fontName=bold, fontSize=size + 1.5),
            "h1": ParagraphStyle(
                "h1",
                parent=body,
                fontName=bold,
                fontSize=size + 4,
                leading=size + 8,
                spaceBefore=10,
                spaceAfter=10,
            ),
            "h2": ParagraphStyle(
                "h2",
                parent=body,
                fontName=bold,
                fontSize=size + 1.5,
                spaceBefore=16,
                spaceAfter=4,
                keepWithNext=1,
            ),
            "h3": ParagraphStyle(
                "h3", parent=body, fontName=bold, spaceBefore=8, spaceAfter=2, keepWithNext=1
            ),
            "h4": ParagraphStyle("h4", parent=body, fontName=bold, spaceBefore=9, keepWithNext=1),
            "point": ParagraphStyle("point", parent=body, leftIndent=16, bulletIndent=2, spaceAfter=3),
        }
        self.width = 455

    def paragraph(self, text: str, look: str, bullet: str | None = None) -> Any:
        from reportlab.platypus import Paragraph

        return Paragraph(_text(text), self.looks[look], bulletText=bullet)

    def rows(self, block: Rows) -> Any:
        from reportlab.lib import colors
        from reportlab.platypus import Table

        count = max(len(row) for row in block.rows)
        shares = block.widths or tuple([100 // count] * count)
        cells = [
            [
                self.paragraph(cell, "h4" if block.head and i == 0 else "line")
                for cell in (*row, *[""] * (count - len(row)))
            ]
            for i, row in enumerate(block.rows)
        ]
        rules: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0 if not block.ruled else 4),
        ]
        rules += [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
        if block.ruled:
            rules.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))
        return Table(
            cells,
            colWidths=[self.width * share / 100 for share in shares],
            style=rules,
            spaceBefore=4,
            spaceAfter=8,
        )

    def flow(self, block: Block) -> list[Any]:
        from reportlab.platypus import PageBreak

        match block:
            case Line():
                return [self.paragraph(block.text, "issuer" if block.look == "issuer" else "line")]
            case Para():
                return [self.paragraph(block.text, "body")]
            case Rule():
                return [self.paragraph(block.text, "line")]
            case Head():
                return [self.paragraph(block.text, f"h{block.level}")]
            case Rows():
                return [self.rows(block)]
            case Points():
                marks = [
                    f"{i}." if block.marker == "1." else block.marker or None
                    for i in range(1, len(block.items) + 1)
                ]
                looks = ["point" if mark else "body" for mark in marks]
                return [
                    self.paragraph(text, look, mark)
                    for text, look, mark in zip(block.items, looks, marks, strict=True)
                ]
            case Contents():
                pages = [(text, str(3 + i * 2 // 3)) for i, (text, _) in enumerate(block.entries)]
                return [self.rows(Rows(tuple(pages), (92, 8)))]
            case Break():
                return [PageBreak()]


def pdf_of(document: Document) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import SimpleDocTemplate

    layout = _Layout(document)
    style = document.style

    class Numbered(Canvas):  # type: ignore[misc]
        """Writes the furniture when the number of pages is known."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self.kept, 1):
                self.__dict__.update(page)
                self.setFont(layout.regular, 8)
                self.drawString(70, A4[1] - 40, document.running)
                if style.page:
                    self.drawRightString(
                        A4[0] - 70, A4[1] - 40, style.page.format(n=number, of=len(self.kept))
                    )
                self.drawString(70, 36, document.foot)
                super().showPage()
            super().save()

    out = io.BytesIO()
    frame = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=70,
        rightMargin=70,
        topMargin=66,
        bottomMargin=62,
        invariant=1,
        title=document.meeting.body.name,
        lang="sv",
    )
    frame.build(
        [flowable for block in document.blocks for flowable in layout.flow(block)], canvasmaker=Numbered
    )
    return out.getvalue()

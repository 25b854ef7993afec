"""The document as a page set for WeasyPrint."""

from __future__ import annotations

from html import escape

from generate.document import Document
from generate.mark import plain
from generate.names import DATA
from generate.sheet import Block, Break, Contents, Head, Line, Para, Points, Rows, Rule

_FONTS = {
    "serif": "'Liberation Serif', serif",
    "sans": "'Liberation Sans', sans-serif",
    "narrow": "'Liberation Sans Narrow', 'Liberation Sans', sans-serif",
    "mono": "'Liberation Mono', monospace",
}


def _string(form: str) -> str:
    return '"' + form.replace("\\", "").replace('"', "") + '"'


def _page(form: str) -> str:
    """A page form as CSS: its two slots become counters."""
    text = _string(form).replace("{n}", '" counter(page) "').replace("{of}", '" counter(pages) "')
    return text.replace('"" ', "").replace(' ""', "")


def css(document: Document) -> str:
    style = document.style
    values = {
        "$MARGIN": style.margin,
        "$RUN": _string(document.running),
        "$PAGE": _page(style.page) if style.page else '""',
        "$FOOT": _string(document.foot),
        "$SMALL": f"font: 8pt {_FONTS[style.font]};",
        "$SIZE": f"{style.size}pt",
        "$FONT": _FONTS[style.font],
        "$HYPHENS": "auto" if style.hyphens else "manual",
    }
    text = (DATA / "sheet.css").read_text("utf-8")
    for key, value in values.items():
        text = text.replace(key, value)
    return text


def _text(text: str) -> str:
    return escape(plain(text))


def _cell(text: str, tag: str, width: str) -> str:
    return f"<{tag}{width}>{'<br>'.join(_text(line) for line in text.split(chr(10)))}</{tag}>"


def _rows(block: Rows) -> str:
    out = []
    for i, row in enumerate(block.rows):
        tag = "th" if block.head and i == 0 else "td"
        cells = []
        for j, cell in enumerate(row):
            width = f' style="width: {block.widths[j]}%"' if i == 0 and j < len(block.widths) else ""
            cells.append(_cell(cell, tag, width))
        out.append(f"<tr>{''.join(cells)}</tr>")
    ruled = ' class="ruled"' if block.ruled else ""
    return f"<table{ruled}>{''.join(out)}</table>"


def _html(block: Block) -> str:
    match block:
        case Line():
            return f'<p class="{"l" if block.look == "plain" else block.look}">{_text(block.text)}</p>'
        case Para():
            return f"<p>{_text(block.text)}</p>"
        case Rule():
            return f'<p class="l">{block.text}</p>'
        case Head():
            anchor = f' id="{block.anchor}"' if block.anchor else ""
            return f"<h{block.level}{anchor}>{_text(block.text)}</h{block.level}>"
        case Rows():
            return _rows(block)
        case Points():
            tag = "ol" if block.marker == "1." else "ul"
            look = {"1.": "", "-": ' class="dash"', "": ' class="none"'}.get(block.marker, "")
            return f"<{tag}{look}>{''.join(f'<li>{_text(item)}</li>' for item in block.items)}</{tag}>"
        case Contents():
            return "".join(
                f'<p class="toc {block.leader}"><a href="#{anchor}">{_text(text)}</a></p>'
                for text, anchor in block.entries
            )
        case Break():
            return '<div class="break"></div>'


def html_of(document: Document) -> str:
    body = "\n".join(_html(block) for block in document.blocks)
    name = escape(document.meeting.body.name)
    head = f'<meta charset="utf-8"><title>{name}</title><style>{css(document)}</style>'
    return f'<!doctype html>\n<html lang="sv"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def pdf_of(document: Document) -> bytes:
    import weasyprint

    html = html_of(document)
    return bytes(weasyprint.HTML(string=html).write_pdf(pdf_identifier=b"generated-minutes"))

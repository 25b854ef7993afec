"""Lay a pasted partnership protocol out as the pages it would have been printed on.

Works from shapes only: tab rows, blank lines, leaders with a page number, ``§ n.``
headings, bullets and numbered points. Every character of the text is kept; only
white space between words and lines is given up to the layout.
"""

from __future__ import annotations

import re
from html import escape

_PARAGRAPH_HEAD = re.compile(r"^[\s*#_]*§\s*\d+")
_CONTENTS = re.compile(
    r"^(?P<entry>.*?\S)(?P<gap>\s*(?:\.{3,}|…+)[\s.]*|\s*\t\s*|\s{3,})(?P<page>\d{1,4})\s*$"
)
_CONTENTS_TITLE = re.compile(
    r"^[\s*#_]*(innehåll|innehållsförteckning|ärendelista|föredragningslista)[\s*:_]*$", re.I
)
_NUMBER = re.compile(r"protokoll\s+(?:nr\.?\s*)?(\d+\s*[/:]\s*\d+)", re.I)
_BULLET = re.compile(r"^(\s*(?:[-–•*]|\d{1,2}[.)])\s+)(?=\S)")
_END = (".", ",", ";", ":", "!", "?")

CSS = """
@page { size: A4; margin: 31mm 30mm 27mm 30mm;
  @top-left { content: $RUN; font: 8pt 'Liberation Sans', 'DejaVu Sans', sans-serif; color: #444; vertical-align: bottom; padding-bottom: 6mm }
  @bottom-left { content: "Justerandes sign"; font: 8pt 'Liberation Sans', 'DejaVu Sans', sans-serif; color: #444; border-top: .4pt solid #777; vertical-align: top; padding-top: 2mm }
  @bottom-right { content: "Sida " counter(page) " av " counter(pages); font: 8pt 'Liberation Sans', 'DejaVu Sans', sans-serif; color: #444; border-top: .4pt solid #777; vertical-align: top; padding-top: 2mm } }
@page :first { @top-left { content: none } }
body { font: 10.5pt/1.42 'Liberation Serif', 'DejaVu Serif', serif; margin: 0; color: #111; orphans: 2; widows: 2 }
p { margin: 0 0 2.4mm; white-space: pre-wrap } p.line { margin: 0 0 .5mm } p.end { margin-bottom: 3.2mm }
table { border-collapse: collapse; width: 100%; margin: 0 0 4mm } td { vertical-align: top; padding: .5mm 3mm .5mm 0; white-space: pre-wrap }
.head td { width: 50%; white-space: normal } .head .issuer { font: bold 13pt/1.3 'Liberation Sans', 'DejaVu Sans', sans-serif } .head { margin-bottom: 9mm }
.people td:first-child { width: 55% } .labelled td:first-child { width: 34mm }
h2 { font: bold 12pt/1.3 'Liberation Sans', 'DejaVu Sans', sans-serif; margin: 7mm 0 2.5mm; white-space: pre-wrap; break-after: avoid }
h3 { font: bold 10pt/1.3 'Liberation Sans', 'DejaVu Sans', sans-serif; margin: 4mm 0 1.6mm; white-space: pre-wrap; break-after: avoid }
.contents { break-before: page } .start { break-before: page; margin-top: 0 }
p.toc { margin: 0 0 1.2mm; white-space: normal } p.toc .pg::before { content: leader('.') }
p.point { padding-left: 6mm; text-indent: -6mm; margin-bottom: 1.3mm; white-space: normal } p.point .m { display: inline-block; min-width: 6mm; text-indent: 0 }
"""


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_contents(line: str) -> bool:
    return bool(_PARAGRAPH_HEAD.match(line) and _CONTENTS.match(line))


def _row(line: str) -> bool:
    return "\t" in line.strip() and not _is_contents(line)


def _rows(lines: list[str]) -> str:
    cells = [[part.strip() for part in re.split(r"\t+", line.strip())] for line in lines]
    width = max(map(len, cells))
    labelled = all(row[0].endswith(":") for row in cells)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row + [""] * (width - len(row))) + "</tr>\n"
        for row in cells
    )
    return f'<table class="{"labelled" if labelled else "people"}">\n{body}</table>\n'


def _contents_line(line: str) -> str:
    match = _CONTENTS.match(line)
    assert match is not None
    dots = match["gap"].strip()
    return (
        f'<p class="toc">{escape(match["entry"].strip())}{escape(dots)}'
        f' <span class="pg"> {match["page"]}</span></p>\n'
    )


def _line(line: str, cls: str) -> str:
    bullet = _BULLET.match(line)
    if bullet:
        return (
            f'<p class="point"><span class="m">{escape(bullet[1].strip())} </span>'
            f"{escape(line[bullet.end() :].strip())}</p>\n"
        )
    return f'<p class="{cls}">{escape(line)}</p>\n'


def _css_string(value: str) -> str:
    return '"' + "".join(c if c.isalnum() or c in " ·" else f"\\{ord(c):x} " for c in value) + '"'


def lay_out(text: str) -> str:
    """The text as one HTML page set, ready to be rendered to PDF."""
    blocks = _blocks(text)
    body_name = blocks[0][0].strip() if blocks else ""
    number = _NUMBER.search(text)
    first_row = next((i for i, block in enumerate(blocks) if any(map(_row, block))), None)
    first_paragraph = next(
        (
            i
            for i, block in enumerate(blocks)
            if any(_PARAGRAPH_HEAD.match(x) and not _is_contents(x) for x in block)
        ),
        len(blocks),
    )
    # The head: what stands before the first group label above the first row of people.
    head_end = 0
    if first_row is not None and first_row < first_paragraph:
        head_end = first_row if _row(blocks[first_row][0]) else first_row + 1
        head_end -= 1

    out: list[str] = []
    if head_end > 0:
        left = "".join(_line(line, "line issuer") for line in blocks[0])
        right = "".join(
            "".join(_line(line, "line") for line in block[:-1]) + _line(block[-1], "line end")
            for block in blocks[1:head_end]
        )
        out.append(f'<table class="head"><tr><td>{left}</td><td>{right}</td></tr></table>\n')

    started = False
    for block in blocks[max(head_end, 0) :]:
        index = 0
        while index < len(block):
            line = block[index]
            if _is_contents(line):
                out.append(_contents_line(line))
            elif _row(line):
                end = index
                while end < len(block) and _row(block[end]):
                    end += 1
                out.append(_rows(block[index:end]))
                index = end
                continue
            elif (
                _PARAGRAPH_HEAD.match(line)
                and len(line) < 200
                and ((index == 0 and len(block) == 1) or re.match(r"^[\s*#_]*§\s*\d+\.", line))
            ):
                out.append(f"<h2{'' if started else ' class=start'}>{escape(line)}</h2>\n")
                started = True
            elif _CONTENTS_TITLE.match(line):
                out.append(f'<h3 class="contents">{escape(line)}</h3>\n')
            elif (
                len(block) == 1
                and len(line) < 90
                and not line.rstrip().endswith(_END)
                and ":" not in line
                and not _BULLET.match(line)
            ) or (index == 0 and len(block) > 1 and _row(block[1])):
                out.append(f"<h3>{escape(line)}</h3>\n")
            elif len(block) == 1 and line.rstrip().endswith(":") and len(line) < 60:
                out.append(f'<p style="break-after: avoid">{escape(line)}</p>\n')
            else:
                out.append(_line(line, "end" if index == len(block) - 1 else "line"))
            index += 1

    run = body_name + " · Protokoll" + (f" {number[1]}" if number else "")
    css = CSS.replace("$RUN", _css_string(run))
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        f"<title>{escape(body_name)}</title><style>{css}</style></head>\n<body>\n{''.join(out)}</body></html>\n"
    )


def render(text: str) -> bytes:
    """The laid-out text as PDF."""
    import weasyprint

    return bytes(weasyprint.HTML(string=lay_out(text)).write_pdf(pdf_identifier=b"seed-layout"))

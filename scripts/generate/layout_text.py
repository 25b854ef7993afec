"""The text as a reader would paste it: a paragraph a line, cells parted by tabs.

Wrapped, and with running heads and feet between the lines, where the style asks for it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from generate.document import Document
from generate.mark import plain
from generate.sheet import Block, Break, Contents, Head, Line, Para, Points, Rows, Rule

_PAGE = 46


def _rows(block: Rows) -> Iterator[str]:
    for row in block.rows:
        cells = [plain(cell) for cell in row]
        if "\n" in cells[-1] and len(cells) == 2:
            first, *rest = cells[-1].split("\n")
            yield f"{cells[0]}\t{first}"
            yield from (f"\t{text}" for text in rest)
        else:
            yield "\t".join(cells).rstrip()


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Line() | Para() | Head() | Rule():
            yield plain(block.text)
        case Rows():
            yield from _rows(block)
        case Points():
            for i, text in enumerate(block.items, 1):
                mark = f"{i}. " if block.marker == "1." else f"{block.marker} " if block.marker else ""
                yield mark + plain(text)
        case Contents():
            for i, (text, _) in enumerate(block.entries):
                page = 3 + i * 2 // 3
                yield (
                    f"{text} {'.' * max(4, 70 - len(text))} {page}"
                    if block.leader == "dots"
                    else f"{text}\t{page}"
                )


def _wrapped(lines: list[str], width: int) -> list[str]:
    out: list[str] = []
    for line in lines:
        if "\t" in line or len(line) <= width:
            out.append(line)
        else:
            out += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    return out


def _paged(lines: list[str], document: Document) -> list[str]:
    """Feet and heads put in where a page ends."""
    pages = [lines[i : i + _PAGE] for i in range(0, len(lines), _PAGE)]
    out: list[str] = []
    for i, page in enumerate(pages, 1):
        number = document.style.page.format(n=i, of=len(pages)) if document.style.page else ""
        if i > 1:
            out += [text for text in (document.running, number) if text]
        out += page
        out += [text for text in (document.foot,) if text]
    return out


def text_of(document: Document) -> str:
    """The whole text."""
    style = document.style
    out: list[str] = []
    tight = False
    for block in document.blocks:
        if isinstance(block, Break):
            tight = False
            continue
        close = isinstance(block, Line) and tight
        if out and not close and style.blank_lines and out[-1]:
            out.append("")
        out += list(_lines(block))
        tight = isinstance(block, Line) or (isinstance(block, Head) and block.level == 4)
    if style.wrap:
        out = _wrapped(out, style.wrap)
    if style.furniture:
        out = _paged(out, document)
    return "\n".join(out).strip() + "\n"

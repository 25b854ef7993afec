"""A report as headings, paragraphs and tables, written as Markdown or as one HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """``numeric``: the columns from this number on are numbers, set to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: int = 1


Block = Heading | Paragraph | Table


def to_markdown(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_inline(block.text)}"
    if isinstance(block, Paragraph):
        return block.text
    rule = ["---:" if i >= block.numeric else "---" for i in range(len(block.head))]
    return "\n".join(_line(row) for row in [block.head, rule, *block.rows])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_inline(cell) for cell in cells)} |"


def _inline(text: str) -> str:
    """Text that stays text in a Markdown cell."""
    flat = " ".join(text.split())
    for sign in "\\|*_`<[":
        flat = flat.replace(sign, f"\\{sign}")
    return flat


_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
th { border-bottom-width: 2px; } .n { text-align: right; font-variant-numeric: tabular-nums; }
"""


def to_html(blocks: Sequence[Block], title: str) -> str:
    """One page that needs nothing else."""
    body = "\n".join(_html(block) for block in blocks)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    rows = [f"<tr>{_cells('td', row, block.numeric)}</tr>" for row in block.rows]
    head = f"<thead><tr>{_cells('th', block.head, block.numeric)}</tr></thead>"
    return f"<table>\n{head}\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _cells(tag: str, cells: Sequence[str], numeric: int) -> str:
    return "".join(
        f'<{tag} class="n">{escape(cell)}</{tag}>' if i >= numeric else f"<{tag}>{escape(cell)}</{tag}>"
        for i, cell in enumerate(cells)
    )

"""From a document's elements to canonical text: what Word, LibreOffice and HTML files have in common.

These formats have no pages and no places on paper. A paragraph is a line, a row of a table
a line with its cells parted by tabs, and a value's place is its element.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import regex

from protokoll_extract.errors import InputError
from protokoll_extract.ingest.plain import pages_of
from protokoll_extract.text.normalise import normalise
from protokoll_extract.text.source import Region, Remark, SourceText
from protokoll_extract.text.span import Span

_BREAKS = regex.compile(r"\r\n?|[\n\v\f\u2028\u2029\x85\x1c-\x1e]")
_SPACES = regex.compile(r"[ \u00a0]+\t|\t[ \u00a0]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``level`` is the depth of a heading, 0 for text; ``apart``: space above it."""

    text: str
    path: str
    level: int = 0
    apart: bool = True
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: for each cell its lines, as printed from top to bottom."""

    cells: tuple[tuple[str, ...], ...]
    path: str
    apart: bool = False
    furniture: bool = False


Block = Paragraph | Row


def source_of(
    blocks: Iterable[Block],
    data: bytes,
    name: str,
    media_type: str,
    reader: str,
    remarks: tuple[Remark, ...] = (),
) -> SourceText:
    """The blocks as a SourceText without geometry.

    Raises InputError ``input.empty`` where no block holds any text.
    """
    writer = _Writer()
    for block in blocks:
        writer.block(block)
    text = "".join(writer.out)
    if not text.strip():
        raise InputError("input.empty", name, "the document holds no text", "Check its content.")
    return SourceText(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        reader=reader,
        text=text,
        pages=pages_of(text),
        whole_lines=True,
        regions=tuple(writer.regions),
        remarks=remarks,
    )


def tracked_changes(inserted: int, deleted: int) -> tuple[Remark, ...]:
    """The remark on changes that are neither accepted nor refused, if there are any."""
    if not inserted and not deleted:
        return ()
    message = f"Tracked changes: {inserted} insertions were read as text, {deleted} deletions were not."
    return (Remark("source.tracked_changes", message),)


class _Writer:
    """Puts lines together and notes from which element each one came."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.regions: list[Region] = []

    def block(self, block: Block) -> None:
        lines = [line for line in _lines(block) if line.strip()]
        if not lines:
            self._blank()
            return
        if block.apart:
            self._blank()
        level = block.level if isinstance(block, Paragraph) else 0
        for line in lines:
            start = self.length
            self._add(line + "\n")
            self.regions.append(Region(Span(start, self.length), block.path, level, block.furniture))

    def _blank(self) -> None:
        if self.out and self.out[-1] != "\n":
            self._add("\n")

    def _add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (_tidy(line) for line in _BREAKS.split(block.text))
        return
    # Cells side by side, line for line, as they stand on paper.
    for parts in zip_longest(*block.cells, fillvalue=""):
        yield "\t".join(_tidy(part).replace("\t", " ").strip() for part in parts).rstrip()


def _tidy(line: str) -> str:
    """The line made canonical; spaces beside a tab say nothing that the tab does not say."""
    tidy: str = _SPACES.sub("\t", normalise(line)[0])
    return tidy.rstrip()


def lines_of_cell(blocks: Iterable[Block]) -> tuple[str, ...]:
    """A cell's content as lines; a table within a cell gives its rows with spaces between cells."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out += [line for line in _BREAKS.split(block.text) if line.strip()]
        else:
            out += [line.replace("\t", "  ") for line in _lines(block) if line.strip()]
    return tuple(out)

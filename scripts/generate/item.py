"""A paragraph of the minutes as it is printed, with what it states kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from generate.mark import marks
from generate.sheet import Block, Contents, Head, Line, Para, Points, Rows, Rule


@dataclass(slots=True)
class Item:
    """Blocks in the order of printing; the facts in the same order."""

    number: str
    title: str
    anchor: str
    heads: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    diary_numbers: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str]] = field(default_factory=list)
    proposals: list[tuple[list[str], str | None, str]] = field(default_factory=list)
    votes: list[dict[str, object]] = field(default_factory=list)
    dissent: list[tuple[str, list[str]]] = field(default_factory=list)
    recusals: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)


def texts(block: Block) -> list[str]:
    """The strings of a block, in the order they are read."""
    match block:
        case Line() | Para() | Head() | Rule():
            return [block.text]
        case Points():
            return list(block.items)
        case Rows():
            return [cell for row in block.rows for cell in row]
        case Contents():
            return [text for text, _ in block.entries]
    return []


def stated(blocks: list[Block], *kinds: str) -> list[tuple[str, str]]:
    """The marked values of these kinds in the blocks, as printed and as meant."""
    return [found for block in blocks for text in texts(block) for found in marks(text, *kinds)]

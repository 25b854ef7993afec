"""A label column torn from its values: all labels first, then all values.

They are paired only where their numbers agree, counted by lines, by blocks between
blank lines, or by values whose lines went on because the column was full. Where no
count agrees the values could belong to any label: they are left unread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protokoll_extract.segment.headings import group_heading, label
from protokoll_extract.segment.lines import Line, Wrap
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import grammar

# So many labels in a row without values are a column torn from them.
_TORN = 3

Block = tuple[Line, ...]


def torn_columns(
    source: SourceText, lines: tuple[Line, ...], at: int
) -> tuple[Block, tuple[Block, ...] | None] | None:
    """The labels from ``lines[at]`` on and their values, one block a label, or None.

    The blocks are None where labels and values cannot be paired.
    """
    labels = _run(lines[at:], lambda x: _names_something(source, x))
    if len(labels) < _TORN:
        return None
    values = _run(lines[at + len(labels) :], lambda x: not _names_something(source, x))
    for blocks in (tuple((x,) for x in values), _parted(values), tuple(_wrapped(source, lines, values))):
        if len(blocks) == len(labels):
            return labels, blocks
    return (*labels, *values), None


def _run(lines: tuple[Line, ...], belongs: Callable[[Line], bool]) -> Block:
    end = next((i for i, line in enumerate(lines) if not belongs(line)), len(lines))
    return lines[:end]


def _names_something(source: SourceText, line: Line) -> bool:
    text = line.text(source)
    return len(line.cells) == 1 and bool(label(text) or group_heading(text))


def _parted(values: Block) -> tuple[Block, ...]:
    """The values between blank lines."""
    out: list[list[Line]] = []
    for line in values:
        if line.blank_before or not out:
            out.append([])
        out[-1].append(line)
    return tuple(map(tuple, out))


def _wrapped(source: SourceText, lines: tuple[Line, ...], values: Block) -> Iterator[Block]:
    """The values, each with the lines that go on with it."""
    wrap = Wrap.of(source, lines)
    block: list[Line] = []
    for line in values:
        if block and not _goes_on(source, wrap, block[-1], line):
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def _goes_on(source: SourceText, wrap: Wrap, line: Line, following: Line) -> bool:
    before, after = line.text(source), following.text(source)
    if following.blank_before:
        return False
    if grammar("list.unfinished").search(before) or after[0].islower() or after[0] in "(§":
        return True
    if grammar("list.half_name").search(before) and grammar("list.other_half").search(after):
        return True
    if grammar("list.finished").search(before):
        return False
    return bool(line.x1) and not wrap.had_room(source, line, following)

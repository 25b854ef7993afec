"""Who signs the minutes: the names on the signature page, as they are printed there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, stated
from protokoll_extract.extract.names import is_organisation, is_person_name
from protokoll_extract.segment.outline import Outline
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import grammar, table

# Between a title and the name: dots, lines, a colon.
_LEADER = gated(r"[\s.:_…/-]+")
# Signatures stand close to the word that says so (lines).
_REACH = 4


@cache
def _words() -> Pattern:
    words = sorted(table("audit")["signature"]["words"], key=len, reverse=True)
    return gated(r"(?i)^(?:" + "|".join(map(regex.escape, words)) + r")(?!\p{L})")


def find_signers(source: SourceText, outline: Outline) -> Iterator[Value]:
    """Names beside or below a signature's title, after the last §."""
    last = -_REACH
    for at, line in enumerate(outline.closing):
        cells = [view_of(source.text, [cell]) for cell in line.cells]
        if any(_words().match(cell.text.lstrip()) for cell in cells):
            last = at
        if not _near(source, outline, at, last):
            continue
        for cell in cells:
            title = _words().match(cell.text)
            start = title.end() if title else 0
            if leader := _LEADER.match(cell.text, start):
                start = leader.end()
            for match in grammar("signer.names").finditer(cell.text[start:], overlapped=True):
                name = match["name"].strip()
                if is_person_name(name) and not is_organisation(name) and len(name.split()) < 5:
                    begin = start + match.start("name")
                    yield stated(cell, begin, begin + len(name), "signer")


def _near(source: SourceText, outline: Outline, at: int, last: int) -> bool:
    """Just below a title, or just above one (names in a row, titles in the next)."""
    if at - last < _REACH:
        return True
    following = outline.closing[at + 1 : at + 2]
    return any(_words().match(source.quote(cell).lstrip()) for line in following for cell in line.cells)

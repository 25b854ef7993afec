"""Certificates: what a signing service adds after the minutes. They belong to no §."""

from __future__ import annotations

from functools import cache

from protokoll_extract.segment.head import is_numbered_head
from protokoll_extract.segment.headings import is_closing, plain
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import table

# How far below its title a certificate says who signed and when (lines).
_NEAR = 15
# Different sorts of marks that make a certificate, below a title and on a page without one.
_BELOW_TITLE, _ON_PAGE = 1, 3


@cache
def _titles() -> frozenset[str]:
    return frozenset(plain(w).casefold() for w in table("certificates")["title"]["words"])


@cache
def _marks() -> tuple[tuple[str, Pattern], ...]:
    return tuple((m["name"], gated(m["pattern"])) for m in table("certificates")["mark"])


def certificate_title(text: str) -> bool:
    """Is the line one that a certificate may begin with?"""
    return len(text) < 60 and plain(text).casefold() in _titles()


def certificate_marks(text: str) -> frozenset[str]:
    """The sorts of marks of a signing service that the line carries."""
    return frozenset(name for name, pattern in _marks() if pattern.search(text))


def certificate_of(source: SourceText, lines: tuple[Line, ...]) -> frozenset[int]:
    """The indexes of the lines that are certificates, each from its title to its last page."""
    texts = [x.text(source) for x in lines]
    out: set[int] = set()
    at = 0
    while at < len(lines):
        if not _begins(lines, texts, at):
            at += 1
            continue
        end = _end(lines, texts, at)
        out |= {x.index for x in lines[at:end]}
        at = end
    return frozenset(out)


def _begins(lines: tuple[Line, ...], texts: list[str], at: int) -> bool:
    if certificate_title(texts[at]):
        near = _until_head(lines, texts, at, at + _NEAR)
        marks = [certificate_marks(x) for x in texts[at:near]]
        first = next((at + i for i, found in enumerate(marks) if found), near)
        # Signatures by hand may stand above a certificate that has a title of its own.
        by_hand = is_closing(texts[at]) and any(certificate_title(x) for x in texts[at + 1 : first])
        return not by_hand and len(frozenset().union(*marks)) >= _BELOW_TITLE
    if at and lines[at].page == lines[at - 1].page:
        return False  # Without a title, only a whole page is one.
    page = range(at, _page_end(lines, at, len(lines)))
    if any(is_numbered_head(texts[i], lines[i].page) for i in page):
        return False
    return len(frozenset().union(*(certificate_marks(texts[i]) for i in page))) >= _ON_PAGE


def _until_head(lines: tuple[Line, ...], texts: list[str], at: int, limit: int) -> int:
    end = min(len(lines), limit)
    return next((i for i in range(at, end) if is_numbered_head(texts[i], lines[i].page)), end)


def _page_end(lines: tuple[Line, ...], at: int, end: int) -> int:
    """Where the page of the line ``at`` ends, at the latest at ``end``."""
    return next((i for i in range(at, end) if lines[i].page != lines[at].page), end)


def _end(lines: tuple[Line, ...], texts: list[str], at: int) -> int:
    """Where the certificate ends: at a §, or at a page that says nothing of signing."""
    end = _until_head(lines, texts, at + 1, len(lines))
    for i in range(at + 1, end):
        if lines[i].page != lines[i - 1].page:
            page = range(i, _page_end(lines, i, end))
            if not any(certificate_marks(texts[k]) or certificate_title(texts[k]) for k in page):
                return i
    return end

"""Masking: letters and digits become blocks, nothing moves, so every place in the text stays true."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from protokoll_extract.text.span import Span, union

BLOCK = "\N{FULL BLOCK}"
_SHOWN = regex.compile(r"[\p{L}\p{M}\p{N}]")


def blocked(text: str) -> str:
    """The text with a block for each letter and digit; signs and white space stay."""
    return str(_SHOWN.sub(BLOCK, text))


def mask_spans(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, with what stands at ``spans`` blocked."""
    pieces: list[str] = []
    at = 0
    for span in union(spans):
        pieces += (text[at : span.start], blocked(text[span.start : span.end]))
        at = span.end
    return "".join((*pieces, text[at:]))

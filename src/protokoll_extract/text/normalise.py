"""From decoded characters to canonical text, with the way back.

Canonical means: NFC, ``\\n`` line ends, no byte-order marks, no NULs, no lone
surrogates. Nothing else is touched: misspellings, case, tabs, form feeds and
odd spaces stay as printed.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

import regex

_DROPPED = "\ufeff\x00\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What may change: line ends, dropped characters, and a base letter with its combining marks,
# also where something that is dropped stands between them.
_DROP = "[" + _DROPPED + r"\ud800-\udfff]"
_CHANGES = regex.compile(
    rf"\r\n?|[\u2028\u2029\x85]|{_DROP}|\X\p{{M}}*(?:{_DROP}+(?=[\p{{M}}\u1160-\u11ff])\X\p{{M}}*)*"
)
_SIMPLE = regex.compile(r"[\r\u2028\u2029\x85\ud800-\udfff" + _DROPPED + "]")


@dataclass(frozen=True, slots=True)
class OriginMap:
    """Maps canonical offsets to raw offsets: sorted breakpoints (canonical, raw).

    Between two breakpoints both sides advance one by one.
    """

    canonical: tuple[int, ...]
    raw: tuple[int, ...]

    def to_raw(self, offset: int) -> int:
        """The raw offset at which the character at ``offset`` begins."""
        i = bisect_right(self.canonical, offset) - 1
        return self.raw[i] + (offset - self.canonical[i])


def normalise(raw: str) -> tuple[str, OriginMap]:
    """The canonical text and the map from its offsets to those of ``raw``."""
    if not _SIMPLE.search(raw) and unicodedata.is_normalized("NFC", raw):
        return raw, OriginMap((0,), (0,))
    out: list[str] = []
    canonical, origin = [0], [0]
    length = cursor = 0
    for match in _CHANGES.finditer(raw):
        piece = match.group()
        if len(piece) == 1 and not _SIMPLE.match(piece) and unicodedata.is_normalized("NFC", piece):
            continue
        new = _replacement(piece)
        if new == piece:
            continue
        before = raw[cursor : match.start()]
        out += [before, new]
        length += len(before)
        # One breakpoint where the change begins, one where it ends.
        for c, r in ((length, match.start()), (length + len(new), match.end())):
            if canonical[-1] == c:
                origin[-1] = r
            else:
                canonical.append(c)
                origin.append(r)
        length += len(new)
        cursor = match.end()
    out.append(raw[cursor:])
    return "".join(out), OriginMap(tuple(canonical), tuple(origin))


def _replacement(piece: str) -> str:
    if piece[0] in "\r\u2028\u2029\x85":
        return "\n"
    kept = "".join(c for c in piece if c not in _DROPPED and not "\ud800" <= c <= "\udfff")
    return unicodedata.normalize("NFC", kept)

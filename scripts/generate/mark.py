"""Values that stand in a text, marked where they are written, so that the gold is read off what is printed.

A mark is ``\\ue000kind\\ue001as printed\\ue002value\\ue003``; ``plain`` takes the marks away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile("\ue000([^\ue001]*)\ue001([^\ue002]*)\ue002([^\ue003]*)\ue003")


def mark(kind: str, printed: str, value: str | None = None) -> str:
    return f"\ue000{kind}\ue001{printed}\ue002{printed if value is None else value}\ue003"


def plain(text: str) -> str:
    return _MARK.sub(r"\2", text)


def marks(text: str, *kinds: str) -> Iterator[tuple[str, str]]:
    """(as printed, value) of the marks of these kinds, in the order of the text."""
    for match in _MARK.finditer(text):
        if match[1] in kinds:
            yield match[2], match[3]


def capital(text: str) -> str:
    """The text with a capital first letter, also when it begins with a mark."""
    match = _MARK.match(text)
    at = match.start(2) if match else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]

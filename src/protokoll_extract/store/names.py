"""Names and addresses that stay the same: slugs for people, bodies and paragraphs."""

from __future__ import annotations

import re

from protokoll_extract.store.words import folded

UNKNOWN = "okand"
_LONGEST = 80


def slug(text: str | None) -> str:
    """A text as part of an address: "Granviks kommun" → "granviks-kommun"."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded((text or "").lower())).strip("-")
    return plain[:_LONGEST].strip("-") or UNKNOWN


def joined(*parts: str | None) -> str:
    return ".".join(slug(part) for part in parts)


def item_slugs(numbers: list[str | None]) -> list[str]:
    """One address a §: its number, with ``-2`` and so on where a number comes again."""
    seen: dict[str, int] = {}
    out = []
    for position, number in enumerate(numbers):
        plain = slug(number) if number else f"x{position + 1}"
        seen[plain] = seen.get(plain, 0) + 1
        out.append(plain if seen[plain] == 1 else f"{plain}--{seen[plain]}")
    return out

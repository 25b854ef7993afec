"""What somebody typed that is no word: the number of a §, a sum of money."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from protokoll_extract.extract.amount_status import words_pattern
from protokoll_extract.extract.amounts import number_pattern, read_decimal
from protokoll_extract.vocab.load import table

_MOST = 4
# "§ 46", "§46a", "§ 46/2026"; not the "31 §" of a law.
_PARAGRAPH = regex.compile(
    r"(?<!\d\s?)§\s{0,2}(?P<number>\d{1,5}\s?[a-z]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?![\p{L}\d/–-])",
    regex.IGNORECASE,
)
# Without a unit only what nobody writes otherwise: "6 800 000", "6800000".
_BARE = r"[1-9]\d{0,2}(?:(?:[ \u00a0]\d{3}){1,4}|(?:\.\d{3}){2,4})|[1-9]\d{4,11}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """``paragraphs`` as number and year (or none), ``sums`` in kronor."""

    paragraphs: tuple[tuple[str, str | None], ...] = ()
    sums: tuple[float, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.sums)

    def conditions(self) -> tuple[list[str], dict[str, Any]]:
        """SQL on the number ``m.id`` of a §, with its values."""
        parts: list[str] = []
        values: dict[str, Any] = {}
        for name, (number, year) in zip("abcd", self.paragraphs, strict=False):
            of_year = f" AND year = :year_{name}" if year else ""
            parts.append(f"m.id IN (SELECT id FROM item WHERE lower(number) = :paragraph_{name}{of_year})")
            values |= {f"paragraph_{name}": number} | ({f"year_{name}": year} if year else {})
        for name, value in zip("abcd", self.sums, strict=False):
            of_value = f"currency = 'SEK' AND number = :sum_{name}"
            parts.append(f"m.id IN (SELECT item_id FROM amount WHERE {of_value})")
            values[f"sum_{name}"] = value
        return parts, values


NONE = Numbers()


def paragraphs_taken_out(text: str) -> tuple[tuple[tuple[str, str | None], ...], str]:
    """The numbers of §§ in what was typed, and the rest of it."""
    found = [("".join(m["number"].split()).lower(), m["year"]) for m in _PARAGRAPH.finditer(text)]
    return tuple(found[:_MOST]), _PARAGRAPH.sub(" ", text)


def sums_taken_out(text: str) -> tuple[tuple[float, ...], str]:
    """The sums in what was typed, and the rest of it."""
    sums = []
    for found in _sum().finditer(text):
        value = _kronor(found)
        if value is not None:
            sums.append(value)
            text = text.replace(found[0], " ", 1)
    return tuple(sums[:_MOST]), text


def _kronor(found: regex.Match[str]) -> float | None:
    if found["bare"]:
        return float(regex.sub(r"[^\d]", "", found["bare"]))
    factor = _factors()[" ".join(found["unit"].casefold().split())]
    number = read_decimal(found["number"], factor)
    return None if number is None else float(number * factor)


@cache
def _factors() -> dict[str, Any]:
    from decimal import Decimal

    kronor = [entry for entry in table("units")["unit"] if entry["currency"] == "SEK"]
    scales = table("search")["scale"]
    return {
        word: Decimal(entry.get("factor", "1")) for entry in (*scales, *kronor) for word in entry["words"]
    }


@cache
def _sum() -> regex.Pattern[str]:
    units = words_pattern(_factors())
    return regex.compile(
        rf"""(?<![\p{{L}}"§/:.,–-])(?<!\d\s?)(?:
        (?P<number>{number_pattern()})\s{{0,3}}(?P<unit>{units})(?![\p{{L}}\d])
        | (?P<bare>{_BARE})(?![\p{{L}}\d/:–-]))""",
        regex.VERBOSE | regex.IGNORECASE,
    )

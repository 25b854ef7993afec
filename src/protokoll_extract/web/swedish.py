"""Codes, days and numbers as a Swedish reader writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from protokoll_extract.store import facets

NARROW = "\u00a0"


@cache
def labels() -> dict[str, dict[str, str]]:
    text = files("protokoll_extract.web").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def label(group: str, code: str | None) -> str:
    """The Swedish word for a code; the code itself where there is none yet."""
    return labels().get(group, {}).get(code or "", (code or "").replace("_", " "))


def derived(rules: Iterable[str]) -> str:
    """As in "härlett: ur närvarolistan"; empty where nothing was concluded."""
    known = list(rules)
    said = sorted({labels()["rule"][rule] for rule in known if rule in labels()["rule"]})
    return ("härlett: " + "; ".join(said) if said else "härlett") if known else ""


def day(iso: str | None, *, year: bool = True) -> str:
    """As in "2026-09-15" → "15 september 2026"; months and years alone as they are known."""
    parts = (iso or "").split("-")
    if not parts[0]:
        return "okänt datum"
    if len(parts) == 1:
        return parts[0]
    try:
        month = labels()["month"][str(int(parts[1]))]
    except (KeyError, ValueError):
        return iso or ""
    number = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{number}{month}" + (f" {parts[0]}" if year else "")


def number(value: float | int | None) -> str:
    """1250000 → "1 250 000" with spaces that do not break."""
    if value is None:
        return ""
    if isinstance(value, float) and not value.is_integer():
        whole, _, rest = f"{value:,.2f}".partition(".")
        return whole.replace(",", NARROW) + "," + rest.rstrip("0")
    return f"{int(value):,}".replace(",", NARROW).replace("-", "−")


def kronor(value: float | None) -> str:
    """In the unit one would say: 6800000.0 → "6,8 mnkr"."""
    if value is None:
        return ""
    for size, unit in ((1e9, "mdkr"), (1e6, "mnkr")):
        if abs(value) >= size:
            return f"{value / size:.4g}".replace(".", ",").replace("-", "−") + f"{NARROW}{unit}"
    return f"{number(value)}{NARROW}kr"


def plural(count: int, one: str, many: str) -> str:
    return f"{number(count)} {one if count == 1 else many}"


def found(total: int) -> str:
    """How many §§ a search finds: exactly, or that they are more than are counted."""
    return number(total) if total <= facets.MOST_COUNTED else f"fler än {number(facets.MOST_COUNTED)}"


def filters() -> dict[str, Any]:
    """For the templates."""
    return {
        "label": lambda code, group: label(group, code),
        "day": day,
        "number": number,
        "found": found,
        "kronor": kronor,
    }

"""People and places that do not exist."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """One of the data files."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@cache
def _list(key: str) -> tuple[str, ...]:
    text: str = table("names")[key]
    return tuple(" ".join(name.split()) for name in text.split(","))


def people(rng: Random, count: int) -> list[str]:
    """Full names, no two with the same surname or the same first name."""
    pairs = zip(rng.sample(_list("first"), count), rng.sample(_list("last"), count), strict=True)
    return [f"{first} {last}" for first, last in pairs]


def place(rng: Random) -> dict[str, str]:
    """A place: its name, and the form that stands before "kommun"."""
    found: dict[str, str] = rng.choice(table("places")["place"])
    return found

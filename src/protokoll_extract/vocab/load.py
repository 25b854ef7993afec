"""The loader of the word tables in ``vocab/data``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from protokoll_extract.text.gate import Pattern, gated

GRAMMARS = ("grammar", "deciding", "front")
"""The tables that hold small grammars."""


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``vocab/data/<name>.toml``, read once; treat it as read-only."""
    text = files("protokoll_extract.vocab").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def grammar(name: str) -> Pattern:
    """The grammar of that name in one of those tables, compiled when first asked for."""
    return gated(_grammar()[name])


@cache
def _grammar() -> dict[str, str]:
    return {entry["name"]: entry["regex"] for name in GRAMMARS for entry in table(name)["pattern"]}

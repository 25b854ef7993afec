"""What a scored field is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from protokoll_extract.evaluate.case import Case
from protokoll_extract.evaluate.match import Entry, Shape

Json = dict[str, Any]
Reader = Callable[[Case], Iterator[Entry]]
Form = tuple[str, str]
"""Compared form and shown form of one entry."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``group`` is the line of the summary it counts in, ``matching`` says it in words.

    ``single``: a slot holds one value, so that a missing and an extra one there are one wrong value.
    """

    name: str
    group: str
    shape: Shape
    matching: str
    gold: Reader
    pred: Reader
    single: bool = False


def raw_of(entry: object) -> object:
    """What is written, of an entry that is a text or has one."""
    return entry["raw"] if isinstance(entry, dict) else entry

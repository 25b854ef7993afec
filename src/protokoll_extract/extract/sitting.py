"""What a document says of the sitting itself: §§ taken out of their turn, and whether the body can decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import grammar

_RANGE = regex.compile(r"(?P<a>\d{1,4}[a-z]?)(?:\s*[-–]\s*(?P<b>\d{1,4}[a-z]?))?")


@dataclass(frozen=True, slots=True)
class Turn:
    """§§ that are handled before or after another one, or (``sequence``) one after the other.

    ``ranges``: first and last label of each, the same where one § stands alone.
    """

    side: Literal["before", "after", "sequence"]
    ranges: tuple[tuple[str, str], ...]
    span: Span
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Quorum:
    """The body is said to be able to decide, or not."""

    reached: bool
    span: Span


def find_turns(text: str) -> Iterator[Turn]:
    """Every word on the order of handling, in the order of the text."""
    found = []
    for match in grammar("order.sequence").finditer(text):
        found.append(Turn("sequence", _ranges(match["list"]), Span(*match.span())))
    for match in grammar("order.moved").finditer(text):
        side: Literal["before", "after"] = "after" if match["side"].casefold() == "efter" else "before"
        found.append(Turn(side, _ranges(match["moved"]), Span(*match.span()), match["anchor"]))
    yield from sorted(found, key=lambda turn: turn.span)


def _ranges(listed: str) -> tuple[tuple[str, str], ...]:
    return tuple((m["a"], m["b"] or m["a"]) for m in _RANGE.finditer(listed))


def find_quorum(text: str) -> Iterator[Quorum]:
    """Every statement that the body can or cannot decide; none that only supposes it."""
    for match in grammar("quorum.stated").finditer(text):
        if not grammar("quorum.supposed").search(text, max(0, match.start() - 80), match.end()):
            yield Quorum(match["not"] is None, Span(*match.span()))

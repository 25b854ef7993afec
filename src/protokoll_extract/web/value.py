"""What a page shows of a document: a text, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A text and where it stands: ``mark`` is the id of its frame, ``page`` the page it is on."""

    text: str
    mark: str | None = None
    page: int | None = None

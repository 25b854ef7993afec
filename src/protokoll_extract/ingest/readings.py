"""Where readings of page pictures are kept, for their owner alone, and how a document's are forgotten."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def folder() -> Path:
    """PROTOKOLL_OCR_CACHE, or the user's cache."""
    given = os.environ.get("PROTOKOLL_OCR_CACHE")
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(given) if given else Path(root, "protokoll_extract", "ocr")


def forget(documents: Iterable[str]) -> None:
    """Delete what was read off these documents' pictures; ``documents`` holds ids or SHA-256 sums."""
    for ident in documents:
        for kept in (folder() / ident[:2]).glob(f"{ident}*.json"):
            with suppress(OSError):
                kept.unlink()


def write_private(place: Path, content: str) -> None:
    """Write a file whole, or not at all; nobody else can read it. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    part.touch(mode=0o600)
    part.write_text(content, encoding="utf-8")
    os.replace(part, place)

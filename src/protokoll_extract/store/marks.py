"""Marks: words in the index for what a search can be narrowed to."""

from __future__ import annotations

from hashlib import blake2b


def mark(kind: str, value: str = "") -> str:
    """One word for one thing: letters and digits only, so that every tokenizer keeps it whole."""
    digest = blake2b(value.encode("utf-8"), digest_size=6).hexdigest()
    return f"{kind}0{digest}" if value else f"{kind}0"

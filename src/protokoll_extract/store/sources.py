"""Where the documents' own files lie: found by name, believed by hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_BLOCK = 1 << 20


class Sources:
    """The files under some folders, by name; a file is a document's source only if its hash says so."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._by_name: dict[str, list[Path]] = {}
        for folder in folders:
            for path in _files(folder):
                self._by_name.setdefault(path.name, []).append(path)

    def find(self, name: str, sha256: str) -> Path | None:
        """The file with this name and content, as an absolute path."""
        for path in self._by_name.get(name, []):
            if file_hash(path) == sha256:
                return path.resolve()
        return None


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not path.is_symlink():
                yield path


def file_hash(path: Path) -> str | None:
    """SHA-256 of a file's bytes; None when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()

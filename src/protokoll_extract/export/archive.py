"""An archive of extracted documents, read one at a time.

JSON files as ``extract -o`` writes them, and JSON Lines files with a document a line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from protokoll_extract.errors import InputError, InvalidOutputError, ProtokollError
from protokoll_extract.export.json import first_problem
from protokoll_extract.model.protokoll import Protokoll

SUFFIXES = frozenset({".json", ".jsonl"})
Refuse = Callable[[Path, ProtokollError], None]
Twice = Callable[[Path, Protokoll], None]


def documents(
    paths: Iterable[Path], refuse: Refuse | None = None, twice: Twice | None = None
) -> Iterator[Protokoll]:
    """The documents of these files, in order, each once; only one is in memory at a time.

    One that was read already, as when an export lies within the folder it was made from, goes to
    ``twice`` and is passed over, so that nothing is counted double.

    JSON files that are something else (manifests, schemas) are passed over. A file or line that
    claims to be a document and is not goes to ``refuse``, and without it raises
    InvalidOutputError. Raises InputError ``input.not_found`` or ``input.permission`` the same way.
    """
    seen: set[str] = set()
    for path in paths:
        try:
            for document in _of_file(path, refuse):
                if document.id not in seen:
                    seen.add(document.id)
                    yield document
                elif twice is not None:
                    twice(path, document)
        except ProtokollError as error:
            if refuse is None:
                raise
            refuse(path, error)


def _of_file(path: Path, refuse: Refuse | None) -> Iterator[Protokoll]:
    try:
        if path.suffix.lower() != ".jsonl":
            found = _document(path.read_bytes(), str(path))
            if found is not None:
                yield found
            return
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield from _of_line(line, path, number, refuse)
    except OSError as error:
        code = "input.not_found" if isinstance(error, FileNotFoundError) else "input.permission"
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(code, str(path), reason, "Check the path and its permissions.") from error


def _of_line(line: bytes, path: Path, number: int, refuse: Refuse | None) -> Iterator[Protokoll]:
    try:
        found = _document(line, f"{path} line {number}")
    except ProtokollError as error:
        if refuse is None:
            raise
        refuse(path, error)
        return
    if found is not None:
        yield found


def _document(content: bytes, name: str) -> Protokoll | None:
    """The document, or None for JSON that is none of ours."""
    try:
        return Protokoll.model_validate_json(content)
    except ValidationError as error:
        data = _parsed(content, name)
        if not isinstance(data, dict) or data.get("type") != "protokoll":
            return None
        advice = "Extract the document again, or see `protokoll schema migrate`."
        raise InvalidOutputError("output.invalid", name, first_problem(error), advice) from error


def _parsed(content: bytes, name: str) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        reason = "this is not JSON, or it is cut off"
        raise InvalidOutputError("output.invalid", name, reason, "Extract the document again.") from error

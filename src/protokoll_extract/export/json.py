"""Documents as JSON bytes and back: the same document gives the same bytes."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from protokoll_extract.errors import InvalidOutputError
from protokoll_extract.model.protokoll import Protokoll


def to_json_bytes(protokoll: Protokoll) -> bytes:
    """Indented UTF-8 in the order of the contract's fields, with a newline at the end."""
    return _serialised(protokoll, indent=2)


def to_json_line(protokoll: Protokoll) -> bytes:
    """The same document on one line, for JSON Lines."""
    return _serialised(protokoll)


def _serialised(protokoll: Protokoll, indent: int | None = None) -> bytes:
    """As ``model_dump_json``, without the detour by way of text: long documents are tens of megabytes."""
    written = protokoll.__pydantic_serializer__.to_json(protokoll, indent=indent, by_alias=True)
    return written + b"\n"


def read_json(path: Path) -> Protokoll:
    """The document in a file this package wrote.

    Raises:
        InvalidOutputError: the file does not follow the contract.
        OSError: the file cannot be read.
    """
    try:
        return Protokoll.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InvalidOutputError(
            "output.invalid", str(path), first_problem(error), "Extract the document again."
        ) from error


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong, with its place, in one line."""
    problems = error.errors(include_url=False, include_input=False)
    pointer = "".join(f"/{part}" for part in problems[0]["loc"]) or "the document"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{pointer}: {problems[0]['msg'].rstrip('.')}{more}"


def write_atomic(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: a temporary neighbour, flushed to disk, then renamed."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o666 & ~_umask())
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Documents of earlier versions of the contract, brought to the one of today.

Within a major version fields are only added, so that an old document lacks some: they become
unknown (null or empty). A change of major version will have a step of its own here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from protokoll_extract.errors import InvalidOutputError
from protokoll_extract.export.json import first_problem
from protokoll_extract.model.protokoll import SCHEMA_ID, SCHEMA_VERSION, Protokoll


def migrate(content: bytes, name: str) -> tuple[Protokoll, str]:
    """The document in the version of today, and the version it had.

    Raises InvalidOutputError ``output.invalid`` for what is no document, ``schema.newer`` for one
    of a later version, and ``schema.unknown`` for a major version that is not known.
    """
    data = _parsed(content, name)
    version = str(data.get("schema_version"))
    major, minor = _numbers(version, name)
    ours, newest = _numbers(SCHEMA_VERSION, name)
    if major != ours:
        reason = f"its schema version {version} is of another major version than {SCHEMA_VERSION}"
        raise InvalidOutputError("schema.unknown", name, reason, "Extract the document again.")
    if minor > newest:
        reason = f"its schema version {version} is newer than {SCHEMA_VERSION}"
        raise InvalidOutputError("schema.newer", name, reason, "Install a newer protokoll_extract.")
    data |= {"$schema": SCHEMA_ID, "schema_version": SCHEMA_VERSION}
    try:
        return Protokoll.model_validate(data), version
    except ValidationError as error:
        reason, advice = first_problem(error), "Extract the document again."
        raise InvalidOutputError("output.invalid", name, reason, advice) from error


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("type") != "protokoll":
        reason = "this is no document of protokoll_extract"
        raise InvalidOutputError("output.invalid", name, reason, "Name a file from `protokoll extract`.")
    return data


def _numbers(version: str, name: str) -> tuple[int, int]:
    try:
        major, minor, *_ = (int(x) for x in version.split("."))
    except ValueError:
        reason = f"its schema version {version!r} is none"
        raise InvalidOutputError("schema.unknown", name, reason, "Extract the document again.") from None
    return major, minor


def migrate_file(path: Path, target: Path) -> tuple[str, str]:
    """Migrates a file into ``target``; returns the versions before and after."""
    from protokoll_extract.export.json import to_json_bytes, write_atomic

    document, before = migrate(path.read_bytes(), str(path))
    write_atomic(target, to_json_bytes(document))
    return before, SCHEMA_VERSION

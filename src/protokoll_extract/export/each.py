"""One file a document, named by the document's id."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from protokoll_extract.model.protokoll import Protokoll


def write_each(
    documents: Iterable[Protokoll], folder: Path, suffix: str, render: Callable[[Protokoll], bytes]
) -> dict[str, int]:
    """A file for every document; two with the same id are the same file twice."""
    count = 0
    for document in documents:
        (folder / f"{document.id}{suffix}").write_bytes(render(document))
        count += 1
    return {"files": count}


def json_bytes(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def known(data: dict[str, Any]) -> dict[str, Any]:
    """The entries that say something: without None and empty lists."""
    return {key: value for key, value in data.items() if value is not None and value != []}

"""What Datasette is told about an archive, so that it opens with names, links and questions."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from typing import Any


def metadata(database_name: str) -> bytes:
    """The metadata file for an archive of that name (its file's, without the ending)."""
    text = files("protokoll_extract.store").joinpath("datasette.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    own = {"tables": told.pop("tables"), "queries": told.pop("queries")}
    content: dict[str, Any] = {**told, "databases": {database_name: own}}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")

"""The contract as JSON Schema 2020-12, generated from the model."""

from __future__ import annotations

import json
from typing import Any

from protokoll_extract.model.protokoll import SCHEMA_ID, Protokoll

SCHEMA_PATH = "v1/protokoll.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of what we write: every key is there, unknown values are null."""
    generated = Protokoll.model_json_schema(by_alias=True, mode="serialization")
    generated["required"] = list(generated["properties"])
    return {"$schema": _DIALECT, "$id": SCHEMA_ID, **generated}


def schema_bytes() -> bytes:
    return (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")

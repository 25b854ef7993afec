"""What OParl 1.1 says of the objects that the export writes: properties, their types, which are required.

Facts only, written down from the specification at https://oparl.org, whose text and schema files are
under a share-alike licence and so are not part of this project. Kinds: ``url``, ``text``, ``moment``
(date and time with an offset), ``number``, the name of a type for an object within, ``[…]`` for lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_COMMON = {"id": "url", "type": "text", "license": "url", "created": "moment", "modified": "moment"}
_COMMON |= {"keyword": "[text]", "web": "url"}
PROPERTIES: dict[str, dict[str, str]] = {
    "Body": {
        "name": "text", "shortName": "text", "classification": "text", "website": "url",
        "organization": "url", "person": "url", "meeting": "url", "paper": "url", "location": "Location",
    },
    "Organization": {
        "name": "text", "shortName": "text", "body": "url", "classification": "text",
        "organizationType": "text", "membership": "[url]", "meeting": "url", "location": "Location",
    },
    "Person": {"name": "text", "familyName": "text", "givenName": "text", "body": "url"},
    "Meeting": {
        "name": "text", "start": "moment", "end": "moment", "location": "Location", "organization": "[url]",
        "participant": "[url]", "resultsProtocol": "File", "agendaItem": "[AgendaItem]",
    },
    "AgendaItem": {
        "meeting": "url", "number": "text", "order": "number", "name": "text", "result": "text",
        "resolutionText": "text", "start": "moment", "end": "moment",
    },
    "File": {
        "name": "text", "fileName": "text", "mimeType": "text", "date": "moment", "size": "number",
        "accessUrl": "url", "downloadUrl": "url",
    },
    "Location": {"description": "text", "streetAddress": "text", "room": "text", "locality": "text"},
}  # fmt: skip
# Required beside ``id`` and ``type``; all of them are addresses that only a server has.
OF_A_SERVER = {
    "Body": {"organization", "person", "meeting", "paper", "legislativeTerm"},
    "File": {"accessUrl"},
}
_URL = re.compile(r"https?://[^\s]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def problems(found: Any, kind: str, at: str = "") -> Iterator[str]:
    """Where an object (or a value of some kind) is not as OParl has it."""
    if kind.startswith("["):
        for number, inner in enumerate(found if isinstance(found, list) else [None]):
            yield from problems(inner, kind[1:-1], f"{at}[{number}]")
    elif kind in PROPERTIES:
        if not isinstance(found, dict) or found.get("type") != f"https://schema.oparl.org/1.1/{kind}":
            yield f"{at}: no {kind}"
            return
        if "id" not in found:
            yield f"{at}: no id"
        known = _COMMON | PROPERTIES[kind]
        for key, value in found.items():
            # A publisher's own properties have a colon in their names.
            if ":" not in key and key not in known:
                yield f"{at}.{key}: OParl has no such property of {kind}"
            elif ":" not in key:
                yield from problems(value, known[key], f"{at}.{key}")
    elif kind == "number":
        if type(found) is not int:
            yield f"{at}: no number"
    elif not isinstance(found, str) or not found:
        yield f"{at}: no text"
    elif (kind == "url" and not _URL.fullmatch(found)) or (kind == "moment" and not _MOMENT.fullmatch(found)):
        yield f"{at}: no {kind}"

"""Places where the gold is wrong: kept apart from it, so that one can score both ways.

A JSON file: ``{"gold file's name": [{"pointer": "/meeting/chair", "value": …, "quote": "…"}]}``.
A pointer that ends in ``/-`` adds to a list; an entry without ``value`` takes the place out of its list.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from protokoll_extract.errors import InputError
from protokoll_extract.evaluate.gold import Gold

Json = dict[str, Any]


def read_corrections(path: Path) -> dict[str, list[Json]]:
    """The corrections by gold file name; each must quote the document.

    Raises:
        InputError: the file cannot be read, or a correction has no quote.
    """
    try:
        data: dict[str, list[Json]] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _invalid(path, "cannot be read as JSON") from error
    for name, entries in data.items():
        for entry in entries:
            if not entry.get("quote") or not entry.get("pointer"):
                raise _invalid(path, f"a correction of {name} has no pointer or no quote")
    return data


def _invalid(path: Path, reason: str) -> InputError:
    return InputError("gold.corrections", str(path), reason, "See docs/GOLD.md.")


def corrected(golds: Sequence[Gold], corrections: dict[str, list[Json]]) -> list[Gold]:
    """The same gold with the corrections made in copies."""
    return [_corrected(gold, corrections.get(gold.path.name, [])) for gold in golds]


def _corrected(gold: Gold, entries: Sequence[Json]) -> Gold:
    data = copy.deepcopy(gold.data)
    for entry in entries:
        try:
            _put(data, entry)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise _invalid(gold.path, f"there is no place {entry['pointer']} in it to correct") from error
    return replace(gold, data=data)


def _put(data: Json, entry: Json) -> None:
    *way, last = entry["pointer"].strip("/").split("/")
    place: Any = data
    for key in way:
        place = place[int(key) if isinstance(place, list) else key]
    if not isinstance(place, list):
        place[last] = entry["value"]
    elif last == "-":
        place.append(entry["value"])
    elif "value" in entry:
        place[int(last)] = entry["value"]
    else:
        del place[int(last)]

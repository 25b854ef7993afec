"""The parts of a document that golden cases look at, without what is empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Json = Any


def kept(value: Json) -> Json:
    """Without keys whose value is null or empty."""
    if isinstance(value, dict):
        return {k: v for k, x in value.items() if (v := kept(x)) not in (None, [], {})}
    return [kept(x) for x in value] if isinstance(value, list) else value


def attendance(data: Json) -> Json:
    rows = []
    for row in data["attendance"]:
        presence = [kept({**part, "raw": None}) for part in row["presence"]]
        rows.append(kept({**row, "person": None, "party": row["party"]["id"], "presence": presence}))
    return rows


def items(data: Json) -> Json:
    out = []
    for item in data["items"]:
        sections = [[s["kind"], s["text"]] for s in item["sections"]]
        out.append(kept({"number": item["number"], "title": item["title"], "sections": sections}))
    return out


def decisions(data: Json) -> Json:
    return {
        f"§ {item['number']}": [kept({**d, "id": None, "label_sv": None}) for d in item["decisions"]]
        for item in data["items"]
    }


def of_items(*keys: str) -> Callable[[Json], Json]:
    def read(data: Json) -> Json:
        found = {f"§ {item['number']}": kept({key: item[key] for key in keys}) for item in data["items"]}
        return found if len(keys) > 1 else {k: v.get(keys[0], []) for k, v in found.items()}

    return read


PARTS: dict[str, Callable[[Json], Json]] = {
    "meeting": lambda data: kept(data["meeting"]),
    "attendance": attendance,
    "contents": lambda data: [[c["number"], c["title"], c["page"]] for c in data["contents"]],
    "items": items,
    "decisions": decisions,
    "diary": of_items("diary_numbers", "title"),
    "proposals": of_items("proposals"),
    "votes": of_items("votes"),
    "elections": of_items("elections"),
    "procedure": of_items("procedure", "outcome"),
    "outcome": of_items("outcome"),
    "jav": of_items("jav"),
    "dissent": of_items("dissent", "statements", "recusals"),
    "recipients": of_items("recipients"),
    "people": lambda data: [kept({"name": p["name"], "party": p["party"]}) for p in data["people"]],
    "amounts": lambda data: kept(data["amounts"]),
    "percentages": lambda data: kept(data["percentages"]),
    "references": lambda data: kept(data["references"]),
    "findings": lambda data: [finding["code"] for finding in data["findings"]],
}


def encode(value: Json) -> str:
    """Readable JSON: one line for what fits on one."""
    return _lines(value, 0) + "\n"


def _lines(value: Json, depth: int) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if (len(flat) + 2 * depth <= 108 and depth) or not isinstance(value, dict | list) or not value:
        return flat
    inside, closing = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, dict):
        body = [f"{json.dumps(k, ensure_ascii=False)}: {_lines(v, depth + 1)}" for k, v in value.items()]
        return "{" + inside + ("," + inside).join(body) + closing + "}"
    return "[" + inside + ("," + inside).join(_lines(v, depth + 1) for v in value) + closing + "]"

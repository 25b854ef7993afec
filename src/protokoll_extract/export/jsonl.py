"""JSON Lines: whole documents, and decisions, people, votes and amounts one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from protokoll_extract.export.json import to_json_line
from protokoll_extract.model.protokoll import Protokoll

FILES = ("documents", "decisions", "people", "votes", "amounts")
Json = dict[str, Any]


def write_jsonl(documents: Iterable[Protokoll], folder: Path) -> dict[str, int]:
    """One file for each of ``FILES`` in ``folder``; returns how many lines each has.

    ``documents.jsonl`` holds the whole contract. A line of the others is a record of the contract
    with its document's id, the meeting and, where it belongs to one, the §.
    """
    counts = dict.fromkeys(FILES, 0)
    with ExitStack() as stack:
        files = {name: stack.enter_context((folder / f"{name}.jsonl").open("wb")) for name in FILES}
        for document in documents:
            files["documents"].write(to_json_line(document))
            counts["documents"] += 1
            for name, record in records(document):
                line = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
                files[name].write(line.encode("utf-8") + b"\n")
                counts[name] += 1
    return counts


def records(document: Protokoll) -> Iterator[tuple[str, Json]]:
    """The decisions, votes, people and amounts of one document, each with what it belongs to."""
    meeting = document.meeting
    about = {
        "document": document.id,
        "meeting": {"date": meeting.date, "body": meeting.body.name, "issuer": meeting.body.issuer},
    }
    for item in document.items:
        within = {**about, "item": {"number": item.number, "title": item.title}}
        for name, found in (("decisions", item.decisions), ("votes", item.votes)):
            for record in found:
                yield name, {**within, **record.model_dump(mode="json", by_alias=True)}
    for person in document.people:
        yield "people", {**about, **person.model_dump(mode="json", by_alias=True)}
    for amount in document.amounts:
        yield "amounts", {**about, **amount.model_dump(mode="json", by_alias=True)}

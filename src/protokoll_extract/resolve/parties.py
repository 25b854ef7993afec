"""The parties of a document: each once, with its register number and all mentions."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.text.view import View
from protokoll_extract.vocab.registers import parties

_PARTY_LETTERS = regex.compile(r"(?<=\()\s*(?P<code>\p{L}{1,4})\s*(?=\))")


def parties_of(attendance: list[Tree], views: tuple[View, ...]) -> Iterator[Tree]:
    found: dict[str, list[Value]] = {}
    local = {str(r["party"]["id"].value) for r in attendance if r["party"]["id"] is not None}
    for row in attendance:
        if row["party"]["id"] is not None:
            found.setdefault(str(row["party"]["id"].value), []).append(row["party"]["raw"])
    seen = {v.spans for values in found.values() for v in values}
    for view in views:
        for match in _PARTY_LETTERS.finditer(view.text):
            code = match["code"].upper()
            if (
                code in parties() and match["code"] in (code, code.lower(), code.capitalize())
            ) or code in local:
                value = matched(view, match, "code", "party.mention")
                if value.spans not in seen:
                    found.setdefault(code, []).append(value)
    for code, mentions in found.items():
        yield _party_tree(code, mentions)


def _party_tree(code: str, mentions: list[Value]) -> Tree:
    first = mentions[0].spans
    register = parties().get(code)
    written: dict[object, Value] = {}
    for mention in mentions:
        written.setdefault(mention.value, mention)
    ids = []
    if register and register.partikod:
        ids.append(
            {
                "scheme": derived("partikod", first, "register.party"),
                "id": derived(register.partikod, first, "register.party"),
            }
        )
    return {
        "id": derived(code, first, "id.party"),
        "name": derived(register.name, first, "register.party") if register else None,
        "names_as_written": list(written.values()),
        "register_ids": ids,
        "mentions": [{"text": m} for m in mentions],
    }

"""The parties of a document: each once, with its register number and all mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from protokoll_extract.extract.finding import Tree, Value, derived, matched
from protokoll_extract.resolve.registers import Setting, party_at
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View
from protokoll_extract.vocab.registers import abbreviations, parties, party_codes

_LETTERS = gated(r"\(\s*(?P<code>\p{L}{1,4})\s*\)")


def parties_of(
    attendance: list[Tree], views: tuple[View, ...], setting: Setting, known: Iterable[Value] = ()
) -> Iterator[Tree]:
    """Every party: by its letters beside a name, by letters in parentheses, by its name.

    ``known``: letters that stand for the party of somebody who is named, local ones too.
    """
    found: dict[str, list[Value]] = {}
    local = {str(r["party"]["id"].value) for r in attendance if r["party"]["id"] is not None}
    local |= {str(value.value) for value in known}
    for row in attendance:
        if row["party"]["id"] is not None:
            found.setdefault(str(row["party"]["id"].value), []).append(row["party"]["raw"])
    seen = {v.spans for values in found.values() for v in values}
    for view in views:
        letters = _by_letters(view, local) if "(" in view.text else ()
        for code, value in chain(letters, _by_name(view)):
            if value.spans not in seen:
                found.setdefault(code, []).append(value)
    for code, mentions in found.items():
        yield _party_tree(code, mentions, setting)


_BEHIND = gated(r"s?\s*\(\s*(?P<code>\p{L}{1,4})\s*\)")


def party_behind(text: str, end: int) -> Value | None:
    """The letters of a party in parentheses behind a name that ends there: a national one's, or capitals."""
    match = _BEHIND.match(text, end)
    if match is None:
        return None
    code = match["code"]
    if code.upper() not in parties() and (not code.isupper() or code in abbreviations()):
        return None
    return derived(code.upper(), (Span(*match.span("code")),), "party.code")


def _by_letters(view: View, local: set[str]) -> Iterator[tuple[str, Value]]:
    for match in _LETTERS.finditer(view.text):
        code = match["code"].upper()
        national = code in parties() and match["code"] in (code, code.lower(), code.capitalize())
        if national or code in local:
            yield code, matched(view, match, "code", "party.mention")


@cache
def _names() -> Pattern:
    return gated(r"(?<![\p{L}-])(?P<name>\L<names>)(?=(?:s|:s)?(?![\p{L}-]))", names=list(party_codes()))


def _by_name(view: View) -> Iterator[tuple[str, Value]]:
    for match in _names().finditer(view.text):
        yield party_codes()[match["name"]], matched(view, match, "name", "party.name")


def _party_tree(code: str, mentions: list[Value], setting: Setting) -> Tree:
    first = mentions[0].spans
    entry = party_at(code, setting)
    written: dict[object, Value] = {}
    for mention in mentions:
        written.setdefault(mention.value, mention)
    ids = []
    if entry and entry.partikod:
        ids.append(
            {
                "scheme": derived("partikod", first, "register.party"),
                "id": derived(entry.partikod, first, "register.party"),
            }
        )
    return {
        "id": derived(code, first, "id.party"),
        "name": derived(entry.name, first, "register.party") if entry else None,
        "names_as_written": list(written.values()),
        "register_ids": ids,
        "mentions": [{"text": m} for m in mentions],
    }

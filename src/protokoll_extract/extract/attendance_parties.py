"""Parties that stand over, before or as a label of several names in an attendance list."""

from __future__ import annotations

from protokoll_extract.extract.finding import Tree, derived, stated
from protokoll_extract.extract.names import party_code, person_end
from protokoll_extract.segment.headings import plain
from protokoll_extract.text.gate import gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import grammar
from protokoll_extract.vocab.registers import party_letters, written_letters

# A party with its letters behind: "Moderaterna (M)".
_LETTERED = gated(r"(?P<name>\p{L}[\p{L} -]{3,40}?)\s*\((?P<code>\p{L}{1,5})\)")

_FOR = "För "


def party_named(view: View, rule: str, *, letters: bool = False) -> Tree | None:
    """The party that a text names and nothing else: "Moderaterna", "Tranpartiet (TRA)"; else None.

    A party that no register knows has its name and no letters. ``letters``: or its letters alone, "M".
    """
    name = plain(view.text)
    name = name[len(_FOR) :] if is_party_label(name) else name
    lettered = _LETTERED.fullmatch(name)
    if lettered is not None and _is_party(lettered["name"]):
        code = party_code(lettered["code"], elected=True, local=True)
    elif _is_party(name):
        code = party_letters().get(name.casefold())
    elif letters and name.isupper() and name in written_letters():
        code = name
    else:
        return None
    raw = stated(view, 0, len(view.text.rstrip(" :")), rule)
    return {"raw": raw, "id": derived(code, raw.spans, "party.code") if code else None}


def is_party_label(text: str) -> bool:
    """ "För Moderaterna": whom somebody sits there for."""
    return text.startswith(_FOR) and text[len(_FOR) :].strip().casefold() in party_letters()


def party_heading(view: View, *, among_parties: bool) -> Tree | None:
    """The party that a line of its own is the heading of; its letters alone only ``among_parties``."""
    found = party_named(view, "attendance.party_heading")
    if found is not None or not among_parties or person_end(view.text) is not None:
        return found
    code = party_code(view.text, elected=True, local=True)
    if code is None or not view.text.isupper():
        return None
    raw = stated(view, 0, len(view.text), "attendance.party_heading")
    return {"raw": raw, "id": derived(code, raw.spans, "party.code")}


def _is_party(name: str) -> bool:
    known = name.casefold() in party_letters()
    return known or (" " not in name and grammar("party.name").fullmatch(name) is not None)

"""Who did what in a §: one row for each person and act."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.store.reading import Document, Json, children, words_of

Act = dict[str, str | int | None]
_VOTES = {"named_yes": "yes", "named_no": "no", "named_abstain": "abstain", "named_absent": "absent"}


def acts_of(document: Document, position: int) -> Iterator[Act]:
    """The acts in the item at ``position``: kind, person, name as written, party, JSON Pointer."""
    item = document.items[position]
    for kind, name, pointer in _named(item):
        if name in document_parties(document):
            yield _act(kind, None, name, name, position, pointer)
            continue
        person = document.person_id(name)
        yield _act(kind, person, name, document.party_of(name), position, pointer)


def document_parties(document: Document) -> frozenset[str]:
    return frozenset(str(party.get("id")) for party in children(document.json, "parties"))


def _act(kind: str, person: str | None, name: str, party: str | None, position: int, pointer: str) -> Act:
    source = f"/items/{position}/{pointer}"
    return {"kind": kind, "person_id": person, "name": name, "party": party, "source": source}


def _named(item: Json) -> Iterator[tuple[str, str, str]]:
    for n, vote in enumerate(children(item, "votes")):
        for key, option in _VOTES.items():
            for m, name in enumerate(words_of(vote, key)):
                yield option, name, f"votes/{n}/{key}/{m}"
    for n, proposal in enumerate(children(item, "proposals")):
        seconding = set(words_of(proposal, "seconded_by"))
        for m, name in enumerate(words_of(proposal, "by")):
            yield "seconded" if name in seconding else "proposal", name, f"proposals/{n}/by/{m}"
    for n, dissent in enumerate(children(item, "dissent")):
        for m, name in enumerate(words_of(dissent, "by")):
            yield str(dissent.get("kind") or "note"), name, f"dissent/{n}/by/{m}"
    for n, statement in enumerate(children(item, "statements")):
        if statement.get("by"):
            yield "spoke", str(statement["by"]), f"statements/{n}/by"
    for n, name in enumerate(words_of(item, "recusals")):
        yield "recusal", name, f"recusals/{n}"

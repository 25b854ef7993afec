"""Which document of one archive is which of another: by source, else by meeting."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.model.protokoll import Protokoll

Key = tuple[str, str, str, str]


def meeting_key(document: Protokoll) -> Key | None:
    """Issuer, body, date and number: the meeting, whatever file tells of it. None without a date."""
    meeting = document.meeting
    if meeting.date is None or (meeting.body.name is None and meeting.body.issuer is None):
        return None
    parts = (meeting.body.issuer, meeting.body.name, meeting.date, meeting.number)
    issuer, body, date, number = (" ".join((x or "").split()).casefold() for x in parts)
    return issuer, body, date, number


def pairs(old: list[Protokoll], new: list[Protokoll]) -> Iterator[tuple[Protokoll | None, Protokoll | None]]:
    """Pairs in the order of the new documents, then what only the old archive has.

    The same source file is the same document; an unadjusted and an adjusted version are two files
    of one meeting. A meeting with several files on a side is paired by source only.
    """
    by_id = {document.id: document for document in old}
    by_meeting = _unique(old)
    once = _unique(new)
    used: set[str] = set()
    for document in new:
        partner = by_id.get(document.id)
        key = meeting_key(document)
        if partner is None and key is not None and key in once:
            partner = by_meeting.get(key)
        if partner is not None and partner.id in used:
            partner = None
        if partner is not None:
            used.add(partner.id)
        yield partner, document
    yield from ((document, None) for document in old if document.id not in used)


def _unique(documents: list[Protokoll]) -> dict[Key, Protokoll]:
    """The documents whose meeting no other one shares."""
    found: dict[Key, list[Protokoll]] = {}
    for document in documents:
        key = meeting_key(document)
        if key is not None:
            found.setdefault(key, []).append(document)
    return {key: same[0] for key, same in found.items() if len(same) == 1}

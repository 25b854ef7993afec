"""Holding back what lies in an archive already: who and what is asked to go, and personal data once kept."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from protokoll_extract.errors import InputError
from protokoll_extract.export.privacy import Takedown
from protokoll_extract.store.database import Database
from protokoll_extract.store.load import stored
from protokoll_extract.store.masking import Guard
from protokoll_extract.store.migrate import get_meta, put_meta
from protokoll_extract.store.write import Incoming, Writer


def hold_back(database: Database, guard: Guard) -> tuple[list[str], int]:
    """Makes the archive as if all of it had been put in with this guard; nothing of what goes is left.

    Returns:
        the documents taken out, and how many others have been masked further.
    """
    name = _name_of(guard.takedown)
    newly_masked = guard.mask_personal_data and get_meta(database, "masked") == "0"
    if not newly_masked and (not name or get_meta(database, "takedown") == name):
        return [], 0
    gone: list[str] = []
    masked = 0
    with database.transaction():
        writer = Writer(database, guard)
        for row in database.rows("SELECT id FROM document ORDER BY id"):
            identity = str(row["id"])
            kept = stored(database, identity)
            if kept is None:
                continue
            changed = _guarded(kept, guard, everything=newly_masked)
            if changed is None:
                gone.append(identity)
                writer.remove(identity)
            elif changed is not kept:
                masked += 1
                writer.remove(identity)
                writer.put(changed)
        if name:
            put_meta(database, "takedown", name)
        if newly_masked:
            put_meta(database, "masked", "1")
        writer.finish()
    if gone or masked:
        database.tidy()
    return gone, masked


def _guarded(kept: Incoming, guard: Guard, *, everything: bool) -> Incoming | None:
    """The document as it may be kept: itself where nothing changes, None where it is held back."""
    if guard.takedown.documents & {kept.json["id"], (kept.json.get("source") or {}).get("sha256")}:
        return None
    if not everything and not _may_name(kept, guard.takedown):
        return kept
    try:
        shown, text = guard.shown(kept.json, kept.text)
    except InputError:
        return None
    same = shown == kept.json and text == kept.text
    return kept if same else replace(kept, json=shown, text=text)


def _may_name(kept: Incoming, takedown: Takedown) -> bool:
    """Whether all words of somebody's name are anywhere in it: a quick look before the thorough one."""
    content = json.dumps(kept.json, ensure_ascii=False) + (kept.text or "")
    return any(all(word in content for word in name.split()) for name in takedown.people)


def _name_of(takedown: Takedown) -> str:
    """Names a list by its content; nothing for an empty one."""
    if not (takedown.people or takedown.documents):
        return ""
    lines = "\n".join([*sorted(takedown.people), *sorted(takedown.documents)])
    return sha256(lines.encode("utf-8")).hexdigest()[:16]

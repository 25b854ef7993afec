"""Putting documents into the archive and taking them out: by the hash of their source, all or nothing."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from protokoll_extract.store import place
from protokoll_extract.store.database import Database, one
from protokoll_extract.store.expression import MAIN
from protokoll_extract.store.masking import Guard
from protokoll_extract.store.migrate import get_meta, put_meta
from protokoll_extract.store.reading import Document, record
from protokoll_extract.store.rows import Rows, document_row, rows_of
from protokoll_extract.store.words import ANALYSIS, folded, parts, roots, tokens

Json = dict[str, Any]
_SHARED = ("issuer", "body", "person", "organisation")
_COLUMNS = {"title": "A", "decision": "B", "voice": "C", "background": "D"}
_SKIP = " ON CONFLICT DO NOTHING"
_FTS = "item_text_fts(rowid, title, decision, voice, background, marks)"
_FTS_VALUES = "(:item_id, :title, :decision, :voice, :background, :marks)"


@dataclass(frozen=True)
class Incoming:
    """One document to be put in: its JSON, and what is known of its text, file and pages."""

    json: Json
    text: str | None = None
    file: Path | None = None
    pages: list[tuple[float, float]] = field(default_factory=list)
    # Of what comes out of an archive: it is masked already, and this names its first form.
    fingerprint: str | None = None


class Writer:
    """Puts documents in. Use within ``database.transaction()``; ``finish`` at its end."""

    def __init__(self, database: Database, guard: Guard | None = None) -> None:
        self._database = database
        self._guard = guard or Guard()
        self._new_words: set[str] = set()
        self._known_words: set[str] = set()

    def put(self, incoming: Incoming) -> bool:
        """Puts a document in, in place of an older form of it; False when it lies there unchanged."""
        json_sha256 = incoming.fingerprint or _fingerprint(incoming)
        identity = str(incoming.json["id"])
        there = one(self._database, "SELECT json_sha256 FROM document WHERE id = :id", {"id": identity})
        if there and there["json_sha256"] == json_sha256:
            self._place_file(identity, incoming)
            return False
        if there:
            self.remove(identity)
        shown, text = incoming.json, incoming.text
        if incoming.fingerprint is None:
            shown, text = self._guard.shown(shown, text)
        document = Document(shown)
        ids = self._item_ids(document)
        rows = rows_of(document, ids)
        self._insert_shared(rows)
        self._insert("document", [document_row(document, json_sha256, min(ids, default=0))])
        for table, entries in rows.items():
            if table not in _SHARED and table != "item_text":
                self._insert(table, entries)
        self._insert_texts(rows["item_text"])
        packed = zlib.compress(json.dumps(document.json, ensure_ascii=False).encode("utf-8"), 6)
        packed_text = zlib.compress(text.encode("utf-8"), 6) if text is not None else None
        self._insert("document_data", [{"document_id": identity, "json": packed, "text": packed_text}])
        self._place_file(identity, incoming)
        return True

    def remove(self, identity: str) -> bool:
        """Takes a document out; False when it is not there."""
        values = {"id": identity}
        if not one(self._database, "SELECT id FROM document WHERE id = :id", values):
            return False
        words = self._words_of(identity)
        if self._database.name == "sqlite":
            self._database.run(
                f"INSERT INTO item_text_fts(item_text_fts, {_FTS.split('(')[1]}"
                " SELECT 'delete', t.item_id, t.title, t.decision, t.voice, t.background, t.marks"
                " FROM item_text t JOIN item i ON i.id = t.item_id WHERE i.document_id = :id",
                values,
            )
        self._database.run("DELETE FROM document WHERE id = :id", values)
        self._forget(words)
        return True

    def finish(self) -> None:
        """Registers the new words, drops what nothing leads to any more, and names the archive's state."""
        entries = [{"token": token, "folded": folded(token)} for token in sorted(self._new_words)]
        self._insert("word", entries, rest=_SKIP)
        self._insert("word_root", list(_word_roots(sorted(self._new_words))), rest=_SKIP)
        self._new_words.clear()
        for sql in _ORPHANS:
            self._database.run(sql)
        put_meta(self._database, "analysis", ANALYSIS)
        put_meta(self._database, "state", self._state())
        items = self._database.tuples("SELECT count(*) FROM item")[0][0]
        put_meta(self._database, "items", str(items))
        if not self._guard.mask_personal_data:
            put_meta(self._database, "masked", "0")

    def _state(self) -> str:
        """The same for archives with the same content."""
        # What is held back changes the pages, though the documents are the same.
        digest = hashlib.sha256(f"{get_meta(self._database, 'takedown') or ''}\n".encode())
        for row in self._database.rows("SELECT id, json_sha256 FROM document ORDER BY id"):
            digest.update(f"{row['id']} {row['json_sha256']}\n".encode())
        return digest.hexdigest()[:16]

    def _item_ids(self, document: Document) -> list[int]:
        """Numbers for the items; where another document lies in the way, the next free place of the day."""
        day = place.day_number(document.meeting.get("date"))
        sha256 = str(record(document.json, "source").get("sha256") or document.id)
        needed = place.slots_needed(len(document.items))
        slot = max(place.first_slot(sha256), needed - 1)
        for _ in range(place.SLOTS):
            low = place.item_number(day, slot - needed + 1, place.ITEMS_A_SLOT - 1)
            high = place.item_number(day, slot, 0)
            taken = "SELECT id FROM item WHERE id BETWEEN :low AND :high LIMIT 1"
            if not one(self._database, taken, {"low": low, "high": high}):
                break
            slot = slot + needed if slot + needed < place.SLOTS else needed - 1
        return [place.item_number(day, slot, position) for position in range(len(document.items))]

    def _insert_shared(self, rows: Rows) -> None:
        for table in _SHARED:
            first: dict[str, Json] = {}
            for entry in sorted(rows[table], key=lambda entry: entry["name"] or ""):
                first.setdefault(entry["id"], entry)
            self._insert(table, list(first.values()), rest=self._the_first_of(table))

    def _the_first_of(self, table: str) -> str:
        """Of several ways to write a name the first in the alphabet stays, in whatever order they come."""
        plain = "BINARY" if self._database.name == "sqlite" else '"C"'
        return (
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name"
            f" WHERE excluded.name < {table}.name COLLATE {plain}"
        )

    def _insert(self, table: str, entries: list[Json], *, rest: str = "") -> None:
        if entries:
            columns = list(entries[0])
            names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
            self._database.run_many(f"INSERT INTO {table}({names}) VALUES ({values}){rest}", entries)

    def _insert_texts(self, entries: list[Json]) -> None:
        for entry in entries:
            for column in _COLUMNS:
                self._new_words.update(set(tokens(entry[column])) - self._known_words)
        self._known_words |= self._new_words
        self._insert("item_text", entries)
        if self._database.name == "sqlite":
            self._database.run_many(f"INSERT INTO {_FTS} VALUES {_FTS_VALUES}", entries)
        else:
            self._database.run_many(
                "INSERT INTO item_match(item_id, words) VALUES (:item_id, CAST(:words AS tsvector))",
                ({"item_id": entry["item_id"], "words": _vector(entry)} for entry in entries),
            )

    def _place_file(self, identity: str, incoming: Incoming) -> None:
        if incoming.file is None:
            return
        values = {"id": identity, "path": str(incoming.file)}
        self._database.run("DELETE FROM source_file WHERE document_id = :id", values)
        self._database.run("INSERT INTO source_file(document_id, path) VALUES (:id, :path)", values)
        self._database.run("DELETE FROM page WHERE document_id = :id", values)
        sizes = [
            {"document_id": identity, "number": n, "width": width, "height": height}
            for n, (width, height) in enumerate(incoming.pages, start=1)
        ]
        self._insert("page", sizes)

    def _words_of(self, identity: str) -> set[str]:
        sql = (
            "SELECT t.title, t.decision, t.voice, t.background FROM item_text t"
            " JOIN item i ON i.id = t.item_id WHERE i.document_id = :id"
        )
        found = self._database.rows(sql, {"id": identity})
        return {token for row in found for text in row.values() for token in tokens(text)}

    def _forget(self, words: set[str]) -> None:
        """Words that no text holds any more are taken out of the list of words."""
        self._known_words -= words
        gone = [{"token": token} for token in sorted(words) if not self._is_used(token)]
        self._database.run_many("DELETE FROM word_root WHERE token = :token", gone)
        self._database.run_many("DELETE FROM word WHERE token = :token", gone)

    def _is_used(self, token: str) -> bool:
        if self._database.name == "sqlite":
            return bool(self._database.rows("SELECT 1 FROM item_text_words WHERE term = :t", {"t": token}))
        sql = "SELECT 1 FROM items_matching(CAST(:t AS tsquery)) LIMIT 1"
        return bool(self._database.rows(sql, {"t": f"'{token}'"}))


def _fingerprint(incoming: Incoming) -> str:
    plain = json.dumps(incoming.json, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{plain}\n{incoming.text or ''}".encode("utf-8", "surrogatepass")).hexdigest()


def _word_roots(words: Iterable[str]) -> Iterable[Json]:
    for token in words:
        for root in sorted(roots(token)):
            yield {"root": root, "token": token, "part": 0}
        for root in sorted({root for part in parts(token) for root in roots(part)} - roots(token)):
            yield {"root": root, "token": token, "part": 1}


_LAST_POSITION = 16383
_GAP = 10


def _vector(entry: Json) -> str:
    """The same words in the same places for PostgreSQL; columns are its weights, marks begin with ``=``,
    and what stands in title or decision is there once more behind a ``+``."""
    places: dict[str, list[str]] = {}
    at = 0
    for column, weight in _COLUMNS.items():
        for token in tokens(entry[column]):
            at += 1
            places.setdefault(token, []).append(f"{min(at, _LAST_POSITION)}{weight}")
        at += _GAP
    words = [f"'{token}':{','.join(where[:255])}" for token, where in places.items()]
    main = sorted({token for column in MAIN for token in tokens(entry[column])})
    return " ".join([*words, *(f"'+{t}'" for t in main), *(f"'={each}'" for each in entry["marks"].split())])


_ORPHANS = (
    "DELETE FROM person WHERE NOT EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = person.id)"
    " AND NOT EXISTS (SELECT 1 FROM act a WHERE a.person_id = person.id)",
    "DELETE FROM organisation WHERE NOT EXISTS"
    " (SELECT 1 FROM organisation_item o WHERE o.organisation_id = organisation.id)",
    "DELETE FROM body WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.body_id = body.id)",
    "DELETE FROM issuer WHERE NOT EXISTS (SELECT 1 FROM body b WHERE b.issuer_id = issuer.id)",
)

"""An archive of one document whose every text is an attack, and a server that shows it."""

# ruff: noqa: E501

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from protokoll_extract.store.connect import open_for_writing
from protokoll_extract.store.load import json_files, load
from protokoll_extract.store.sources import Sources
from protokoll_extract.web.app import create_app
from protokoll_extract.web.desk import Desk

ATTACKS = [
    "<script>window.injected=1;alert(1)</script>", "<img src=x data-injected onerror=alert(1)>",
    "\"><svg data-injected onload=alert(1)>", "' onmouseover='alert(1)", "</title><script>alert(1)</script>",
    "javascript:alert(1)", "{{ 7*7 }}{% raw %}", "</textarea><iframe src=javascript:alert(1)>", "&lt;b&gt;",
    "\ue000<b data-injected>\ue001", "=HYPERLINK(\"http://x\")", "]]><script>alert(1)</script>", "../../etc/passwd",
]  # fmt: skip


def document() -> dict[str, Any]:
    """A document as our JSON, its texts taken from ``ATTACKS`` in turn."""
    n = iter(range(10_000))

    def attack() -> str:
        return ATTACKS[next(n) % len(ATTACKS)]

    person = "Ada <b data-injected>Ek</b>"
    items = [
        {
            "number": attack(), "label": attack(), "title": attack(), "outcome": attack(),
            "diary_numbers": [{"raw": attack(), "value": "KS 2026-00112"}],
            "sections": [{"kind": attack(), "heading": attack(), "text": attack()}],
            "decisions": [{"id": attack(), "number": attack(), "text": attack(), "kind": attack(),
                           "label_sv": attack(), "decided_by": attack(), "assigned_to": attack()}],
            "proposals": [{"by": [person, attack()], "text": attack(), "kind": attack()}],
            "votes": [{"yes": 1, "no": 1, "named_yes": [person], "named_no": [attack()], "yes_means": attack()}],
            "dissent": [{"kind": "reservation", "by": [person], "text": attack()}],
            "statements": [{"by": attack(), "text": attack()}],
            "recusals": [attack()], "recipients": [attack()],
        }
        for _ in ATTACKS
    ]  # fmt: skip
    return {
        "type": "protokoll", "id": "ab" * 8,
        "source": {"sha256": "ab" * 32, "name": attack(), "media_type": "text/plain"},
        "meeting": {"date": "2026-01-02", "chair": attack(), "place": {"raw": attack()},
                    "body": {"name": attack(), "issuer": attack()}},
        "attendance": [{"person": "p1", "name": person, "role": attack(), "party": {"raw": attack()}, "present": True}],
        "people": [{"id": "p1", "name": person, "names_as_written": [person], "party": attack()}],
        "organisations": [{"id": "o1", "name": attack(), "mentions": []}],
        "amounts": [{"raw": attack(), "value": "12.5", "currency": "SEK", "status": "cost", "item": items[0]["number"], "purpose": attack()}],
        "references": [{"kind": attack(), "raw": attack(), "sfs": attack(), "item": items[0]["number"]}],
        "findings": [{"code": attack(), "severity": attack(), "message": attack(), "parts": []}],
        "items": items,
    }  # fmt: skip


@contextmanager
def opened_archive(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of the server, and the pages to look at."""
    (folder / "a.json").write_text(json.dumps(document(), ensure_ascii=False), encoding="utf-8")
    store = folder / "a.db"
    database = open_for_writing(str(store))
    load(database, json_files([folder / "a.json"]), Sources([]), lambda _: [])
    people = [f"/person/{row['id']}" for row in database.rows("SELECT id FROM person")]
    slugs = [row["slug"] for row in database.rows("SELECT slug FROM item ORDER BY position")]
    bodies = [f"/organ/{row['id']}" for row in database.rows("SELECT id FROM body")]
    database.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(Desk(str(store))), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        plain = ["/", "/sok", "/sok?q=<script>alert(1)</script>", "/belopp", "/kvalitet", "/organ"]
        own = ["/protokoll/" + "ab" * 8, "/arende/ks-2026-112"]
        yield (
            f"http://127.0.0.1:{port}",
            [*plain, *own, *people, *bodies, *(f"{own[0]}/{s}" for s in slugs[:4])],
        )
    finally:
        server.should_exit = True
        thread.join(timeout=10)

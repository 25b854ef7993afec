"""The archive at size: a generated archive of N decisions, built, searched and shown, on SQLite and PostgreSQL.

    bench_search.py [--decisions 100000] [--postgres] [--store FILE]

Prints rates and sizes of building, percentiles of searches with two filters and of whole pages, and whether
PostgreSQL gives the same ids in the same order.
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from simplemma.strategies import DefaultDictionaryFactory
from starlette.testclient import TestClient

from protokoll_extract.store.connect import open_for_reading, open_for_writing
from protokoll_extract.store.database import SECONDS_PER_QUESTION, Database, TooSlow
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.results import results
from protokoll_extract.store.search import search
from protokoll_extract.store.write import Incoming, Writer
from protokoll_extract.web.app import create_app
from protokoll_extract.web.desk import Desk
from protokoll_extract.web.server import make_ready

T = TypeVar("T")
ITEMS_A_MEETING, DECISIONS_AN_ITEM = 10, 1.25
_KINDS = ["approved", "rejected", "adopted", "referred_back", "noted", "assigned", "elected", "granted"]
_PARTIES = ["S", "M", "SD", "C", "V", "KD", "MP", "L"]
_BODIES = ["Kommunstyrelsen", "Kommunfullmäktige", "Socialnämnden", "Tekniska nämnden", "Bildningsnämnden"]
_CODES = [
    ("items.gap", "doubt"),
    ("items.no_decision", "info"),
    ("pages.empty", "loss"),
    ("date.unclear", "doubt"),
]
_COMMON = [
    "och",
    "att",
    "i",
    "av",
    "för",
    "som",
    "på",
    "till",
    "en",
    "den",
    "med",
    "är",
    "det",
    "om",
    "ett",
    "de",
    "ska",
    "från",
    "har",
    "vid",
    "nämnden",
    "kommunen",
    "beslut",
    "förslag",
    "ärendet",
    "kostnad",
    "kostnaden",
    "kronor",
    "förskola",
    "skola",
    "väg",
    "bro",
    "bygglov",
    "detaljplan",
    "avgift",
    "budget",
    "yttrande",
    "motion",
    "verksamheten",
    "avtal",
    "avtalet",
    "fastighet",
    "medel",
    "anslag",
    "uppdrag",
    "rapport",
    "föreningen",
    "bidrag",
    "taxa",
    "taxor",
    "lokaler",
]


class Minutes:
    """Made-up minutes by number: the same number gives the same document."""

    def __init__(self) -> None:
        known = DefaultDictionaryFactory().get_dictionary("sv")
        words = sorted({_text(word) for word in known})
        fit = [word for word in words if word.isalpha() and 3 < len(word) < 18]
        rare = random.Random(7).sample(fit, 30_000)
        self.words = [*_COMMON, *rare]
        # How often words come: the n-th a n-th as often as the first (Zipf).
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def document(self, number: int) -> dict[str, Any]:
        draw = random.Random(number)
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        issuer = f"Bys{'aeiouyåäö'[number % 9]}{number % 37} kommun"
        people = [f"Person{p} Efternamn{(p * 7 + number % 37) % 900}" for p in draw.sample(range(400), 14)]
        year, day = 2015 + number % 12, number * 7 % 365
        date = time.strftime("%Y-%m-%d", time.gmtime(86400 * (day + (year - 1970) * 365.25)))
        items = [self._item(draw, n) for n in range(ITEMS_A_MEETING)]
        for item in items:
            if draw.random() < 0.12:
                half = draw.randint(5, 9)
                item["votes"] = [{"yes": half, "no": 14 - half, "abstain": 0, "named_yes": people[:half],
                                  "named_no": people[half:]}]  # fmt: skip
                item["dissent"] = [{"kind": "reservation", "by": people[half:], "text": self.text(draw, 12)}]
            item["proposals"] = [{"by": [people[draw.randrange(14)]], "text": self.text(draw, 15)}]
        amounts = [
            {"raw": f"{draw.randint(1, 999)} tkr", "value": str(draw.randint(1, 999) * 1000), "currency": "SEK",
             "item": item["number"], "decision": "x" if draw.random() < 0.5 else None, "status": "cost"}
            for item in items if draw.random() < 0.6
        ]  # fmt: skip
        return {
            "type": "protokoll", "id": sha256[:16], "schema_version": "1.2.0",
            "source": {"sha256": sha256, "name": "protokoll.pdf", "media_type": "application/pdf", "pages": 12},
            "meeting": {"date": date, "body": {"name": _BODIES[number % 5], "issuer": issuer},
                        "paragraphs": {"first": "1", "last": "10"}},
            "attendance": [{"person": f"p{n}", "name": name, "capacity": "member", "present": draw.random() < 0.9,
                            "party": {"id": _PARTIES[n % 8]}} for n, name in enumerate(people)],
            "people": [{"id": f"p{n}", "name": name, "names_as_written": [name], "party": _PARTIES[n % 8]}
                       for n, name in enumerate(people)],
            "parties": [{"id": party} for party in _PARTIES],
            "organisations": [{"name": name, "mentions": [{"text": name}]} for name in _named(draw)],
            "references": [], "findings": list(_findings(draw)), "amounts": amounts, "items": items,
            "evidence": list(_evidence(draw, items)),
        }  # fmt: skip

    def _item(self, draw: random.Random, n: int) -> dict[str, Any]:
        decisions = [
            {
                "id": f"d{n}-{k}",
                "number": str(k + 1),
                "text": self.text(draw, 18),
                "kind": draw.choice(_KINDS),
            }
            for k in range(2 if draw.random() < DECISIONS_AN_ITEM - 1 else 1)
        ]
        return {
            "number": str(n + 1), "label": f"§ {n + 1}", "title": self.text(draw, 5).capitalize(),
            "diary_numbers": [{"raw": None, "value": f"KS 20{draw.randint(15, 26)}-{draw.randint(1, 900):05}"}],
            "outcome": "decided", "pages": {"first": n + 1, "last": n + 1}, "decisions": decisions,
            "sections": [{"kind": "background", "heading": "Bakgrund", "text": self.text(draw, 110)}],
        }  # fmt: skip

    def text(self, draw: random.Random, length: int) -> str:
        return " ".join(draw.choices(self.words, cum_weights=self._weights, k=length))


def _text(word: str | bytes) -> str:
    return word.decode("utf-8") if isinstance(word, bytes) else word


def _named(draw: random.Random) -> list[str]:
    """Four organisations a meeting; some are named by very many."""
    return list(dict.fromkeys(f"Bolaget {int(3000 ** draw.random())} AB" for _ in range(4)))


def _findings(draw: random.Random) -> Iterator[dict[str, Any]]:
    for _ in range(draw.randrange(6)):
        code, severity = draw.choice(_CODES)
        yield {
            "code": code,
            "severity": severity,
            "message": "Something is not as it should be.",
            "parts": [],
        }


def _evidence(draw: random.Random, items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for n, item in enumerate(items):
        values = [(f"/items/{n}/title", item["title"])]
        values += [(f"/items/{n}/decisions/{k}/text", d["text"]) for k, d in enumerate(item["decisions"])]
        for k, (pointer, text) in enumerate(values):
            start = 1000 * n + k
            part = {"start": start, "end": start + len(text), "page": n + 1,
                    "box": [60, 80 + k, 500, 92 + k], "quote": text}  # fmt: skip
            yield {"pointer": pointer, "status": "stated", "rule": "made", "parts": [part]}
    for n in range(4):
        part = {"start": 1000 * draw.randrange(len(items)), "end": 0, "page": 1, "box": None, "quote": ""}
        pointer = f"/organisations/{n}/mentions/0/text"
        yield {"pointer": pointer, "status": "stated", "rule": "made", "parts": [part]}


def build(target: str, minutes: Minutes, documents: int) -> str:
    """Puts them in; what it says of the rate does not count the making of the documents."""
    database = open_for_writing(target)
    clock = processor = 0.0
    for start in range(0, documents, 500):
        batch = [minutes.document(number) for number in range(start, min(documents, start + 500))]
        began, worked = time.perf_counter(), time.process_time()
        with database.transaction():
            writer = Writer(database)
            for each in batch:
                # With a fingerprint, as out of another archive: masking is not what is measured.
                writer.put(Incoming(json=each, fingerprint=each["source"]["sha256"]))
            writer.finish()
        clock += time.perf_counter() - began
        processor += time.process_time() - worked
    database.close()
    return f"{documents / clock:.0f} documents a second by the clock, {documents / processor:.0f} a processor second"


def questions(minutes: Minutes, count: int) -> list[tuple[str, Filters]]:
    """Common and rare words, pairs, phrases; each with two filters."""
    draw = random.Random(11)
    found = []
    for n in range(count):
        common = draw.choice(_COMMON[20:])
        typed = [common, minutes.words[draw.randrange(60, 3000)], f"{common} {draw.choice(_COMMON[20:])}",
                 f"{common} {minutes.words[draw.randrange(60, 800)]}", f'"{common} {draw.choice(_COMMON[:12])}"'][n % 5]  # fmt: skip
        year = draw.randint(2015, 2026)
        filters = [
            Filters(kind=(draw.choice(_KINDS),), first_day=str(year)),
            Filters(party=(draw.choice(_PARTIES),), vote=True),
            Filters(outcome=("decided",), last_day=str(year)),
            Filters(least=200_000.0, most=900_000.0, kind=(draw.choice(_KINDS),)),
            Filters(reservation=True, first_day=str(year), last_day=str(year + 1)),
        ][n // 5 % 5]
        found.append((typed, filters))
    return found


def percentiles(name: str, ask: Callable[[T], Any], each: Iterable[T]) -> None:
    """Asks one after the other; prints how long it took by the clock, and of the processor's time."""
    clock, processor = [], []
    stopped = 0
    for one in each:
        began, worked = time.perf_counter(), time.process_time()
        try:
            ask(one)
        except TooSlow:
            stopped += 1
        processor.append(1000 * (time.process_time() - worked))
        clock.append(1000 * (time.perf_counter() - began))
    p50, p95 = at(clock, 0.5), at(clock, 0.95)
    busy = f"processor {at(processor, 0.5):.1f} and {at(processor, 0.95):.1f}"
    late = f", {stopped} stopped after {SECONDS_PER_QUESTION:g} s" if stopped else ""
    print(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms; {busy} ({len(clock)} asked{late})", flush=True)


def at(spans: list[float], share: float) -> float:
    return sorted(spans)[min(len(spans) - 1, int(share * len(spans)))]


def ask_all(database: Database, asked: list[tuple[str, Filters]]) -> list[list[tuple[int, str]]]:
    """The hits of every question; none at all where it was stopped."""
    found: list[list[tuple[int, str]]] = []
    for each in asked:
        try:
            found.append([(hit.item, hit.reason) for hit in search(database, *each).hits])
        except TooSlow:
            found.append([(-1, "stopped")])
    return found


def pages(store: Path, asked: list[tuple[str, Filters]], database: Database) -> None:
    desk = Desk(str(store))
    desk.hosts |= {"testserver"}
    make_ready()
    with TestClient(create_app(desk)) as client:
        client.get("/sok?q=väg")
        percentiles(
            "a page of results",
            lambda typed: client.get("/sok", params={"q": typed}),
            [t for t, _ in asked[:200]],
        )
        for name, paths in _paths(database, [typed for typed, _ in asked]):
            percentiles(name, lambda path: client.get(path).raise_for_status(), paths)


def _paths(database: Database, asked: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The other kinds of pages and files, each by the addresses that have most to show and by some others."""

    def some(sql: str, address: str) -> list[str]:
        return [address.format(*row) for row in database.tuples(f"{sql} LIMIT 30")]

    most = "GROUP BY {0} ORDER BY count(*) DESC, {0}"
    yield "a § page", some("SELECT document_id, slug FROM item ORDER BY slug, id", "/protokoll/{}/{}")
    yield "a page of minutes", some("SELECT id FROM document ORDER BY id", "/protokoll/{}")
    yield "a person's page", some(f"SELECT person_id FROM act {most.format('person_id')}", "/person/{}")
    yield (
        "an organisation's page",
        some(
            f"SELECT organisation_id FROM organisation_item {most.format('organisation_id')}",
            "/organisation/{}",
        ),
    )
    yield "a body's page", some(f"SELECT body_id FROM document {most.format('body_id')}", "/organ/{}")
    yield "a body's sums", some(f"SELECT body_id FROM document {most.format('body_id')}", "/belopp?organ={}")
    yield (
        "a case's page",
        [
            f"/arende/{str(row['key']).replace(' ', '-')}"
            for row in database.rows(
                "SELECT key FROM diary_number GROUP BY key ORDER BY count(*) DESC, key LIMIT 30"
            )
        ],
    )
    for path in (
        "/",
        "/organ",
        "/belopp",
        "/belopp?ordning=nyast&sida=200",
        "/kvalitet",
        "/kvalitet?kod=items.gap",
    ):
        yield f"page {path}", [path] * 10
    for path in ("/sok?q={}&ordning=nyast", "/sok?q={}&sida=500", "/flode.atom?q={}", "/flode.json?q={}"):
        yield f"page {path}", [path.format(quote(typed)) for typed in asked[:30]]
    for path in ("/hamta/sok.csv?q={}", "/hamta/sok.json?q={}", "/hamta/sok.xlsx?q={}"):
        yield f"file {path}", [path.format(quote(typed)) for typed in asked[:10]]
    yield "file /hamta/belopp.xlsx", ["/hamta/belopp.xlsx"] * 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--store", help="Build it here and leave it, or ask the one that is there")
    options = parser.parse_args()
    minutes = Minutes()
    documents = round(options.decisions / ITEMS_A_MEETING / DECISIONS_AN_ITEM)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(options.store or Path(folder) / "protokoll.db")
        if not store.exists():
            said = build(str(store), minutes, documents)
            size = store.stat().st_size / 1e6
            print(f"SQLite: {documents} documents, {said}; {size:.0f} MB", flush=True)
        database = open_for_reading(str(store))
        there = database.rows("SELECT count(*) AS n FROM decision")[0]["n"]
        print(f"{there} decisions")
        asked = questions(minutes, 400)
        ask_all(database, asked[:40])
        percentiles("a search with two filters", lambda one: search(database, *one), asked)
        percentiles(
            "the same with its results shown", lambda one: results(database, search(database, *one)), asked
        )
        percentiles("a search without filters", lambda one: search(database, one[0]), asked)
        pages(store, asked, database)
        if options.postgres:
            _postgres(minutes, documents, asked, ask_all(database, asked))


def _postgres(
    minutes: Minutes, documents: int, asked: list[tuple[str, Filters]], wanted: list[list[tuple[int, str]]]
) -> None:
    from postgres_server import postgres_server

    with postgres_server() as address:
        said = build(address, minutes, documents)
        database = open_for_reading(address)
        size = database.rows("SELECT pg_database_size(current_database()) AS n")[0]["n"] / 1e6
        print(f"PostgreSQL: {said}; {size:.0f} MB")
        # As a server that has run a while: what was written is settled and counted.
        _settle(address)
        ask_all(database, asked[:40])
        got = ask_all(database, asked)
        same = sum(one == other for one, other in zip(wanted, got, strict=True))
        print(f"the same ids in the same order: {same} of {len(wanted)} questions")
        percentiles("a search with two filters", lambda one: search(database, *one), asked)
        percentiles(
            "the same with its results shown", lambda one: results(database, search(database, *one)), asked
        )
        database.close()


def _settle(address: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()

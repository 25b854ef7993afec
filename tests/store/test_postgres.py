"""PostgreSQL answers as SQLite does: the same rows, the same §§ in the same order."""

# ruff: noqa: E501

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import postgres_server, programs
from protokoll_extract.errors import StoreError
from protokoll_extract.store import documents, facets, matters, overview, people
from protokoll_extract.store.connect import open_for_reading, open_for_writing
from protokoll_extract.store.database import Database
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.load import json_files, load, rebuild, remove
from protokoll_extract.store.results import results
from protokoll_extract.store.search import Order, search
from protokoll_extract.store.sources import Sources

from .conftest import run
from .test_search import INJECTIONS

QUESTIONS = [
    "", "bron", "forsbron", "avgift", "kostnad", "kommunstyrelsen", "KS", "mnkr", "taxor", "skola", "beslut kommun",
    '"reparation av forsbron"', "-avgift", "avgift -motion", "skol*", "fö* -föl*", "ks2026-112", "tillaggsanslag", "2026-09-15",
    "vem röstade mot Forsbron och vad kostade det", "xyzzy", "barn och ungdom", "regionen ska", "§ 46", "50%",
    *INJECTIONS,
]  # fmt: skip
FILTERS = [
    Filters(), Filters(vote=True), Filters(reservation=True, party=("SD", "V")), Filters(kind=("approved",)),
    Filters(first_day="2026-10", last_day="2026-11"), Filters(least=1e6, most=1e7),
    Filters(issuer=("granviks-kommun",), outcome=("decided",)),
]  # fmt: skip
TABLES = [
    "issuer",
    "body",
    "document",
    "item",
    "item_counted",
    "item_text",
    "decision",
    "proposal",
    "vote",
    "dissent",
    "act",
    "person",
    "mandate",
    "organisation",
    "organisation_item",
    "amount",
    "reference",
    "diary_number",
    "finding",
    "evidence",
    "word",
    "word_root",
    "page",
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if programs() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed: scripts/setup_postgres.sh")
    with postgres_server() as found:
        yield found


@pytest.fixture(scope="module")
def postgres(address: str, extracted: Path) -> Iterator[Database]:
    sources = str(Path(__file__).parents[2] / "corpus")
    assert run("index", str(extracted), "--sources", sources, "--store", address) == 0
    opened = open_for_reading(address)
    yield opened
    opened.close()


def table(database: Database, name: str) -> list[str]:
    rows = database.rows(f"SELECT * FROM {name}")
    return sorted(str({key: value for key, value in row.items() if key != "search"}) for row in rows)


@pytest.mark.parametrize("name", TABLES)
def test_the_same_rows(database: Database, postgres: Database, name: str) -> None:
    assert table(postgres, name) == table(database, name)


@pytest.mark.parametrize("filters", FILTERS, ids=range(len(FILTERS)))
@pytest.mark.parametrize("order", ["best", "newest", "oldest"])
def test_the_same_answers(database: Database, postgres: Database, filters: Filters, order: Order) -> None:
    for typed in QUESTIONS:
        one = search(database, typed, filters, order=order, rows=100)
        other = search(postgres, typed, filters, order=order, rows=100)
        assert one == other, typed
    assert results(database, one) == results(postgres, other)


def test_counting_ends_at_the_same_paragraph(
    database: Database, postgres: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_COUNTED", 5)
    for typed in ("", "avgift", "forsbron"):
        assert search(database, typed) == search(postgres, typed)


def test_the_same_pages(database: Database, postgres: Database) -> None:
    for ask in (
        overview.counts, overview.bodies, overview.latest_items, documents.documents, people.people,
        people.organisations, matters.amounts, matters.findings,
        lambda d: people.acts(d, "granviks-kommun.rickard-backman"),
        lambda d: people.mandates(d, "granviks-kommun.rickard-backman"),
        lambda d: people.people_named(d, "backman"),
        lambda d: matters.case_items(d, "ks 2026 112"),
        lambda d: overview.completeness(d, "granviks-kommun.kommunstyrelsen"),
        lambda d: documents.document_json(d, "bfdf0fb51adb308f"),
        overview.state,
    ):  # fmt: skip
        assert ask(database) == ask(postgres)  # type: ignore[operator]


def test_reading_cannot_write(postgres: Database) -> None:
    with pytest.raises(StoreError, match="read-only"):
        postgres.run("DELETE FROM item")


def test_a_second_run_rebuilding_and_removal(postgres: Database, address: str, extracted: Path) -> None:
    database = open_for_writing(address)
    before = table(database, "item")
    report = load(database, json_files([extracted]), Sources([]), lambda _: [])
    assert (report.added, report.unchanged) == (0, 6)
    rebuild(database)
    assert table(database, "item") == before
    assert remove(database, ["bfdf0fb51adb308f"]) == ["bfdf0fb51adb308f"]
    assert search(database, "forsbron", as_typed=True).total == 0
    assert not database.rows("SELECT 1 FROM word WHERE token = 'forsbron'")
    database.close()


def test_an_older_archive_is_brought_up_to_date(postgres: Database, address: str) -> None:
    database = open_for_writing(address)
    before = table(database, "item_counted")
    database.script("DROP TABLE item_counted; UPDATE meta SET value = '3' WHERE key = 'schema'")
    database.close()
    database = open_for_writing(address)
    assert before and table(database, "item_counted") == before
    database.close()


def test_an_address_where_nobody_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "a", "--store", "postgresql://desk:secret@127.0.0.1:1/x") == 6
    said = capsys.readouterr().err
    assert "store.unusable" in said and "secret" not in said

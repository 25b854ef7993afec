"""What goes into the archive, stays there and leaves it."""

# ruff: noqa: E501
from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from protokoll_extract.errors import StoreError
from protokoll_extract.store.connect import open_for_reading, open_for_writing
from protokoll_extract.store.diary import key
from protokoll_extract.store.load import rebuild
from protokoll_extract.store.lookup import ids_for
from protokoll_extract.store.masking import hidden_spans
from protokoll_extract.store.migrate import latest, put_meta
from protokoll_extract.store.names import slug
from protokoll_extract.store.overview import is_masked, state
from protokoll_extract.store.search import search
from protokoll_extract.store.sheet import safe

from .conftest import run


def dump(path: Path) -> list[str]:
    """All rows but those of the full-text index's own tables, and what was done when."""
    connection = sqlite3.connect(path)
    lines = [
        line for line in connection.iterdump() if "item_text_fts" not in line and "sqlite_stat" not in line
    ]
    connection.close()
    return sorted(lines)


@pytest.fixture
def copy(extracted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(extracted, tmp_path / "out"))


def test_a_second_run_changes_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("index", str(copy)) == 0
    before = dump(copy / "protokoll.db")
    assert run("index", str(copy), "--json") == 0
    said = json.loads(capsys.readouterr().out.split("\n", 1)[1])
    assert (said["added"], said["unchanged"]) == (0, 6)
    assert dump(copy / "protokoll.db") == before


def test_order_of_arrival_and_rebuilding_do_not_matter(copy: Path, tmp_path: Path) -> None:
    files = sorted(str(path) for path in copy.glob("*.json"))
    for name, order in (("a.db", files), ("b.db", files[::-1])):
        for file in order:
            assert run("index", file, "--store", str(tmp_path / name)) == 0
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")
    database = open_for_writing(str(tmp_path / "b.db"))
    rebuild(database)
    database.close()
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


def test_a_changed_document_takes_the_place_of_the_old_one(copy: Path) -> None:
    assert run("index", str(copy)) == 0
    path = copy / "kommunstyrelsen-granvik-protokoll.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["items"][2]["title"] = "Kvarnbäcksdammen"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert run("index", str(copy)) == 0
    database = open_for_reading(str(copy / "protokoll.db"))
    assert search(database, "kvarnbäcksdammen").total == 1
    assert database.rows("SELECT count(*) AS n FROM document")[0]["n"] == 6
    database.close()


def test_unknown_and_missing_fields_are_borne(tmp_path: Path) -> None:
    bare = {"type": "protokoll", "id": "ab" * 8, "source": {"sha256": "ab" * 32}, "items": [{"new": 1}, {}]}
    (tmp_path / "a.json").write_text(json.dumps(bare), encoding="utf-8")
    assert run("index", str(tmp_path)) == 0
    database = open_for_reading(str(tmp_path / "protokoll.db"))
    assert search(database, "").total == 2
    database.close()


def test_what_is_removed_leaves_no_trace(copy: Path) -> None:
    assert run("index", str(copy)) == 0
    store = copy / "protokoll.db"
    assert b"Forsbron" in store.read_bytes()
    assert run("index", "--store", str(store), "--remove", "bfdf0fb51adb308f") == 0
    left = b"".join(path.read_bytes() for path in copy.glob("protokoll.db*")).lower()
    for word in ("forsbron", "bäckman", "upplåning"):
        assert word.encode() not in left
    assert run("index", "--store", str(store), "--remove", "bfdf0fb51adb308f") == 1


def test_broken_json_is_named_and_the_rest_goes_on(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "bad.json").write_text("{", encoding="utf-8")
    assert run("index", str(copy)) == 1
    said = capsys.readouterr()
    assert "bad.json: is not JSON [output.invalid]" in said.err and "6 documents" in said.out


def test_a_failure_half_way_leaves_the_archive_as_it_was(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("index", str(copy)) == 0
    before = dump(copy / "protokoll.db")
    monkeypatch.setattr("protokoll_extract.store.write.Writer.finish", lambda self: 1 / 0)
    path = copy / "kommunstyrelsen-granvik-protokoll.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Forsbron", "Annanbron"), encoding="utf-8")
    assert run("index", str(copy)) == 1
    assert dump(copy / "protokoll.db") == before


def test_other_schemas_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "a.db"
    assert run("search", "a", "--store", str(store)) == 6
    sqlite3.connect(store).close()
    assert run("search", "a", "--store", str(store)) == 6
    database = open_for_writing(str(store))
    put_meta(database, "schema", str(latest() + 1))
    database.close()
    assert run("search", "a", "--store", str(store)) == 6
    said = capsys.readouterr().err
    assert "no such archive" in said and "is no archive yet" in said and "newer" in said


def test_an_older_archive_is_brought_up_to_date(archive: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy(archive, tmp_path / "a.db"))
    database = open_for_writing(str(store))
    database.script("DROP TABLE item_counted; UPDATE meta SET value = '3' WHERE key = 'schema'")
    database.close()
    with pytest.raises(StoreError, match="older schema 3"):
        open_for_reading(str(store))
    open_for_writing(str(store)).close()
    assert dump(store) == dump(archive)


def test_search_prints_table_json_and_csv(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ("--store", str(archive))
    assert run("search", "forsbron", *store) == 0
    assert "Tilläggsanslag" in capsys.readouterr().out
    assert run("search", "forsbron", "--json", *store) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 1 and found["results"][0]["votes"][0]["yes"] == 7
    assert run("search", "forsbron", "--csv", "--person", "rickard backman", *store) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert run("search", "a", "--body", "Finns inte", *store) == 2


PRIVATE = {
    "type": "protokoll", "id": "cd" * 8, "source": {"sha256": "cd" * 32},
    "people": [{"id": "p1", "name": "Eva Privat", "names_as_written": ["Eva Privat"], "basis": "private"}],
    "items": [{"title": "Ansökan 811218-9876", "decisions": [{"text": "Eva Privat beviljas stöd."}]}],
}  # fmt: skip


def test_masking(tmp_path: Path) -> None:
    text = "Hon (19811218-9876) och han, 811218-9876, samt 811278-9873 fick svar. Org.nr 556036-0793, tel 08-123 45 67."
    hidden = [text[start:end] for start, end in hidden_spans(text)]
    assert hidden == ["19811218-9876", "811218-9876", "811278-9873", "08-123 45 67"]
    (tmp_path / "a.json").write_text(json.dumps(PRIVATE, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Ansökan 811218-9876\nEva Privat beviljas stöd.", encoding="utf-8")
    assert run("index", str(tmp_path)) == 0
    database = open_for_reading(str(tmp_path / "protokoll.db"))
    assert search(database, "privat").total == 0 and search(database, "beviljas").total == 1
    database.close()
    content = (tmp_path / "protokoll.db").read_bytes()
    assert b"811218" not in content and b"Privat" not in content


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\xa0 @x", "'\xa0 @x"),
        ("a\n-b", "a\n'-b"),
        ("a\r=1", "a\n'=1"),
        ("Bron", "Bron"),
        (-5000, -5000),
    ],
)
def test_cells_are_no_formulas(cell: str | int, written: str | int) -> None:
    assert safe(cell) == written


def test_keys_of_diary_numbers() -> None:
    assert key("RS 2026–0070") == key("rs2026/70") == "rs 2026 70"
    assert key("2026-03-12") is None and key("Beslut 12") is None


def test_what_no_database_takes_is_replaced(tmp_path: Path) -> None:
    bare = {"type": "protokoll", "id": "ab" * 8, "source": {}, "items": [{"title": "a\x00b \ud800 brosten"}]}
    (tmp_path / "a.json").write_text(json.dumps(bare), encoding="utf-8")
    assert run("index", str(tmp_path)) == 0
    database = open_for_reading(str(tmp_path / "protokoll.db"))
    assert search(database, "brosten").total == 1
    database.close()


def test_questions_for_datasette_can_be_asked(archive: Path, tmp_path: Path) -> None:
    assert run("index", "--store", str(archive), "--datasette", str(tmp_path / "m.json")) == 0
    told = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["databases"]["archive"]
    connection = sqlite3.connect(archive)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert told["tables"].keys() <= tables
    for name, query in told["queries"].items():
        found = connection.execute(
            query["sql"], {"words": "reparation av forsbron", "name": "Bäckman"}
        ).fetchall()
        assert found or name == "absence", name
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_the_takedown_list_is_kept(copy: Path, tmp_path: Path) -> None:
    takedown = tmp_path / "list.txt"
    takedown.write_text("person: Rickard Bäckman\ndocument: af2ad87c966c2da3\n", encoding="utf-8")
    assert run("index", str(copy), "--takedown", str(takedown)) == 1
    database = open_for_reading(str(copy / "protokoll.db"))
    assert database.rows("SELECT count(*) AS n FROM document")[0]["n"] == 5
    assert search(database, "bäckman").total == 0 and search(database, "forsbron").total == 1
    database.close()


def test_a_takedown_list_holds_for_what_lies_there_already(copy: Path, tmp_path: Path) -> None:
    store = copy / "protokoll.db"
    assert run("index", str(copy)) == 0
    before = state(open_for_reading(str(store)))
    takedown = tmp_path / "list.txt"
    takedown.write_text("person: Rickard Bäckman\ndocument: af2ad87c966c2da3\n", encoding="utf-8")
    assert run("index", "--store", str(store), "--takedown", str(takedown)) == 0
    database = open_for_reading(str(store))
    assert database.rows("SELECT count(*) AS n FROM document")[0]["n"] == 5
    assert search(database, "bäckman", as_typed=True).total == 0 and search(database, "forsbron").total == 1
    assert not database.rows("SELECT 1 FROM person WHERE name LIKE '%Bäckman%'")
    assert state(database) != before, "pages that somebody has kept are out of date"
    database.close()
    content = store.read_bytes()
    assert "Bäckman".encode() not in content and b"backman" not in content
    # The same list again, and the documents: nothing comes back.
    assert run("index", str(copy), "--takedown", str(takedown)) == 1
    assert "Bäckman".encode() not in store.read_bytes()


def test_what_was_kept_is_masked_when_masking_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(PRIVATE, ensure_ascii=False), encoding="utf-8")
    assert run("index", str(tmp_path), "--pii", "keep") == 0
    database = open_for_reading(str(tmp_path / "protokoll.db"))
    assert search(database, "privat").total == 1 and not is_masked(database)
    database.close()
    assert run("index", str(tmp_path)) == 0
    database = open_for_reading(str(tmp_path / "protokoll.db"))
    assert search(database, "privat", as_typed=True).total == 0 and is_masked(database)
    database.close()


def test_two_municipalities_that_differ_by_their_dots_stay_two(tmp_path: Path) -> None:
    for letter, issuer in (("a", "Habo kommun"), ("b", "Håbo kommun")):
        meeting = {"date": "2026-03-01", "body": {"name": "Kommunstyrelsen", "issuer": issuer}}
        document = {"type": "protokoll", "id": letter * 16, "source": {"sha256": letter * 64},
                    "meeting": meeting, "items": [{"title": "Bron"}]}  # fmt: skip
        (tmp_path / f"{letter}.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("index", str(tmp_path)) == 0
    database = open_for_reading(str(tmp_path / "protokoll.db"))
    assert search(database, "bron").facets["issuer"] == {"haabo-kommun": 1, "habo-kommun": 1}
    assert ids_for(database, "issuer", "Håbo kommun") == ("haabo-kommun",)
    assert ids_for(database, "issuer", "Habo") == ("habo-kommun",)
    database.close()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Håbo kommun", "haabo-kommun"), ("HA\u030aBO", "haabo"), ("Håbos kommun", "haabos-kommun"),
        ("Habo kommun", "habo-kommun"), ("Åmåls kommun", "amals-kommun"), ("Håboäng", "haboang"),
    ],
)  # fmt: skip
def test_names_in_addresses(name: str, address: str) -> None:
    assert slug(name) == address

"""The tidy tables: real readers read them, all that is lost is declared, the same bytes each time."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import protokoll_extract as pe
import rebuild
from helpers import EVERY
from protokoll_extract import extract
from protokoll_extract.cli.app import cli
from protokoll_extract.export.codebook import meaning, words
from protokoll_extract.export.columns import tables
from protokoll_extract.export.csv_tables import armed, disarmed, join, split
from protokoll_extract.export.formats import FORMATS, field_paths, losses
from protokoll_extract.export.json import to_json_bytes, to_json_line
from protokoll_extract.export.schema import schema
from protokoll_extract.model.protokoll import Protokoll

ODD = """PROTOKOLL
Kommunstyrelsen
Ekby kommun
Sammanträdesdatum\t2026-01-12
Ordförande\tAnna Ek (S)

§ 1 =HYPERLINK("x")

Beslut

- att godkänna | avtal\\bilaga "A", 12,50 kr
@Nämnden beslutar att avslå.
"""


@pytest.fixture(scope="module")
def documents() -> list[Protokoll]:
    """All of the corpus, and minutes full of signs that tables trip over."""
    return [*map(extract, EVERY), extract(ODD.encode(), "odd.txt")]


@pytest.fixture(scope="module")
def archive(documents: list[Protokoll], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for document in documents[:-1]:
        (folder / f"{document.id}.json").write_bytes(to_json_bytes(document))
    (folder / "more.jsonl").write_bytes(to_json_line(documents[-1]))
    (folder / "manifest.json").write_text('{"type": "manifest"}', encoding="utf-8")
    return folder


def export(archive: Path, target: Path, *arguments: str) -> Path:
    done = CliRunner().invoke(
        cli, ["export", arguments[0], str(archive), "-o", str(target), *arguments[1:]], standalone_mode=False
    )
    assert done.exception is None and done.return_value == 0, done.output
    return target


def by_id(documents: list[Protokoll]) -> list[Protokoll]:
    return sorted(documents, key=lambda x: x.id)


def same(found: Iterator[Protokoll], documents: list[Protokoll]) -> None:
    for one, other in zip(by_id(list(found)), by_id(documents), strict=True):
        assert one.model_dump(mode="json") == other.model_dump(mode="json")


# --- every field


def test_every_field_of_the_contract_is_carried_or_declared_lost() -> None:
    """The tables are made from the model; this counts its fields another way, by the JSON Schema."""
    counted = set(_schema_paths(schema(), schema(), ""))
    assert counted == set(field_paths())
    for form in FORMATS.values():
        lost = {x for x in losses(form) if x in counted}
        assert len(lost) < len(counted)


def _schema_paths(node: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    node = _resolved(node, root)
    if "properties" in node:
        for key, inner in node["properties"].items():
            yield from _schema_paths(inner, root, f"{path}.{key.lstrip('$')}" if path else key.lstrip("$"))
    elif node.get("type") == "array" and "properties" in _resolved(node.get("items") or {}, root):
        yield from _schema_paths(node["items"], root, f"{path}[]")
    else:
        yield path


def _resolved(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """What a reference, or a choice between something and null, comes down to."""
    if "$ref" in node:
        return _resolved(root["$defs"][node["$ref"].rsplit("/", 1)[1]], root)
    options = [x for x in node.get("anyOf", ()) if x.get("type") != "null"]
    return _resolved(options[0], root) if len(options) == 1 else node


def test_columns_and_tables_have_names_of_their_own() -> None:
    names = [table.name for table in tables()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 for name in names), "a sheet's name holds 31 characters"
    for table in tables():
        header = [column.name for column in table.header]
        assert len(set(header)) == len(header), table.name


@pytest.mark.parametrize("language", ["sv", "en"])
def test_codebook_says_what_every_column_means(language: Any) -> None:
    fields = {column.field for table in tables() for column in table.columns}
    assert [field for field in sorted(fields) if not words(field, language)] == []
    assert all(meaning(column, language) for table in tables() for column in table.header)


# --- round trips by real readers


def test_csv(archive: Path, documents: list[Protokoll], tmp_path: Path) -> None:
    folder = export(archive, tmp_path / "csv", "csv", "--evidence")
    rows: rebuild.Rows = {}
    for table in tables():
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            read = [{key: armed(text) for key, text in row.items()} for row in csv.DictReader(file)]
        rows[table.name] = rebuild.typed(read, table, split)
    same(rebuild.documents(rows), documents)


def test_datapackage(archive: Path, documents: list[Protokoll], tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    folder = export(archive, tmp_path / "package", "datapackage")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = frictionless.Package(str(folder / "datapackage.json"))
    found = package.get_resource("decisions").read_rows()
    assert len(found) == sum(len(item.decisions) for x in documents for item in x.items)
    assert {type(row["document"]) for row in found} == {str}


def test_parquet(archive: Path, documents: list[Protokoll], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = export(archive, tmp_path / "parquet", "parquet", "--evidence")
    rows: rebuild.Rows = {}
    for table in tables():
        read = duckdb.sql(f"select * from '{folder / f'{table.name}.parquet'}'")
        rows[table.name] = [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]
        for column in table.columns:
            if column.kind == "decimal":
                for row in rows[table.name]:
                    row[column.name] = rebuild.plain_number(row[column.name])
    same(rebuild.documents(rows), [without_zeros(x) for x in documents])


def test_sqlite(archive: Path, documents: list[Protokoll], tmp_path: Path) -> None:
    path = export(archive, tmp_path / "tables.sqlite", "sqlite", "--evidence")
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        rows: rebuild.Rows = {}
        for table in tables():
            found = base.execute(f'SELECT * FROM "{table.name}"')
            header = [column[0] for column in found.description]
            rows[table.name] = [
                {x.name: _from_base(v, x) for v, x in zip(row, table.header, strict=True)} for row in found
            ]
            assert header == [column.name for column in table.header]
        names = base.execute('SELECT name FROM sqlite_master WHERE name IN ("kodbok", "codebook")').fetchall()
        assert len(names) == 2
    same(rebuild.documents(rows), [without_zeros(x) for x in documents])


def _from_base(value: Any, column: Any) -> Any:
    if column.kind == "list":
        return json.loads(value)
    if column.kind == "boolean":
        return None if value is None else bool(value)
    if column.kind == "decimal":
        return rebuild.plain_number(value)
    return value


def test_sqlite_adds_up_sums_and_takes_a_document_once(documents: list[Protokoll], tmp_path: Path) -> None:
    from protokoll_extract.export.sqlite import write_sqlite

    first = next(x for x in documents if x.amounts)
    counts = write_sqlite([first, first], tmp_path / "a.sqlite")
    assert counts["documents"] == 1 and counts["amounts"] == len(first.amounts)
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        total = base.execute("SELECT sum(value), count(*) FROM amounts").fetchone()
    assert total[1] == len(first.amounts)
    assert total[0] == pytest.approx(sum(float(x.value) for x in first.amounts if x.value is not None))


def test_xlsx(archive: Path, documents: list[Protokoll], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = export(archive, tmp_path / "tables.xlsx", "xlsx", "--evidence")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames[-2:] == ["kodbok", "codebook"]
    rows: rebuild.Rows = {}
    for table in tables():
        lines = book[table.name].iter_rows()
        header = [cell.value for cell in next(lines)]
        rows[table.name] = []
        for line in lines:
            assert not any(cell.data_type == "f" for cell in line)
            values = dict(zip(header, [cell.value for cell in line], strict=False))
            rows[table.name].append({x.name: _from_sheet(values.get(x.name), x) for x in table.header})
    same(rebuild.documents(rows), [without_zeros(x) for x in documents])


def _from_sheet(value: Any, column: Any) -> Any:
    if column.kind == "list":
        return split(value or "")
    if column.kind == "decimal":
        return rebuild.plain_number(value)
    return value


def without_zeros(document: Protokoll) -> Protokoll:
    """The document with its decimals as a number type gives them back."""
    data = document.model_dump(mode="json", by_alias=True)
    for table in tables():
        for column in table.columns:
            if column.kind == "decimal":
                _shorten(data, [*(k for step in table.steps for k in (*step, "[]")), *column.path])
    return Protokoll.model_validate(data)


def _shorten(node: Any, path: list[str]) -> None:
    if path[0] == "[]":
        for inner in node:
            _shorten(inner, path[1:])
    elif len(path) == 1:
        node[path[0]] = rebuild.plain_number(node[path[0]])
    else:
        _shorten(node[path[0]], path[1:])


def test_jsonl(archive: Path, documents: list[Protokoll], tmp_path: Path) -> None:
    folder = export(archive, tmp_path / "jsonl", "jsonl")
    lines = (folder / "documents.jsonl").read_bytes().splitlines()
    same((Protokoll.model_validate_json(line) for line in lines), documents)
    follows = Draft202012Validator(schema())
    assert [error.message for line in lines for error in follows.iter_errors(json.loads(line))] == []
    decisions = [json.loads(x) for x in (folder / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {x["meeting"]["date"] for x in decisions} == {x.meeting.date for x in documents}


# --- what spreadsheets and importers trip over


def test_no_cell_of_a_csv_file_is_a_formula(archive: Path, tmp_path: Path) -> None:
    for arguments, sign in (((), ","), (("--excel",), ";")):
        folder = export(archive, tmp_path / sign, "csv", *arguments)
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file, delimiter=sign):
                    assert not [x for x in row if x[:1] in ("=", "+", "@", "\t") or x.startswith("- ")]


def test_nordic_excel(archive: Path, tmp_path: Path) -> None:
    folder = export(archive, tmp_path / "excel", "csv", "--excel", "--evidence")
    content = (folder / "decisions.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfdocument;") and b"\r\n" in content
    with (folder / "evidence_parts.csv").open(encoding="utf-8-sig", newline="") as file:
        corners = {row["box_x0"] for row in csv.DictReader(file, delimiter=";")}
    assert any("," in x for x in corners) and not any("." in x for x in corners)


@pytest.mark.parametrize("name", [x for x in FORMATS])
def test_same_documents_same_bytes(archive: Path, tmp_path: Path, name: str) -> None:
    about = ("--base-url", "https://exempel.se", "--publisher", "Ekby", "--contact", "a@exempel.se")
    extra = about if name == "dcat" else ()
    one, other = (export(archive, tmp_path / x, name, *extra) for x in ("one.xlsx", "other.xlsx"))
    files = sorted(x.relative_to(one) for x in one.rglob("*") if x.is_file()) if one.is_dir() else [Path()]
    assert [x for x in files if (one / x).read_bytes() != (other / x).read_bytes()] == []


@given(st.lists(st.text(alphabet="a|\\'=+-@ \n", min_size=1)))
def test_lists_and_formulas_come_back(values: list[str]) -> None:
    assert split(armed(disarmed(join(values)))) == values


def test_an_export_within_the_folder_is_not_counted_again(tmp_path: Path, documents: list[Protokoll]) -> None:
    (tmp_path / "a.json").write_bytes(to_json_bytes(documents[0]))
    export(tmp_path, tmp_path / "lines", "jsonl")
    done = CliRunner().invoke(
        cli, ["export", "csv", str(tmp_path), "-o", str(tmp_path / "out")], standalone_mode=False
    )
    assert "1 documents (1 came twice and count once)" in done.output
    assert len((tmp_path / "out/documents.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert len(pe.read_archive(tmp_path)) == 1


def test_one_broken_file_does_not_stop_the_others(tmp_path: Path, documents: list[Protokoll]) -> None:
    (tmp_path / "a.json").write_bytes(to_json_bytes(documents[0]))
    (tmp_path / "b.json").write_text('{"type": "protokoll"}', encoding="utf-8")
    target = tmp_path / "out"
    done = CliRunner().invoke(cli, ["export", "csv", str(tmp_path), "-o", str(target)], standalone_mode=False)
    assert done.return_value == 1 and "output.invalid" in done.output
    assert len((target / "documents.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_an_export_that_fails_leaves_the_old_one(tmp_path: Path, documents: list[Protokoll]) -> None:
    from protokoll_extract.export.folder import whole_file, whole_folder

    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    for whole in (whole_folder, whole_file):
        target = tmp_path if whole is whole_folder else tmp_path / "a.csv"
        with pytest.raises(ValueError, match="stop"), whole(target) as work:
            (work / "a.csv" if work.is_dir() else work).write_text("half", encoding="utf-8")
            raise ValueError("stop")
    assert [x.name for x in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"

"""The review loop: what is doubtful, what people say of it, and what becomes of that on every run."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import protokoll_extract as pe
from batching import batch
from helpers import CORPUS
from protokoll_extract.cli.app import cli
from protokoll_extract.errors import InputError
from protokoll_extract.export.evidence import coverage_problems, quote_problems
from protokoll_extract.ingest import read_source
from protokoll_extract.review.apply import apply
from protokoll_extract.review.correction import (
    Correction,
    Corrections,
    content,
    corrections_in,
    merged,
    read_corrections,
)
from protokoll_extract.review.doubts import Wish, doubts
from protokoll_extract.review.place import followed
from protokoll_extract.review.sheet import Refused, corrections_of, csv_bytes, read_rows, row_of
from protokoll_extract.review.workbook import xlsx_bytes

MINUTES = """Protokoll
Kommunstyrelsen
Ekby kommun
Sammanträdesdatum\t2026-01-12
Ordförande\tAnna Ek (S)

Beslutande
Bo Ås (M)
Cecilia Dal (C)

§ 1 Avtal om bad

Beslut
Kommunstyrelsen godkänner avtalet.

§ 3 Motion om cykelväg

Beslut
Kommunstyrelsen beslutar att avslå motionen.
"""
Json = dict[str, Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in/möte.txt"
    path.parent.mkdir()
    path.write_text(MINUTES, encoding="utf-8")
    return path


def run(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(cli, list(map(str, arguments)), obj={"debug": False}, standalone_mode=False)
    if isinstance(done.exception, pe.ProtokollError):
        assert code == done.exception.exit_code
        return str(done.exception)
    assert done.exception is None and done.return_value == code, done.output
    return done.output


def correction(path: Path, pointer: str, now: Any, /, **more: Any) -> Correction:
    """As the table makes it."""
    document = pe.extract(path)
    found = next(x for x in doubts(document, Wish(fields=(pointer.split("/")[1],))) if x.pointer == pointer)
    (made,) = corrections_of(
        [{**row_of(found), "correct_value": str(now), "who": "Ada Ek"}], "", "2026-02-01"
    )
    assert isinstance(made, Correction)
    return replace(made, **more)


def sound(document: pe.Protokoll, path: Path) -> Json:
    """The document's data, after the promises that every document keeps."""
    data: Json = document.model_dump(mode="json", by_alias=True)
    assert [*coverage_problems(data), *quote_problems(data, read_source(path).text)] == []
    return data


# --- the loop, as a person goes through it


def fill(table: Path, pointer: str, **cells: str) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    for row in read:
        if row["pointer"] == pointer:
            row.update(cells)
    table.write_bytes(csv_bytes(read))


def test_from_a_doubtful_value_to_a_corrected_one(file: Path, tmp_path: Path) -> None:
    out, table, kept = tmp_path / "out", tmp_path / "look.csv", tmp_path / "corrections.toml"
    run("extract", file, "-o", out)
    said = run("review", "export", out, "-o", table, "--derived", "decision.kind")
    assert "values of 1 documents" in said
    fill(table, "/items/1/decisions/0/kind", correct_value="tabled", why="så står det")
    fill(table, "/items/0/decisions/0/kind", verdict="right")
    assert "1 corrected, 1 confirmed; 2 in all" in run(
        "review", "import", table, "-o", kept, "--who", "Ada Ek", "--when", "2026-02-01"
    )
    run("extract", file, "-o", tmp_path / "again", "--corrections", kept)
    data = json.loads((tmp_path / "again/möte.json").read_bytes())
    assert data["items"][1]["decisions"][0]["kind"] == "tabled"
    entry = next(x for x in data["evidence"] if x["pointer"] == "/items/1/decisions/0/kind")
    assert entry["status"] == "corrected" and entry["parts"]
    assert [x["outcome"] for x in data["corrections"]] == ["confirmed", "corrected"]
    assert data["corrections"][1] == {
        "pointer": "/items/1/decisions/0/kind", "outcome": "corrected", "was": "rejected", "now": "tabled",
        "who": "Ada Ek", "when": "2026-02-01", "why": "så står det",
    }  # fmt: skip
    assert "valid" in run("validate", tmp_path / "again")
    said = run("review", "check", kept, file.parent)
    assert said.startswith("right") and "needed" in said and "0 fail" in said
    # What somebody has looked at is not asked again.
    run("review", "export", tmp_path / "again", "-o", table, "--derived", "decision.kind")
    assert "/items/1/decisions/0/kind" not in table.read_text(encoding="utf-8")


def test_the_same_table_as_a_workbook(file: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    found = [row_of(x) for x in doubts(pe.extract(file), Wish(fields=("meeting",)))]
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(found))
    assert path.read_bytes() == xlsx_bytes(found), "the same bytes each time"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    line = next(n for n, row in enumerate(found, 2) if row["pointer"] == "/meeting/start_time")
    sheet.cell(line, head.index("correct_value") + 1).value = "18:30"
    sheet.cell(line, head.index("who") + 1).value = "Ada Ek"
    book.save(path)
    (made,) = corrections_of(read_rows(path), "", "2026-02-01")
    assert isinstance(made, Correction) and made.now == "18:30" and made.was is None
    data = sound(apply(pe.extract(file), Corrections((made,))), file)
    assert data["meeting"]["start_time"] == "18:30"


def test_pictures_show_the_places(tmp_path: Path) -> None:
    from PIL import Image

    source = next(x for x in CORPUS if x.name == "kommunstyrelsen-granvik") / "protokoll.pdf"
    run("extract", source, "-o", tmp_path / "out")
    table = tmp_path / "look.csv"
    run(
        "review",
        "export",
        tmp_path / "out",
        "-o",
        table,
        "--field",
        "meeting.date",
        "--sources",
        source.parent,
    )
    (row,) = [x for x in read_rows(table) if x["pointer"] == "/meeting/date"]
    with Image.open(tmp_path / row["picture"]) as picture:
        colours = picture.convert("RGB").getcolors(1 << 24) or []
    assert any(red > 150 and green < 80 and blue < 80 for _, (red, green, blue) in colours)


def test_findings_are_doubts_with_quotes(file: Path) -> None:
    found = list(doubts(pe.extract(file)))
    assert any(x.reason == "items.missing_number" and x.quote and not x.pointer for x in found)
    assert any("chair.not_listed" in x.reason and x.value == "Anna Ek" and x.quote for x in found)


# --- what fits, and what does not


def test_a_value_can_be_unknown(file: Path) -> None:
    wrong = correction(file, "/meeting/chair", "x", now=None)
    data = sound(apply(pe.extract(file), Corrections((wrong,))), file)
    assert data["meeting"]["chair"] is None
    assert [(x["outcome"], x["was"], x["now"]) for x in data["corrections"]] == [
        ("corrected", "Anna Ek", None)
    ]


def test_a_changed_source_is_not_corrected(file: Path) -> None:
    made = Corrections((correction(file, "/meeting/chair", "Bo Ås"),))
    file.write_text(MINUTES + "\nJusterat\n", encoding="utf-8")
    data = sound(apply(pe.extract(file), made), file)
    assert data["meeting"]["chair"] == "Anna Ek"
    assert [x["outcome"] for x in data["corrections"]] == ["unfit"]
    (finding,) = [x for x in data["findings"] if x["code"] == "correction.unfit"]
    assert "bytes" in finding["message"]


def test_a_place_is_found_again_although_the_table_shows_it_masked(file: Path) -> None:
    made = correction(file, "/items/0/decisions/0/kind", "tabled", near="████████ █████████ ███████.")
    assert apply(pe.extract(file), Corrections((made,))).items[0].decisions[0].kind == "tabled"


def test_another_document_is_left_alone(file: Path, tmp_path: Path) -> None:
    made = Corrections((correction(file, "/meeting/chair", "Bo Ås"),))
    other = tmp_path / "annat.txt"
    other.write_text(MINUTES.replace("12", "19"), encoding="utf-8")
    document = pe.extract(other)
    assert apply(document, made) is document


def test_a_record_is_followed_to_its_place(file: Path) -> None:
    """A later version that finds one more § before it gives it another number."""
    made = correction(file, "/items/0/decisions/0/kind", "tabled")
    moved = replace(made, pointer="/items/1/decisions/0/kind")
    data = sound(apply(pe.extract(file), Corrections((moved,))), file)
    assert [x["decisions"][0]["kind"] for x in data["items"]] == ["tabled", "rejected"]
    assert data["corrections"][0]["pointer"] == "/items/0/decisions/0/kind"


@pytest.mark.parametrize("gone", [{"near": "Något annat.", "start": 1}, {"pointer": "/items/0/cakes/0/kind"}])
def test_a_place_that_is_gone_is_not_guessed(file: Path, gone: Json) -> None:
    made = correction(file, "/items/0/decisions/0/kind", "tabled", **gone)
    document = apply(pe.extract(file), Corrections((made,)))
    assert [x.outcome for x in document.corrections] == ["unfit"]
    assert document.items[0].decisions[0].kind == "approved"


def test_two_places_alike_are_told_apart_by_where_they_stand() -> None:
    data = {"items": [{"title": "Val"}, {"title": "Val"}]}
    evidence = {
        f"/items/{n}/title": {"parts": [{"quote": "Val", "start": start}]} for n, start in enumerate((10, 50))
    }
    assert followed(data, evidence, "/items/0/title", "Val", 50) == "/items/1/title"
    assert followed(data, evidence, "/items/5/title", "Val", 99) is None
    assert followed(data, evidence, "/items/1/title", "Val", 99) == "/items/1/title"


def test_a_value_the_contract_does_not_know_is_refused(file: Path) -> None:
    made = correction(file, "/items/0/decisions/0/kind", "tabled", now="perhaps")
    document = apply(pe.extract(file), Corrections((made,)))
    assert document.items[0].decisions[0].kind == "approved"
    assert [x.outcome for x in document.corrections] == ["unfit"]


def test_what_a_later_version_undoes_is_put_back_and_said(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "corrections.toml"
    made = correction(file, "/meeting/chair", "Bo Ås", was="Bo Ås")
    kept.write_bytes(content(Corrections((made,))))
    assert pe.extract(file, corrections=kept).meeting.chair == "Bo Ås"
    assert run("review", "check", kept, file, code=1).startswith("undone")


def test_what_is_read_rightly_by_now_keeps_its_evidence(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "corrections.toml"
    kept.write_bytes(content(Corrections((correction(file, "/meeting/chair", "Anna Ek", was="Anna E"),))))
    document = pe.extract(file, corrections=kept)
    assert [x.outcome for x in document.corrections] == ["agrees"]
    assert next(x.status for x in document.evidence if x.pointer == "/meeting/chair") == "stated"
    assert run("review", "check", kept, file).startswith("read by now")


def test_check_misses_a_document(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "corrections.toml"
    made = correction(file, "/meeting/chair", "Bo Ås", document="0" * 16)
    kept.write_bytes(content(Corrections((made,))))
    assert "without their document" in run("review", "check", kept, file, code=1)


# --- what people write


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"verdict": "maybe"}, "neither right nor unknown"),
        ({"verdict": "right", "correct_value": "approved"}, "leave one of them out"),
        ({"correct_value": "perhaps"}, "is none of"),
        ({"correct_value": "tabled", "who": ""}, "does not say who"),
        ({"verdict": "right", "pointer": ""}, "for reading"),
        ({"verdict": "right", "value": "█████"}, "is masked"),
    ],
)
def test_rows_that_cannot_be_taken(file: Path, cells: Json, reason: str) -> None:
    found = next(x for x in doubts(pe.extract(file), Wish(rules=("decision.kind",))) if "kind" in x.pointer)
    row = {**row_of(found), "who": "Ada Ek", **cells}
    (refused,) = corrections_of([row], "", "2026-02-01")
    assert isinstance(refused, Refused) and reason in refused.reason


def test_nothing_is_written_when_a_row_is_wrong(file: Path, tmp_path: Path) -> None:
    out, table, kept = tmp_path / "out", tmp_path / "look.csv", tmp_path / "corrections.toml"
    run("extract", file, "-o", out)
    run("review", "export", out, "-o", table, "--derived", "decision.kind")
    fill(table, "/items/0/decisions/0/kind", verdict="right")
    fill(table, "/items/1/decisions/0/kind", verdict="maybe")
    run("review", "import", table, "-o", kept, "--who", "Ada Ek", code=3)
    assert not kept.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[correction]]\ndocument = 'a'", "says no pointer"),
        ("[[correction]]\ndocument='a'\npointer='/a'\nwho='b'\nwhen=2026-01-01", "needs either now"),
        ("[[correction]]\ndocument='a'\npointer='/a'\nwho='b'\nwhen='soon'\nnow='c'", "no day"),
        ("[[correction]]\ncake = 1", "not known"),
        ("cake = 1", "something else"),
        ("x", "is no TOML"),
    ],
)
def test_a_file_that_is_wrong_says_where(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_corrections(path)


TEXT = st.text(min_size=1, alphabet=st.characters(exclude_categories=("Cs",)))
VALUE = st.none() | st.booleans() | st.integers(-9, 9) | TEXT


@given(st.lists(st.builds(
    Correction, document=TEXT, pointer=TEXT, was=VALUE, now=VALUE, who=TEXT, when=st.just("2026-02-01"),
    why=TEXT, source=TEXT, meeting=TEXT, near=TEXT, start=st.none() | st.integers(0, 99),
), max_size=3, unique_by=lambda x: (x.document, x.pointer)))  # fmt: skip
def test_the_file_gives_back_what_was_written(made: list[Correction]) -> None:
    found = corrections_in(content(Corrections(tuple(made))).decode())
    assert found.entries == tuple(made)
    assert merged(found, made) == found


# --- archives


def test_a_batch_reads_again_only_what_was_corrected(file: Path, tmp_path: Path) -> None:
    (file.parent / "annat.txt").write_text(MINUTES.replace("12", "19"), encoding="utf-8")
    out, kept = tmp_path / "out", tmp_path / "corrections.toml"
    assert batch(file.parent, "-o", out).returncode == 0
    kept.write_bytes(content(Corrections((correction(file, "/meeting/chair", "Bo Ås"),))))
    for count in (1, 0):
        times = {x: x.stat().st_mtime_ns for x in out.glob("documents/*/*.json")}
        done = batch(file.parent, "-o", out, "--corrections", kept)
        assert done.returncode == 0, done.stderr
        changed = [x for x, then in times.items() if x.stat().st_mtime_ns != then]
        assert len(changed) == count
    (mended,) = (x for x in pe.read_archive(out / "documents") if x.corrections)
    assert mended.meeting.chair == "Bo Ås"


def test_help_of_review_is_light() -> None:
    code = (
        "import sys; from protokoll_extract.cli.app import main\ntry: main(['review', 'export', '--help'])\n"
    )
    code += "except SystemExit: print('HEAVY', {'pydantic', 'spacy', 'pdfplumber'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY set()" in done.stdout

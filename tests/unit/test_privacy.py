"""Masking and takedown: nothing of it leaves by any door, and every quote still stands in its place."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from protokoll_extract import extract, read_archive
from protokoll_extract.cli import main
from protokoll_extract.errors import InputError
from protokoll_extract.export.evidence import coverage_problems, quote_problems
from protokoll_extract.export.privacy import Takedown, protect, protection, read_takedown
from protokoll_extract.ingest import read_source
from protokoll_extract.ingest.readings import write_private

TEXT = """Granviks kommun
Socialnämnden

Protokoll 2031-02-03

Närvarande

Ada Ekblom (S), ordförande
Bo Ekblom (M)
Cia Ros (C)

§ 1 Bidrag

Ordföranden Ada Ekblom (S) redogör. Sökanden Dan Lundström,
811218-9876, tel 070-123 45 67, dan@post.example, får bidrag. Ros yrkar avslag. Cia Ros (C) reserverar sig.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "protokoll.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def shown(file: Path, *, mask: bool = True, takedown: Takedown | None = None) -> tuple[str, str]:
    document, text = protect(
        extract(file, language="rules"), read_source(file).text,
        mask_personal_data=mask, takedown=takedown or Takedown(),
    )  # fmt: skip
    assert text is not None
    data = document.model_dump(mode="json", by_alias=True)
    assert [*coverage_problems(data), *quote_problems(data, text)] == []
    return json.dumps(data, ensure_ascii=False), text


@pytest.mark.parametrize("secret", ["9876", "123 45 67", "dan@", "Lundström"])
def test_masked_everywhere(file: Path, secret: str) -> None:
    assert all(secret not in out for out in shown(file))
    assert all(secret in out for out in shown(file, mask=False))


def test_masking_moves_nothing(file: Path) -> None:
    _, text = shown(file)
    assert len(text) == len(read_source(file).text)
    assert "██████-████, tel ███-███ ██ ██" in text


def test_somebody_taken_down_is_named_nowhere(file: Path) -> None:
    for out in shown(file, mask=False, takedown=Takedown(("Cia Ros",))):
        assert "Ros" not in out and "Cia" not in out
        assert "Ada Ekblom" in out


def test_the_surname_of_somebody_else_stays(file: Path) -> None:
    for out in shown(file, mask=False, takedown=Takedown(("Ada Ekblom",))):
        assert "Ada" not in out
        assert "Bo Ekblom" in out


def test_a_document_taken_down_is_refused(file: Path) -> None:
    document = extract(file)
    with pytest.raises(InputError, match="takedown"):
        protect(document, None, mask_personal_data=True, takedown=Takedown((), frozenset({document.id})))


def test_the_list_is_a_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("# held back\nperson: Ada  Ek # asked in May\n\ndocument: 0123456789abcdef\n", "utf-8")
    assert read_takedown(path) == Takedown(("Ada Ek",), frozenset({"0123456789abcdef"}))


@pytest.mark.parametrize("line", ["Ada Ek", "person: Ada", "document: xyz"])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "list"
    path.write_text(f"# list\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=":2"):
        read_takedown(path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    return int(leaving.value.code or 0)


def test_extract_masks_unless_told_to_keep(file: Path, tmp_path: Path) -> None:
    assert run("extract", str(file), "-o", str(tmp_path / "masked")) == 0
    assert run("extract", str(file), "-o", str(tmp_path / "kept"), "--pii", "keep") == 0
    for ending in ("json", "txt"):
        assert "811218-9876" not in (tmp_path / f"masked/protokoll.{ending}").read_text("utf-8")
        assert "811218-9876" in (tmp_path / f"kept/protokoll.{ending}").read_text("utf-8")
    assert run("validate", str(tmp_path / "masked"), str(tmp_path / "kept")) == 0


def test_the_list_by_environment(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = tmp_path / "held.list"
    held.write_text(f"person: Cia Ros\ndocument: {extract(file).id}\n", "utf-8")
    monkeypatch.setenv("PROTOKOLL_TAKEDOWN", str(held))
    assert run("extract", str(file)) == 3
    captured = capsys.readouterr()
    assert "takedown" in captured.err and not captured.out


def test_link_and_export_pass_the_same_guard(file: Path, tmp_path: Path) -> None:
    held = tmp_path / "held.list"
    held.write_text("person: Cia Ros\n", "utf-8")
    kept = tmp_path / "kept"
    assert run("extract", str(file), "-o", str(kept), "--pii", "keep") == 0
    assert run("link", str(kept), "-o", str(tmp_path / "link"), "--takedown", str(held)) == 0
    assert run("export", "csv", str(kept), "-o", str(tmp_path / "csv"), "--takedown", str(held)) == 0
    written = [x.read_text("utf-8-sig") for x in tmp_path.rglob("*") if x.suffix in (".csv", ".json")]
    masked = [text for text in written if "811218-9876" not in text]
    assert len(written) - len(masked) == 1  # The JSON that was kept.
    assert all("Ros" not in text and "Lundström" not in text for text in masked)
    assert any("██████-████" in text for text in masked)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    run(*arguments)
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_audit_diff_and_changes_pass_the_same_guard(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = tmp_path / "held.list"
    held.write_text("person: Cia Ros\n", "utf-8")
    for name, text in (("old", TEXT), ("new", TEXT.replace("bidrag.", "bidrag med 500 kronor."))):
        file.write_text(text, "utf-8")
        assert run("extract", str(file), "-o", str(tmp_path / name), "--pii", "keep") == 0
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    listed = ("--takedown", str(held))
    said = answer(capsys, "diff", old, new, "--json", *listed)
    said += answer(capsys, "audit", str(file), "--json", *listed)
    said += answer(capsys, "audit", f"{new}/protokoll.json", "--html", *listed)
    assert "500" in said and "████" in said
    assert not [secret for secret in ("9876", "dan@", "Lundström", "Ros") if secret in said]
    assert "9876" in answer(capsys, "diff", old, new, "--json", "--pii", "keep")


def test_a_held_back_document_is_withdrawn_and_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, state = str(tmp_path / "out"), str(tmp_path / "state")
    assert run("extract", str(file), "-o", out) == 0
    assert '"added"' in answer(capsys, "changes", out, "--state", state)
    held = tmp_path / "held.list"
    held.write_text(f"document: {extract(file).id}\n", "utf-8")
    assert '"withdrawn"' in answer(capsys, "changes", out, "--state", state, "--takedown", str(held))
    assert run("diff", out, out, "--takedown", str(held)) == 3
    assert run("audit", str(file), "--takedown", str(held)) == 3
    with pytest.raises(InputError, match="takedown"):
        extract(file, takedown=held)
    assert not list(read_archive(out, takedown=held))


def test_the_python_door(file: Path, tmp_path: Path) -> None:
    assert run("extract", str(file), "-o", str(tmp_path / "kept"), "--pii", "keep") == 0
    folder = tmp_path / "kept"
    for masked, kept in (
        (extract(file, pii="mask"), extract(file)),
        (next(iter(read_archive(folder, pii="mask"))), next(iter(read_archive(folder)))),
    ):
        assert "Lundström" in kept.model_dump_json()
        assert "Lundström" not in masked.model_dump_json()


def test_readings_of_a_held_back_document_are_forgotten(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROTOKOLL_OCR_CACHE", str(tmp_path / "cache"))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    kept = tmp_path / "cache" / sha256[:2] / f"{sha256}-1-abcdef01.json"
    for entry in (sha256[:16], sha256):
        write_private(kept, "{}")
        assert kept.stat().st_mode & 0o077 == 0
        protection("mask", None)
        assert kept.exists()
        held = tmp_path / "held.list"
        held.write_text(f"document: {entry}\n", "utf-8")
        protection("mask", held)
        assert not kept.exists()


def test_review_shows_nobody_who_is_held_back(file: Path, tmp_path: Path) -> None:
    kept, table, held = tmp_path / "kept", tmp_path / "look.csv", tmp_path / "held.list"
    assert run("extract", str(file), "-o", str(kept), "--pii", "keep") == 0
    held.write_text("person: Cia Ros\n", "utf-8")
    wish = ("--field", "people[].name", "--takedown", str(held))
    assert run("review", "export", str(kept), "-o", str(table), *wish) == 0
    said = table.read_text("utf-8-sig")
    assert "Ada Ekblom" in said and "Ros" not in said
    assert list(read_takedown(held).places("Ärendet föredras av C. Ros.")) == [(20, 26)]

"""``protokoll audit``: whole folders, as a table, as JSON and as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from protokoll_extract.cli.app import cli

ODD = "Protokoll\n\nDatum: 2031-02-03\n\n§ 1 Val\n\nAda Ek väljs.\n\n§ 4 Taxa <b>\n\nTaxan antas.\n"
GOOD = "Protokoll\n\nDatum: 2031-02-03\n\n§ 1 Val\n\nAda Ek väljs.\n\n§ 2 Taxa\n\nTaxan antas.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "odd.txt").write_text(ODD, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["audit", *arguments], standalone_mode=False)


def test_table(folder: Path) -> None:
    result = call(str(folder))
    assert "items.missing_number" in result.stdout
    assert "§§ 2-3 missing." in result.stdout
    assert result.stdout.endswith("2 documents, 1 without a finding; findings: 1 loss, 0 doubt, 0 info\n")


def test_json(folder: Path) -> None:
    data = json.loads(call(str(folder), "--json").stdout)
    assert (data["documents"], data["unreadable"], data["codes"]) == (2, 0, {"items.missing_number": 1})
    (finding,) = data["files"][1]["findings"]
    assert [part["quote"] for part in finding["parts"]] == ["1", "4"]


def test_page_is_whole_and_escaped(folder: Path) -> None:
    page = folder / "out" / "audit.html"
    assert call(str(folder), "--html", "-o", str(page)).return_value == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and "items.missing_number" in text
    assert "<b>" not in text


def test_only_what_is_asked_for(folder: Path) -> None:
    assert "findings: 0 loss" in call(str(folder), "--code", "vote.twice").stdout
    assert "findings: 1 loss" in call(str(folder), "--severity", "loss").stdout


def test_one_unreadable_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    result = call(str(folder))
    assert result.return_value == 1
    assert "2 documents, 1 unreadable" in result.stdout


def test_extracted_json_is_read(folder: Path) -> None:
    CliRunner().invoke(
        cli, ["extract", str(folder / "odd.txt"), "-o", str(folder / "out")], standalone_mode=False
    )
    assert "1 loss" in call(str(next((folder / "out").glob("*.json")))).stdout


def test_wrong_calls_are_said(folder: Path) -> None:
    for arguments in (["--json", "--html"], ["--code", "no.such"]):
        result = call(str(folder), *arguments)
        assert getattr(result.exception, "exit_code", None) == 2

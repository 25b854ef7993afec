"""Scans: read off their pictures, askew or on their side; doubtful words are listed; a run goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import helpers
from as_scan import scan_of
from protokoll_extract.errors import InputError, MissingExtraError, ProtokollError
from protokoll_extract.ingest import ocr, read_source
from protokoll_extract.ingest.legible import is_legible
from protokoll_extract.ingest.ocr import PageReading, Reading
from protokoll_extract.ingest.scanned import read_scanned
from protokoll_extract.vocab.load import table

LINES = (
    "SAMMANTRÄDESPROTOKOLL",
    "Kommunstyrelsen i Ekby kommun",
    "Sammanträdesdatum: 2026-01-12",
    "§ 12 Bidrag till Ekby hembygdsförening",
    "Beslut",
    "Kommunstyrelsen beviljar föreningen ett bidrag om 25 000 kr.",
    "Avgiften höjs med 12,5 % från den 1 februari enligt 2 kap. 1 § kommunallagen.",
)


def has_tesseract() -> bool:
    try:
        return bool(ocr.program())
    except ProtokollError:
        return False


needs_tesseract = pytest.mark.skipif(not has_tesseract(), reason="Tesseract with Swedish is not installed")


def page(lines: tuple[str, ...] = LINES) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    for number, line in enumerate(lines):
        sheet.setFont("Helvetica", 12)
        sheet.drawString(70, 760 - 28 * number, line)
    sheet.showPage()
    sheet.save()
    return out.getvalue()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PROTOKOLL_OCR_CACHE", str(tmp_path / "ocr"))
    return tmp_path / "ocr"


@needs_tesseract
@pytest.mark.parametrize("turned", [0, 90, 270])
def test_a_scan_says_what_its_pdf_says(turned: int, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = scan_of(page(), turned=turned)
    source = read_source(scan, "skannad.pdf", ocr="auto")
    assert source.ocr_pages == (1,)
    data = helpers.data_of(source)
    assert helpers.broken_promises(data, source.text) == []
    assert data["source"]["ocr"] and data["source"]["ocr_pages"] == [1]
    assert data["meeting"]["date"] == "2026-01-12"
    assert [item["number"] for item in data["items"]] == ["12"]
    assert data["amounts"][0]["raw"] == "25 000 kr"
    assert "12,5 %" in source.text
    assert "ocr.page" in helpers.codes(data)
    box = data["evidence"][0]["parts"][0]["box"]
    assert box is not None and 0 <= box[0] < box[2] <= source.pages[0].width
    # The second run reads nothing anew.
    monkeypatch.setattr(ocr, "read_picture", lambda *given: pytest.fail("read again"))
    assert read_source(scan, "skannad.pdf", ocr="auto") == source


@needs_tesseract
def test_a_good_text_layer_is_kept() -> None:
    source = read_source(page(), "a.pdf", ocr="auto")
    assert source.ocr_pages == () and source.reader == "pypdfium2"


@needs_tesseract
def test_an_empty_scan_is_an_error_that_says_so() -> None:
    with pytest.raises(InputError, match="nothing could be read"):
        read_source(scan_of(page(())), "tom.pdf", ocr="auto")


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr.program.cache_clear()
    monkeypatch.setattr(ocr.shutil, "which", lambda program: None)
    with pytest.raises(MissingExtraError, match="Tesseract is not installed"):
        read_scanned(scan_of(page(("Protokoll",))), "a.pdf", "all")
    ocr.program.cache_clear()


def reading(*words: tuple[str, int, int, int]) -> PageReading:
    """Words by text, left edge, baseline and sureness, on a picture of 2480 by 3508 pixels."""
    made = [Reading(t, (x, y - 40, x + 20 * len(t), y), y, 40.0, sure) for t, x, y, sure in words]
    return PageReading(2480, 3508, 0, 0.0, tuple(made))


def read_as(found: PageReading, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    monkeypatch.setattr(ocr, "cached", lambda key, number: found)
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    source = read_scanned(page(), "a.pdf", "all")
    return source.text, [x.code for x in source.remarks]


def test_misread_signs_before_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    text, codes = read_as(
        reading(("$", 200, 300, 90), ("12", 260, 300, 95), ("8", 200, 400, 90), ("13", 260, 400, 95)),
        monkeypatch,
    )
    assert text.split() == ["§", "12", "§", "13"] and "ocr.sign_read" in codes


def test_figures_that_are_no_signs_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    text, codes = read_as(reading(("8", 200, 300, 90), ("personer", 260, 300, 95)), monkeypatch)
    assert text.split() == ["8", "personer"] and "ocr.sign_read" not in codes


def test_doubtful_words_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ocr, "cached", lambda key, number: reading(("Beslut", 200, 300, 95), ("Enk", 200, 400, 31))
    )
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    source = read_scanned(page(), "a.pdf", "all")
    remark = next(x for x in source.remarks if x.code == "ocr.doubtful_words")
    assert [source.quote(span) for span in remark.spans] == ["Enk"]


def test_vocabulary_of_bad_layers() -> None:
    vocab = table("legible")
    assert is_legible(vocab["pairs"]["example"] * 3)
    assert not is_legible(vocab["pairs"]["counter_example"] * 3)
    broken = f" {vocab['broken']['example']} "
    assert not is_legible(f"{vocab['pairs']['example']} {broken}" * 3)


def test_a_layer_that_is_no_swedish_is_a_finding() -> None:
    garbled = page((table("legible")["pairs"]["counter_example"],) * 4)
    assert "source.illegible" in helpers.codes(helpers.data_of(read_source(garbled, "a.pdf")))

"""Scans: read off their pictures, askew or on their side; doubtful words are listed; a run goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import helpers
from as_scan import LINES as OF_MINUTES
from as_scan import has_tesseract, scan_of
from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.ingest import ocr, read_source, tesseract
from protokoll_extract.ingest.legible import is_legible
from protokoll_extract.ingest.ocr import PageReading, Reading
from protokoll_extract.ingest.scan_picture import made_ready
from protokoll_extract.ingest.scanned import read_scanned
from protokoll_extract.vocab.load import table

LINES = (
    *OF_MINUTES,
    "Avgiften höjs med 12,5 % från den 1 februari enligt 2 kap. 1 § kommunallagen.",
)


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
    monkeypatch.setattr(tesseract.shutil, "which", lambda program: None)
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
    text, codes = read_as(
        reading(("8", 200, 300, 90), ("personer", 260, 300, 95), ("55", 200, 400, 90), ("25", 260, 400, 90)),
        monkeypatch,
    )
    assert text.split() == ["8", "personer", "55", "25"] and "ocr.sign_read" not in codes


def test_misread_signs_behind_numbers_and_before_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    text, _ = read_as(
        reading(
            ("$", 200, 300, 90), ("44–47", 260, 300, 95),
            ("Ek", 200, 400, 90), ("88", 260, 400, 90), ("44-46", 320, 400, 90),
            ("47", 200, 500, 90), ("$", 260, 500, 90), ("Val", 320, 500, 90),
            ("11", 200, 600, 90), ("kap.", 260, 600, 90), ("16", 360, 600, 90), ("8.", 420, 600, 90),
            ("Ek", 200, 700, 90), ("t.o.m.", 260, 700, 90), ("8", 400, 700, 90), ("45", 460, 700, 90),
            ("10,7", 200, 800, 90), ("20", 290, 800, 90), ("av", 350, 800, 90),
        ),
        monkeypatch,
    )  # fmt: skip
    lines = [line.replace("\t", " ") for line in text.split("\n") if line]
    assert lines == ["§ 44–47", "Ek §§ 44-46", "47 § Val", "11 kap. 16 §.", "Ek t.o.m. § 45", "10,7 % av"]


def test_doubtful_words_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ocr, "cached", lambda key, number: reading(("Beslut", 200, 300, 95), ("Enk", 200, 400, 31))
    )
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    source = read_scanned(page(), "a.pdf", "all")
    remark = next(x for x in source.remarks if x.code == "ocr.doubtful_words")
    assert [source.quote(span) for span in remark.spans] == ["Enk"]


@needs_tesseract
def test_pictures_are_documents(cache: Path) -> None:
    import pypdfium2

    sheet = pypdfium2.PdfDocument(page())[0]
    small, large = (sheet.render(scale=dpi / 72).to_pil() for dpi in (150, 300))
    tiff, png = io.BytesIO(), io.BytesIO()
    large.save(
        tiff,
        "TIFF",
        save_all=True,
        append_images=[large.convert("1")],
        compression="tiff_lzw",
        dpi=(300, 300),
    )
    small.save(png, "PNG")
    source = read_source(tiff.getvalue(), "skannad.tif", ocr="auto")
    assert source.media_type == "image/tiff" and source.ocr_pages == (1, 2)
    assert [round(p.width) for p in source.pages] == [595, 595]
    data = helpers.data_of(source)
    assert helpers.broken_promises(data, source.text) == []
    assert data["meeting"]["date"] == "2026-01-12" and data["items"][0]["number"] == "12"
    # Without a stated resolution a page is taken for A4.
    source = read_source(png.getvalue(), "foto.png", ocr="auto")
    assert source.media_type == "image/png" and round(source.pages[0].height) == 842
    assert helpers.data_of(source)["items"][0]["number"] == "12"
    with pytest.raises(InputError, match="picture of a page"):
        read_source(png.getvalue(), "foto.png")
    with pytest.raises(InputError, match="damaged"):
        read_source(tiff.getvalue()[:5000], "avbruten.tif", ocr="auto")


def test_places_are_where_the_words_lie_askew(monkeypatch: pytest.MonkeyPatch) -> None:
    words = reading(("Beslut", 2000, 3000, 95)).words
    monkeypatch.setattr(ocr, "cached", lambda key, number: PageReading(2480, 3508, 0, 1.0, words))
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    box = read_scanned(page(), "a.pdf", "all").words[0].box
    # Set straight by a turn of one degree counter-clockwise: it lies lower left of its place.
    assert box.top == pytest.approx(2960 * 0.24 + 3.3, abs=0.7)
    assert box.x0 == pytest.approx(2000 * 0.24 - 5.1, abs=0.7)


def test_lines_and_leaders_are_found_and_taken_out() -> None:
    draw = pytest.importorskip("PIL.ImageDraw")
    from PIL import Image, ImageFont

    picture = Image.new("L", (2480, 1200), 244)
    pen = draw.Draw(picture)
    font = ImageFont.load_default(size=50)
    for n in range(8):
        pen.text((300, 100 + 70 * n), f"§ {n} Innehåll nummer {n} mm", font=font, fill=20)
        for x in range(1100, 2000, 14):
            pen.ellipse((x, 142 + 70 * n, x + 6, 148 + 70 * n), fill=20)
    for x in (300, 1200, 2100):
        pen.line((x, 800, x, 1000), fill=60, width=3)
    for y in (800, 900, 1000):
        pen.line((300, y, 2100, y), fill=60, width=3)
    made = made_ready(picture.rotate(-0.7, fillcolor=244, resample=Image.Resampling.BICUBIC), 300)
    assert made.tilt == pytest.approx(0.7, abs=0.1)
    assert len(made.leaders) == 8
    upright = [r for r in made.rules if r[3] - r[1] > r[2] - r[0]]
    assert len(upright) == 3 and len(made.rules) == 6


def test_handwriting_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = reading(
        ("Justeras", 200, 300, 96), ("UAA", 600, 300, 20), ("Mil", 700, 300, 45), ("Ua", 200, 400, 12),
        ("Bo", 200, 500, 96), ("Ek", 300, 500, 30), ("(C)", 400, 500, 90),
        ("9,", 200, 600, 90), ("Val", 300, 600, 90),
    )  # fmt: skip
    monkeypatch.setattr(ocr, "cached", lambda key, number: found)
    monkeypatch.setattr(ocr, "program", lambda: "tesseract")
    source = read_scanned(page(), "a.pdf", "all")
    assert "UAA" not in source.text and "Ua" not in source.text
    assert "3 hardly readable words" in next(x.message for x in source.remarks if x.code == "ocr.page")
    # A doubtful word among sure ones stays, and list numbers get their full stop back.
    assert "Ek" in source.text and "9. Val" in source.text


def test_vocabulary_of_bad_layers() -> None:
    vocab = table("legible")
    assert is_legible(vocab["pairs"]["example"] * 3)
    assert not is_legible(vocab["pairs"]["counter_example"] * 3)
    broken = f" {vocab['broken']['example']} "
    assert not is_legible(f"{vocab['pairs']['example']} {broken}" * 3)


def test_a_layer_that_is_no_swedish_is_a_finding() -> None:
    garbled = page((table("legible")["pairs"]["counter_example"],) * 4)
    assert "source.illegible" in helpers.codes(helpers.data_of(read_source(garbled, "a.pdf")))

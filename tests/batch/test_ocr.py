"""Scans in a batch: read off their pictures when asked, page by page, going on where a stop left it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from as_scan import LINES, has_tesseract, scan_of
from batching import Row, batch, children, command, fill, gone, kill, results, rows, start, summary
from hostile.pdfs import changed, image_page, page

pytestmark = pytest.mark.skipif(not has_tesseract(), reason="Tesseract with Swedish is not installed")


def minutes(pages: int) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    for page_number in range(1, pages + 1):
        for number, line in enumerate((*LINES, f"Sida {page_number}")):
            sheet.setFont("Helvetica", 12)
            sheet.drawString(70, 760 - 28 * number, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scan of three pages, and one document with a text layer."""
    monkeypatch.setenv("PROTOKOLL_OCR_CACHE", str(tmp_path / "cache"))
    fill(tmp_path / "in", 1)
    (tmp_path / "in/skannad.pdf").write_bytes(scan_of(minutes(3), dpi=150))
    (tmp_path / "in/text.pdf").write_bytes(minutes(1))
    return tmp_path


def by_name(output: Path) -> dict[str, Row]:
    return {Path(row["path"]).name: row for row in rows(output)}


def test_scans_are_read_when_asked_and_a_stop_loses_no_page(place: Path) -> None:
    source, plain, output, cache = place / "in", place / "plain", place / "out", place / "cache"
    assert batch(source, "-o", plain, "-w", 1).returncode == 1
    assert by_name(plain)["skannad.pdf"]["code"] == "input.no_text"
    run = start(source, "-o", output, "-w", 1, "--ocr")
    while not (kept := list(cache.rglob("*.json"))) and run.poll() is None:
        time.sleep(0.02)
    below = children(run.pid)
    run.kill()
    run.communicate()
    assert gone(below), "Tesseract outlived the run"
    stamps = {path: path.stat().st_mtime_ns for path in kept}
    done = batch(source, "-o", output, "-w", 1, "--ocr")
    assert done.returncode == 0, done.stderr
    assert len(list(cache.rglob("*.json"))) == 3
    assert {path: path.stat().st_mtime_ns for path in kept} == stamps, "a page was read twice"
    row = by_name(output)["skannad.pdf"]
    assert row["state"] == "done" and row["pages"] == 3 and "tesseract" in row["reader"]
    data = json.loads((output / f"documents/{row['id'][:2]}/{row['id']}.json").read_bytes())
    assert data["source"]["ocr_pages"] == [1, 2, 3]
    assert {item["number"] for item in data["items"]} == {"12"}
    # What has a text layer is the same with and without.
    assert results(plain).items() <= results(output).items()
    assert batch(source, "-o", output, "--ocr").returncode == 0
    assert summary(output)["unchanged"] == 3


def test_killed_parsers_go_on_with_the_next_page(place: Path) -> None:
    run = start(place / "in/skannad.pdf", "-o", place / "out", "-w", 1, "--ocr")
    for count in (1, 2):
        while len(list((place / "cache").rglob("*.json"))) < count and run.poll() is None:
            time.sleep(0.02)
        # The last ones are the parser's and Tesseract's.
        kill(children(run.pid)[-2:])
    _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    assert batch(place / "in/skannad.pdf", "-o", place / "calm", "--ocr").returncode == 0
    assert results(place / "out") == results(place / "calm")


def test_pages_have_time_of_their_own_and_limits(place: Path) -> None:
    (place / "in/stor.pdf").write_bytes(
        changed({3: page(box=b"/MediaBox [0 0 100000 100000]")}).replace(b"Tj", b"  ")
    )
    (place / "in/svart.pdf").write_bytes(image_page())
    how = ("-o", place / "out", "-w", 1, "--ocr", "all", "--limit", "seconds=1", "--limit", "patience=60")
    done = batch(place / "in", *how, "--limit", "ocr_seconds=60")
    ends = {name: row["code"] or row["state"] for name, row in by_name(place / "out").items()}
    assert ends["skannad.pdf"] == ends["text.pdf"] == ends["00000.txt"] == "done", done.stderr
    assert ends["stor.pdf"] == "limit.page_size" and ends["svart.pdf"] == "input.no_text"
    tight = [f"--limit={name}=0.05" for name in ("seconds", "seconds_per_page", "ocr_seconds")]
    fresh = {**os.environ, "PROTOKOLL_OCR_CACHE": str(place / "other")}
    batch(place / "in/skannad.pdf", "-o", place / "short", "--ocr", *tight, "--limit=patience=60", env=fresh)
    assert by_name(place / "short")["skannad.pdf"]["code"] == "limit.time"


def test_without_tesseract_the_reason_is_said_once(place: Path) -> None:
    bare = {**os.environ, "PATH": "/nowhere"}
    asked = command("batch", place / "in", "-o", place / "out", "--ocr")
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=bare)
    assert done.returncode == 4 and "[extra.tesseract]" in done.stderr and done.stderr.count("\n") == 1

"""Files attached to a PDF are named in a finding."""

from __future__ import annotations

import io

import pypdfium2 as pdfium

import helpers
from protokoll_extract.ingest import read_source

PDF = helpers.CORPUS[0] / "protokoll.pdf"


def with_attachments(*names: str) -> bytes:
    document = pdfium.PdfDocument(PDF.read_bytes())
    for name in names:
        document.new_attachment(name).set_data(b"Bilaga")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_attached_files_are_named() -> None:
    data = helpers.data_of(read_source(with_attachments("bilaga 1.pdf", "röster.xlsx"), "p.pdf"))
    (found,) = (x for x in data["findings"] if x["code"] == "source.attachments")
    assert "bilaga 1.pdf, röster.xlsx" in found["message"]


def test_none_without_any() -> None:
    assert "source.attachments" not in helpers.codes(helpers.data_of(read_source(PDF)))

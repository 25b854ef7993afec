"""A pasted text and the same text laid out as PDF say the same."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import helpers
from helpers import SHARED, differences, plain
from protokoll_extract.ingest import read_source

pytest.importorskip("weasyprint")

_spec = importlib.util.spec_from_file_location("seed_layout", Path(__file__).with_name("seed_layout.py"))
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

TEXTS = [Path(__file__).with_name("partnership.txt"), *sorted(SHARED.glob("seed/*.txt"))]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name)
def test_text_and_pdf_say_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    pdf = read_source(_module.render(text), "protokoll.pdf")
    from_pdf = helpers.data_of(pdf)
    assert helpers.broken_promises(from_pdf, pdf.text) == []
    assert list(differences(plain(helpers.extract(text)), plain(from_pdf))) == []


def test_every_word_reaches_the_pdf_text() -> None:
    text = TEXTS[0].read_text(encoding="utf-8")
    pdf = read_source(_module.render(text), "protokoll.pdf")
    assert set(text.replace("**", "").split()) - set(pdf.text.split()) <= {"–"}

"""Generated minutes say the same as text and as PDF, in every development style."""

from __future__ import annotations

import pytest

import helpers
from helpers import differences, plain
from protokoll_extract.ingest import read_source

pytest.importorskip("weasyprint")
pytest.importorskip("reportlab")

from generate.compose import compose
from generate.document import build
from generate.layout_html import pdf_of as by_weasyprint
from generate.layout_reportlab import pdf_of as by_reportlab
from generate.layout_text import text_of
from generate.style import Style, chosen

SEED = 3
# The text has no pages: its contents list names other ones.
PAGES = ("/contents/", "/page")


@pytest.mark.parametrize("style", chosen("development"), ids=lambda style: style.name)
def test_text_and_pdf_say_the_same(style: Style) -> None:
    document = build(compose(SEED, style.bodies[SEED % len(style.bodies)], style.name), style)
    lay_out = by_reportlab if style.producer == "reportlab" else by_weasyprint
    pdf = helpers.data_of(read_source(lay_out(document), "protokoll.pdf"))
    text = helpers.extract(text_of(document))
    found = [
        x
        for x in differences(plain(text), plain(pdf))
        if not (x.startswith(PAGES[0]) and x.endswith(PAGES[1]))
    ]
    assert found == []

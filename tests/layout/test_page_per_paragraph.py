"""Minutes that begin each § on a new page: the same sub-headings at the same height, page after page."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.ingest import read_source

weasyprint = pytest.importorskip("weasyprint")

CSS = """
@page { size: A4; @top-left { content: "Kommunstyrelsen · Protokoll 2031-02-03" }
  @bottom-right { content: "Sida " counter(page) " av " counter(pages) } }
h2 { break-before: page }
"""
MATTERS = [
    ("Val av justerare", "Ada Bergvall utses.", "Nämnden väljer en person varje gång."),
    ("Budget för nästa år", "Budgeten fastställs.", "Ramen är i stort sett oförändrad."),
    ("Motion om bad", "Motionen avslås.", "Motionären vill ha fler badplatser vid sjön."),
    ("Bidrag", "Föreningen beviljas 20 000 kr.", "Ansökan kom in i maj."),
]


def document() -> helpers.Json:
    body = "".join(
        f"<h2>§ {n} {title}</h2><h3>Beslut</h3><p>{decision}</p><h3>Sammanfattning av ärendet</h3>"
        f"<p>{summary}</p><h3>Beslutet skickas till</h3><p>Ekonomienheten</p>"
        for n, (title, decision, summary) in enumerate(MATTERS, 1)
    )
    html = f"<html lang=sv><style>{CSS}</style><p>Norrviks kommun</p><p>Protokoll</p>{body}</html>"
    return helpers.data_of(read_source(weasyprint.HTML(string=html).write_pdf(), "protokoll.pdf"))


def test_sub_headings_are_not_running_heads() -> None:
    items = document()["items"]
    kinds = [[section["kind"] for section in item["sections"]] for item in items]
    assert kinds == [["decision", "background", "recipients"]] * 4
    assert [item["recipients"] for item in items] == [["Ekonomienheten"]] * 4
    assert [[d["text"] for d in item["decisions"]] for item in items] == [[m[1]] for m in MATTERS]


def test_running_heads_and_feet_are_in_no_section() -> None:
    texts = [section["text"] for item in document()["items"] for section in item["sections"]]
    assert not any("Protokoll" in text or "Sida" in text for text in texts)


def test_titles() -> None:
    assert [item["title"] for item in document()["items"]] == [matter[0] for matter in MATTERS]

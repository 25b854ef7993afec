"""PDF: words against pdfplumber, layout, rotation and errors."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from protokoll_extract.errors import InputError
from protokoll_extract.ingest import read_source
from protokoll_extract.ingest.pdf_tables import reference_words, tables
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.words import Box

REAL = sorted((Path(__file__).parents[3] / "shared" / "real").glob("*/*.pdf"))
STYLE = "<style>@page{size:A4;margin:2cm}body{font:11pt 'DejaVu Sans'}.l{width:8em;display:inline-block}"
PROSE = (
    "Nämnden behandlade ärendet vid sitt möte i maj och fann att underlaget behövde kompletteras "
    "med uppgifter om kostnader för drift och underhåll av badplatsen vid Norrsjön under sommaren. "
) * 8
BODY = f"""{STYLE} td{{border:1px solid;padding:2px 4px}}</style><html lang=sv>
<h1>Protokoll</h1><div><span class=l>Plats:</span>Lindsalen, Norrby</div>
<div><span class=l>Tid:</span>kl. 18.00</div><p style="text-align:justify">{PROSE}</p><p>Andra stycket.</p>
<table><tr><td>Namn<td>Roll<tr><td>Åsa Ek<td>ordförande</table>
<p style="break-before:page">Sida två, sist.</p></html>"""
# On its own: pdfplumber parts a raised figure from its word, so it cannot be the yardstick here.
RAISED = f"{STYLE} sup{{font-size:7pt}}</style><p>Ytan är 40 m<sup>2</sup> stor.</p>"


def make_pdf(html: str) -> bytes:
    weasyprint: Any = pytest.importorskip("weasyprint")
    data: bytes = weasyprint.HTML(string=html).write_pdf()
    return data


@pytest.fixture(scope="module")
def body() -> bytes:
    return make_pdf(BODY)


def check_invariants(source: SourceText) -> None:
    assert "".join(source.quote(p.span) for p in source.pages) == source.text
    assert all(source.quote(p.span).endswith("\f") for p in source.pages[:-1])
    end = 0
    for word in source.words:
        assert word.span.start >= end
        end = word.span.end
        quote = source.quote(word.span)
        assert quote
        assert not any(c.isspace() for c in quote)
        assert source.page_at(word.span.start) == word.box.page


def near(a: Box, b: Box) -> bool:
    return (
        abs(a.x0 - b.x0) < 2.5
        and abs(a.x1 - b.x1) < 2.5
        and abs(a.top - b.top) < 3
        and abs(a.bottom - b.bottom) < 3
    )


def agreement(data: bytes, source: SourceText) -> float:
    """Share of pdfplumber's words that the fast reader has with the same text and place."""
    ours: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for word in source.words:
        ours[word.box.page, source.quote(word.span)].append(word.box)
    reference = [w for page in reference_words(data) for w in page]
    return sum(any(near(b, box) for b in ours[box.page, t]) for t, box in reference) / len(reference)


def test_words_agree_with_pdfplumber(body: bytes) -> None:
    source = read_source(body, "a.pdf")
    check_invariants(source)
    assert source.reader == "pypdfium2"
    assert agreement(body, source) >= 0.995


def test_layout(body: bytes) -> None:
    source = read_source(body, "a.pdf")
    assert "Plats:\tLindsalen, Norrby\nTid:\tkl. 18.00\n" in source.text
    assert "\n\nAndra stycket.\n" in source.text
    assert "Åsa Ek\tordförande\n" in source.text
    assert "Sida två, sist." in source.text
    start = source.text.index("Nämnden")
    assert "\t" not in source.text[start : source.text.index("Andra")]
    assert source.pages[0].rules
    assert source.words[0].font.bold


def turn(data: bytes, angle: int) -> bytes:
    document = pdfium.PdfDocument(data)
    for page in document:
        page.set_rotation(angle)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_raised_figure_stays_on_its_line(angle: int) -> None:
    assert read_source(turn(make_pdf(RAISED), angle), "a.pdf").text == "Ytan är 40 m2 stor.\n"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_rotated_pages_read_the_same(body: bytes, angle: int) -> None:
    plain, turned = read_source(body, "a.pdf"), read_source(turn(body, angle), "a.pdf")
    check_invariants(turned)
    assert turned.text == plain.text
    width, height = turned.pages[0].width, turned.pages[0].height
    assert (width > height) == (angle != 180)
    assert all(0 <= w.box.x0 < w.box.x1 <= width + 1 for w in turned.words)
    assert all(0 <= w.box.top < w.box.bottom <= height + 1 for w in turned.words)


def test_two_columns_of_headings_and_short_lines_are_read_one_by_one() -> None:
    text = "Planen har varit på remiss, och svaren är i huvudsak välvilliga. Nämnden är inte av samma mening."
    parts = "".join(
        f"<h3>§ {n} Ärende {n}</h3><p>{text}</p><h4>Beslut</h4><ul><li>Planen antas.</li></ul>"
        for n in range(1, 10)
    )
    page = f"{STYLE}div{{columns:2;column-gap:9mm}}h4{{font-size:9pt}}</style><div>{parts}</div>"
    text = read_source(make_pdf(page), "a.pdf").text
    found = [line.partition("Ä")[0] for line in text.splitlines() if line.startswith("§")]
    assert found == [f"§ {n} " for n in range(1, 10)]
    assert "\t" not in text.replace("•\t", "")


def test_a_large_word_beside_two_lines_draws_none_together() -> None:
    cell = "<td style='vertical-align:top'>"
    left, right = (
        "Norrviks kommun<br>Miljönämnden",
        "<div style='font-size:14pt;margin-top:5pt'>PROTOKOLL</div>",
    )
    text = read_source(make_pdf(f"{STYLE}</style><table><tr>{cell}{left}{cell}{right}</table>"), "a.pdf").text
    assert "Norrviks kommun" in text
    assert "Miljönämnden" in text.splitlines()


def test_two_columns_of_prose_are_read_one_by_one() -> None:
    columns = STYLE + "div{columns:2;column-gap:1cm}</style>"
    source = read_source(make_pdf(f"{columns}<h1>Nytt</h1><div>{PROSE}</div>"), "a.pdf")
    assert " ".join(source.text.split()) == "Nytt " + PROSE.strip()


def test_line_end_hyphen_is_kept() -> None:
    html = f"{STYLE}</style><p>Frågan om källsor-<br>tering togs upp.</p>"
    assert "källsor-\ntering togs" in read_source(make_pdf(html), "a.pdf").text


def test_table(body: bytes) -> None:
    (table,) = tables(body, [1, 99])
    assert [[c.text if c else None for c in row] for row in table.rows] == [
        ["Namn", "Roll"],
        ["Åsa Ek", "ordförande"],
    ]


def test_no_text_and_cut_off(body: bytes) -> None:
    with pytest.raises(InputError, match=r"input\.no_text"):
        read_source(make_pdf("<p></p>"), "a.pdf")
    with pytest.raises(InputError, match=r"input\.corrupt"):
        read_source(body[: len(body) // 2], "a.pdf")


@pytest.mark.skipif(not REAL, reason="real documents are not here")
@pytest.mark.parametrize("path", REAL[:8], ids=lambda p: p.name)
def test_real_documents(path: Path) -> None:
    source = read_source(path)
    check_invariants(source)
    assert agreement(path.read_bytes(), source) >= 0.995

"""Lines and paragraphs: what the printed lines are, and which of them go on."""

from __future__ import annotations

import pytest

from helpers import lines
from protokoll_extract.segment.lines import Wrap, paragraphs_of

# Prose lines that show where the text wraps.
WIDE = (
    "Nämnden har under våren prövat frågan om avgifter för alla som bor i kommunen\n"
    "och har kommit fram till att de ska höjas från och med det kommande årsskiftet\n"
)


def paragraphs(text: str) -> list[str]:
    source, found = lines(text)
    return [p.view.text for p in paragraphs_of(source, Wrap.of(source, found), found)]


def test_line_without_indent_and_cells_without_tabs() -> None:
    source, (line,) = lines("  Ada Ek (S)\t \tNorrviks kommun \n")
    assert line.text(source) == "Ada Ek (S)\t \tNorrviks kommun"
    assert [source.quote(cell) for cell in line.cells] == ["Ada Ek (S)", "Norrviks kommun"]


def test_blank_lines_and_pages() -> None:
    _, found = lines("a\n\nb\n\fc\nd\n")
    assert [(x.page, x.blank_before) for x in found] == [(1, True), (1, True), (2, False), (2, False)]


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("## Beslut", "a.md", 2),
        ("** Beslut", "a.org", 2),
        ("== Beslut", "a.typ", 2),
        ("* punkt", "a.md", 0),
        ("#hashtag", "a.md", 0),
    ],
)
def test_heading_marks(text: str, name: str, level: int) -> None:
    source, (line,) = lines(text, name)
    assert line.level == level
    assert not level or line.text(source) == "Beslut"


@pytest.mark.parametrize(
    ("text", "marker", "number"),
    [
        ("1. Planen antas.", "1. ", "1"),
        ("2) Planen antas.", "2) ", "2"),
        ("a) Planen antas.", "a) ", "a"),
        ("- Planen antas.", "- ", None),
        ("• Planen antas.", "• ", None),
        ("1. 000 kronor", None, None),
        ("2031 Planen antas.", None, None),
        ("-5 grader", None, None),
    ],
)
def test_list_markers(text: str, marker: str | None, number: str | None) -> None:
    source, (line,) = lines(text)
    assert (source.quote(line.marker) if line.marker else None, line.number) == (marker, number)


def test_full_lines_go_on_and_short_ones_end() -> None:
    assert paragraphs(WIDE + "för alla.\nEn annan sak gäller taxan.\n") == [
        WIDE.replace("\n", " ") + "för alla.",
        "En annan sak gäller taxan.",
    ]


def test_a_blank_line_ends_a_paragraph_that_is_finished() -> None:
    assert len(paragraphs("Rapporten godkänns.\n\nrapporten läggs till handlingarna.\n")) == 2


def test_a_page_break_in_mid_sentence_ends_nothing() -> None:
    first, second = (
        "Kommunstyrelsen godkänner planen för belysning av",
        "gång- och cykelvägar i hela centrum.",
    )
    assert paragraphs(f"{first}\n\f{second}\n") == [f"{first} {second}"]


def test_points_are_paragraphs_without_their_markers() -> None:
    assert paragraphs("Styrelsen beslutar\n1. Planen antas.\n2. Taxan höjs.\n") == [
        "Styrelsen beslutar",
        "Planen antas.",
        "Taxan höjs.",
    ]


def test_att_clauses_are_paragraphs() -> None:
    text = "Nämnden beslutar\natt godkänna rapporten, samt\natt anta taxan.\n"
    assert paragraphs(text) == text.splitlines()


def test_table_rows_stay_apart() -> None:
    assert len(paragraphs("Skola\t12 mnkr\nVård\t13 mnkr\n")) == 2

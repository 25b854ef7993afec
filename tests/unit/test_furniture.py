"""Furniture: running heads and feet, and what only looks like them."""

from __future__ import annotations

import pytest

from helpers import lines
from protokoll_extract.segment.furniture import furniture_of


def hidden(text: str) -> list[str]:
    source, found = lines(text)
    furniture = furniture_of(source, found)
    return [x.text(source) for x in found if x.index in furniture]


@pytest.mark.parametrize(
    "line", ["Sida 3 av 11", "3 (11)", "Sid 4", "- 7 -", "Justerandes sign", "Justerandes signatur  Sida 2"]
)
def test_always(line: str) -> None:
    assert hidden(f"Läget är gott.\n{line}\nOch så vidare.\n") == [line]


@pytest.mark.parametrize("line", ["Sidan 3 i rapporten", "3 av 11 ledamöter röstade", "§ 3 Övriga frågor"])
def test_never(line: str) -> None:
    assert hidden(f"Läget är gott.\n{line}\nOch så vidare.\n") == []


def test_same_line_at_the_head_of_each_page() -> None:
    pages = [f"Norrviks kommun\tSida\nNämnden\n\nText nummer {word}.\n" for word in ("ett", "två", "tre")]
    assert hidden("\f".join(pages)) == ["Norrviks kommun\tSida", "Nämnden"] * 3


def test_page_numbers_differ_and_the_head_is_the_same() -> None:
    pages = [f"Protokoll 4/2031 blad {n}\n\nText nummer {w}.\n" for n, w in ((1, "ett"), (2, "två"))]
    assert len(hidden("\f".join(pages))) == 2


def test_paragraph_heads_and_points_are_never_furniture() -> None:
    pages = ["§ 1 Budget\n1. Antas.\n", "§ 1 Budget\n1. Antas.\n", "§ 1 Budget\n1. Antas.\n"]
    assert hidden("\f".join(pages)) == []


def test_repeated_head_in_pasted_text() -> None:
    head = "Sammanträdesprotokoll\n2031-02-03\n"
    text = f"{head}\n§ 1 Budget\nAntas.\n{head}\n§ 2 Taxa\nHöjs.\n{head}\n§ 3 Övrigt\nInget.\n"
    assert hidden(text).count("Sammanträdesprotokoll") == 3


def test_repeated_sub_headings_in_pasted_text_stay() -> None:
    assert hidden("§ 1 A\nBeslut\nAntas.\n§ 2 B\nBeslut\nHöjs.\n§ 3 C\nBeslut\nSänks.\n") == []

"""Which lines begin a §: candidates weighed against each other."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.segment.head import is_numbered_head, sign_head
from protokoll_extract.segment.heads import heads_of, in_order, weights_of


def numbers(text: str, name: str = "protokoll.txt") -> list[str]:
    source, lines = helpers.lines(text, name)
    return [h.number for h in heads_of(source, lines)]


def titles(text: str, name: str = "protokoll.txt") -> list[str]:
    source, lines = helpers.lines(text, name)
    return [source.quote(h.rest) for h in heads_of(source, lines)]


def weighed(text: str) -> dict[str, float]:
    source, lines = helpers.lines(text)
    heads = [h for h in (sign_head(source, x) for x in lines) if h]
    return dict(zip((h.number for h in heads), weights_of(source, lines, heads), strict=True))


BODY = "\n\nText som slutar här.\n\n"


def test_a_head_that_another_follows_weighs_less() -> None:
    found = weighed(f"§ 1 Val\n§ 2 Budget{BODY}§ 3 Övrigt{BODY}")
    assert found["1"] < found["2"] == found["3"] == 1.0


def test_a_head_of_another_form_weighs_less() -> None:
    found = weighed(f"KS § 1 Val{BODY}KS § 2 Budget{BODY}§ 12 Övrigt{BODY}4 § Ändamål{BODY}")
    assert found["1"] == found["2"] == 1.0
    assert found["12"] < 1.0 and found["4"] < 1.0


def test_a_head_in_the_middle_of_a_sentence_weighs_less() -> None:
    quoted = "Bestämmelsen om detta finns i den antagna ordningens\n§ 12 Ändamål."
    text = f"§ 1 Val\n\n{quoted}\n\n§ 2 Budget\n\nAntas.\n"
    found = weighed(text)
    assert found["12"] < found["2"] == 1.0
    assert numbers(text) == ["1", "2"]


def test_a_leap_is_taken_and_a_fall_is_not() -> None:
    text = f"§ 41 Val{BODY}§ 3 Ändamål{BODY}§ 42 Budget{BODY}§ 97 Övrigt{BODY}"
    assert numbers(text) == ["41", "42", "97"]


def test_statutes_quoted_in_full_do_not_outweigh_the_minutes() -> None:
    statutes = "".join(f"§ {n} Stadga{BODY}" for n in (1, 2, 3))
    minutes = "".join(f"§ {n} Ärende{BODY}" for n in (20, 21, 22, 23, 24, 25))
    assert numbers(f"{minutes[: len(minutes) // 2]}{statutes}{minutes[len(minutes) // 2 :]}")[:1] == ["20"]


def test_equal_weights_keep_the_later_run_together() -> None:
    source, lines = helpers.lines(f"§ 7 Val{BODY}§ 2 Regel{BODY}§ 8 Övrigt{BODY}")
    heads = [h for h in (sign_head(source, x) for x in lines) if h]
    assert [h.number for h in in_order(heads, [1.0, 1.0, 1.0])] == ["7", "8"]


def test_an_excerpt_of_one_paragraph() -> None:
    text = f"Protokollsutdrag\n\n§ 45 Taxa\n\nBeslut\n\n1. Taxan antas.\n2. Den gäller från maj.{BODY}"
    assert numbers(text) == ["45"]


def test_numbers_that_run_through_the_year() -> None:
    assert numbers("".join(f"§ {n} Ärende{BODY}" for n in (131, 132, 133))) == ["131", "132", "133"]


def test_a_sign_without_a_number_among_numbers() -> None:
    text = f"§ 1 Val{BODY}§ 2 Budget{BODY}§ 3 Övrigt{BODY}§ Mötets avslutande\n\nMötet avslutas.\n"
    assert numbers(text) == ["1", "2", "3", ""]
    assert titles(text)[-1] == "Mötets avslutande"


def test_marked_headings_of_the_same_depth_among_numbers() -> None:
    heads = (
        "# Protokoll",
        "## § 1 Val",
        "## § 2 Budget",
        "## § 3 Post",
        "## Mötets avslutande",
        "## Ordförande",
    )
    text = "".join(f"{head}\nText.\n" for head in heads)
    assert titles(text, "p.md") == ["Val", "Budget", "Post", "Mötets avslutande"]


def test_references_in_minutes_that_number_otherwise() -> None:
    text = (
        "Protokoll\n\n1. Mötets öppnande\nMötet öppnas.\n\n2. Val av justerare\nAda väljs.\n\n"
        "3. Stadgar\nÄndring av stadgarna behandlas enligt\n§ 14 Stadgeändring\n\n4. Övrigt\nInget.\n"
    )
    assert numbers(text) == ["1", "2", "3", "4"]


def test_marked_headings_keep_their_own_numbers() -> None:
    text = "# Årsmöte\n\n## 1. Öppnande\nHej.\n\n## 2. Budget 2031\nAntas.\n\n## Avslutande\nSlut.\n"
    assert numbers(text, "p.md") == ["1", "2", ""]
    assert titles(text, "p.md")[1] == "Budget 2031"


def test_a_date_is_no_matter() -> None:
    text = "# Styrelsemöte\n\n## 20 januari 2031\nAda, Bo\n\n## Öppnande\nHej.\n\n## Budget\nAntas.\n"
    assert titles(text, "p.md") == ["Öppnande", "Budget"]


def test_known_matters_without_any_mark() -> None:
    text = (
        "Protokoll styrelsemöte\n\nMötets öppnande\nAda öppnade mötet.\n\nVal av justerare\nBo valdes.\n\n"
        "Städdag i hamnen\nStäddagen blir i maj.\n\nEkonomi\nKassan är god.\n\nÖvriga frågor\nInga.\n\n"
        "Mötets avslutande\nAda avslutade mötet.\n"
    )
    assert titles(text) == [
        "Mötets öppnande", "Val av justerare", "Städdag i hamnen", "Ekonomi", "Övriga frågor",
        "Mötets avslutande",
    ]  # fmt: skip


def test_too_few_known_matters_are_no_minutes() -> None:
    assert titles("Nyheter\n\nEkonomi\nVi sparar.\n\nBudget\nDen är god.\n\nSport\nVi vann.\n") == []


@pytest.mark.parametrize(
    ("text", "page", "is_one"),
    [("§ 3 Val", 3, True), ("Sn 124", 4, True), ("Sid 4", 4, False), ("Blad 5", 4, False)],
)
def test_numbered_heads_and_page_numbers(text: str, page: int, is_one: bool) -> None:
    assert is_numbered_head(text, page) is is_one


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ("12 13 14 16 17 18", "12 13 14 16 17 18"),
        ("12 13 13 14 15 16", "12 13 13 14 15 16"),
        ("12 13 14", "12 13 14"),
        ("12 14 15", ""),
        ("12 15 19 20 31 40", ""),
    ],
)
def test_letters_for_the_sign_with_a_gap(numbers: str, found: str) -> None:
    below = "Rapporten läggs till handlingarna."
    text = "".join(f"Sn {n}\n\nÄrende\n\n{below}\n\n" for n in numbers.split())
    data = helpers.extract(f"Protokoll\n\nSocialnämnden\n\n2031-02-03\n\n{text}")
    assert " ".join(item["number"] or "" for item in data["items"]).strip() == found

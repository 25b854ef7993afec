"""Acts inside a §: proposals, votes, dissent, statements, recusals, recipients."""

from __future__ import annotations

from typing import Any

import pytest

import helpers


def item(text: str) -> dict[str, Any]:
    (found,) = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{text}\n")["items"]
    return dict(found)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Ada Ek (S) yrkar bifall.", ["Ada Ek"]),
        ("Ada Ek (S) och Bo Ås (M) yrkar avslag.", ["Ada Ek", "Bo Ås"]),
        ("Ordföranden Ada Ek (S) yrkar bifall.", ["Ada Ek"]),
        ("Ada Ek (S) yrkar, med instämmande av Bo Ås (M), bifall.", ["Ada Ek", "Bo Ås"]),
        ("Företrädarna för S, V och MP yrkar avslag.", ["S", "V", "MP"]),
    ],
)
def test_proposal(text: str, by: list[str]) -> None:
    assert [p["by"] for p in item(f"Yrkanden\n\n{text}")["proposals"]] == [by]


def test_no_proposal_without_somebody_outside_its_heading() -> None:
    assert item("Man yrkar på mer pengar.")["proposals"] == []


@pytest.mark.parametrize(
    ("text", "kind", "by"),
    [
        ("Ada Ek (S) reserverar sig mot beslutet.", "reservation", ["Ada Ek"]),
        ("Samtliga i gruppen reserverar sig genom Bo Ås (M).", "reservation", ["Bo Ås"]),
        ("Ada Ek (S) lämnar ett särskilt yttrande.", "special_opinion", ["Ada Ek"]),
        ("Ada Ek (S) deltar inte i beslutet.", "not_participating", ["Ada Ek"]),
        ("Ada Ek (S) antecknar till protokollet att det brådskar.", "note", ["Ada Ek"]),
    ],
)
def test_dissent(text: str, kind: str, by: list[str]) -> None:
    assert [(d["kind"], d["by"]) for d in item(text)["dissent"]] == [(kind, by)]


def test_no_dissent_without_a_holder() -> None:
    assert item("Ingen reserverar sig.")["dissent"] == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada Ek (S) anmäler jäv.", ["Ada Ek"]),
        ("Ada Ek (S) deltar inte på grund av jäv.", ["Ada Ek"]),
        ("På grund av jäv deltar Ada Ek (S) och Bo Ås (M) inte i ärendet.", ["Ada Ek", "Bo Ås"]),
        ("Ingen ledamot anmäler jäv.", []),
    ],
)
def test_recusal(text: str, who: list[str]) -> None:
    assert item(text)["recusals"] == who


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Omröstningen utfaller med 25 Ja mot 16 Nej.", (25, 16, None)),
        ("Med 8 ja-röster mot 3 nej-röster bifalls förslaget.", (8, 3, None)),
        ("Med 8 ja mot 3 nej och 2 ledamöter avstår.", (8, 3, 2)),
    ],
)
def test_counted_votes(text: str, counts: tuple[int | None, ...]) -> None:
    (vote,) = item(f"Omröstning\n\n{text}")["votes"]
    assert (vote["yes"], vote["no"], vote["abstain"]) == counts


def test_two_votes_in_one_paragraph_are_two() -> None:
    text = "Omröstning\n\n5 ja mot 4 nej.\n\nHuvudvotering\n\n6 ja mot 3 nej."
    assert [(vote["yes"], vote["no"]) for vote in item(text)["votes"]] == [(5, 4), (6, 3)]


def test_how_to_vote_is_no_vote() -> None:
    assert item("Den som vill bifalla röstar ja, den som vill avslå röstar nej.")["votes"] == []


def test_recipients_are_lines_or_between_commas() -> None:
    text = "Beslutet skickas till\n\nEkonomienheten\nHälso- och sjukvården"
    assert item(text)["recipients"] == ["Ekonomienheten", "Hälso- och sjukvården"]
    assert item("Expedieras till: Ekonomi, Teknik")["recipients"] == ["Ekonomi", "Teknik"]


def test_statement_with_organisation() -> None:
    (statement,) = item("Ada Ek, TCO Norrvik, antecknar till protokollet att det brådskar.")["statements"]
    assert (statement["by"], statement["organisation"]) == ("Ada Ek", "TCO Norrvik")

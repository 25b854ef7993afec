"""Decisions and votes as bodies with habits of their own write them."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from golden_parts import attendance


def item(title: str, body: str) -> dict[str, Any]:
    text = (
        f"Protokoll\n\nStyrelsen\n\n§ 1 {title}\n\n{body}\n\n§ 2 Övriga frågor\n\nInget fanns att ta upp.\n"
    )
    return dict(helpers.extract(text)["items"][0])


def points(title: str, body: str) -> list[tuple[Any, ...]]:
    return [(d["text"], d.get("kind")) for d in item(title, body)["decisions"]]


# Votes


def test_a_vote_told_by_whose_proposal_each_is_for() -> None:
    body = (
        "Omröstning\n\nFör Bo Lundells förslag röstar Bo Lundell (M) och Ida Nur (C).\n\n"
        "För Ada Bergvalls förslag röstar Ada Bergvall (S)."
    )
    (vote,) = item("Budget", body)["votes"]
    assert (vote["yes_means"], vote["named_yes"]) == ("Bo Lundells förslag", ["Bo Lundell", "Ida Nur"])
    assert (vote["no_means"], vote["named_no"]) == ("Ada Bergvalls förslag", ["Ada Bergvall"])


def test_what_each_side_proposed_without_voters_names_none() -> None:
    assert item("Budget", "För Bo Lundells förslag talar kostnaden.")["votes"] == []


# Elections


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("Ordförande: Ada Bergvall (omval 1 år)", ["Ordförande: Ada Bergvall (omval 1 år)"]),
        (
            "Ledamöter: Ada Bergvall och Bo Lundell Suppleant: Ida Nur",
            ["Ledamöter: Ada Bergvall och Bo Lundell", "Suppleant: Ida Nur"],
        ),
        ("Ada Bergvall, nyval 2 år", ["Ada Bergvall, nyval 2 år"]),
    ],
)
def test_names_below_an_election_are_elected(body: str, texts: list[str]) -> None:
    assert points("Val av styrelse", body) == [(text, "elected") for text in texts]


@pytest.mark.parametrize("body", ["Ordförande: vakant", "Ordförande: frågan bordläggs till ett senare möte"])
def test_no_name_no_election(body: str) -> None:
    assert not [kind for _, kind in points("Val av styrelse", body) if kind == "elected"]


def test_names_below_what_the_body_decides_to_elect() -> None:
    body = "Beslut\n\nStämman beslutar att till ledamöter i styrelsen välja\n\nAda Bergvall\n\nBo Lundell"
    assert points("Val av styrelse", body)[-2:] == [("Ada Bergvall", "elected"), ("Bo Lundell", "elected")]


def test_who_decides_ends_with_no_joining_word() -> None:
    (point,) = item("Gåvan", "Styrelsen tackade för gåvan och beslutade att tavlan hängs upp.")["decisions"]
    assert point["decided_by"] == "Styrelsen"


# Attendance


def test_a_head_between_two_columns_is_nobody() -> None:
    text = (
        "Protokoll\n\nNärvarande\n\nAda Bergvall\nBo Lundell\nGRANVIKS STAD\tPROTOKOLL\nIda Nur\n\n"
        "§ 1 Övriga frågor\n\nInget fanns att ta upp.\n"
    )
    assert [row["name"] for row in attendance(helpers.extract(text))] == [
        "Ada Bergvall",
        "Bo Lundell",
        "Ida Nur",
    ]


def test_two_titles_of_one_person() -> None:
    text = (
        "Protokoll\n\nNärvarande tjänstemän\n\nAda Bergvall, HR-chef och chef verksamhetsstöd\n\n"
        "§ 1 Övriga frågor\n\nInget fanns att ta upp.\n"
    )
    (row,) = attendance(helpers.extract(text))
    assert (row["name"], row["role"]) == ("Ada Bergvall", "HR-chef och chef verksamhetsstöd")

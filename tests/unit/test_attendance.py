"""One row of an attendance list, in the forms it is written in."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from golden_parts import attendance

MEMBER = {"capacity": "member", "present": True}


def rows(lines: str, heading: str = "Närvarande ledamöter") -> list[dict[str, Any]]:
    text = f"Protokoll\n\n{heading}\n\n{lines}\n\n§ 1 Övriga frågor\n\nInget.\n"
    return list(attendance(helpers.extract(text)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Ek (S)", {"name": "Ada Ek", "party": "S"}),
        ("Ada Ek, S", {"name": "Ada Ek", "party": "S"}),
        ("Ada von Ek (s), ordförande", {"name": "Ada von Ek", "party": "S", "role": "ordförande"}),
        ("Ada Ek (S), 1:e vice ordförande", {"name": "Ada Ek", "party": "S", "role": "1:e vice ordförande"}),
        ("- Ada Ek", {"name": "Ada Ek"}),
        ("1. Ada Ek", {"name": "Ada Ek"}),
        ("Ada Ek\tNorrviks kommun", {"name": "Ada Ek", "organisation": "Norrviks kommun"}),
        ("Ada Ek, Norrviks kommun", {"name": "Ada Ek", "organisation": "Norrviks kommun"}),
        ("Ada Ek (S), via länk", {"name": "Ada Ek", "party": "S", "remote": True}),
        ("Gun-Britt O'Neill Åkesson", {"name": "Gun-Britt O'Neill Åkesson"}),
    ],
)
def test_member(line: str, expected: dict[str, Any]) -> None:
    assert rows(line) == [{**MEMBER, **expected}]


def test_label_before_a_name_within_the_list() -> None:
    found = rows("Ada Ek\nOrdförande: Bo Ås\nIda Ö")
    assert [(row["name"], row.get("role")) for row in found] == [
        ("Ada Ek", None),
        ("Bo Ås", "Ordförande"),
        ("Ida Ö", None),
    ]


@pytest.mark.parametrize("line", ["Vakant", "---", "Samtliga", "Se bilaga 1", "12 personer"])
def test_nobody(line: str) -> None:
    assert rows(line) == []


def test_absent_beside_the_name_of_somebody_in_the_list_of_those_present() -> None:
    assert [row["present"] for row in rows("Ada Ek (S), frånvarande\nBo Ås (M)")] == [False, True]


def test_adjunct() -> None:
    assert rows("Ada Ek (c), Adjungerande")[0]["capacity"] == "adjunct"


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Ada Ek (S) ersätter Bo Ås (M)", "Bo Ås"),
        ("Ada Ek (S) för Bo Ås (M)", "Bo Ås"),
        ("Ada Ek (S), tjänstgörande ersättare för Bo Ås", "Bo Ås"),
        ("Ada Ek (S) tj. ers. för Bo Ås", "Bo Ås"),
    ],
)
def test_stands_in_for(line: str, who: str) -> None:
    (row,) = rows(line, "Tjänstgörande ersättare")
    assert (row["name"], row["party"], row["serves_for"], row["serving"]) == ("Ada Ek", "S", who, True)


def test_unmarked_substitutes_serve_only_where_none_is_marked() -> None:
    marked = rows("Ada Ek (S), tjänstgör\nBo Ås (M)", "Närvarande ersättare")
    assert [row["serving"] for row in marked] == [True, False]
    unmarked = rows("Ada Ek (S)\nBo Ås (M)", "Närvarande ersättare")
    assert [row.get("serving") for row in unmarked] == [None, None]


def test_several_in_one_line() -> None:
    found = rows("Ada Ek (S), ordförande, Bo Ås (M) och Ida Ö (C)")
    assert [(row["name"], row.get("role")) for row in found] == [
        ("Ada Ek", "ordförande"),
        ("Bo Ås", None),
        ("Ida Ö", None),
    ]


def test_each_person_has_one_entry_in_the_whos_who() -> None:
    front = "Protokoll\n\nNärvarande\n\nAda Ek (S)\n\nFrånvarande\n\nBo Ås\n\n"
    data = helpers.extract(f"{front}§ 1 Val\n\nAda Ek (S) yrkar bifall.\n")
    people = {person["id"]: person["name"] for person in data["people"]}
    assert [people[row["person"]] for row in data["attendance"]] == ["Ada Ek", "Bo Ås"]
    assert len(people) == 2


def test_roles_in_a_column_of_their_own_are_no_headings() -> None:
    found = rows(
        "Ada Ek\tS\tOrdförande\nBo Ås\tM\tLedamot\nIda Ö\tV\tTjänstgörande ersättare\nUno Berg\tC\tLedamot",
        heading="Beslutande",
    )
    assert [(row["name"], row.get("role"), row["capacity"]) for row in found] == [
        ("Ada Ek", "Ordförande", "member"),
        ("Bo Ås", "Ledamot", "member"),
        ("Ida Ö", None, "substitute"),
        ("Uno Berg", "Ledamot", "member"),
    ]

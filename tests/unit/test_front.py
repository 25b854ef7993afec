"""The front page: labels and values, attendance groups, tables, whatever their layout."""

from __future__ import annotations

import pytest

from helpers import lines
from protokoll_extract.segment.front import Front, front_of
from protokoll_extract.segment.roll_table import roll_table


def front(text: str) -> Front:
    source, found = lines(text)
    return front_of(source, found)


def labelled(text: str) -> list[tuple[str, str]]:
    return [(x.field, x.value.text) for x in front(text).labelled]


def groups(text: str) -> list[tuple[str, list[list[str]]]]:
    source, found = lines(text)
    read = front_of(source, found).groups
    return [(g.heading.text, [[source.quote(c) for c in row] for row in g.rows]) for g in read]


@pytest.mark.parametrize(
    "text", ["Ordförande: Ada Ek", "Ordförande\tAda Ek", "Ordförande\nAda Ek", "**Ordförande:** Ada Ek"]
)
def test_label_and_value(text: str) -> None:
    assert labelled(text) == [("chair", "Ada Ek")]


def test_labels_side_by_side_above_their_values() -> None:
    assert labelled("Ordförande\tSekreterare\nAda Ek\tBo Ås\n") == [
        ("chair", "Ada Ek"),
        ("secretary", "Bo Ås"),
    ]


def test_body_and_date_in_one_row() -> None:
    found = front("Kommunstyrelsen\tSammanträdesdatum: 2031-02-03\n")
    assert [(x.field, x.value.text) for x in found.labelled] == [("date", "2031-02-03")]
    assert [view.text for view in found.loose] == ["Kommunstyrelsen"]


def test_a_signature_line_is_no_value() -> None:
    assert labelled("Ordförande\n____________\nAda Ek\n") == [("chair", "Ada Ek")]


def test_one_group_after_another() -> None:
    assert groups("Närvarande\nAda Ek\tNorrvik\nBo Ås\n\nFrånvarande:\nIda Ö\n") == [
        ("Närvarande", [["Ada Ek", "Norrvik"], ["Bo Ås"]]),
        ("Frånvarande:", [["Ida Ö"]]),
    ]


def test_group_on_the_line_of_its_heading() -> None:
    assert groups("Närvarande: Ada Ek, Bo Ås\n") == [("Närvarande", [["Ada Ek, Bo Ås"]])]
    assert groups("Övriga närvarande\tAda Ek, chef\n") == [("Övriga närvarande", [["Ada Ek, chef"]])]


SIDE_BY_SIDE = [
    "Beslutande ledamöter\tEj tjänstgörande ersättare",
    "Beslutande\tTjänstgörande ersättare",
]


@pytest.mark.parametrize("heads", SIDE_BY_SIDE)
def test_groups_side_by_side(heads: str) -> None:
    left, right = heads.split("\t")
    text = f"{heads}\nAda Ek\tBo Ås\nIda Ö\n"
    assert groups(text) == [(left, [["Ada Ek"], ["Ida Ö"]]), (right, [["Bo Ås"]])]


def test_a_label_ends_a_group() -> None:
    found = front("Närvarande\nAda Ek\n\nPlats: Salen\nTid: 10-12\n")
    assert [len(g.rows) for g in found.groups] == [1]
    assert [x.field for x in found.labelled] == ["place", "time"]


def test_roll_table() -> None:
    source, found = lines("Namn\tParti\tNärv\tErsättare\nAda Ek\tS\tN\nBo Ås\tM\tF\tIda Ö\nText\n")
    table = roll_table(source, found, 0)
    assert table is not None and table.last == 2
    assert [{role: view.text for role, view in row.cells.items()} for row in table.rows] == [
        {"name": "Ada Ek", "party": "S", "mark": "N"},
        {"name": "Bo Ås", "party": "M", "mark": "F", "substitute": "Ida Ö"},
    ]


@pytest.mark.parametrize("head", ["Namn", "Parti\tNärv", "Skola\tBudget", "Namn\tBelopp\tÅr"])
def test_no_roll_table(head: str) -> None:
    source, found = lines(f"{head}\nAda Ek\tS\tN\n")
    assert roll_table(source, found, 0) is None

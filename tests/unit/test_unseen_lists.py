"""Attendance lists of bodies with habits of their own: marks, label columns, roles, rights."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from golden_parts import attendance


def listed(front: str) -> list[dict[str, Any]]:
    text = f"Protokoll\n\n{front}\n\n§ 1 Övriga frågor\n\nInget fanns att ta upp.\n"
    return list(attendance(helpers.extract(text)))


def told(front: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(field) for field in ("name", *fields)) for row in listed(front)]


# Marks


@pytest.mark.parametrize(
    "front",
    [
        "Närvarande:\nAda Bergvall\tJa\t\nBo Lundell\t\tNej\nMaria Källfors\tJa\t",
        "Ledamöter\tNärvarande\nAda Bergvall\tX\nBo Lundell\tanmält förhinder\n"
        "Maria Källfors\tX, mötesordförande",
        "Ledamöter Närvarande\nAda Bergvall X\nBo Lundell Anmält förhinder\nMaria Källfors X, ej § 1",
    ],
    ids=["yes and no", "remark in the column of marks", "columns a space apart"],
)
def test_marks_say_who_was_there(front: str) -> None:
    assert told(front, "present", "organisation") == [
        ("Ada Bergvall", True, None),
        ("Bo Lundell", False, None),
        ("Maria Källfors", True, None),
    ]


def test_remark_behind_a_mark() -> None:
    rows = listed("Ledamöter\tNärvarande\nAda Bergvall\tX, mötesordförande\nBo Lundell\tX\nIda Nur\tX")
    assert [row.get("role") for row in rows] == ["mötesordförande", None, None]


def test_marks_of_members_and_of_their_own_substitutes() -> None:
    front = (
        "\tOrdinarie ledamot\tNärv.\tPersonlig ersättare\tNärv.\n"
        "Beslutande\tAda Bergvall, ordf\tX\tBo Lundell\t-\n"
        "\tMaria Källfors\t-\tPer Stenroos\tX\n"
        "\tIda Nur\tX\tÖsten Ek\t-\n"
        "\n"
        "\tNamn\tNärv.\tFunktion\n"
        "Övriga\tEva Ängeby\tX\tKommundirektör\n"
        "\n"
        "Paragrafer\t1"
    )
    assert told(front, "capacity", "present", "serves_for") == [
        ("Ada Bergvall", "member", True, None),
        ("Bo Lundell", "substitute", False, None),
        ("Maria Källfors", "member", False, None),
        ("Per Stenroos", "substitute", True, "Maria Källfors"),
        ("Ida Nur", "member", True, None),
        ("Östen Ek", "substitute", False, None),
        ("Eva Ängeby", "official", True, None),
    ]


def test_row_with_a_mark_never_goes_on_with_the_row_above() -> None:
    front = "Beslutande\nx Bergvall, Ada, viceordf,\nx Lundell, Bo, and. vice\nx Källfors, Maria\n- Nur, Ida"
    assert told(front, "present") == [
        ("Ada Bergvall", True),
        ("Bo Lundell", True),
        ("Maria Källfors", True),
        ("Ida Nur", False),
    ]


# Rows and what stands beside the names


def test_role_at_the_end_of_a_row_is_not_the_next_persons() -> None:
    front = "Beslutande\nAda Bergvall, M, Ordförande\nBo Lundell, C, 1:e vice ordförande\nIda Nur, S"
    assert told(front, "role") == [
        ("Ada Bergvall", "Ordförande"),
        ("Bo Lundell", "1:e vice ordförande"),
        ("Ida Nur", None),
    ]


def test_union_at_the_end_of_a_row() -> None:
    front = (
        "Övriga deltagare\nAda Bergvall, Facklig företrädare, Kommunal\n"
        "Bo Lundell, Facklig företrädare, Vision"
    )
    assert told(front, "organisation") == [("Ada Bergvall", "Kommunal"), ("Bo Lundell", "Vision")]


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("I viceordförande", "I viceordförande"),
        ("fullmäktiges ordförande", "fullmäktiges ordförande"),
        ("chef förebyggande avdelningen", "chef förebyggande avdelningen"),
        ("prorektor (närvaro- och yttranderätt)", "prorektor"),
    ],
)
def test_cell_that_is_a_role(cell: str, role: str) -> None:
    (row,) = listed(f"Övriga närvarande\nAda Bergvall\t{cell}")
    assert (row.get("role"), row.get("organisation")) == (role, None)


def test_right_beside_an_organisation_delegates_nobody() -> None:
    (row,) = listed("Personalföreträdare\nAda Bergvall\tSACO (närvaro- och yttranderätt)")
    assert (row["organisation"], row.get("delegated_by")) == ("SACO", None)


def test_member_with_a_number() -> None:
    front = (
        "Närvarande\nOrdförande Ada Bergvall\nLedamot 1 Bo Lundell\n\n"
        "Förbundets styrelse - ej närvarande\nLedamot 2 Ida Nur"
    )
    assert told(front, "role", "present") == [
        ("Ada Bergvall", "Ordförande", True),
        ("Bo Lundell", "Ledamot 1", True),
        ("Ida Nur", "Ledamot 2", False),
    ]


def test_range_with_two_signs() -> None:
    (row,) = listed("Övriga närvarande\nAda Bergvall, § 1 - § 4")
    assert row["presence"] == [{"kind": "between", "start": "1", "end": "4"}]


# Groups


def test_genitive_before_the_noun_of_a_heading() -> None:
    front = (
        "Direktionens ledamöter\nAda Bergvall (S)\n\nDirektionens ersättare\n"
        "Bo Lundell (M), tjänstgörande\nIda Nur (C)"
    )
    assert told(front, "capacity", "serving") == [
        ("Ada Bergvall", "member", None),
        ("Bo Lundell", "substitute", True),
        ("Ida Nur", "substitute", False),
    ]


def test_label_column_beside_two_lists() -> None:
    front = (
        "Närvarande\tLedamöter:\tPersonliga ersättare:\n"
        "\tAda Bergvall\tBo Lundell\n"
        "\tMaria Källfors\tPer Stenroos\n"
        "Övriga närvarande\tIda Nur, kommundirektör\n"
        "\tÖsten Ek, ekonomichef\n"
    )
    found = dict(told(front, "capacity"))
    assert found == {
        "Ada Bergvall": "member",
        "Maria Källfors": "member",
        "Bo Lundell": "substitute",
        "Per Stenroos": "substitute",
        "Ida Nur": "official",
        "Östen Ek": "official",
    }


def test_substitute_in_the_column_of_roles_begins_no_list() -> None:
    front = (
        "Beslutande\tAda Bergvall\tordförande\n\tBo Lundell\tledamot\n\tIda Nur\tersättare\n\n"
        "Övriga närvarande\tÖsten Ek\tKommundirektör"
    )
    assert told(front, "capacity") == [
        ("Ada Bergvall", "member"),
        ("Bo Lundell", "member"),
        ("Ida Nur", "substitute"),
        ("Östen Ek", "official"),
    ]


def test_absent_of_the_unions_are_no_members() -> None:
    front = (
        "Närvarande ledamöter:\nAda Bergvall\n\nFrånvarande:\nBo Lundell\n\n"
        "Fackliga företrädare:\nMaria Källfors\n\nFrånvarande:\nIda Nur"
    )
    assert told(front, "capacity", "present") == [
        ("Ada Bergvall", "member", True),
        ("Bo Lundell", "member", False),
        ("Maria Källfors", "other", True),
        ("Ida Nur", "other", False),
    ]


def test_paragraph_that_elects_people_lists_nobody() -> None:
    text = (
        "Protokoll fört vid årsmöte med Granviks byalag 2031-03-07\n\n§ 1 Mötet öppnas\n\nMötet öppnades.\n\n"
        "§ 2 Revisorer\n\nTill revisorer valdes Ada Bergvall och Bo Lundell.\n\n"
        "§ 3 Avslutning\n\nMötet avslutades.\n"
    )
    assert helpers.extract(text)["attendance"] == []


def test_heading_that_takes_three_lines_of_its_column() -> None:
    front = (
        "Beslutande\tAda Bergvall (S)\n\tBo Lundell (M)\n\n"
        "Ej tjänstgörande\tMaria Källfors (S)\nersättare och övriga\tPer Stenroos (M)\ndeltagare\tIda Nur (C)"
    )
    assert told(front, "capacity", "serving") == [
        ("Ada Bergvall", "member", True),
        ("Bo Lundell", "member", True),
        ("Maria Källfors", "substitute", False),
        ("Per Stenroos", "substitute", False),
        ("Ida Nur", "substitute", False),
    ]


def test_heading_whose_first_line_is_no_heading() -> None:
    front = (
        "Närvarande, ej\tAda Bergvall (S)\ntjänstgörande ersättare\tBo Lundell (M)\n\tIda Nur (C)\n\n"
        "Övriga närvarande\tÖsten Ek, sekr"
    )
    assert told(front, "capacity", "serving", "role") == [
        ("Ada Bergvall", "substitute", False, None),
        ("Bo Lundell", "substitute", False, None),
        ("Ida Nur", "substitute", False, None),
        ("Östen Ek", "official", None, "sekr"),
    ]


def test_letters_of_boards_are_no_parties() -> None:
    text = (
        "Protokoll\n\nLedamöter\nAda Bergvall (AVN)\nBo Lundell (BUN)\nMaria Källfors (HSO)\n"
        "Ida Nur, ordf. (VON)\n"
        "\n§ 1 Övrigt\n\nInget.\n"
    )
    found = helpers.extract(text)
    assert [row["organisation"] for row in found["attendance"]] == ["AVN", "BUN", "HSO", "VON"]
    assert found["parties"] == []


def test_organisation_and_office_in_one_cell() -> None:
    (row, _) = listed("Beslutande\tAda Bergvall\tPRO, Ordförande\n\tBo Lundell\tSPF")
    assert (row["organisation"], row["role"]) == ("PRO", "Ordförande")


@pytest.mark.parametrize(
    "front",
    [
        "Beslutande\nAda Bergvall (S), Bo Lundell (S), Maria Källfors (M), Bengta\nStenroos (V), Ida Nur (C)",
        "Tjänstemän\nKommundirektör Ada Bergvall, ekonom Bo Lundell, ingenjör Maria Källfors, planarkitekt\n"
        "Bengta Stenroos § 1, personalchef Ida Nur",
    ],
    ids=["a given name ends the line", "a role ends the line"],
)
def test_run_of_names_over_two_lines(front: str) -> None:
    assert "Bengta Stenroos" in [name for (name,) in told(front)]


def test_roles_at_the_ends_of_rows_stay_there() -> None:
    front = (
        "Ledamöter\nAda Bergvall, dekanus, ordförande\nBo Lundell, prodekanus\nIda Nur\n"
        "Östen Ek, studeranderepresentant"
    )
    assert told(front, "role") == [
        ("Ada Bergvall", "ordförande"),
        ("Bo Lundell", "prodekanus"),
        ("Ida Nur", None),
        ("Östen Ek", "studeranderepresentant"),
    ]


def test_paragraphs_that_somebody_chaired_are_not_all_they_were_there_for() -> None:
    rows = listed("Ledamöter\tNärvarande\nAda Bergvall\tX, mötesordförande § 1 - § 4\nBo Lundell\tX")
    assert [row.get("presence") for row in rows] == [None, None]


def test_list_behind_its_label_goes_on_at_the_margin() -> None:
    front = (
        "Närvarande ledamöter: Ada Bergvall (S), ordförande, Bo Lundell (M), Ida Nur (V) och Maj Norén\n(C)."
    )
    assert told(front, "party")[-1] == ("Maj Norén", "C")


def test_absent_in_a_table_that_nothing_heads_is_no_heading() -> None:
    front = (
        "Rad\tVem\tFärg\n1\tAda Bergvall\tS\n2\tBo Lundell\tM\tfrånvarande\n3\tIda Nur\tV\n4\tMaj Norén\tC"
    )
    assert [name for name, present in told(front, "present") if present is False] == []

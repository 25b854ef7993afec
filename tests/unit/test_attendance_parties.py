"""Parties before a name, over several names, as their label, and in full."""

from __future__ import annotations

import pytest

import helpers
from golden_parts import attendance


def parties(lines: str, heading: str = "Närvarande ledamöter") -> list[tuple[str, str | None, str | None]]:
    """Name, party and role of each row of a list."""
    text = f"Protokoll\n\n{heading}\n\n{lines}\n\n§ 1 Övriga frågor\n\nInget.\n"
    return [(x["name"], x.get("party"), x.get("role")) for x in attendance(helpers.extract(text))]


def test_in_parentheses_before_the_name() -> None:
    assert parties("(S) Ada Ek, ordförande\n(KD) Bo Ås\n(TRA) Ida Ö") == [
        ("Ada Ek", "S", "ordförande"),
        ("Bo Ås", "KD", None),
        ("Ida Ö", "TRA", None),
    ]


def test_in_parentheses_on_the_next_line_it_belongs_to_the_name_above() -> None:
    assert parties("Ada Ek\n(S)\nBo Ås\n(M)") == [("Ada Ek", "S", None), ("Bo Ås", "M", None)]


def test_as_a_label_of_several_names() -> None:
    assert parties("Moderaterna: Ada Ek (ordförande) och Bo Ås\nTranpartiet: Ida Ö") == [
        ("Ada Ek", "M", "ordförande"),
        ("Bo Ås", "M", None),
        ("Ida Ö", None, None),
    ]


@pytest.mark.parametrize("heading", ["TRA", "Tranpartiet", "Tranpartiet (TRA)", "Utan partitillhörighet"])
def test_nobody_below_another_heading_keeps_the_party_above_it(heading: str) -> None:
    code = "TRA" if "TRA" in heading else None
    found = parties(f"Centerpartiet\nAda Ek\nBo Ås\n{heading}\nIda Ö")
    assert found == [("Ada Ek", "C", None), ("Bo Ås", "C", None), ("Ida Ö", code, None)]


def test_letters_of_finland_and_of_the_parish_behind_a_comma() -> None:
    assert parties("Ada Ek, GRÖNA, ordförande\nBo Ås, SFP\nIda Ö, SDP") == [
        ("Ada Ek", "GRÖNA", "ordförande"),
        ("Bo Ås", "SFP", None),
        ("Ida Ö", "SDP", None),
    ]


def test_marks_in_a_column_of_spaces_are_no_parties() -> None:
    text = "Protokoll\n\nLedamöter\nx   Ada Ek, ordförande\n-   Bo Ås\nx   Ida Ö\n\n§ 1 Val\n\nInget.\n"
    found = [(x["name"], x.get("party"), x["present"]) for x in attendance(helpers.extract(text))]
    assert found == [("Ada Ek", None, True), ("Bo Ås", None, False), ("Ida Ö", None, True)]


def test_a_table_of_substitutes_below_that_of_the_members() -> None:
    members = "Ledamot\tParti\tNärvarande\nAda Ek\tS\tX\nBo Ås\tM\t-\n\n"
    heads = "Ersättare\tParti\tNärvarande\tTjänstgör för\n"
    text = f"Protokoll\n\n{members}{heads}Ida Öst\tM\tX\tBo Ås\nUno Berg\tC\tX\n\n§ 1 Val\n\nInget.\n"
    found = [
        (x["name"], x["capacity"], x.get("serving"), x.get("serves_for"))
        for x in attendance(helpers.extract(text))
    ]
    assert found == [
        ("Ada Ek", "member", None, None),
        ("Bo Ås", "member", None, None),
        ("Ida Öst", "substitute", True, "Bo Ås"),
        ("Uno Berg", "substitute", False, None),
    ]


def test_who_shall_adjust_is_no_official() -> None:
    lines = "Ada Ek (S)\n\nTjänstemän\nBo Ås, chef\nAtt jämte ordföranden justera protokollet: Ada Ek (S)"
    assert [x[0] for x in parties(lines)] == ["Ada Ek", "Bo Ås"]
    assert [x[0] for x in parties("Ada Ek (S)\n\nTjänstemän\nBo Ås, chef\n\nJusterare\nAda Ek (S)")] == [
        "Ada Ek",
        "Bo Ås",
    ]


def test_majority_and_opposition_are_no_roles() -> None:
    assert parties("Majoriteten: Ada Ek (S) och Bo Ås (V)\nOppositionen: Ida Öst (M)") == [
        ("Ada Ek", "S", None),
        ("Bo Ås", "V", None),
        ("Ida Öst", "M", None),
    ]


def test_a_substitute_among_the_others_who_were_there() -> None:
    text = "Protokoll\n\nÖvriga deltagande\nAda Ek (S), ersättare\nBo Ås, chef\n\n§ 1 Val\n\nInget.\n"
    found = [(x["name"], x["capacity"]) for x in attendance(helpers.extract(text))]
    assert found == [("Ada Ek", "substitute"), ("Bo Ås", "official")]


def test_letters_as_a_label_of_several_names() -> None:
    assert parties("M: Ada Ek (ordförande), Bo Ås\nKD: Ida Öst\nS: Uno Berg och Eva Lind") == [
        ("Ada Ek", "M", "ordförande"),
        ("Bo Ås", "M", None),
        ("Ida Öst", "KD", None),
        ("Uno Berg", "S", None),
        ("Eva Lind", "S", None),
    ]


def test_the_number_of_a_seat_is_no_role() -> None:
    assert parties("1\tAda Ek (S), ordförande\n2\tBo Ås (M)\n3\tIda Öst (C)") == [
        ("Ada Ek", "S", "ordförande"),
        ("Bo Ås", "M", None),
        ("Ida Öst", "C", None),
    ]


def test_presence_in_words_in_a_column_of_its_own() -> None:
    rows = "Ada Ek\tS\tnärvarande\nBo Ås\tM\tfrånvarande\nIda Öst\tC\tnärvarande"
    text = f"Protokoll\n\nLedamöter\n{rows}\n\n§ 1 Val\n\nInget.\n"
    found = [(x["name"], x.get("party"), x["present"]) for x in attendance(helpers.extract(text))]
    assert found == [("Ada Ek", "S", True), ("Bo Ås", "M", False), ("Ida Öst", "C", True)]


def test_for_a_party_and_between_strokes() -> None:
    assert parties("För Moderaterna: Ada Ek\nFör Liberalerna: Bo Ås och Ida Öst") == [
        ("Ada Ek", "M", None),
        ("Bo Ås", "L", None),
        ("Ida Öst", "L", None),
    ]
    assert parties("Ada Ek /S/, ordförande\nBo Ås /TRA/") == [
        ("Ada Ek", "S", "ordförande"),
        ("Bo Ås", "TRA", None),
    ]


def test_two_lists_in_one_table_are_not_about_each_other() -> None:
    head = "Ledamöter\tParti\tErsättare\tParti"
    text = f"Protokoll\n\n{head}\nAda Ek\tS\tEva Lind\tM\nBo Ås\tM\t\t\n\n§ 1 Val\n\nInget.\n"
    found = [(x["name"], x.get("party"), x.get("serves_for")) for x in attendance(helpers.extract(text))]
    assert sorted(found) == [("Ada Ek", "S", None), ("Bo Ås", "M", None), ("Eva Lind", "M", None)]


def test_marks_below_who_decided() -> None:
    head = "Namn\tParti\tBeslutande\tNärvarande"
    text = f"Protokoll\n\n{head}\nAda Ek\tS\tX\t\nBo Ås\tM\t\tX\n\n§ 1 Val\n\nInget.\n"
    found = [
        (x["name"], x.get("party"), x["present"], x.get("serving")) for x in attendance(helpers.extract(text))
    ]
    assert [x[:3] for x in found] == [("Ada Ek", "S", True), ("Bo Ås", "M", True)]
    assert found[0][3] is True

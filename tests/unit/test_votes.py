"""Votes: counts in all their forms, names on their sides, what Ja and Nej mean."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import helpers

CITY = helpers.SHARED / "real" / "goteborg-ks"


def votes(text: str, heading: str = "Omröstning\n\n") -> list[dict[str, Any]]:
    (item,) = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{heading}{text}\n")["items"]
    return list(item["votes"])


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Med 8 ja-röster mot 3 nej-röster bifalls förslaget.", (8, 3, None)),
        ("Med sju ja-röster mot fem nej-röster bifalls förslaget.", (7, 5, None)),
        ("Vid omröstningen avges 12 ja-röster och 8 nej-röster och 3 avstår.", (12, 8, 3)),
        ("43 ledamöter röstar JA, 29 ledamöter röstar NEJ och 9 avstår.", (43, 29, 9)),
        ("Omröstningen utfaller med 43 Ja mot 29 Nej. 9 ledamöter avstår från att rösta.", (43, 29, 9)),
        ("Nämnden avslår yrkandet (22 ja, 19 nej).", (22, 19, None)),
        ("Ja 22, Nej 19, Avstår 2", (22, 19, 2)),
        ("Antal ja: 22\nAntal nej: 19", (22, 19, None)),
    ],
)
def test_counts(text: str, counts: tuple[int | None, ...]) -> None:
    (vote,) = votes(text)
    assert (vote["yes"], vote["no"], vote["abstain"]) == counts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Ek (S) och Bo Ås (M) röstar Ja (2). Cia Ull (V) röstar Nej (1).", (2, 1, 0)),
        ("Ada Ek (S) och Bo Ås (M) röstar ja, Cia Ull (V) röstar nej och Dan Öhm (C) avstår.", (2, 1, 1)),
        ("Ja röstar: Ada Ek (S), Bo Ås (M). Nej röstar: Cia Ull (V).", (2, 1, 0)),
        ("Följande ledamöter röstar ja: Ada Ek (S), Bo Ås (M).\nRöstar nej: Cia Ull (V).", (2, 1, 0)),
        ("Ada Ek (S)\tJa\nBo Ås (M)\tJa\nCia Ull (V)\tNej\nDan Öhm (C)\tAvstår", (2, 1, 1)),
    ],
)
def test_names(text: str, names: tuple[int, ...]) -> None:
    (vote,) = votes(text)
    assert tuple(len(vote[f"named_{side}"]) for side in ("yes", "no", "abstain")) == names
    assert (vote["yes"], vote["no"]) == names[:2]


def test_how_many_are_named_is_no_count_where_a_name_is_not_read() -> None:
    (vote,) = votes("Ja röstar: Ada Ek (S), Bosse och Cia Ull (V). Nej röstar: Dan Öhm (C).")
    assert (vote["yes"], vote["no"]) == (None, 1)
    assert vote["winner"] is None


def test_nobody_is_named_by_the_rule_of_the_vote() -> None:
    (vote,) = votes("Den som vill bifalla Ada Eks yrkande röstar ja, annars nej.\n\nMed 5 ja mot 4 nej.")
    assert vote["named_yes"] == []


def test_meaning_stops_at_the_end_of_the_quotation() -> None:
    text = "”Ja för bifall till Bo Ås m.fl. yrkande och Nej för avslag.” Ada Ek (S) röstar Ja (1)."
    (vote,) = votes(text)
    assert (vote["yes_means"], vote["no_means"]) == ("bifall till Bo Ås m.fl. yrkande", "avslag")


def test_a_tie_without_the_chairs_vote_has_no_winner() -> None:
    assert [v["winner"] for v in votes("5 ja mot 5 nej.")] == [None]


def test_a_sum_of_money_is_no_vote() -> None:
    assert votes("Avgiften är 5 kronor. Ja, så är det, och nej, den höjs inte.") == []


def test_a_row_without_a_mark_votes_for_nothing() -> None:
    (vote,) = votes("Ledamot\tJa\tNej\nAda Ek (S)\tX\nBo Ås (M)\t\tX\nCia Ull (V)\t\t")
    assert (vote["named_yes"], vote["named_no"], vote["named_abstain"]) == (["Ada Ek"], ["Bo Ås"], [])


def test_a_name_that_was_wrapped_in_its_cell_is_put_together() -> None:
    (vote,) = votes("Namn\tParti\tJa\tNej\nAda Bergvall\tS\tX\nBo\tM\t\tX\nLindgren\nEva Norén\tC\tX\n")
    assert (vote["yes"], vote["no"]) == (2, 1)


def test_how_many_they_were_behind_their_names() -> None:
    (vote,) = votes("Ja röstar: Ada Ek (S), Bo Ås (M) (2 röster).\n\nNej röstar: Ida Öst (C) (1 röst).")
    assert (vote["yes"], vote["no"]) == (2, 1)


def test_two_votes_side_by_side_in_one_list() -> None:
    head = "Namn\tJa\tNej\tJa\tNej"
    found = votes(f"{head}\nAda Ek (S)\tX\t\t\tX\nBo Ås (M)\t\tX\t\tX")
    assert [(v["named_yes"], v["named_no"]) for v in found] == [
        (["Ada Ek"], ["Bo Ås"]),
        ([], ["Ada Ek", "Bo Ås"]),
    ]


def test_a_roll_that_contradicts_the_counts_stays_in_its_appendix() -> None:
    text = (
        "Protokoll\n\n§ 1 Läget\n\nOmröstning\n\nMed 5 ja mot 4 nej. Rösterna: omröstning i bilaga 1.\n\n"
        "Vid protokollet\n\nBo Ås\n\nBilaga 1\n§ 1\n\nNamn\tJa\tNej\nAda Ek (S)\tX\nSumma\t1\t0\n"
    )
    (vote,) = helpers.extract(text)["items"][0]["votes"]
    assert (vote["yes"], vote["named_yes"]) == (5, [])


@pytest.mark.skipif(not CITY.is_dir(), reason="real minutes are not here")
@pytest.mark.parametrize("path", sorted(CITY.glob("*.txt")), ids=lambda path: path.stem)
def test_every_printed_count_is_found_with_as_many_names(path: Path) -> None:
    text = " ".join(path.read_text(encoding="utf-8").split())
    printed = re.findall(r"(?:röstar (?:Ja|Nej)|avstår(?: från att rösta)?) \((\d+)\)", text)
    data = helpers.extract(path.read_text(encoding="utf-8"))
    sides = [
        (vote[side], len(vote[f"named_{side}"]))
        for item in data["items"]
        for vote in item["votes"]
        for side in ("yes", "no", "abstain")
        if vote[side] is not None
    ]
    assert sorted(map(int, printed)) == sorted(count for count, _ in sides)
    assert all(count == names for count, names in sides)

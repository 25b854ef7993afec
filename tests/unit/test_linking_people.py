"""The same person over many documents: what is joined, what stays apart, what is left to be read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from protokoll_extract.linking.corrections import Corrections, Pair, Selector
from protokoll_extract.linking.families import with_families
from protokoll_extract.linking.names import difference
from protokoll_extract.linking.people import Joined, join
from protokoll_extract.linking.sightings import Body, Seat, Sighting

BOARD = Body("Kommunstyrelsen", "Granviks kommun")
COMMITTEE = Body("Kulturnämnden", "Granviks kommun")
OTHER = Body("Kommunstyrelsen", "Lerviks kommun")
UNKNOWN = Body(None, None)


def seen(
    name: str,
    party: str | None,
    date: str | None,
    body: Body = BOARD,
    document: str | None = None,
    seats: int = 0,
) -> Sighting:
    return Sighting(
        document or f"{date}/{body}", "x.json", date, body, "/people/0", name, party,
        (Seat("member", None, True),) * seats, "elected", name, 1,
    )  # fmt: skip


def joined(*sightings: Sighting, corrections: Corrections | None = None) -> Joined:
    return join(with_families(sightings), corrections or Corrections())


def names(found: Joined) -> list[list[str]]:
    return sorted([one.name for one in person.sightings] for person in found.people)


def reasons(found: Joined) -> list[str]:
    return [one.reason for one in found.joins]


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("Ada Tornestam", "ADA  TORNESTAM", "name"),
        ("Anna-Karin Ros", "Anna Karin Ros", "spelling"),
        ("Andrén Bo", "Andren Bo", "spelling"),
        ("Bo Tornestam", "Bo Tornestams", "genitive"),
        ("Bo Tornestam", "Bo Erik Tornestam", "middle name"),
        ("Bo Tornestam", "Bo Tornestam Ros", "longer name"),
        ("Jörgen Tornestam", "Jögen Tornestam", "one letter"),
        ("Bo Åsman", "Bo Asman", "one letter"),
        ("Bo Ek", "Bo Ed", None),
        ("Bo Tornestam", "Ada Tornestam", None),
        ("Bo Erik Ros", "Bo Olof Ros", None),
    ],
)
def test_how_names_differ(left: str, right: str, how: str | None) -> None:
    assert difference(left, right) == how


def test_the_same_name_and_party_is_one_over_the_bodies_of_an_authority() -> None:
    found = joined(seen("Ada Ros", "S", "2031-01-10"), seen("Ada Ros", "S", "2031-02-10", COMMITTEE))
    assert (len(found.people), reasons(found)) == (1, ["name and party"])


def test_another_authority_is_left_to_be_read() -> None:
    found = joined(seen("Ada Ros", "S", "2031-01-10"), seen("Ada Ros", "S", "2031-02-10", OTHER))
    assert len(found.people) == 2
    assert [d.reason for d in found.doubts] == ["the same name, different bodies"]


def test_the_party_may_be_left_out_once() -> None:
    found = joined(seen("Ada Ros", "S", "2031-01-10"), seen("Ada Ros", None, "2031-02-10"))
    assert reasons(found) == ["name, the party once left out"]


def test_two_parties_and_one_without_stay_apart() -> None:
    found = joined(
        seen("Ada Berg", "S", "2031-01-10"), seen("Ada Berg", "M", "2031-01-10", COMMITTEE),
        seen("Ada Berg", None, "2031-02-10"),
    )  # fmt: skip
    assert len(found.people) == 3
    assert found.doubts


def test_former_letters_are_the_same_party() -> None:
    found = joined(seen("Ada Ros", "FP", "2015-01-10"), seen("Ada Ros", "L", "2016-02-10"))
    assert reasons(found) == ["name and party"]


def test_a_party_change_is_followed_when_one_comes_after_the_other() -> None:
    found = joined(
        seen("Ada Tornestam", "S", "2031-01-10"), seen("Ada Tornestam", "S", "2031-02-10"),
        seen("Ada Tornestam", "C", "2031-05-10"),
    )  # fmt: skip
    assert len(found.people) == 1
    assert reasons(found)[-1].startswith("party change")


@pytest.mark.parametrize("name", ["Ada Tornestam", "Ada Andersson"])
def test_no_party_change_to_and_fro_or_with_a_common_name(name: str) -> None:
    dates = (
        ("2031-01-10", "2031-05-10", "2031-03-10")
        if "Tornestam" in name
        else ("2031-01-10",) * 2 + ("2031-05-10",)
    )
    found = joined(
        seen(name, "S", dates[0]), seen(name, "S", dates[1], document="b"), seen(name, "C", dates[2])
    )
    assert len(found.people) == 2
    assert any("parties C and S" in d.reason for d in found.doubts)


def test_a_slip_of_the_pen_beside_many() -> None:
    many = [seen("Jörgen Tornestam", "S", f"2031-0{i}-10") for i in range(1, 5)]
    found = joined(*many, seen("Jögen Tornestam", "S", "2031-06-10"))
    assert len(found.people) == 1
    assert found.people[0].name == "Jörgen Tornestam"


def test_two_who_each_stand_once_are_not_joined_by_a_letter() -> None:
    found = joined(seen("Julia Crona", "L", "2031-01-10"), seen("Julia Krona", "L", "2031-02-10"))
    assert len(found.people) == 2
    assert [d.reason for d in found.doubts] == ["differ by one letter"]


def test_a_surname_taken_on() -> None:
    found = joined(seen("Ada Tornestam", "S", "2031-01-10"), seen("Ada Tornestam Ros", "S", "2031-06-10"))
    assert names(found) == [["Ada Tornestam", "Ada Tornestam Ros"]]


def both(a: tuple[str, str | None], b: tuple[str, str | None]) -> Iterable[Sighting]:
    for date in ("2031-01-10", "2031-02-10"):
        yield seen(*a, date, seats=1)
        yield seen(*b, date, seats=1)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Ada Ros", "S"), ("Ada Ros", "M")),
        (("Jörgen Tornestam", "S"), ("Jögen Tornestam", "S")),
        (("Bo Tornestam", "S"), ("Bo Erik Tornestam", "S")),
        (("Bo Tornestam", "S"), ("Bo Tornestam Ros", "S")),
    ],
)
def test_two_who_sit_in_one_meeting_are_never_one(a: tuple[str, str], b: tuple[str, str]) -> None:
    forced = Corrections(same=(Pair(Selector(a[0], a[1]), Selector(b[0], b[1]), 1),))
    for corrections in (Corrections(), forced):
        found = joined(*both(a, b), corrections=corrections)
        assert len(found.people) == 2
    assert {pair.line for pair in found.refused} == {1}


def test_a_correction_joins_and_parts() -> None:
    crona, krona = seen("Julia Crona", "L", "2031-01-10"), seen("Julia Krona", "L", "2031-02-10")
    pair = Pair(Selector("Julia Crona"), Selector("julia krona"), 1)
    found = joined(crona, krona, corrections=Corrections(same=(pair,)))
    assert (len(found.people), reasons(found)) == (1, ["correction"])
    parted = Corrections(
        different=(Pair(Selector("Ada Ros", None, "Kulturnämnden"), Selector("Ada Ros"), 1),)
    )
    found = joined(
        seen("Ada Ros", "S", "2031-01-10"), seen("Ada Ros", "S", "2031-02-10", COMMITTEE), corrections=parted
    )
    assert (len(found.people), found.doubts) == (2, [])


def test_a_document_without_a_body_belongs_where_its_people_are() -> None:
    crowd = [("Ada Ros", "S"), ("Bo Tall", "M"), ("Cia Lind", "C"), ("Dan Mo", None)]
    silent = [seen(name, party, None, UNKNOWN, "silent") for name, party in crowd]
    found = joined(*(seen(name, party, "2031-01-10") for name, party in crowd), *silent)
    assert len(found.people) == 4


def test_two_authorities_leave_a_silent_document_alone() -> None:
    crowd = [("Ada Ros", "S"), ("Bo Tall", "M"), ("Cia Lind", "C")]
    found = joined(
        *(seen(name, party, "2031-01-10") for name, party in crowd),
        *(seen(name, party, "2031-01-10", OTHER) for name, party in crowd),
        *(seen(name, party, None, UNKNOWN, "silent") for name, party in crowd),
    )
    assert len(found.people) == 9

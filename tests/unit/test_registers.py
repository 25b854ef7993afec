"""The registers: names, codes and what stays ambiguous."""

from __future__ import annotations

import pytest

from protokoll_extract.vocab import registers


@pytest.mark.parametrize(
    ("name", "scheme", "number"),
    [
        ("Solna", "kommunkod", "0184"),
        ("Solna Stad", "kommunkod", "0184"),
        ("Solna kommuns", "kommunkod", "0184"),
        ("Region Stockholms", "lanskod", "01"),
        ("Södertörns Högskola", "organisationsnummer", "202100-4896"),
        ("Tillväxtverket", "organisationsnummer", "202100-6149"),
        ("Almega", None, None),
    ],
)
def test_organisation(name: str, scheme: str | None, number: str | None) -> None:
    entry = registers.organisations()[name.casefold()]
    assert (entry.scheme, entry.id) == (scheme, number)


def test_all_municipalities_are_there() -> None:
    entries = registers.organisations().values()
    assert len({entry.id for entry in entries if entry.scheme == "kommunkod"}) == 290


def test_parties() -> None:
    parties = registers.parties()
    assert parties["MP"].partikod == "0055"
    assert "KV" not in parties
    assert all(key == key.upper() for key in parties)
    local = registers.local_party("nl", "0182")
    assert local is not None and local.name == "Nackalistan"
    assert registers.local_party("NL", "0184") is None


def test_laws_end_where_the_next_begins() -> None:
    old, new = registers.laws()["kl"]
    assert (old.sfs, old.valid_to) == ("1991:900", "2018-01-01")
    assert (new.sfs, new.valid_from) == ("2017:725", "2018-01-01")


def test_first_names_and_abbreviations() -> None:
    assert "Anna" in registers.first_names()
    assert registers.abbreviations()["SKR"].name == "Sveriges Kommuner och Regioner"
    assert "LST" not in registers.abbreviations()

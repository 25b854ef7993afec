"""Who is a person, what is an organisation, which letters are a party."""

from __future__ import annotations

import pytest

from protokoll_extract.extract.names import is_organisation, is_person_name, party_code


@pytest.mark.parametrize(
    "name", ["Ada Ek", "Gun-Britt von Ängeby", "S. O'Neill", "Åsa McCoy Nur", "Karl-Erik af Ek", "Bo Ås-Mäki"]
)
def test_person(name: str) -> None:
    assert is_person_name(name) and not is_organisation(name)


@pytest.mark.parametrize("name", ["Norrviks kommun", "Region Norrvik", "Älvdata AB", "TCO Norrvik"])
def test_organisation(name: str) -> None:
    assert is_organisation(name) and not is_person_name(name)


@pytest.mark.parametrize("text", ["Ada", "ada ek", "Ada ek", "ADA 3", "Ada Ek (S)", ""])
def test_neither(text: str) -> None:
    assert not is_person_name(text)


@pytest.mark.parametrize(
    ("raw", "elected", "code"),
    [
        ("s", False, "S"),
        ("kd", True, "KD"),
        ("LP", True, "LP"),
        ("LP", False, None),
        ("Lp", True, None),
        ("Stenvik", True, None),
        ("3", True, None),
    ],
)
def test_party(raw: str, elected: bool, code: str | None) -> None:
    assert party_code(raw, elected=elected) == code

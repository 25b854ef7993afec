"""Swedish analysis, measured on lists: inflections that should meet, look-alikes that should not."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from protokoll_extract.store.forms import short_forms
from protokoll_extract.store.words import folded, left_out, parts, roots, same_word, tokens
from protokoll_extract.vocab.load import table
from protokoll_extract.web.swedish import labels

HERE = Path(__file__).parent


def lists(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def meet(one: str, other: str) -> bool:
    """Whether a search for the one finds the other."""
    return bool(roots(one) & roots(other)) and same_word(one, other)


@pytest.mark.parametrize("name", ["inflections.txt", "inflections_unseen.txt"])
def test_recall_of_inflections(name: str) -> None:
    words = lists(name)
    pairs = [pair for row in words for pair in permutations(row, 2)]
    missed = [pair for pair in pairs if not meet(*pair)]
    assert 1 - len(missed) / len(pairs) >= 0.95, missed


def test_the_list_is_long_enough() -> None:
    assert len(lists("inflections.txt")) >= 150


def test_look_alikes_are_kept_apart() -> None:
    pairs = lists("look_alikes.txt")
    joined = [pair for pair in pairs if meet(*pair)]
    assert len(joined) / len(pairs) <= 0.03, joined


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("skolskjuts", "skjuts"),
        ("bygglovsavgift", "avgift"),
        ("idrottshallen", "idrott"),
        ("detaljplaneändring", "ändring"),
        ("kommunstyrelsen", "styrelsen"),
    ],
)
def test_compounds(word: str, part: str) -> None:
    assert part in parts(word)


def test_letters_are_kept_apart_and_folded() -> None:
    assert not meet("läs", "las") and not meet("höst", "host")
    assert folded("förskoleärende") == "forskolearende"


def test_tokens() -> None:
    assert tokens("Dnr KS/2023:123, 50 % av Å-hallen") == [
        "dnr",
        "ks",
        "2023",
        "123",
        "50",
        "av",
        "å",
        "hallen",
    ]


@pytest.mark.parametrize("entry", table("search")["short"], ids=lambda entry: entry["example"])
def test_short_forms(entry: dict[str, str]) -> None:
    assert short_forms(entry["example"].lower())
    assert not short_forms(entry["counter_example"].lower())


def test_small_words() -> None:
    entry = table("search")["left_out"]
    assert entry["example"] in left_out() and entry["counter_example"] not in left_out()


def test_derived_words() -> None:
    entry = table("search")["derived"]
    assert entry["example"].endswith(tuple(entry["endings"]))
    assert not entry["counter_example"].endswith(tuple(entry["endings"]))


@pytest.mark.parametrize("entry", table("search")["hint"], ids=lambda entry: entry["example"])
def test_hints_as_the_vocabulary_says(entry: dict[str, str]) -> None:
    assert entry["example"] in entry["words"] and entry["counter_example"] not in entry["words"]
    assert entry["filter"] in {"vote", "reservation"} or entry["value"] in labels()["kind"]

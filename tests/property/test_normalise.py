"""Canonical text: what may change, and the way back to the raw characters."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from protokoll_extract.text.normalise import normalise

# Letters with loose marks, line ends of every kind, marks of direction and of byte order, Hangul, emoji.
ODD = (
    "aoåäöÅÄÖé§ \t\f\r\n\u2028\u2029\x85\u030a\u0308\u0301\u0328"
    "\ufeff\x00\u200e\u202e\u2069\u00ad\u200d\u1100\u1161\u11a8\U0001f469\ud800"
)
RAW = st.one_of(st.text(alphabet=ODD, max_size=40), st.text(max_size=40))


@given(RAW)
@example("A\u030asa")
@example("\r\n\r\n")
@example("\ufeff")
@example("\u1100\u1161\u11a8")
def test_canonical_form(raw: str) -> None:
    text, _ = normalise(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\r\u2028\u2029\x85\ufeff\x00")
    assert not any("\ud800" <= c <= "\udfff" for c in text)


@given(RAW)
def test_idempotent(raw: str) -> None:
    text, _ = normalise(raw)
    again, origin = normalise(text)
    assert again == text
    assert [origin.to_raw(i) for i in range(len(text))] == list(range(len(text)))


@given(RAW)
def test_origin_rises_and_stays_inside(raw: str) -> None:
    text, origin = normalise(raw)
    places = [origin.to_raw(i) for i in range(len(text))]
    assert all(a <= b for a, b in itertools.pairwise(places))
    assert all(0 <= place < len(raw) for place in places)


@given(RAW)
def test_raw_text_before_a_place_normalises_to_the_text_before_it(raw: str) -> None:
    """Between characters as a reader sees them (a letter with its marks is one)."""
    text, origin = normalise(raw)
    for match in regex.finditer(r"\X\p{M}*", text):
        assert normalise(raw[: origin.to_raw(match.start())])[0] == text[: match.start()]


@given(st.text(alphabet="abcåäö .,§\n\t\f", max_size=60))
def test_ordinary_text_is_left_alone(raw: str) -> None:
    text, origin = normalise(raw)
    assert text == raw
    assert origin.to_raw(len(raw) // 2) == len(raw) // 2


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("e\u200e\u0301", "é"),
        ("e\x00\u0301\u200e\u0323", "ẹ́"),
        ("\u1100\u200e\u1161", "\uac00"),
        ("a\u200e\r\nb", "a\nb"),
        ("a\u200e\u2028\u200eb", "a\nb"),
    ],
)
def test_what_is_dropped_parts_no_letter_from_its_marks(raw: str, text: str) -> None:
    found, origin = normalise(raw)
    assert found == text
    assert normalise(found)[0] == found
    assert origin.to_raw(0) == 0 and origin.to_raw(len(found)) == len(raw)

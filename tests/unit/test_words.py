"""Words as columns: found by their place in the text, boxed on their page."""

from __future__ import annotations

from protokoll_extract.text.span import Span
from protokoll_extract.text.words import Box, Font, Word, Words

PLAIN, BOLD = Font("Serif", 11.0, False), Font("Serif-Bold", 11.0, True)


def words() -> Words:
    """ "Ada Ek valdes", its last word on the next page."""
    return Words(
        starts=[0, 4, 7],
        ends=[3, 6, 13],
        pages=[1, 1, 2],
        x0=[70.0, 95.0, 70.0],
        top=[100.0, 99.0, 50.0],
        x1=[90.0, 110.0, 105.0],
        bottom=[111.0, 111.0, 61.0],
        fonts=[BOLD, BOLD, PLAIN],
    )


def test_a_word_is_made_when_asked_for() -> None:
    assert len(words()) == 3
    assert words()[1] == Word(Span(4, 6), Box(1, 95.0, 99.0, 110.0, 111.0), BOLD)
    assert [word.font.bold for word in words()[1:]] == [True, False]
    assert words() == words() != Words()


def test_words_that_share_a_code_point_with_a_span() -> None:
    found = [
        words().within(Span(*places)) for places in ((0, 13), (2, 5), (3, 4), (5, 8), (12, 13), (13, 14))
    ]
    assert found == [(0, 3), (0, 2), (1, 1), (1, 3), (2, 3), (3, 3)]


def test_the_box_ends_with_the_page() -> None:
    assert words().box(0, 3) == Box(1, 70.0, 99.0, 110.0, 111.0)
    assert words().box(2, 3) == Box(2, 70.0, 50.0, 105.0, 61.0)
    assert words().box(1, 1) is None

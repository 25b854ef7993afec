"""The algebra of spans, against sets of code points."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from protokoll_extract.text.span import Span, strip, subtract, union

SPAN = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 40), st.integers(0, 12))
SPANS = st.lists(SPAN, max_size=8)


def points(*spans: Span) -> set[int]:
    return {p for s in spans for p in range(s.start, s.end)}


def is_tidy(spans: tuple[Span, ...]) -> bool:
    """Sorted, disjoint, and none of them empty."""
    return all(len(s) for s in spans) and all(a.end < b.start for a, b in pairwise(spans))


@given(SPANS)
def test_union_covers_the_same_points(spans: list[Span]) -> None:
    joined = union(spans)
    assert points(*joined) == points(*spans)
    assert is_tidy(joined)


@given(SPANS)
def test_union_does_not_care_about_order_or_repetition(spans: list[Span]) -> None:
    assert union(spans) == union(spans[::-1] + spans) == union(union(spans))


@given(SPAN, SPANS)
def test_subtract_leaves_the_other_points(span: Span, holes: list[Span]) -> None:
    left = subtract(span, holes)
    assert points(*left) == points(span) - points(*holes)
    assert is_tidy(left)


@given(SPAN, SPANS)
def test_subtract_and_intersect_share_out_the_whole(span: Span, holes: list[Span]) -> None:
    inside = [part for hole in holes if (part := span.intersect(hole))]
    assert union([*subtract(span, holes), *inside]) == union([span])


@given(SPAN, SPAN)
def test_intersect_overlaps_contains(a: Span, b: Span) -> None:
    common = a.intersect(b)
    assert points(*([common] if common else [])) == points(a) & points(b)
    assert a.intersect(b) == b.intersect(a)
    if len(a) and len(b):
        assert a.overlaps(b) == b.overlaps(a) == bool(common)
        assert a.contains(b) == (points(b) <= points(a))


@given(st.text(alphabet=" \t\nab", max_size=20), st.data())
def test_strip_keeps_what_is_not_white_space(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    stripped = strip(text, span)
    assert stripped.quote(text) == span.quote(text).strip()
    assert span.contains(stripped)

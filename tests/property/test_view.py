"""Views: whatever is matched on can be followed back to what stands in the text."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from protokoll_extract.text.span import Span, union
from protokoll_extract.text.view import View, make_view, view_of

WORD = st.sampled_from(
    [
        "källsor-",
        "tering",
        "hälso-",
        "och",
        "2024-11-",
        "28",
        "ERUF-",
        "projekt",
        "Åsa",
        "§",
        "a",
        "mnkr.",
        "x\u00ad",
    ]
)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=6).map(lambda x: "  \n\t".join(x))


@st.composite
def views(draw: st.DrawFn) -> View:
    """A view of some of a text's lines, now and then with a page break between them."""
    text = draw(TEXT)
    if draw(st.booleans()):
        text = text.replace("\n", "\n\f", 1)
    lines = [Span(m.start(), m.end()) for m in regex.finditer(r"[^\s\f][^\n\f]*", text)]
    kept = [x for x in lines if draw(st.integers(0, 4))] or lines[:1]
    return view_of(text, kept, hyphenates=draw(st.booleans()))


def bare(text: str) -> str:
    """Without what a view may add, skip or mend."""
    return regex.sub(r"[\s\u00ad\u2010-]", "", text)


@st.composite
def views_and_cuts(draw: st.DrawFn) -> tuple[View, int, int]:
    view = draw(views())
    start = draw(st.integers(0, len(view.text)))
    return view, start, draw(st.integers(start, len(view.text)))


@given(views_and_cuts())
def test_quotes_say_what_the_view_says(drawn: tuple[View, int, int]) -> None:
    view, start, end = drawn
    quotes = "".join(s.quote(view.source) for s in view.spans(start, end))
    assert bare(quotes) == bare(view.text[start:end])


@given(views_and_cuts())
def test_spans_are_sorted_disjoint_and_inside(drawn: tuple[View, int, int]) -> None:
    view, start, end = drawn
    spans = view.spans(start, end)
    assert list(spans) == sorted(spans)
    assert all(len(s) > 0 and s.end <= len(view.source) for s in spans)
    assert sum(map(len, spans)) == sum(map(len, union(spans)))


@given(views_and_cuts())
def test_a_cut_is_a_view_of_the_same_places(drawn: tuple[View, int, int]) -> None:
    view, start, end = drawn
    part = view.cut(start, end)
    assert part.text == view.text[start:end]
    assert part.whole() == view.spans(start, end)


@given(views_and_cuts(), st.data())
def test_a_cut_of_a_cut(drawn: tuple[View, int, int], data: st.DataObject) -> None:
    view, start, end = drawn
    a = data.draw(st.integers(0, end - start))
    b = data.draw(st.integers(a, end - start))
    assert view.cut(start, end).cut(a, b).whole() == view.spans(start + a, start + b)


@given(views())
def test_a_larger_part_covers_a_smaller_one(view: View) -> None:
    whole = view.whole()
    for i in range(len(view.text)):
        assert all(any(w.contains(s) for w in whole) for s in view.spans(i, i + 1))


@given(views())
def test_a_quote_never_runs_over_a_page_break(view: View) -> None:
    assert not any("\f" in s.quote(view.source) for s in view.whole())


@given(st.text(alphabet="ab\n", max_size=12), st.text(alphabet="+ ", max_size=2))
def test_glue_has_no_place(text: str, glue: str) -> None:
    middle = len(text) // 2
    view = make_view(text, [(Span(0, middle), glue), (Span(middle, len(text)), "")])
    assert view.spans(middle, middle + len(glue)) == ()
    assert view.text == text[:middle] + glue + text[middle:]

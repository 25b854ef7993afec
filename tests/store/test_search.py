"""The archive answers: what is typed in Swedish, narrowed, in a wise order, and never with an error."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll_extract.store import facets
from protokoll_extract.store.connect import open_for_reading
from protokoll_extract.store.database import Database, TooSlow
from protokoll_extract.store.filters import Filters
from protokoll_extract.store.hints import found_apart, hints
from protokoll_extract.store.results import results
from protokoll_extract.store.search import Answer, search
from protokoll_extract.store.snippet import CLOSE, OPEN, snippet
from protokoll_extract.store.words import tokens

# What nobody should be able to break anything with.
# ruff: noqa: E501
INJECTIONS = [
    '"', "'", "AND", "a AND", "NEAR(", "NEAR(a b, 3)", "a OR b", "NOT", "*", "a*", "^a", "{title}:a", "title:a",
    
    "a:b", "(", ")", "((((", "-", "--", "- a", "-a", '"a', 'a"b"c', "a\x00b", "\ud800", "' OR 1=1 --", "%", "_",
    "'; DROP TABLE item; --", "<script>alert(1)</script>", "../../etc/passwd", "x" * 5000, "a " * 3000, "a-b-c-d",
    "50%", "2024-03-12", "KS/2023:123", "vem är ordförande?", "c++", "§ 46", "😀", "\u202e", "&&", "||", ":*", "!a",
    "<->", "\\", "a\\", "':A", "{a b}:c", "+a", "a + b", "=body0", "marks:all0", "all0", "rank MATCH 'bm25()'",
]  # fmt: skip


def titles(database: Database, answer: Answer) -> list[str]:
    return [str(each.item["title"]) for each in results(database, answer)]


def test_inflections_and_rank(database: Database) -> None:
    answer = search(database, "taxa")
    assert titles(database, answer)[0] == "Taxa för slamtömning"
    assert "Taxor för tillsyn och tillstånd" in titles(database, answer)
    assert answer.hits[0].reason == "exact"


@pytest.mark.parametrize("typed", ["", "beslut", "avgift -motion", "xyzzy", "fö*"])
def test_every_facet_is_what_one_finds_behind_it(database: Database, typed: str) -> None:
    answer = search(database, typed, as_typed=True)
    assert answer.total == len(search(database, typed, as_typed=True, rows=100).hits)
    for facet, values in answer.facets.items():
        assert list(values.values()) == sorted(values.values(), reverse=True)
        for value, count in values.items():
            chosen = {"vote": True, "reservation": True}.get(facet, (value,))
            narrowed = {"first_day": value, "last_day": value} if facet == "year" else {facet: chosen}
            assert search(database, typed, Filters(**narrowed), as_typed=True).total == count  # type: ignore[arg-type]


def test_decisions_come_before_background(database: Database) -> None:
    found = results(database, search(database, "kommunfullmäktige", rows=100))
    ranks = ["exact", "inflected", "exact_elsewhere", "inflected_elsewhere", "compound"]
    reasons = [ranks.index(each.reason) for each in found]
    assert reasons == sorted(reasons) and len(set(reasons)) > 1
    assert all(each.where == "decision" or each.reason != "exact" for each in found if each.item["title"])


@pytest.mark.parametrize(
    "typed", ["KS 2026/00112", "ks2026-112", "KS/2026:112", "Dnr KS 2026–00112", "2026/00112", "KS 2026 112"]
)
def test_diary_numbers_in_all_spellings(database: Database, typed: str) -> None:
    assert titles(database, search(database, typed)) == ["Tilläggsanslag för reparation av Forsbron"]


@pytest.mark.parametrize(
    "typed",
    ["§ 46", "KS § 46", "§46/2026", "6,8 mnkr", "6,8 miljoner", "6 800 000 kr", "6 800 000", "6800 tkr",
     "6800000", "KS 112/2026", "dnr 112/2026"],
)  # fmt: skip
def test_numbers_are_read_as_numbers(database: Database, typed: str) -> None:
    assert "Tilläggsanslag för reparation av Forsbron" in titles(database, search(database, typed))


def test_a_number_that_nothing_has_is_a_word(database: Database) -> None:
    assert search(database, "871").total == search(database, '"871"').total > 0
    assert search(database, "mål 1/2026").question.diary == ()


@pytest.mark.parametrize(("typed", "meant"), [("forsbbron", "forsbron"), ("Bäkman", "bäckman")])
def test_misspelled_words_are_read_as_the_nearest(database: Database, typed: str, meant: str) -> None:
    answer = search(database, typed)
    assert answer.total == search(database, meant).total > 0
    assert answer.notes == (("misspelled", typed.lower()), ("spelled_as", meant))
    assert search(database, typed, as_typed=True).total == 0


def test_hints_read_a_word_as_a_filter(database: Database) -> None:
    found = hints(database, "forsbron SD reservation", Filters())
    assert [(each.named, each.typed, each.total) for each in found] == [
        ((("party", "SD"), ("reservation", "1")), "forsbron", 1),
    ]
    assert hints(database, "väg i", Filters()) == []
    for typed in ("KS 15 september 2026", "den 15 sept 2026 KS", "KS 2026-09-15"):
        (day,) = hints(database, typed, Filters())
        assert day.named == (("day", "2026-09-15"),) and day.typed == "KS" and day.total
    assert hints(database, "september 2026", Filters())[0].named == (("day", "2026-09"),)
    asked = hints(database, "vem röstade mot forsbron och vad kostade det", Filters())
    assert [(each.named, each.typed) for each in asked] == [((("vote", "1"),), "forsbron")]


def test_what_nothing_has_whole_is_counted_piece_by_piece(database: Database) -> None:
    assert search(database, "slamtömning dialysmottagning").total == 0
    apart = found_apart(database, "slamtömning och dialysmottagning", Filters())
    assert [piece for piece, _ in apart] == ["slamtömning", "dialysmottagning"]
    assert all(search(database, piece).total == total > 0 for piece, total in apart)


def test_part_of_a_compound(database: Database) -> None:
    answer = search(database, "bron")
    assert [hit.reason for hit in answer.hits] == ["compound"]


def test_without_dots(database: Database) -> None:
    answer = search(database, "tillaggsanslag")
    assert answer.total and answer.notes == (("without_dots", "tillaggsanslag"),)


def test_a_whole_question(database: Database) -> None:
    answer = search(database, "vem röstade mot Forsbron och vad kostade det?")
    assert titles(database, answer) == ["Tilläggsanslag för reparation av Forsbron"]
    assert ("left_out", "vem") in answer.notes


def test_phrase_and_leaving_out(database: Database) -> None:
    both = search(database, "reparation forsbron").total
    assert both and search(database, '"reparation av forsbron"').total == both
    assert search(database, '"forsbron reparation"', as_typed=True).total == 0
    apart = search(database, '"forsbron reparation"')
    assert apart.total == both and apart.notes == (("apart", "forsbron reparation"),)
    assert search(database, "-forsbron").total == search(database, "").total - both


def test_a_day_is_the_meeting_of_that_day(database: Database) -> None:
    answer = search(database, "2026-09-15")
    assert answer.notes == (("day", "2026-09-15"),) and answer.total == 8


def test_filters(database: Database) -> None:
    everything = search(database, "").total
    assert search(database, "", Filters(vote=True)).total == 3
    assert search(database, "", Filters(vote=True, reservation=True)).total == 2
    assert search(database, "", Filters(first_day="2026-10", last_day="2026-12")).total < everything
    assert search(database, "", Filters(party=("SD",), least=6_800_000, most=6_800_000)).total == 1
    assert (
        search(database, "", Filters(kind=("elected",))).total
        == search(database, "").facets["kind"]["elected"]
    )
    person = database.rows("SELECT id FROM person WHERE name = 'Rickard Bäckman'")[0]["id"]
    assert titles(database, search(database, "", Filters(person=(person,))))[0].startswith("Tilläggsanslag")


def test_facets_count_what_is_found(database: Database) -> None:
    answer = search(database, "avgift")
    assert sum(answer.facets["body"].values()) == answer.total
    for body, count in answer.facets["body"].items():
        assert search(database, "avgift", Filters(body=(body,))).total == count


def test_pages_of_results_join_without_gap_or_repeat(database: Database) -> None:
    whole = search(database, "beslut kommunen", rows=100).hits
    pieces = [
        hit
        for first in range(0, len(whole), 4)
        for hit in search(database, "beslut kommunen", first=first, rows=4).hits
    ]
    assert tuple(pieces) == whole and len({hit.item for hit in whole}) == len(whole)


def test_newest_and_oldest(database: Database) -> None:
    newest = [hit.item for hit in search(database, "avgift", order="newest", rows=100).hits]
    assert newest == sorted(newest, reverse=True)
    assert [hit.item for hit in search(database, "avgift", order="oldest", rows=100).hits] == newest[::-1]


@pytest.mark.parametrize("typed", INJECTIONS, ids=range(len(INJECTIONS)))
def test_anything_typed_gives_an_answer(database: Database, typed: str) -> None:
    answer = search(database, typed)
    assert len(results(database, answer)) == len(answer.hits)


@given(st.text(max_size=80))
def test_any_text_gives_an_answer(archive: object, typed: str) -> None:
    database = open_for_reading(str(archive))
    search(database, typed)
    search(database, f'"{typed}" -{typed} {typed}*')
    database.close()


def test_the_reading_connection_cannot_write(database: Database) -> None:
    for statement in (
        "DELETE FROM item",
        "CREATE TABLE x (a)",
        "INSERT INTO issuer VALUES ('a', 'b')",
        "VACUUM",
    ):
        with pytest.raises(Exception, match=r"readonly|read-only"):
            database.rows(statement)


def test_snippet_marks_the_words() -> None:
    piece = snippet("Alla " * 100 + "Bron kostar mycket. " + "Mer " * 100, frozenset({"bron"}))
    assert f"{OPEN}Bron{CLOSE} kostar" in piece and len(piece) < 320
    assert piece.startswith("… ") and piece.endswith(" …")


def test_snippet_shows_the_richest_place() -> None:
    text = (
        "Förskolenämnden sa sitt. "
        + "Annat. " * 80
        + "En förskola vid bron byggs. "
        + "Mer. " * 80
        + "Bron. "
    )
    words, exact = frozenset({"förskolenämnden", "förskola", "bron"}), frozenset({"förskola"})
    assert f"En {OPEN}förskola{CLOSE} vid {OPEN}bron{CLOSE}" in snippet(text, words, exact=exact)
    assert f"En {OPEN}förskola{CLOSE}" in snippet(text, words - {"bron"}, exact=exact)


@pytest.mark.parametrize("start", ["fö", "kom", "av"])
def test_a_beginning_finds_every_word_that_begins_so(database: Database, start: str) -> None:
    texts = database.rows("SELECT title, decision, voice, background FROM item_text")
    having = sum(any(t.startswith(start) for text in row.values() for t in tokens(text)) for row in texts)
    assert search(database, f"{start}*", as_typed=True).total == having
    assert search(database, f"-{start}*", as_typed=True).total == len(texts) - having
    first = results(database, search(database, f"{start}*"))[0]
    assert f"{OPEN}{start}" in (first.title + first.snippet).lower()


def test_small_words_are_neither_inflected_nor_marked(database: Database) -> None:
    answer = search(database, "avgift för bron", as_typed=True)
    assert {"avgift", "avgiften"} & answer.words and "för" not in answer.words
    assert search(database, "för").total == search(database, '"för"').total
    assert search(database, "för").words == {"för"}


def test_hints_read_a_word_as_a_kind_of_decision(database: Database) -> None:
    there = search(database, "", Filters(kind=("rejected",))).total
    assert [(each.named, each.typed, each.total) for each in hints(database, "avslag", Filters())] == [
        ((("kind", "rejected"),), "", there)
    ]
    assert hints(database, "avslag", Filters(kind=("approved",))) == []


def test_counting_ends_somewhere_and_says_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = search(database, "avgift")
    newest = search(database, "avgift", order="newest", rows=6)
    assert whole.exact_total == whole.total > 5
    monkeypatch.setattr(facets, "MOST_COUNTED", 5)
    cut = search(database, "avgift")
    assert cut.exact_total is None and cut.total == 6
    assert cut.hits == whole.hits
    years = Counter(each.item["year"] for each in results(database, newest))
    assert cut.facets["year"] == dict(years.most_common())
    few = search(database, "forsbron")
    assert few.exact_total == few.total == 1


def test_a_sum_is_shown_where_it_stands(database: Database) -> None:
    for typed in ("6,8 mnkr", "6800 tkr"):
        found = results(database, search(database, typed))
        assert any(f"{OPEN}6,8 mnkr{CLOSE}" in each.snippet for each in found)


@pytest.mark.parametrize(
    "typed", ["kostnad", "beslut kommun", "avgift -motion", "kommunstyrelsen", "-avgift", "fö*"]
)
def test_leafing_gives_the_same_order_as_one_long_page(database: Database, typed: str) -> None:
    whole = search(database, typed, rows=50).hits
    leaves = [hit for first in range(0, 50, 3) for hit in search(database, typed, first=first, rows=3).hits]
    assert leaves[: len(whole)] == list(whole) and len(set(whole)) == len(whole) > 3


@pytest.mark.parametrize("limit", ["SECONDS_PER_QUESTION", "SECONDS_BY_THE_CLOCK"])
def test_a_question_is_stopped(archive: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(f"protokoll_extract.store.database.{limit}", 0.02)
    opened = open_for_reading(str(archive))
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(TooSlow):
        opened.rows(endless)
    monkeypatch.undo()
    assert search(opened, "bron").total
    opened.close()

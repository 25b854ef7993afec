"""Normal forms and the ways of matching."""

import pytest

from protokoll_extract.evaluate import normal
from protokoll_extract.evaluate.match import Entry, Shape, match


def entries(*values: str, slot: str = "") -> list[Entry]:
    return [Entry(slot, value, value) for value in values]


def right(gold: list[Entry], pred: list[Entry], shape: Shape) -> list[str]:
    return [g.value for g, p in match(gold, pred, shape) if g is not None and p is not None]


@pytest.mark.parametrize(
    ("left", "other"),
    [("KS 2031–0042", "ks 2031-0042"), ("a\u00ad\u00a0b", "a  B".replace("  ", "\n")), ("”Bo”", '"bo"')],
)
def test_plain_has_one_form_for_dashes_space_quotes_and_case(left: str, other: str) -> None:
    assert normal.plain(left.replace("\u00ad", "")) == normal.plain(other)


def test_plain_drops_soft_hyphens() -> None:
    assert normal.plain("kom\u00admun") == "kommun"


@pytest.mark.parametrize("written", ["att anta planen, samt", "1. Att anta planen.", "– anta planen; och"])
def test_a_point_is_its_text_without_number_att_and_end(written: str) -> None:
    assert normal.point(written) == "anta planen"


def test_a_point_keeps_numbers_that_belong_to_it() -> None:
    assert normal.point("1200 kr anslås") == "1200 kr anslås"


def test_numbers_lose_sign_and_zeros() -> None:
    assert normal.number("§ 07") == normal.number("7") == "7"
    assert normal.number("3 a") == "3 a"


def test_laws_are_their_number_and_place() -> None:
    assert normal.law("kommunallagen (2017:725) 11 kap. 16 §") == normal.law("KL (2017:725), 11 kap. 16 §")
    assert normal.law("lagen (2017:725) 1 §") != normal.law("lagen (2017:725) 2 §")
    assert normal.law("2 kap. 14 §") == "2 kap. 14 §"


def test_presence_without_joiners() -> None:
    assert normal.presence("§§ 1-2, 5") == normal.presence("§§ 1–2 och 5")


def test_bags_count_and_sets_do_not() -> None:
    gold, pred = entries("a", "a", "b"), entries("a", "b", "b")
    assert right(gold, pred, "bag") == ["a", "b"]
    assert len(match(gold, pred, "bag")) == 4
    assert len(match(gold, pred, "set")) == 2


def test_sequences_want_the_order() -> None:
    assert right(entries("1", "2", "3"), entries("2", "1", "3"), "sequence") == ["2", "3"]


def test_soft_takes_the_most_alike_first_and_each_once() -> None:
    gold = entries("planen antas och gäller från den 1 maj")
    pred = entries("planen antas och gäller från den 2 juni", "planen antas och gäller från den 1 maj 2031")
    assert [(g is not None, p is not None) for g, p in match(gold, pred, "soft")] == [
        (True, True),
        (False, True),
    ]
    assert match(gold, pred, "soft")[0][1] == pred[1]


def test_soft_keeps_below_the_limit_apart() -> None:
    assert right(entries("planen antas"), entries("planen avslås helt"), "soft") == []


def test_slots_are_never_mixed() -> None:
    assert right(entries("a", slot="§ 1"), entries("a", slot="§ 2"), "bag") == []
    assert right(entries("a", slot="§ 1"), entries("a", slot="§ 2"), "soft") == []

"""Who was there and who decided, § by §."""

from __future__ import annotations

import pytest

import helpers
from helpers import Json

BODY = "\n\n".join(f"§ {n} Ärende {n}\n\nBeslut\n\nÄrende {n} godkänns." for n in range(1, 7))
HEAD = "Protokoll\n\nSocialnämnden\n2031-02-03\nTid: kl 13:00-16:00\nOrdförande: Ada Ek\n\n"
MEMBERS = "Beslutande ledamöter\nAda Ek (S), ordförande\n"


def extract(rows: str, body: str = BODY) -> Json:
    data = helpers.extract(HEAD + rows + "\n\n" + body + "\n")
    assert helpers.broken_promises(data, HEAD + rows + "\n\n" + body + "\n") == []
    return data


def where(data: Json, name: str, key: str = "present") -> str:
    """The §§ at which the person stands in that list."""
    ident = next(p["id"] for p in data["people"] if p["name"] == name)
    return "".join(item["number"] for item in data["items"] if ident in item[key])


@pytest.mark.parametrize(
    ("part", "present"),
    [
        ("", "123456"),
        ("t.o.m. § 3", "123"),
        ("tom § 3", "123"),
        ("fr.o.m. § 3", "3456"),
        ("från och med § 3", "3456"),
        ("§§ 2-4", "234"),
        ("§§ 1, 3-4 och 6", "1346"),
        ("ej § 3", "12456"),
        ("§ 5", "5"),
        ("(3-)", "3456"),
    ],
)
def test_parts_of_the_meeting(part: str, present: str) -> None:
    data = extract(f"{MEMBERS}Bo Ås (M) {part}")
    assert where(data, "Ada Ek") == "123456"
    if part != "(3-)":  # Read by whoever reads rows; here only what is made of it.
        assert where(data, "Bo Ås") == present
        assert where(data, "Bo Ås", "deciding") == present


def test_each_entry_quotes_the_part() -> None:
    data = extract(f"{MEMBERS}Bo Ås (M) t.o.m. § 3")
    entry = next(e for e in data["evidence"] if e["pointer"] == "/items/0/present/1")
    assert (entry["status"], entry["rule"]) == ("derived", "presence.part")
    assert " ".join(part["quote"] for part in entry["parts"]) == "Bo Ås t.o.m. § 3"


def test_substitutes_serve_while_the_member_is_away() -> None:
    rows = f"{MEMBERS}Bo Ås (M) t.o.m. § 3\n\nTjänstgörande ersättare\nIda Ö (M) ersätter Bo Ås (M)\n"
    data = extract(rows + "\nEj tjänstgörande ersättare\nUno Al (S)")
    assert where(data, "Ida Ö", "deciding") == "456"
    assert where(data, "Uno Al") == "123456"
    assert where(data, "Uno Al", "deciding") == ""


def test_a_seat_is_not_filled_twice() -> None:
    rows = f"{MEMBERS}Bo Ås (M)\n\nTjänstgörande ersättare\nIda Ö (M) ersätter Bo Ås (M)"
    assert "presence.seat_twice" in helpers.codes(extract(rows))


def test_who_serves_in_a_part_was_there_all_through() -> None:
    data = extract(f"{MEMBERS}\nEj tjänstgörande ersättare\nIda Ö (M), tjänstgör § 4")
    assert where(data, "Ida Ö") == "123456"


def test_clock_needs_times_in_the_minutes() -> None:
    rows = f"{MEMBERS}Bo Ås (M) fr.o.m. kl 14.30"
    data = extract(rows)
    assert (where(data, "Bo Ås"), where(data, "Bo Ås", "unsettled")) == ("", "123456")
    assert helpers.codes(data) == ["presence.unsettled"]
    broken = BODY.replace(
        "Ärende 3 godkänns.", "Ärende 3 godkänns.\n\nSammanträdet ajourneras kl 14.15-14.35."
    )
    data = extract(rows, broken)
    assert where(data, "Bo Ås") == "456"
    assert where(data, "Bo Ås", "unsettled") == "3"
    assert [x["end_time"] for x in data["items"][2]["adjournments"]] == ["14:35"]


@pytest.mark.parametrize(
    ("sentence", "present", "unsettled"),
    [
        ("Bo Ås (M) lämnar sammanträdet klockan 14.10.", "12", "3"),
        ("Bo Ås (M) lämnar mötet efter § 3.", "123", ""),
        ("Bo Ås (M) lämnar sammanträdet före beslut.", "12", ""),
        ("Bo Ås (M) anländer till sammanträdet före § 3.", "3456", ""),
        ("Bo Ås (M) anslöt under § 2, kl. 13:15.", "3456", "2"),
        ("Bo Ås (M) infann sig till § 4.", "456", ""),
        ("Bo Ås (M) infinner sig vid sammanträdet till behandlingen av § 3.", "3456", ""),
        ("Bo Ås (M) lämnar uppdraget som ersättare i bolaget.", "123456", ""),
        ("Bo Ås (M) återkommer med ett förslag till nämnden.", "123456", ""),
        ("Bo Ås (M) anmäler jäv och lämnar rummet.", "12456", ""),
    ],
)
def test_what_the_text_says(sentence: str, present: str, unsettled: str) -> None:
    body = BODY.replace("Ärende 3\n\nBeslut", f"Ärende 3\n\n{sentence}\n\nBeslut")
    data = extract(f"{MEMBERS}Bo Ås (M)", body)
    assert (where(data, "Bo Ås"), where(data, "Bo Ås", "unsettled")) == (present, unsettled)


def test_list_and_text_that_disagree() -> None:
    body = BODY.replace("Ärende 3 godkänns.", "Ärende 3 godkänns.\n\nBo Ås (M) lämnar mötet efter § 3.")
    data = extract(f"{MEMBERS}Bo Ås (M) t.o.m. § 5", body)
    assert (where(data, "Bo Ås"), where(data, "Bo Ås", "unsettled")) == ("123", "45")
    assert "presence.disagrees" in helpers.codes(data)


def test_recusal_and_the_one_who_steps_in() -> None:
    told = "Jäv\n\nBo Ås (M) anmäler jäv. Ida Ö (M) tjänstgör i stället för Bo Ås (M).\n\nBeslut"
    rows = f"{MEMBERS}Bo Ås (M)\n\nEj tjänstgörande ersättare\nIda Ö (M)"
    data = extract(rows, BODY.replace("Ärende 3\n\nBeslut", f"Ärende 3\n\n{told}"))
    assert where(data, "Bo Ås", "deciding") == "12456"
    assert where(data, "Ida Ö", "deciding") == "3"


@pytest.mark.parametrize("lead", ["I stället för Bo Ås (M) tjänstgjorde", "I hans ställe tjänstgör"])
def test_the_one_who_steps_in_named_last(lead: str) -> None:
    told = f"Jäv\n\nBo Ås (M) anmälde jäv. {lead} Ida Ö (M).\n\nBeslut"
    rows = f"{MEMBERS}Bo Ås (M)\n\nEj tjänstgörande ersättare\nIda Ö (M)"
    data = extract(rows, BODY.replace("Ärende 3\n\nBeslut", f"Ärende 3\n\n{told}"))
    assert where(data, "Bo Ås", "deciding") == "12456"
    assert where(data, "Ida Ö", "deciding") == "3"


def test_a_recusal_told_in_another_paragraph() -> None:
    told = "Anmälan av jäv\n\nBo Ås (M) anmäler jäv under paragraf 4: Ärende 4"
    data = extract(f"{MEMBERS}Bo Ås (M)", BODY.replace("Ärende 2\n\nBeslut", f"{told}\n\nBeslut"))
    assert where(data, "Bo Ås", "deciding") == "12356"


def test_not_participating_is_not_deciding() -> None:
    body = BODY.replace("Ärende 3 godkänns.", "Ärende 3 godkänns.\n\nBo Ås (M) deltar inte i beslutet.")
    data = extract(f"{MEMBERS}Bo Ås (M)", body)
    assert (where(data, "Bo Ås"), where(data, "Bo Ås", "deciding")) == ("123456", "12456")


def test_chair() -> None:
    told = "Ada Ek (S) anmäler jäv. Vice ordföranden Bo Ås (M) övertar ordförandeskapet."
    body = BODY.replace("Ärende 3\n\nBeslut", f"Ärende 3\n\n{told}\n\nBeslut")
    data = extract(f"{MEMBERS}Bo Ås (M), vice ordförande", body)
    ids = {p["id"]: p["name"] for p in data["people"]}
    chairs = [ids[item["chair"]] for item in data["items"]]
    assert chairs == ["Ada Ek", "Ada Ek", "Bo Ås", "Ada Ek", "Ada Ek", "Ada Ek"]


def test_chair_who_is_away_is_not_replaced_by_a_guess() -> None:
    data = extract("Beslutande ledamöter\nAda Ek (S), ordförande, t.o.m. § 3\nBo Ås (M), vice ordförande")
    assert [item["chair"] is None for item in data["items"]] == [False] * 3 + [True] * 3


def test_quorum() -> None:
    rows = f"{MEMBERS}Bo Ås (M) t.o.m. § 3\n\nFrånvarande ledamöter\nIda Ö (M)\nUno Al (S)"
    data = extract(rows.replace("Beslutande ledamöter", "Närvarande ledamöter"))
    assert [item["quorum"]["seats"] for item in data["items"]] == [4] * 6
    assert [item["quorum"]["reached"] for item in data["items"]] == [False] * 6
    data = extract(f"{MEMBERS}Bo Ås (M)")
    assert data["items"][0]["quorum"] == {"deciding": 2, "seats": None, "reached": None}


def test_parts_beyond_the_minutes() -> None:
    assert "presence.unknown_paragraph" in helpers.codes(extract(f"{MEMBERS}Bo Ås (M) t.o.m. § 12"))


def test_guests_and_substitutes_without_a_word_stay_open() -> None:
    data = extract("Närvarande\nAda Ek (S)\n\nErsättare\nIda Ö (M)\n\nGäster\nUno Al")
    assert where(data, "Ida Ö", "unsettled") == "123456"
    assert where(data, "Uno Al", "unsettled") == "123456"
    assert where(data, "Ida Ö") == "123456"


def test_without_a_list_nobody_is_said_to_be_there() -> None:
    data = helpers.extract("Protokoll\n\n" + BODY)
    assert all(item["present"] == [] and item["quorum"] is None for item in data["items"])


TWO = f"{MEMBERS}Bo Ås (M)"


def with_note(note: str, leaving: str = "") -> Json:
    """Six §§; ``note`` stands in the first, ``leaving`` in the fourth."""
    body = BODY.replace("Ärende 1 godkänns.", f"Ärende 1 godkänns.\n\nBakgrund\n\n{note}")
    body = body.replace("Ärende 4 godkänns.", f"Ärende 4 godkänns.\n\nNärvaro\n\n{leaving}")
    return extract(TWO, body)


@pytest.mark.parametrize(
    ("note", "present"),
    [
        ("", "1234"),
        ("§ 5 behandlas före § 4.", "12345"),
        ("§§ 5 och 6 behandlades före § 3.", "123456"),
        ("§ 2 behandlas efter § 5.", "134"),
        ("Ärendena behandlas i följande ordning: §§ 1-3, 5, 6, 4.", "123456"),
        ("Ärendena behandlas i följande ordning: §§ 1-4, 2.", "1234"),
        ("§ 9 behandlas före § 4.", "1234"),
        ("§ 5 bordläggs före § 4.", "1234"),
    ],
)
def test_who_leaves_was_there_for_what_was_handled_before(note: str, present: str) -> None:
    assert where(with_note(note, "Bo Ås (M) lämnar sammanträdet efter § 4."), "Bo Ås") == present


def test_a_part_of_the_list_that_two_orders_read_differently_stays_open() -> None:
    body = BODY.replace("Ärende 1 godkänns.", "Ärende 1 godkänns.\n\nBakgrund\n\n§ 5 behandlas före § 4.")
    data = extract(f"{MEMBERS}Bo Ås (M) t.o.m. § 4", body)
    assert where(data, "Bo Ås") == "1234"
    assert where(data, "Bo Ås", "unsettled") == "5"


def quorum(data: Json) -> list[object]:
    return [item["quorum"] and item["quorum"]["reached"] for item in data["items"]]


@pytest.mark.parametrize(
    ("note", "reached"),
    [
        ("Ordföranden konstaterar att nämnden är beslutsför.", True),
        ("Nämnden är inte beslutför.", False),
        ("Sammanträdet förklaras beslutsmässigt.", True),
        ("Kontoret utreder om nämnden är beslutsför.", None),
        ("Nämnden är endast beslutsför i stora salen.", None),
        ("Nämnden är beslutsför då fyra är närvarande.", None),
    ],
)
def test_a_stated_quorum_where_the_lists_show_none(note: str, reached: bool | None) -> None:
    assert quorum(with_note(note)) == [reached] * 6


def test_a_stated_quorum_ends_where_others_decide() -> None:
    data = with_note("Nämnden är beslutsför.", "Bo Ås (M) lämnar sammanträdet efter § 4.")
    assert quorum(data) == [True] * 4 + [None] * 2


def test_a_stated_quorum_that_the_lists_deny_is_a_finding() -> None:
    rows = f"{MEMBERS}\nFrånvarande ledamöter\nBo Ås (M)\nIda Ö (M)\nUno Al (S)"
    body = BODY.replace("Ärende 1 godkänns.", "Ärende 1 godkänns.\n\nBakgrund\n\nNämnden är beslutsför.")
    data = extract(rows, body)
    assert quorum(data) == [False] * 6
    assert [x["code"] for x in data["findings"] if x["code"].startswith("quorum")] == ["quorum.disagrees"]


def test_who_steps_in_for_somebody_recused_does_so_in_that_paragraph_alone() -> None:
    body = BODY.replace(
        "Ärende 2 godkänns.",
        "Ärende 2 godkänns.\n\nJäv\n\nBo Ås (M) anmäler jäv och deltar inte i handläggningen av ärendet. "
        "Uno Al (S) tjänstgör i stället för Bo Ås (M).",
    )
    data = extract(f"{MEMBERS}Bo Ås (M) §§ 1-4\n\nEj tjänstgörande ersättare\nUno Al (S)", body)
    assert where(data, "Bo Ås", "deciding") == "134"
    assert where(data, "Uno Al", "deciding") == "2"

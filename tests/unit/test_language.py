"""People named in short. All people are invented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from protokoll_extract import extract
from protokoll_extract.cli import main
from protokoll_extract.errors import MissingExtraError
from protokoll_extract.export.evidence import coverage_problems, quote_problems
from protokoll_extract.extract.language import Mention, mentions
from protokoll_extract.extract.short_names import Known
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import table

YLVA = Known("ylva tornestam", "Ylva Tornestam", "S", ("Ordförande",))
BO = Known("bo ek", "Bo Ek", "M")
MALIN = Known("malin oxelgren", "Malin Oxelgren", None, ("Huvudsekreterare",))
FORMAL = (YLVA, BO, MALIN)
PER = Known("per salander", "Per Salander", None, ("ordförande",))
KARIN_R = Known("karin rydmark", "Karin Rydmark", None, ("kassör",))
KARIN_P = Known("karin pilkvist", "Karin Pilkvist")
INFORMAL = (PER, KARIN_R, KARIN_P, Known("ulla brodin", "Ulla Brodin"))


def found(text: str, people: tuple[Known, ...], model: str = "rules") -> list[Mention]:
    lines = [Span(m, n) for m, n in _lines(text)]
    return list(mentions([view_of(text, lines)], people, model))


def _lines(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for line in text.split("\n"):
        out.append((start, start + len(line)))
        start += len(line) + 1
    return out


def left_open(text: str, people: tuple[Known, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """(text as read, who may be meant) of each mention that stays open."""
    return [(str(hit.value.value), hit.candidates) for hit in found(text, people) if hit.candidates]


def short(text: str, people: tuple[Known, ...]) -> list[tuple[str, str]]:
    """(text as quoted, who) of each mention that is settled."""
    hits = [hit for hit in found(text, people) if not hit.candidates]
    assert all(h.value.status == "derived" and h.value.rule.startswith("language.") for h in hits)
    return [(text[h.value.spans[0].start : h.value.spans[-1].end], h.key) for h in hits]


@pytest.mark.parametrize(
    ("text", "quote", "key"),
    [
        ("Tornestam anser att frågan är klar.", "Tornestam", YLVA.key),
        ("Nämnden bifaller Tornestams yrkande.", "Tornestam", YLVA.key),
        ("Yrkandet från Tornestam(S) avslås.", "Tornestam", YLVA.key),
        ("Ledamoten Tornestam (S) yrkar bifall.", "Tornestam", YLVA.key),
        ("Ek yrkar avslag.", "Ek", BO.key),
        ("Därefter yrkar ordföranden bifall.", "ordföranden", YLVA.key),
        ("Budgeten antas enligt huvudsekreterarens förslag.", "huvudsekreteraren", MALIN.key),
        ("Enligt Torne-\nstams förslag.", "Torne-\nstam", YLVA.key),
    ],
)
def test_formal_minutes(text: str, quote: str, key: str) -> None:
    assert short(text, FORMAL) == [(quote, key)]


@pytest.mark.parametrize(
    "text",
    [
        "Ek planteras i parken.",  # a word
        "Huset i Tornestam säljs.",  # a place
        "Tornestams kyrka målas.",
        "Tornestam Bygg AB anlitas.",
        "Anna Tornestam föredrog ärendet. Tornestam svarade på frågor.",  # two of the name
        "Tornestam (M) yrkar avslag.",  # another party
        "Ylva yrkar bifall.",  # first names only in informal minutes
        "Tornestam-modellen antas.",
        "Ordföranden i byggnadsnämnden informerar.",
        "Vice ordföranden informerar.",
        "Tidigare ordföranden avtackas.",
        "Mötet mellan partnerskapsordföranden och staten.",
        "Enligt arbetsordningen leder ordföranden mötet.",
        "Ordföranden Bo Ek öppnar mötet. Ordföranden avslutar mötet.",
        "Bo Ek tjänstgör som ordförande under paragrafen. Ordföranden ställer proposition.",
        "Tornestam 3:14 säljs.",
    ],
)
def test_rather_nobody_than_the_wrong_person(text: str) -> None:
    # Where the full name stands is known from the exact search.
    places = tuple(Span(i, i + 5) for i in range(len(text)) if text.startswith("Bo Ek", i))
    people = (YLVA, Known(BO.key, BO.name, "M", (), places), MALIN)
    assert short(text, people) == []


def test_the_vice_chair_takes_over() -> None:
    text = "Per anmäler jäv och vice ordförande Ulla Brodin inträder. Ordföranden ställer proposition."
    assert [quote for quote, _ in short(text, INFORMAL)] == ["Per"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ulla berättade om resan.", [("Ulla", "ulla brodin")]),
        ("Ullas förslag antas.", [("Ulla", "ulla brodin")]),
        ("Karin tackade.", []),
        ("Karin R. tackade och Karin P hjälpte till.", [("Karin R.", KARIN_R.key), ("Karin P", KARIN_P.key)]),
        ("Per S. och Ulla B åker.", [("Per S.", PER.key), ("Ulla B", "ulla brodin")]),
        ("Per tar kontakt med kommunen.", [("Per", PER.key)]),
        ("Per person blir det 20 kr.", []),
        ("Skyltar skickas till Per.", [("Per", PER.key)]),
        ("Antal medlemmar per den sista december.", []),
        ("Ulla Falkdal ringde. Ulla svarade.", []),
        ("Ulla och Sven Falkdal hälsade på.", []),
        ("Ordförande öppnar mötet.", [("Ordförande", PER.key)]),
        ("Val av ordförande sker i mars.", []),
        ("Kassören redovisar läget.", [("Kassören", KARIN_R.key)]),
    ],
)
def test_informal_minutes(text: str, expected: list[tuple[str, str]]) -> None:
    assert short(text, INFORMAL) == expected


def test_never_over_a_tab() -> None:
    assert short("Karin\tR. tackade", INFORMAL) == []


def test_a_person_only_named_in_the_text_is_meant_soon_after() -> None:
    text = "Lovisa Almgrund visade bilder. Lovisa berättade. " + "Mötet fortsatte. " * 50 + "Lovisa kom."
    guest = Known("lovisa almgrund", "Lovisa Almgrund", None, (), (Span(0, 15),), listed=False)
    assert short(text, (*INFORMAL, guest)) == [("Lovisa", "lovisa almgrund")]


def test_who_acts_for_the_chair_contests_it_a_vice_chair_does_not() -> None:
    later = "Ordföranden ställer proposition."
    assert short(f"Tjänstgörande ordföranden öppnar mötet. {later}", FORMAL) == []
    assert short(f"Frågan besvaras av vice ordföranden Siv Almgrund. {later}", FORMAL) == [
        ("Ordföranden", YLVA.key)
    ]


def test_two_holders_of_an_office_are_nobody() -> None:
    people = (YLVA, Known("bo ek", "Bo Ek", "M", ("ordförande",)))
    assert short("Ordföranden öppnar mötet.", people) == []


MINUTES = """Protokoll
Föreningen Näverluren
2026-03-02

Närvarande
Per Salander, ordförande
Ulla Brodin
Karin Rydmark

§ 1 Öppnande
Ordföranden öppnade mötet.

§ 2 Vårfesten
Ulla berättade om vårfesten. Rydmark köper kaffe. Inbjuden är Zaida Qvarnelund.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A pipeline that knows one name, saved as a trained one would be."""
    import spacy

    nlp = spacy.blank("sv")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = [
        {"label": "PRS", "pattern": "Zaida Qvarnelund"},
        {"label": "PRS", "pattern": "Ulla"},
        {"label": "PRS", "pattern": "vårfesten"},
        {"label": "ORG", "pattern": "Per Salander"},
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_the_door_stays_a_function(minutes: Path) -> None:
    program = "import sys, protokoll_extract as p; [p.extract(sys.argv[1]) for _ in range(2)]"
    subprocess.run([sys.executable, "-c", program, str(minutes)], check=True)


def test_off_by_default_and_on_by_name(minutes: Path) -> None:
    plain, more = extract(minutes), extract(minutes, language="rules")
    assert not any(e.rule.startswith("language.") for e in plain.evidence)
    texts = {p.name: [m.text for m in p.mentions] for p in more.people}
    assert texts["Per Salander"][-1] == "Ordföranden"
    assert texts["Ulla Brodin"][-1] == "Ulla"
    assert texts["Karin Rydmark"][-1] == "Rydmark"
    chair = next(p for p in more.people if p.name == "Per Salander")
    assert chair.names_as_written == ["Per Salander"]
    data = more.model_dump(mode="json", by_alias=True)
    assert not list(coverage_problems(data)) and not list(quote_problems(data, MINUTES))


def test_a_trained_pipeline_only_fills_gaps(minutes: Path, trained: Path) -> None:
    rules, more = extract(minutes, language="rules"), extract(minutes, language=str(trained))
    names = [p.name for p in more.people]
    assert names == [*(p.name for p in rules.people), "Zaida Qvarnelund"]
    entry = next(e for e in more.evidence if e.pointer == f"/people/{len(names) - 1}/name")
    assert (entry.rule, entry.status, entry.parts[0].quote) == (
        "language.model", "derived", "Zaida Qvarnelund",
    )  # fmt: skip
    assert more.people[:-1] == rules.people
    data = more.model_dump(mode="json", by_alias=True)
    assert not list(coverage_problems(data)) and not list(quote_problems(data, MINUTES))


def test_a_missing_model_says_how_to_get_it(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MissingExtraError) as raised:
        extract(minutes, language="sv_no_such_model")
    assert raised.value.code == "extra.model_missing"
    assert raised.value.advice == "Run: python -m spacy download sv_no_such_model"
    with pytest.raises(SystemExit) as leaving:
        main(["extract", str(minutes), "--language", "sv_no_such_model"])
    assert leaving.value.code == 4
    assert "extra.model_missing" in capsys.readouterr().err


def test_the_command_line_passes_it_on(minutes: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["extract", str(minutes), "--language", "rules"])
    assert leaving.value.code == 0
    assert b"language.role" in capfdbinary.readouterr().out


@pytest.mark.parametrize("section", ["names", "verbs", "places", "offices"])
def test_examples_of_the_word_lists(section: str) -> None:
    words = table("language")[section]
    positive, negative = words["example"], words["counter_example"]
    if section == "places":  # Its words forbid.
        positive, negative = negative, positive
    assert short(positive, FORMAL)
    assert not short(negative, FORMAL)


ADA_EK = Known("ada ek", "Ada Ek", "S")


def test_a_surname_that_two_bear_stays_open() -> None:
    assert left_open("Ek yrkar bifall.", (BO, ADA_EK)) == [("Ek", ("bo ek", "ada ek"))]


def test_the_party_beside_it_settles_whose_surname_it_is() -> None:
    text = "Ek (S) yrkar bifall. Ek (M) yrkar avslag."
    assert short(text, (BO, ADA_EK)) == [("Ek", "ada ek"), ("Ek", "bo ek")]


def test_an_office_that_changes_hands_stays_open() -> None:
    text = "Ordföranden finner bifall. Vice ordförande träder in som ordförande."
    assert left_open(text, FORMAL) == [("Ordföranden", ("ylva tornestam",))]

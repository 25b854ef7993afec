"""Titles over several lines, set in a narrower measure than the text below them."""

from __future__ import annotations

from protokoll_extract.ingest import read_source
from protokoll_extract.segment.outline import outline_of

_PLAIN = "\n".join(
    f"§ {n} Dnr KS-2031-{n}\nÄrende nummer {n} i ordningen\nBeslut\nÄrendet bordläggs.\n"
    for n in range(4, 16)
)


def _titles(last: str) -> dict[str, str | None]:
    source = read_source(f"Protokoll\nKommunstyrelsen\n2031-03-04\n\n{_PLAIN}\n{last}".encode(), "a.txt")
    items = outline_of(source).items
    return {x.number.text: x.title.text if x.title else None for x in items if x.number}


def test_the_last_line_of_a_long_title_may_begin_with_a_capital_or_a_dash() -> None:
    found = _titles(
        "§ 16 Dnr KS-2031-016\nHemställan om försäljning av mark till Norrviks\nLokaltrafik AB\n"
        "Beslut\nMarken säljs.\n\n"
        "§ 17 Dnr KS-2031-017\nRemiss om nya vägar i skogen\n- Vägar för fler\nBeslut\nYttrandet antas.\n\n"
        "§ 18 Dnr KS-2031-018\nRemiss om datadelning mellan kommuner\nSOU 2031:96\nBeslut\nYttrandet antas.\n"
    )
    assert found["16"] == "Hemställan om försäljning av mark till Norrviks Lokaltrafik AB"
    assert found["17"] == "Remiss om nya vägar i skogen - Vägar för fler"
    assert found["18"] == "Remiss om datadelning mellan kommuner SOU 2031:96"


def test_what_is_said_or_listed_below_a_title_is_none_of_it() -> None:
    found = _titles(
        "§ 16 Dnr KS-2031-016\nRapport om vägarna\nIngenjören berättar om läget.\nBeslut\nAntecknas.\n\n"
        "§ 17 Dnr KS-2031-017\nMotion om bänkar\nAda Ek (S)\nBeslut\nMotionen avslås.\n\n"
        "§ 18 Dnr KS-2031-018\nRapporter\n- Ekonomi\n- Personal\nBeslut\nAntecknas.\n"
    )
    assert [found[n] for n in ("16", "17", "18")] == ["Rapport om vägarna", "Motion om bänkar", "Rapporter"]


def test_without_the_habit_the_line_below_a_title_is_text() -> None:
    text = "".join(
        f"§ {n} Ärende {n}\nFöredragning om läget\nBeslut\nÄrendet bordläggs.\n\n" for n in range(1, 9)
    )
    source = read_source(f"Protokoll\nKommunstyrelsen\n2031-03-04\n\n{text}".encode(), "a.txt")
    assert [x.title.text for x in outline_of(source).items if x.title] == [f"Ärende {n}" for n in range(1, 9)]

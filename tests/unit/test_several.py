"""Several minutes in one file: the first are read, the rest is a finding."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.segment.outline import outline_of

FIRST = """Norrviks kommun
Socialnämnden

Sammanträdesprotokoll

Sammanträdesdatum: 2031-02-03
Plats: Stadshuset
Justerare: Bo Ekdal (M)

Beslutande
Ada Bergvall (S), ordförande
Bo Ekdal (M)

§ 1 Val av justerare

Beslut
Bo Ekdal väljs.

§ 2 Avgifter

Beslut
Avgiften höjs.
"""
SECOND = FIRST.replace("2031-02-03", "2031-03-03").replace("§ 1 Val", "§ {n} Val").replace("§ 2", "§ {m}")
SECOND = SECOND.replace("Avgiften höjs", "Avgiften sänks")


@pytest.mark.parametrize("numbers", [(1, 2), (3, 4)])
@pytest.mark.parametrize("between", ["\n", "\f"])
def test_only_the_first_minutes_are_read(numbers: tuple[int, int], between: str) -> None:
    alone = helpers.extract(FIRST)
    data = helpers.extract(FIRST + between + SECOND.format(n=numbers[0], m=numbers[1]))
    assert helpers.codes(data).count("document.several") == 1
    assert [i["decisions"] for i in data["items"]] == [i["decisions"] for i in alone["items"]]
    assert data["meeting"]["date"] == "2031-02-03"
    assert data["attendance"] == alone["attendance"]


def test_the_issuer_above_the_title_belongs_to_the_next_minutes() -> None:
    source = helpers.source_of(FIRST + "\n" + SECOND.format(n=3, m=4))
    others = outline_of(source).others
    assert others[0].text(source) == "Norrviks kommun"


@pytest.mark.parametrize(
    "behind",
    [
        "Underskrifter\nOrdförande: Ada Bergvall\n",
        "ANSLAG/BEVIS\nProtokoll från socialnämnden\nSammanträdesdatum: 2031-02-03\nParagrafer: §§ 1-2\n",
        "§ 3 Anmälningar\n\nProtokoll från arbetsutskottet\nDatum: 2031-01-20\n\n§ 4 Övrigt\n\nInget.\n",
    ],
)
def test_what_is_no_further_minutes(behind: str) -> None:
    assert "document.several" not in helpers.codes(helpers.extract(f"{FIRST}\n{behind}"))

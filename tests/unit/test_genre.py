"""Minutes, and what only looks like them."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.segment.front import front_of
from protokoll_extract.segment.genre import is_minutes
from protokoll_extract.segment.outline import outline_of


def minutes(text: str) -> bool:
    source = helpers.source_of(text)
    outline = outline_of(source)
    return is_minutes(source, outline, front_of(source, outline.front))


AGENDA = "\n\n1. Mötets öppnande\n2. Val av justerare\n3. Budget\n4. Övriga frågor\n"
MATTER = "§ 1 Budget\n\nBeslut\n\nBudgeten antas.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"Sammanträdesprotokoll\n\n{MATTER}",
        f"PROTOKOLL 4/2031\n\n{MATTER}",
        f"Protokollsutdrag\n\n{MATTER}",
        f"Styrelsemöte 2031-02-03\n\n{MATTER}",
        f"Kommunstyrelsen\n\nBeslutande\n\nAda Bergvall (S)\nBo Ekdal (M)\n\n{MATTER}",
        f"Kommunstyrelsen\n\n{MATTER}",
    ],
)
def test_minutes(text: str) -> None:
    assert minutes(text)


@pytest.mark.parametrize(
    "text",
    [
        f"KALLELSE\n\nKommunstyrelsen kallas till sammanträde den 3 maj 2031.{AGENDA}",
        f"Kallelse till årsmöte\n\nVälkomna den 3 maj 2031 kl 18.00.{AGENDA}",
        f"Kallelse och föredragningslista\n\nTid: 3 maj 2031{AGENDA}",
        f"FÖREDRAGNINGSLISTA\n\nKommunfullmäktige 2031-05-03{AGENDA}",
        f"Föredragningslista kommunstyrelsen 2031-05-03{AGENDA}",
        f"Dagordning för styrelsemöte 2031-05-03{AGENDA}",
        f"Underrättelse om sammanträde\n\nSocialnämnden sammanträder den 3 maj.{AGENDA}",
        "Nyheter\n\nKommunstyrelsen beslutade i går att höja taxan.\n\nBeslutet gäller från maj.\n",
        "Tjänsteskrivelse\n\nFörslag till beslut\n\nNämnden antar taxan.\n\nBeslutsunderlag\n\nTaxa 2031\n",
        "Inköpslista\n\nMjölk\nBröd\nÄgg\n",
        "Motion om cykelbanor\n\nJag yrkar\n\natt kommunen bygger cykelbanor.\n",
        f"Kallelse\n\n§ 1 Budget\n\nFörslag till beslut\n\nBudgeten antas.{AGENDA}",
        f"Kallelse\n\nLedamöter\n\nAda Bergvall (S)\nBo Ekdal (M)\n{AGENDA}",
        "Kallelse\n\n1. Öppnande\n2. Föregående protokoll\n3. Val\n4. Övrigt\n",
        "Årsmöte 2031\n\nVälkommen till årsmötet den 3 maj.\n\nMotioner\nLämnas i mars.\n",
        "Rapport om taxor\n\n1. Inledning\n\nHär beskrivs taxorna.\n\n2. Beslut\n\nDe fattas i juni.\n",
        "Stadgar för föreningen\n\n§ 1 Ändamål\n\nVi ordnar möten.\n\n§ 2 Beslut\n\nStyrelsen beslutar.\n",
    ],
)
def test_no_minutes(text: str) -> None:
    assert not minutes(text)
    data = helpers.extract(text)
    assert data["items"] == data["attendance"] == []
    assert "document.not_minutes" in helpers.codes(data)


def test_minutes_that_open_with_their_agenda_stay_minutes() -> None:
    assert minutes(f"Protokoll styrelsemöte\n\nDagordning{AGENDA}\n{MATTER}")


def test_a_notice_in_the_minutes_does_not_refuse_them() -> None:
    opening = "§ 1 Kallelse\n\nBeslut\n\nKallelsen godkänns.\n\n"
    assert minutes(f"Sammanträdesprotokoll\n\n{opening}{MATTER.replace('§ 1', '§ 2')}")

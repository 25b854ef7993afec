"""PDFs that are no minutes, though they speak of meetings: none is read as minutes with decisions."""

from __future__ import annotations

import io
from typing import Any

import pytest

import helpers
from protokoll_extract.ingest import read_source

pytest.importorskip("reportlab")

OTHERS: dict[str, list[str]] = {
    "notice": [
        "# Kallelse",
        "Kommunstyrelsen",
        "Tid: tisdagen den 3 maj 2031 kl. 13.00",
        "Plats: Stadshuset, Åsalen",
        "Ledamöter: Ada Bergvall (S), Bo Ekdal (M)",
        "# Ärenden",
        "1. Upprop",
        "2. Val av justerare",
        "3. Taxa för renhållning, Dnr KS 2031/00112",
        "Förslag till beslut",
        "Taxan antas.",
        "4. Anmälningar",
    ],
    "agenda": [
        "# FÖREDRAGNINGSLISTA",
        "Socialnämnden 2031-05-03",
        "§ 1 Val av justerare",
        "§ 2 Budget 2032",
        "Förslag till beslut",
        "Nämnden beslutar att anta budgeten.",
        "§ 3 Delegationsbeslut",
        "§ 4 Information",
    ],
    "news": [
        "# Nyheter",
        "Kommunen höjer taxan",
        "Kommunstyrelsen beslutade på tisdagen att höja taxan.",
        "Ada Bergvall (S), ordförande, säger att beslutet var enigt.",
        "Läs mer i protokollet, § 45.",
    ],
    "paper": [
        "# Tjänsteskrivelse",
        "Dnr KS 2031/00112",
        "Förslag till beslut",
        "Kommunstyrelsen beslutar att anta taxan.",
        "Sammanfattning",
        "Taxan höjs med 3 procent.",
        "Beslutsunderlag",
        "Taxa 2032",
        "Beslutet skickas till",
        "Ekonomikontoret",
    ],
    "statutes": [
        "# Stadgar för Norrviks båtklubb",
        "§ 1 Ändamål",
        "Klubben främjar båtliv.",
        "§ 2 Årsmöte",
        "Årsmötet beslutar om avgifter.",
        "§ 3 Beslut",
        "Beslut fattas med enkel majoritet.",
        "§ 4 Upplösning",
        "Klubben upplöses om årsmötet beslutar det.",
    ],
    "invoice": [
        "# Faktura 2031-118",
        "Norrviks Kontorsvaror AB",
        "1. Papper 1 200 kr",
        "2. Pennor 300 kr",
        "3. Pärmar 450 kr",
        "4. Frakt 90 kr",
        "Att betala 2 040 kr senast 2031-06-01",
    ],
    "report": [
        "# Rapport om biblioteken",
        "1. Inledning",
        "Här beskrivs biblioteken i Norrvik.",
        "2. Bakgrund",
        "Kommunfullmäktige beslutade 2029 att bygga ut.",
        "3. Slutsats",
        "Utbyggnaden godkänns av de flesta.",
        "4. Källor",
        "Protokoll från kommunfullmäktige 2029.",
    ],
    "manual": [
        "# Handbok för föreningar",
        "Så skriver du protokoll",
        "§ 1 Mötets öppnande",
        "Skriv vem som öppnade mötet.",
        "§ 2 Val av justerare",
        "Skriv vem som valdes.",
    ],
}


def pdf(paragraphs: list[str]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    looks = getSampleStyleSheet()
    flow: list[Any] = [
        Paragraph(text.lstrip("# "), looks["Title" if text.startswith("#") else "Normal"])
        for text in paragraphs
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow)
    return out.getvalue()


@pytest.mark.parametrize("kind", OTHERS)
def test_no_other_document_is_read_as_minutes(kind: str) -> None:
    data = helpers.data_of(read_source(pdf(OTHERS[kind]), f"{kind}.pdf"))
    assert [item for item in data["items"] if item["decisions"]] == []
    assert data["attendance"] == []
    assert "document.not_minutes" in helpers.codes(data)

"""Each line says what it was taken for, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import helpers
from protokoll_extract.cli.app import cli
from protokoll_extract.ingest import read_source
from protokoll_extract.segment.lines import lines_of
from protokoll_extract.segment.why import reasons_of

TEXT = """Norrviks kommun
Sammanträdesprotokoll

Sammanträdesdatum: 2031-02-03
Justerare: Bo Ekdal

Beslutande
Ada Bergvall (S)

Innehållsförteckning
§ 1 Avgifter ..... 2
§ 2 Övrigt ..... 2

§ 1 Avgifter

Beslut
1. Avgiften höjs.

Sida 2 (2)

§ 2
Övrigt

Inget.

Underskrifter
Ordförande: Ada Bergvall

Signeringssida
Undertecknat med svenskt BankID 2031-05-08 10:45:12 UTC
"""


def reasons(text: str) -> dict[str, tuple[str, str]]:
    source = helpers.source_of(text)
    return {x.line.text(source): (x.part, x.rule) for x in reasons_of(source)}


@pytest.mark.parametrize(
    ("line", "part", "rule"),
    [
        ("Sammanträdesprotokoll", "front", "genres.kind minutes"),
        ("Justerare: Bo Ekdal", "front", 'header.label adjusters "Justerare"'),
        ("Beslutande", "front", 'attendance.group member "Beslutande"'),
        ("Innehållsförteckning", "contents", 'headings.contents "Innehållsförteckning"'),
        ("§ 1 Avgifter ..... 2", "contents", "contents.entry"),
        ("§ 1 Avgifter", "§", "head written as: § 1"),
        ("Beslut", "sub-heading", 'headings.kind decision "Beslut"'),
        ("1. Avgiften höjs.", "decision", "a point (1.)"),
        ("Sida 2 (2)", "furniture", "furniture.pattern"),
        ("Övrigt", "title", "below the number"),
        ("Inget.", "text", "a paragraph begins"),
        ("Underskrifter", "closing", 'headings.closing "Underskrifter"'),
        ("Signeringssida", "certificate", 'certificates.title "Signeringssida"'),
    ],
)
def test_parts_and_rules(line: str, part: str, rule: str) -> None:
    assert reasons(TEXT)[line] == (part, rule)


@pytest.mark.parametrize("folder", helpers.CORPUS, ids=lambda path: path.name)
def test_every_line_has_its_reason(folder: Path) -> None:
    source = read_source(folder / "protokoll.pdf")
    assert [x.line for x in reasons_of(source)] == list(lines_of(source))


def test_on_the_screen() -> None:
    path = helpers.CORPUS[0] / "protokoll.pdf"
    result = CliRunner().invoke(cli, ["inspect", "--why", str(path)], standalone_mode=False)
    assert result.return_value == 0
    assert "taken for" in result.output and "furniture" in result.output

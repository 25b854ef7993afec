"""The document checked against itself: what is found, and that the rest is not."""

from __future__ import annotations

import regex

import helpers
from helpers import Json

BODY = "§ 1 Val\n\nBeslut\n\nAda Ek väljs.\n\n§ 2 Taxa\n\nBeslut\n\nTaxan antas.\n"
CONTENTS = "Innehåll\n§ 1 Val\t2\n§ 2 Taxa\t2\n\n"


def codes(text: str) -> list[str]:
    return helpers.codes(helpers.extract(f"Protokoll\n\n{text}"))


def finding(text: str) -> Json:
    (found,) = helpers.extract(f"Protokoll\n\n{text}")["findings"]
    return found


def test_nothing_to_say() -> None:
    front = "Paragrafer: 1-2\nDatum: 2031-02-03\nTid: 10-12\n\nNärvarande\nAda Ek\n\nJusterare: Ada Ek\n\n"
    assert codes(front + CONTENTS + BODY) == []


def test_quotes_show_all_that_disagrees() -> None:
    found = finding("Datum: 2031-02-03\nSammanträdesdag: 2031-02-04\n\n" + BODY)
    assert found["code"] == "date.disagrees"
    assert [part["quote"] for part in found["parts"]] == ["2031-02-03", "2031-02-04"]


def test_times() -> None:
    assert codes("Tid: 10:00-12:00\nKlockan: 10:30-12:00\n\n" + BODY) == ["time.disagrees"]


def test_contents_and_body() -> None:
    assert codes(CONTENTS + BODY.replace("Taxa", "Taxor")) == ["contents.title_differs"]
    assert codes(CONTENTS.replace("§ 2 Taxa\t2\n", "§ 2 Taxa\t2\n§ 3 Övrigt\t3\n") + BODY) == [
        "contents.missing_item"
    ]
    assert codes(CONTENTS + BODY + "\n§ 3 Övrigt\n\nInget.\n") == ["contents.extra_item"]


def test_range_of_the_front_page() -> None:
    assert codes("Paragrafer: 1-3\n\n" + BODY) == ["range.body_mismatch"]
    assert codes("Paragrafer: 1-3\n\n" + CONTENTS + BODY) == [
        "range.contents_mismatch",
        "range.body_mismatch",
    ]


def test_gap_and_repetition() -> None:
    assert codes(BODY.replace("§ 2", "§ 4")) == ["items.missing_number"]
    assert codes(BODY.replace("§ 2", "§ 1")) == ["items.duplicate_number"]
    assert codes(BODY.replace("§ 2", "§ 1 a")) == []


def test_people() -> None:
    front = "Närvarande\nBo Ås\n\n"
    assert codes(front + "Justerare: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n") == ["adjuster.not_listed"]
    assert codes(front + "Ordförande: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n") == ["chair.not_listed"]
    assert codes("Ordförande: Ida Ö\nJusterare: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n") == []


def test_vote() -> None:
    text = "§ 1 Val\n\nOmröstning\n\nAda Ek (S) och Bo Ås (M) röstar Ja ({}).\n"
    assert codes(text.format(2)) == []
    assert codes(text.format(3)) == ["vote.count_differs"]


def test_codes_and_severities_are_those_of_the_documentation() -> None:
    table = (helpers.ROOT / "docs/FINDINGS.md").read_text(encoding="utf-8")
    documented = dict(regex.findall(r"(?m)^\| `([\w.]+)` \| (\w+) \|", table))
    texts = [
        "mjölk\nbröd\n",
        f"Protokoll\n\nDatum: 2031-02-03\nSammanträdesdag: 2031-02-04\nParagrafer: 1-5\n{CONTENTS}{BODY}",
        f"Protokoll\n\n{CONTENTS}{BODY.replace('§ 2 Taxa', '§ 4 Taxor')}",
        "Protokoll\n\nNärvarande\nBo Ås\n\nJusterare: Ida Ö\nOrdförande: Ida Ö\n\n§ 2 Taxa\n\nAntas.\n",
    ]
    found = {f["code"]: f["severity"] for text in texts for f in helpers.extract(text)["findings"]}
    assert len(found) >= 8
    assert found.items() <= documented.items()

"""Tables as they are printed, ruled and not, wide and narrow: what stands in which row and column."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from golden_parts import attendance
from protokoll_extract.ingest import read_source

weasyprint = pytest.importorskip("weasyprint")

RULED = "table{border-collapse:collapse} td,th{border:0.6pt solid #333}"
NARROW = "table{width:230pt;font-size:9pt}"
LOOKS = {"ruled": RULED, "plain": "", "ruled and narrow": RULED + NARROW, "narrow": NARROW}
ITEMS = "".join(f"<h3>§ {n} Ärende {n}</h3><p>Rapporten godkänns.</p>" for n in range(1, 13))

Row = tuple[str | tuple[str, str], ...]


def extracted(before: str, look: str, items: str = ITEMS) -> dict[str, Any]:
    style = (
        f"body{{font:11pt 'DejaVu Sans'}} td,th{{padding:2pt 6pt;text-align:left;vertical-align:top}} {look}"
    )
    page = f"<style>{style}</style><h2>Protokoll 2031-03-04</h2>{before}{items}"
    return dict(helpers.data_of(read_source(weasyprint.HTML(string=page).write_pdf(), "protokoll.pdf")))


def table(*rows: Row) -> str:
    """An HTML table; a cell may bring attributes."""
    cells = (
        "".join(f"<td>{c}</td>" if isinstance(c, str) else f"<td {c[1]}>{c[0]}</td>" for c in row)
        for row in rows
    )
    return f"<table>{''.join(f'<tr>{x}</tr>' for x in cells)}</table>"


def said(data: dict[str, Any]) -> list[str]:
    """Each row's name and what is said beside it, shortly."""
    out = []
    for row in attendance(data):
        parts = [f"{p['kind']} {p.get('start', '')}-{p.get('end', '')}" for p in row.get("presence", [])]
        words = [row["name"], row.get("party", ""), row["capacity"], row.get("role", "")]
        words += [f"for {row['serves_for']}"] if "serves_for" in row else []
        words += ["remote"] if row.get("remote") else []
        out.append(", ".join(filter(None, [*words, *parts])))
    return out


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_columns_with_heads(look: str) -> None:
    rows = table(
        ("Namn", "Parti", "Uppdrag", "Tjänstgör för", "Närvarande §§"),
        ("Ada Bergvall", "S", "Ordförande", "", ""),
        ("Bo Lind", "M", "1:e vice ordförande", "", "1–6"),
        ("Maj Norén", "V", "Ersättare", "Per Ek (V)", ""),
        ("Ola Berg", "C", "Ledamot", "", "1-4, 7"),
        ("Eva Ås", "S", "Ersättare", "Karin Dahl (S)", "§§ 5-12"),
    )
    assert said(extracted(f"<p>Beslutande</p>{rows}", look)) == [
        "Ada Bergvall, S, member, Ordförande",
        "Bo Lind, M, member, 1:e vice ordförande, between 1-6",
        "Maj Norén, V, substitute, Ersättare, for Per Ek",
        "Ola Berg, C, member, Ledamot, between 1-4, between 7-7",
        "Eva Ås, S, substitute, Ersättare, for Karin Dahl, between 5-12",
    ]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_columns_without_heads(look: str) -> None:
    rows = table(
        ("Ada Bergvall", "S", "Ordförande"),
        ("Bo Lind", "M", "1:e vice ordförande, §§ 1–6"),
        ("Maj Norén", "V", "Tjänstgörande ersättare för Per Ek (V)"),
        ("Ola Berg", "C", "Ledamot, närvarande fr.o.m. § 3"),
        ("Anna-Karin Hallström", "S", "På distans"),
    )
    assert said(extracted(f"<p>Beslutande</p>{rows}", look)) == [
        "Ada Bergvall, S, member, Ordförande",
        "Bo Lind, M, member, 1:e vice ordförande, between 1-6",
        "Maj Norén, V, substitute, for Per Ek",
        "Ola Berg, C, member, Ledamot, from 3-",
        "Anna-Karin Hallström, S, member, remote",
    ]


@pytest.mark.parametrize("look", [RULED, ""], ids=["ruled", "plain"])
def test_a_table_over_two_pages_with_its_heads_again(look: str) -> None:
    first = (
        "Bo",
        "Ada",
        "Maj",
        "Per",
        "Eva",
        "Kim",
        "Ola",
        "Siv",
        "Ida",
        "Ulf",
        "Nils",
        "Gun",
        "Rut",
        "Lena",
    )
    names = [f"{x} {y}" for y in ("Bergvall", "Hallström") for x in first]
    heads = "<thead><tr><td>Ledamot</td><td>Parti</td><td>Närvarande §§</td><td>Anmärkning</td></tr></thead>"
    said_of = {4: ("1-6", ""), 9: ("", "Ersätter Ulla Bok (S)"), 25: ("1-6", "T.o.m. § 8")}
    rows = table(*((name, "S", *said_of.get(i, ("", ""))) for i, name in enumerate(names)))
    page = rows.replace("<table>", f"<table>{heads}", 1)
    more = {
        4: "member, between 1-6",
        9: "substitute, for Ulla Bok",
        25: "member, between 1-6, until -8",
    }
    expected = [f"{name}, S, {more.get(i, 'member')}" for i, name in enumerate(names)]
    assert said(extracted(page, look + "td{padding:8pt 6pt}")) == expected


@pytest.mark.parametrize("place", ["top", "middle"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_labels_beside_their_lists(look: str, place: str) -> None:
    rows = table(
        ("Beslutande", "Ada Bergvall (S), ordförande<br>Bo Lind (M), ersätter Per Ek (M)<br>Maj Norén (V)"),
        ("Ej tjänstgörande ersättare", "Kim Öst (C)<br>Eva Ås (S)<br>Siv Dal (M)"),
        ("Övriga närvarande", "Karin Dahl, kommundirektör<br>Sven Lund, sekreterare<br>Uno Ek, jurist"),
    )
    look += f"td{{vertical-align:{place} !important}} td:first-child{{width:110pt}}"
    look += "table{width:400pt !important}"
    assert said(extracted(rows, look)) == [
        "Ada Bergvall, S, member, ordförande",
        "Bo Lind, M, substitute, for Per Ek",
        "Maj Norén, V, member",
        "Kim Öst, C, substitute",
        "Eva Ås, S, substitute",
        "Siv Dal, M, substitute",
        "Karin Dahl, official, kommundirektör",
        "Sven Lund, official, sekreterare",
        "Uno Ek, official, jurist",
    ]


def first_table(rows: str, look: str) -> dict[str, Any]:
    items = f"<h3>§ 1 Budget</h3><p>Nämnden fördelar.</p>{rows}<p>Budgeten antas.</p>"
    data = extracted("", look, items + "<h3>§ 2 Övrigt</h3><p>Inget.</p>")
    return dict(data["items"][0]["tables"][0])


@pytest.mark.parametrize("look", [RULED, "", RULED + "td+td{text-align:right}"])
def test_a_unit_in_a_head_over_several_columns(look: str) -> None:
    rows = table(
        ("Verksamhet", ("Belopp, mnkr", "colspan=3 style='text-align:center'")),
        ("", "Budget", "Utfall", "Avvikelse"),
        ("Förskola", "271,5", "261,0", "10,5"),
        ("Ledning och administration", "158,1", "", "-11,1"),
        ("Summa", "429,6", "261,0", "-0,6"),
    )
    found = first_table(rows, look)
    assert (found["unit"], found["columns"]) == ("mnkr", ["Budget", "Utfall", "Avvikelse"])
    assert [[cell["value"] for cell in row["cells"]] for row in found["rows"]] == [
        ["271500000", "261000000", "10500000"],
        ["158100000", None, "-11100000"],
        ["429600000", "261000000", "-600000"],
    ]


def test_heads_over_two_lines_and_a_column_of_shares() -> None:
    rows = table(
        ("Nämnd", "Budget,<br>tkr", "Utfall,<br>tkr", "Avvikelse<br>%"),
        ("Skola", "1 200", "1 300", "8,3"),
        ("Kultur och fritid<br>samt övrigt", "300", "", "-3,3"),
    )
    found = first_table(rows, RULED)
    assert found["columns"] == ["Budget, tkr", "Utfall, tkr", "Avvikelse %"]
    assert [(row["label"], [cell["value"] for cell in row["cells"]]) for row in found["rows"]] == [
        ("Skola", ["1200000", "1300000", None]),
        ("Kultur och fritid samt övrigt", ["300000", None, None]),
    ]

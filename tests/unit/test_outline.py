"""The outline: front, contents, §§ with sections, closing."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.segment.outline import Item, Outline, outline_of


def outline(text: str, name: str = "protokoll.txt") -> Outline:
    return outline_of(helpers.source_of(text, name))


def view(value: object) -> str | None:
    return getattr(value, "text", None)


def item(text: str) -> Item:
    (found,) = outline(text).items
    return found


@pytest.mark.parametrize(
    ("head", "number", "label", "title", "diary"),
    [
        ("§ 12 Budget", "12", "§ 12", "Budget", None),
        ("§12. Budget", "12", "§12", "Budget", None),
        ("§ 3 a Budget", "3 a", "§ 3 a", "Budget", None),
        ("§ 12 Au § 48\nBudget", "12", "§ 12", "Budget", None),
        ("§ 12 Budget –  Dnr KS 2031/45", "12", "§ 12", "Budget", "KS 2031/45"),
        ("§ 12: Budget", "12", "§ 12:", "Budget", None),
        ("§ 12 Budget (dnr E9-2031)", "12", "§ 12", "Budget", "E9-2031"),
        ("§ 3/2031 Budget", "3/2031", "§ 3/2031", "Budget", None),
        ("KS § 12 Budget", "12", "KS § 12", "Budget", None),
        ("12 § Budget", "12", "12 §", "Budget", None),
        ("§ 12\nBudget", "12", "§ 12", "Budget", None),
        ("§ 12\n\nBudget", "12", "§ 12", "Budget", None),
        ("§ 12 Dnr KS 2031/112\nBudget", "12", "§ 12", "Budget", "KS 2031/112"),
        ("§ 12\tBudget\tDnr KS 2031-112", "12", "§ 12", "Budget", "KS 2031-112"),
        ("§ 12 – Budget", "12", "§ 12", "Budget", None),
    ],
)
def test_heads(head: str, number: str, label: str, title: str, diary: str | None) -> None:
    found = item(f"Protokoll\n\n{head}\n\nBeslut\n\nBudgeten antas.\n")
    assert (view(found.number), view(found.title), view(found.diary)) == (number, title, diary)
    assert (view(found.label) or "").startswith(label)


@pytest.mark.parametrize(
    "line", ["§ 3 kommunallagen gäller.", "5 § första stycket gäller.", "§ 3, § 4 och § 5", "§§ 3-4"]
)
def test_no_heads(line: str) -> None:
    text = f"Protokoll\n\n§ 1 Budget\n\nDet finns en regel om detta.\n{line}\n\n§ 2 Övrigt\n\nInget.\n"
    assert [view(x.number) for x in outline(text).items] == ["1", "2"]


def test_the_title_below_a_diary_number_of_its_own_line() -> None:
    below = "".join(
        f"§ {n}\n\nDnr KS 2031/{n}00\n\nTAXA {n}\n\nBeslut\n\nTaxan antas.\n\n" for n in (1, 2, 3)
    )
    assert [view(x.title) for x in outline(below).items] == ["TAXA 1", "TAXA 2", "TAXA 3"]


def test_the_diary_number_above_the_line_of_its_paragraph() -> None:
    text = "".join(f"Dnr KS 2031/{n}00\n§ {n} Taxa\n\nBeslut\n\nTaxan antas.\n\n" for n in (1, 2, 3))
    found = outline(f"Protokoll\n\n{text}").items
    assert [view(x.diary) for x in found][1:] == ["KS 2031/200", "KS 2031/300"]
    assert [len(x.sections[-1].paragraphs) for x in found] == [1, 1, 1]


_TAXED = ((7, "bad"), (8, "båtar"), (9, "torg"))


def test_numbers_at_the_right_margin_and_of_the_agenda() -> None:
    text = "".join(f"Ärende {n}\nTaxa för {w}\t§ {n}\n\nBeslut\n\nTaxan antas.\n\n" for n, w in _TAXED)
    found = outline(f"Protokoll\n\n{text}").items
    assert [(view(x.number), view(x.title)) for x in found] == [(str(n), f"Taxa för {w}") for n, w in _TAXED]
    assert [len(x.sections[-1].paragraphs) for x in found] == [1, 1, 1]


def test_who_decides_below_a_proposal_is_a_part_of_it() -> None:
    text = (
        "Förslag till beslut\n\nNämnden beslutar\n\natt avslå.\n\nBeslut\n\nNämnden beslutar\n\natt anta.\n"
    )
    assert [x.kind for x in item(f"§ 1 Taxa\n\n{text}").sections if x.paragraphs] == [
        "proposed_decision",
        "decision",
    ]


def test_a_heading_in_capitals_with_the_body_in_the_genitive() -> None:
    sections = item("§ 1 Taxa\n\nBAKGRUND\n\nLång.\n\nSOCIALNÄMNDENS BESLUT\n\nTaxan antas.\n").sections
    assert [x.kind for x in sections] == ["background", "decision"]


def test_a_number_out_of_order_is_no_head() -> None:
    text = "§ 7 Val\n\nVald.\n\n§ 8 Budget\n\nSå lyder regeln.\n\n§ 2 Ändamål\n\n§ 9 Övrigt\n\nInget.\n"
    assert [view(x.number) for x in outline(text).items] == ["7", "8", "9"]


def test_the_first_number_is_a_head() -> None:
    text = "§ 8 Budget\n\nSå här lyder regeln.\n\n§ 2 Ändamål\n\n§ 9 Övrigt\n\nInget.\n"
    assert [view(x.number) for x in outline(text).items] == ["8", "9"]


def test_sections() -> None:
    found = item("§ 1 Budget\n\nInledning hit.\n\nBeslut\n\nAntas.\n\nBeslutet skickas till\n\nEkonomi\n")
    parts = [(s.kind, view(s.heading), [p.view.text for p in s.paragraphs]) for s in found.sections]
    assert parts == [
        ("text", None, ["Inledning hit."]),
        ("decision", "Beslut", ["Antas."]),
        ("recipients", "Beslutet skickas till", ["Ekonomi"]),
    ]


def test_sub_heading_on_the_line_of_its_text() -> None:
    found = item("§ 1 Budget\n\nLång bakgrund som beskriver allt.\n\nBeslut: Budgeten antas.\n")
    assert [(s.kind, s.paragraphs[0].view.text) for s in found.sections][1:] == [
        ("decision", "Budgeten antas.")
    ]


def test_sub_heading_in_the_margin_of_its_text() -> None:
    sections = item("§ 1 Budget\n\nBakgrund\tKassan är tom.\nBeslut\tPlanen antas.\n").sections
    assert [(x.kind, [p.view.text for p in x.paragraphs]) for x in sections] == [
        ("background", ["Kassan är tom."]),
        ("decision", ["Planen antas."]),
    ]


def test_a_row_of_a_table_is_no_sub_heading() -> None:
    sections = item("§ 1 Budget\n\nBeslut\tDatum\nBeslut\tBudget 2031\n").sections
    assert [x.kind for x in sections] == ["text"]


def test_who_gets_a_copy_is_no_part_of_the_decision() -> None:
    sections = item("§ 1 Budget\n\nBeslut\n\nPlanen antas.\n\nKopia: Ekonomienheten, Revisorerna\n").sections
    assert [x.kind for x in sections] == ["decision", "recipients"]


def test_front_and_closing_belong_to_no_paragraph() -> None:
    found = outline("Protokoll\n2031-02-03\n\n§ 1 Övrigt\n\nInget.\n\nVid protokollet\n\nAda Ek\n")
    assert (len(found.front), len(found.items), len(found.closing)) == (2, 1, 2)
    assert [p.view.text for s in found.items[0].sections for p in s.paragraphs] == ["Inget."]


def test_appendix_ends_the_last_paragraph() -> None:
    found = outline("§ 1 Övrigt\n\nInget.\n\nBilaga 1\n\n§-lös text.\n")
    assert [p.view.text for s in found.items[0].sections for p in s.paragraphs] == ["Inget."]


def test_contents_are_not_paragraphs() -> None:
    found = outline(
        "Innehåll\n§ 1 Budget\t2\n§ 2 Övrigt\t2\n\n§ 1 Budget\n\nAntas.\n\n§ 2 Övrigt\n\nInget.\n"
    )
    assert [(view(c.number), view(c.title), view(c.page)) for c in found.contents] == [
        ("1", "Budget", "2"),
        ("2", "Övrigt", "2"),
    ]
    assert [view(x.number) for x in found.items] == ["1", "2"]


def test_nothing() -> None:
    found = outline("mjölk\nbröd\n")
    assert (found.items, found.contents, found.closing) == ((), (), ())

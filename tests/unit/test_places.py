"""Places, programmes and funds in running text."""

from __future__ import annotations

from typing import Any

import pytest

import helpers
from protokoll_extract.extract.name_marks import name_marks
from protokoll_extract.extract.places import _bare, _county, _shapes, _tried
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import view_of
from protokoll_extract.vocab.load import table


def found(kind: str, text: str) -> list[dict[str, Any]]:
    data = helpers.extract(f"Protokoll\n\n§ 1 Läget\n\n{text}\n")
    entries: list[dict[str, Any]] = data[kind]
    return entries


@pytest.mark.parametrize(
    ("text", "name", "kind", "number"),
    [
        ("Resan går till Solna i maj.", "Solna", "municipality", "0184"),
        ("Mötet rör hela Uppsala län.", "Uppsala län", "county", "03"),
        ("Arbetet i Norrådalsregionen fortsätter.", "Norrådalsregionen", "area", None),
        ("Gropen på Kvarngatan 4 lagas.", "Kvarngatan 4", "street", None),
        ("Lov ges för Granvik 3:14 på villkor.", "Granvik 3:14", "property", None),
    ],
)
def test_a_place(text: str, name: str, kind: str, number: str | None) -> None:
    (entry,) = found("places", text)
    assert (entry["name"], entry["kind"]) == (name, kind)
    assert [x["id"] for x in entry["register_ids"]] == ([number] if number else [])


@pytest.mark.parametrize(
    "text",
    [
        "Ärendet Solna Vatten tas upp.",
        "SOU 2031:14 bifogas.",
        "Justeringen sker i dag.",
        "Utlysning 2031:2 öppnar.",
        "Vi tackar för Bo Solnas insats.",
    ],
)
def test_no_place(text: str) -> None:
    assert found("places", text) == []


def test_a_fund_once_with_all_its_forms() -> None:
    text = "Europeiska socialfonden+ (ESF+) ger stöd. Beslut om ESF-medel tas av Svenska ESF-rådet."
    (entry,) = found("programmes", text)
    assert (entry["name"], entry["kind"]) == ("Europeiska socialfonden+", "fund")
    assert [m["text"] for m in entry["mentions"]] == ["Europeiska socialfonden+", "ESF+", "ESF"]


def test_a_programme_by_its_own_name() -> None:
    (entry,) = found("programmes", "Inom Norrådalsregionens operativa program finns medel kvar.")
    assert entry["name"] == "Norrådalsregionens operativa program"


KNOWN = [*table("places")["fund"], *table("places")["programme"]]


@pytest.mark.parametrize("entry", KNOWN, ids=lambda entry: entry["name"])
def test_examples_of_the_vocabulary(entry: dict[str, str]) -> None:
    (programme,) = found("programmes", f"Stöd ges via {entry['example']} under året.")
    assert programme["name"].casefold() == entry["name"].casefold()
    assert found("programmes", f"Stöd ges via {entry['counter_example']} under året.") == []


def test_marks_leave_no_place_out() -> None:
    """Each grammar tried only where a word marks it finds what it finds tried everywhere."""
    texts = [(folder / "protokoll.txt").read_text(encoding="utf-8") for folder in helpers.CORPUS]
    lines = {line for text in texts for line in text.splitlines()}
    lines |= {f"Resan går från {name} till {name}, Kvarngatan 4, {name} 1:23" for name in ("Solna", "Habo")}
    for kind, shape in (("municipality", _bare()), ("county", _county()), *_shapes()):
        for line in lines:
            view = view_of(line, [Span(0, len(line))])
            tried = _tried(shape, view, name_marks(line), kind)
            assert [m.span() for m in shape.finditer(line)] == [m.span() for m in tried], (kind, line)

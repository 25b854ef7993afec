"""Front pages whose lists stand side by side, as they are printed: the geometry tells them apart."""

from __future__ import annotations

import pytest

import helpers
from protokoll_extract.ingest import read_source

weasyprint = pytest.importorskip("weasyprint")

_CELL = "<td style='width:50%;vertical-align:top'>{}</td>"


def attendance(left: str, right: str, below: str = "") -> list[tuple[str, str]]:
    """Name and capacity of each row of a front page with two columns."""
    cells = "".join(_CELL.format(x) for x in (left, right))
    page = f"<h2>Protokoll</h2><table style='width:100%'><tr>{cells}</tr></table>{below}"
    page += "<h3>§ 1 Budget</h3><p>Budgeten antas.</p><h3>§ 2 Val</h3><p>Inget.</p>"
    source = read_source(weasyprint.HTML(string=f"<body>{page}</body>").write_pdf(), "protokoll.pdf")
    data = helpers.data_of(source)
    return [(row["name"], row["capacity"]) for row in data["attendance"]]


def test_a_second_list_in_the_right_column_leaves_the_left_one_open() -> None:
    left = "<b>Ledamöter</b><br>Ada Ek (S)<br>Bo Ås (M)<br>Ida Öst (C)<br>Uno Berg (V)<br>Åke Alm (S)"
    again = "<p style='margin:4pt 0'><b>Ersättare</b></p>Kim Dal (M)"
    right = f"<b>Tjänstgörande ersättare</b><br>Eva Lind (S){again}"
    assert sorted(attendance(left, right)) == [
        ("Ada Ek", "member"),
        ("Bo Ås", "member"),
        ("Eva Lind", "substitute"),
        ("Ida Öst", "member"),
        ("Kim Dal", "substitute"),
        ("Uno Berg", "member"),
        ("Åke Alm", "member"),
    ]


def test_a_label_in_bold_with_a_name_below_ends_the_list() -> None:
    left = "<b>Tjänstemän</b><br>Eva Lind, chef<br>Kim Dal, sekreterare"
    below = "<p style='margin:0'><b>Justerare</b><br>Ada Ek (S)</p>"
    found = attendance("<b>Ledamöter</b><br>Ada Ek (S)<br>Bo Ås (M)", "", left + below)
    assert [name for name, _ in found] == [
        "Ada Ek",
        "Bo Ås",
        "Eva Lind",
        "Kim Dal",
    ]

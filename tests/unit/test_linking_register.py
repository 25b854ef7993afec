"""The register of a folder: mandates, cases, corrections in a file, tables to review."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from helpers import Json
from protokoll_extract.cli import main
from protokoll_extract.errors import InputError
from protokoll_extract.linking.cases import Step, cases_of, diary_key
from protokoll_extract.linking.corrections import read_corrections
from protokoll_extract.linking.sightings import Body

BOARD, COUNCIL = Body("Kommunstyrelsen", "Granviks kommun"), Body("Kommunfullmäktige", "Granviks kommun")


def minutes(body: str, date: str, rows: str, item: str) -> str:
    return f"Granviks kommun\n{body}\n\nProtokoll {date}\n\nNärvarande\n\n{rows}\n\n{item}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = "Dnr KS 2031-0012\n\nKommunstyrelsen föreslår att planen antas.\n"
    texts = [
        minutes("Kommunstyrelsen", "2031-01-10", "Ada Tornestam (S), ordförande\nBo Tall (M)",
                f"§ 4 Plan för Kvarnberga\n{plan}"),
        minutes("Kommunstyrelsen", "2031-02-10", "Ada Tornestam (S), ordförande\nJulia Crona (L)",
                "§ 9 Budget\n\nBudgeten bordläggs.\n"),
        minutes("Kommunfullmäktige", "2031-03-10", "Ada Tornestam (S)\nJulia Krona (L)",
                f"§ 17 Plan för Kvarnberga\n{plan}"),
    ]  # fmt: skip
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def link(folder: Path, *arguments: str) -> Json:
    out = folder / "out"
    with pytest.raises(SystemExit) as leaving:
        main(["link", *map(str, sorted(folder.glob("?.txt"))), "-o", str(out), *arguments])
    assert not leaving.value.code
    return json.loads((out / "register.json").read_text("utf-8"))


def test_people_mandates_and_cases(folder: Path) -> None:
    found = link(folder)
    ada = next(p for p in found["people"] if p["name"] == "Ada Tornestam")
    held = [(m["body"], m["role"], m["first"], m["last"], m["documents"]) for m in ada["mandates"]]
    assert held == [
        ("Kommunstyrelsen", "ordförande", "2031-01-10", "2031-02-10", 2),
        ("Kommunfullmäktige", None, "2031-03-10", "2031-03-10", 1),
    ]
    assert ada["parties"] == [{"party": "S", "first": "2031-01-10", "last": "2031-03-10"}]
    assert all(one["quote"] == "Ada Tornestam" for one in ada["sightings"])
    (case,) = found["cases"]
    assert [(s["body"], s["number"]) for s in case["steps"]] == [
        ("Kommunstyrelsen", "4"), ("Kommunfullmäktige", "17")
    ]  # fmt: skip
    assert [d["same"] for d in found["doubtful"]] == ["same: Julia Crona (L) | Julia Krona (L)"]


def test_the_line_of_a_doubtful_pair_is_a_correction(folder: Path) -> None:
    (folder / "out").mkdir()
    line = link(folder)["doubtful"][0]["same"]
    (folder / "out" / "corrections.txt").write_text(
        f"# read by hand\n{line}\nsame: No One | Bo Tall\n", "utf-8"
    )
    found = link(folder)
    assert [j["reason"] for j in found["joins"]] == ["correction"]
    assert (found["doubtful"], found["unused_corrections"]) == ([], [3])


def test_the_same_documents_give_the_same_register(folder: Path) -> None:
    assert link(folder) == link(folder)


def test_tables_to_review(folder: Path) -> None:
    link(folder)
    rows = list(csv.reader((folder / "out/doubtful.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][:3] == ["Julia Crona", "Julia Krona", "differ by one letter"]
    assert {x.name for x in (folder / "out").iterdir()} >= {
        "people.csv",
        "mandates.csv",
        "joins.csv",
        "cases.csv",
    }


def test_from_json_as_from_the_documents(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["extract", *map(str, sorted(folder.glob("?.txt"))), "-o", str(tmp_path / "json")])
    with pytest.raises(SystemExit):
        main(["link", str(tmp_path / "json"), "-o", str(tmp_path / "again")])
    again = json.loads((tmp_path / "again/register.json").read_text("utf-8"))
    assert again["people"] == link(folder)["people"]


@pytest.mark.parametrize("line", ["Ada | Bo", "same: Ada Ek", "maybe: Ada Ek | Bo Ek"])
def test_a_wrong_line_of_the_corrections_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "corrections.txt"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=":2"):
        read_corrections(path)


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("KS 2031-0012", "KS 2031-12"), ("KS/2031:12", "KS 2031-12"), ("KS-2031-00012:-1", "KS 2031-12"),
        ("2031/KS 0012", "KS 2031-12"), ("0389/23", "2023-389"), ("utan nummer", None),
    ],
)  # fmt: skip
def test_diary_numbers_in_one_form(number: str, key: str | None) -> None:
    assert diary_key(number) == key


def step(date: str, title: str, *numbers: str, body: Body = BOARD) -> Step:
    return Step(f"{date}{body.name}", "x", date, body, "/items/0", "1", title, numbers, ("adopted",))


PLAN = "Plan för Kvarnberga"


def test_a_title_threads_from_body_to_body() -> None:
    found = cases_of([step("2031-01-10", PLAN), step("2031-02-10", PLAN, body=COUNCIL)])
    assert [case.threads for case in found] == [("title",)]


@pytest.mark.parametrize(
    "steps",
    [
        [step("2031-01-10", "Val av justerare"), step("2031-02-10", "Val av justerare")],
        [
            step("2031-01-10", "Årsredovisning", "KS 2031-1"),
            step("2032-01-10", "Årsredovisning", "KS 2032-4"),
        ],
        [step("2031-01-10", PLAN), step("2035-01-10", PLAN)],
    ],
)
def test_what_threads_nothing(steps: list[Step]) -> None:
    assert not cases_of(steps)


def test_a_correction_ties_two_numbers() -> None:
    steps = [
        step("2031-01-10", "Planen", "KS 2031-1"),
        step("2031-03-10", "Plan för sjön", "KF 2031-7", body=COUNCIL),
    ]
    assert not cases_of(steps)
    assert len(cases_of(steps, [("KS 2031-1", "KF 2031-7")])) == 1

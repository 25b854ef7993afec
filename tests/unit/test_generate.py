"""Generated minutes: the same from the same seed, and their gold stands in their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generate import layout_html, layout_reportlab
from generate.__main__ import SELECTION, kept, write
from generate.compose import compose
from generate.document import Document, build
from generate.gold import gold
from generate.layout_text import text_of
from generate.names import DATA, people, table
from generate.style import chosen, styles

ALL = sorted(styles())


def made(name: str, seed: int = 5) -> Document:
    style = styles()[name]
    return build(compose(seed, style.bodies[seed % len(style.bodies)], name), style)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def strings(facts: Any) -> Iterator[str]:
    """What the gold claims to stand in the document word by word."""
    for item in facts["items"]:
        yield item["title"]
        yield from (point["text"] for point in item["decisions"])
        yield from (proposal["text"] for proposal in item["proposals"])
        yield from (amount["raw"] for amount in item["amounts"])
        yield from [*item["diary_numbers"], *item["percentages"], *item["laws"], *item["recipients"]]
    for entry in facts["contents"]:
        yield entry["title"]
    for row in facts["attendance"]:
        yield from (row[key] for key in ("role", "organisation", "presence") if row[key])
    meeting = facts["meeting"]
    yield from (meeting[key] for key in ("title", "number", "place", "issuer") if meeting[key])


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("seed", [1, 2, 3, 8])
def test_gold_stands_in_the_text(name: str, seed: int) -> None:
    document = made(name, seed)
    facts = gold(document, "x.txt")
    document.style = document.style.__class__(**{**fields(document), "wrap": 0, "furniture": False})
    text = squeezed(text_of(document))
    assert [string for string in strings(facts) if squeezed(string) not in text] == []
    for row in facts["attendance"]:
        first, last = row["name"].split(" ", 1)
        assert any(form in text for form in (row["name"], f"{last}, {first}", f"{last} {first}"))


def fields(document: Document) -> dict[str, Any]:
    return {key: getattr(document.style, key) for key in document.style.__dataclass_fields__}


@pytest.mark.parametrize("name", ALL)
def test_amounts_are_all_sums_in_the_text(name: str) -> None:
    document = made(name)
    text = squeezed(text_of(document))
    printed = len(re.findall(r"\d (?:kr|kronor|tkr|mnkr|mkr|miljoner kronor)\b", text))
    facts = gold(document, "x.txt")
    stated = [amount for item in facts["items"] for amount in item["amounts"] if "label" not in amount]
    assert printed == len(stated) or document.style.furniture


@pytest.mark.parametrize("name", ALL)
def test_same_seed_same_text(name: str) -> None:
    assert text_of(made(name)) == text_of(made(name))
    assert gold(made(name), "x") == gold(made(name), "x")
    assert text_of(made(name)) != text_of(made(name, 6))


def test_votes_are_cast_by_those_present_and_not_recused() -> None:
    for seed in range(40):
        meeting = compose(seed, "kommunstyrelse")
        for matter in meeting.matters:
            if matter.ballot:
                voters = [*matter.ballot.yes, *matter.ballot.no, *matter.ballot.abstain]
                assert len(set(voters)) == len(voters)
                able = ("member", "serving")
                stand_ins = [seat for seat, _ in matter.steps_in]
                assert all(seat.at(matter.number) for seat in voters)
                assert all(seat.group in able or seat in stand_ins for seat in voters)
                assert not set(voters) & set(matter.recused)
                assert len(matter.ballot.yes) > len(matter.ballot.no)


def test_styles_are_many_and_split() -> None:
    assert len(chosen("development")) >= 30
    assert len(chosen("held-back")) >= 3
    assert len(chosen("all")) >= 42
    assert {style.producer for style in chosen("all")} == {"html", "reportlab"}


def test_faults_are_listed() -> None:
    kinds = {fault["kind"] for name in ("left-overs", "torn-columns") for fault in made(name).faults}
    assert kinds == {"template_left_over", "missing_number", "contents_disagree"}


def test_both_producers_write_pdf() -> None:
    pytest.importorskip("weasyprint")
    pytest.importorskip("reportlab")
    assert layout_html.pdf_of(made("kommun-lines")).startswith(b"%PDF")
    first = layout_reportlab.pdf_of(made("region-two-column"))
    assert first.startswith(b"%PDF")
    assert first == layout_reportlab.pdf_of(made("region-two-column"))


def test_names_are_many() -> None:
    import random

    for key in ("first", "last"):
        names = [name.strip() for name in table("names")[key].split(",")]
        assert len(set(names)) == len(names) >= 150
    assert len(set(people(random.Random(1), 40))) == 40
    assert Path(DATA, "styles.toml").exists()


def test_the_kept_minutes_are_what_the_generator_makes(tmp_path: Path) -> None:
    """Text and gold; the bytes of PDFs depend on fonts."""
    corpus = Path(__file__).resolve().parents[2] / "corpus" / "generated"
    for name in SELECTION:
        document = kept(name)
        folder = corpus / document.style.split
        assert (folder / f"{name}.txt").read_text(encoding="utf-8") == text_of(document)
        write(document, name, tmp_path, pdf=False, text=True)
        made, there = (json.loads((x / f"{name}.gold.json").read_bytes()) for x in (tmp_path, folder))
        assert {**made, "file": there["file"]} == there

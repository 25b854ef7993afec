"""Habits of typesetting: letters set apart, stretched lines, several people a row, a word over the page."""

from __future__ import annotations

import helpers
from protokoll_extract.ingest.pdf_lines import Cell, RawWord, make_lines, separators
from protokoll_extract.text.words import Font

FRONT = "Tekniska nämnden\nSammanträdesprotokoll\nSammanträdesdatum\t2026-04-14\n\n"
ITEM = "\n\n§ 1 Val av justerare\nBeslut\nNämnden utser Bo Ek (S) att justera protokollet.\n"


def line(*words: tuple[str, float, float]) -> list[Cell]:
    """A line of 10 points by its words with their left and right edges."""
    font = Font("", 10.0, False)
    made = (RawWord(text, x0, 90.0, x1, 100.0, font, x0, 98.0, 0) for text, x0, x1 in words)
    (found,) = make_lines([Cell(w.x0, w.x1, w.y, 10.0, w) for w in made])
    return found


def letters(text: str, apart: float) -> list[Cell]:
    """Each letter a word, six points wide; spaces as wide as a letter's step and a half."""
    at, words = 0.0, []
    for letter in text:
        if letter == " ":
            at += 3.0 + apart
            continue
        words.append((letter, at, at + 6.0))
        at += 6.0 + apart
    return line(*words)


def test_letters_set_apart_are_words() -> None:
    assert [c.word.text for c in letters("§ 41 Val av justerare", 2.5)] == [
        "§",
        "41",
        "Val",
        "av",
        "justerare",
    ]
    # Marks in the columns of a table stand further apart.
    marks = line(*((x, 40.0 * n, 40.0 * n + 6) for n, x in enumerate("XNXFXX")))
    assert [c.word.text for c in marks] == list("XNXFXX")


def test_a_stretched_line_has_no_columns() -> None:
    stretched = line(("§", 0, 5), ("42", 27, 37), ("Ansökan", 59, 99), ("om", 121, 135))
    assert separators(stretched) == [" ", " ", " "]
    row = line(("Ek", 0, 12), ("Bo", 34, 46), ("S", 90, 95))
    assert separators(row) == ["\t", "\t"]


def test_two_people_a_row() -> None:
    names = "Bo Ek (S), ordförande\tÅsa Ängman (C)\nUlla Mört (V)\tIvar Gädda (KD)\nTor Gyllén (M)\n"
    data = helpers.extract(f"{FRONT}Beslutande\n{names}{ITEM}")
    rows = data["attendance"]
    found = {(x["name"], x["party"]["id"], x["organisation"]) for x in rows}
    assert found == {
        ("Bo Ek", "S", None),
        ("Åsa Ängman", "C", None),
        ("Ulla Mört", "V", None),
        ("Ivar Gädda", "KD", None),
        ("Tor Gyllén", "M", None),
    }


def test_those_whom_substitutes_serve_for_are_not_present() -> None:
    names = "Tjänstgörande ersättare\nUlla Mört (V)\tIvar Gädda (V)\nTor Gyllén (M)\tSiv Alm (M)\n"
    data = helpers.extract(f"{FRONT}Beslutande\nBo Ek (S), ordförande\n\n{names}{ITEM}")
    present = [x["name"] for x in data["attendance"] if x["present"]]
    assert "Ivar Gädda" not in present and "Siv Alm" not in present


def test_a_draft_stamp_is_no_text() -> None:
    data = helpers.extract(f"{FRONT}Beslutande\nBo Ek (S), ordförande{ITEM}\nUTKAST\n")
    assert data["items"][0]["sections"][-1]["text"].endswith("protokollet.")


def test_a_verb_before_the_elected_is_no_name() -> None:
    first, second = (
        "§ 1 Val av ordförande för mötet\nValdes Bo Ek.",
        "§ 2 Val av sekreterare för mötet\nValdes Siv Alm.",
    )
    text = f"{first}\n\n{second}\n"
    meeting = helpers.extract(f"Ekby byalag\nProtokoll årsmöte 2024-03-01\n\n{text}")["meeting"]
    assert (meeting["chair"], meeting["secretary"]) == ("Bo Ek", "Siv Alm")

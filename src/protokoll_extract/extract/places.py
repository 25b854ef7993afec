"""Places, programmes and funds named in running text, each under the name it is known by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from protokoll_extract.extract.finding import Value, matched
from protokoll_extract.extract.name_marks import name_marks
from protokoll_extract.extract.place_marks import END, START
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.marks import Marks
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import RegisterEntry, counties, municipality_names


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name at its place: what it is of, the name it is known by, and its register's entry, if any."""

    value: Value
    kind: str
    known_as: str
    register: RegisterEntry | None = None


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """(kind, name) of the known programmes and funds."""
    data = table("places")
    return tuple((kind, entry["name"]) for kind in ("fund", "programme") for entry in data[kind])


@cache
def _programmes() -> Pattern:
    """All of them in one pattern; the group that matched says which it was."""
    data = table("places")
    entries = (entry for kind in ("fund", "programme") for entry in data[kind])
    known = "|".join(f"(?P<p{i}>{entry['pattern']})" for i, entry in enumerate(entries))
    return gated(rf"{START}(?:{known})(?=s?(?![\p{{L}}+]))")


@cache
def _programme_shape() -> Pattern:
    shape = table("places")["shape"]
    kinds, heads, articles, funds = ("|".join(shape[x]) for x in ("kinds", "heads", "articles", "funds"))
    return gated(
        rf"{START}(?:(?:\p{{Lu}}[\p{{L}}-]+s\s+)(?:{kinds})\s+(?:{heads})"
        rf"|(?:{articles})\s+\K(?:{kinds})\s+(?:{heads})"
        rf"|\p{{L}}{{3,}}(?:{funds})){END}"
    )


def find_programmes(view: View) -> Iterator[NamedThing]:
    """Funds and programmes, also inside "ERUF-medel": the name alone is the mention."""
    for match in _programmes().finditer(view.text):
        kind, name = _known()[int(str(match.lastgroup)[1:])]
        yield NamedThing(matched(view, match, 0, f"{kind}.known"), kind, name)
    for match in _programme_shape().finditer(view.text):
        name = match.group()
        yield NamedThing(matched(view, match, 0, "programme.shape"), "programme", name)


@cache
def _bare() -> Pattern:
    """A municipality's bare name behind a preposition, no surname and no part of a longer name."""
    data = table("places")["place"]
    names = [name for name in municipality_names() if name not in data["ordinary"]]
    return gated(
        rf"{START}(?:\L<before>)\s+(?P<name>\L<names>){END}(?!\s+\p{{Lu}}|\s+\L<longer>(?!\p{{L}})|-)",
        longer=data["longer"],
        before=data["before"],
        names=names,
    )


@cache
def _county() -> Pattern:
    return gated(rf"{START}(?P<name>\L<names>){END}", names=list(counties()))


@cache
def _shapes() -> tuple[tuple[str, Pattern], ...]:
    data = table("places")["place"]
    streets, regions = "|".join(data["streets"]), "|".join(data["regions"])
    series = "|".join(data["series"])
    prop = rf"(?P<name>(?!(?:{series})\s)\p{{Lu}}[\p{{L}}-]+(?:\s+\p{{Lu}}[\p{{L}}-]+)?"
    prop += r"\s+(?!(?:19|20)\d\d:)\d{1,4}:\d{1,4})(?![\p{N}:])"
    street = rf"{START}(?P<name>\p{{Lu}}\p{{L}}*(?:{streets})(?:\s\d{{1,3}}\p{{Lu}}?)?){END}"
    return (
        ("property", gated(START + prop)),
        ("street", gated(street)),
        ("area", gated(rf"{START}(?P<name>\p{{Lu}}\p{{L}}{{2,}}(?:{regions})){END}")),
    )


def find_places(view: View) -> Iterator[NamedThing]:
    """Municipalities by their bare names, counties, streets, properties and parts of the country."""
    marks = name_marks(view.text)
    if not marks:
        return
    for match in _tried(_bare(), view, marks, "municipality"):
        entry = municipality_names()[match["name"]]
        value = matched(view, match, "name", "place.municipality")
        yield NamedThing(value, "municipality", match["name"], entry)
    for match in _tried(_county(), view, marks, "county"):
        value = matched(view, match, "name", "place.county")
        yield NamedThing(value, "county", match["name"], counties()[match["name"]])
    for kind, shape in _shapes():
        for match in _tried(shape, view, marks, kind):
            yield NamedThing(matched(view, match, "name", f"place.{kind}"), kind, match["name"])


def _tried(shape: Pattern, view: View, marks: Marks, kind: str) -> Iterator[regex.Match[str]]:
    """The names of that kind where a mark says that one may begin."""
    if kind == "property":
        yield from shape.finditer(view.text) if kind in marks else ()
        return
    for start in marks.get(kind, ()):
        if match := shape.match(view.text, start):
            yield match

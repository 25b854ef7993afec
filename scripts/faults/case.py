"""A generated document as text, with the places that faults are planted at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from generate.compose import compose
from generate.document import Document, build
from generate.item import Item
from generate.layout_text import text_of
from generate.mark import plain
from generate.meeting import Matter, Seat
from generate.names import table
from generate.say import named
from generate.sheet import Head
from generate.style import Style


@dataclass(frozen=True, slots=True)
class Part:
    """A § in the text, with what it was made from."""

    item: Item
    matter: Matter
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One clean document; ``front`` is where its first § begins."""

    document: Document
    text: str
    parts: tuple[Part, ...]
    front: int

    @property
    def style(self) -> Style:
        return self.document.style

    def named(self, seat: Seat) -> str:
        return plain(named(seat, self.style))

    def listed(self) -> list[Seat]:
        """Everyone whose name stands on the front page."""
        return [seat for seat in self.document.meeting.seats if seat.name in self.text[: self.front]]

    def body(self, part: Part) -> str:
        return self.text[part.start : part.end]

    def swap(self, part: Part, old: str, new: str) -> str | None:
        """The text with ``old`` replaced by ``new`` once within a §; None where it does not stand there."""
        body = self.body(part)
        if old not in body or old == new:
            return None
        return self.text[: part.start] + body.replace(old, new, 1) + self.text[part.end :]

    def swap_front(self, old: str, new: str) -> str | None:
        front = self.text[: self.front]
        return None if old not in front else front.replace(old, new, 1) + self.text[self.front :]


def made(style: Style, seed: int) -> Case | None:
    """The clean document of a style and seed; None where its §§ are not found by their headings."""
    kind = style.bodies[seed % len(style.bodies)]
    meeting = compose(seed, kind, style.name, listening=style.lists("substitute"))
    document = build(meeting, style)
    text = text_of(document)
    matters = {str(matter.number): matter for matter in meeting.matters}
    starts: list[int] = []
    cursor = text.find(plain(_heading(document.items[0])), _contents_end(document, text))
    for item in document.items:
        at = text.find(plain(_heading(item)), max(cursor, starts[-1] + 1 if starts else 0))
        if at < 0:
            return None
        starts.append(at)
        cursor = at
    last = _closing(text, starts[-1])
    ends = [*starts[1:], last]
    parts = tuple(
        Part(item, matters[item.number], start, end)
        for item, start, end in zip(document.items, starts, ends, strict=True)
    )
    return Case(document, text, parts, starts[0])


def _heading(item: Item) -> str:
    first = item.heads[0]
    assert isinstance(first, Head)
    return first.text


def _contents_end(document: Document, text: str) -> int:
    """Behind the contents list, where headings stand a first time."""
    if not document.style.contents:
        return 0
    at = text.find(document.style.contents_title)
    last = document.contents[-1][0]
    found = [m.end() for m in re.finditer(rf"(?m)^[^\n]*{last}[^\n]*[.\t ]\d+$", text[at:])]
    return at + found[0] if found and at >= 0 else 0


def _closing(text: str, start: int) -> int:
    """Where the last § ends: at the signatures, the appendix or the end."""
    marks = [
        text.find(f"\n{word}", start)
        for word in ("Underskrifter", "Vid protokollet", "Bilaga 1", "Verifikat")
    ]
    found = [at for at in marks if at > 0]
    return min(found, default=len(text))


def stranger(case: Case, rng: Random) -> str:
    """A name that nobody in the document bears."""
    names = table("names")
    first = [" ".join(n.split()) for n in names["first"].split(",")]
    last = [" ".join(n.split()) for n in names["last"].split(",")]
    free = [n for n in first if n not in case.text]
    families = [n for n in last if n not in case.text]
    return f"{rng.choice(free)} {rng.choice(families)}"


def ballots(case: Case) -> list[Part]:
    return [part for part in case.parts if part.matter.ballot]


def vote_line(case: Case, part: Part, side: str) -> str | None:
    """The line that names the voters of a side; None where the votes are only counted, or lines wrap."""
    forms = {
        "yes": ("röstar Ja (", "Ja röstar:"),
        "no": ("röstar Nej (", "Nej röstar:"),
    }[side]
    lines = [line for line in case.body(part).splitlines() if any(form in line for form in forms)]
    return lines[0] if len(lines) == 1 and not case.style.wrap else None


def same_case(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new

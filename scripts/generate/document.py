"""A meeting in a style, ready to be laid out: all blocks in order, and what they state."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from generate.front import front
from generate.item import Item
from generate.mark import mark
from generate.meeting import Meeting
from generate.names import table
from generate.paragraph import paragraph
from generate.roll import roll
from generate.say import day, listed, person
from generate.sheet import Block, Break, Contents, Head, Line, Para, Rows
from generate.style import Style


@dataclass(slots=True)
class Document:
    meeting: Meeting
    style: Style
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    faults: list[dict[str, str]] = field(default_factory=list)

    @property
    def running(self) -> str:
        return self._fill(self.style.running)

    @property
    def foot(self) -> str:
        return self._fill(self.style.foot)

    def _fill(self, form: str) -> str:
        meeting = self.meeting
        return form.format(
            issuer=meeting.body.issuer or meeting.body.name,
            ISSUER=(meeting.body.issuer or meeting.body.name).upper(),
            body=meeting.body.name,
            day=day(meeting.date, "iso"),
            n=meeting.serial,
            a=meeting.first,
            b=meeting.last,
        )


def _notice(meeting: Meeting, style: Style) -> list[Block]:
    words = table("notices")[style.notice]
    found = {
        "body": mark("organisation", meeting.body.name),
        "date": day(meeting.date, "iso"),
        "posted": day(meeting.posted, "iso"),
        "removed": day(meeting.removed, "iso"),
        "kept": mark("organisation", meeting.body.administration.capitalize()),
    }
    rows = tuple((label, found[key]) for key, label in words["rows"].items())
    text = [Para(words["text"])] if "text" in words else []
    return [Head(words["title"], 3), *text, Rows(rows, (40, 60))]


def _signatures(meeting: Meeting, style: Style) -> list[Block]:
    names = [meeting.secretary, meeting.chair, *meeting.adjusters]
    titles = ["Sekreterare", "Ordförande", *["Justerare" for _ in meeting.adjusters]]
    if style.signatures == "front":
        lines = [("Underskrifter", "", "")]
        for i, (title, seat) in enumerate(zip(titles, names, strict=True)):
            numbers = "" if i else f"Paragrafer {meeting.first}–{meeting.last}"
            lines += [(title, "." * 40, numbers), ("", person(seat.name), "")]
        return [Rows(tuple(lines), (24, 46, 30))]
    if style.signatures == "columns":
        rows = (tuple(person(seat.name) for seat in names), tuple(title.lower() for title in titles))
        return [Rows(rows, tuple([100 // len(names)] * len(names)))]
    if style.signatures == "lines":
        blocks: list[Block] = [Head("Underskrifter", 3)]
        for title, seat in zip(titles, names, strict=True):
            blocks.append(
                Line(f"{title} ................................................ {person(seat.name)}")
            )
        return blocks
    if style.signatures == "vid":
        return [
            Para("Vid protokollet"),
            Line(person(meeting.secretary.name)),
            Para("Justeras"),
            Line(f"{person(meeting.chair.name)}, ordförande"),
            Line(listed(person(seat.name) for seat in meeting.adjusters)),
        ]
    return []


def _certificate(meeting: Meeting, rng: Random) -> list[Block]:
    signers = [meeting.secretary, meeting.chair, *meeting.adjusters]
    blocks: list[Block] = [
        Break(),
        Head("Verifikat", 3),
        Para("Det här dokumentet är digitalt signerat."),
        Line(f"Transaktionsidentitet: {rng.getrandbits(96):024x}"),
        Line("Dokument: Protokoll.pdf"),
        Head("Undertecknare", 3),
    ]
    for seat in signers:
        blocks.append(Line(seat.name.upper()))
        blocks.append(
            Line(f"Signerade {meeting.adjusted} kl {rng.randrange(8, 18):02d}:{rng.randrange(60):02d}")
        )
    return blocks


def _left_over(items: list[Item], faults: list[dict[str, str]], rng: Random) -> None:
    item = rng.choice([item for item in items if item.recipients] or items)
    item.blocks.append(Para("Klicka eller tryck här för att ange text."))
    faults.append({"kind": "template_left_over", "at": f"§ {item.number}"})


def build(meeting: Meeting, style: Style) -> Document:
    """The blocks of the minutes of ``meeting`` in ``style``."""
    rng = Random(f"{style.name} {meeting.seed}")
    made = Document(meeting, style)
    skipped = rng.randrange(2, len(meeting.matters)) if "missing-number" in style.odd else None
    for i, matter in enumerate(meeting.matters):
        if i == skipped:
            made.faults.append({"kind": "missing_number", "at": f"§ {matter.number}"})
            continue
        made.items.append(paragraph(matter, meeting, style, str(matter.number)))
    if "left-over" in style.odd:
        _left_over(made.items, made.faults, rng)

    made.contents = [(item.number, item.title) for item in made.items]
    if "contents-disagree" in style.odd and style.contents:
        at = rng.randrange(len(made.contents))
        number, title = made.contents[at]
        made.contents[at] = (number, "Utgår")
        made.faults.append(
            {"kind": "contents_disagree", "at": f"§ {number}", "printed": "Utgår", "heading": title}
        )

    made.blocks += front(meeting, style)
    if style.roll_at == "end":
        made.blocks.append(Rows((("Närvarande", "Enligt närvarolista, bilaga 1"),), (32, 68)))
    else:
        made.blocks += roll(meeting, style)
    if style.signatures == "front":
        made.blocks += _signatures(meeting, style)
    if style.notice:
        made.blocks += _notice(meeting, style)
    if style.contents:
        slots = [
            {"n": n, "title": t, "P": meeting.body.prefix, "Pp": meeting.body.prefix.capitalize()}
            for n, t in made.contents
        ]
        entries = tuple(
            (style.contents_heading.format(**slot), item.anchor)
            for slot, item in zip(slots, made.items, strict=True)
        )
        made.blocks += [Break(), Head(style.contents_title, 3), Contents(entries, style.contents)]
        made.blocks.append(Break())
    elif style.new_page:
        made.blocks.append(Break())
    for i, item in enumerate(made.items):
        if style.new_page and i and len(item.blocks) > 6:
            made.blocks.append(Break())
        made.blocks += [*item.heads, *item.blocks]
    if style.signatures != "front":
        made.blocks += _signatures(meeting, style)
    if style.roll_at == "end":
        made.blocks += [Break(), Head("Bilaga 1", 3), *roll(meeting, style)]
    if "appendix" in style.odd:
        made.blocks += [
            Break(),
            Head("Bilaga 1", 3),
            Para("Presentationen som visades vid sammanträdet finns hos sekreteraren."),
        ]
    if "certificate" in style.odd:
        made.blocks += _certificate(meeting, rng)
    return made

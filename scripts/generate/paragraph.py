"""One paragraph of the minutes, section by section, in the order of the style."""

from __future__ import annotations

from generate.ballot import ballot
from generate.decide import decide
from generate.item import Item
from generate.mark import capital, mark, plain
from generate.meeting import Body, Dissent, Matter, Meeting
from generate.names import table
from generate.say import clock, listed, named, person, words
from generate.sheet import Block, Head, Line, Para, Points, Rows
from generate.style import Style

# How a diary number is joined to what stands beside it; both go where there is none.
_JOINED = ("  Dnr {d}", " Dnr {d}", "Dnr {d}", " ({d})", "Ärendenummer {d}", " – dnr {d}", "\tÄrendenr {d}")


def diary(matter: Matter, meeting: Meeting, style: Style) -> str | None:
    if matter.diary is None or not style.diary:
        return None
    return style.diary.format(P=meeting.body.prefix, y=meeting.date.year, n=matter.diary)


def title_of(matter: Matter, meeting: Meeting, style: Style) -> str:
    informal = meeting.body.key in ("styrelse", "kar", "bolag")
    return plain(matter.title) or str(words(style)["titles"][matter.act][informal])


def headings(matter: Matter, meeting: Meeting, style: Style, item: Item) -> None:
    """The lines above the paragraph; "|" in the style's form parts them."""
    number = diary(matter, meeting, style)
    prefix = meeting.body.prefix
    title = item.title
    slots = {"n": item.number, "title": title, "P": prefix, "Pp": prefix.capitalize(), "d": number or ""}
    for i, form in enumerate(style.heading.split("|")):
        if number is None:
            for part in _JOINED:
                form = form.replace(part, "")
            form = form if "{title}" in form or "{n}" in form else ""
        if not form.strip():
            continue
        text = form.format(**slots)
        if i == 0:
            item.heads.append(Head(text, 2, item.anchor))
        elif "{title}" in form:
            item.heads.append(Head(text, 3))
        else:
            item.heads.append(Para(text))
    if number and "{d}" in style.heading:
        item.diary_numbers.append(number)


def _motions(item: Item, matter: Matter, style: Style) -> list[Block]:
    blocks: list[Block] = []
    said = words(style)
    for motion in matter.motions:
        who = listed(named(seat, style) for seat in motion.by)
        others = listed(named(seat, style) for seat in motion.supported_by)
        text = said["moves_joined" if others else "moves"].format(who=who, others=others, what=motion.what)
        everyone = [*motion.by, *motion.supported_by]
        party = everyone[0].party if len(everyone) == 1 and style.names != "bare" else None
        item.proposals.append(([seat.name for seat in everyone], party, plain(text)))
        blocks.append(Para(text))
    return blocks


def _course(matter: Matter, body: Body, style: Style) -> list[Block]:
    if not matter.motions:
        return []
    said = words(style)
    found = said["course"].format(body=mark("organisation", body.noun, body.name))
    if matter.ballot is None:
        return [Para(found)]
    return [Para(f"{found} {said['called']}"), Para(said["asked"])]


def _objection(found: Dissent, style: Style) -> str:
    who = listed(named(seat, style) for seat in found.by)
    return str(words(style)[found.kind]).format(who=who, text=found.text)


def _instead(matter: Matter, style: Style) -> list[str]:
    """Who presides or serves while somebody is recused."""
    said = words(style)
    out = [
        said["instead"].format(who=named(seat, style), other=named(other, style))
        for seat, other in matter.steps_in
    ]
    if matter.presides:
        out.append(said["presides"].format(who=named(matter.presides, style)))
    return out


def _body_text(matter: Matter, meeting: Meeting, style: Style, item: Item) -> list[Block]:
    chair, said = named(meeting.chair, style), words(style)
    if matter.act == "opening":
        text = said["opened"].format(chair=chair, at=clock(meeting.start, style))
        item.decisions.append((plain(text), "opened"))
        return [Para(text)]
    if matter.act == "closing":
        text = said["closed"].format(at=clock(meeting.end, style))
        item.decisions.append((plain(text), "closed"))
        return [Para(text)]
    if matter.act == "information":
        officials = [seat for seat in meeting.seats if seat.group == "official" and seat.at(matter.number)]
        speaker = next((seat for seat in officials if seat != meeting.secretary), None)
        who = f"{capital(str(speaker.role))} {person(speaker.name)}" if speaker else "Ordföranden"
        return [Para(said["informs"].format(who=who, what=matter.background[0]))]
    if matter.act == "reports":
        return [Para(said["reports"])]
    return [Para(text) for text in matter.background if text]


def paragraph(matter: Matter, meeting: Meeting, style: Style, number: str) -> Item:
    title = title_of(matter, meeting, style)
    item = Item(number, title.upper() if style.upper else title, f"p{matter.number}")
    headings(matter, meeting, style, item)
    sections = table("headings")[style.sections]
    routine = matter.act != "matter"

    def section(key: str, blocks: list[Block]) -> None:
        heading = sections[key].format(genitive=meeting.body.genitive, body=meeting.body.name)
        if blocks and heading:
            item.blocks.append(Head(heading, 3))
        item.blocks.extend(blocks)

    def recused() -> None:
        if matter.recused:
            who = listed(named(seat, style) for seat in matter.recused)
            item.recusals += [seat.name for seat in matter.recused]
            text = words(style)["recused"].format(who=who)
            section("recusal", [Para(" ".join([text, *_instead(matter, style)]))])

    for kind, seat, at in matter.comings:
        forms = words(style)[kind]
        form = forms[(meeting.seed + at) % len(forms)]
        item.blocks.append(Para(form.format(who=named(seat, style), n=at, before=at - 1)))
    for key in style.order:
        if key == "background":
            recused()  # before the matter is told
            blocks = _body_text(matter, meeting, style, item)
            after = style.order.index("decision") < style.order.index("background")
            if matter.act in ("opening", "closing") or (routine and not after):
                item.blocks.extend(blocks)
            else:
                section(key, blocks)
            if matter.table:
                item.blocks += [Rows(matter.table, (46, 27, 27), head=True, ruled=True)]
        elif key == "papers" and matter.papers and sections["papers"]:
            section(key, [Points(matter.papers, "-")] if sections[key] else [])
        elif key == "motions":
            section(key, _motions(item, matter, style))
        elif key == "course":
            section(key, _course(matter, meeting.body, style))
        elif key == "vote" and matter.ballot:
            section(key, ballot(item, matter, meeting.body, meeting.chair, style))
        elif key == "decision" and matter.act not in ("opening", "closing"):
            section(key, decide(item, matter, meeting, style))
        elif key == "dissent":
            for found in matter.dissent:
                item.dissent.append((found.kind, [seat.name for seat in found.by]))
                section(found.kind, [Para(_objection(found, style))])
        elif key == "recipients" and matter.recipients and sections["recipients"]:
            item.recipients += [plain(text) for text in matter.recipients]
            if sections["recipients"].endswith(":"):
                item.blocks.append(Para(f"{sections['recipients']} {', '.join(matter.recipients)}"))
            else:
                section(key, [Line(text) for text in matter.recipients])
    if style.end_rule:
        item.blocks.append(Line(style.end_rule))
    return item

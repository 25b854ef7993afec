"""Decision points as att-clauses, numbered points, bullets, sentences or passives."""

from __future__ import annotations

from generate.item import Item
from generate.mark import capital, mark, plain
from generate.meeting import Body, Matter, Meeting, Point
from generate.say import listed, named, words
from generate.sheet import Block, Line, Para, Points
from generate.style import Style

IMMEDIATE = "Paragrafen förklaras omedelbart justerad."
_CLAUSES = ("att", "att-numbered", "att-bullets")


def points_of(matter: Matter, meeting: Meeting, style: Style) -> tuple[Point, ...]:
    """The decision points of the matter; routine ones are the same everywhere."""
    forms = words(style)["points"].get(matter.act)
    if forms is None:
        return matter.points
    who = listed(named(seat, style) for seat in meeting.adjusters)
    kind, infinitive, passive = (form.format(who=who) for form in forms)
    return (Point(kind, infinitive, passive),)


def _slots(body: Body) -> dict[str, str]:
    name = mark("organisation", body.name)
    return {
        "Body": name,
        "BODY": mark("organisation", body.name.upper(), body.name),
        "body": mark("organisation", body.noun, body.name),
        "adm": mark("organisation", body.administration + "s", capital(body.administration)),
        "higher": mark("organisation", body.higher or "", capital(body.higher or "")),
    }


def decide(item: Item, matter: Matter, meeting: Meeting, style: Style) -> list[Block]:
    """The blocks of the decision; its points go into the item."""
    points = points_of(matter, meeting, style)
    form = style.decision
    lead_form = style.higher if matter.to_higher else style.lead
    if form in ("att", "att-bullets") and not matter.to_higher:
        lead_form = style.lead.replace(" följande.", "")
    elif matter.to_higher and form in _CLAUSES:
        lead_form = style.higher.replace(" följande.", "")
    lead = lead_form.format(**_slots(meeting.body))
    blocks: list[Block] = []
    lines: list[str] = []
    extra = [IMMEDIATE] if matter.immediate else []
    if form in _CLAUSES:
        for i, point in enumerate(points):
            end = "." if i == len(points) - 1 else ", samt" if i == len(points) - 2 else ","
            lines.append(f"att {point.infinitive}{end}")
    elif form == "sentence" and not matter.to_higher:
        lines = [capital(f"{lead} att {point.infinitive}.") for point in points]
    else:
        lines = [f"{capital(point.passive)}." for point in points]

    if form in ("numbered", "att-numbered", "att-bullets", "bullets") or (matter.to_higher and form != "att"):
        if lead and (len(lines) > 1 or matter.to_higher or form in _CLAUSES):
            blocks.append(Para(lead))
        marker = {"bullets": "-", "att-bullets": "-", "numbered": "1.", "att-numbered": "1."}.get(form, "")
        if marker == "1." and len(lines) + len(extra) == 1 and form == "numbered":
            marker = ""
        inside = lines + extra if marker == "1." else lines
        blocks.append(Points(tuple(inside), marker))
        if inside == lines:
            blocks += [Para(text) for text in extra]
    elif form == "att":
        blocks += [Para(lead)] if lead else []
        blocks += [Line(text) for text in lines]
        blocks += [Para(text) for text in extra]
    else:
        blocks += [Para(text) for text in lines + extra]
    kind = "proposed" if matter.to_higher else None
    item.decisions += [(plain(text), kind or point.kind) for text, point in zip(lines, points, strict=True)]
    item.decisions += [(text, "immediate_adjustment") for text in extra]
    return blocks

"""The head of the minutes: who met, when and where, in the style's form."""

from __future__ import annotations

from generate.mark import mark
from generate.meeting import Meeting
from generate.say import clock, day, listed, named, person, times
from generate.sheet import Block, Head, Line, Para, Rows
from generate.style import Style

_LABELS = {
    "body": "Organ",
    "date": "Sammanträdesdatum",
    "place_time": "Plats och tid",
    "place": "Plats",
    "time": "Tid",
    "date_time": "Datum och tid",
    "number": "Protokoll nr",
    "range": "Paragrafer",
    "adjusters": "Utses att justera",
    "adjustment": "Justeringens plats och tid",
    "chair": "Ordförande",
    "secretary": "Sekreterare",
    "diary": "Diarienummer",
    "break": "Ajournering",
}


def title(meeting: Meeting, style: Style) -> str:
    return style.title.format(
        n=meeting.serial,
        year=meeting.date.year,
        genitive=meeting.body.genitive,
        day=day(meeting.date, "long"),
        noun=meeting.body.noun,
    )


def number(meeting: Meeting, style: Style) -> str | None:
    """The number of the minutes, where the style prints one."""
    for sign in "/-":
        if f"{{n}}{sign}{{year}}" in style.title:
            return f"{meeting.serial}{sign}{meeting.date.year}"
    if "{n}" in style.title or "number" in style.fields:
        return str(meeting.serial)
    return None


def values(meeting: Meeting, style: Style) -> dict[str, str]:
    """The values of the head by field; an absent value is empty."""
    pause = ""
    if meeting.pause:
        a, b = (clock(value, style) for value in meeting.pause)
        pause = f", ajournering kl {a}-{b}" if "break" not in style.fields else f"kl {a}-{b}"
    when, hours = day(meeting.date, style.date), times(meeting, style)
    joined = "" if "break" in style.fields else pause
    adjusted = day(meeting.adjusted, "iso" if style.date == "weekday" else style.date)
    return {
        "body": mark("organisation", meeting.body.name),
        "date": when,
        "place_time": f"{meeting.venue}, {hours}{joined}",
        "place": meeting.venue,
        "time": hours + joined,
        "date_time": f"{when}, {hours}{joined}",
        "number": str(meeting.serial),
        "range": style.range.format(a=meeting.first, b=meeting.last),
        "adjusters": listed(named(seat, style) for seat in meeting.adjusters),
        "adjustment": f"Digital justering, {adjusted}" if "igital" in style.odd else adjusted,
        "chair": named(meeting.chair, style),
        "secretary": person(meeting.secretary.name),
        "break": pause if "break" in style.fields else "",
    }


def _opening(meeting: Meeting, style: Style) -> list[Block]:
    body = mark("organisation", meeting.body.name)
    issuer = mark("organisation", meeting.body.issuer) if meeting.body.issuer else ""
    parts: dict[str, Block | None] = {
        "issuer": Line(issuer, "issuer") if issuer else None,
        "body": Line(body, "issuer"),
        "title": Head(title(meeting, style), 1),
        "date": Line(day(meeting.date, style.date), "issuer"),
    }
    return [part for key in style.opening.split("-") if (part := parts[key])]


def front(meeting: Meeting, style: Style) -> list[Block]:
    """The blocks of the head."""
    found = values(meeting, style)
    labels = {**_LABELS, **style.labels}
    pairs = [(labels[key], found[key]) for key in style.fields if found[key]]
    above = _opening(meeting, style)
    if style.head == "labels":
        return [*above, Rows(tuple(pairs), (32, 68))]
    if style.head == "ruled":
        return [*above, Rows(tuple(pairs), (32, 68), ruled=True)]
    if style.intro:
        above.append(Para(style.intro.format_map(found)))
    if style.head == "colon":
        return [*above, *(Line(f"{label}: {value}", "row") for label, value in pairs)]
    if style.head == "above":
        return [*above, *(block for label, value in pairs for block in (Head(label, 4), Line(value, "row")))]
    if style.head == "labels-first":
        return [
            *above,
            *(Line(label, "label") for label, _ in pairs),
            *(Line(value, "row") for _, value in pairs),
        ]
    if style.head == "two-column":
        left = [block.text for block in above if isinstance(block, Line)]
        right = [block.text for block in above if isinstance(block, Head)]
        right += [f"{label}: {value}" for label, value in pairs[:3]]
        height = max(len(left), len(right))
        left += [""] * (height - len(left))
        right += [""] * (height - len(right))
        rest = [Line(f"{label}: {value}", "row") for label, value in pairs[3:]]
        return [Rows(tuple(zip(left, right, strict=True)), (45, 55)), *rest]
    return [*above, *(Line(value, "row") for _, value in pairs)]

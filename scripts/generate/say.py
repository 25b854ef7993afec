"""Small wordings that depend on the style: people, dates, times, presence in part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from generate.fill import long_date
from generate.mark import mark
from generate.meeting import Meeting, Part, Seat
from generate.names import table
from generate.style import Style

_DAYS = ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"]


def person(name: str) -> str:
    return mark("person", name)


def named(seat: Seat, style: Style) -> str:
    """A person in running text, with the party where the style has one."""
    if not seat.party or style.names == "bare":
        return person(seat.name)
    return f"{person(seat.name)} ({seat.party.lower() if style.names == 'small' else seat.party})"


def listed(parts: Iterable[str], last: str = "och") -> str:
    every = list(parts)
    if len(every) < 2:
        return "".join(every)
    return ", ".join(every[:-1]) + f" {last} " + every[-1]


def day(when: date, form: str) -> str:
    return {
        "iso": when.isoformat(),
        "long": long_date(when),
        "den": f"den {long_date(when)}",
        "weekday": f"{_DAYS[when.weekday()]} den {long_date(when)}",
        "slash": f"{when.day}/{when.month} {when.year}",
        "day": f"{_DAYS[when.weekday()][:-2]} {long_date(when)}",
        "dots": f"{when.day}.{when.month}.{when.year}",
    }[form]


def words(style: Style) -> dict[str, Any]:
    """The standing phrases of the style's clerk."""
    habits = table("wordings")
    return {**habits["present"], **habits[style.wording]}


def times(meeting: Meeting, style: Style) -> str:
    return style.time.format(a=clock(meeting.start, style), b=clock(meeting.end, style))


def clock(value: str, style: Style) -> str:
    return value.replace(":", style.clock)


def presence(part: Part | None, style: Style) -> str:
    return _presence(part, style).replace("|", "")


def stated_presence(part: Part | None, style: Style) -> str | None:
    """What is said of the presence, without the brackets or the verb around it."""
    form = _presence(part, style)
    return (form.split("|")[1] if "|" in form else form) or None


def _presence(part: Part | None, style: Style) -> str:
    return str(table("presence")[style.presence][part.kind]).format(a=part.first, b=part.last) if part else ""

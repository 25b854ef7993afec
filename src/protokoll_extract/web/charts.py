"""Geometry of the charts: plain numbers that the templates draw as SVG, each beside its table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from protokoll_extract.store.database import Row

# Charts over time are in per cent of their width, so that dots and letters keep their size on a phone.
WIDTH = 100.0
_BAR = 1000.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A meeting on the time line: where, and whether §§ are missing before it."""

    x: float
    meeting: Row
    gap_from: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A day's name below a chart; at the edges it stays within."""

    x: float
    text: str

    @property
    def anchor(self) -> str:
        return "start" if self.x < 5 else "end" if self.x > 95 else "middle"


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Days laid on 0 … ``WIDTH``."""

    first: int
    last: int

    def at(self, iso: str) -> float:
        return round((_ordinal(iso) - self.first) / max(1, self.last - self.first) * WIDTH, 2)

    def ticks(self) -> list[Tick]:
        """Years, or months where the archive is short."""
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        if (end - start).days > 800:
            days = [date(year, 1, 1) for year in range(start.year, end.year + 1)]
            step = max(1, len(days) // 10)
            return [Tick(self.at(d.isoformat()), str(d.year)) for d in days[::step] if start <= d <= end]
        months = (end.year - start.year) * 12 + end.month - start.month
        ticks = []
        for n in range(0, months + 1, max(1, months // 8)):
            month = start.month - 1 + n
            day = date(start.year + month // 12, month % 12 + 1, 1)
            if start <= day <= end:
                ticks.append(Tick(self.at(day.isoformat()), f"{day.year}-{day.month:02}"))
        return ticks


def _ordinal(iso: str) -> int:
    parts = [int(part) for part in iso.split("-")]
    return date(*(*parts, 1, 1)[:3]).toordinal()


def time_line(days: Sequence[str]) -> TimeLine | None:
    """A line that holds the days with a little room at both ends."""
    if not days:
        return None
    first, last = _ordinal(min(days)), _ordinal(max(days))
    room = max(10, (last - first) // 30)
    return TimeLine(first - room, last + room)


def dots(line: TimeLine, meetings: Sequence[Row]) -> list[Dot]:
    """The meetings on the line; a gap where a year's §§ do not follow on those of the meeting before."""
    found: list[Dot] = []
    before: Row | None = None
    for meeting in meetings:
        gap = None
        if before is not None and before["date"][:4] == meeting["date"][:4] and _missing(before, meeting):
            gap = line.at(before["date"])
        found.append(Dot(line.at(meeting["date"]), meeting, gap))
        before = meeting
    return found


def _missing(before: Row, meeting: Row) -> bool:
    last, first = before["last_paragraph"] or "", meeting["first_paragraph"] or ""
    return last.isdigit() and first.isdigit() and int(first) > int(last) + 1


@dataclass(frozen=True, slots=True)
class Point:
    """A sum on the plot: x by day, y by size (0 at the top)."""

    x: float
    y: float
    row: Row


@dataclass(frozen=True, slots=True)
class Plot:
    points: list[Point]
    days: list[Tick]
    sums: list[tuple[float, float]]
    height: float


def plot(rows: Sequence[Row], height: float = 320.0) -> Plot | None:
    """Sums over time, the sizes on a logarithmic scale; sums of nothing and less are left out."""
    shown = [row for row in rows if row["date"] and row["number"] and row["number"] > 0]
    line = time_line([row["date"] for row in shown])
    if line is None:
        return None
    low = math.floor(min(math.log10(row["number"]) for row in shown))
    high = max(low + 1, math.ceil(max(math.log10(row["number"]) for row in shown)))

    def y(number: float) -> float:
        return round(height - (math.log10(number) - low) / (high - low) * height, 1)

    points = [Point(line.at(row["date"]), y(row["number"]), row) for row in shown]
    sums = [(10.0**power, y(10.0**power)) for power in range(low, high + 1)]
    return Plot(points, line.ticks(), sums, height)


@dataclass(frozen=True, slots=True)
class Segment:
    """One side of a vote: its place on the bar (0 … 1000) and how many it is."""

    option: str
    count: int
    x: float
    width: float


def vote_bar(counts: Sequence[tuple[str, int | None]]) -> list[Segment]:
    """Sides of a vote as pieces of one bar; a side whose number is unknown has none."""
    known = [(option, count) for option, count in counts if count]
    total = sum(count for _, count in known)
    found, x = [], 0.0
    for option, count in known:
        width = round(count / total * _BAR, 1)
        found.append(Segment(option, count, round(x, 1), width))
        x += width
    return found

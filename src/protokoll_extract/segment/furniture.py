"""Furniture: running heads, feet and page numbers, which belong to no paragraph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import regex

from protokoll_extract.segment.head import is_numbered_head
from protokoll_extract.segment.headings import group_heading, sub_heading
from protokoll_extract.segment.lines import Line, body_size
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import grammar, table

_DIGITS = gated(r"\d+")
# How many lines from the edge of a page a running head or foot may stand.
_ZONE = 7
# Running heads stand above, running feet below these parts of the page's height.
_HEAD_AREA, _FOOT_AREA = 0.2, 0.82
# How many lines a running head may be torn apart by in pasted text.
_NEAR = 3
# On which share of the pages a running head that is set like the text must stand.
_OFTEN = 0.4


@cache
def _always() -> Pattern:
    patterns = table("header")["furniture"]["patterns"]
    return gated("(?:" + "|".join(patterns) + ")", regex.IGNORECASE)


@cache
def _words() -> Pattern:
    return gated(r"(?i)\b(?:\L<words>)\b", words=table("header")["furniture"]["words"])


def furniture_of(source: SourceText, lines: tuple[Line, ...]) -> frozenset[int]:
    """The indexes of the lines that are furniture."""
    return frozenset(furniture_rules(source, lines))


def furniture_rules(source: SourceText, lines: tuple[Line, ...]) -> dict[int, str]:
    """Each line that is furniture, by its index, with the rule that says so."""
    found = {x.index: "furniture.pattern" for x in lines if _always().fullmatch(x.text(source))}
    if source.regions:  # The format itself tells its heads and feet.
        marked = ((x.index, source.region_at(x.span.start)) for x in lines)
        return {**{i: "furniture.format" for i, region in marked if region and region.furniture}, **found}
    if source.has_pages or len(source.pages) > 1:
        repeated, rule = _repeated_on_pages(source, lines, found), "furniture.repeated_on_pages"
    else:
        repeated, rule = _repeated_in_text(source, lines), "furniture.repeated_in_text"
    return {**dict.fromkeys(repeated, rule), **found}


def _shape(text: str) -> str:
    """The line's words, with one sign for any figures."""
    shape: str = _DIGITS.sub("#", " ".join(text.split()).casefold())
    return shape


@dataclass(slots=True)
class _Seen:
    """One shape at one place near the edge: on which pages, with which figures."""

    pages: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    figures: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, page: int, text: str) -> None:
        self.pages.add(page)
        self.texts.append(text)
        self.figures.append((page, *(int(x[:9]) for x in _DIGITS.findall(text)[:8])))

    def repeats(self, needed: int) -> bool:
        """The same words on enough pages; figures may differ only as page numbers do."""
        if len(self.pages) < needed:
            return False
        if len(set(self.texts)) < len(self.texts):
            return True
        first, *others = self.figures
        return any(
            all(len(x) > i and x[i] - x[0] == first[i] - first[0] for x in others)
            for i in range(1, len(first))
        )


def _repeated_on_pages(source: SourceText, lines: tuple[Line, ...], found: Container[int]) -> set[int]:
    """Lines at the same place near the edge of several pages, page numbers aside, beside those ``found``."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    seen: dict[tuple[str, str, int], _Seen] = defaultdict(_Seen)
    edge: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    at = {line.index: line for line in lines}
    for number, on_page in by_page.items():
        for side, zone in (("top", on_page[:_ZONE]), ("foot", on_page[::-1][:_ZONE])):
            for place, line in enumerate(zone):
                if line.index in found:
                    continue
                if _is_matter(source, line):
                    break  # Behind a heading or a point the text itself stands.
                text = line.text(source)
                for key in _places(_shape(text), side, place, line):
                    seen[key].add(number, text)
                    edge[line.index].append(key)
    needed = max(2, min(3, len(by_page) // 2 + 1))
    often = max(needed, round(_OFTEN * len(by_page)))
    body = body_size(lines)
    # What is set like the text may stand at the same height by chance. On the first page
    # the running head is often the real one: it is read there too.
    return {
        i
        for i, keys in edge.items()
        if any(seen[key].repeats(often if _is_set_like_text(at[i], body) else needed) for key in keys)
    }


def _is_set_like_text(line: Line, body: float) -> bool:
    return abs(line.size - body) < 0.3 and not line.bold


def _is_matter(source: SourceText, line: Line) -> bool:
    """A heading of the minutes, a point, or a line well inside the page, is no running head."""
    height = source.pages[line.page - 1].height
    if line.marker or (line.top and height and _HEAD_AREA * height < line.top < _FOOT_AREA * height):
        return True
    text = line.text(source)
    return bool(sub_heading(text) or group_heading(text) or is_numbered_head(text, line.page))


def _places(shape: str, side: str, place: int, line: Line) -> tuple[tuple[str, str, int], ...]:
    """Where a line stands, to be compared between pages: by height, else by count from the edge."""
    if line.top:
        step = round(line.top / 12)
        return ((shape, "y", step), (shape, "y", step + 1))
    return ((shape, side, place),)


def _repeated_in_text(source: SourceText, lines: tuple[Line, ...]) -> set[int]:
    """Pasted text without pages: repeated lines that carry a furniture word, and
    repeated neighbours of such lines (the organ's name in a running head)."""
    shapes = [_shape(x.text(source)) for x in lines]
    exact = [" ".join(x.text(source).split()).casefold() for x in lines]
    repeats, counts = Counter(exact), Counter(shapes)
    found = {
        i
        for i, shape in enumerate(shapes)
        if repeats[exact[i]] >= 2
        and len(shape) < 90
        and _words().search(shape)
        and not shape.startswith("§")
        and not (i and shapes[i - 1].startswith("§"))
        and not _is_heading_like(shape)
    }
    organs = {
        i
        for i, line in enumerate(lines)
        if counts[shapes[i]] >= 3
        and _organ().fullmatch(line.text(source))
        and not _receives(source, lines, i)
    }
    # The organ's name alone on a line belongs to the running head that stands beside it.
    found |= {i for i in organs if any(j in found for j in range(i - _NEAR, i + _NEAR + 1))}
    return found | _around_counters(source, lines, shapes, exact)


def _receives(source: SourceText, lines: tuple[Line, ...], at: int) -> bool:
    """Does the line stand in the block right below "Skickas till"?"""
    while at and not lines[at].blank_before and sub_heading(lines[at - 1].text(source)) is None:
        at -= 1
    return at > 0 and sub_heading(lines[at - 1].text(source)) == "recipients"


def _around_counters(
    source: SourceText, lines: tuple[Line, ...], shapes: list[str], exact: list[str]
) -> set[int]:
    """Pasted pages: the lines that stand word for word beside every page counter ("Sida 3 (6)")."""
    by_shape: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if any(_counter().fullmatch(source.quote(cell)) for cell in line.cells):
            by_shape[shapes[i]].append(i)
    found: set[int] = set()
    for places in by_shape.values():
        if len(places) < 2 or not _counts_up(source, [lines[i] for i in places]):
            continue
        found.update(places)
        for step in (-1, 1):
            for offset in range(step, step * (_ZONE + 1), step):
                beside = [i + offset for i in places if 0 <= i + offset < len(exact)]
                alike = [i for i in beside if exact[i] == exact[beside[-1]]]
                if len(alike) < max(2, len(places) - 1) or any(_is_head(source, lines[i]) for i in alike):
                    break
                found.update(alike)
    return found


@cache
def _counter() -> Pattern:
    return grammar("page.counter")


def _counts_up(source: SourceText, lines: list[Line]) -> bool:
    """Are the page numbers of these lines those of pages that follow each other?"""
    numbers = [
        int(match["n"])
        for line in lines
        for cell in line.cells[-1:]
        if (match := _counter().fullmatch(source.quote(cell)))
    ]
    return len(numbers) == len(lines) and all(a < b for a, b in pairwise(numbers))


def _is_head(source: SourceText, line: Line) -> bool:
    text = line.text(source)
    return "§" in text or bool(line.marker or sub_heading(text) or group_heading(text))


@cache
def _organ() -> Pattern:
    return gated("|".join(f"(?:{x['pattern']})" for x in table("bodies")["class"]))


def _is_heading_like(shape: str) -> bool:
    return "skickas" in shape or "justera " in shape or shape.endswith(":")

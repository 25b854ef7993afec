"""The document's own contents list: numbers, titles and pages, on lines that are no §§."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from protokoll_extract.segment.headings import group_heading, is_contents, label, sub_heading
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.view import View, view_of

_ENTRY = gated(
    r"""(?:(?:\p{Lu}\p{L}{1,5}\s*)?§\s*(?P<n>\d{1,4}(?:\s?[a-z](?=[\s.]))?)[.)]?   # § 12, KS § 12
          |(?:\p{Lu}\p{L}{1,4}\s+)?(?P<n2>\d{1,4}(?:\s?[a-z](?=[\s.]))?)(?:\s?§|[.)])?)   # 12 §, 12., Sn 12
        \s+(?P<title>\S.*?)
        (?P<tail>[\s.…\t]*(?:(?<=[\s.…\t])(?P<page>\d{1,4}))?)$""",
    regex.VERBOSE,
)
_UNNUMBERED = gated(r"(?P<title>\p{L}.*?)(?P<tail>[\s.…]*[.…]{4,}[\s.…]*|\s*\t\s*)(?P<page>\d{1,4})$")
# A number with its sign, and the title on the next line.
_LONE = gated(r"(?:\p{Lu}\p{L}{1,5}\s*)?(?:§\s*(?P<n>\d{1,4})|(?P<n>\d{1,4})\s*§)\.?$")
# What leads to a page number: dots, a tab, or at least a space before the figures.
_LED = gated(r"[.…]{4,}\s*(?:\d{1,4})?$|\t\s*\d{1,4}$|\s\d{1,4}$")
# Lines that one entry may be spread over.
_SPREAD = 4
# Lines with leaders in a row that are a contents list also without its heading.
_UNHEADED = 3


@dataclass(frozen=True, slots=True)
class Content:
    """An entry of the document's own contents list; ``number`` None where none is printed."""

    number: View | None
    title: View
    page: View | None


Found = tuple[tuple[Content, ...], frozenset[int]]
_NONE: Found = ((), frozenset())


def contents_of(source: SourceText, lines: tuple[Line, ...]) -> Found:
    """The entries, and the indexes of the lines they stand on (with the list's heading)."""
    for at, line in enumerate(lines):
        if not is_contents(line.text(source)):
            continue
        below = lines[at + 1 :]
        for read in (_whole,) if source.whole_lines else (_paged, _bare):
            entries, used = read(source, below)
            if len(entries) >= 2:
                return entries, frozenset({line.index, *used})
    return _unheaded(source, lines)


def _unheaded(source: SourceText, lines: tuple[Line, ...]) -> Found:
    """Lines in a row that all lead with dots to a page are a contents list without a heading."""
    for at, line in enumerate(lines):
        if _is_dotted(source, line):
            entries, used = _paged(source, lines[at:])
            if len(entries) >= _UNHEADED:
                return entries, frozenset(used)
    return _NONE


# Not searched for in a row of dots again and again, dot by dot.
_DOTS_TO_PAGE = gated(r"(?<![.…])[.…]{4,}+\s*\d{1,4}$")


def is_led(text: str) -> bool:
    """Do dots lead to a page number at the end of the line?"""
    return text[-1:].isdecimal() and bool(_DOTS_TO_PAGE.search(text))


def _is_dotted(source: SourceText, line: Line) -> bool:
    return is_led(line.text(source)) and bool(_ENTRY.match(line.text(source)))


# Entries that lead to pages


def _is_second_half(source: SourceText, line: Line) -> bool:
    """The rest of a title whose page number stands on its first line: "guider" below "… MP3-<tab>5"."""
    return len(line.cells) == 1 and not line.blank_before and line.text(source)[0].islower()


def _paged(source: SourceText, lines: tuple[Line, ...]) -> tuple[tuple[Content, ...], list[int]]:
    """Entries up to the first line that cannot be one; nothing when their pages fall."""
    out: list[Content] = []
    used: list[int] = []
    pending: list[Line] = []
    last = 0
    for i, line in enumerate(lines):
        if not pending and (number := _number(line.text(source))) is not None and number <= last:
            break  # The numbers begin again: the first § itself.
        if not pending and out and _is_second_half(source, line):
            out[-1] = replace(out[-1], title=view_of(source.text, [*out[-1].title.whole(), line.span]))
            used.append(line.index)
            continue
        if not pending and out and _is_divider(source, lines[i : i + 3], last):
            used.append(line.index)
            continue
        pending.append(line)
        view = view_of(source.text, [x.span for x in pending])
        entry = _ENTRY.fullmatch(view.text) or _UNNUMBERED.fullmatch(view.text)
        if not entry or len(pending) > _SPREAD:
            break
        if not _LED.search(view.text):
            continue  # The entry goes on in the next line.
        out.append(_content(view, entry))
        used += [x.index for x in pending]
        pending = []
        last = _value(entry) or last
    pages = [int(c.page.text) for c in out if c.page is not None]
    if pages != sorted(pages) or len(pages) < 0.5 * len(out):
        return (), []
    return tuple(out), used


def _is_divider(source: SourceText, lines: tuple[Line, ...], last: int) -> bool:
    """A short line between two entries, such as "Beslutsärenden"."""
    first, *rest = (x.text(source) for x in lines)
    if _ENTRY.match(first) or _LED.search(first) or len(first) > 40:
        return False
    return any(_number(x) == last + 1 and _LED.search(x) for x in rest[:1])


def _content(view: View, entry: regex.Match[str]) -> Content:
    group = next((g for g in ("n", "n2") if g in entry.groupdict() and entry[g]), None)
    return Content(
        view.cut(entry.start(group), entry.end(group)) if group else None,
        view.cut(entry.start("title"), entry.end("title")),
        view.cut(entry.start("page"), entry.end("page")) if entry["page"] else None,
    )


def _value(entry: regex.Match[str]) -> int | None:
    groups = entry.groupdict()
    found = groups.get("n") or groups.get("n2")
    return int(regex.sub(r"\D", "", found)) if found else None


def _number(text: str) -> int | None:
    entry = _ENTRY.match(text)
    return _value(entry) if entry else None


def _lone_number(text: str) -> int | None:
    lone = _LONE.match(text)
    return int(lone["n"]) if lone else None


# Entries where a line is a whole paragraph


_LEADER = gated(r"\s*(?:\t|[.…]{3,})[.…\s]*(?P<page>\d{1,4})?$")


def _whole(source: SourceText, lines: tuple[Line, ...]) -> tuple[tuple[Content, ...], list[int]]:
    """A page number stands behind a tab or leaders, or nowhere."""
    out: list[Content] = []
    used: list[int] = []
    last = 0
    for line in lines:
        quote = line.text(source)
        leader = _LEADER.search(quote)
        end = leader.start() if leader else len(quote)
        entry = _ENTRY.match(quote)
        number = _value(entry) if entry else None
        if entry is None or number is None or number <= last or entry.start("title") >= end:
            break
        view = view_of(source.text, [line.span])
        page = view.cut(*leader.span("page")) if leader and leader["page"] else None
        out.append(Content(_content(view, entry).number, view.cut(entry.start("title"), end), page))
        used.append(line.index)
        last = number
    return tuple(out), used


# Entries without pages


def _bare(source: SourceText, lines: tuple[Line, ...]) -> tuple[tuple[Content, ...], list[int]]:
    """Numbers and titles only. They are a list when the same numbers come again below."""
    groups: list[list[Line]] = []
    last = 0
    stop = len(lines)
    for i, line in enumerate(lines):
        text = line.text(source)
        number = _number(text)
        if number is not None and number > last:
            groups.append([line])
            last = number
        elif number is not None or not groups or not _wraps(source, groups[-1], line):
            stop = i
            break
        else:
            groups[-1].append(line)
    views = [view_of(source.text, [x.span for x in group]) for group in groups]
    entries = [_bare_entry(view) for view in views]
    again = {_number(x.text(source)) or _lone_number(x.text(source)) for x in lines[stop:]}
    if not entries or sum(_number(v.text) in again for v in views) < 0.8 * len(views):
        return (), []
    return tuple(entries), [x.index for group in groups for x in group]


def _wraps(source: SourceText, group: list[Line], line: Line) -> bool:
    """Does the line go on with a title that was too long for its line?"""
    text = line.text(source)
    known = sub_heading(text) or group_heading(text) or label(text)
    return not line.blank_before and len(group) < 2 and not known and len(group[0].span) > 40


def _bare_entry(view: View) -> Content:
    entry = _ENTRY.match(view.text)
    assert entry is not None
    whole = _content(view, entry)
    return Content(whole.number, view.cut(entry.start("title"), len(view.text)), None)

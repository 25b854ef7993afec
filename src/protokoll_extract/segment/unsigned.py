"""Minutes without §§: headings that are marked up, numbered, set apart by type, or known agenda items."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import regex

from protokoll_extract.segment.head import Head, unnumbered_head
from protokoll_extract.segment.headings import (
    group_heading,
    is_appendix,
    is_closing,
    is_contents,
    label,
    label_prefix,
    plain,
    sub_heading,
)
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table

# "4. Ekonomi", "4 Ekonomi", and "4. | Ekonomi" where a ruling line was read as a letter.
_NUMBERED = gated(r"(?P<n>\d{1,3})\s?[.)]?(?:\s?\|)?[\t ]+(?P<title>\p{Lu}[^\t]{2,90}?)(?P<end>[.,;]?)$")
_SENTENCE = gated(r"(?P<n>\d{1,2})\s?[.)][\t ]+(?:[a-z][.)]\s+)?(?P<title>\p{Lu}.+)$")
# The number of a marked heading: "## 3. Ekonomi", "**3. Ekonomi:**".
_OWN_NUMBER = gated(r"[*_]*(?P<n>\d{1,3})[.)]\s+(?=\p{L})")
_DATE = gated(r"(?:19|20)\d\d-\d\d?-\d\d?|\d{1,2}/\d{1,2}|^\d{1,2}\s\p{L}+\s(?:19|20)\d\d")
_CLOCK = gated(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
_SENTENCE_OVER = gated(r"[.!?][”\"')\]*]*$")
# So few numbered lines are a list, not the paragraphs of minutes.
_FEWEST = 4
# So many headings by type, and so many known agenda items among headings without any mark.
_FEWEST_SET, _FEWEST_KNOWN = 3, 4
_LONGEST = 90
# A numbered line that stands apart: its length, and the numbers that may be missing.
_APART, _LEAP = 200, 9


def _is_front(text: str) -> bool:
    """Does the heading belong to the front matter: attendance, a label, a date?"""
    return bool(group_heading(text) or label(text) or _DATE.search(text))


def marked_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """The marked-up headings below the title, where they are not attendance or labels."""
    marked = [x for x in lines if x.level]
    names = [x.text(source) for x in marked]
    start = next((i for i, n in enumerate(names) if (i or _is_matter(n)) and not _is_front(n)), None)
    if start is None:
        return []
    out = []
    for line in marked[start:]:
        text = line.text(source)
        if is_closing(text) or is_appendix(plain(text)):
            break
        if not (group_heading(text) or sub_heading(text) or _DATE.search(text)):
            out.append(unnumbered_head(line, f"marked, level {line.level}"))
    following = {x.index: y for x, y in pairwise(lines)}
    # A heading that only holds deeper headings is a part of the agenda, not a matter.
    return _own_numbers(source, [h for h in out if not _only_holds(source, h.line, following)])


def _is_matter(text: str) -> bool:
    """A numbered matter ("1. Mötets öppnande") is no title of the document."""
    return bool(_OWN_NUMBER.match(text)) and is_agenda_item(_OWN_NUMBER.sub("", text))


def _only_holds(source: SourceText, line: Line, following: dict[int, Line]) -> bool:
    below = following.get(line.index)
    # What happened at a time is a matter: "Mötet öppnas 11:45".
    return below is not None and below.level > line.level and not _CLOCK.search(line.text(source))


def _own_numbers(source: SourceText, heads: list[Head]) -> list[Head]:
    """The headings with their own numbers, if most have one and the numbers rise."""
    found = [_OWN_NUMBER.match(source.text, h.rest.start, h.rest.end) for h in heads]
    numbers = [int(m["n"]) for m in found if m]
    if len(numbers) < 0.5 * len(heads) or any(a >= b for a, b in pairwise(numbers)):
        return heads
    return [
        replace(h, number=m["n"], span=Span(*m.span("n")), rest=Span(m.end(), h.rest.end)) if m else h
        for h, m in zip(heads, found, strict=True)
    ]


def numbered_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Short numbered lines in order ("4. Ekonomi").

    Where the numbers begin again an agenda came first; the run that holds the most
    text is the minutes.
    """
    runs: list[list[Head]] = [[]]
    for line in lines:
        match = _NUMBERED.match(source.text, line.span.start, line.span.end)
        if not match or match["end"]:
            continue
        head = _numbered(line, match)
        if runs[-1] and not runs[-1][-1].value <= head.value <= runs[-1][-1].value + 3:
            if head.value > 2:
                continue  # A number out of order inside a paragraph.
            runs.append([])
        runs[-1].append(head)
    ends = [run[0].line.index for run in runs[1:]] + [len(lines) and lines[-1].index + 1]
    sizes = [
        (end - run[0].line.index, run) for run, end in zip(runs, ends, strict=True) if len(run) >= _FEWEST
    ]
    best = max(sizes, key=lambda x: x[0])[1] if sizes else []
    if best and best[0].value == 1 and all(b.value - a.value == 1 for a, b in pairwise(best)):
        return best
    spoken = _numbered_sentences(source, lines)
    if not best and not spoken:
        return _numbered_apart(source, lines)
    return spoken if len(spoken) > len(best) else best


def _numbered(line: Line, match: regex.Match[str]) -> Head:
    rest = Span(match.start("title"), line.span.end)
    return Head(line, match["n"], Span(*match.span("n")), rest, None, "numbered line")


def _numbered_sentences(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Numbered lines of any length that run 1, 2, 3 …: "2. Till sekreterare valdes Ada Ek."."""
    out: list[Head] = []
    for line in lines:
        match = _SENTENCE.match(source.text, line.span.start, line.span.end)
        if match and int(match["n"]) == len(out) + 1:
            out.append(_numbered(line, match))
    return out if len(out) >= 2 * _FEWEST else []


def _numbered_apart(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Numbered lines that stand apart, most with a text of their own; one at least is a known matter."""
    out: list[Head] = []
    held = 0
    for line, following in pairwise([*lines, None]):
        match = _SENTENCE.match(source.text, line.span.start, line.span.end) if line is not None else None
        if line is None or match is None or not (line.blank_before and len(line.span) <= _APART):
            continue
        head = _numbered(line, match)
        if not out or 0 < head.value - out[-1].value <= _LEAP:
            out.append(head)
            below = following is not None and _SENTENCE.match(source.quote(following.span)) is None
            held += below or ": " in source.quote(head.rest)
    known = any(is_agenda_item(source.quote(head.rest).partition(":")[0]) for head in out)
    return out if known and len(out) >= _FEWEST and 2 * held >= len(out) else []


# Headings that only their type or their words tell


@cache
def _agenda() -> tuple[frozenset[str], tuple[Pattern, ...]]:
    data = table("headings")["agenda"]
    words = frozenset(w.casefold() for entry in data for w in entry["words"])
    return words, tuple(gated(p) for entry in data for p in entry.get("patterns", ()))


def is_agenda_item(text: str) -> bool:
    """Is the line a matter that minutes of associations and boards have again and again?"""
    words, patterns = _agenda()
    name = plain(text)
    return name.casefold() in words or any(p.fullmatch(name) for p in patterns)


def typeset_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Lines in bold or larger type with text below, below the front; one of them a known matter."""
    usual = Counter[tuple[float, bool]]()
    for line in lines:
        usual[_type(line)] += len(line.span)
    if not usual:
        return []
    size, bold = usual.most_common(1)[0][0]
    below = lines[_front_end(source, lines) :]
    kinds: dict[tuple[float, bool], list[Head]] = {}
    for line, following in pairwise(below):
        apart = (line.bold and not bold) or line.size > size + 0.8
        if apart and _is_short(source, line) and _type(following) != _type(line):
            kinds.setdefault(_type(line), []).append(unnumbered_head(line, "set apart by its type"))
    best = max(kinds.values(), key=len, default=[])
    known = any(is_agenda_item(h.line.text(source)) for h in best)
    return best if len(best) >= _FEWEST_SET and known else []


def _type(line: Line) -> tuple[float, bool]:
    return round(line.size), line.bold


def agenda_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """No marks at all: short lines that stand apart, at least four of them known matters."""
    start = _front_end(source, lines)
    first = next(
        (i for i, x in enumerate(lines) if i >= start and is_agenda_item(x.text(source))), len(lines)
    )
    out, known = [], 0
    for line, following in pairwise([*lines[first:], None]):
        assert line is not None
        text = line.text(source)
        if not _is_short(source, line):
            continue
        if is_agenda_item(text):
            known += 1
        elif not (line.blank_before and following and _is_text(source, following)):
            continue
        out.append(unnumbered_head(line, "known matters"))
    return out if known >= _FEWEST_KNOWN else []


def _is_text(source: SourceText, line: Line) -> bool:
    return not line.blank_before and bool(_SENTENCE_OVER.search(line.text(source)))


def _is_short(source: SourceText, line: Line) -> bool:
    """Could the line be a heading, by its length and its ends, and is it nothing else?"""
    text = line.text(source)
    if len(line.cells) > 1 or line.marker or len(text) > _LONGEST or not plain(text)[:1].isupper():
        return False
    if text.rstrip("*_ ").endswith((".", ",", ";")) or _DATE.search(text):
        return False
    known = sub_heading(text) or group_heading(text) or label(text) or label_prefix(text)
    return not (known or is_contents(text) or is_closing(text) or is_appendix(text))


def _front_end(source: SourceText, lines: tuple[Line, ...]) -> int:
    """Where the front page's labels and lists end: behind the last of them at the beginning."""
    last = 0
    for i, line in enumerate(lines[:60]):
        text = line.text(source)
        if is_agenda_item(text) and i > last:
            break
        if group_heading(text) or label(text) or label_prefix(text):
            last = i + 1
    return last

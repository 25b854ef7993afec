"""Where the paragraphs (§§) begin: the sign, a body's letters, marked or numbered headings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex

from protokoll_extract.segment.headings import (
    group_heading,
    is_appendix,
    is_closing,
    label,
    plain,
    sub_heading,
)
from protokoll_extract.segment.lines import Line
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.vocab.load import grammar

_HEAD = regex.compile(
    r"""(?:(?P<prefix>\p{Lu}[\p{L}]{1,5})\s*)?  # a body's letters: KS, Kf, BUN
        (?:§\s*(?P<n>\d{1,4}(?:\s?[a-z](?=[\s.]|$))?)\.?   # § 12, §12., § 3 a
          |(?P<n2>\d{1,4})\s*§)                 # 12 §
        (?=\s|$|\p{Lu})\s*""",
    regex.VERBOSE,
)
_LEADERS = regex.compile(r"(?:\s*[.…]{3,}[\s.…]*|\t\s*|\s{2,})(?P<page>\d{1,4})?\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a § begins: its line, its number as printed ("" without one), and what follows it."""

    line: Line
    number: str
    span: Span
    rest: Span
    mark: Span | None = None


def is_numbered_head(text: str, page: int) -> bool:
    """Does the line begin a § by its sign or the body's letters? "Sid 3" on page 3 does not."""
    if _HEAD.match(text):
        return True
    prefixed = _PREFIXED.fullmatch(text)
    return prefixed is not None and abs(int(prefixed["n"]) - page) > 2


def heads_of(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """The heads of the paragraphs, by the strongest sign that the document uses."""
    return (
        _heads(source, lines)
        or _prefixed_heads(source, lines)
        or _numbered_heads(source, tuple(x for x in lines if x.level))
        or _marked_heads(source, lines)
        or _numbered_heads(source, lines)
    )


def _heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    found = [h for h in (_head(source, x) for x in lines) if h]
    return _in_order(
        [h for h in found if not _LEADERS.search(source.quote(h.rest)) or "\t" not in source.quote(h.rest)]
    )


def _head(source: SourceText, line: Line) -> Head | None:
    match = _HEAD.match(source.text, line.span.start, line.span.end)
    if not match:
        return None
    rest = Span(match.end(), line.span.end)
    quote = source.quote(rest)
    known = grammar("item.diary").match(quote) or grammar("item.continued").fullmatch(quote)
    if grammar("item.law_after").match(quote) and not known and not line.level:
        return None
    group = "n" if match["n"] else "n2"
    return Head(line, " ".join(match[group].split()), Span(*match.span(group)), rest, _mark(source, match))


def _mark(source: SourceText, match: regex.Match[str]) -> Span:
    """The number with its sign, as printed: "§ 12", "12 §"."""
    return strip(source.text, Span(match.start(), match.end()))


def _in_order(heads: list[Head]) -> list[Head]:
    """The most likely run of heads whose numbers never fall.

    A law's § at the start of a line stands out of order. A step of one weighs more than
    a leap, a head with text below it more than one in a list of heads. Equal numbers
    stay (a § twice is a finding).
    """
    numbers = [int(regex.sub(r"\D", "", h.number)) for h in heads]
    weights = [_weight(heads, i) for i in range(len(heads))]
    best: list[float] = []
    back: list[int] = []
    for i, number in enumerate(numbers):
        score, previous = weights[i], -1
        for j in range(max(0, i - _WINDOW), i):
            step = number - numbers[j]
            if step >= 0 and (gained := best[j] + weights[i] + _STEP.get(step, 0.0)) >= score:
                score, previous = gained, j
        best.append(score)
        back.append(previous)
    out: list[Head] = []
    i = max(range(len(heads)), key=lambda k: best[k]) if heads else -1
    while i >= 0:
        out.append(heads[i])
        i = back[i]
    return out[::-1]


# Heads looked back at, so that time grows with the number of heads, not its square.
_WINDOW = 60
_STEP = {0: 0.1, 1: 0.5}


def _weight(heads: list[Head], i: int) -> float:
    """Less for a head that another head follows on the next line."""
    listed = i + 1 < len(heads) and heads[i + 1].line.index == heads[i].line.index + 1
    return 0.6 if listed else 1.0


# A body's letters instead of the sign: "Sn 49 Val av justerare", "KFN 1".
_PREFIXED = regex.compile(r"(?P<prefix>\p{Lu}\p{L}{1,4})\s+(?P<n>\d{1,4})(?=\s+\p{Lu}\p{L}|$)\s*")


def _prefixed_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Heads that carry the body's letters and no §: at least three with the same letters, in order."""
    found: dict[str, list[Head]] = {}
    for line in lines:
        match = _PREFIXED.match(source.text, line.span.start, line.span.end)
        if match:
            head = Head(line, match["n"], Span(*match.span("n")), Span(match.end(), line.span.end))
            found.setdefault(match["prefix"].casefold(), []).append(head)
    best = max(found.values(), key=len, default=[])
    steps = [int(b.number) - int(a.number) for a, b in pairwise(best)]
    return best if len(best) >= 3 and all(step == 1 for step in steps) else []


_NUMBERED = regex.compile(r"(?P<n>\d{1,3})\s?[.)]?[\t ]+(?P<title>\p{Lu}[^\t]{2,90}?)(?P<end>[.,;]?)$")
# So few numbered lines are a list, not the paragraphs of minutes.
_FEWEST = 4


def _numbered_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """No §§ and no marked headings: short numbered lines in order ("4. Ekonomi").

    Where the numbers begin again an agenda came first; the run that holds the most
    text is the minutes.
    """
    runs: list[list[Head]] = [[]]
    for line in lines:
        match = _NUMBERED.match(source.text, line.span.start, line.span.end)
        if not match or match["end"]:
            continue
        head = Head(line, match["n"], Span(*match.span("n")), Span(match.start("title"), line.span.end))
        if runs[-1] and not int(runs[-1][-1].number) <= int(head.number) <= int(runs[-1][-1].number) + 3:
            if int(head.number) > 2:
                continue  # A number out of order inside a paragraph.
            runs.append([])
        runs[-1].append(head)
    ends = [run[0].line.index for run in runs[1:]] + [len(lines) and lines[-1].index + 1]
    sizes = [
        (end - run[0].line.index, run) for run, end in zip(runs, ends, strict=True) if len(run) >= _FEWEST
    ]
    return max(sizes, key=lambda x: x[0])[1] if sizes else []


def _marked_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """No §§: the marked-up headings below the title, where they are not attendance or labels."""
    marked = [x for x in lines if x.level]
    names = [x.text(source) for x in marked]
    start = next((i for i, n in enumerate(names) if i and not group_heading(n) and not label(n)), None)
    if start is None:
        return []
    out = []
    for line in marked[start:]:
        text = line.text(source)
        if is_closing(text) or is_appendix(plain(text)):
            break
        if not (group_heading(text) or sub_heading(text) or regex.search(r"\d{4}", text)):
            out.append(Head(line, "", Span(line.span.start, line.span.start), line.span))
    following = {x.index: y for x, y in pairwise(lines)}
    # A heading that only holds deeper headings is a part of the agenda, not a matter.
    return [h for h in out if not _only_holds(h.line, following.get(h.line.index))]


def _only_holds(line: Line, below: Line | None) -> bool:
    return below is not None and below.level > line.level

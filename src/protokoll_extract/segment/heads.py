"""Where the paragraphs (§§) begin: candidates are weighed, and the likeliest run of them is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import regex

from protokoll_extract.segment.contents import is_led
from protokoll_extract.segment.head import (
    Head,
    bare_sign_head,
    letters_head,
    sign_at_the_right,
    sign_head,
    unnumbered_head,
)
from protokoll_extract.segment.headings import (
    group_heading,
    is_appendix,
    is_closing,
    label,
    plain,
    sub_heading,
)
from protokoll_extract.segment.lines import Line
from protokoll_extract.segment.unsigned import agenda_heads, marked_heads, numbered_heads, typeset_heads
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.vocab.load import grammar

# So few heads with the sign may be references in minutes that number otherwise.
_FEW = 2
# So many heads in order are no chance.
_RUN = 3
# Heads looked back at, so that time grows with the number of heads, not its square.
_WINDOW = 60
# What a step from one number to the next is worth: a § twice, the next one; a leap nothing.
_STEP = {0: 0.1, 1: 0.5}
# A line this long (characters) whose sentence is not over goes on in the next one.
_FULL = 40
_TO_PAGE = regex.compile(r"\t\s*\d{1,4}\s*$")
_SENTENCE_OVER = gated(r"[.!?:;][”\"')\]*]*$")


def heads_of(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """The heads of the paragraphs, by the strongest sign that the document uses."""
    signed = _signed_heads(source, lines)
    if len(signed) > _FEW:
        return signed
    for other in (
        _lettered_heads,
        _heads_at_the_right,
        marked_heads,
        numbered_heads,
        typeset_heads,
        agenda_heads,
    ):
        found = other(source, lines)
        if found and (not signed or _hold(found, signed)):
            return found
    return signed


def _hold(found: list[Head], signed: list[Head]) -> bool:
    """Are there many more of these, and do they begin before the first sign?"""
    return len(found) > 2 * len(signed) + 1 and found[0].line.index < signed[0].line.index


def _signed_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    found = [h for h in (sign_head(source, x) for x in lines) if h and not _is_entry(source, h)]
    chosen = in_order(found, weights_of(source, lines, found))
    return sorted([*chosen, *_between(source, lines, chosen)], key=lambda h: h.line.index)


def _is_entry(source: SourceText, head: Head) -> bool:
    """An entry of a contents list: dots or a tab lead to a page number."""
    quote = source.quote(head.rest)
    # "Dnr KS 2031/12<tab>042": a code of the diary's plan, no page.
    return is_led(quote) or bool(_TO_PAGE.search(quote) and not grammar("item.diary").match(quote))


def _between(source: SourceText, lines: tuple[Line, ...], heads: list[Head]) -> Iterator[Head]:
    """Heads without a number among numbered ones: "§ Mötets avslutande", headings of the same depth."""
    if len(heads) <= _FEW:
        return
    taken = {h.line.index for h in heads}
    levels = {h.line.level for h in heads}
    level = levels.pop() if len(levels) == 1 else 0
    for line in lines:
        text = line.text(source)
        if line.index <= heads[0].line.index or line.index in taken:
            continue
        if level and line.level == level and _ends(text):
            return
        head = bare_sign_head(source, line)
        if head is None and level and line.level == level and not _is_known(text):
            head = unnumbered_head(line, f"marked, level {line.level}")
        if head is not None:
            yield head


def _ends(text: str) -> bool:
    """Does a heading of the same depth begin the signatures or an appendix?"""
    return is_closing(text) or is_appendix(plain(text)) or label(text) in ("chair", "secretary", "adjusters")


def _is_known(text: str) -> bool:
    return bool(sub_heading(text) or group_heading(text))


def _lettered_heads(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Heads that carry the body's letters and no §: at least three with the same letters, in order.

    In a longer run one may be missing, stand twice or bear a wrong number.
    """
    found: dict[str, list[Head]] = {}
    for line in lines:
        head = letters_head(source, line)
        if head:
            found.setdefault(head.form, []).append(head)
    best = max(found.values(), key=len, default=[])
    steps = [b.value - a.value for a, b in pairwise(best)]
    odd = sum(step != 1 for step in steps)
    return best if len(best) >= 3 and odd <= min(2, len(steps) // 4) else []


def _heads_at_the_right(source: SourceText, lines: tuple[Line, ...]) -> list[Head]:
    """Titles with their § at the right margin, "Val av justerare<tab>§ 97": in order, text between them."""
    found = [(at, head) for at, x in enumerate(lines) if (head := sign_at_the_right(source, x)) is not None]
    apart = sum(b - a > 1 for (a, _), (b, _) in pairwise(found))
    steps = [b.value - a.value for (_, a), (_, b) in pairwise(found)]
    if len(found) < _RUN or apart < 0.8 * len(steps) or any(step not in (1, 2) for step in steps):
        return []
    return [head for _, head in found]


# Weighing


def in_order(heads: list[Head], weights: list[float]) -> list[Head]:
    """The run of heads whose numbers never fall and that weighs most.

    A law's § at the start of a line stands out of order. A step of one weighs more than
    a leap. Equal numbers stay (a § twice is a finding).
    """
    values = [head.value for head in heads]
    best: list[float] = []
    back: list[int] = []
    for i, value in enumerate(values):
        score, previous = weights[i], -1
        for j in range(max(0, i - _WINDOW), i):
            step = value - values[j]
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


def weights_of(source: SourceText, lines: tuple[Line, ...], heads: list[Head]) -> list[float]:
    """What each candidate weighs, from 1 downwards; less for each sign that it is no head."""
    above = {line.index: before for before, line in pairwise(lines)}
    form = _usual(h.form for h in heads)
    look = _usual(_look(h.line) for h in heads if h.form == form)
    return [
        1.0
        - 0.4 * _is_listed(heads, i)
        - 0.5 * (head.form != form)
        - 0.3 * (_look(head.line) != look)
        - 0.5 * _is_in_sentence(source, above.get(head.line.index), head.line)
        for i, head in enumerate(heads)
    ]


def _usual(found: Iterator[str]) -> str | None:
    """The commonest one, the first among equals."""
    return next((x for x, _ in Counter(found).most_common(1)), None)


def _look(line: Line) -> str:
    """How the line is set; the same for all lines without geometry."""
    return f"{line.size:.0f} {line.bold} {line.level}"


def _is_listed(heads: list[Head], i: int) -> bool:
    """Does another head follow on the next line, as in a list of heads?"""
    return i + 1 < len(heads) and heads[i + 1].line.index == heads[i].line.index + 1


def _is_in_sentence(source: SourceText, above: Line | None, line: Line) -> bool:
    """Does the line go on with a sentence that began on the line above?"""
    if above is None or line.blank_before or line.level or above.index + 1 != line.index:
        return False
    text = above.text(source)
    return len(text) >= _FULL and not _SENTENCE_OVER.search(text) and not _is_known(text)

"""One § head: its line, its number as printed, and how a line shows that it is one."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from protokoll_extract.segment.lines import Line
from protokoll_extract.text.gate import gated
from protokoll_extract.text.source import SourceText
from protokoll_extract.text.span import Span, strip
from protokoll_extract.vocab.load import grammar

_SIGN = gated(
    r"""(?:(?P<prefix>\p{Lu}[\p{L}]{1,5})\s*)?  # a body's letters: KS, Kf, BUN
        (?:§\s*(?P<n>\d{1,4}(?:/(?:(?:19|20)\d\d|\d\d)|\s?[a-z](?=[\s.]|$))?)[.:]?  # § 12., § 3 a, § 3/2031
          |(?P<n2>\d{1,4})\s*§)                 # 12 §
        (?=\s|$|\p{Lu})\s*""",
    regex.VERBOSE,
)
# The sign alone, in a cell of its own.
_RIGHT_SIGN = gated(r"§\s*(?P<n>\d{1,4})")
# A full stop that slipped in before the sign: ".§ 7 Skrivelser".
_STRAY = gated(r"[.,·]\s?(?=§)")
# A sign without a number: "§ Mötets avslutande".
_BARE_SIGN = gated(r"§\s+(?=\p{Lu}\p{Ll}[^.:;]{2,80}$)")
# A body's letters instead of the sign: "Sn 49 Val av justerare", "KFN 1".
_LETTERS = gated(r"(?P<prefix>\p{Lu}\p{L}{1,4})\s+(?P<n>\d{1,4})(?=\s+\p{Lu}\p{L}|$)\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a § begins: its line, its number as printed ("" without one), and what follows it.

    ``form`` tells how it is written, so that heads of one document can be compared:
    the letters before it and on which side of the number the sign stands.
    """

    line: Line
    number: str
    span: Span
    rest: Span
    mark: Span | None = None
    form: str = ""

    @property
    def value(self) -> int:
        """The number without its letter or year; 0 without a number."""
        return int("".join(c for c in self.number.partition("/")[0] if c.isdecimal()) or 0)


def sign_head(source: SourceText, line: Line) -> Head | None:
    """The head that the line begins with its sign; a reference to a law is none."""
    if source.text.find("§", line.span.start, line.span.end) < 0:
        return None
    stray = _STRAY.match(source.text, line.span.start, line.span.end)
    match = _SIGN.match(source.text, stray.end() if stray else line.span.start, line.span.end)
    if not match:
        return None
    rest = Span(match.end(), line.span.end)
    quote = source.quote(rest)
    known = grammar("item.diary").match(quote) or grammar("item.continued").fullmatch(quote)
    if grammar("item.law_after").match(quote) and not known and not line.level:
        return None
    group = "n" if match["n"] else "n2"
    form = f"{(match['prefix'] or '').casefold()} {'§ 1' if match['n'] else '1 §'}".strip()
    number = " ".join(match[group].split())
    mark = strip(source.text, Span(match.start(), match.end()))
    return Head(line, number, Span(*match.span(group)), rest, mark, form)


def sign_at_the_right(source: SourceText, line: Line) -> Head | None:
    """The head whose title stands first, and its § in the last cell of the line."""
    match = _RIGHT_SIGN.fullmatch(source.quote(line.cells[-1])) if len(line.cells) == 2 else None
    if match is None or not source.text[line.cells[0].start].isupper():
        return None
    start = line.cells[-1].start
    number = Span(start + match.start("n"), start + match.end("n"))
    return Head(line, match["n"], number, line.cells[0], line.cells[-1], "§ 1 at the right")


def bare_sign_head(source: SourceText, line: Line) -> Head | None:
    """A head with the sign but no number."""
    if source.text[line.span.start] != "§":
        return None
    match = _BARE_SIGN.match(source.text, line.span.start, line.span.end)
    return unnumbered_head(line, "sign without a number", match.end()) if match else None


def letters_head(source: SourceText, line: Line) -> Head | None:
    """A head with the body's letters instead of the sign."""
    match = _LETTERS.match(source.text, line.span.start, line.span.end)
    if not match:
        return None
    rest = Span(match.end(), line.span.end)
    return Head(line, match["n"], Span(*match.span("n")), rest, None, f"letters {match['prefix'].casefold()}")


def unnumbered_head(line: Line, form: str, start: int | None = None) -> Head:
    """A head that is all title, from ``start`` (the line's start when None)."""
    begin = line.span.start if start is None else start
    return Head(line, "", Span(begin, begin), Span(begin, line.span.end), None, form)


def is_numbered_head(text: str, page: int) -> bool:
    """Does the line begin a § by its sign or the body's letters? "Sid 3" on page 3 does not."""
    if _SIGN.match(text):
        return True
    letters = _LETTERS.fullmatch(text)
    return letters is not None and abs(int(letters["n"]) - page) > 2

"""What somebody typed, as words, phrases, numbers and words to leave out. Anything typed is a question."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from protokoll_extract.store import diary
from protokoll_extract.store.words import tokens

LONGEST = 500
_MOST_TERMS = 16
_QUOTES = str.maketrans({"”": '"', "“": '"', "„": '"', "«": '"', "»": '"', "″": '"'})
_DAY = re.compile(r"(?:1[6-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand in a row; ``exact`` for what was put in quotes."""

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``terms`` must all be there, ``without`` must not; ``diary`` holds keys of diary numbers."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    diary: tuple[str, ...] = ()
    # A day alone: sought in the texts, and where none has it, as the day of a meeting.
    day: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.without or self.diary)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for term in self.terms for word in term.words)


def ask(typed: str) -> Question:
    """Reads what was typed. "…" is a phrase, -word leaves out, word* is a beginning; nothing is an error."""
    text = unicodedata.normalize("NFC", typed[:LONGEST]).translate(_QUOTES).replace("\x00", " ")
    numbers, rest = diary.taken_out(text)
    terms: list[Term] = []
    without: list[Term] = []
    for piece in _PIECE.finditer(rest):
        target = without if piece["minus"] else terms
        if piece["phrase"] is not None:
            words = tuple(tokens(piece["phrase"]))
            if words:
                target.append(Term(words, exact=True))
            continue
        found = tuple(tokens(piece["word"]))
        if found:
            # "barn- och" is two words, "50%" is one, "2024-03-12" are three in a row.
            prefix = piece["word"].endswith("*") and len(found) == 1 and len(found[0]) > 1
            target.append(Term(found, exact=len(found) > 1, prefix=prefix))
    day = text.strip() if _DAY.fullmatch(text.strip()) else None
    return Question(tuple(terms[:_MOST_TERMS]), tuple(without[:_MOST_TERMS]), tuple(numbers[:4]), day)

"""What somebody typed, as words, phrases, numbers and words to leave out. Anything typed is a question."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from protokoll_extract.store import diary, exact
from protokoll_extract.store.exact import NONE, Numbers
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

    @property
    def phrase(self) -> tuple[str, ...]:
        """Its words as the index is asked for them: with a ``*`` behind the beginning of a word."""
        return (*self.words[:-1], f"{self.words[-1]}*") if self.prefix else self.words


@dataclass(frozen=True, slots=True)
class Question:
    """``terms`` must all be there, ``without`` must not; ``diary`` holds keys of diary numbers, ``numbers``
    the §§ and sums that are meant by their number."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    diary: tuple[str, ...] = ()
    numbers: Numbers = NONE
    # A day alone: sought in the texts, and where none has it, as the day of a meeting.
    day: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.without or self.diary or self.numbers)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for term in self.terms for word in term.words)


def _numbers(text: str) -> tuple[list[str], Numbers, str]:
    """Keys of diary numbers, §§ and sums, and what else was typed."""
    paragraphs, rest = exact.paragraphs_taken_out(text)
    keys, rest = diary.taken_out(rest)
    sums, rest = exact.sums_taken_out(rest)
    return keys, Numbers(paragraphs, sums), rest


def ask(typed: str, *, as_words: bool = False) -> Question:
    """Reads what was typed. "…" is a phrase, -word leaves out, word* is a beginning; nothing is an error.

    With ``as_words`` the numbers of §§ and matters and sums are words like others.
    """
    text = unicodedata.normalize("NFC", typed[:LONGEST]).translate(_QUOTES).replace("\x00", " ")
    keys, numbers, rest = ([], NONE, text) if as_words else _numbers(text)
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
    return Question(tuple(terms[:_MOST_TERMS]), tuple(without[:_MOST_TERMS]), tuple(keys[:4]), numbers, day)

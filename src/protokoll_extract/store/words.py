"""Words of Swedish text: which there are, what they may be forms of, what they are made of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from protokoll_extract.errors import MissingExtraError
from protokoll_extract.vocab.load import table

# A change of what these functions return, or of how names are told apart, is a new number: archives are then
# indexed anew.
ANALYSIS = "2"

_TOKEN = re.compile(r"[^\W_]+")
# A part of a compound has at least so many letters.
_HEAD, _TAIL = 3, 4
_CACHED = 200_000


def tokens(text: str) -> list[str]:
    """The words of a text, in lower case and in order; what SQLite's ``unicode61`` finds as well."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(_CACHED)
def folded(token: str) -> str:
    """Without dots and accents: what somebody types who has no å, ä or ö."""
    apart = unicodedata.normalize("NFD", token)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(_CACHED)
def roots(token: str) -> frozenset[str]:
    """The stem of the word and of its lemma; two words that share one may be forms of one word."""
    if not token.isalpha() or token in left_out():
        return frozenset((token,))
    return frozenset((_stem(token), _stem(lemma(token))))


@lru_cache(_CACHED)
def lemma(token: str) -> str:
    """The word's base form, or the word itself. A noun is not taken for a command: "hamn" is not "hamna"."""
    found = str(_simplemma().lemmatize(token, lang="sv")).lower()
    return token if found == token + "a" else found


@lru_cache(_CACHED)
def parts(token: str) -> frozenset[str]:
    """The words a compound is made of: "skolskjuts" → "skol", "skjuts"; none when it is no compound."""
    best: tuple[str, ...] = ()
    if not token.isalpha():
        return frozenset()
    for cut in range(_HEAD, len(token) - _TAIL + 1):
        head, tail = token[:cut], token[cut:]
        if not _known(tail):
            continue
        found = next((each for each in _heads(head) if _known(each)), None)
        if found and (not best or min(len(found), len(tail)) > min(map(len, best))):
            best = (found, tail)
    return frozenset(best)


def _heads(head: str) -> tuple[str, ...]:
    """A compound's first part as a word of its own: "kommuns" → "kommun", "skol" → "skola"."""
    plain = (head, head + "a", head + "e", head.removesuffix("e"))
    return (head[:-1], *plain) if head.endswith("s") and len(head) > _HEAD else plain


@lru_cache(_CACHED)
def _known(word: str) -> bool:
    return len(word) >= _HEAD and bool(_simplemma().is_known(word, lang="sv"))


@lru_cache(_CACHED)
def same_word(one: str, other: str) -> bool:
    """Whether two words that share a root are forms of one word, as far as endings and lemmas tell."""
    if one == other:
        return True
    first, second = lemma(one), lemma(other)
    if first == second:
        return True
    if one == first and other == second and _known(one) and _known(other):
        return False
    return _derived(one, first) == _derived(other, second)


def _derived(word: str, base: str) -> str | None:
    """Which ending that makes another word it has, if any."""
    for ending in _endings():
        if word.endswith(ending) or base.endswith(ending):
            return ending
    return None


@lru_cache(1)
def left_out() -> frozenset[str]:
    """Small words: not inflected, and left out of a question that nothing answers whole."""
    return frozenset(table("search")["left_out"]["words"])


@lru_cache(1)
def _endings() -> tuple[str, ...]:
    return tuple(sorted(table("search")["derived"]["endings"], key=len, reverse=True))


@lru_cache(_CACHED)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(1)
def _stemmer() -> Any:
    try:
        import snowballstemmer
    except ImportError as error:
        raise missing() from error
    return snowballstemmer.stemmer("swedish")


@lru_cache(1)
def _simplemma() -> Any:
    try:
        import simplemma
    except ImportError as error:
        raise missing() from error
    return simplemma


def missing() -> MissingExtraError:
    return MissingExtraError(
        "extra.desk", "search", "the packages of Swedish search are not installed",
        "Install them with `make desk`, or `pip install 'protokoll-extract[desk]'`.",
    )  # fmt: skip

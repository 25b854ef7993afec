"""Personal data that is not to be shown: masked before anything is stored, letter by letter.

Masked text is as long as the text it stands for, so places in the canonical text stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

MASK = "█"

_NUMBER = re.compile(
    r"(?<![\d-])(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-9]\d)"
    r"(?P<between>[ \t]?[-+–][ \t]?|[ ])?(?P<last>\d{4})(?![\d-])"
)
_PHONE_BEFORE = re.compile(r"(?:tel|telefon|mobil|fax)[\w.]*:?\s*$", re.IGNORECASE)
_SAMORDNING = 60
_KINDS = frozenset({"personnummer", "samordningsnummer", "phone", "email", "address"})


def hidden_spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of personnummer and samordningsnummer, in all usual writings, their check digit right."""
    for match in _NUMBER.finditer(text):
        if (
            match["between"] is None
            and not match["century"]
            and _PHONE_BEFORE.search(text[: match.start()][-24:])
        ):
            continue
        if _is_day(match) and _checks(match["year"] + match["month"] + match["day"] + match["last"]):
            yield match.start(), match.end()


def _is_day(match: re.Match[str]) -> bool:
    day = int(match["day"])
    try:
        # 2000 is a leap year, as any year with these two digits may be.
        date(2000, int(match["month"]), day - _SAMORDNING if day > _SAMORDNING else day)
    except ValueError:
        return False
    return True


def _checks(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 - place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


class Mask:
    """What one document hides: its personal data, and the names of private persons."""

    def __init__(self, document: dict[str, Any]) -> None:
        data = document.get("personal_data") or []
        hidden = {entry.get("text") for entry in data if entry.get("kind") in _KINDS}
        for person in document.get("people") or []:
            if person.get("basis") == "private":
                hidden |= {person.get("name"), *(person.get("names_as_written") or [])}
        words = sorted((word for word in hidden if word and len(word) > 2), key=len, reverse=True)
        self._words = (
            re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)) if words else None
        )

    def text(self, text: str) -> str:
        """The text with what is hidden made into blocks, as many letters as before."""
        for start, end in [*hidden_spans(text), *self._found(text)]:
            text = text[:start] + MASK * (end - start) + text[end:]
        return text

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Places of what is hidden."""
        return sorted({*hidden_spans(text), *self._found(text)})

    def _found(self, text: str) -> Iterable[tuple[int, int]]:
        return [match.span() for match in self._words.finditer(text)] if self._words else []

    def tree(self, value: Any) -> Any:
        """A copy of JSON data with every text in it masked, hashes and addresses left alone."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.tree(each) for each in value]
        if isinstance(value, dict):
            return {key: each if key in _PLAIN else self.tree(each) for key, each in value.items()}
        return value


_PLAIN = frozenset({"$schema", "schema_version", "id", "sha256", "text_sha256", "pointer", "rule", "value"})

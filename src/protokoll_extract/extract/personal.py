"""Personal data in a text: birth numbers with their check digit, phone, e-mail and postal addresses.

What is found can be masked. A number counts as a birth number when its date exists and its check digit
is right; diary numbers, organisation numbers and property designations never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import regex

from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.span import Span
from protokoll_extract.vocab.load import table

Kind = Literal["personnummer", "samordningsnummer", "phone", "email", "address"]


@dataclass(frozen=True, slots=True)
class Personal:
    """What kind of personal data stands at a place of the text."""

    kind: Kind
    span: Span


def find_personal_data(text: str) -> Iterator[Personal]:
    """All personal data in a text, in its order, none inside another; places are code points."""
    found = [*_birth_numbers(text), *_emails(text), *_phones(text), *_addresses(text)]
    end = -1
    for one in sorted(found, key=lambda x: (x.span.start, -x.span.end)):
        if one.span.start >= end:
            end = one.span.end
            yield one


# Birth numbers

_DASH = "[-+\u2010-\u2015\u2212]"
_BIRTH = gated(
    rf"(?=\d{{6}})(?<![\d\p{{L}}]|\d[-.:/,])(?P<century>18|19|20)?(?P<date>\d{{6}})"
    rf"(?P<sign>\s?{_DASH}\s?|\s)?(?P<serial>\d{{4}})(?![\d\p{{L}}]|[-:/]\d|[.,]\d)"
)


def _birth_numbers(text: str) -> Iterator[Personal]:
    for match in _BIRTH.finditer(text):
        day = int(match["date"][4:])
        if not _exists(match["century"], match["date"]) or not has_check_digit(
            match["date"] + match["serial"]
        ):
            continue
        if match["sign"] is None and match["century"] is None and _is_phone(text, match):
            continue
        kind: Kind = "samordningsnummer" if day > 60 else "personnummer"
        yield Personal(kind, Span(*match.span()))


def has_check_digit(digits: str) -> bool:
    """Is the last of ten digits right by the Luhn algorithm?"""
    doubled = (int(x) * (2 - i % 2) for i, x in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def _exists(century: str | None, digits: str) -> bool:
    year, month, day = (int(digits[i : i + 2]) for i in (0, 2, 4))
    for first in (century,) if century else ("19", "20"):
        try:
            date(int(first) * 100 + year, month, day - 60 if day > 60 else day)
        except ValueError:
            continue
        return True
    return False


def _is_phone(text: str, match: regex.Match[str]) -> bool:
    """Ten digits without a sign: a mobile number unless the words before it say otherwise."""
    before = text[max(0, match.start() - 40) : match.start()].casefold()
    if _labelled(before, "birth_number"):
        return False
    return _labelled(before, "phone") or bool(regex.match(r"07[02369]", match.group()))


def _labelled(before: str, kind: str) -> bool:
    return bool(_label(kind).search(before))


@cache
def _label(kind: str) -> Pattern:
    labels = table("personal")[kind]["labels"]
    return gated(r"(?<!\p{L})\L<labels>[.:]?\s*(?:nr|nummer)?[.:]?\s*$", labels=labels)


# Phone, e-mail

_PHONE = gated(
    r"(?<![\d\p{L}/:.,-]|\d\s)(?:"
    r"(?:\+46|0046)[\s-]?(?:\(0\))?[\s-]?\d{1,3}[\s-]?\d{2,3}(?:[\s-]?\d{2,3}){1,3}"
    r"|0\d{1,3}\s?[-–/]\s?\d{2,3}(?:\s?\d{2,3}){1,3}"
    r"|0\d{1,3}(?:\s\d{2,3}){2,4}"
    r"|07[02369]\d{7}"
    r")(?![\d/:]|[-.,]\d|\s\d)"
)
_EMAIL = gated(r"(?<![\w.+-])[\p{L}\d][\p{L}\d._+-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}(?!\w)")


def _phones(text: str) -> Iterator[Personal]:
    for match in _PHONE.finditer(text):
        digits = sum(x.isdigit() for x in match.group().replace("(0)", ""))
        international = match.group().startswith(("+", "00"))
        if (10 <= digits <= 13) if international else (8 <= digits <= 11):
            yield Personal("phone", Span(*match.span()))


def _emails(text: str) -> Iterator[Personal]:
    for match in _EMAIL.finditer(text):
        yield Personal("email", Span(*match.span()))


# Addresses

# So far before its postal code a street begins, and so far behind it the town ends, at most (characters).
_STREET, _TOWN = 120, 60
_POSTAL_CODE = regex.compile(r"\d{3}\s?\d{2}\s+\p{Lu}")


@cache
def _address() -> Pattern:
    streets = "|".join(table("personal")["address"]["streets"])
    return gated(
        rf"(?=\p{{Lu}})(?<![\p{{L}}\d])(?:\p{{Lu}}[\p{{L}}-]*(?:{streets})|\p{{Lu}}[\p{{L}}-]*(?:\s\p{{L}}+)?\s(?:{streets}))"
        r"\s\d{1,3}\s?(?:\p{Lu}(?!\p{L}))?(?:,?\s*lgh\s?\d{4})?"
        r",?\s+(?:SE-|S-)?\d{3}\s?\d{2}\s+\p{Lu}[\p{L}-]+"
    )


def _addresses(text: str) -> Iterator[Personal]:
    """Street, postal code and town, unless a label says that it is an office's or the meeting's."""
    public = tuple(table("personal")["address"]["public"])
    end = 0
    for code in _POSTAL_CODE.finditer(text):
        match = _address().search(text, max(end, code.start() - _STREET), code.end() + _TOWN)
        if match is None:
            continue
        end = match.end()
        line = text[
            max(text.rfind("\n", 0, match.start()) + 1, match.start() - 80) : match.start()
        ].casefold()
        if not regex.search(r"(?<!\p{L})\L<public>(?!\p{L})", line, public=public):
            yield Personal("address", Span(*match.span()))

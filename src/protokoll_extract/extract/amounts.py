"""Sums of money and percentages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from protokoll_extract.extract.amount_status import status_of, words_pattern
from protokoll_extract.extract.finding import Tree, Value, derived, stated
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

_SPACE = r"[ \u00a0\u2007\u2008\u2009\u200a\u202f]"
# A number as Swedes print it; the decimal point only where no digit group follows.
_NUMBER = rf"""(?:(?:[1-9]\d{{0,2}}(?:(?:{_SPACE}|\.|\s(?=\d{{3}}\s))\d{{3}}(?!\d))+|0|[1-9]\d*)
    (?:[,.:]\d{{1,3}}(?!\d))?)"""
# Not inside another number, word, date or registry number; a list number may touch a grouped number.
_BEFORE = rf"""(?<![\p{{L}}\d§])
    (?:(?<!\d[.,:/\-–−])|(?<=(?<!\d)\d{{1,2}}\.)(?=[1-9]\d{{0,2}}{_SPACE}\d{{3}}(?!\d)))"""
_MINUS = r"(?:(?<![^\s(=])[-–−](?=\d))"
_WINDOW = 40
_YEAR = gated(r"(?:19|20)\d\d")
_DIGIT = gated(r"\d")
_DECIMALS = gated(r"(-?[\d.]*?\d)([,.:])(\d+)")


@dataclass(frozen=True, slots=True)
class _Unit:
    currency: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class _Figure:
    """One number with its unit: offsets into a view's text."""

    number: str
    start: int
    end: int
    unit_start: int
    unit_end: int
    unit: _Unit


def _key(word: str) -> str:
    return " ".join(word.casefold().split())


@cache
def _units() -> dict[str, _Unit]:
    return {
        word: _Unit(entry["currency"], Decimal(entry.get("factor", "1")))
        for kind in ("prefix", "unit")
        for entry in table("units")[kind]
        for word in entry["words"]
    }


@cache
def _amount_pattern() -> Pattern:
    units = words_pattern(word for entry in table("units")["unit"] for word in entry["words"])
    prefixes = words_pattern(word for entry in table("units")["prefix"] for word in entry["words"])
    unit = rf"\s{{0,3}}(?P<unit>{units})(?![\p{{L}}\d])"
    joint = "|".join((*table("money")["range"]["to"], *table("money")["range"]["and"]))
    return gated(
        rf"""
        (?=[\d\-–−])(?P<sign>{_MINUS})?{_BEFORE}(?P<number>{_NUMBER})
            (?:(?P<dash>\s?[-–—]\s?|\s(?:{joint})\s)(?P<high>{_NUMBER}))?{unit}
        | (?<![\p{{L}}\d\-])(?-i:(?!KR\b))(?P<prefix>{prefixes})\.?{_SPACE}?
            (?!(?:19|20)\d\d(?!\d))(?P<after>(?>{_NUMBER}))(?![\d\p{{L}}]|[.,/:\-–]\d)(?!\s?%|\s{{0,3}}(?:{units})(?![\p{{L}}\d]))
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _percent_pattern() -> Pattern:
    words = words_pattern(word for entry in table("units")["percent"] for word in entry["words"])
    return gated(
        rf"""(?P<sign>{_MINUS})?{_BEFORE}(?P<number>{_NUMBER})
        (?:\s?[-–—]\s?(?P<high>{_NUMBER}))?\s{{0,3}}(?P<unit>{words})(?![\p{{L}}\d])""",
        regex.VERBOSE | regex.IGNORECASE,
    )


def find_amounts(view: View) -> Iterator[Tree]:
    """Every sum of money with a unit, in order; ``raw`` leaves out "ca", "max" and "kvar"."""
    for _, _, tree in placed_amounts(view):
        yield tree


def placed_amounts(view: View) -> Iterator[tuple[int, int, Tree]]:
    """The same, each with its start and end in the view."""
    if not _DIGIT.search(view.text):
        return
    for match in _amount_pattern().finditer(view.text):
        if match["prefix"]:
            figures = [(_prefixed(match), False)]
        elif match["high"] is None:
            figures = [(_figure(match, "number"), False)]
        else:
            figures = _range(view, match)
        for figure, shared in figures:
            yield figure.start, figure.end, _tree(view, figure, shared)


def _range(view: View, match: regex.Match[str]) -> list[tuple[_Figure, bool]]:
    """Both ends of "500 000 - 600 000 kr"; of "4 och 500 kr" and "5 - 3 kr" only the last."""
    low, high = _figure(match, "number"), _figure(match, "high")
    dash = "-" if not match["dash"].strip().isalpha() else match["dash"].strip().casefold()
    before = view.text[max(0, match.start() - 8) : match.start()].casefold().rstrip()
    words = table("money")["range"]
    if dash in words["to"] and _YEAR.fullmatch(low.number):
        return [(high, False)]  # "budgeten för 2031 till 87 400 tkr"
    is_range = dash in ("-", *words["to"]) or before.endswith(tuple(words["between"]))
    small, large = read_decimal(low.number), read_decimal(high.number)
    if is_range and small is not None and large is not None and small < large:
        return [(low, True), (high, False)]
    return [(high, False)]


def _figure(match: regex.Match[str], group: str) -> _Figure:
    start = match.start(group)
    number = match[group]
    if group == "number" and match["sign"]:
        start, number = match.start("sign"), "-" + number
    end = match.end("unit")
    return _Figure(number, start, end, match.start("unit"), end, _units()[_key(match["unit"])])


def _prefixed(match: regex.Match[str]) -> _Figure:
    unit_start, unit_end = match.span("prefix")
    unit = _units()[_key(match["prefix"])]
    return _Figure(match["after"], match.start(), match.end(), unit_start, unit_end, unit)


def _tree(view: View, figure: _Figure, shared: bool = False) -> Tree:
    """The amount; ``shared`` where a range's first number borrows the unit of its last."""
    value = _scaled(figure)
    printed_unit = " ".join(view.text[figure.unit_start : figure.unit_end].split())
    unit = stated(view, figure.unit_start, figure.unit_end, "amount.unit", printed_unit)
    if shared:
        number_end = figure.start + len(figure.number)
        spans = view.spans(figure.start, number_end) + unit.spans
        printed = f"{view.text[figure.start : number_end]} {printed_unit}"
        raw = derived(printed, spans, "amount.range-unit")
        number = None if value is None else derived(value, spans, "amount.range-unit")
    else:
        raw = stated(view, figure.start, figure.end, "amount")
        number = None if value is None else stated(view, figure.start, figure.end, "amount.scale", value)
    return {
        "raw": raw,
        "value": number,
        "currency": derived(figure.unit.currency, unit.spans, "amount.currency"),
        "unit": unit,
        "bound": _bound(view, figure),
        "status": status_of(view, figure.start, figure.end),
        "scale": derived(plain_decimal(figure.unit.factor), unit.spans, "amount.unit-scale"),
    }


def _scaled(figure: _Figure) -> str | None:
    number = read_decimal(figure.number, figure.unit.factor)
    return None if number is None else plain_decimal(number * figure.unit.factor)


def number_pattern() -> str:
    """A number as Swedes print it, for a verbose pattern."""
    return _NUMBER


def read_decimal(printed: str, factor: Decimal = Decimal(1)) -> Decimal | None:
    """The number; None where "1,250" or "1.250 mnkr" may be read in two ways."""
    digits = "".join(printed.split()).replace("−", "-").replace("–", "-")
    whole, mark, rest = digits, "", ""
    if parts := _DECIMALS.fullmatch(digits):
        whole, mark, rest = parts[1], parts[2], parts[3]
    if mark == "." and len(rest) == 3:
        if factor > 1000 and whole.count(".") == 0 and not any(map(str.isspace, printed)):
            return None
        whole, rest = whole + rest, ""
    if mark == "," and len(rest) == 3 and factor == 1 and whole.lstrip("-") != "0":
        return None
    return Decimal(whole.replace(".", "") + ("." + rest if rest else ""))


def plain_decimal(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@cache
def _bound_patterns() -> tuple[tuple[str, Pattern, Pattern], ...]:
    link = "|".join(table("money")["range"]["after_bound"])
    return tuple(
        (
            entry["value"],
            gated(rf"(?<![\p{{L}}\d])({words_pattern(entry['before'])})\s+(?:(?:{link})\s+)?$", regex.I),
            gated(rf"\s*({words_pattern(entry['after'])})(?!\p{{L}})", regex.I),
        )
        for entry in table("units")["bound"]
    )


def _bound(view: View, figure: _Figure) -> Value | None:
    left = max(0, figure.start - _WINDOW)
    before, after = view.text[left : figure.start], view.text[figure.end : figure.end + _WINDOW]
    for value, leading, following in _bound_patterns():
        for match, shift in ((leading.search(before), left), (following.match(after), figure.end)):
            if match:
                spans = view.spans(shift + match.start(1), shift + match.end(1))
                return derived(value, spans, "amount.bound")
    return None


def find_percentages(view: View) -> Iterator[Tree]:
    """Every percentage, in order: what is printed and its decimal value."""
    if "%" not in view.text and "rocent" not in view.text and "ROCENT" not in view.text:
        return
    for match in _percent_pattern().finditer(view.text):
        if match["high"] is not None:
            yield from _shared_percentage(view, match)
            continue
        start = match.start("sign") if match["sign"] else match.start("number")
        number = read_decimal(("-" if match["sign"] else "") + match["number"], Decimal(0))
        yield _percentage(view, start, match.end(), number)


def _shared_percentage(view: View, match: regex.Match[str]) -> Iterator[Tree]:
    """Both ends of "20-30 %"; the first borrows the sign of the last."""
    low, high = read_decimal(match["number"], Decimal(0)), read_decimal(match["high"], Decimal(0))
    if low is not None and high is not None and low < high:
        spans = view.spans(*match.span("number")) + view.spans(*match.span("unit"))
        yield {
            "raw": derived(f"{match['number']} {match['unit']}", spans, "percentage.range-unit"),
            "value": derived(plain_decimal(low), spans, "percentage.range-unit"),
        }
    yield _percentage(view, match.start("high"), match.end(), high)


def _percentage(view: View, start: int, end: int, number: Decimal | None) -> Tree:
    value = None if number is None else stated(view, start, end, "percentage", plain_decimal(number))
    return {"raw": stated(view, start, end, "percentage"), "value": value}

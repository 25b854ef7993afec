"""The document checked against itself. Each finding quotes the places that disagree.

Codes and severities are listed in docs/FINDINGS.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.segment.outline import Outline
from protokoll_extract.text.span import Span

Severity = Literal["info", "doubt", "loss"]


@dataclass(frozen=True, slots=True)
class Issue:
    """A coded finding: what is odd, and every place that shows it."""

    code: str
    severity: Severity
    message: str
    spans: tuple[Span, ...]


def audit(
    tree: Tree,
    outline: Outline,
    dates: tuple[Value, ...],
    times: tuple[tuple[Value | None, Value | None], ...],
) -> Iterator[Issue]:
    """All findings of one document, in a fixed order."""
    meeting, items = tree["meeting"], tree["items"]
    if not items:
        yield Issue("items.none", "loss", "No paragraphs (§§) were found.", ())
        if not tree["attendance"] and meeting["title"] is None:
            yield Issue("document.not_minutes", "loss", "Nothing in this text says that it is minutes.", ())
    yield from _ranges(meeting["paragraphs"], tree["contents"], items)
    yield from _contents(tree["contents"], items)
    yield from _numbers(items)
    yield from _people(meeting, tree["attendance"])
    yield from _stated_twice("date.disagrees", "The meeting's date", dates)
    yield from _stated_twice("time.disagrees", "The starting time", [t[0] for t in times if t[0]])
    yield from _stated_twice("time.disagrees", "The ending time", [t[1] for t in times if t[1]])
    yield from _votes(items)


def _number(value: Value | None) -> int | None:
    match = regex.match(r"\d+", str(value.value)) if value is not None else None
    return int(match.group()) if match else None


def _numbered(items: list[Tree]) -> list[Value]:
    return [i["number"] for i in items if i["number"] is not None]


def _ranges(paragraphs: Tree, contents: list[Tree], items: list[Tree]) -> Iterator[Issue]:
    first, last = paragraphs["first"], paragraphs["last"]
    if first is None or last is None or first.status == "derived":
        return
    for code, what, numbers in (
        (
            "range.contents_mismatch",
            "contents list",
            [c["number"] for c in contents if c["number"] is not None],
        ),
        ("range.body_mismatch", "paragraphs", _numbered(items)),
    ):
        if numbers and (_number(numbers[0]), _number(numbers[-1])) != (_number(first), _number(last)):
            yield Issue(
                code,
                "doubt",
                f"The front page says §§ {first.value}-{last.value}, "
                f"the {what} {numbers[0].value}-{numbers[-1].value}.",
                (*first.spans, *last.spans, *numbers[0].spans, *numbers[-1].spans),
            )


def _contents(contents: list[Tree], items: list[Tree]) -> Iterator[Issue]:
    if not contents:
        return
    by_number = {_number(i["number"]): i for i in items if i["number"] is not None}
    listed = set()
    for entry in contents:
        number = _number(entry["number"])
        listed.add(number)
        item = by_number.get(number)
        if item is None:
            yield Issue(
                "contents.missing_item",
                "loss",
                f"§ {number} is in the contents list but not in the minutes.",
                entry["number"].spans,
            )
        elif (
            entry["title"] is not None
            and item["title"] is not None
            and _letters(entry["title"]) != _letters(item["title"])
        ):
            yield Issue(
                "contents.title_differs",
                "info",
                f"§ {number} has another title in the contents list.",
                (*entry["title"].spans, *item["title"].spans),
            )
    for number, item in by_number.items():
        if number not in listed:
            yield Issue(
                "contents.extra_item",
                "doubt",
                f"§ {number} is not in the contents list.",
                item["number"].spans,
            )


def _letters(value: Value) -> str:
    letters: str = regex.sub(r"[^\p{L}\d]", "", str(value.value))
    return letters.casefold()


def _numbers(items: list[Tree]) -> Iterator[Issue]:
    numbers = _numbered(items)
    for before, after in pairwise(numbers):
        a, b = _number(before), _number(after)
        if a is None or b is None:
            continue
        if a == b and before.value == after.value:
            yield Issue(
                "items.duplicate_number",
                "doubt",
                f"§ {before.value} stands twice.",
                (*before.spans, *after.spans),
            )
        elif b > a + 1:
            missing = f"§ {a + 1}" if b == a + 2 else f"§§ {a + 1}-{b - 1}"
            yield Issue("items.missing_number", "loss", f"{missing} missing.", (*before.spans, *after.spans))


def _people(meeting: Tree, attendance: list[Tree]) -> Iterator[Issue]:
    present = {_key(row["name"]) for row in attendance if row["present"] is not None and row["present"].value}
    if not present:
        return
    named = [("adjuster.not_listed", "adjuster", a) for a in meeting["adjusters"]]
    if meeting["chair"] is not None:
        named.append(("chair.not_listed", "chair", meeting["chair"]))
    for code, what, value in named:
        if _key(value) not in present:
            yield Issue(code, "doubt", f"The {what} {value.value} is not among those present.", value.spans)


def _key(value: Value) -> str:
    return " ".join(str(value.value).split()).casefold()


def _stated_twice(code: str, what: str, values: Iterable[Value]) -> Iterator[Issue]:
    found = list(values)
    if found and (other := next((v for v in found if v.value != found[0].value), None)):
        yield Issue(
            code, "doubt", f"{what} is {found[0].value} and {other.value}.", (*found[0].spans, *other.spans)
        )


def _votes(items: list[Tree]) -> Iterator[Issue]:
    for item in items:
        for vote in item["votes"]:
            for side in ("yes", "no", "abstain"):
                count, names = vote[side], vote[f"named_{side}"]
                if count is not None and names and count.value != len(names):
                    yield Issue(
                        "vote.count_differs",
                        "doubt",
                        f"{len(names)} names are given where the count is {count.value}.",
                        (*count.spans, *(s for n in names for s in n.spans)),
                    )

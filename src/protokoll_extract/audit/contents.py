"""The front page's range, the contents list and the §§ of the body against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.audit.reading import letters, number, numbered
from protokoll_extract.extract.finding import Tree, Value
from protokoll_extract.vocab.load import table


def ranges(paragraphs: Tree, contents: list[Tree], items: list[Tree]) -> Iterator[Issue]:
    """The first and last § that the front page names."""
    first, last = paragraphs["first"], paragraphs["last"]
    if first is None or last is None or first.status == "derived":
        return
    listed = [entry["number"] for entry in contents if entry["number"] is not None]
    for code, what, numbers in (
        ("range.contents_mismatch", "contents list", listed),
        ("range.body_mismatch", "paragraphs", numbered(items)),
    ):
        if numbers and (number(numbers[0]), number(numbers[-1])) != (number(first), number(last)):
            message = (
                f"The front page says §§ {first.value}-{last.value}, "
                f"the {what} {numbers[0].value}-{numbers[-1].value}."
            )
            yield issue(code, message, first, last, numbers[0], numbers[-1], pointers=["/meeting/paragraphs"])


def contents_list(contents: list[Tree], items: list[Tree]) -> Iterator[Issue]:
    """Each entry against the § of its number, both ways."""
    if not contents:
        return
    by_number = {number(item["number"]): (at, item) for at, item in enumerate(items) if item["number"]}
    listed = set()
    for at, entry in enumerate(contents):
        n = number(entry["number"])
        listed.add(n)
        if n not in by_number:
            message = f"§ {n} is in the contents list but not in the minutes."
            yield issue("contents.missing_item", message, entry["number"], pointers=[f"/contents/{at}"])
            continue
        where, item = by_number[n]
        if entry["title"] and item["title"] and letters(entry["title"]) != letters(item["title"]):
            yield issue(
                "contents.title_differs",
                f"§ {n} has another title in the contents list.",
                entry["title"],
                item["title"],
                pointers=[f"/contents/{at}/title", f"/items/{where}/title"],
            )
    for n, (where, item) in by_number.items():
        if n not in listed:
            message = f"§ {n} is not in the contents list."
            yield issue("contents.extra_item", message, item["number"], pointers=[f"/items/{where}"])


# With more gaps than this the numbering itself is odd: one finding for all of them.
_MANY = 3


def is_excerpt(title: Value | None) -> bool:
    """Does the document call itself an excerpt, which holds some §§ only?"""
    return title is not None and bool(regex.search(table("audit")["excerpt"]["pattern"], str(title.value)))


def numbers(items: list[Tree], *, excerpt: bool = False) -> Iterator[Issue]:
    """§§ that are missing (none is from an excerpt) or stand twice."""
    gaps: list[tuple[Value, Value, range]] = []
    titles = {number(item["number"]): str(item["title"].value) for item in items if item["title"]}
    for before, after in pairwise(numbered(items)):
        a, b = number(before), number(after)
        if a is None or b is None:
            continue
        if a == b and before.value == after.value:
            yield issue("items.duplicate_number", f"§ {before.value} stands twice.", before, after)
        elif b > a + 1 and not excerpt and not _in_title(titles.get(a, ""), range(a + 1, b)):
            gaps.append((before, after, range(a + 1, b)))
    if len(gaps) > _MANY:
        listed = ", ".join(_named(gap) for _, _, gap in gaps)
        ends = [value for before, after, _ in gaps for value in (before, after)]
        yield issue("items.missing_number", f"§§ {listed} missing.", *ends)
        return
    for before, after, gap in gaps:
        sign = "§" if len(gap) == 1 else "§§"
        yield issue("items.missing_number", f"{sign} {_named(gap)} missing.", before, after)


def _named(gap: range) -> str:
    return str(gap[0]) if len(gap) == 1 else f"{gap[0]}-{gap[-1]}"


def _in_title(title: str, gap: range) -> bool:
    """One heading for several §§: "§ 3 - § 4 - § 5 Kalendarium"."""
    return all(regex.search(rf"§\s*{n}(?!\d)", title) for n in gap)

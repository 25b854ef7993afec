"""Offices and acts against the lists of who was there."""

from __future__ import annotations

from collections.abc import Iterator

from protokoll_extract.audit.issue import Issue, issue
from protokoll_extract.audit.reading import key
from protokoll_extract.extract.finding import Tree


def offices(meeting: Tree, attendance: list[Tree]) -> Iterator[Issue]:
    """Chair and adjusters must have been there."""
    named_rows = [row for row in attendance if row["name"] is not None]
    present = {key(row["name"]) for row in named_rows if row["present"] is not None and row["present"].value}
    if not present:
        return
    named = [("adjuster", value, f"/meeting/adjusters/{i}") for i, value in enumerate(meeting["adjusters"])]
    if meeting["chair"] is not None:
        named.append(("chair", meeting["chair"], "/meeting/chair"))
    for what, value, pointer in named:
        if key(value) not in present:
            message = f"The {what} {value.value} is not among those present."
            yield issue(f"{what}.not_listed", message, value, pointers=[pointer])

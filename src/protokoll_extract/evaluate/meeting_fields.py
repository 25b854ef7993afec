"""The fields of the meeting and of its attendance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from protokoll_extract.evaluate.case import Case
from protokoll_extract.evaluate.field import Field, Json, Reader, raw_of
from protokoll_extract.evaluate.match import Entry
from protokoll_extract.evaluate.normal import number, plain, presence


def header_fields() -> Iterator[Field]:
    """The meeting's own values, one field each."""
    for name, (path, matching, normal) in _HEADER.items():
        yield Field(
            f"meeting.{name}",
            "header",
            "bag",
            matching,
            _gold_header(name, normal),
            _pred_header(path, normal),
            single=name not in ("adjusters", "diary_numbers"),
        )


def _exact(value: object) -> str:
    return str(value)


_HEADER: dict[str, tuple[str, str, Callable[[object], str]]] = {
    "body": ("body/name", "normalised", plain),
    "issuer": ("body/issuer", "normalised", plain),
    "title": ("title", "normalised", plain),
    "number": ("number", "normalised", number),
    "date": ("date", "exact", _exact),
    "end_date": ("end_date", "exact", _exact),
    "start_time": ("start_time", "exact", _exact),
    "end_time": ("end_time", "exact", _exact),
    "place": ("place/raw", "normalised", plain),
    "diary_numbers": ("diary_numbers", "normalised", plain),
    "first_paragraph": ("paragraphs/first", "normalised", number),
    "last_paragraph": ("paragraphs/last", "normalised", number),
    "chair": ("chair", "normalised", plain),
    "secretary": ("secretary", "normalised", plain),
    "adjusters": ("adjusters", "normalised", plain),
    "adjustment_date": ("adjustment/date", "exact", _exact),
}


def _gold_header(name: str, normal: Callable[[object], str]) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        value = case.gold.data["meeting"][name]
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                yield Entry("", normal(one), str(one))

    return read


def _pred_header(path: str, normal: Callable[[object], str]) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        value: Any = case.pred["meeting"]
        for key in path.split("/"):
            value = value[key]
        pointer = f"/meeting/{path}"
        if not isinstance(value, list):
            if value is not None:
                yield case.claim("", normal(value), value, pointer)
            return
        for position, one in enumerate(value):
            leaf = f"{pointer}/{position}" + ("/raw" if isinstance(one, dict) else "")
            yield case.claim("", normal(raw_of(one)), raw_of(one), leaf)

    return read


def who(row: Json) -> str:
    """A row of the attendance by its name, or by its office where only that is printed."""
    return str(row["name"] or f"[{row['role']}]")


def _capacity(case: Case, capacity: str | None) -> str:
    """Lists of associations carry no roles: member, other and unknown are one there."""
    if case.gold.kind == "association" and capacity in (None, "other"):
        return "member"
    return str(capacity)


def _place(row: Json) -> str:
    """The slot of a row: names may differ in case and white space."""
    return plain(who(row))


def _row(case: Case, row: Json, party: str | None) -> tuple[str, str]:
    present = {True: "present", False: "absent", None: "presence unknown"}[row["present"]]
    value = "|".join([_place(row), (party or "").upper(), _capacity(case, row["capacity"]), present])
    shown = f"{who(row)} ({party or 'no party'}), {row['capacity']}, {present}"
    return value, shown


def _gold_rows(case: Case) -> Iterator[Entry]:
    for row in case.gold.data["attendance"]:
        yield Entry(_place(row), *_row(case, row, row["party"]))


def _pred_rows(case: Case) -> Iterator[Entry]:
    for position, row in enumerate(case.pred["attendance"]):
        leaf = "name" if row["name"] is not None else "role"
        yield case.claim(_place(row), *_row(case, row, row["party"]["id"]), f"/attendance/{position}/{leaf}")


def _gold_detail(name: str, normal: Callable[[Any], str] = plain) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for row in case.gold.data["attendance"]:
            if row[name] is not None:
                yield Entry(_place(row), normal(row[name]), str(row[name]))

    return read


def _pred_detail(name: str) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for position, row in enumerate(case.pred["attendance"]):
            if row[name] is not None:
                yield case.claim(_place(row), plain(row[name]), row[name], f"/attendance/{position}/{name}")

    return read


def _pred_presence(case: Case) -> Iterator[Entry]:
    """The parts of a presence as one text, as gold has it."""
    for position, row in enumerate(case.pred["attendance"]):
        if row["presence"]:
            shown = " ".join(part["raw"] for part in row["presence"])
            yield case.claim(_place(row), presence(shown), shown, f"/attendance/{position}/presence/0/raw")


def attendance_fields() -> Iterator[Field]:
    """Rows as wholes, and what else is said about a row."""
    yield Field(
        "attendance", "attendance rows", "bag", "normalised name + party + capacity + present",
        _gold_rows, _pred_rows, single=True,
    )  # fmt: skip
    for name in ("organisation", "delegated_by", "role", "serving", "serves_for"):
        yield Field(
            f"attendance.{name}", "attendance details", "bag", "normalised, by row",
            _gold_detail(name), _pred_detail(name), single=True,
        )  # fmt: skip
    yield Field(
        "attendance.presence", "attendance details", "bag", "normalised without joiners, by row",
        _gold_detail("presence", presence), _pred_presence, single=True,
    )  # fmt: skip

"""Presence cell by cell and what sums are about: scored where the gold has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from protokoll_extract.evaluate.case import Case, Placed, fact_slot
from protokoll_extract.evaluate.field import Field, Reader
from protokoll_extract.evaluate.match import Entry
from protokoll_extract.evaluate.normal import plain

Json = dict[str, Any]

CELLS = "presence cells"
CHANGED = "presence cells that differ from the list"
MONEY = "linked money facts"
_KEYS = ("present", "deciding")
_ABOUT = ("status", "period", "payer", "recipient", "purpose", "label")


# Presence: one cell a person and §


def _people(case: Case) -> list[str]:
    return list(dict.fromkeys(row["name"] for row in case.gold.data["attendance"] if row["name"]))


def _opening(case: Case, key: str) -> set[str]:
    """Who would be there, or decide, if nobody came or went."""
    if key == "present":
        return {row["name"] for row in case.gold.data["attendance"] if row["present"]}
    first = next((item for item in case.gold.data["items"] if key in item), None)
    return set(first[key]) if first is not None else set()


def _wanted(case: Case, key: str, *, changed: bool) -> Iterator[tuple[Placed, str, bool]]:
    opening = _opening(case, key)
    for placed in case.gold_items:
        if key not in placed.data:
            continue
        inside = set(placed.data[key])
        for name in _people(case):
            if not changed or (name in inside) != (name in opening):
                yield placed, name, name in inside


def _slot(placed: Placed, name: str, key: str) -> str:
    return f"{placed.slot} {key} {plain(name)}"


def _gold_cells(*, changed: bool) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for key in _KEYS:
            for placed, name, state in _wanted(case, key, changed=changed):
                yield Entry(_slot(placed, name, key), str(state), f"{name}: {state}")

    return read


def _pred_cells(*, changed: bool) -> Reader:
    """Cells the document leaves open are no claims."""

    def read(case: Case) -> Iterator[Entry]:
        ids = {plain(person["name"]): person["id"] for person in case.pred["people"]}
        items = {placed.slot: placed.data for placed in case.pred_items}
        for key in _KEYS:
            for placed, name, _ in _wanted(case, key, changed=changed):
                item, ident = items.get(placed.slot), ids.get(plain(name))
                if item is None or ident is None or ident in item["unsettled"]:
                    continue
                state = ident in item[key]
                yield Entry(_slot(placed, name, key), str(state), f"{name}: {state}")

    return read


# Money


def _annotated(case: Case) -> bool:
    return any("decided" in amount for item in case.gold.data["items"] for amount in item["amounts"])


def _facts(number: str | None, amount: Json, sek: str | None, decided: bool) -> Iterator[Entry]:
    """One sum as facts: its value with § and decision point, and each thing said about it."""
    what = f"{plain(amount['raw'])}|{sek}|{'decision' if decided else ''}"
    slot = fact_slot(number)
    yield Entry(slot, what, f"{amount['raw']}{' (decision point)' if decided else ''}")
    for key in _ABOUT:
        if amount.get(key):
            yield Entry(slot, f"{what}|{key}={plain(amount[key])}", f"{amount['raw']}: {key} {amount[key]}")


def _gold_money(case: Case) -> Iterator[Entry]:
    if _annotated(case):
        for item in case.gold.data["items"]:
            for amount in item["amounts"]:
                yield from _facts(item["number"], amount, amount["sek"], amount["decided"])


def _pred_money(case: Case) -> Iterator[Entry]:
    if _annotated(case):
        for amount in case.pred["amounts"]:
            value = amount["value"].removesuffix(".0") if amount["value"] else None
            yield from _facts(amount["item"], amount, value, amount["decision"] is not None)


def substance_fields() -> Iterator[Field]:
    """Presence and money."""
    for group, changed in ((CELLS, False), (CHANGED, True)):
        yield Field(
            f"presence{'.changed' if changed else ''}",
            group,
            "bag",
            "person × §: there or not, deciding or not",
            _gold_cells(changed=changed),
            _pred_cells(changed=changed),
            single=True,
        )
    yield Field(
        "amounts.facts",
        MONEY,
        "bag",
        "value, decision point and each thing said of it",
        _gold_money,
        _pred_money,
    )

"""The organisations of a document: each once, with its register number and all mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.names import is_role
from protokoll_extract.resolve.entry import Entry, key_of, written
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table
from protokoll_extract.vocab.registers import RegisterEntry, organisations


def organisations_of(
    attendance: list[Tree], orgs: Iterable[Value], views: tuple[View, ...]
) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    rows = [row[k] for row in attendance for k in ("organisation", "delegated_by") if row[k] is not None]
    for value in (*rows, *orgs):
        name = str(value.value)
        register = organisations().get(name.casefold())
        entry = found.setdefault(_organisation_key(name, register), Entry(value, register=register))
        if value.status == "stated" and value.spans not in {m.spans for m in entry.mentions}:
            entry.mentions.append(value)
    places = {span for e in found.values() for m in e.mentions for span in m.spans}
    for view in views:
        for value, register in _in_text(view):
            if any(a.overlaps(b) for a in value.spans for b in places if abs(a.start - b.start) < 80):
                continue
            places.update(value.spans)
            key = _organisation_key(str(value.value), register)
            found.setdefault(key, Entry(value, register=register)).mentions.append(value)
    return found


def _organisation_key(name: str, register: RegisterEntry | None) -> str:
    return f"{register.scheme}:{register.id}" if register and register.id else key_of(name)


_CAPITAL = regex.compile(r"(?<![\p{L}-])\p{Lu}[\p{L}-]+")
_WORDS = regex.compile(r"\p{Lu}[\p{L}-]+(?: [\p{L}&-]+){0,6}")
_COMPANY = regex.compile(
    r"(?:\p{Lu}[\p{L}&-]+ ){1,4}(?:AB|HB|KB)(?!\p{L})|AB (?:\p{Lu}[\p{L}&-]+)(?: \p{Lu}[\p{L}&-]+)*"
)


def _in_text(view: View) -> Iterator[tuple[Value, RegisterEntry | None]]:
    """Registered names (longest first) and companies in running text."""
    end = 0
    for match in _CAPITAL.finditer(view.text):
        if match.start() < end:
            continue
        company = _COMPANY.match(view.text, match.start())
        if company and is_role(company.group().split()[0]):
            continue
        if company:
            end = company.end()
            yield matched(view, company, 0, "organisation.company"), None
            continue
        hit = _registered_at(view, match.start())
        if hit:
            end, register = hit
            if register.kind == "fund":
                continue
            last = end - 1 if _is_genitive(view.text[match.start() : end], register) else end
            yield stated(view, match.start(), last, "organisation.register"), register
    for match in _organ().finditer(view.text):
        yield matched(view, match, 0, "organisation.organ"), None


def _is_genitive(name: str, register: RegisterEntry) -> bool:
    return name.endswith("s") and organisations().get(name[:-1].casefold()) == register


@cache
def _organ() -> regex.Pattern[str]:
    """Boards, offices and agencies by their endings: "Ekonomikontoret", "Tekniska nämnden"."""
    organs = "|".join(table("attendance")["organisations"]["organs"])
    return regex.compile(
        rf"(?<![\p{{L}}-])(?:(?:(?:\p{{L}}+ samt )?\p{{L}}+-(?:, \p{{L}}+-)* och )?(?i:{organs})"
        rf"|\p{{Lu}}\p{{Ll}}+a nämnden)"
        rf"(?=s?(?![\p{{L}}-]))"
    )


def _registered_at(view: View, start: int) -> tuple[int, RegisterEntry] | None:
    words = _WORDS.match(view.text, start)
    if not words:
        return None
    text = words.group()
    while text:
        register = organisations().get(text.casefold())
        if register and not (register.scheme in ("kommunkod", "lanskod") and " " not in text):
            return start + len(text), register
        text = text.rpartition(" ")[0]
    return None


def organisation_tree(ident: str, entry: Entry) -> Tree:
    ids = []
    if entry.register and entry.register.scheme and entry.register.id:
        ids.append(
            {
                "scheme": derived(entry.register.scheme, entry.name.spans, "register.name"),
                "id": derived(entry.register.id, entry.name.spans, "register.name"),
            }
        )
    return {
        "id": derived(ident, entry.name.spans, "id.organisation"),
        "name": entry.name,
        "names_as_written": written(entry),
        "register_ids": ids,
        "mentions": [{"text": m} for m in entry.mentions or [entry.name]],
    }

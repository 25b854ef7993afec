"""Places, programmes and funds of a document: each once, with all mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from protokoll_extract.extract.finding import Tree, Value, derived
from protokoll_extract.extract.places import NamedThing
from protokoll_extract.resolve.entry import key_of
from protokoll_extract.resolve.registers import Link, register_ids
from protokoll_extract.resolve.taken import Taken
from protokoll_extract.text.view import View

Find = Callable[[View], Iterable[NamedThing]]


def named_of(prefix: str, find: Find, views: tuple[View, ...], taken: Taken) -> Iterator[Tree]:
    """The contract's entries for what ``find`` finds outside the places that are taken.

    Args:
        prefix: of the ids ("pl" gives pl1, pl2 …).
        find: the finder of one kind of names.
        views: the whole text as running views.
        taken: places that name somebody or something else; those found are added.
    """
    found: dict[str, list[NamedThing]] = {}
    for view in views:
        here = list(find(view))
        if len(here) > 1:
            here.sort(key=lambda x: (x.value.spans, -len(str(x.value.value))))
        for one in here:
            if not taken.holds(one.value.spans):
                taken.add(one.value.spans)
                found.setdefault(key_of(one.known_as), []).append(one)
    for number, things in enumerate(found.values(), 1):
        yield _tree(f"{prefix}{number}", things)


def _tree(ident: str, things: list[NamedThing]) -> Tree:
    first = things[0]
    spans = first.value.spans
    written: dict[object, Value] = {}
    for one in things:
        written.setdefault(one.value.value, one.value)
    link = Link(first.register, "register.name") if first.register is not None else None
    same = key_of(str(first.value.value)) == key_of(first.known_as)
    return {
        "id": derived(ident, spans, "id.name"),
        "name": first.value if same else derived(first.known_as, spans, "name.known"),
        "kind": derived(first.kind, spans, first.value.rule),
        "names_as_written": list(written.values()),
        "register_ids": register_ids(link, first.value),
        "mentions": [{"text": one.value} for one in things],
    }

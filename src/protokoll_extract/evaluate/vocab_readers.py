"""The reader of each word table: what it makes of one line, to be asked of the examples."""

from __future__ import annotations

from collections.abc import Callable

import regex

from protokoll_extract.evaluate.vocab_entries import Entry
from protokoll_extract.extract.amounts import find_amounts, find_percentages
from protokoll_extract.extract.dates import find_dates, find_time_range, find_times
from protokoll_extract.extract.kinds import kind_of
from protokoll_extract.extract.references import (
    find_calls,
    find_diary_numbers,
    find_laws,
    find_objectives,
)
from protokoll_extract.segment.announce import announced
from protokoll_extract.segment.certificate import certificate_marks, certificate_title
from protokoll_extract.segment.headings import (
    group_heading,
    is_appendix,
    is_closing,
    is_contents,
    label,
    sub_heading,
)
from protokoll_extract.segment.unsigned import is_agenda_item
from protokoll_extract.text.span import Span
from protokoll_extract.text.view import View, view_of
from protokoll_extract.vocab.load import grammar

Reader = Callable[[str, Entry], bool]


def reader_of(entry: Entry) -> Reader | None:
    """What decides whether a line is read as this entry says; None where only whole documents show it."""
    if entry.key == "pattern" and "regex" in entry.data:
        return lambda text, e: grammar(e.data["name"]).search(text) is not None
    found = _READERS.get((entry.file, entry.key))
    if (entry.file, entry.key) in _WHOLE:
        return None
    if found is None and entry.patterns and not entry.words and _compiles(entry):
        return _searched
    return found


# Read with other entries, or with the places of a document; the tests of these tables run them.
_WHOLE = frozenset({("decisions", "free"), ("money", "not_purpose"), ("presence", "event")})


def _compiles(entry: Entry) -> bool:
    try:
        for pattern in entry.patterns:
            regex.compile(pattern)
    except regex.error:
        return False
    return True


def _searched(text: str, entry: Entry) -> bool:
    return any(regex.search(pattern, text, timeout=2) for pattern in entry.patterns)


def _view(text: str) -> View:
    return view_of(text, [Span(0, len(text))])


def _amount_says(key: str) -> Reader:
    def says(text: str, entry: Entry) -> bool:
        return any(
            x[key] is not None and x[key].value == entry.data["value"] for x in find_amounts(_view(text))
        )

    return says


def _currency(text: str, entry: Entry) -> bool:
    return any(x["currency"].value == entry.data["currency"] for x in find_amounts(_view(text)))


def _kind(text: str, entry: Entry) -> bool:
    found = kind_of(text)
    return found is not None and found.label_sv == entry.data["label_sv"]


def _group(text: str, entry: Entry) -> bool:
    found = group_heading(text)
    said = (entry.data["capacity"], entry.data["present"], entry.data.get("serving"))
    return found is not None and (found.capacity, found.present, found.serving) == said


_READERS: dict[tuple[str, str], Reader] = {
    ("attendance", "group"): _group,
    ("bodies", "class"): lambda text, e: bool(regex.fullmatch(e.data["pattern"], text)),
    ("certificates", "title"): lambda text, _: certificate_title(text),
    ("certificates", "mark"): lambda text, e: e.data["name"] in certificate_marks(text),
    ("decisions", "kind"): _kind,
    ("genres", "kind"): lambda text, e: announced(text) == e.data["kind"],
    ("genres", "goes_on"): lambda text, _: announced(text) is not None,
    ("header", "label"): lambda text, e: label(text.partition(":")[0]) == e.data["field"],
    ("headings", "agenda"): lambda text, _: is_agenda_item(text),
    ("headings", "appendix"): lambda text, _: is_appendix(text),
    ("headings", "closing"): lambda text, _: is_closing(text),
    ("headings", "contents"): lambda text, _: is_contents(text),
    ("headings", "continued"): lambda text, e: bool(regex.fullmatch(e.data["pattern"], text)),
    ("headings", "kind"): lambda text, e: sub_heading(text) == e.data["kind"],
    ("months", "month"): lambda text, _: any(True for _ in find_dates(_view(text))),
    ("months", "time_label"): lambda text, _: any(True for _ in find_times(_view(text))),
    ("months", "time_separator"): lambda text, _: find_time_range(_view(text))[1] is not None,
    ("references", "call"): lambda text, _: any(True for _ in find_calls(_view(text))),
    ("references", "diary_label"): lambda text, _: any(True for _ in find_diary_numbers(_view(text))),
    ("references", "law_ending"): lambda text, _: any(True for _ in find_laws(_view(text))),
    ("references", "law_link"): lambda text, _: any(True for _ in find_laws(_view(text))),
    ("references", "not_diary_prefix"): lambda text, _: any(True for _ in find_diary_numbers(_view(text))),
    ("references", "not_law"): lambda text, _: any(True for _ in find_laws(_view(text))),
    ("references", "objective"): lambda text, _: any(True for _ in find_objectives(_view(text))),
    ("units", "bound"): _amount_says("bound"),
    ("units", "percent"): lambda text, _: any(True for _ in find_percentages(_view(text))),
    ("units", "prefix"): _currency,
    ("units", "status"): _amount_says("status"),
    ("units", "unit"): _currency,
}  # fmt: skip

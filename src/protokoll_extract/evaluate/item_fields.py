"""The fields of the §§, and of what the contract lists for the whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from protokoll_extract.evaluate.case import Case, fact_slot
from protokoll_extract.evaluate.field import Field, Form, Json, Reader, raw_of
from protokoll_extract.evaluate.match import Entry, Shape
from protokoll_extract.evaluate.normal import law, number, plain


def _gold_numbers(case: Case) -> Iterator[Entry]:
    for label in case.gold.data["all_numbers"]:
        yield Entry("", number(label), f"§ {label}")


def _pred_numbers(case: Case) -> Iterator[Entry]:
    for position, item in enumerate(case.pred["items"]):
        if item["number"] is not None:
            yield case.claim("", number(item["number"]), f"§ {item['number']}", f"/items/{position}/number")


def _gold_titles(case: Case) -> Iterator[Entry]:
    for placed in case.gold_items:
        if placed.data["title"] is not None:
            yield Entry(placed.slot, plain(placed.data["title"]), placed.data["title"])


def _pred_titles(case: Case) -> Iterator[Entry]:
    for placed in case.pred_items:
        if (title := placed.data["title"]) is not None:
            yield case.claim(placed.slot, plain(title), title, f"{placed.pointer}/title")


def _entry_text(entry: Json) -> str:
    return f"{entry['number'] or ''} {entry['title'] or ''}".strip()


def _contents_value(entry: Json) -> str:
    return f"{number(entry['number'] or '')}|{plain(entry['title'] or '')}"


def _gold_contents(case: Case) -> Iterator[Entry]:
    for entry in case.gold.data["contents"]:
        yield Entry("", _contents_value(entry), _entry_text(entry))


def _pred_contents(case: Case) -> Iterator[Entry]:
    for position, entry in enumerate(case.pred["contents"]):
        leaf = "title" if entry["title"] is not None else "number"
        yield case.claim("", _contents_value(entry), _entry_text(entry), f"/contents/{position}/{leaf}")


def outline_fields() -> Iterator[Field]:
    """The §§ and the table of contents."""
    yield Field("items.number", "§ numbers", "sequence", "normalised, in order", _gold_numbers, _pred_numbers)
    yield Field("items.title", "titles", "bag", "normalised, by §", _gold_titles, _pred_titles, single=True)
    yield Field(
        "contents",
        "contents",
        "sequence",
        "normalised number + title, in order",
        _gold_contents,
        _pred_contents,
    )


def _vote(vote: Json) -> Form:
    counts = "–".join("?" if vote[x] is None else str(vote[x]) for x in ("yes", "no", "abstain"))
    named = [sorted(vote[f"named_{x}"]) for x in ("yes", "no", "abstain")]
    value = "|".join([counts, *(",".join(map(plain, names)) for names in named)])
    lists = "; ".join(
        f"{word}: {', '.join(x)}" for word, x in zip(("yes", "no", "abstains"), named, strict=True) if x
    )
    return value, f"{counts} {lists}".strip()


def _dissent(entry: Json) -> Form:
    by = sorted(entry["by"])
    return f"{entry['kind']}|{','.join(map(plain, by))}", f"{entry['kind']}: {', '.join(by)}"


def _text(entry: Any) -> Form:
    raw = str(raw_of(entry))
    return plain(raw), raw


# name in gold and contract → (group, matching, forms, the leaf that carries the evidence)
_LISTS: dict[str, tuple[str, str, Callable[[Any], Form], tuple[str, ...]]] = {
    "diary_numbers": ("diary numbers", "normalised, set by §", _text, ("/raw",)),
    "votes": ("votes", "exact counts + sets of names, by §", _vote, ("/yes", "/no", "/named_yes/0")),
    "dissent": ("dissent", "exact kind + set of names, by §", _dissent, ("/by/0", "/kind")),
    "recusals": ("recusals", "normalised, by §", _text, ("",)),
    "recipients": ("recipients", "normalised, by §", _text, ("",)),
}


def item_fields() -> Iterator[Field]:
    """Lists under each §."""
    for name, (group, matching, form, leaves) in _LISTS.items():
        shape: Shape = "set" if name == "diary_numbers" else "bag"
        yield Field(
            f"items.{name}", group, shape, matching, _gold_list(name, form), _pred_list(name, form, leaves)
        )


def _gold_list(name: str, form: Callable[[Any], Form]) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for placed in case.gold_items:
            for entry in placed.data[name]:
                yield Entry(placed.slot, *form(entry))

    return read


def _pred_list(name: str, form: Callable[[Any], Form], leaves: tuple[str, ...]) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for placed in case.pred_items:
            for position, entry in enumerate(placed.data[name]):
                start = f"{placed.pointer}/{name}/{position}"
                pointer = next((start + x for x in leaves if start + x in case.evidence), start)
                yield case.claim(placed.slot, *form(entry), pointer)

    return read


def _gold_facts(name: str, form: Callable[[Any], Form | None]) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for item in case.gold.data["items"]:
            for entry in item[name]:
                if (made := form(entry)) is not None:
                    yield Entry(fact_slot(item["number"]), *made)

    return read


def _pred_facts(name: str, leaf: str, form: Callable[[Json], Form | None]) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for position, entry in enumerate(case.pred[name]):
            if case.in_scope(entry["item"]) and (made := form(entry)) is not None:
                yield case.claim(fact_slot(entry["item"]), *made, f"/{name}/{position}/{leaf}")

    return read


def _gold_sek(amount: Json) -> Form | None:
    return None if amount["sek"] is None else (_decimal(amount["sek"]), f"{amount['sek']} SEK")


def _pred_sek(amount: Json) -> Form | None:
    if amount["value"] is None or amount["currency"] != "SEK":
        return None
    return _decimal(amount["value"]), f"{amount['value']} SEK"


def _decimal(value: str) -> str:
    return value.rstrip("0").rstrip(".") if "." in value else value


def _gold_law(text: str) -> Form:
    return law(text), text


def _pred_law(reference: Json) -> Form | None:
    return (law(reference["raw"]), reference["raw"]) if reference["kind"] == "law" else None


def fact_fields() -> Iterator[Field]:
    """What the contract lists for the whole document with a § number."""
    yield Field(
        "amounts.raw", "amounts", "bag", "normalised, by §",
        _gold_facts("amounts", _text), _pred_facts("amounts", "raw", _text),
    )  # fmt: skip
    yield Field(
        "amounts.value", "amounts", "bag", "exact decimal in SEK, by §",
        _gold_facts("amounts", _gold_sek), _pred_facts("amounts", "value", _pred_sek),
    )  # fmt: skip
    yield Field(
        "percentages", "percentages", "set", "normalised, set by §",
        _gold_facts("percentages", _text), _pred_facts("percentages", "raw", _text),
    )  # fmt: skip
    yield Field(
        "laws", "laws", "set", "SFS number + chapter + section, else normalised, by §",
        _gold_facts("laws", _gold_law), _pred_facts("references", "raw", _pred_law),
    )  # fmt: skip


def _gold_names(name: str) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for one in case.gold.data[name]:
            yield Entry("", plain(one), one)

    return read


def _pred_names(name: str) -> Reader:
    def read(case: Case) -> Iterator[Entry]:
        for position, one in enumerate(case.pred[name]):
            if case.whole or case.names(f"/{name}/{position}", len(one["mentions"])):
                yield case.claim("", plain(one["name"]), one["name"], f"/{name}/{position}/name")

    return read


def name_fields() -> Iterator[Field]:
    """People and organisations; in a document annotated in part, those with a mention in the scope."""
    for name in ("people", "organisations"):
        yield Field(
            name, name, "set", "normalised, named in the annotated part", _gold_names(name), _pred_names(name)
        )

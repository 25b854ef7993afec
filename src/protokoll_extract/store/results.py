"""Found §§ as a reader wants them: where, when, what was decided, the words that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from protokoll_extract.store.database import Database, Row
from protokoll_extract.store.question import Question
from protokoll_extract.store.search import Answer, Hit
from protokoll_extract.store.snippet import around, holds, marked, snippet

_COLUMNS = ("decision", "voice", "background")


@dataclass(frozen=True, slots=True)
class Result:
    """One §. ``title`` and ``snippet`` have the found words marked (see ``snippet``); ``where`` says what the
    snippet is taken from: ``decision``, ``voice`` or ``background``."""

    item: Row
    reason: str
    title: str
    where: str
    snippet: str
    decisions: list[Row]
    votes: list[Row]
    amounts: list[Row]

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, without the marks in the snippet."""
        item = self.item
        return {
            "document": item["document_id"],
            "paragraph": item["slug"],
            "label": item["label"],
            "title": item["title"],
            "date": item["date"],
            "body": item["body"],
            "issuer": item["issuer"],
            "body_id": item["body_id"],
            "pages": {"first": item["first_page"], "last": item["last_page"]},
            "outcome": item["outcome"],
            "has_vote": bool(item["has_vote"]),
            "has_reservation": bool(item["has_reservation"]),
            "found_in": self.where,
            "reason": self.reason,
            "snippet": snippet(self.snippet, frozenset()),
            "decisions": [
                {key: d[key] for key in ("name", "number", "text", "kind", "label_sv", "decided_by", "page")}
                for d in self.decisions
            ],
            "votes": [{key: v[key] for key in ("yes", "no", "abstain", "winner")} for v in self.votes],
            "amounts": [
                {key: a[key] for key in ("raw", "value", "currency", "status", "page")} for a in self.amounts
            ],
        }


def results(database: Database, answer: Answer, *, snippets: bool = True) -> list[Result]:
    """The hits of an answer, in its order; without ``snippets`` no texts are read."""
    numbers = [hit.item for hit in answer.hits]
    items = {row["id"]: row for row in items_of(database, numbers)}
    texts = {row["item_id"]: row for row in _of(database, "item_text", numbers)} if snippets else {}
    parts = {table: _grouped(_of(database, table, numbers)) for table in ("decision", "vote", "amount")}
    found = []
    for hit in answer.hits:
        own = [parts[table][hit.item] for table in ("decision", "vote", "amount")]
        where, piece = _shown(texts.get(hit.item), own[2], hit.reason, answer)
        title = marked(items[hit.item]["title"] or "", answer.words)
        found.append(Result(items[hit.item], hit.reason, title, where, piece, *own))
    return found


def plain_results(database: Database, numbers: list[int]) -> list[Result]:
    """The §§ with these numbers, in this order, with nothing found in them."""
    hits = tuple(Hit(number, "") for number in numbers)
    return results(database, Answer(Question(), hits, len(hits), {}, frozenset()))


def items_of(database: Database, numbers: Iterable[int]) -> list[Row]:
    """The §§ with these numbers, with the names of their body and issuer; in no order."""
    inside = _list(numbers)
    return database.rows(
        "SELECT i.*, b.name AS body, u.name AS issuer, d.number AS meeting, d.name AS source FROM item i"
        " JOIN body b ON b.id = i.body_id JOIN issuer u ON u.id = b.issuer_id"
        f" JOIN document d ON d.id = i.document_id WHERE i.id IN ({inside})"
    )


def _of(database: Database, table: str, numbers: Iterable[int]) -> list[Row]:
    order = "item_id" if table == "item_text" else "item_id, position"
    what = "item_id, title, decision, voice, background" if table == "item_text" else "*"
    return database.rows(f"SELECT {what} FROM {table} WHERE item_id IN ({_list(numbers)}) ORDER BY {order}")


def _list(numbers: Iterable[int]) -> str:
    # Our own numbers from the index, never what somebody typed.
    return ", ".join(str(int(number)) for number in numbers) or "NULL"


def _grouped(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["item_id"]].append(row)
    return groups


def _shown(text: Row | None, amounts: list[Row], reason: str, answer: Answer) -> tuple[str, str]:
    if text is None:
        return "decision", ""
    return _sum(text, amounts, answer) or _piece(text, reason, answer)


def _sum(text: Row, amounts: list[Row], answer: Answer) -> tuple[str, str] | None:
    """Where a sum stands that was asked for, as it is written there."""
    sought = [row["raw"] for row in amounts if row["number"] in answer.question.numbers.sums and row["raw"]]
    for column in _COLUMNS if sought else ():
        for raw in sought:
            piece = around(text[column], raw)
            if piece:
                return column, piece
    return None


def _piece(text: Row, reason: str, answer: Answer) -> tuple[str, str]:
    # What is only elsewhere as typed is not shown where it stands in another form.
    sought = answer.exact if reason == "exact_elsewhere" else answer.words
    for column in _COLUMNS:
        if sought and holds(text[column], sought):
            return column, snippet(text[column], answer.words, exact=answer.exact)
    first = next((column for column in _COLUMNS if text[column]), "decision")
    return first, snippet(text[first], answer.words)

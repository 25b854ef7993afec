"""One § as a page shows it: what was decided, by whom, against whom, for how much, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from protokoll_extract.store.database import Database, Row
from protokoll_extract.store.documents import page_size
from protokoll_extract.store.matters import case_keys
from protokoll_extract.store.names import slug
from protokoll_extract.store.reading import Document, Json, children, record, words_of
from protokoll_extract.web.charts import Segment, vote_bar
from protokoll_extract.web.marks import Sheet, mark_id, sheets
from protokoll_extract.web.points import Points, Standing, grouped, standing
from protokoll_extract.web.swedish import derived
from protokoll_extract.web.value import Value

_OPTIONS = {"yes": "named_yes", "no": "named_no", "abstain": "named_abstain", "absent": "named_absent"}
# Shown in blocks of their own, so not once more as running text.
_OWN_BLOCKS = frozenset({"decision", "proposals", "vote", "reservation", "recipients"})


@dataclass(frozen=True, slots=True)
class Who:
    """A person as named: their page's address, party and mark."""

    name: str
    person_id: str | None
    party: str | None
    mark: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One option of a vote."""

    option: str
    count: int | None
    means: str | None
    people: list[Who]
    page: int | None
    mark: str | None
    known_by: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote: its bar and its sides."""

    json: Json
    bar: list[Segment]
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """All that the page shows. Lists are empty where the document says nothing."""

    document: Document
    item: Json
    row: Row
    decisions: list[Points]
    standing: Standing | None
    # Ids of the decisions that are put to a higher body: sums in them are asked for, not spent.
    proposals_above: frozenset[str]
    ballots: list[Ballot]
    proposals: list[tuple[Json, Value, list[Who]]]
    dissent: list[tuple[Json, Value, list[Who]]]
    recusals: list[Who]
    statements: list[tuple[Value, Who | None]]
    amounts: list[tuple[Json, Value]]
    references: list[tuple[Json, Value]]
    texts: list[tuple[Json, Value]]
    room: list[tuple[str, list[Who]]]
    chair: Who | None
    room_known_by: str
    organisations: list[tuple[str, str]]
    cases: list[Row]
    sheets: list[Sheet]
    findings: list[Json]


def paragraph(database: Database, document: Document, row: Row) -> Paragraph:
    """The § that ``row`` of the archive is about."""
    reader = _Reader(document, int(row["position"]))
    item = reader.item
    decisions = [
        (each, reader.value(f"decisions/{n}/text", each.get("text")))
        for n, each in enumerate(children(item, "decisions"))
    ]
    amounts, references = list(reader.amounts()), list(reader.references())
    proposals, dissent = list(reader.voices("proposals")), list(reader.voices("dissent"))
    heard = [_plain(said.text) for _, said, _ in (*proposals, *dissent)]
    statements = [pair for pair in reader.statements() if not _is_in(pair[0].text, heard)]
    heard += [_plain(said.text) for said, _ in statements]
    texts = [pair for pair in reader.texts() if not _is_in(pair[1].text, heard)]
    room, chair = reader.room(), reader.chair()
    deciders = reader.derived(*(f"decisions/{n}/decided_by" for n in range(len(decisions))))
    pointers = [*reader.pointers, *reader.extra]
    first, last = row["first_page"], row["last_page"]
    pages = range(first, last + 1) if first and last else ()
    return Paragraph(
        document=document,
        item=item,
        row=row,
        decisions=grouped(decisions, deciders),
        standing=standing(row["outcome"], [each for each, _ in decisions], reader.derived("outcome")),
        proposals_above=frozenset(
            str(each.get("id")) for each, _ in decisions if each.get("kind") == "proposed"
        ),
        ballots=list(reader.ballots()),
        proposals=proposals,
        dissent=dissent,
        recusals=list(reader.recusals()),
        statements=statements,
        amounts=amounts,
        references=references,
        texts=texts,
        room=room,
        chair=chair,
        room_known_by=reader.room_known_by(),
        organisations=reader.organisations(),
        cases=case_keys(database, row["id"]),
        sheets=sheets(document, [*reader.pointers, *pointers], pages, page_size(database, document.id)),
        findings=list(reader.findings()),
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_in(text: str, heard: list[str]) -> bool:
    """Whether another block shows this text already."""
    plain = _plain(text)
    return any(plain in each for each in heard if each)


class _Reader:
    """Reads one item of a document and keeps the pointers of the values it has read."""

    def __init__(self, document: Document, position: int) -> None:
        self.document = document
        self.position = position
        self.item = document.items[position]
        self.pointers: list[str] = []
        # Values outside the §: attendance rows.
        self.extra: list[str] = []

    def value(self, inside: str, text: Any) -> Value:
        return self._at(f"/items/{self.position}/{inside}", text)

    def _at(self, pointer: str, text: Any, extra: bool = False) -> Value:
        if not self.document.places.get(pointer):
            return Value(str(text or ""))
        (self.extra if extra else self.pointers).append(pointer)
        return Value(str(text or ""), mark_id(pointer), self.document.page_of(pointer))

    def derived(self, *inside: str) -> str:
        """What to say of values that were concluded; empty where all of them are printed."""
        rules = self.document.rules
        at = (f"/items/{self.position}/{each}" for each in inside)
        return derived(rules[pointer] for pointer in at if pointer in rules)

    def room_known_by(self) -> str:
        present, deciding = words_of(self.item, "present"), words_of(self.item, "deciding")
        return self.derived(
            *(f"present/{n}" for n in range(len(present))), *(f"deciding/{n}" for n in range(len(deciding)))
        )

    def who(self, name: str, inside: str, note: str | None = None) -> Who:
        mark = self.value(inside, name).mark
        return Who(name, self.document.person_id(name), self.document.party_of(name), mark, note)

    def ballots(self) -> Iterator[Ballot]:
        for n, vote in enumerate(children(self.item, "votes")):
            sides = []
            for option, key in _OPTIONS.items():
                people = [
                    self.who(name, f"votes/{n}/{key}/{m}") for m, name in enumerate(words_of(vote, key))
                ]
                if people or vote.get(option) is not None:
                    at = self.value(f"votes/{n}/{option}", vote.get(option))
                    means = vote.get(f"{option}_means")
                    known_by = self.derived(f"votes/{n}/{option}")
                    sides.append(Side(option, vote.get(option), means, people, at.page, at.mark, known_by))
            yield Ballot(vote, vote_bar([(s.option, s.count or len(s.people)) for s in sides]), sides)

    def voices(self, key: str) -> Iterator[tuple[Json, Value, list[Who]]]:
        """Proposals or dissent, each with those who stand behind it."""
        for n, each in enumerate(children(self.item, key)):
            seconding = set(words_of(each, "seconded_by"))
            people = [
                self.who(name, f"{key}/{n}/by/{m}", "instämmer" if name in seconding else None)
                for m, name in enumerate(words_of(each, "by"))
            ]
            yield each, self.value(f"{key}/{n}/text", each.get("text")), people

    def recusals(self) -> Iterator[Who]:
        words = {each.get("name"): each for each in children(self.item, "jav")}
        for n, name in enumerate(words_of(self.item, "recusals")):
            other = words.get(name, {}).get("replaced_by")
            yield self.who(name, f"recusals/{n}", f"ersätts av {other}" if other else None)

    def statements(self) -> Iterator[tuple[Value, Who | None]]:
        for n, each in enumerate(children(self.item, "statements")):
            by = each.get("by")
            yield (
                self.value(f"statements/{n}/text", each.get("text")),
                self.who(str(by), f"statements/{n}/by") if by else None,
            )

    def amounts(self) -> Iterator[tuple[Json, Value]]:
        for n, each in enumerate(children(self.document.json, "amounts")):
            if self._is_mine(each):
                yield each, self._at(f"/amounts/{n}/raw", each.get("raw"))

    def references(self) -> Iterator[tuple[Json, Value]]:
        for n, each in enumerate(children(self.document.json, "references")):
            if self._is_mine(each):
                yield each, self._at(f"/references/{n}/raw", each.get("raw"))

    def _is_mine(self, each: Json) -> bool:
        return self.document.item_positions.get(str(each.get("item"))) == self.position

    def texts(self) -> Iterator[tuple[Json, Value]]:
        """Sections that no block of their own shows."""
        for n, section in enumerate(children(self.item, "sections")):
            if section.get("kind") not in _OWN_BLOCKS and section.get("text"):
                yield section, self.value(f"sections/{n}/text", section.get("text"))

    def room(self) -> list[tuple[str, list[Who]]]:
        """Who was there for this §, by capacity; those who decided first."""
        present, deciding = set(words_of(self.item, "present")), set(words_of(self.item, "deciding"))
        if not present and not deciding:
            return []
        groups: dict[str, list[Who]] = {"deciding": [], "others": []}
        for n, row in enumerate(children(self.document.json, "attendance")):
            identity = str(row.get("person"))
            if identity in present | deciding:
                group = "deciding" if identity in deciding else "others"
                groups[group].append(self._attendee(n, row))
        return [(group, people) for group, people in groups.items() if people]

    def _attendee(self, n: int, row: Json) -> Who:
        at = self._at(f"/attendance/{n}/name", row.get("name"), extra=True)
        person = self.document.by_id.get(str(row.get("person")), {})
        party = record(row, "party")
        note = row.get("role") or (f"ersätter {row['serves_for']}" if row.get("serves_for") else None)
        identity = self.document.archive_id(person) if person else None
        return Who(at.text, identity, party.get("id") or party.get("raw"), at.mark, note)

    def chair(self) -> Who | None:
        person = self.document.by_id.get(str(self.item.get("chair")), {})
        if not person.get("name"):
            return None
        note = self.derived("chair")
        return Who(str(person["name"]), self.document.archive_id(person), person.get("party"), note=note)

    def organisations(self) -> list[tuple[str, str]]:
        """Address and name of the organisations named in the §."""
        found: dict[str, str] = {}
        for n, each in enumerate(children(self.document.json, "organisations")):
            for m in range(len(children(each, "mentions"))):
                if self.position in self.document.items_at(f"/organisations/{n}/mentions/{m}/text"):
                    found.setdefault(slug(str(each.get("name"))), str(each.get("name")))
        return sorted(found.items(), key=lambda pair: pair[1])

    def findings(self) -> Iterator[Json]:
        start = f"/items/{self.position}/"
        for each in children(self.document.json, "findings"):
            if any(pointer.startswith(start) for pointer in words_of(each, "pointers")):
                yield each


def citation(row: Row, item: Row, name: str | None) -> str:
    """How to cite the § in running text."""
    pages = item["first_page"]
    if pages and item["last_page"] and item["last_page"] != pages:
        pages = f"{pages}–{item['last_page']}"
    parts = [
        row["issuer"],
        row["body"],
        f"protokoll {row['date']}" if row["date"] else "protokoll",
        item["label"] or item["title"],
        f"”{item['title']}”" if item["title"] and item["label"] else None,
        f"s. {pages}" if pages else None,
        f"({name}, SHA-256 {row['sha256'][:16]})" if name else None,
    ]
    return ", ".join(str(part) for part in parts if part).replace(", (", " (") + "."

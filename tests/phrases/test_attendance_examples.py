"""Words beside a name: each table matches its example and not its counter-example."""

from __future__ import annotations

import helpers
from helpers import Json
from protokoll_extract.extract.names import is_organisation, is_person_name
from protokoll_extract.vocab.load import table


def entry(name: str) -> tuple[str, str]:
    data = table("attendance")[name]
    return data["example"], data["counter_example"]


def rows(line: str, heading: str = "Närvarande ledamöter") -> list[Json]:
    front = f"Protokoll\n\n{heading}\n\n{line}\n"
    return list(helpers.extract(f"{front}\n§ 1 Mötet öppnas\n\nOrdföranden öppnar mötet.\n")["attendance"])


def test_roles() -> None:
    example, counter = entry("roles")
    assert [row["role"] for row in rows(example)] == ["1:e vice ordförande"]
    assert [row["role"] for row in rows(counter)] == [None]


def test_each_role_word_is_read_after_a_name() -> None:
    words = table("attendance")["roles"]["words"]
    found = rows("\n".join(f"Ada Ek (S), {word}" for word in words))
    assert [row["role"] for row in found] == words


def test_serving() -> None:
    example, counter = entry("serving")
    for words, serving in ((example, True), (counter, False)):
        row = rows(f"Ada Ek (S), {words}\nBo Ås (M), tjänstgör", "Närvarande ersättare")[0]
        assert row["serving"] is serving


def test_presence() -> None:
    example, counter = entry("presence")
    assert [part["raw"] for part in rows(f"Ada Ek (S) {example}")[0]["presence"]] == [example]
    assert rows(f"Ada Ek (S) {counter}")[0]["presence"] == []


def test_organisations() -> None:
    example, counter = entry("organisations")
    assert is_organisation(example) and not is_person_name(example)
    assert not is_organisation(counter) and is_person_name(counter)


def test_names() -> None:
    example, counter = entry("names")
    assert [row["name"] for row in rows(example)] == [example]
    assert rows(counter) == []


def test_table() -> None:
    example, counter = entry("table")
    body = "Parti\tNärv\nAda Ek\tS\tN\nBo Ås\tM\tF"
    for head, present in ((example, [True, False]), (counter, [])):
        text = f"Protokoll\n\n{head}\t{body}\n\n§ 1 Mötet öppnas\n\nOrdföranden öppnar mötet.\n"
        assert [row["present"] for row in helpers.extract(text)["attendance"]] == present

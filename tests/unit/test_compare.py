"""Differences between documents, pairs between archives, and the change feed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from protokoll_extract import extract
from protokoll_extract.cli.app import cli
from protokoll_extract.compare.feed import State, feed
from protokoll_extract.compare.pairs import pairs
from protokoll_extract.compare.records import changes
from protokoll_extract.errors import InputError
from protokoll_extract.export.json import to_json_bytes
from protokoll_extract.model.protokoll import Protokoll

MINUTES = (Path(__file__).parents[1] / "contract/minutes.txt").read_text(encoding="utf-8")


def read(text: str, name: str = "a.txt") -> Protokoll:
    return extract(text.encode(), name)


def found(old: str, new: str) -> list[tuple[str, str, str | None]]:
    return [(x.kind, x.where, x.field) for x in changes(read(old), read(new))]


def test_the_same_minutes_do_not_differ() -> None:
    assert found(MINUTES, MINUTES) == []


def test_a_changed_decision_is_one_change_in_words() -> None:
    said = found(MINUTES, MINUTES.replace("25 000 kr", "35 000 kr"))
    assert ("changed", "§ 2, decision 1", "text") in said
    assert ("changed", "amount 1", "value") in said
    assert not [x for x in said if x[0] != "changed"]


def test_one_more_person_does_not_change_everybody() -> None:
    said = found(MINUTES, MINUTES.replace("Siv Ros (M) t.o.m. § 2", "Eva By (L)\nSiv Ros (M) t.o.m. § 2"))
    assert ("added", "attendance Eva By", None) in said
    assert not [x for x in said if x[1].startswith(("attendance", "person")) and x[0] != "added"]


def test_an_added_paragraph_does_not_change_the_others() -> None:
    more = MINUTES + "\n§ 3\nInformation\n\nBeslut\n\nInformationen noteras.\n"
    said = found(MINUTES, more)
    assert ("added", "§ 3", None) in said
    assert not [x for x in said if x[1].startswith(("§ 1,", "§ 2,"))]
    assert ("removed", "§ 3", None) in found(more, MINUTES)


def test_versions_of_one_meeting_are_paired() -> None:
    draft, final = read(MINUTES), read(MINUTES + "\nJusteras\n", "b.txt")
    other = read(MINUTES.replace("2026-01-12", "2026-02-16"), "c.txt")
    assert list(pairs([draft], [other, final])) == [(None, other), (draft, final)]
    assert list(pairs([draft, other], [final])) == [(draft, final), (other, None)]
    assert list(pairs([draft], [draft])) == [(draft, draft)]


def test_two_files_of_one_meeting_are_not_guessed_between() -> None:
    one, two, three = (read(MINUTES + f"\n{x}\n", x) for x in "abc")
    assert list(pairs([one, two], [three])) == [(None, three), (one, None), (two, None)]


def test_feed_tells_added_changed_and_withdrawn() -> None:
    one, two = read(MINUTES), read(MINUTES.replace("2026-01-12", "2026-02-16"), "b.txt")
    state = State(0, {})
    assert [(x.number, x.change, x.id) for x in feed(state, [one])] == [(1, "added", one.id)]
    assert list(feed(state, [one])) == []
    changed = one.model_copy(update={"schema_version": "1.9.9"})
    said = [(x.number, x.change, x.id) for x in feed(state, [changed, two])]
    assert said == [(2, "changed", one.id), (3, "added", two.id)]
    assert [(x.number, x.change, x.id) for x in feed(state, [two])] == [(4, "withdrawn", one.id)]


def test_feed_names_what_a_new_version_replaces() -> None:
    draft, final = read(MINUTES), read(MINUTES + "\nJusteras\n", "b.txt")
    state = State(0, {})
    list(feed(state, [draft]))
    assert [x.replaces for x in feed(state, [draft, final])] == [draft.id]


def test_state_comes_back(tmp_path: Path) -> None:
    state = State(0, {})
    list(feed(state, [read(MINUTES)]))
    (tmp_path / "state.json").write_bytes(state.content())
    assert State.read(tmp_path / "state.json") == state
    (tmp_path / "state.json").write_text('{"version": 2}', encoding="utf-8")
    with pytest.raises(InputError, match="no state"):
        State.read(tmp_path / "state.json")


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [str(x) for x in arguments], standalone_mode=False)
    assert done.exception is None, done.output
    return done.return_value, done.output


def test_from_the_command_line(tmp_path: Path) -> None:
    for name, text in (("old", MINUTES), ("new", MINUTES.replace("25 000 kr", "35 000 kr"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_bytes(to_json_bytes(read(text)))
    code, said = run("diff", tmp_path / "old", tmp_path / "new", "--exit-code")
    assert code == 1 and "§ 2, decision 1" in said and "35 000 kr" in said
    assert run("diff", tmp_path / "old", tmp_path / "old") == (0, "no differences\n")
    _, lines = run("diff", tmp_path / "old", tmp_path / "new", "--json")
    assert all(json.loads(line)["kind"] == "changed" for line in lines.splitlines())
    state = tmp_path / "state.json"
    assert len(run("changes", tmp_path / "old", "--state", state)[1].splitlines()) == 1
    assert run("changes", tmp_path / "old", "--state", state)[1] == ""
    (tmp_path / "old/b.json").write_text('{"type": "protokoll"}', encoding="utf-8")
    (tmp_path / "old/a.json").unlink()
    before = state.read_bytes()
    code, _ = run("changes", tmp_path / "old", "--state", state)
    assert code and state.read_bytes() == before, "an unreadable file is not taken for withdrawn"

"""Version 1 of the contract is frozen: fields are added, never taken away, renamed or narrowed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from protokoll_extract import extract
from protokoll_extract.cli.app import cli
from protokoll_extract.compare.records import changes
from protokoll_extract.errors import InvalidOutputError
from protokoll_extract.export.migrate import migrate
from protokoll_extract.export.schema import schema
from protokoll_extract.model.protokoll import SCHEMA_VERSION

CONTRACT = Path(__file__).parents[1] / "contract"
# The schema as it was at each minor version that people may have written readers for.
VERSIONS = sorted(CONTRACT.glob("v1.*.schema.json"))
FROZEN = json.loads((CONTRACT / "v1.0.0.schema.json").read_text(encoding="utf-8"))


def resolved(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    return root["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node


def broken(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What a reader that was written for the old schema would trip over in data of the new one."""
    yield from _broken(old, new, old, new, "")


NOW = schema()


def _broken(old: Any, new: Any, old_root: Any, new_root: Any, at: str) -> Iterator[str]:
    old, new = resolved(old, old_root), resolved(new, new_root)
    options = [resolved(x, old_root) for x in old.get("anyOf", ())]
    if options:
        theirs = [resolved(x, new_root) for x in new.get("anyOf", (new,))]
        for option in theirs:
            if all(list(_broken(x, option, old_root, new_root, at)) for x in options):
                yield f"{at}: may now be {option.get('type') or option.get('title')}"
        return
    if old.get("type") != new.get("type"):
        yield f"{at}: was {old.get('type')}, is {new.get('type')}"
    if "enum" in old and "enum" not in new and "const" not in new:
        yield f"{at}: the closed list of values is gone"
    gone = set(old.get("enum", ())) - set(new.get("enum", (new.get("const"),)))
    yield from (f"{at}: {value!r} is no value any more" for value in sorted(gone) if "enum" in new)
    for key, inner in old.get("properties", {}).items():
        if key not in new.get("properties", {}):
            yield f"{at}.{key}: is gone"
        else:
            yield from _broken(inner, new["properties"][key], old_root, new_root, f"{at}.{key}")
    if "items" in old:
        yield from _broken(old["items"], new.get("items", {}), old_root, new_root, f"{at}[]")
    if old.get("pattern") != new.get("pattern"):
        yield f"{at}: the pattern is another one"


@pytest.mark.parametrize("path", VERSIONS, ids=lambda x: x.name)
def test_nothing_of_an_earlier_version_is_gone(path: Path) -> None:
    assert list(broken(json.loads(path.read_text(encoding="utf-8")), NOW)) == []


def test_the_check_finds_what_would_break() -> None:
    changed = json.loads(json.dumps(NOW))
    decision = changed["$defs"]["Decision"]["properties"]
    del decision["text"]
    decision["id"] = {"type": "integer"}
    found = list(broken(FROZEN, changed))
    assert found == [".items[].decisions[].id: was string, is integer", ".items[].decisions[].text: is gone"]


def test_a_document_of_version_1_0_migrates() -> None:
    content = (CONTRACT / "v1.0.0.json").read_bytes()
    document, before = migrate(content, "v1.0.0.json")
    assert before == "1.0.0" and document.schema_version == SCHEMA_VERSION
    data = document.model_dump(mode="json", by_alias=True)
    assert list(Draft202012Validator(NOW).iter_errors(data)) == []
    old = json.loads(content)
    assert [x["decisions"][0]["text"] for x in data["items"]] == [
        x["decisions"][0]["text"] for x in old["items"]
    ]
    assert [x.where for x in changes(document, document)] == []


def test_the_same_minutes_read_today_have_no_less() -> None:
    """What was stated then is stated now; a migrated document lacks what was not known then."""
    document, _ = migrate((CONTRACT / "v1.0.0.json").read_bytes(), "v1.0.0.json")
    today = extract(CONTRACT / "minutes.txt")
    assert [x.text for i in today.items for x in i.decisions] == [
        x.text for i in document.items for x in i.decisions
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"type": "protokoll", "schema_version": "1.999.0"}', "schema.newer"),
        (b'{"type": "protokoll", "schema_version": "9.0.0"}', "schema.unknown"),
        (b'{"type": "protokoll", "schema_version": "?"}', "schema.unknown"),
        (b'{"type": "protokoll", "schema_version": "1.0.0"}', "output.invalid"),
        (b'{"type": "cake"}', "output.invalid"),
        (b"no JSON", "output.invalid"),
    ],
)
def test_what_cannot_be_migrated(content: bytes, code: str) -> None:
    with pytest.raises(InvalidOutputError) as caught:
        migrate(content, "a.json")
    assert caught.value.code == code


def test_migrate_from_the_command_line(tmp_path: Path) -> None:
    arguments = ["schema", "migrate", str(CONTRACT / "v1.0.0.json"), "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.exception is None and f"1.0.0 → {SCHEMA_VERSION}" in done.output
    assert (tmp_path / "out/v1.0.0.json").exists()

"""One small text a phenomenon: ``cases/<name>.txt`` gives what ``cases/<name>.json`` says.

``UPDATE_GOLDEN=1 pytest tests/golden`` writes what is found into the JSON files; read the
difference before it is committed. A case with ``known_bug`` says what ought to be found.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import helpers
from golden_parts import PARTS, encode

CASES = sorted(p for p in Path(__file__).with_name("cases").iterdir() if p.suffix != ".json")
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if "known_bug" in case and not UPDATE:
        request.applymarker(pytest.mark.xfail(reason=case["known_bug"]))
    text = path.read_bytes().decode()
    data = helpers.extract(text, path.name)
    assert helpers.broken_promises(data, helpers.source_of(text).text) == []
    found = {part: PARTS[part](data) for part in case["shows"]}
    if UPDATE:
        assert not os.environ.get("CI"), "expected values are written by hand, not by CI"
        if "known_bug" not in case:
            path.with_suffix(".json").write_text(encode({**case, "expected": found}), encoding="utf-8")
        return
    assert found == case["expected"]


def test_each_text_has_its_json_and_each_json_its_text() -> None:
    stems = [p.stem for p in Path(__file__).with_name("cases").iterdir()]
    assert all(stems.count(stem) == 2 for stem in stems)

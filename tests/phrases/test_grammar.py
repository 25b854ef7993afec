"""Each small grammar finds its example and leaves its counter-example alone."""

from __future__ import annotations

from typing import Any

import pytest

from protokoll_extract.vocab.load import GRAMMARS, grammar, table

ENTRIES = [entry for name in GRAMMARS for entry in table(name)["pattern"]]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_example_and_counter_example(entry: dict[str, Any]) -> None:
    assert grammar(entry["name"]).search(entry["example"])
    assert not grammar(entry["name"]).search(entry["counter_example"])


def test_names_are_unique() -> None:
    names = [entry["name"] for entry in ENTRIES]
    assert len(names) == len(set(names))

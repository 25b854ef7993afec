"""The collector of circular garbage waits while a document is made, and has nothing to find in it."""

from __future__ import annotations

import gc

import pytest

import helpers
from protokoll_extract.growing import growing

TEXT = (helpers.CORPUS[0] / "protokoll.txt").read_text(encoding="utf-8")


def test_the_collector_goes_on_afterwards() -> None:
    with growing():
        assert not gc.isenabled()
        with growing():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="odd"), growing():
        raise ValueError("odd")
    assert gc.isenabled()


def test_who_has_turned_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        helpers.extract(TEXT)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_document_is_no_circle() -> None:
    helpers.extract(TEXT)  # Patterns are compiled when first used, and leave circles.
    gc.collect()
    gc.disable()
    try:
        helpers.extract(TEXT)
        assert gc.collect() == 0
    finally:
        gc.enable()

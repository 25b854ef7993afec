"""A long run holds no more at its end than at its beginning."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from batching import fill, start, summary, watch

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="watches processes through /proc")


def test_a_long_run_does_not_grow(tmp_path: Path) -> None:
    """The small version of `make soak`."""
    fill(tmp_path / "in", 900)
    run = start(tmp_path / "in", "-o", tmp_path / "out", "-w", 1, "--limit", "documents_per_parser=100")
    seen = watch(run, tmp_path / "out", every=0.2)
    run.communicate()
    assert run.returncode == 0 and summary(tmp_path / "out")["done"] == 900
    assert len(seen) > 9
    first, last = seen[len(seen) // 3], seen[-1]
    assert last.memory_mb - first.memory_mb < 20
    assert last.files <= first.files + 3
    assert max(look.log_mb for look in seen) < 64

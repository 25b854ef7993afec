"""Every point where something reaches the disk, not only luck: the run dies there and goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from batching import ends, fill, results
from kill_points import count_points, run_until, run_whole

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="forks and kills groups of processes")
# All of them are tried by `make kill-test`.
_TRIED = 16


def test_a_run_that_dies_at_any_point_goes_on(tmp_path: Path) -> None:
    fill(tmp_path / "in", 3)
    run_whole(tmp_path / "in", tmp_path / "calm")
    points = count_points(tmp_path / "in", tmp_path / "counted")
    assert points > 40
    died = 0
    for point in range(1, points + 1, max(1, points // _TRIED)):
        output = tmp_path / f"out-{point}"
        died += run_until(point, tmp_path / "in", output)
        for path in (output / "documents").rglob("*.json"):
            json.loads(path.read_bytes())
        run_whole(tmp_path / "in", output)
        assert results(output) == results(tmp_path / "calm"), point
        assert ends(output) == ends(tmp_path / "calm"), point
    # How often the manifest commits depends on the clock: a run may have fewer steps than the one counted.
    assert died > _TRIED // 2

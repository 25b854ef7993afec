"""A file holds one idea; none grows beyond what one can keep in mind."""

from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
LIMIT = 400


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC)))
def test_module_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LIMIT

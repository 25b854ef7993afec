"""Writes requirements.lock (what the package needs), requirements-desk.lock (search and the desk),
requirements-research.lock (tables, frames, notebooks) and requirements-dev.lock (the rest of the venv)."""

from __future__ import annotations

import importlib.metadata as metadata
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).parent.parent
_HEAD = "# Pinned versions; renew with `make lock`.\n"
# The fuzzer is not built for every system; `make fuzz` fetches it where it is.
_NOT_LOCKED = {"protokoll-extract", "pip", "setuptools", "wheel", "atheris"}


def needed(roots: list[str]) -> set[str]:
    """The names of all installed packages that ``roots`` need, themselves included."""
    seen: set[str] = set()
    todo = [Requirement(root) for root in roots]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        todo += [Requirement(text) for text in metadata.requires(name) or []]
    return seen


def main() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins: dict[str, str] = {str(canonicalize_name(d.name)): d.version for d in metadata.distributions()}
    # Reading documents of all kinds works from the lock file alone.
    runtime = needed([*project["dependencies"], *project["optional-dependencies"]["documents"]])
    extras = project["optional-dependencies"]
    desk = needed(extras["desk"]) - runtime
    research = needed([*extras["tables"], *extras["research"]]) - runtime
    both = "-r requirements-desk.lock\n-r requirements-research.lock\n"
    for file, first, names in (
        ("requirements.lock", "", runtime),
        ("requirements-desk.lock", "-r requirements.lock\n", desk),
        ("requirements-research.lock", "-r requirements.lock\n", research),
        ("requirements-dev.lock", both, set(pins) - runtime - desk - research),
    ):
        lines = sorted(f"{name}=={pins[name]}\n" for name in names - _NOT_LOCKED)
        (_ROOT / file).write_text(_HEAD + first + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

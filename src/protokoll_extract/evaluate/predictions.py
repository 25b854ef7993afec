"""The other side: documents extracted now, or the outputs of an earlier run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from protokoll_extract.errors import InputError, ProtokollError
from protokoll_extract.evaluate.gold import Gold

Json = dict[str, Any]
Prediction = Json | str
"""A document of the contract as plain data, or why there is none."""


def extract_all(documents: Sequence[Path], jobs: int) -> list[Prediction]:
    """Each document extracted, in the given order, ``jobs`` at a time."""
    names = [str(path) for path in documents]
    if jobs < 2 or len(names) < 2:
        return [_extract(name) for name in names]
    with ProcessPoolExecutor(min(jobs, len(names)), mp_context=get_context("spawn")) as pool:
        return list(pool.map(_extract, names, chunksize=max(1, min(8, len(names) // (4 * jobs)))))


def _extract(name: str) -> Prediction:
    from protokoll_extract.ingest import read_source
    from protokoll_extract.pipeline import run

    try:
        return run(read_source(Path(name))).model_dump(mode="json", by_alias=True)
    except ProtokollError as error:
        return f"{error.reason} [{error.code}]"
    except Exception as error:
        return f"internal error, {type(error).__name__}"


def read_all(folder: Path, golds: Sequence[Gold]) -> list[Prediction]:
    """The outputs of an earlier run for each gold's document, found by its content or its name."""
    if not folder.is_dir():
        raise InputError("pred.folder", str(folder), "no such folder", "Name the folder of an earlier run.")
    outputs = dict(_outputs(folder))
    by_hash = {data["source"]["sha256"]: data for data in outputs.values()}
    return [_find(gold, outputs, by_hash) for gold in golds]


def _outputs(folder: Path) -> Iterator[tuple[str, Json]]:
    for path in sorted(folder.rglob("*.json")):
        try:
            data = json.loads(path.read_bytes())
        except ValueError:
            continue
        if isinstance(data, dict) and data.get("type") == "protokoll":
            yield path.stem, data


def _find(gold: Gold, outputs: dict[str, Json], by_hash: dict[str, Json]) -> Prediction:
    document = gold.document
    if found := by_hash.get(hashlib.sha256(document.read_bytes()).hexdigest()):
        return found
    ways: tuple[Callable[[str, Json], bool], ...] = (
        lambda stem, _: stem == f"{gold.body}-{document.stem}",
        lambda stem, _: stem == document.stem,
        lambda _, data: data["source"]["name"] == document.name,
    )
    for fits in ways:
        fitting = [data for stem, data in outputs.items() if fits(stem, data)]
        if len(fitting) == 1:
            return fitting[0]
    return "no output for it in the folder"

"""Folders of tidy tables, each with its codebook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from protokoll_extract.export.codebook import Language, codebook_csv
from protokoll_extract.export.csv_tables import NORDIC, PLAIN, write_csv
from protokoll_extract.export.datapackage import write_datapackage
from protokoll_extract.export.json import write_atomic
from protokoll_extract.export.parquet import write_parquet
from protokoll_extract.model.protokoll import Protokoll


def write_csv_folder(
    documents: Iterable[Protokoll], folder: Path, *, evidence: bool = False, excel: bool = False
) -> dict[str, int]:
    """CSV tables and codebooks; ``excel`` writes them as Nordic Excel opens them."""
    counts = write_csv(documents, folder, dialect=NORDIC if excel else PLAIN, evidence=evidence)
    _codebooks(folder, evidence, excel)
    return counts


def write_parquet_folder(
    documents: Iterable[Protokoll], folder: Path, *, evidence: bool = False
) -> dict[str, int]:
    """Parquet tables and codebooks."""
    counts = write_parquet(documents, folder, evidence=evidence)
    _codebooks(folder, evidence)
    return counts


def write_package_folder(
    documents: Iterable[Protokoll], folder: Path, *, evidence: bool = False
) -> dict[str, int]:
    """A Frictionless Data Package and codebooks."""
    counts = write_datapackage(documents, folder, evidence=evidence)
    _codebooks(folder, evidence)
    return counts


def _codebooks(folder: Path, evidence: bool, excel: bool = False) -> None:
    for language in get_args(Language):
        write_atomic(
            folder / f"codebook.{language}.csv", codebook_csv(language, evidence=evidence, excel=excel)
        )

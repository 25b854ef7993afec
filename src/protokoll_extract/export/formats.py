"""The formats out: what each is called, writes and cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.model.protokoll import Protokoll

Write = Callable[..., dict[str, int]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format out.

    ``writer`` names the module and function; ``folder``: it writes several files; ``options`` are
    the options its function takes; ``notes`` are losses that are not fields.
    """

    name: str
    what: str
    writer: str
    folder: bool
    options: frozenset[str] = frozenset()
    carries: str = "tables"
    notes: tuple[str, ...] = ()

    def write(self, documents: Iterable[Protokoll], target: Path, **options: Any) -> dict[str, int]:
        """Write to a file or folder; returns how many records went where."""
        module, function = self.writer.split(":")
        writer: Write = getattr(import_module(f"protokoll_extract.export.{module}"), function)
        return writer(documents, target, **options)


_EVIDENCE = frozenset({"evidence"})
_EMPTY = "An empty text cannot be told from an unknown value."
_CUT = "A text of more than 32,767 characters is cut; the command says how many."
_ZEROS = "Sums are exact, but zeros at the end of their decimals are not kept."
_ALL = (
    Format(
        "jsonl",
        "JSON Lines: documents, decisions, people, votes, amounts",
        "jsonl:write_jsonl",
        True,
        carries="all",
    ),
    Format(
        "csv",
        "tidy tables as CSV, with codebook",
        "tidy:write_csv_folder",
        True,
        _EVIDENCE | {"excel"},
        notes=(_EMPTY,),
    ),
    Format(
        "xlsx",
        "tidy tables as one Excel workbook, with codebook",
        "xlsx:write_xlsx",
        False,
        _EVIDENCE,
        notes=(_EMPTY, _ZEROS, _CUT),
    ),
    Format(
        "parquet",
        "tidy tables as Parquet, with codebook",
        "tidy:write_parquet_folder",
        True,
        _EVIDENCE,
        notes=(_ZEROS,),
    ),
    Format(
        "sqlite",
        "tidy tables as one SQLite database, with codebook",
        "sqlite:write_sqlite",
        False,
        _EVIDENCE,
        notes=(_ZEROS,),
    ),
    Format(
        "datapackage",
        "tidy tables as CSV in a Frictionless Data Package, with codebook",
        "tidy:write_package_folder",
        True,
        _EVIDENCE,
        notes=(_EMPTY,),
    ),
    Format(
        "popolo",
        "Popolo: people, organisations, memberships, motions, votes; a JSON file a document",
        "popolo:write_popolo",
        True,
        carries="popolo",
        notes=("Every row of the attendance list is a membership for the days of the meeting.",),
    ),
    Format(
        "oparl",
        "OParl: the meeting with its agenda items; a JSON file a document",
        "oparl:write_oparl",
        True,
        frozenset({"base_url"}),
        carries="oparl",
        notes=(
            "Decision points of a § are joined to one text.",
            "A date without a time is not carried.",
            "What only a server has is lacking: a Body's lists, a File's accessUrl.",
        ),
    ),
    Format(
        "akn",
        "Akoma Ntoso: the minutes as debateReport; an XML file a document",
        "akn:write_akn",
        True,
        carries="akn",
        notes=(
            "A date that is missing or partial is completed, as the standard demands one; see docTitle.",
            "Characters that XML cannot hold are left out.",
        ),
    ),
    Format("ris", "citations of decisions as RIS", "cite:write_ris", False, carries="cite"),
    Format("bibtex", "citations of decisions as BibTeX", "cite:write_bibtex", False, carries="cite"),
    Format("csl", "citations of decisions as CSL-JSON", "cite:write_csl", False, carries="cite"),
    Format(
        "dcat",
        "a catalogue entry of the archive (DCAT-AP-SE) in Turtle",
        "dcat:write_dcat",
        False,
        frozenset({"base_url", "publisher", "contact", "licence"}),
        carries="dcat",
        notes=("It describes the archive: of the documents only bodies and the first and last day.",),
    ),
)
FORMATS = {form.name: form for form in _ALL}


def field_path(table: Table, column: Column) -> str:
    """A field's address in the contract: ``items[].decisions[].text``."""
    steps = [".".join(key.rstrip("_") for key in step) + "[]" for step in table.steps]
    return ".".join([*steps, *(key.rstrip("_") for key in column.path)])


def field_paths() -> dict[str, Table]:
    """Every field of the contract with the table it stands in."""
    return {field_path(table, column): table for table in tables() for column in table.columns}


def carried(form: Format, *, evidence: bool = False) -> frozenset[str]:
    """The fields that a format carries."""
    every = field_paths()
    if form.carries == "all":
        return frozenset(every)
    if form.carries == "tables":
        return frozenset(path for path, table in every.items() if evidence or not table.is_evidence)
    found: frozenset[str] = import_module(f"protokoll_extract.export.{form.carries}").CARRIES
    return found


def losses(form: Format, *, evidence: bool = False) -> Iterator[str]:
    """What a format cannot carry: fields by their address, then other losses in words."""
    kept = carried(form, evidence=evidence)
    yield from (path for path in field_paths() if path not in kept)
    yield from form.notes

"""The tidy tables as Parquet files: typed columns, lists as lists, sums as exact decimals."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from protokoll_extract.errors import InvalidOutputError, MissingExtraError
from protokoll_extract.export.columns import Column, Table, tables
from protokoll_extract.export.rows import Row, rows
from protokoll_extract.model.protokoll import Protokoll

# Sums have at most this many digits before and after the decimal point.
_DIGITS, _SCALE = 38, 9
# Cells that are held before they are written, over all tables.
_HELD = 400_000


def write_parquet(documents: Iterable[Protokoll], folder: Path, *, evidence: bool = False) -> dict[str, int]:
    """One file a table in ``folder``; returns how many rows each has."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtraError(
            "extra.tables", str(folder), "writing Parquet needs the extra `tables`",
            "Install it: pip install 'protokoll-extract[tables]'.",
        ) from error  # fmt: skip
    chosen = [table for table in tables() if evidence or not table.is_evidence]
    held = 0
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(_File(folder, table, pyarrow)) for table in chosen}
        for document in documents:
            for table, row in rows(document, evidence):
                files[table.name].rows.append(row)
                held += len(row)
            if held > _HELD:
                held -= sum(file.flush() for file in files.values() if file.held > _HELD // 20)
    return {name: file.count for name, file in files.items()}


class _File:
    def __init__(self, folder: Path, table: Table, arrow: Any) -> None:
        from pyarrow import parquet

        self.rows: list[Row] = []
        self.count = 0
        self._table, self._arrow = table, arrow
        self._path = folder / f"{table.name}.parquet"
        self._schema = arrow.schema(
            [arrow.field(x.name, _type(x, arrow), nullable=not x.required) for x in table.header]
        )
        options = {"compression": "zstd", "write_statistics": False}
        self._writer = parquet.ParquetWriter(self._path, self._schema, **options)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *reason: object) -> None:
        if reason[0] is None:
            self.flush()
        self._writer.close()

    @property
    def held(self) -> int:
        """How many cells wait to be written."""
        return len(self.rows) * len(self._table.header)

    def flush(self) -> int:
        """Write what waits; returns how many cells that was."""
        if not self.rows:
            return 0
        held = self.held
        columns = zip(self._table.header, zip(*self.rows, strict=True), strict=True)
        try:
            arrays = [
                self._arrow.array([_cell(x, column) for x in values], type=_type(column, self._arrow))
                for column, values in columns
            ]
        except self._arrow.ArrowInvalid as error:
            raise InvalidOutputError(
                "output.invalid", str(self._path), f"a value does not fit its column ({error})",
                "Write CSV instead.",
            ) from error  # fmt: skip
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self.count += len(self.rows)
        self.rows.clear()
        # Else the library keeps for itself what it needed at its peak.
        self._arrow.default_memory_pool().release_unused()
        return held


def _type(column: Column, arrow: Any) -> Any:
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "decimal": arrow.decimal128(_DIGITS, _SCALE),
        "list": arrow.list_(arrow.string()),
    }
    return types[column.kind]


def _cell(cell: Any, column: Column) -> Any:
    return Decimal(cell) if column.kind == "decimal" and cell is not None else cell

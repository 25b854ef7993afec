"""The committed contract is the one the model generates."""

from pathlib import Path

from jsonschema import Draft202012Validator

from protokoll_extract.export.schema import SCHEMA_PATH, schema, schema_bytes

ROOT = Path(__file__).parents[2]


def test_committed_schema_is_current() -> None:
    assert (ROOT / "schemas" / SCHEMA_PATH).read_bytes() == schema_bytes(), "run `make schema`"


def test_schema_is_valid_2020_12() -> None:
    Draft202012Validator.check_schema(schema())

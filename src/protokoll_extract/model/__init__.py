"""The public contract: pydantic models that generate ``schemas/``."""

from protokoll_extract.model.protokoll import SCHEMA_VERSION, Protokoll

__all__ = ["SCHEMA_VERSION", "Protokoll"]

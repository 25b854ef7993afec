"""What every part of the contract is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO 8601, may be partial")]
Time = Annotated[str, Field(pattern=r"^\d{2}:\d{2}$", description="Local time, Europe/Stockholm")]
DecimalString = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", description="Exact decimal number")]


class Record(BaseModel):
    """Producers forbid extra keys; readers should ignore unknown ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

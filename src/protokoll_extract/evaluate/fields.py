"""All fields that are scored by a table: where each stands in gold and contract, and how it is matched."""

from __future__ import annotations

from protokoll_extract.evaluate.field import Field
from protokoll_extract.evaluate.item_fields import fact_fields, item_fields, name_fields, outline_fields
from protokoll_extract.evaluate.meeting_fields import attendance_fields, header_fields
from protokoll_extract.evaluate.party_fields import party_fields
from protokoll_extract.evaluate.substance_fields import substance_fields

FIELDS: tuple[Field, ...] = (
    *header_fields(),
    *attendance_fields(),
    *outline_fields(),
    *item_fields(),
    *fact_fields(),
    *name_fields(),
    *party_fields(),
    *substance_fields(),
)

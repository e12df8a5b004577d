"""What the books keep of a registration: its revisions, and who stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Record = Mapping[str, Any]
"""A registration as plain canonical members (`domain.registration.Registration.to_record`)."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Revision:
    """One version of a registration. Its content never changes once made."""

    registration_id: str
    person_id: str
    registration_number: str
    number: int
    parent: str | None  # hash of the revision it was made from
    hash: str
    record: Record
    state: str
    incarnation: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    """Where a registration is kept: the office and the station that own it."""

    office: str
    station: str


@dataclass(frozen=True, slots=True, repr=False)
class KeptDraft:
    """A draft in the books, and the field the clerk was on."""

    id: str
    person_id: str
    registration_id: str | None
    based_on: str | None
    content: Mapping[str, Any]
    field: str
    operator: str
    import_id: str | None
    saved_at: datetime

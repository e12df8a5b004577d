"""Books without an office round them: a known key, and made-up people to put in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.number import RegistrationNumber
from app.domain.record import content_hash
from app.domain.revision import Home, Revision

KEY = bytes(range(32))
OFFICE = "6472051003"
HOME = Home(OFFICE, "1")
AT = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)

PersonMaker = Callable[..., Revision]


def person_of(serial: int = 1, *, state: str = "complete", **fields: Any) -> Revision:
    """The first revision of somebody; name only what the test is about, None takes away."""
    record = {
        "name": f"ORANG {serial}",
        "nik": f"647281010190{serial:04}",
        "birth_date": "1990-01-01",
        "sex": "male",
        "kelurahan": "64.72.05.1003",
        "rt": "007",
        "heirs": [{"name": "WARIS", "relation": "mother", "proof": "family_card"}],
    } | fields
    record = {name: value for name, value in record.items() if value is not None}
    return Revision(
        registration_id=str(UUID(int=serial)),
        person_id=str(UUID(int=serial << 64)),
        registration_number=RegistrationNumber.of(OFFICE, 1, 0, serial).text,
        number=1,
        parent=None,
        hash=content_hash(record),
        record=record,
        state=state,
        incarnation=0,
        made_by="00",
        made_at=AT + timedelta(minutes=serial),
    )


def corrected(before: Revision, **fields: Any) -> Revision:
    """The revision that follows `before`, with these fields."""
    record = {**before.record, **fields}
    return replace(
        before,
        number=before.number + 1,
        parent=before.hash,
        hash=content_hash(record),
        record=record,
        made_at=before.made_at + timedelta(hours=1),
    )

"""Lines of the print ledger on their way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.items.members import Content, read_id, read_moment, read_number, read_text, whole


@dataclass(frozen=True, slots=True)
class SentCard:
    """A line of a station's print ledger."""

    registration_id: str
    copy: int
    revision_hash: str
    status: str
    status_as_of: str
    sheet: str
    reason: str
    by: str
    at: datetime
    printed_at: datetime
    origin: str


def write_card(card: SentCard) -> dict[str, Any]:
    """The members of this item."""
    return {
        "registration": card.registration_id,
        "copy": card.copy,
        "revision": card.revision_hash,
        "status": card.status,
        "status_as_of": card.status_as_of,
        "sheet": card.sheet,
        "reason": card.reason,
        "by": card.by,
        "at": card.at.isoformat(),
        "printed_at": card.printed_at.isoformat(),
        "origin": card.origin,
    }


def read_card(content: Content) -> SentCard:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: SentCard(
            registration_id=read_id(content["registration"]),
            copy=read_number(content["copy"], 1),
            revision_hash=read_text(content["revision"], 64),
            status=read_text(content["status"], 40),
            status_as_of=date.fromisoformat(content["status_as_of"]).isoformat(),
            sheet=read_text(content["sheet"], 20),
            reason=read_text(content["reason"], 1000),
            by=read_text(content["by"], 64),
            at=read_moment(content["at"]),
            printed_at=read_moment(content["printed_at"]),
            origin=read_text(content["origin"], 20),
        )
    )

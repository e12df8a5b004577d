"""What was said of two persons, on its way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.items.members import Content, read_id, read_moment, read_text, whole


@dataclass(frozen=True, slots=True, repr=False)
class SentVerdict:
    """What somebody at a station said of two persons."""

    first: str
    second: str
    verdict: str
    reason: str
    by: str
    at: datetime
    origin: str


def write_verdict(verdict: SentVerdict) -> dict[str, Any]:
    """The members of this item."""
    return {
        "first": verdict.first,
        "second": verdict.second,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "by": verdict.by,
        "at": verdict.at.isoformat(),
        "origin": verdict.origin,
    }


def read_verdict(content: Content) -> SentVerdict:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: SentVerdict(
            read_id(content["first"]),
            read_id(content["second"]),
            read_text(content["verdict"], 40),
            read_text(content["reason"], 1000),
            read_text(content["by"], 64),
            read_moment(content["at"]),
            read_text(content["origin"], 20),
        )
    )

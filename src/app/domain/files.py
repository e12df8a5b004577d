"""Sealed files as the books remember them: those made here and those received."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A file that was made here. It never changes; what became of it is noted beside."""

    id: str
    recipient: str  # office/station
    life: int
    life_id: str
    sequence: int
    header_hash: str
    first: int
    last: int
    read: int
    reach_files: int
    asks: bool
    counts: Mapping[str, int]
    name: str
    size: int
    sha256: str
    audit_seq: int
    audit_hash: str
    made_at: datetime
    made_by: str
    carried_at: datetime | None = None
    filed_at: datetime | None = None

    @property
    def records(self) -> int:
        """How many items are inside."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFile:
    """A file that was received.

    `state`: started (cut, and to be received again), taken, forked (another file has its place in
    the series; nothing of this one is in the books), dismissed (a fork that somebody looked at).
    """

    id: str
    header_hash: str
    sender: str
    kid: str
    recipient: str  # of whose series it is
    life: int
    life_id: str
    sequence: int
    first: int
    last: int
    reach_files: int
    name: str
    size: int
    state: str
    counts: Mapping[str, int] = field(default_factory=dict)
    made_at: datetime
    taken_at: datetime

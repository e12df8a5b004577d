"""An approver's word for revisions: what exactly is signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.record import canonical

TOGETHER = 200
"""How many revisions one signature stands for at most: whoever is handed one of them needs the
names of all, and to sign each by itself would make a city's register four times as slow to fill.
"""

_LABEL = b"payung approval\0"


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody has looked at these revisions and approves of them."""

    id: str
    operator: str
    public_key: bytes
    subjects: tuple[str, ...]
    """`subject` of each: a registration, the number and the content of the revision meant."""
    signature: bytes
    at: datetime
    origin: str
    """The station where it was given."""

    def message(self) -> bytes:
        """What the signature is of."""
        return message(self.operator, self.at, self.subjects)


def subject(registration_id: str, number: int, digest: str) -> str:
    """How an approval names a revision: nothing of it can be put under another one."""
    return f"{registration_id}:{number}:{digest}"


def message(operator: str, at: datetime, subjects: Sequence[str]) -> bytes:
    """The bytes that an approver signs."""
    signed = {"at": at.isoformat(), "by": operator, "of": list(subjects)}
    return _LABEL + canonical(signed).encode()

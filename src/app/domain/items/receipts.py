"""What became of what was sent: of each record, of the file, and of the audit trail."""

from dataclasses import dataclass
from typing import Any

from app.domain.items.members import Content, read_id, read_number, read_text, whole
from app.domain.merge import Name
from app.domain.sealed import HIGHEST, AuditHead
from app.domain.states import DecisionState


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a record, as the city tells who sent it."""

    registration_id: str
    about: Name
    outcome: str  # taken, set_aside
    reason: str
    decision: str
    seq: int  # in the city's journal


def write_result(result: Result) -> dict[str, Any]:
    """The members of this item."""
    return {
        "registration": result.registration_id,
        "about": result.about.text,
        "outcome": result.outcome,
        "reason": result.reason,
        "decision": result.decision,
        "seq": result.seq,
    }


def read_result(content: Content) -> Result:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: Result(
            read_id(content["registration"]),
            Name.parse(content["about"]),
            read_text(content["outcome"], 40),
            read_text(content["reason"], 40),
            DecisionState(content["decision"]).value if content["decision"] else "",
            read_number(content["seq"], 1, HIGHEST),
        )
    )


def write_audit(head: AuditHead) -> dict[str, Any]:
    """The members of this item."""
    return {"seq": head.seq, "hash": head.hash}


def read_audit(content: Content) -> AuditHead:
    """The way back, or `item.unreadable`."""
    return whole(lambda: AuditHead(read_number(content["seq"], 0), read_text(content["hash"], 64)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file that the city holds."""

    file_id: str
    life_id: str
    sequence: int


def write_receipt(receipt: Receipt) -> dict[str, Any]:
    """The members of this item."""
    return {
        "file": receipt.file_id,
        "incarnation": receipt.life_id,
        "sequence": receipt.sequence,
    }


def read_receipt(content: Content) -> Receipt:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: Receipt(
            read_id(content["file"]),
            read_text(content["incarnation"], 32),
            read_number(content["sequence"], 1),
        )
    )

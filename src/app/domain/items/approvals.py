"""Approvals on their way."""

from typing import Any

from app.domain.approval import Approval
from app.domain.items.members import (
    Content,
    read_bytes,
    read_id,
    read_list,
    read_moment,
    read_text,
    whole,
)


def write_approval(approval: Approval) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": approval.id,
        "by": approval.operator,
        "key": approval.public_key.hex(),
        "of": list(approval.subjects),
        "signature": approval.signature.hex(),
        "at": approval.at.isoformat(),
        "origin": approval.origin,
    }


def read_approval(content: Content) -> Approval:
    """An approval as it is said to have been given; its signature is not checked here."""
    return whole(
        lambda: Approval(
            id=read_id(content["id"]),
            operator=read_text(content["by"], 64),
            public_key=read_bytes(content["key"], 32),
            subjects=tuple(read_text(each, 200) for each in read_list(content["of"])),
            signature=read_bytes(content["signature"], 64),
            at=read_moment(content["at"]),
            origin=read_text(content["origin"], 20),
        )
    )

"""Who stands behind the ids in records, and who vouches for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.items.members import Content, read_bytes, read_list, read_moment, read_text, whole
from app.domain.record import canonical
from app.domain.vouching import Link


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a name
class SentOperator:
    """Who stands behind an id in the records of a station."""

    id: str
    name: str
    role: str
    public_key: bytes


_OPERATOR = b"payung operator\0"


def operator_message(origin: str, operator: SentOperator) -> bytes:
    """What a station signs to vouch for an operator of its own, wherever the word is carried."""
    return _OPERATOR + canonical({**write_operator(operator), "origin": origin}).encode()


def read_voucher(content: Content) -> tuple[str, bytes]:
    """Of an operator: the station it is said to be of, and the signature by which that vouches.

    Both are empty where the sender only tells of its own, as a station did before schema 2.
    """
    return whole(
        lambda: (
            read_text(content.get("origin", ""), 20),
            read_bytes(content["voucher"], 64) if content.get("voucher") else b"",
        )
    )


def write_links(links: Sequence[Link]) -> list[dict[str, str]]:
    """The member `vouched` of an operator: who of that station vouches for whom."""
    return [
        {
            "id": each.operator,
            "key": each.public_key.hex(),
            "role": each.role,
            "at": each.at.isoformat(),
            "by": each.by.hex(),
            "signature": each.signature.hex(),
        }
        for each in links
    ]


def read_links(content: Content, station: str) -> list[Link]:
    """Of an operator of this station; none where nobody vouches. Signatures are not checked here.

    A file of a program before this one has no such member.
    """
    return whole(
        lambda: [
            Link(
                station=station,
                operator=read_text(each["id"], 64),
                public_key=read_bytes(each["key"], 32),
                role=read_text(each["role"], 40),
                at=read_moment(each["at"]),
                by=read_bytes(each["by"], 32),
                signature=read_bytes(each["signature"], 64),
            )
            for each in read_list(content.get("vouched", []))
        ]
    )


def write_operator(operator: SentOperator) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": operator.id,
        "name": operator.name,
        "role": operator.role,
        "key": operator.public_key.hex(),
    }


def read_operator(content: Content) -> SentOperator:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: SentOperator(
            read_text(content["id"], 64),
            read_text(content["name"], 200),
            read_text(content["role"], 40),
            read_bytes(content["key"], 32),
        )
    )

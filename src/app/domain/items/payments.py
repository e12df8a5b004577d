"""Payments on their way, and whom they are for."""

from datetime import date
from typing import Any

from app.domain.items.members import Content, read_id, read_moment, read_number, read_text, whole
from app.domain.months import Month
from app.domain.paid import PaidLine, Payment
from app.domain.sealed import HIGHEST

_MANY_MONTHS = 240  # twenty years in one payment: more is a mistake


def write_payment(payment: Payment) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": payment.id,
        "programme": payment.programme,
        "decree": payment.decree,
        "first": payment.first.text,
        "last": payment.last.text,
        "people": payment.people,
        "total": payment.total,
        "paid_on": payment.paid_on.isoformat(),
        "proof": payment.proof,
        "reverses": payment.reverses,
        "reason": payment.reason,
        "by": payment.by,
        "at": payment.at.isoformat(),
    }


def read_payment(content: Content) -> Payment:
    """The way back, or `item.unreadable`."""

    def read() -> Payment:
        first, last = Month.parse(content["first"]), Month.parse(content["last"])
        if not 0 <= first.until(last) < _MANY_MONTHS:
            raise ValueError
        return Payment(
            id=read_id(content["id"]),
            programme=read_id(content["programme"]),
            decree=read_text(content["decree"], 36),
            first=first,
            last=last,
            people=read_number(content["people"]),
            total=read_number(content["total"], -HIGHEST, HIGHEST),
            paid_on=date.fromisoformat(content["paid_on"]),
            proof=read_text(content["proof"], 200),
            reverses=read_text(content["reverses"], 36),
            reason=read_text(content["reason"], 2000),
            by=read_text(content["by"], 64),
            at=read_moment(content["at"]),
        )

    return whole(read)


def write_paid(line: PaidLine) -> dict[str, Any]:
    """The members of this item."""
    return {
        "payment": line.payment,
        "registration": line.registration_id,
        "months": line.months,
        "amount": line.amount,
    }


def read_paid(content: Content) -> PaidLine:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: PaidLine(
            read_id(content["payment"]),
            read_id(content["registration"]),
            read_number(content["months"], 1, _MANY_MONTHS),
            read_number(content["amount"], -HIGHEST, HIGHEST),
        )
    )

"""What a list is narrowed by that follows from the city's words: questions, money that ended."""

from typing import Any

import sqlalchemy as sa

from app.domain.decisions import EventKind
from app.domain.months import Month
from app.domain.states import DecisionState
from app.store.tables import event, payment, payment_line, registration

_OVER = [
    each.value for each in (DecisionState.MERGED_INTO, DecisionState.MOVED, DecisionState.ENDED)
]


def asked_about() -> sa.Select[Any]:
    """The registrations of which the city asks something that nobody has answered."""
    answered = event.alias()
    answer = sa.exists().where(
        answered.c.registration == event.c.registration,
        answered.c.kind == EventKind.ANSWERED.value,
        answered.c.content.contains(event.c.uid),
    )
    return sa.select(event.c.registration).where(event.c.kind == EventKind.ASKED.value, ~answer)


def unpaid_in(month: Month) -> sa.Select[Any]:
    """The registrations that were paid for before, and in this month are not: their cover runs out.

    The same people whom `domain.membership` calls in grace or inactive.
    """
    return sa.select(registration.c.uid).where(
        registration.c.uid.in_(_lines().where(_last() < _count(month))),
        registration.c.uid.not_in(paid_in(month)),
        registration.c.decision.not_in(_OVER),
    )


def paid_in(month: Month) -> sa.Select[Any]:
    """The registrations that were paid for in this month."""
    now, last = _count(month), _last()
    return _lines().where(last >= now, last - payment_line.c.months < now)


def _lines() -> sa.Select[Any]:
    """Whom each payment was for that was not taken back."""
    taken_back = sa.select(payment.c.reverses).where(payment.c.reverses != "")
    return (
        sa.select(payment_line.c.registration)
        .join(payment, payment.c.uid == payment_line.c.payment)
        .where(payment.c.reverses == "", payment.c.uid.not_in(taken_back))
    )


def _count(month: Month) -> int:
    return month.year * 12 + month.number


def _last() -> sa.ColumnElement[int]:
    """A payment's last month, as `_count` counts it."""
    return 12 * _number(payment.c.last_month, 1, 4) + _number(payment.c.last_month, 6, 2)


def _number(text: sa.ColumnElement[str], start: int, length: int) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.substr(text, start, length), sa.Integer)

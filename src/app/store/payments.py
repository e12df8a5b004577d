"""The funding ledger: what was paid, for whom, and what follows for each registration."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.months import Month
from app.domain.paid import PaidFor, PaidLine, Payment
from app.store.approvals import pieces
from app.store.tables import payment, payment_line
from app.store.tuples import insert


class Payments:
    """Payments and their lines, inside one transaction. None is ever changed or deleted."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Payment, lines: Sequence[PaidLine]) -> Sequence[int]:
        """Keep a payment with all its lines; the rows of the lines, for the journal.

        ValueError unless the lines come to its total, for as many people as it says.
        """
        if sum(each.amount for each in lines) != new.total or len(lines) != new.people:
            raise ValueError("the lines of a payment do not come to its total")
        self.told(new)
        return self.lines_told(lines)

    def told(self, new: Payment) -> bool:
        """Keep what a payment is, without its lines; False when it is here already."""
        if self.get(new.id) is not None:
            return False
        self._connection.execute(
            payment.insert(),
            {
                "uid": new.id,
                "programme": new.programme,
                "decree": new.decree,
                "first_month": new.first.text,
                "last_month": new.last.text,
                "people": new.people,
                "total": new.total,
                "paid_on": new.paid_on.isoformat(),
                "proof": new.proof,
                "reverses": new.reverses,
                "reason": new.reason,
                "made_by": new.by,
                "made_at": new.at.isoformat(),
            },
        )
        return True

    def lines_told(self, lines: Sequence[PaidLine]) -> Sequence[int]:
        """Keep lines; one that is here already stays as it is. The rows of those put in."""
        before = self._connection.execute(sa.select(sa.func.max(payment_line.c.id))).scalar() or 0
        insert(
            self._connection,
            payment_line,
            [
                {
                    "payment": each.payment,
                    "registration": each.registration_id,
                    "months": each.months,
                    "amount": each.amount,
                }
                for each in lines
            ],
            ignore=True,
        )
        query = sa.select(payment_line.c.id).where(payment_line.c.id > before)
        return self._connection.execute(query.order_by(payment_line.c.id)).scalars().all()

    def get(self, uid: str) -> Payment | None:
        """One payment."""
        row = self._connection.execute(sa.select(payment).where(payment.c.uid == uid)).one_or_none()
        return _as_payment(row) if row else None

    def row(self, uid: str) -> int:
        """The row of a payment, for the journal."""
        query = sa.select(payment.c.id).where(payment.c.uid == uid)
        return int(self._connection.execute(query).scalar_one())

    def by_row(self, row_id: int) -> Payment:
        """The payment that a line of the journal is about."""
        query = sa.select(payment).where(payment.c.id == row_id)
        return _as_payment(self._connection.execute(query).one())

    def rows_of(self, registration_id: str) -> Sequence[int]:
        """The rows of all lines of a registration, for the journal."""
        query = sa.select(payment_line.c.id).where(payment_line.c.registration == registration_id)
        return self._connection.execute(query.order_by(payment_line.c.id)).scalars().all()

    def line_by_row(self, row_id: int) -> PaidLine:
        """The line that a line of the journal is about."""
        query = sa.select(payment_line).where(payment_line.c.id == row_id)
        return _as_line(self._connection.execute(query).one())

    def all(self, programme: str = "") -> Sequence[Payment]:
        """Every payment, of a programme if one is named, the newest first."""
        query = sa.select(payment).order_by(payment.c.id.desc())
        if programme:
            query = query.where(payment.c.programme == programme)
        return [_as_payment(row) for row in self._connection.execute(query)]

    def lines(self, uid: str) -> Sequence[PaidLine]:
        """The lines of a payment."""
        query = sa.select(payment_line).where(payment_line.c.payment == uid)
        return [
            _as_line(row) for row in self._connection.execute(query.order_by(payment_line.c.id))
        ]

    def is_reversed(self, uid: str) -> bool:
        """Whether another payment takes this one back."""
        query = sa.select(payment.c.id).where(payment.c.reverses == uid)
        return self._connection.execute(query).first() is not None

    def spent(self, programme: str) -> int:
        """What went out of a programme's money, less what was taken back."""
        query = sa.select(sa.func.coalesce(sa.func.sum(payment.c.total), 0))
        return int(
            self._connection.execute(query.where(payment.c.programme == programme)).scalar_one()
        )

    def spent_by_lines(self, programme: str) -> int:
        """The same, added up from each person's lines: the two are always equal."""
        query = (
            sa.select(sa.func.coalesce(sa.func.sum(payment_line.c.amount), 0))
            .join(payment, payment.c.uid == payment_line.c.payment)
            .where(payment.c.programme == programme)
        )
        return int(self._connection.execute(query).scalar_one())

    def paid_for(
        self, registration_ids: Collection[str] | None = None
    ) -> Mapping[str, Sequence[PaidFor]]:
        """By registration: the payments that stand. Of everybody without ids."""
        taken_back = sa.select(payment.c.reverses).where(payment.c.reverses != "")
        query = (
            sa.select(payment_line.c.registration, payment_line.c.months, payment.c.last_month)
            .join(payment, payment.c.uid == payment_line.c.payment)
            .where(payment.c.reverses == "", payment.c.uid.not_in(taken_back))
            .order_by(payment.c.last_month)
        )
        found: dict[str, list[PaidFor]] = {}
        months: dict[str, Month] = {}  # few different ones, for thousands of people
        if registration_ids is None:
            some = [query]
        else:
            ids = sorted(registration_ids)
            some = [query.where(payment_line.c.registration.in_(each)) for each in pieces(ids)]
        for each in some:
            for uid, count, last in self._connection.execute(each):
                end = months.get(last) or months.setdefault(last, Month.parse(last))
                found.setdefault(uid, []).append(PaidFor(uid, end.plus(1 - count), end))
        return found


def _as_payment(row: Any) -> Payment:
    return Payment(
        id=row.uid,
        programme=row.programme,
        decree=row.decree,
        first=Month.parse(row.first_month),
        last=Month.parse(row.last_month),
        people=row.people,
        total=row.total,
        paid_on=date.fromisoformat(row.paid_on),
        proof=row.proof,
        reverses=row.reverses,
        reason=row.reason,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
    )


def _as_line(row: Any) -> PaidLine:
    return PaidLine(row.payment, row.registration, row.months, row.amount)

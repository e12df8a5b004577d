"""The people behind a number of the page Anggaran, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.paid import PaidLine
from app.domain.people import PersonLine
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.city.budget import Budget
from app.service.city.cover import Cover
from app.service.session import Session


@dataclass(frozen=True, slots=True)
class Listed:
    """Some people by the ids of lists, and for a payment what of it is for each."""

    ids: Sequence[int]
    paid: Mapping[int, PaidLine] = field(default_factory=dict)


@needs(Right.SEE)
class MoneyPeople:
    """Finds people by what the money does for them. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def these(self, registration_ids: Sequence[str]) -> Listed:
        """Those of a proposal, or of a preview."""
        with self._session.books.reading() as unit:
            rows = unit.registrations.rows(registration_ids)
        return Listed([rows[uid] for uid in registration_ids if uid in rows])

    def named(self, decree_id: str) -> Listed:
        """Whom a decree names."""
        with self._session.books.reading() as unit:
            ids = [each.registration_id for each in unit.decrees.people(decree_id)]
        return self.these(ids)

    def paid(self, payment_id: str) -> Listed:
        """For whom a payment is, and how much of it."""
        with self._session.books.reading() as unit:
            lines = unit.payments.lines(payment_id)
            rows = unit.registrations.rows([each.registration_id for each in lines])
        known = {rows[each.registration_id]: each for each in lines if each.registration_id in rows}
        return Listed(list(known), known)

    def losing(self, day: date) -> Listed:
        """Who loses the cover on that day if nothing more is paid."""
        return self.these(Budget(self._session).losing(day))

    def twice(self) -> Listed:
        """Who was paid for more than once for a month."""
        with self._session.books.reading() as unit:
            ids = sorted(Cover(self._session, unit).twice())
        return self.these(ids)

    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]:
        """How lists show these."""
        with self._session.books.reading() as unit:
            return unit.people.lines(ids)

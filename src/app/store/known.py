"""Which NIK are known: what the early warning is made of, and whom it need not be asked about."""

from collections.abc import Iterator

import sqlalchemy as sa

from app.domain.states import DecisionState
from app.store.tables import elsewhere, elsewhere_list, registration


class Known:
    """The NIK of the register and of the lists of other funders. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def here(self, nik: str) -> bool:
        """Whether these books hold somebody with this NIK, active or not."""
        query = sa.select(registration.c.id).where(registration.c.nik == nik).limit(1)
        return self._connection.execute(query).first() is not None

    def niks(self) -> Iterator[str]:
        """Each at least once: of whoever is active and not merged, and of lists that count."""
        registered = sa.select(registration.c.nik).where(
            registration.c.nik.is_not(None),
            registration.c.active,
            registration.c.decision != DecisionState.MERGED_INTO.value,
        )
        listed = (
            sa.select(elsewhere.c.nik)
            .join(elsewhere_list, elsewhere_list.c.id == elsewhere.c.list_id)
            .where(elsewhere.c.nik.is_not(None), elsewhere_list.c.dropped_at.is_(None))
        )
        for query in (registered, listed):
            yield from self._connection.execution_options(yield_per=5000).execute(query).scalars()

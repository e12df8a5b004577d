"""The journal: all that others must be told, in the order it came about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from app.domain.stations import PER_LIFE
from app.store.tables import (
    card,
    decision,
    event,
    journal,
    operator,
    operator_key,
    payment_line,
    registration,
    revision,
    verdict,
)


class Entry(NamedTuple):  # thousands are read while somebody waits
    """One line: the row it is about, by its kind."""

    seq: int
    kind: str
    ref: int
    office: str | None
    origin: str
    outcome: str


class Journal:
    """The journal of this station, inside one transaction. It only ever grows."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def head(self) -> int:
        """The last line there is; 0 for none."""
        return (
            self._connection.execute(
                sa.select(journal.c.seq).order_by(journal.c.seq.desc()).limit(1)
            ).scalar()
            or 0
        )

    def add(
        self,
        life: int,
        kind: str,
        refs: Iterable[int],
        office: str | None = None,
        origin: str = "",
        outcome: str = "",
    ) -> int:
        """Write a line for each row; the last line there is then.

        `life` is the number of the incarnation: a later one begins beyond all that an earlier one
        could have written.
        """
        seq = self.next(life)
        rows = [(place, kind, ref, office, origin, outcome) for place, ref in enumerate(refs, seq)]
        self.put(rows)
        return seq + len(rows) - 1

    def copy(self, life: int, registration_id: str, office: str) -> None:
        """Tell an office all that there is of a registration of which it holds nothing yet."""
        row = sa.select(registration.c.id).where(registration.c.uid == registration_id)
        row_id = self._connection.execute(row).scalar_one()
        for kind, table, is_about in (
            ("copy", revision, revision.c.registration_id == row_id),
            ("card", card, card.c.registration_id == row_id),
            ("event", event, event.c.registration == registration_id),
            ("decision", decision, decision.c.registration == registration_id),
            # what payments they are of, everybody is told
            ("paid", payment_line, payment_line.c.registration == registration_id),
        ):
            refs = sa.select(table.c.id).where(is_about).order_by(table.c.id)
            self.add(life, kind, self._connection.execute(refs).scalars().all(), office)

    def next(self, life: int) -> int:
        """The number of the next line."""
        return max(self.head(), life * PER_LIFE) + 1

    def put(self, rows: Sequence[tuple[int, str, int, str | None, str, str]]) -> None:
        """Write lines by tuples, in the order of `Entry`, numbered from `next`."""
        if not rows:
            return
        holder = "?" if self._connection.dialect.paramstyle == "qmark" else "%s"
        places = ", ".join([holder] * 6)
        self._connection.exec_driver_sql(
            "INSERT INTO journal (seq, kind, ref, office, origin, outcome) "  # noqa: S608
            f"VALUES ({places})",
            list(rows),
        )

    def lines(self, after: int, upto: int, office: str | None = None) -> Iterator[Entry]:
        """The lines after `after` up to `upto`; of a city, those for `office` and for everybody."""
        query = (
            sa.select(journal)
            .where(journal.c.seq > after, journal.c.seq <= upto)
            .order_by(journal.c.seq)
        )
        if office is not None:
            query = query.where(sa.or_(journal.c.office == office, journal.c.office.is_(None)))
        for row in self._connection.execution_options(yield_per=1000).execute(query):
            yield Entry._make(row)

    def last_for(self, office: str | None = None) -> int:
        """The last line that `office` must be told; 0 for none."""
        query = sa.select(sa.func.max(journal.c.seq))
        if office is None:
            return self._connection.execute(query).scalar() or 0
        return max(
            self._connection.execute(query.where(journal.c.office == office)).scalar() or 0,
            self._connection.execute(query.where(journal.c.office.is_(None))).scalar() or 0,
        )

    def catch_up(self, life: int) -> None:
        """Write down what this station has made and the journal does not hold yet."""
        known = sa.select(operator_key.c.operator, operator_key.c.public_key)
        mine = (operator.c.id, operator.c.public_key, operator.c.name, operator.c.role)
        self._connection.execute(
            operator_key.insert().from_select(
                ["operator", "public_key", "name", "role", "origin"],
                sa.select(*mine, sa.literal("")).where(
                    operator.c.origin == "", sa.tuple_(*mine[:2]).not_in(known)
                ),
            )
        )
        sent = sa.select(revision.c.registration_id).where(
            revision.c.approval_id.is_not(None),
            # a copy of a sister's that was approved here is the city's only once it was sent
            sa.or_(revision.c.origin == "", revision.c.state.in_(("sealed", "filed"))),
        )
        stands = sa.select(revision.c.made_by).where(revision.c.approval_id.is_not(None))
        for kind, table, is_ready in (
            ("operator", operator_key, operator_key.c.operator.in_(stands)),
            (
                "card",
                card,
                sa.and_(card.c.printed_at.is_not(None), card.c.registration_id.in_(sent)),
            ),
            ("verdict", verdict, sa.true()),
        ):
            told = sa.select(journal.c.ref).where(journal.c.kind == kind)
            query = (
                sa.select(table.c.id)
                .where(table.c.origin == "", is_ready, table.c.id.not_in(told))
                .order_by(table.c.id)
            )
            self.add(life, kind, self._connection.execute(query).scalars().all())

    def waiting(self, acked: int) -> int:
        """How many revisions the city has not signed for."""
        query = sa.select(sa.func.count()).where(
            journal.c.seq > acked, journal.c.kind == "revision"
        )
        return self._connection.execute(query).scalar_one()

"""What the city said of the people of this office, and who has not been sent to it yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from app.domain.answers import Answer, Kind, Waiting
from app.domain.states import DecisionState, RevisionState
from app.store.decisions import Decisions, fixes_from
from app.store.tables import decision, journal, registration, revision

_ACCEPTED = (
    DecisionState.ACCEPTED,
    DecisionState.DECREED,
    DecisionState.FUNDED,
    DecisionState.WAITING_FOR_FUNDS,
)
_ENDED = (DecisionState.MERGED_INTO, DecisionState.MOVED, DecisionState.ENDED)
_ORDER = (Kind.TO_FIX, Kind.REJECTED, Kind.FIXED, Kind.ACCEPTED, Kind.ENDED)

# A fix is asked for on one revision; a newer one is the kelurahan's answer to it.
_IS_OPEN = sa.exists().where(
    decision.c.registration == registration.c.uid,
    decision.c.state == DecisionState.NEEDS_FIXING.value,
    decision.c.revision == registration.c.revision,
    decision.c.hash == registration.c.revision_hash,
)
_KIND = sa.case(
    (
        registration.c.decision == DecisionState.NEEDS_FIXING.value,
        sa.case((_IS_OPEN, Kind.TO_FIX.value), else_=Kind.FIXED.value),
    ),
    (registration.c.decision == DecisionState.REJECTED.value, Kind.REJECTED.value),
    (registration.c.decision.in_([each.value for each in _ACCEPTED]), Kind.ACCEPTED.value),
    (registration.c.decision.in_([each.value for each in _ENDED]), Kind.ENDED.value),
)


class Answers:
    """The city's answers as lists show them. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ids(self, kind: Kind | None = None) -> Sequence[int]:
        """The rows the city has answered, what asks for work first; of one kind if so asked."""
        rank = sa.case({each.value: place for place, each in enumerate(_ORDER)}, value=_KIND)
        kinds = [kind] if kind else list(Kind)
        query = (
            sa.select(registration.c.id)
            .where(_answered(), _KIND.in_([each.value for each in kinds]))
            .order_by(
                rank,
                registration.c.decision_as_of.desc(),
                registration.c.name,
                registration.c.id,
            )
        )
        return self._connection.execute(query).scalars().all()

    def counts(self) -> Mapping[Kind, int]:
        """How many answers of each kind there are."""
        query = sa.select(_KIND, sa.func.count()).where(_answered()).group_by(_KIND)
        return {Kind(kind): count for kind, count in self._connection.execute(query) if kind}

    def lines(self, ids: Sequence[int]) -> Mapping[int, Answer]:
        """The lines of these rows."""
        query = sa.select(
            registration.c.id,
            registration.c.uid,
            registration.c.number,
            registration.c.name,
            registration.c.rt,
            registration.c.own,
            registration.c.decision,
            registration.c.decision_as_of,
            registration.c.fixes,
            _KIND.label("kind"),
        ).where(registration.c.id.in_(ids), _KIND.is_not(None))
        rows = self._connection.execute(query).all()
        said = Decisions(self._connection).last_of([row.uid for row in rows])
        return {
            row.id: Answer(
                id=row.id,
                registration_id=row.uid,
                number=row.number,
                name=row.name,
                rt=row.rt,
                own=row.own,
                decision=row.decision,
                kind=Kind(row.kind),
                fixes=fixes_from(row.fixes),
                reason=said[row.uid].reason if row.uid in said else "",
                at=datetime.fromisoformat(row.decision_as_of) if row.decision_as_of else None,
            )
            for row in rows
        }

    def waiting(self, left: int) -> Waiting:
        """Who waits for whom; `left` is the last line of the journal that is known to have left."""
        mine = sa.and_(registration.c.own, registration.c.active)
        states = sa.select(registration.c.state, sa.func.count()).where(mine)
        by_state: dict[str, int] = dict(
            self._connection.execute(states.group_by(registration.c.state)).all()
        )
        is_here = sa.exists().where(
            revision.c.registration_id == registration.c.id,
            revision.c.number == registration.c.revision,
            revision.c.hash == registration.c.revision_hash,
            journal.c.kind == "revision",
            journal.c.ref == revision.c.id,
            journal.c.seq > left,
        )
        query = sa.select(sa.func.count()).where(
            mine, registration.c.state == RevisionState.SEALED.value, is_here
        )
        sealed = by_state.get(RevisionState.SEALED, 0)
        here = self._connection.execute(query).scalar_one() if sealed else 0
        return Waiting(
            to_approve=by_state.get(RevisionState.COMPLETE, 0),
            ready=by_state.get(RevisionState.APPROVED, 0) + here,
            on_the_way=sealed - here,
        )


def _answered() -> sa.ColumnElement[bool]:
    """A few of very many: the first thing to ask of a row."""
    said = [DecisionState.NEEDS_FIXING, DecisionState.REJECTED, *_ACCEPTED, *_ENDED]
    return registration.c.decision.in_([each.value for each in said])

"""What stations of one office tell one another: who waits for approval, and who was approved."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.items.operators import SentOperator
from app.domain.merge import Name
from app.domain.stations import shown_station
from app.store.approvals import Approvals, pieces
from app.store.tables import approval, offered, operator_key, registration, revision

_CURRENT = sa.and_(
    revision.c.registration_id == registration.c.id,
    revision.c.number == registration.c.revision,
    revision.c.hash == registration.c.revision_hash,
)


@dataclass(frozen=True, slots=True)
class Vouched:
    """A key of somebody at another station, and that station's signature for it; b"" for none."""

    operator: SentOperator
    origin: str
    voucher: bytes


class Sisters:
    """Copies from and for the sister stations, inside one transaction.

    A copy of what a sister has and nobody approved yet is a revision of its origin that is
    `complete`; `draft` once that station offers it no more; `approved` when somebody here signed.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._approvals = Approvals(connection)

    # -- what goes into a file for a sister

    def waiting(self, here: str) -> Iterator[dict[str, Any]]:
        """What was made here and nobody has approved, as it travels, by registration."""
        query = (
            sa.select(
                revision,
                registration.c.uid,
                registration.c.person_id,
                registration.c.number.label("registration_number"),
            )
            .join(registration, _CURRENT)
            .where(
                registration.c.state == "complete",
                registration.c.own,
                registration.c.active,
                revision.c.origin == "",
                revision.c.state == "complete",
            )
            .order_by(registration.c.uid)
        )
        rows = self._connection.execute(query).all()
        descents = self._approvals.lineages([row.id for row in rows])
        for row in rows:
            yield {
                "registration": row.uid,
                "person": row.person_id,
                "registration_number": row.registration_number,
                "number": row.number,
                "parent": row.parent or "",
                "lineage": descents[row.id].split(),
                "hash": row.hash,
                "content": row.content,
                "life": row.incarnation,
                "by": row.made_by,
                "at": row.made_at,
                "origin": here,
                "approval": "",
            }

    def signed_for(self, station: str, here: str) -> Sequence[str]:
        """The ids of approvals given here of what `station` has and has not sent yet."""
        office, number = shown_station(station)
        query = (
            sa.select(approval.c.id)
            .join(revision, revision.c.approval_id == approval.c.id)
            .join(registration, _CURRENT)
            .where(
                registration.c.state == "approved",
                revision.c.origin == station,
                registration.c.office == office,
                registration.c.station == str(number),
                approval.c.origin == here,
            )
            .distinct()
            .order_by(approval.c.id)
        )
        return self._connection.execute(query).scalars().all()

    def makers(self, operator_ids: Collection[str]) -> Sequence[SentOperator]:
        """The own operators behind these ids, with each of their keys."""
        query = (
            sa.select(operator_key)
            .where(operator_key.c.origin == "", operator_key.c.operator.in_(sorted(operator_ids)))
            .order_by(operator_key.c.operator, operator_key.c.public_key)
        )
        return [_as_operator(row) for row in self._connection.execute(query)]

    def offer(self, file_id: str, registration_ids: Sequence[str]) -> None:
        """Remember whose data lie in a file for a sister."""
        if registration_ids:
            self._connection.execute(
                offered.insert(),
                [{"file": file_id, "registration": uid} for uid in registration_ids],
            )

    # -- what comes out of one

    def offers(self, station: str, life: int, names: Collection[tuple[str, Name]]) -> Sequence[str]:
        """`station` offers these, by registration and revision, and nothing else any more.

        What it offered before became a draft: it was sent, corrected, undone or forgotten there.
        What was approved here waits for its station to say so, unless that lives anew by now and
        has never heard of it. The registrations that have to be arranged anew.
        """
        query = (
            sa.select(revision.c.id, registration.c.uid, revision.c.number, revision.c.hash)
            .join(registration)
            .where(
                revision.c.origin == station,
                sa.or_(
                    revision.c.state == "complete",
                    sa.and_(revision.c.state == "approved", revision.c.incarnation < life),
                ),
            )
        )
        gone = {
            row.id: row.uid
            for row in self._connection.execute(query)
            if (row.uid, Name(row.number, row.hash)) not in names
        }
        for some in pieces(sorted(gone)):
            them = revision.c.id.in_(some)
            current = sa.select(revision.c.registration_id).join(registration, _CURRENT)
            self._connection.execute(
                registration.update()
                .where(registration.c.id.in_(current.where(them)))
                .values(state="draft")
            )
            self._connection.execute(
                revision.update().where(them).values(state="draft", approval_id=None)
            )
        return sorted(set(gone.values()))

    def vouch(self, told: SentOperator, origin: str, voucher: bytes) -> None:
        """Keep a station's word for somebody of its own, who is known here already."""
        self._connection.execute(
            operator_key.update()
            .where(
                operator_key.c.operator == told.id,
                operator_key.c.public_key == told.public_key,
                operator_key.c.origin == origin,
            )
            .values(name=told.name, role=told.role, voucher=voucher)
        )

    def vouched(self, operator_id: str, public_key: bytes) -> Vouched | None:
        """Who this key is said to belong to, and by whom."""
        row = self._connection.execute(
            sa.select(operator_key).where(
                operator_key.c.operator == operator_id, operator_key.c.public_key == public_key
            )
        ).one_or_none()
        return Vouched(_as_operator(row), row.origin, row.voucher or b"") if row else None

    # -- what was approved at a sister

    def approved_elsewhere(self, here: str) -> Sequence[str]:
        """The approvals given at other stations for own revisions that no sealed file holds yet."""
        query = (
            sa.select(revision.c.approval_id)
            .join(approval, approval.c.id == revision.c.approval_id)
            .where(
                revision.c.origin == "",
                revision.c.state == "approved",
                approval.c.origin != here,
            )
            .distinct()
        )
        return self._connection.execute(query).scalars().all()

    def take_back(self, approval_ids: Collection[str]) -> int:
        """These approvals count no longer for what was not sealed yet; how many wait again."""
        return sum(
            self._wait_again(
                sa.and_(revision.c.approval_id.in_(some), revision.c.state == "approved")
            )
            for some in pieces(sorted(approval_ids))
        )

    def take_back_one(self, registration_id: str, name: Name, here: str) -> int:
        """As `take_back`, of one revision that was approved elsewhere than at `here`."""
        row = sa.select(registration.c.id).where(registration.c.uid == registration_id)
        elsewhere = sa.select(approval.c.id).where(approval.c.origin != here)
        return self._wait_again(
            sa.and_(
                revision.c.registration_id == row.scalar_subquery(),
                revision.c.number == name.number,
                revision.c.hash == name.hash,
                revision.c.approval_id.in_(elsewhere),
            )
        )

    def _wait_again(self, them: sa.ColumnElement[bool]) -> int:
        own = sa.and_(them, revision.c.origin == "")
        current = sa.select(revision.c.registration_id).join(registration, _CURRENT).where(own)
        self._connection.execute(
            registration.update().where(registration.c.id.in_(current)).values(state="complete")
        )
        changed = self._connection.execute(
            revision.update().where(own).values(state="complete", approval_id=None)
        )
        return changed.rowcount


def _as_operator(row: Any) -> SentOperator:
    return SentOperator(row.operator, row.name, row.role, row.public_key)

"""Approvals, and the keys that approvers sign with."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.approval import Approval
from app.domain.items.operators import SentOperator
from app.domain.rights import APPROVER
from app.store.tables import (
    approval,
    journal,
    operator,
    operator_key,
    registration,
    revision,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The current revision of a registration, for who is to approve of it."""

    registration_id: str
    registration_number: str
    own: bool
    owner: str
    """The station that has it, as office/number."""
    row: int
    number: int
    hash: str
    state: str
    makers: frozenset[str]
    """Who made this revision, and those before it that nobody has approved of either."""


@dataclass(frozen=True, slots=True)
class Approved:
    """An own revision that somebody approved of."""

    id: int
    uid: str
    registration_number: str
    number: int
    hash: str
    content: str
    approval_id: str | None


class Approvals:
    """Approvals inside one transaction. None is ever changed or taken back."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Iterable[Approval]) -> None:
        """Keep approvals; those that are here already stay as they are."""
        rows = {each.id: each for each in new}
        here = self.known(rows)
        if missing := [each for each in rows.values() if each.id not in here]:
            self._connection.execute(
                approval.insert(),
                [
                    {
                        "id": each.id,
                        "operator": each.operator,
                        "public_key": each.public_key,
                        "subjects": json.dumps(each.subjects, separators=(",", ":")),
                        "signature": each.signature,
                        "made_at": each.at.isoformat(),
                        "origin": each.origin,
                    }
                    for each in missing
                ],
            )

    def known(self, ids: Collection[str]) -> Mapping[str, Approval]:
        """Those of these approvals that are here."""
        found: dict[str, Approval] = {}
        for some in pieces(sorted(ids)):
            query = sa.select(approval).where(approval.c.id.in_(some))
            found |= {row.id: _as_approval(row) for row in self._connection.execute(query)}
        return found

    def received(self, own: str) -> Iterator[Approval]:
        """Those that were given elsewhere than at `own`, and that a revision rests on.

        Others count for nothing: what they speak of was set aside.
        """
        used = sa.select(revision.c.approval_id).where(revision.c.approval_id.is_not(None))
        query = sa.select(approval).where(approval.c.origin != own, approval.c.id.in_(used))
        for row in self._connection.execution_options(yield_per=1000).execute(query):
            yield _as_approval(row)

    def waiting(self, office: str, stations: Collection[int]) -> Sequence[str]:
        """The ids of registrations whose current revision nobody has approved, by RT, name.

        Own ones, and those that these other stations of the office offer.
        """
        offered = sa.and_(
            registration.c.office == office,
            registration.c.station.in_([str(each) for each in stations]),
        )
        query = (
            sa.select(registration.c.uid)
            .where(
                registration.c.state == "complete",
                registration.c.active,
                sa.or_(registration.c.own, offered),
            )
            .order_by(registration.c.rt, registration.c.name, registration.c.id)
        )
        return self._connection.execute(query).scalars().all()

    def approve(self, approval_id: str, descents: Mapping[int, str]) -> None:
        """These revision rows are approved now; with what each descends from."""
        self._connection.execute(
            revision.update()
            .where(revision.c.id == sa.bindparam("row"))
            .values(state="approved", approval_id=approval_id, lineage=sa.bindparam("descent")),
            [{"row": row, "descent": descent} for row, descent in descents.items()],
        )
        owners = sa.select(revision.c.registration_id)
        for some in pieces(sorted(descents)):
            self._connection.execute(
                registration.update()
                .where(
                    registration.c.id.in_(owners.where(revision.c.id.in_(some))),
                    registration.c.state == "complete",
                )
                .values(state="approved")
            )

    def candidates(self, registration_ids: Sequence[str]) -> Sequence[Candidate]:
        """The current revisions, in the order asked for; unknown ids are left out."""
        found: dict[str, Candidate] = {}
        for some in pieces(registration_ids):
            query = (
                sa.select(
                    registration.c.uid,
                    registration.c.number,
                    sa.and_(registration.c.own, revision.c.origin == "").label("own"),
                    (registration.c.office + "/" + registration.c.station).label("owner"),
                    revision.c.id,
                    revision.c.number.label("revision"),
                    revision.c.hash,
                    revision.c.state,
                )
                .join(
                    revision,
                    sa.and_(
                        revision.c.registration_id == registration.c.id,
                        revision.c.number == registration.c.revision,
                        revision.c.hash == registration.c.revision_hash,
                    ),
                )
                .where(registration.c.uid.in_(some))
            )
            rows = self._connection.execute(query).all()
            makers = self._makers(some)
            for row in rows:
                found[row.uid] = Candidate(
                    registration_id=row.uid,
                    registration_number=row.number,
                    own=row.own,
                    owner=row.owner,
                    row=row.id,
                    number=row.revision,
                    hash=row.hash,
                    state=row.state,
                    makers=makers.get(row.uid, frozenset()),
                )
        return [found[each] for each in registration_ids if each in found]

    def _makers(self, registration_ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
        approved = revision.alias()
        last = (
            sa.select(sa.func.coalesce(sa.func.max(approved.c.number), 0))
            .where(
                approved.c.registration_id == registration.c.id, approved.c.approval_id.is_not(None)
            )
            .scalar_subquery()
        )
        query = (
            sa.select(registration.c.uid, revision.c.made_by)
            .join(revision, revision.c.registration_id == registration.c.id)
            .where(registration.c.uid.in_(registration_ids), revision.c.number > last)
        )
        found: dict[str, frozenset[str]] = {}
        for uid, made_by in self._connection.execute(query):
            found[uid] = found.get(uid, frozenset()) | {made_by}
        return found

    def lineages(self, rows: Collection[int]) -> Mapping[int, str]:
        """All that revisions of this station descend from, newest first, as it is kept."""
        found = dict.fromkeys(rows, "")
        family = revision.alias()
        for some in pieces(sorted(rows)):
            query = (
                sa.select(
                    revision.c.id,
                    revision.c.number.label("child"),
                    revision.c.parent.label("from_"),
                    revision.c.origin,
                    revision.c.lineage.label("came_with"),
                    family.c.number,
                    family.c.hash,
                    family.c.parent,
                    family.c.lineage,
                )
                .join(family, family.c.registration_id == revision.c.registration_id)
                .where(revision.c.id.in_(some), revision.c.parent.is_not(None))
            )
            families: dict[int, list[Any]] = {}
            for row in self._connection.execute(query):
                families.setdefault(row.id, []).append(row)
            found |= {row_id: _descent(them) for row_id, them in families.items()}
        return found

    def sealed(self, after: int, upto: int, besides: Collection[int]) -> None:
        """The approved revisions of these journal lines lie in a sealed file now."""
        self._step(after, upto, "approved", "sealed", besides)

    def filed(self, after: int, upto: int) -> None:
        """The city has signed for these journal lines."""
        self._step(after, upto, "sealed", "filed", ())

    def unfiled(self, after: int) -> None:
        """The city has lost what it signed for, all after a journal line; it will be sent again."""
        lines = sa.select(journal.c.ref).where(journal.c.kind == "revision", journal.c.seq > after)
        them = sa.and_(revision.c.id.in_(lines), revision.c.state == "filed")
        currents = (
            sa.select(registration.c.id)
            .join(
                revision,
                sa.and_(
                    revision.c.registration_id == registration.c.id,
                    revision.c.number == registration.c.revision,
                    revision.c.hash == registration.c.revision_hash,
                ),
            )
            .where(them)
        )
        self._connection.execute(
            registration.update()
            .where(registration.c.state == "filed", registration.c.id.in_(currents))
            .values(state="sealed")
        )
        self._connection.execute(revision.update().where(them).values(state="sealed"))

    def left_behind(self, upto: int) -> Sequence[Approved]:
        """Approved revisions that no file up to a journal line has carried."""
        later = sa.select(journal.c.ref).where(journal.c.kind == "revision", journal.c.seq > upto)
        query = _APPROVED.where(
            registration.c.state == "approved",
            registration.c.own,
            revision.c.origin == "",
            revision.c.state == "approved",
            revision.c.id.not_in(later),
        )
        return [_as_approved(row) for row in self._connection.execute(query)]

    def unsigned_for(self) -> Iterator[Approved]:
        """Own revisions that are approved, and that the city has not signed for yet."""
        query = _APPROVED.where(
            revision.c.origin == "", revision.c.state.in_(("approved", "sealed"))
        )
        for row in self._connection.execution_options(yield_per=1000).execute(query):
            yield _as_approved(row)

    def _step(
        self, after: int, upto: int, before: str, state: str, besides: Collection[int]
    ) -> None:
        lines = sa.select(journal.c.ref).where(
            journal.c.kind == "revision", journal.c.seq > after, journal.c.seq <= upto
        )
        them = sa.and_(revision.c.id.in_(lines), revision.c.id.not_in(besides))
        owners = sa.select(revision.c.registration_id).where(
            them,
            revision.c.state == before,
            revision.c.number == registration.c.revision,
            revision.c.hash == registration.c.revision_hash,
        )
        mine = sa.select(revision.c.registration_id).where(them)
        self._connection.execute(
            registration.update()
            .where(
                registration.c.id.in_(mine),
                registration.c.state == before,
                owners.where(revision.c.registration_id == registration.c.id)
                .correlate(registration)
                .exists(),
            )
            .values(state=state)
        )
        self._connection.execute(
            revision.update().where(them, revision.c.state == before).values(state=state)
        )

    # -- who signs

    def signer(self, operator_id: str, public_key: bytes) -> str | None:
        """At which station this key is known as this operator's; "" for here, None for nowhere."""
        query = sa.select(operator_key.c.origin).where(
            operator_key.c.operator == operator_id, operator_key.c.public_key == public_key
        )
        return self._connection.execute(query).scalar()

    def approver(self, operator_id: str, public_key: bytes) -> str | None:
        """As `signer`, of who may approve."""
        query = sa.select(operator_key.c.origin).where(
            operator_key.c.operator == operator_id,
            operator_key.c.public_key == public_key,
            operator_key.c.role == APPROVER,
        )
        return self._connection.execute(query).scalar()

    def know(self, told: SentOperator, origin: str) -> bool:
        """Know an operator of another station; False where the id is somebody else's already."""
        held = self._connection.execute(
            sa.select(operator.c.origin).where(operator.c.id == told.id)
        ).scalar()
        if held is not None and held != origin:
            return False
        values = {"name": told.name, "role": told.role, "public_key": told.public_key}
        if held is None:
            self._connection.execute(operator.insert(), {"id": told.id, "origin": origin, **values})
        else:
            self._connection.execute(operator.update().where(operator.c.id == told.id), values)
        if self.signer(told.id, told.public_key) is None:
            self._connection.execute(
                operator_key.insert(), {"operator": told.id, "origin": origin, **values}
            )
        return True

    def told(self, row_id: int) -> tuple[SentOperator, str]:
        """The operator of a key, and the station it is of ("" = this one)."""
        query = sa.select(operator_key).where(operator_key.c.id == row_id)
        row = self._connection.execute(query).one()
        return SentOperator(row.operator, row.name, row.role, row.public_key), row.origin

    def key_row(self, operator_id: str, public_key: bytes) -> int:
        """The row of a key, for the journal."""
        query = sa.select(operator_key.c.id).where(
            operator_key.c.operator == operator_id, operator_key.c.public_key == public_key
        )
        return int(self._connection.execute(query).scalar_one())


def _descent(family: Sequence[Any]) -> str:
    """What a revision descends from, worked out of all revisions of its registration."""
    by_name = {(each.number, each.hash): each for each in family}
    if family[0].origin:  # received with its whole descent
        return str(family[0].came_with)
    names: list[str] = []
    number, parent = family[0].child - 1, family[0].from_
    while parent is not None:
        names.append(f"{number}:{parent}")
        made = by_name.get((number, parent))
        if made is None:
            break
        if made.lineage:  # written down before, or received
            names.extend(made.lineage.split())
            break
        number, parent = number - 1, made.parent
    return " ".join(names)


_APPROVED = sa.select(
    revision.c.id,
    registration.c.uid,
    registration.c.number.label("registration_number"),
    revision.c.number,
    revision.c.hash,
    revision.c.content,
    revision.c.approval_id,
).join(registration, registration.c.id == revision.c.registration_id)


def _as_approved(row: Any) -> Approved:
    return Approved(*row)


def _as_approval(row: Any) -> Approval:
    return Approval(
        id=row.id,
        operator=row.operator,
        public_key=row.public_key,
        subjects=tuple(json.loads(row.subjects)),
        signature=row.signature,
        at=datetime.fromisoformat(row.made_at),
        origin=row.origin,
    )


def pieces(values: Sequence[Any], size: int = 500) -> Sequence[Sequence[Any]]:
    """In pieces that every database takes in one condition."""
    return [values[start : start + size] for start in range(0, len(values), size)]

"""The print ledger: every copy of a card that was given a number, and what became paper."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.ledger import CardHolder, PrintedCard
from app.domain.people import mask
from app.domain.states import DecisionState
from app.store.tables import card, registration, revision

Copy = tuple[str, int]
"""A registration's id and the number of its copy."""

_OVER = [
    each.value for each in (DecisionState.MERGED_INTO, DecisionState.MOVED, DecisionState.ENDED)
]


class Cards:
    """The ledger inside one transaction. Callers ask for no more than some hundred at a time."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def unprinted(self, rt: str = "", decisions: Collection[str] = ()) -> Sequence[str]:
        """Who has no card yet, in the order in which cards are carried round: RT, then name.

        Of those with these `decisions`, if any are named; never who goes on as another, or no more.
        """
        query = (
            sa.select(registration.c.uid)
            .where(
                registration.c.active,
                registration.c.card == "unprinted",
                registration.c.decision.not_in(_OVER),
            )
            .order_by(registration.c.rt, registration.c.name, registration.c.id)
        )
        if decisions:
            query = query.where(registration.c.decision.in_(sorted(decisions)))
        if rt:
            query = query.where(registration.c.rt == rt)
        return self._connection.execute(query).scalars().all()

    def holders(self, registration_ids: Sequence[str]) -> Mapping[str, CardHolder]:
        """Whom the next cards would be for, by their current revisions; unknown ids are absent."""
        query = _HOLDER.join(revision, _is_of(registration.c.revision_hash)).where(
            registration.c.uid.in_(registration_ids)
        )
        return {row.uid: _holder(row) for row in self._connection.execute(query)}

    def printed(self, copies: Sequence[Copy]) -> Mapping[Copy, tuple[PrintedCard, CardHolder]]:
        """Copies of the ledger with whom they are for, by the revision the ledger names."""
        query = (
            _HOLDER.add_columns(*_LEDGER)
            .join(card, card.c.registration_id == registration.c.id)
            .join(revision, _is_of(card.c.revision_hash))
            .where(
                registration.c.uid.in_({each for each, _ in copies}),
                card.c.copy.in_({copy for _, copy in copies}),
            )
        )
        found = {
            (row.uid, row.copy): (_line(row), _holder(row))
            for row in self._connection.execute(query)
        }
        return {each: found[each] for each in copies if each in found}

    def put(self, lines: Sequence[PrintedCard]) -> None:
        """Write copies down."""
        if not lines:
            return
        ids = self._ids([each.registration_id for each in lines])
        self._connection.execute(
            card.insert(),
            [
                {
                    "registration_id": ids[each.registration_id],
                    "copy": each.copy,
                    "revision_hash": each.revision_hash,
                    "status": each.status,
                    "status_as_of": each.status_as_of.isoformat(),
                    "sheet": each.sheet,
                    "reason": each.reason,
                    "made_by": each.made_by,
                    "made_at": each.made_at.isoformat(),
                }
                for each in lines
            ],
        )

    def mark_printed(self, copies: Sequence[Copy], at: datetime) -> None:
        """These are on paper now, and the newest of their people, wherever older ones are."""
        ids = self._ids([each for each, _ in copies])
        self._connection.execute(
            card.update()
            .where(card.c.registration_id == sa.bindparam("of"), card.c.copy == sa.bindparam("no"))
            .values(printed_at=at.isoformat()),
            [{"of": ids[each], "no": copy} for each, copy in copies],
        )
        self._connection.execute(
            registration.update().where(registration.c.id.in_(ids.values())).values(card="printed")
        )

    def standing(self, number: str) -> tuple[str, int] | None:
        """Of a registration number: the state of the newest card, and which copy that is.

        None where the number is not of these books.
        """
        query = sa.select(registration.c.card, _ON_PAPER).where(registration.c.number == number)
        row = self._connection.execute(query).one_or_none()
        return (row[0], row[1]) if row else None

    def of(self, registration_id: str) -> Sequence[PrintedCard]:
        """The copies of one registration, oldest first."""
        query = (
            sa.select(registration.c.uid, *_LEDGER)
            .join(card)
            .where(registration.c.uid == registration_id)
            .order_by(card.c.copy)
        )
        return [_line(row) for row in self._connection.execute(query)]

    def _ids(self, registration_ids: Sequence[str]) -> dict[str, int]:
        query = sa.select(registration.c.uid, registration.c.id)
        return dict(
            self._connection.execute(query.where(registration.c.uid.in_(registration_ids))).all()
        )


_NEWEST = sa.select(sa.func.coalesce(sa.func.max(card.c.copy), 0)).where(
    card.c.registration_id == registration.c.id
)
_COPIES = _NEWEST.correlate(registration).scalar_subquery()
_ON_PAPER = _NEWEST.where(card.c.printed_at.is_not(None)).correlate(registration).scalar_subquery()
_HOLDER = (
    sa.select(
        registration.c.uid,
        registration.c.number,
        registration.c.kpj,
        _COPIES.label("copies"),
        _ON_PAPER.label("on_paper"),
        revision.c.hash,
        revision.c.content,
    )
    .select_from(registration)
    .where(registration.c.purged_at.is_(None))
)
_LEDGER = (
    card.c.copy,
    card.c.status,
    card.c.status_as_of,
    card.c.revision_hash,
    card.c.sheet,
    card.c.reason,
    card.c.made_by,
    card.c.made_at,
    card.c.printed_at,
)


def _is_of(digest: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """The revision with this content; one that came back to an old content is either of two."""
    return sa.and_(revision.c.registration_id == registration.c.id, revision.c.hash == digest)


def _holder(row: Any) -> CardHolder:
    record = json.loads(row.content)
    return CardHolder(
        registration_id=row.uid,
        number=row.number,
        name=record["name"],
        nik_masked=mask(record.get("nik")),
        kelurahan=record.get("kelurahan", ""),
        rt=record.get("rt", ""),
        kpj=row.kpj or "",
        start=date.fromisoformat(record["effective_date"]),
        revision_hash=row.hash,
        copies=row.copies,
        on_paper=row.on_paper,
    )


def _line(row: Any) -> PrintedCard:
    return PrintedCard(
        registration_id=row.uid,
        copy=row.copy,
        status=row.status,
        status_as_of=date.fromisoformat(row.status_as_of),
        revision_hash=row.revision_hash,
        sheet=row.sheet,
        reason=row.reason,
        made_by=row.made_by,
        made_at=datetime.fromisoformat(row.made_at),
        printed_at=datetime.fromisoformat(row.printed_at) if row.printed_at else None,
    )

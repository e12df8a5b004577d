"""Registrations and their revisions, inside one transaction."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.names import name_key
from app.domain.people import MISSING, missing_in
from app.domain.record import canonical, unsalted
from app.domain.revision import Home, Record, Revision
from app.domain.stations import station_name
from app.store import search
from app.store.tables import aside, counter, heir, person, registration, revision
from app.store.tuples import insert


@dataclass(frozen=True, slots=True)
class Standing:
    """A registration in the city's hands: its current revision, and what was decided last."""

    office: str
    number: int
    hash: str
    decision: str


UNSENT = ("draft", "complete", "approved")
"""The states of a revision that is in no sealed file: of a sister's, it is but a copy."""


class Registrations:
    """The registrations of the office. A row stays inside; `Revision`s come out."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def take_numbers(self, name: str, count: int = 1) -> int:
        """The first of `count` running numbers of the counter `name`, which never gives one twice.

        The numbers begin at 1.
        """
        held = self._connection.execute(
            sa.select(counter.c.value).where(counter.c.name == name)
        ).scalar()
        last = (held or 0) + count
        if held is None:
            self._connection.execute(counter.insert().values(name=name, value=last))
        else:
            self._connection.execute(
                counter.update().where(counter.c.name == name).values(value=last)
            )
        return last - count + 1

    def add(self, first: Revision, home: Home, import_id: str | None = None) -> None:
        """Keep a new person's first revision."""
        whose = {"id": first.person_id, "made_at": first.made_at.isoformat()}
        insert(self._connection, person, [whose], ignore=True)
        row_id = self._connection.execute(
            registration.insert().returning(registration.c.id),
            registration_row(first, home, import_id),
        ).scalar_one()
        self._keep(row_id, first, words_of(first))

    def add_revision(self, new: Revision) -> bool:
        """Keep a correction; False when its parent is no longer the current revision."""
        row = self._row(new.registration_id)
        if row is None or row.revision_hash != new.parent:
            return False
        columns = projection(new)
        if row.disputed and row.nik == columns["nik"]:
            columns["disputed"] = True  # somebody else claims this NIK; a correction ends nothing
        columns["words"] = search.with_kpj(columns["words"], row.kpj)
        self._connection.execute(registration.update().where(registration.c.id == row.id), columns)
        self._connection.execute(heir.delete().where(heir.c.registration_id == row.id))
        self._make_way(row.id, new)
        self._keep(row.id, new, columns["words"])
        return True

    def holder_of_nik(self, nik: str, besides: str | None = None) -> str | None:
        """The registration number under which this NIK is active, if any."""
        query = sa.select(registration.c.uid).where(
            registration.c.nik == nik, registration.c.active, registration.c.uid != (besides or "")
        )
        return self._connection.execute(query.order_by(registration.c.id)).scalar()

    def is_disputed(self, registration_id: str, nik: str) -> bool:
        """Whether somebody else claims this NIK, and the registration still has it."""
        row = self._row(registration_id)
        return bool(row is not None and row.disputed and row.nik == nik)

    def dispute(self, registration_id: str) -> None:
        """Mark a registration as one whose NIK somebody else claims as well."""
        self._connection.execute(
            registration.update().where(registration.c.uid == registration_id).values(disputed=True)
        )

    def current(self, registration_id: str) -> Revision | None:
        found = self.history(registration_id, only_current=True)
        return found[0] if found else None

    def by_number(self, number: str) -> str | None:
        """The id of the registration with this number."""
        return self._connection.execute(
            sa.select(registration.c.uid).where(registration.c.number == number)
        ).scalar()

    def owner(self, registration_id: str) -> str | None:
        """The station that owns a registration, as office/number; None where it is not known."""
        query = sa.select(registration.c.office, registration.c.station).where(
            registration.c.uid == registration_id
        )
        row = self._connection.execute(query).one_or_none()
        return station_name(row.office, row.station) if row else None

    def owned_by(self, office: str, station: str) -> Sequence[str]:
        """The ids of all that a station owns."""
        query = sa.select(registration.c.uid).where(
            registration.c.office == office, registration.c.station == station
        )
        return self._connection.execute(query.order_by(registration.c.id)).scalars().all()

    def names(self, registration_id: str) -> Mapping[tuple[int, str], int]:
        """The rows of every revision, by its number and hash."""
        query = (
            sa.select(revision.c.number, revision.c.hash, revision.c.id)
            .join(registration)
            .where(registration.c.uid == registration_id)
            .order_by(revision.c.number, revision.c.id)
        )
        return {(row.number, row.hash): row.id for row in self._connection.execute(query)}

    def standing(self, registration_id: str) -> Standing | None:
        """Where a registration is in the city's hands."""
        query = sa.select(
            registration.c.office,
            registration.c.revision,
            registration.c.revision_hash,
            registration.c.decision,
        ).where(registration.c.uid == registration_id)
        row = self._connection.execute(query).one_or_none()
        return Standing(*row) if row else None

    def persons(self, registration_ids: Sequence[str]) -> Mapping[str, str]:
        """The person behind each registration."""
        query = sa.select(registration.c.uid, registration.c.person_id).where(
            registration.c.uid.in_(registration_ids)
        )
        return dict(self._connection.execute(query).all())

    def cards(self, registration_ids: Collection[str]) -> Mapping[str, str]:
        """The state of the newest card of each registration."""
        found: dict[str, str] = {}
        ids = sorted(registration_ids)
        for start in range(0, len(ids), 500):
            query = sa.select(registration.c.uid, registration.c.card).where(
                registration.c.uid.in_(ids[start : start + 500])
            )
            found |= dict(self._connection.execute(query).all())
        return found

    def row_ids(self, registration_ids: Sequence[str]) -> Sequence[int]:
        """The ids that lists know registrations by."""
        found: list[int] = []
        for start in range(0, len(registration_ids), 500):
            some = registration_ids[start : start + 500]
            query = sa.select(registration.c.id).where(registration.c.uid.in_(some))
            found.extend(self._connection.execute(query).scalars())
        return found

    def rows(self, registration_ids: Sequence[str]) -> Mapping[str, int]:
        """The ids that lists know registrations by, each by its own."""
        found: dict[str, int] = {}
        for start in range(0, len(registration_ids), 500):
            some = registration_ids[start : start + 500]
            query = sa.select(registration.c.uid, registration.c.id)
            found |= dict(self._connection.execute(query.where(registration.c.uid.in_(some))).all())
        return found

    def history(self, registration_id: str, *, only_current: bool = False) -> Sequence[Revision]:
        """Every revision, oldest first."""
        query = (
            _revisions()
            .where(registration.c.uid == registration_id)
            .order_by(revision.c.number, revision.c.id)
        )
        if only_current:
            query = query.where(_is_current)
        return [_as_revision(row) for row in self._connection.execute(query)]

    def currents(self, registration_ids: Collection[str]) -> Mapping[str, Revision]:
        """The current revision by registration id, of up to some hundreds at once."""
        query = _revisions().where(registration.c.uid.in_(registration_ids), _is_current)
        return {row.uid: _as_revision(row) for row in self._connection.execute(query)}

    def set_card(self, registration_id: str, state: str) -> None:
        self._connection.execute(
            registration.update().where(registration.c.uid == registration_id).values(card=state)
        )

    def of_import(self, import_id: str) -> Sequence[str]:
        """The ids of what came in with one list."""
        query = sa.select(registration.c.uid).where(registration.c.import_id == import_id)
        return self._connection.execute(query.order_by(registration.c.id)).scalars().all()

    def discard(self, registration_ids: Collection[str]) -> None:
        """Take registrations out as if they had never come; only for what was never sent.

        Up to some hundreds at once.
        """
        query = sa.select(registration.c.id, registration.c.person_id).where(
            registration.c.uid.in_(registration_ids)
        )
        rows = self._connection.execute(query).all()
        ids = [row.id for row in rows]
        people = [row.person_id for row in rows]
        search.remove(self._connection, ids)
        self._connection.execute(registration.delete().where(registration.c.id.in_(ids)))
        self._connection.execute(person.delete().where(person.c.id.in_(people)))

    def _row(self, uid: str) -> Any:
        return self._connection.execute(
            sa.select(registration).where(registration.c.uid == uid)
        ).one_or_none()

    def _make_way(self, row_id: int, new: Revision) -> None:
        """What a lost sister had, and never sent, was typed again by whoever owns it now."""
        query = sa.select(revision.c.id, revision.c.hash, revision.c.content).where(
            revision.c.registration_id == row_id,
            revision.c.number == new.number,
            revision.c.origin != "",
            revision.c.state.in_(UNSENT),
        )
        words = unsalted(new.record)
        for copy in self._connection.execute(query).all():
            if unsalted(json.loads(copy.content)) != words:
                continue
            self._connection.execute(revision.delete().where(revision.c.id == copy.id))
            self._connection.execute(
                aside.update()
                .where(
                    aside.c.registration == new.registration_id,
                    aside.c.incoming == f"{new.number}:{copy.hash}",
                    aside.c.settled_at.is_(None),
                )
                .values(settled_at=new.made_at.isoformat(), settled_by="", outcome="arranged")
            )

    def _keep(self, row_id: int, new: Revision, words: str) -> None:
        self._connection.execute(revision.insert(), revision_row(row_id, new))
        heirs = heir_rows(row_id, new.record)
        if heirs:
            self._connection.execute(heir.insert(), heirs)
        search.put(self._connection, [(row_id, words)])


_is_current = sa.and_(
    # by number as well: one that came back to an old content has its hash twice; and by hash:
    # two stations, or two lives of one, may each have made a revision of that number
    revision.c.number == registration.c.revision,
    revision.c.hash == registration.c.revision_hash,
)


def _revisions() -> sa.Select[Any]:
    """Of those that still have a content: what was purged is not there any more."""
    return (
        sa.select(
            revision,
            registration.c.uid,
            registration.c.person_id,
            registration.c.number.label("registration_number"),
        )
        .join(registration)
        .where(registration.c.purged_at.is_(None))
    )


def _as_revision(row: Any) -> Revision:
    return Revision(
        registration_id=row.uid,
        person_id=row.person_id,
        registration_number=row.registration_number,
        number=row.number,
        parent=row.parent,
        hash=row.hash,
        record=json.loads(row.content),
        state=row.state,
        incarnation=row.incarnation,
        made_by=row.made_by,
        made_at=datetime.fromisoformat(row.made_at),
    )


def registration_row(first: Revision, home: Home, import_id: str | None) -> dict[str, Any]:
    """The row of a registration with its first revision."""
    return {
        "uid": first.registration_id,
        "person_id": first.person_id,
        "number": first.registration_number,
        "office": home.office,
        "station": home.station,
        "active": True,
        "card": "unprinted",
        "import_id": import_id,
        "made_at": first.made_at.isoformat(),
        **projection(first),
    }


def revision_row(row_id: int, new: Revision) -> dict[str, Any]:
    """The row of a revision of the registration `row_id`."""
    return {
        "registration_id": row_id,
        "number": new.number,
        "hash": new.hash,
        "parent": new.parent,
        "content": canonical(new.record),
        "state": new.state,
        "incarnation": new.incarnation,
        "made_by": new.made_by,
        "made_at": new.made_at.isoformat(),
    }


def projection(new: Revision) -> dict[str, Any]:
    """The columns of the register that follow from a revision."""
    record = new.record
    return {
        "revision": new.number,
        "revision_hash": new.hash,
        "state": new.state,
        "disputed": record.get("nik_status") == "disputed",
        "nik": record.get("nik") or None,
        "kk": record.get("kk") or None,
        "phone": record.get("phone") or None,
        "name": record["name"],
        "name_key": name_key(record["name"]),
        "mother_key": name_key(record.get("mother_name") or ""),
        "birth_date": record["birth_date"],
        "sex": record.get("sex", ""),
        "kelurahan": record.get("kelurahan", ""),
        "rt": record.get("rt", ""),
        "occupation": record.get("occupation", ""),
        "missing": missing_bits(record),
        "words": words_of(new),
        "changed_at": new.made_at.isoformat(),
    }


def words_of(new: Revision) -> str:
    """What the search finds this registration by."""
    record = new.record
    return search.indexed(record["name"], record.get("nik"), new.registration_number)


def missing_bits(record: Record) -> int:
    """What the record lacks, as the register keeps it."""
    return sum(1 << MISSING.index(name) for name in missing_in(record))


def heir_rows(row_id: int, record: Record) -> list[dict[str, Any]]:
    """The family of a record, as rows of the registration `row_id`."""
    return [
        {
            "registration_id": row_id,
            "position": position,
            "name": each["name"],
            "relation": each.get("relation", ""),
            "birth_date": each.get("birth_date") or None,
            "nik": each.get("nik") or None,
            "proof": each.get("proof", ""),
        }
        for position, each in enumerate(record.get("heirs", ()))
    ]

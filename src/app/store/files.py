"""The sealed files that were made here, and those that were received."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.files import SealedFile, TakenFile
from app.domain.record import canonical
from app.domain.stations import shown_station
from app.store.tables import (
    card,
    decision,
    event,
    journal,
    offered,
    registration,
    revision,
    sealed,
    taken,
)

_MANY = 1000
"""Missing numbers are told up to here: a sender may claim any."""


class Files:
    """Files as the books remember them, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: SealedFile) -> None:
        """Remember a file that was just made."""
        self._connection.execute(
            sealed.insert(),
            {
                **asdict(new),
                "counts": canonical(new.counts),
                "made_at": new.made_at.isoformat(),
                "carried_at": _text(new.carried_at),
                "filed_at": _text(new.filed_at),
            },
        )

    def made(self, recipient: str | None = None) -> Sequence[SealedFile]:
        """The files made here, newest first; only those of one series if so asked."""
        query = sa.select(sealed).order_by(sealed.c.life.desc(), sealed.c.sequence.desc())
        if recipient is not None:
            query = query.where(sealed.c.recipient == recipient)
        return [_as_sealed(row) for row in self._connection.execute(query)]

    def residents(self, file: SealedFile) -> Sequence[str]:
        """The ids of the registrations whose data lie in a file that was made here."""
        about = (
            (
                ("revision", "copy", "result"),
                revision,
                revision.c.registration_id == registration.c.id,
            ),
            (("card",), card, card.c.registration_id == registration.c.id),
            (("event",), event, event.c.registration == registration.c.uid),
            (("decision",), decision, decision.c.registration == registration.c.uid),
        )
        office, station = shown_station(file.recipient)
        # a city's journal has lines for one office each; a station's are all for its city
        to = (
            sa.or_(journal.c.office.is_(None), journal.c.office == office) if station else sa.true()
        )
        inside = [
            sa.select(journal.c.ref).where(
                journal.c.seq > file.first - 1,
                journal.c.seq <= file.last,
                journal.c.kind.in_(kinds),
                to,
                table.c.id == journal.c.ref,
                is_about,
            )
            for kinds, table, is_about in about
        ]
        is_offered = registration.c.uid.in_(
            sa.select(offered.c.registration).where(offered.c.file == file.id)
        )
        query = (
            sa.select(registration.c.uid)
            .where(
                registration.c.purged_at.is_(None),
                sa.or_(is_offered, *(sa.exists(each) for each in inside)),
            )
            .order_by(registration.c.rt, registration.c.name, registration.c.id)
        )
        return self._connection.execute(query).scalars().all()

    def last_made(self, recipient: str, life_id: str) -> SealedFile | None:
        """The newest file of one series of one life."""
        query = (
            sa.select(sealed)
            .where(sealed.c.recipient == recipient, sealed.c.life_id == life_id)
            .order_by(sealed.c.sequence.desc())
        )
        row = self._connection.execute(query.limit(1)).first()
        return _as_sealed(row) if row else None

    def unfiled(self, recipient: str, life_id: str, acked: int) -> int:
        """The lowest sequence number that carries what was not signed for; 0 for none."""
        query = sa.select(sa.func.min(sealed.c.sequence)).where(
            sealed.c.recipient == recipient, sealed.c.life_id == life_id, sealed.c.last > acked
        )
        return self._connection.execute(query).scalar() or 0

    def carried(self, file_id: str, at: datetime) -> None:
        """A file is on a stick and was read back, or lies in the city's mailbox."""
        self._connection.execute(
            sealed.update()
            .where(sealed.c.id == file_id, sealed.c.carried_at.is_(None))
            .values(carried_at=at.isoformat())
        )

    def filed(self, recipient: str, upto: int, at: datetime) -> None:
        """The recipient has signed for all up to a line of our journal."""
        self._connection.execute(
            sealed.update()
            .where(
                sealed.c.recipient == recipient,
                sealed.c.last <= upto,
                sealed.c.filed_at.is_(None),
                sealed.c.asks.is_(False),
            )
            .values(filed_at=at.isoformat())
        )

    def filed_each(self, file_ids: Iterable[str], at: datetime) -> None:
        """The recipient has signed for these very files."""
        for each in file_ids:
            self._connection.execute(
                sealed.update()
                .where(sealed.c.id == each, sealed.c.filed_at.is_(None))
                .values(filed_at=at.isoformat())
            )

    def asked(self, life_id: str) -> frozenset[str]:
        """The files by which this life of the books asked the city for all it holds."""
        query = sa.select(sealed.c.id).where(sealed.c.life_id == life_id, sealed.c.asks)
        return frozenset(self._connection.execute(query).scalars())

    # -- received

    def taken(self, header_hash: str) -> TakenFile | None:
        query = sa.select(taken).where(taken.c.header_hash == header_hash)
        row = self._connection.execute(query).one_or_none()
        return _as_taken(row) if row else None

    def at_place(self, file: TakenFile) -> TakenFile | None:
        """What was taken in at the place in the series that `file` claims."""
        query = sa.select(taken).where(
            taken.c.sender == file.sender,
            taken.c.recipient == file.recipient,
            taken.c.life_id == file.life_id,
            taken.c.sequence == file.sequence,
            taken.c.state.in_(("started", "taken")),
            taken.c.header_hash != file.header_hash,
        )
        row = self._connection.execute(query).first()
        return _as_taken(row) if row else None

    def other_life(self, file: TakenFile) -> bool:
        """Whether the key of a sender signed for another life with this number already."""
        query = sa.select(taken.c.id).where(
            taken.c.kid == file.kid,
            taken.c.life == file.life,
            taken.c.life_id != file.life_id,
            taken.c.state.in_(("started", "taken")),
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def note(self, file: TakenFile) -> int:
        """Remember a received file, in place of what was remembered of it; its row."""
        values: dict[str, Any] = {
            **asdict(file),
            "counts": canonical(file.counts),
            "made_at": file.made_at.isoformat(),
            "taken_at": file.taken_at.isoformat(),
            "uid": file.id,
        }
        del values["id"]
        same = taken.c.header_hash == file.header_hash
        row = self._connection.execute(sa.select(taken.c.id).where(same)).scalar()
        if row is None:
            return int(
                self._connection.execute(taken.insert().returning(taken.c.id), values).scalar_one()
            )
        self._connection.execute(taken.update().where(same), values)
        return int(row)

    def dismiss(self, header_hash: str) -> None:
        """Somebody has looked at a fork: its records may be taken, its place may not."""
        self._connection.execute(
            taken.update().where(taken.c.header_hash == header_hash).values(state="dismissed")
        )

    def taken_row(self, row_id: int) -> TakenFile:
        """The file that a line of the journal is about."""
        return _as_taken(
            self._connection.execute(sa.select(taken).where(taken.c.id == row_id)).one()
        )

    def received(self, sender: str | None = None) -> Sequence[TakenFile]:
        """The files received, newest first."""
        query = sa.select(taken).order_by(taken.c.taken_at.desc(), taken.c.id.desc())
        if sender is not None:
            query = query.where(taken.c.sender == sender)
        return [_as_taken(row) for row in self._connection.execute(query)]

    def is_newest(self, file: TakenFile) -> bool:
        """Whether no later file of its series has been received."""
        later = sa.select(taken.c.id).where(
            taken.c.sender == file.sender,
            taken.c.recipient == file.recipient,
            taken.c.life_id == file.life_id,
            taken.c.sequence > file.sequence,
        )
        return self._connection.execute(later.limit(1)).first() is None

    def newest(self) -> Mapping[str, TakenFile]:
        """By sender: the file with the highest number in its newest life, of those taken in."""
        query = (
            sa.select(taken)
            .where(taken.c.state == "taken")
            .order_by(taken.c.life, taken.c.sequence)
        )
        return {row.sender: _as_taken(row) for row in self._connection.execute(query)}

    def cut(self) -> Sequence[TakenFile]:
        """The files of which only a part was taken in."""
        query = sa.select(taken).where(taken.c.state == "started").order_by(taken.c.id)
        return [_as_taken(row) for row in self._connection.execute(query)]

    def spans(self, kid: str, above: int) -> Sequence[tuple[int, int]]:
        """The lines of a journal that the files taken of one key carry, beyond `above`."""
        query = (
            sa.select(taken.c.first, taken.c.last)
            .where(taken.c.kid == kid, taken.c.state == "taken", taken.c.last > above)
            .order_by(taken.c.first)
        )
        return [(row.first, row.last) for row in self._connection.execute(query)]

    def missing(self, sender: str) -> Mapping[str, Sequence[int]]:
        """By life: the sequence numbers before the newest that no taken file makes up for."""
        query = sa.select(taken.c.life_id, taken.c.sequence, taken.c.reach_files).where(
            taken.c.sender == sender, taken.c.state.in_(("started", "taken", "forked"))
        )
        lives: dict[str, list[tuple[int, int]]] = {}
        for life_id, sequence, reach in self._connection.execute(query):
            lives.setdefault(life_id, []).append((reach, sequence))
        gaps = {life_id: list(_gaps(spans)) for life_id, spans in lives.items()}
        return {life_id: them for life_id, them in gaps.items() if them}


def _gaps(spans: list[tuple[int, int]]) -> Iterator[int]:
    """The numbers from 1 that no span holds, up to the last span; no more than `_MANY`."""
    expected, left = 1, _MANY
    for first, last in sorted(spans):
        for number in range(expected, min(first, expected + left)):
            left -= 1
            yield number
        expected = max(expected, last + 1)


def _as_sealed(row: Any) -> SealedFile:
    return SealedFile(
        id=row.id,
        recipient=row.recipient,
        life=row.life,
        life_id=row.life_id,
        sequence=row.sequence,
        header_hash=row.header_hash,
        first=row.first,
        last=row.last,
        read=row.read,
        reach_files=row.reach_files,
        asks=row.asks,
        counts=json.loads(row.counts),
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        audit_seq=row.audit_seq,
        audit_hash=row.audit_hash,
        made_at=datetime.fromisoformat(row.made_at),
        made_by=row.made_by,
        carried_at=_moment(row.carried_at),
        filed_at=_moment(row.filed_at),
    )


def _as_taken(row: Any) -> TakenFile:
    return TakenFile(
        id=row.uid,
        header_hash=row.header_hash,
        sender=row.sender,
        kid=row.kid,
        recipient=row.recipient,
        life=row.life,
        life_id=row.life_id,
        sequence=row.sequence,
        first=row.first,
        last=row.last,
        reach_files=row.reach_files,
        name=row.name,
        size=row.size,
        state=row.state,
        counts=json.loads(row.counts),
        made_at=datetime.fromisoformat(row.made_at),
        taken_at=datetime.fromisoformat(row.taken_at),
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

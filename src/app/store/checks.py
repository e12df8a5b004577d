"""What others told the city of residents: whom an answer is about, and which answers count."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.checks import CheckKind, Told, newest
from app.domain.decisions import EventKind
from app.domain.merge import Name
from app.domain.states import DecisionState
from app.store.approvals import pieces
from app.store.tables import event, registration, revision


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Registered:
    """A registration, as far as an answer of others can be about it."""

    id: str
    number: str
    office: str
    nik: str
    name: str
    about: Name


_FALLEN = frozenset({DecisionState.MERGED_INTO, DecisionState.REJECTED, DecisionState.ENDED})
"""Whoever is so takes no NIK from another."""


class Checks:
    """Reads only; an answer is kept as an event."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def registered(
        self, *, niks: Iterable[str] = (), numbers: Iterable[str] = ()
    ) -> Sequence[Registered]:
        """Every active registration, merged ones left out, with one of these."""
        found: dict[str, Registered] = {}
        for column, wanted in ((registration.c.nik, niks), (registration.c.number, numbers)):
            for some in pieces(sorted(set(wanted))):
                query = sa.select(
                    registration.c.uid,
                    registration.c.number,
                    registration.c.office,
                    registration.c.nik,
                    registration.c.name,
                    registration.c.revision,
                    registration.c.revision_hash,
                ).where(
                    column.in_(some),
                    registration.c.active,
                    registration.c.decision != DecisionState.MERGED_INTO.value,
                )
                for uid, number, office, nik, name, *about in self._connection.execute(query):
                    found[uid] = Registered(uid, number, office, nik or "", name, Name(*about))
        return list(found.values())

    def valid(self, registration_ids: Collection[str]) -> Mapping[str, Sequence[Told]]:
        """The answers to each that were given for the NIK it has today, in their order."""
        told: dict[str, list[tuple[Told, str]]] = {}
        for some in pieces(sorted(registration_ids)):
            query = (
                sa.select(event.c.registration, event.c.content)
                .where(event.c.registration.in_(some), event.c.kind == EventKind.CHECKED.value)
                .order_by(event.c.id)
            )
            for uid, content in self._connection.execute(query):
                plain = json.loads(content)
                if (each := Told.from_content(plain)) is not None:
                    told.setdefault(uid, []).append((each, str(plain.get("about", ""))))
        now = self._now(told)
        then = self._then(
            {
                (uid, about)
                for uid, said in told.items()
                for _, about in said
                if uid in now and about != now[uid][1]
            }
        )
        return {
            uid: [
                each
                for each, about in said
                if about == now[uid][1] or then.get((uid, about)) == now[uid][0]
            ]
            for uid, said in told.items()
            if uid in now
        }

    def counting(self, registration_ids: Collection[str]) -> Mapping[str, Mapping[CheckKind, Told]]:
        """Of each check the answer that counts, by registration."""
        return {uid: newest(said) for uid, said in self.valid(registration_ids).items()}

    def same_nik(self, registration_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        """By registration the others that stand with the same NIK, where there are any."""
        found: dict[str, list[str]] = {}
        other = registration.alias()
        standing = sa.and_(other.c.active, other.c.decision.not_in(sorted(_FALLEN)))
        for some in pieces(sorted(registration_ids)):
            query = (
                sa.select(registration.c.uid, other.c.uid)
                .join(other, sa.and_(other.c.nik == registration.c.nik, standing))
                .where(registration.c.uid.in_(some), registration.c.uid != other.c.uid)
                .order_by(other.c.id)
            )
            for uid, holder in self._connection.execute(query):
                found.setdefault(uid, []).append(holder)
        return found

    def _now(self, registration_ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """NIK and revision of today."""
        found: dict[str, tuple[str, str]] = {}
        for some in pieces(sorted(registration_ids)):
            query = sa.select(
                registration.c.uid,
                registration.c.nik,
                registration.c.revision,
                registration.c.revision_hash,
            ).where(registration.c.uid.in_(some))
            for uid, nik, *about in self._connection.execute(query):
                found[uid] = nik or "", Name(*about).text
        return found

    def _then(self, asked: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The NIK of revisions that are not the current one; those never seen are left out."""
        found: dict[tuple[str, str], str] = {}
        for some in pieces(sorted({uid for uid, _ in asked})):
            query = (
                sa.select(
                    registration.c.uid, revision.c.number, revision.c.hash, revision.c.content
                )
                .join(revision, revision.c.registration_id == registration.c.id)
                .where(registration.c.uid.in_(some), revision.c.content != "")
            )
            for uid, number, digest, content in self._connection.execute(query):
                about = Name(number, digest).text
                if (uid, about) in asked:
                    found[uid, about] = str(json.loads(content).get("nik") or "")
        return found

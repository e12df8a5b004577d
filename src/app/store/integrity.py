"""Whether what is in the books is what was put there."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.store.engine import HARMED, StoreFailure
from app.store.figures import beside
from app.store.place import Place
from app.store.tables import audit, decision, heir, metadata, registration, revision

_PAGE = re.compile(r"page (\d+)")

_KEPT = "registration.kept"

LISTED, UNLISTED = "registration.listed", "registration.unlisted"
"""Acts: a piece of a list came in, or went out again; `listed` is their detail."""
_MARKS = "revisions"

_COPIED = ("nik", "kk", "phone", "name", "birth_date", "sex", "kelurahan", "rt")
"""What lists, search and cards read in the register, and its current revision says as well."""


class Integrity:
    """Proofs over the whole of the books. Only reads; takes its time."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def damaged_pages(self) -> bool:
        """Whether the database finds fault with its own pages (a flipped byte fails its HMAC)."""
        if self._connection.dialect.name != "sqlite":
            return False
        if self.which_pages():
            return True
        # Until somebody looks something up in it on this connection, the search index is held to
        # where its parts lay the last time, and sound books would seem damaged.
        self._connection.exec_driver_sql("SELECT rowid FROM person_search LIMIT 1").all()
        return self._connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok"

    def which_pages(self) -> tuple[int, ...]:
        """The numbers of the pages whose HMAC is not theirs; 0 for one that is not named."""
        if self._connection.dialect.name != "sqlite":
            return ()
        said = self._connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars()
        found = [_PAGE.search(str(each)) for each in said]
        return tuple(int(each[1]) if each else 0 for each in found)

    def altered_revisions(self) -> int:
        """How many revisions are not what was kept.

        Their content does not hash to what is written beside them, or is gone; the register or
        the family says something else than the current one; or the audit trail knows another hash
        by that number, or one that is not here any more. Those of a tombstone have no content:
        `purging.purged` says which these are.
        """
        rows = self._connection.execute(
            sa.select(revision.c.id, revision.c.hash, revision.c.content)
            .join(registration, registration.c.id == revision.c.registration_id)
            .where(sa.or_(registration.c.purged_at.is_(None), revision.c.content != ""))
        )
        altered = {
            row.id for row in rows if hashlib.sha256(row.content.encode()).hexdigest() != row.hash
        }
        orphans = (
            sa.select(sa.func.count())
            .select_from(registration)
            .outerjoin(revision, _is_current)
            .where(revision.c.id.is_(None))
        )
        gone = self._connection.execute(orphans).scalar_one()
        return len(altered | self._said_otherwise(altered)) + gone + self._unlike_the_trail()

    def altered_decisions(self) -> int:
        """Of how many people the register says another decision than the one that counts."""
        differs = (
            sa.select(sa.func.count())
            .select_from(registration)
            .join(
                decision,
                sa.and_(
                    decision.c.registration == registration.c.uid,
                    decision.c.seq == registration.c.decision_seq,
                    # a city that lost all begins its journal anew: the same line is another one
                    decision.c.made_at == registration.c.decision_as_of,
                ),
            )
            .where(decision.c.state != registration.c.decision)
        )
        return self._connection.execute(differs).scalar_one()

    def _said_otherwise(self, besides: set[int]) -> set[int]:
        """Current revisions of which the register or the family says something else."""
        families: dict[int, list[tuple[Any, ...]]] = {}
        for each in self._connection.execute(sa.select(heir).order_by(heir.c.position)):
            said = (each.name, each.relation, each.birth_date, each.nik)
            families.setdefault(each.registration_id, []).append(said)
        rows = self._connection.execute(
            sa.select(
                revision.c.id,
                revision.c.content,
                registration.c.id.label("row"),
                *(registration.c[each] for each in _COPIED),
            )
            .join(registration, _is_current)
            .where(registration.c.purged_at.is_(None))
        )
        found = set()
        for row in rows:
            if row.id in besides:  # its content need not even be readable
                continue
            record = _object(row.content)
            register = [getattr(row, each) or "" for each in _COPIED]
            family = [_member(each) for each in record.get("heirs", ())]
            is_told = register == [record.get(each) or "" for each in _COPIED]
            if not is_told or families.get(row.row, []) != family:
                found.add(row.id)
        return found

    def _unlike_the_trail(self) -> int:
        """How many revisions the audit trail knows by another hash, or that are not here."""
        here = {
            (row.uid, row.number, row.hash)
            for row in self._connection.execute(
                sa.select(registration.c.uid, revision.c.number, revision.c.hash).join(
                    registration, registration.c.id == revision.c.registration_id
                )
            )
        }
        kept = sa.select(audit.c.subject, audit.c.detail).where(audit.c.act == _KEPT)
        noted = set()
        for row in self._connection.execute(kept):
            detail = _object(row.detail)
            noted.add((row.subject, detail.get("revision"), detail.get("hash")))
        brought = self._brought()
        if brought:
            brought -= {_mark(uid, digest) for uid, number, digest in here if number == 1}
        return sum(each not in here for each in noted if None not in each) + len(brought)

    def _brought(self) -> set[str]:
        """The marks of the revisions that lists brought and that were not taken out again."""
        entries = sa.select(audit.c.act, audit.c.detail).where(audit.c.act.in_((LISTED, UNLISTED)))
        found: set[str] = set()
        for row in self._connection.execute(entries.order_by(audit.c.seq)):
            marks = _object(row.detail).get(_MARKS)
            named = {str(each) for each in marks} if isinstance(marks, list) else set()
            found = found | named if row.act == LISTED else found - named
        return found


def listed(revisions: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What the trail holds of the first revisions of a list: of each a short mark of its
    registration's id and its hash, so that an entry for every person is spared.
    """  # noqa: D205
    return {_MARKS: [_mark(uid, digest) for uid, digest in revisions]}


def _mark(uid: str, digest: str) -> str:
    """128 bits: to write something else that has this mark as well is out of reach."""
    return hashlib.sha256(f"{uid}:{digest}".encode()).hexdigest()[:32]


def _object(text: str) -> dict[str, Any]:
    """A JSON object; an empty one for what somebody who edits the books has left of it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _member(heir: dict[str, Any]) -> tuple[Any, ...]:
    return (
        heir.get("name"),
        heir.get("relation", ""),
        heir.get("birth_date") or None,
        heir.get("nik") or None,
    )


_is_current = sa.and_(
    revision.c.registration_id == registration.c.id,
    revision.c.hash == registration.c.revision_hash,
)


def damaged_tables(place: Place, key: bytes) -> tuple[str, ...]:
    """The tables that cannot be read to their end, by name.

    Each on a connection of its own: after a damaged page SQLCipher reads nothing more on one. An
    index that is damaged is not found so; it holds nothing that its table does not.
    """
    return tuple(
        table.name for table in metadata.sorted_tables if not _is_readable(place, key, table)
    )


def _is_readable(place: Place, key: bytes, table: sa.Table) -> bool:
    try:
        with beside(place, key) as connection:
            for _ in connection.execution_options(yield_per=1000).execute(sa.select(table)):
                pass
    except StoreFailure as failure:
        if failure.code not in HARMED:
            raise
        return False
    return True

"""What the clerks have typed and not finished, inside one transaction."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.record import canonical
from app.domain.revision import KeptDraft
from app.store.tables import draft, registration


class Drafts:
    """The unfinished registrations and corrections of this office."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, new: KeptDraft) -> None:
        """Keep a draft, in place of what was kept under its id."""
        values = self._values(new)
        changed = self._connection.execute(draft.update().where(draft.c.id == new.id), values)
        if not changed.rowcount:
            self._connection.execute(draft.insert(), {"id": new.id, **values})

    def add(self, new: Iterable[KeptDraft]) -> None:
        """Keep many drafts whose ids are new."""
        if rows := [{"id": each.id, **self._values(each)} for each in new]:
            self._connection.execute(draft.insert(), rows)

    def all(self) -> Iterator[KeptDraft]:
        """Every draft of the office, whoever typed it."""
        for row in self._connection.execute(self._query().order_by(draft.c.id)):
            yield _as_domain(row)

    def of_import(self, import_id: str) -> Sequence[KeptDraft]:
        """What is left of the drafts that one list brought in."""
        query = self._query().where(draft.c.import_id == import_id).order_by(draft.c.id)
        return [_as_domain(row) for row in self._connection.execute(query)]

    def get(self, draft_id: str) -> KeptDraft | None:
        row = self._connection.execute(self._query().where(draft.c.id == draft_id)).one_or_none()
        return _as_domain(row) if row else None

    def of(self, operator: str) -> Sequence[KeptDraft]:
        """The drafts of one operator, last touched first, with those that came in by lists."""
        mine = sa.or_(draft.c.operator == operator, draft.c.import_id.is_not(None))
        query = self._query().where(mine).order_by(draft.c.saved_at.desc(), draft.c.id)
        return [_as_domain(row) for row in self._connection.execute(query)]

    def of_registration(self, registration_id: str, operator: str) -> KeptDraft | None:
        """The correction this operator has begun, if any."""
        query = self._query().where(
            registration.c.uid == registration_id, draft.c.operator == operator
        )
        row = self._connection.execute(query.order_by(draft.c.saved_at.desc())).first()
        return _as_domain(row) if row else None

    def count(self, operator: str) -> int:
        mine = sa.or_(draft.c.operator == operator, draft.c.import_id.is_not(None))
        return self._connection.execute(
            sa.select(sa.func.count()).select_from(draft).where(mine)
        ).scalar_one()

    def drop(self, draft_id: str) -> None:
        self._connection.execute(draft.delete().where(draft.c.id == draft_id))

    def drop_all(self, draft_ids: Collection[str]) -> None:
        """Throw up to some hundreds away at once."""
        self._connection.execute(draft.delete().where(draft.c.id.in_(draft_ids)))

    def _values(self, new: KeptDraft) -> dict[str, Any]:
        return {
            "person_id": new.person_id,
            "registration_id": self._row_id(new.registration_id),
            "based_on": new.based_on,
            "content": canonical(new.content),
            "field": new.field,
            "operator": new.operator,
            "import_id": new.import_id,
            "saved_at": new.saved_at.isoformat(),
        }

    def _row_id(self, registration_id: str | None) -> int | None:
        if registration_id is None:
            return None
        query = sa.select(registration.c.id).where(registration.c.uid == registration_id)
        return int(self._connection.execute(query).scalar_one())

    def _query(self) -> sa.Select[Any]:
        return sa.select(draft, registration.c.uid).outerjoin(
            registration, registration.c.id == draft.c.registration_id
        )


def _as_domain(row: Any) -> KeptDraft:
    return KeptDraft(
        id=row.id,
        person_id=row.person_id,
        registration_id=row.uid,
        based_on=row.based_on,
        content=json.loads(row.content),
        field=row.field,
        operator=row.operator,
        import_id=row.import_id,
        saved_at=datetime.fromisoformat(row.saved_at),
    )

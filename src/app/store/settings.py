"""Settings of the office that live in its books."""

import json
from typing import Any

import sqlalchemy as sa

from app.domain.record import canonical
from app.domain.revision import Home
from app.store.tables import operator, setting


class Settings:
    """Named values (JSON), and the people who may stand behind an id."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: Any = None) -> Any:
        row = self._connection.execute(
            sa.select(setting.c.value).where(setting.c.name == name)
        ).scalar()
        return default if row is None else json.loads(row)

    def put(self, name: str, value: Any) -> None:
        text = canonical(value)
        changed = self._connection.execute(
            setting.update().where(setting.c.name == name), {"value": text}
        )
        if not changed.rowcount:
            self._connection.execute(setting.insert(), {"name": name, "value": text})

    def names(self, start: str) -> list[str]:
        """The names of settings that begin with `start`."""
        query = sa.select(setting.c.name).where(setting.c.name.startswith(start, autoescape=True))
        return list(self._connection.execute(query.order_by(setting.c.name)).scalars())

    def remove(self, name: str) -> None:
        self._connection.execute(setting.delete().where(setting.c.name == name))

    def home(self) -> Home:
        return Home(**self.get("home"))

    def know_operator(self, id: str, name: str, role: str, public_key: bytes) -> None:  # noqa: A002
        """Remember who an id is, also for after the account is gone."""
        values = {"name": name, "role": role, "public_key": public_key}
        changed = self._connection.execute(operator.update().where(operator.c.id == id), values)
        if not changed.rowcount:
            self._connection.execute(operator.insert(), {"id": id, **values})

    def operator_names(self) -> dict[str, str]:
        """Name by operator id."""
        rows = self._connection.execute(sa.select(operator.c.id, operator.c.name))
        return {row.id: row.name for row in rows}

"""Inserting many rows in the driver's own words: SQLAlchemy's parameters cost three times."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa


def insert(
    connection: sa.Connection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    ignore: bool = False,
) -> None:
    """Insert rows that all name the same columns in the same order.

    `ignore`: a row whose key is there already is left out.
    """
    if not rows:
        return
    holder = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    places = ", ".join([holder] * len(rows[0]))
    columns = ", ".join(f'"{name}"' for name in rows[0])
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})'  # noqa: S608
    if ignore:
        statement += " ON CONFLICT DO NOTHING"
    connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])

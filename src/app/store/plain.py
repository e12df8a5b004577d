"""A column that the planner must not look up by an index, because we know better."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles


class Plain(sa.ColumnElement[Any]):
    """`column` as a mere value: SQLite neither searches nor sorts by an index on it."""

    inherit_cache = True
    _traverse_internals = [("column", sa.sql.visitors.InternalTraversal.dp_clauseelement)]  # noqa: RUF012

    def __init__(self, column: sa.ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(Plain)
def _as_it_is(element: Plain, compiler: Any, **words: Any) -> str:
    return str(compiler.process(element.column, **words))


@compiles(Plain, "sqlite")
def _with_plus(element: Plain, compiler: Any, **words: Any) -> str:
    return f"+{compiler.process(element.column, **words)}"

"""What people decided about pairs, remembered for ever."""

from datetime import datetime

import sqlalchemy as sa

from app.store.tables import verdict


class Verdicts:
    """Decisions about two persons, in whatever order they are named."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(
        self, one: str, other: str, decided: str, reason: str, *, operator: str, at: datetime
    ) -> None:
        first, second = sorted((one, other))
        self._connection.execute(
            verdict.insert(),
            {
                "first_person": first,
                "second_person": second,
                "verdict": decided,
                "reason": reason,
                "made_by": operator,
                "made_at": at.isoformat(),
            },
        )

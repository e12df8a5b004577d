"""The screen locks itself when nobody has touched it for a while."""

from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.door import Door
from app.service.session import Session

USUAL = 10
CHOICES = (2, 5, 10, 15, 30, 60)
"""Minutes; there is no never: an office PC is shared."""

_MINUTES = "idle.minutes"


@needs(Right.SEE, put=Right.SETTINGS)
class IdleLock:
    """After how many minutes, and whether whoever comes back is who went away."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> int:
        """Minutes without a key or the mouse until the screen locks."""
        with self._session.books.reading() as unit:
            return int(unit.settings.get(_MINUTES, USUAL))

    def put(self, minutes: int) -> None:
        """The office's own choice."""
        if minutes not in CHOICES:
            raise Refusal(Problem("idle.minutes", "minutes"))
        session = self._session
        with session.books.transaction() as unit:
            unit.settings.put(_MINUTES, minutes)
            unit.audit.note(
                "idle.minutes_set",
                "",
                operator=session.operator.id,
                at=session.clock(),
                detail={"minutes": minutes},
            )

    def demand_password(self, name: str, password: str) -> None:
        """`NotUnlocked` unless it opens this office for `name`; many wrong ones make one wait."""
        Door(self._session.folder, self._session.clock).open(self._session.slots, name, password)

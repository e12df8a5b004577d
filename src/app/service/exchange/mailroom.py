"""Whether the city's window takes what comes into the mailbox by itself."""

from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import demand_city
from app.service.session import Session

_SETTING = "mailbox.by_itself"


@needs(Right.SEE, put=Right.EXCHANGE)
class ByItself:
    """Remembers the wish over the end of the program."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> bool:
        """Whether it is wished now; not before somebody has said so."""
        with self._session.books.reading() as unit:
            return bool(unit.settings.get(_SETTING, False))

    def put(self, wished: bool) -> None:
        """From now on it is, or is not."""
        demand_city(self._session)
        with self._session.books.transaction() as unit:
            unit.settings.put(_SETTING, wished)
            unit.audit.note(
                "mailbox.by_itself",
                "-",
                operator=self._session.operator.id,
                at=self._session.clock(),
                detail={"wished": wished},
            )

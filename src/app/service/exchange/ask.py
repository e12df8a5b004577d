"""Books that came out of a backup: they ask the city for what they have forgotten."""

from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import (
    ASKING,
    LIFE,
    is_city,
    own_name,
)
from app.service.session import Session
from app.store.books import Unit


def begin_again(session: Session, why: str, above: int = 0) -> None:
    """Begin another life of the books; a desk asks the city before it seals anything in it.

    To be called when a backup was put back. Numbers, journal lines and files of the new life lie
    beyond all that the old one could have given out; `above` is the highest life that is known of
    from elsewhere.
    """
    with session.books.transaction() as unit:
        session.station.new_incarnation(session.opened.data_key, above)
        _begin(session, unit, why)


def notice_life(session: Session) -> None:
    """See whether these books were last written in an earlier life: then they are a backup."""
    life = session.station.incarnation
    with session.books.reading() as unit:
        written_in = unit.settings.get(LIFE)
    if written_in == life.id:
        return
    with session.books.transaction() as unit:
        if written_in is not None or life.number > 0:
            _begin(session, unit, "life")
        unit.settings.put(LIFE, life.id)


def _begin(session: Session, unit: Unit, why: str) -> None:
    """A desk asks the city. A city tells every station, and each sends again what it has lost."""
    life = session.station.incarnation
    unit.settings.put(LIFE, life.id)
    if is_city(session):
        unit.journal.add(life.number, "life", [life.number])
    else:
        unit.settings.put(ASKING, life.id)
    _note(session, unit, "books.begun_again", why)


def is_asking(session: Session, unit: Unit) -> bool:
    """Whether the city has still to say what it holds."""
    return bool(unit.settings.get(ASKING))


def answered(session: Session, unit: Unit) -> None:
    """The city has said what it holds, and all of it is in the books."""
    unit.settings.remove(ASKING)
    _note(session, unit, "books.answered", "")


def demand_not_asking(session: Session, unit: Unit) -> None:
    """`Refusal` as long as the books may lack what the city holds."""
    if is_asking(session, unit):
        raise Refusal(Problem("exchange.asking"))


@needs(Right.ENROL, is_open=Right.SEE)
class Ask:
    """What an administrator can say of books that came out of a backup."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_open(self) -> bool:
        """Whether the city has still to answer."""
        with self._session.books.reading() as unit:
            return is_asking(self._session, unit)

    def restored(self) -> None:
        """A backup was put back."""
        begin_again(self._session, "restore")

    def there_is_nothing(self) -> None:
        """The city holds nothing of this station, or will never answer: sealing goes on."""
        with self._session.books.transaction() as unit:
            unit.settings.remove(ASKING)
            _note(self._session, unit, "books.nothing_to_ask", "")


def _note(session: Session, unit: Unit, act: str, why: str) -> None:
    unit.audit.note(
        act,
        own_name(session),
        operator=session.operator.id,
        at=session.clock(),
        detail={"why": why} if why else None,
    )

"""What came back from the city, person by person."""

from collections.abc import Mapping, Sequence

from app.domain.answers import Answer, Kind
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.session import Session
from app.store.answers import Answers


@needs(Right.SEE)
class ShowAnswers:
    """The city's answers as a list. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(self, kind: Kind | None = None) -> Sequence[int]:
        """The rows of the whole list, what asks for work first."""
        with self._session.books.reading() as unit:
            return Answers(unit.connection).ids(kind)

    def counts(self) -> Mapping[Kind, int]:
        """How many answers of each kind there are."""
        with self._session.books.reading() as unit:
            return Answers(unit.connection).counts()

    def lines(self, ids: Sequence[int]) -> Mapping[int, Answer]:
        """The lines of these rows."""
        with self._session.books.reading() as unit:
            return Answers(unit.connection).lines(ids)

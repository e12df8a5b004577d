"""Finding people again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.people import PersonLine, Query
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.session import Session

SCREEN = 50
"""Lines that are read at once; more than any screen shows."""


@dataclass(frozen=True, slots=True, repr=False)
class FirstLines:
    """The beginning of an answer, for the screen; `is_whole` when that is all there is."""

    ids: Sequence[int]
    lines: Mapping[int, PersonLine]
    is_whole: bool


@needs(Right.SEE)
class People:
    """The register as lists show it. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first(self, query: Query) -> FirstLines:
        """The first lines of the answer, at the speed of typing."""
        with self._session.books.reading() as unit:
            ids = unit.people.first(query, SCREEN)
            return FirstLines(ids, unit.people.lines(ids), len(ids) < SCREEN)

    def ids(self, query: Query) -> Sequence[int]:
        """The ids of the whole answer, in order."""
        with self._session.books.reading() as unit:
            return unit.people.ids(query)

    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]:
        """The lines of these ids that still exist."""
        with self._session.books.reading() as unit:
            return unit.people.lines(ids)

    def rts(self) -> Sequence[str]:
        """The RT numbers in use."""
        with self._session.books.reading() as unit:
            return unit.people.rts()

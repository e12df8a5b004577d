"""Asking the register while the clerk types: what is seen comes first, the rest a moment later."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.people import Query
from app.kit.jobs import Jobs, Latest
from app.kit.people.uses import ReadsPeople

if TYPE_CHECKING:
    from app.service.people import FirstLines

PAUSE_MS = 150  # after the last key: the ids of 200,000 people are not read for each letter


class Finder(QObject):
    """Asks each question twice: for its first lines at once, for all ids when the typing pauses.

    The answer to a question that is no longer asked is never told.
    """

    first_found = Signal(object)  # the FirstLines
    whole_found = Signal(object)  # the ids of the whole answer, in order
    failed = Signal(object)  # the exception

    def __init__(self, people: ReadsPeople, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._first = Latest(jobs, self)
        self._whole = Latest(jobs, self)
        self._query = Query()
        self._knows_all = False
        self._is_asking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_whole)

    @property
    def knows_all(self) -> bool:
        """Whether the whole answer to the last question has been told."""
        return self._knows_all

    @property
    def is_asking(self) -> bool:
        return self._is_asking

    def find(self, query: Query) -> None:
        """Another question: drop what was asked before."""
        people = self._people
        self._query = query
        self._knows_all, self._is_asking = False, True
        self._whole.forget()
        self._pause.start()
        self._first.ask(lambda: people.first(query), self._first_came, self._not_found)

    def find_again(self) -> None:
        """The same question, because something was changed: only the whole answer is told."""
        self._is_asking = True
        self._first.forget()
        self._ask_whole()

    def hurry(self) -> None:
        """Do not wait for a pause: somebody wants the whole answer now."""
        if self._pause.isActive():
            self._ask_whole()

    @Slot()
    def _ask_whole(self) -> None:
        people, query = self._people, self._query
        self._pause.stop()
        self._whole.ask(lambda: people.ids(query), self._whole_came, self._not_found)

    def _first_came(self, found: "FirstLines") -> None:
        self.first_found.emit(found)
        if found.is_whole:
            self._pause.stop()
            self._whole.forget()
            self._whole_came(found.ids)

    def _whole_came(self, ids: Sequence[int]) -> None:
        self._first.forget()  # it may be on its way still, and would cut the answer short
        self._knows_all, self._is_asking = True, False
        self.whole_found.emit(ids)

    def _not_found(self, error: Exception) -> None:
        self._pause.stop()
        self._first.forget()
        self._whole.forget()
        self._is_asking = False
        self.failed.emit(error)

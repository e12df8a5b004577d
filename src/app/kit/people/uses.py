"""What a list of people asks of the program."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from app.domain.people import PersonLine, Query

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.people import FirstLines


class ReadsPeople(Protocol):
    """`service.people.People`. `lines` is also called on the GUI thread, for what is in sight."""

    def first(self, query: Query) -> "FirstLines": ...
    def ids(self, query: Query) -> Sequence[int]: ...
    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]: ...
    def rts(self) -> Sequence[str]: ...

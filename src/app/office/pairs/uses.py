"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from app.domain.pairs import PairWord
from app.domain.people import PersonLine
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.city.find_pairs import Searched
    from app.service.city.review import PairLine, PairView
    from app.service.city.settle_pairs import Merge
    from app.service.exchange.kelurahan import Kelurahan

Settled = tuple[PairWord, PersonLine, PersonLine]
"""A word that stands; of a merge the one that stays comes first."""


class Reviews(Protocol):
    """`service.city.review.Review`."""

    def open(self) -> "Sequence[PairLine]": ...
    def settled(self) -> Sequence[Settled]: ...
    def searched_at(self) -> datetime | None: ...
    def show(self, one: str, other: str) -> "PairView": ...


class Settles(Protocol):
    """`service.city.settle_pairs.SettlePair`."""

    def same(self, merge: "Merge", reason: str) -> PairWord: ...
    def different(self, one: str, other: str, reason: str) -> PairWord: ...
    def ask(self, one: str, other: str, question: str, offices: Sequence[str]) -> PairWord: ...
    def take_back(self, one: str, other: str, reason: str) -> PairWord: ...


@dataclass(frozen=True, slots=True)
class PairsUses:
    """The deeds of this page, all called off the GUI thread."""

    review: Reviews
    settle: Settles
    find: "Callable[[Progress, Cancelled], Searched]"
    kelurahan: "Callable[[], tuple[Kelurahan, ...]]"
    may_decide: bool

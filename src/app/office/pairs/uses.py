"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from app.domain.elsewhere import PersonElsewhere
from app.domain.pairs import PairWord
from app.domain.people import PersonLine
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.city.find_pairs import Searched
    from app.service.city.review import PairLine, PairView
    from app.service.city.review_elsewhere import ElsewhereLine, ElsewhereView
    from app.service.city.settle_pairs import Merge
    from app.service.exchange.kelurahan import Kelurahan


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class Settled:
    """A word that stands, on two of the register or on one of a funder's list."""

    word: PairWord
    names: tuple[str, str]  # of a merge the one that stays comes first
    places: tuple[str, str]
    about: str


Both = tuple[PairWord, PersonLine, PersonLine]


class Reviews(Protocol):
    """`service.city.review.Review`."""

    def open(self) -> "Sequence[PairLine]": ...
    def settled(self) -> Sequence[Both]: ...
    def searched_at(self) -> datetime | None: ...
    def show(self, one: str, other: str) -> "PairView": ...


class Settles(Protocol):
    """`service.city.settle_pairs.SettlePair`."""

    def same(self, merge: "Merge", reason: str) -> PairWord: ...
    def different(self, one: str, other: str, reason: str) -> PairWord: ...
    def ask(self, one: str, other: str, question: str, offices: Sequence[str]) -> PairWord: ...
    def take_back(self, one: str, other: str, reason: str) -> PairWord: ...


class ReviewsElsewhere(Protocol):
    """`service.city.review_elsewhere.ReviewElsewhere`."""

    def open(self) -> "Sequence[ElsewhereLine]": ...
    def settled(self) -> Sequence[tuple[PairWord, PersonLine, PersonElsewhere | None]]: ...
    def show(self, registration_id: str, elsewhere_id: str) -> "ElsewhereView": ...


class SettlesElsewhere(Protocol):
    """`service.city.settle_elsewhere.SettleElsewhere`."""

    def end(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord: ...
    def keep(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord: ...
    def different(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord: ...
    def ask(self, registration_id: str, elsewhere_id: str, question: str) -> PairWord: ...
    def take_back(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord: ...


@dataclass(frozen=True, slots=True)
class PairsUses:
    """The deeds of this page, all called off the GUI thread."""

    review: Reviews
    settle: Settles
    find: "Callable[[Progress, Cancelled], Searched]"
    kelurahan: "Callable[[], tuple[Kelurahan, ...]]"
    elsewhere: ReviewsElsewhere
    settle_elsewhere: SettlesElsewhere
    find_elsewhere: "Callable[[Cancelled], Searched]"
    may_decide: bool

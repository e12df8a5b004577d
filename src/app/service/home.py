"""The numbers of Beranda, each with the list that it counts."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dated import birthday
from app.domain.people import Query
from app.service.session import Session

SOON = timedelta(days=90)
"""How long before a 65th birthday the office is told."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One number: a code for `wording`, and the question whose answer it counts."""

    code: str
    count: int
    query: Query | None  # None: it counts drafts


@dataclass(frozen=True, slots=True)
class HomeNumbers:
    """What Beranda shows."""

    counters: tuple[Counter, ...]
    by_rt: tuple[tuple[str, int, int], ...]  # RT, registered, card printed
    drafts: int
    turning_65: int
    missing: tuple[tuple[str, int], ...]  # code of what is missing, how many lack it


class Home:
    """Counts the register. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> HomeNumbers:
        today = self._session.today()
        with self._session.books.reading() as unit:
            states = unit.counts.by_state()
            cards = unit.counts.by_card()
            missing = unit.counts.by_missing()
            by_rt = tuple(unit.counts.by_rt())
            drafts = unit.drafts.count(self._session.operator.id)
            turning = unit.counts.born_between(*_born_for_65(today, today + SOON))
        counters = (
            Counter("registered", sum(states.values()), Query()),
            Counter("drafts", drafts, None),
            Counter("no_nik", missing["nik"], Query(missing=("nik",))),
            Counter("no_proof", missing["proof"], Query(missing=("proof",))),
            Counter("card_unprinted", cards.get("unprinted", 0), Query(card="unprinted")),
        )
        return HomeNumbers(
            counters=counters,
            by_rt=by_rt,
            drafts=drafts,
            turning_65=turning,
            missing=tuple(missing.items()),
        )


def _born_for_65(first: date, last: date) -> tuple[str, str]:
    return birthday(first, -65).isoformat(), birthday(last, -65).isoformat()

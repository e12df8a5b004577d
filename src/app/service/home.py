"""The numbers of Beranda, each with the list that it counts."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.answers import Kind
from app.domain.dated import birthday
from app.domain.months import Month
from app.domain.people import Query
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.exchange.standing import ShowStanding
from app.service.session import Session

URGENT = ("nik", "heirs", "proof", "mother_name", "kk", "phone", "desil")
"""The order in which what is missing matters: what costs a family its money comes first."""

SOON = timedelta(days=90)
"""How long before a 65th birthday the office is told."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One number: a code for `wording`, and the question whose answer it counts."""

    code: str
    count: int
    query: Query | None  # None: it counts drafts, or `part` says where they are
    part: str = ""  # of the page Kiriman: approve, send, answers


@dataclass(frozen=True, slots=True)
class HomeNumbers:
    """What Beranda shows."""

    counters: tuple[Counter, ...]
    by_rt: tuple[tuple[str, int, int], ...]  # RT, registered, card printed
    drafts: int
    todo: tuple[Counter, ...]  # what to see to today, the most urgent first; none of it zero


@needs(Right.SEE)
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
            born = _born_for_65(today, today + SOON)
            turning = unit.people.count(Query(born=born))
            of_city = [
                Counter(code, unit.people.count(query), query)
                for code, query in _of_the_city(Month.of(today)).items()
            ]
        standing = ShowStanding(self._session)()
        waiting, to_fix = standing.waiting, standing.answers.get(Kind.TO_FIX, 0)
        lacking = (Counter(code, missing[code], Query(missing=(code,))) for code in URGENT)
        counters = (
            Counter("registered", sum(states.values()), Query()),
            Counter("drafts", drafts, None),
            Counter("unsent", waiting.unsent, None, "send" if waiting.ready else "approve"),
            Counter("to_fix", to_fix, None, "answers"),
            Counter("card_unprinted", cards.get("unprinted", 0), Query(card="unprinted")),
        )
        to_city = (
            Counter("to_approve", waiting.to_approve, None, "approve"),
            Counter("ready", waiting.ready, None, "send"),
        )
        todo = (
            Counter("to_fix", to_fix, None, "answers"),
            *of_city,
            Counter("turning_65", turning, Query(born=born)),
            *(to_city if standing.city else ()),
            *lacking,
        )
        return HomeNumbers(
            counters=counters,
            by_rt=by_rt,
            drafts=drafts,
            todo=tuple(each for each in todo if each.count),
        )


def _of_the_city(month: Month) -> dict[str, Query]:
    """Whom the city's last reply gives the office something to see to for."""
    return {
        "asked": Query(asked=True),
        "unpaid": Query(unpaid_in=month.text),
        "waiting_for_funds": Query(decisions=(DecisionState.WAITING_FOR_FUNDS.value,)),
    }


def _born_for_65(first: date, last: date) -> tuple[date, date]:
    return birthday(first, -65), birthday(last, -65)

"""The numbers of the city's Beranda, each with where it leads."""

from collections import Counter
from dataclasses import dataclass

from app.domain.people import Query
from app.domain.refusal import Problem
from app.domain.rights import Right
from app.domain.standing import Standing
from app.domain.states import DecisionState
from app.exchange.mailbox import Mailbox
from app.service.allowed import needs
from app.service.city.review import Review
from app.service.exchange.common import demand_city
from app.service.exchange.kelurahan import Kelurahan, ShowKelurahan
from app.service.exchange.mailtrail import MailTrail
from app.service.session import Session


@dataclass(frozen=True, slots=True)
class CityCounter:
    """One number: people if it has a `query`, else what stands on `page`."""

    code: str
    count: int
    query: Query | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class CityNumbers:
    """What the city's Beranda shows."""

    counters: tuple[CityCounter, ...]
    todo: tuple[CityCounter, ...]  # what to see to, the most urgent first; none of it zero
    kelurahan: tuple[Kelurahan, ...]  # all, those that have begun first; none before
    warnings: tuple[Problem, ...] = ()  # trails of the mailbox that are not what they were


@needs(Right.SEE)
class CountCity:
    """Counts what came to the city, and what waits there. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> CityNumbers:
        session = self._session
        demand_city(session)
        all_of_them = ShowKelurahan(session)()
        with session.books.reading() as unit:
            by_decision: dict[str, int] = {}
            for (_, state), count in unit.counts.by_decision().items():
                by_decision[state] = by_decision.get(state, 0) + count
            asides = unit.asides.count()
        mail = len(Mailbox(session.folder).waiting())
        begun = [each for each in all_of_them if each.stations or each.people]
        here = (*begun, *(each for each in all_of_them if each not in begun)) if begun else ()
        counters = (
            CityCounter("people", sum(by_decision.values()), Query()),
            *(
                CityCounter(state, by_decision.get(state, 0), Query(decisions=(state,)))
                for state in (
                    DecisionState.RECEIVED.value,
                    DecisionState.NEEDS_FIXING.value,
                    DecisionState.ACCEPTED.value,
                    DecisionState.REJECTED.value,
                )
            ),
        )
        standing = Counter(each.standing for each in here)
        todo = (
            CityCounter("asides", asides, page="aside"),
            CityCounter("pairs", Review(session).count(), page="pairs"),
            CityCounter("mail", mail, page="receiving"),
            CityCounter("missing", sum(each.missing for each in here), page="kelurahan"),
            *(
                CityCounter(each.value, standing[each], page="kelurahan")
                for each in (Standing.SILENT, Standing.NEVER_SENT, Standing.NOT_ENROLLED)
            ),
            CityCounter("stations", int(not begun), page="kelurahan"),
            counters[1],
        )
        return CityNumbers(
            counters,
            tuple(each for each in todo if each.count),
            here,
            MailTrail(session).problems(),
        )

"""Where the city stands: five numbers per kelurahan and over time, money, and who is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.five import Five, OfMonth, of_one, together
from app.domain.months import Month, span
from app.domain.paid import months_of
from app.domain.rights import Right
from app.domain.standing import Standing
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.budget import Budget, BudgetView
from app.service.city.cover import Cover
from app.service.city.programmes import Programmes
from app.service.city.review import Review
from app.service.exchange.common import demand_city
from app.service.exchange.kelurahan import Kelurahan, ShowKelurahan
from app.service.session import Session
from app.store.books import Unit

MONTHS = 12
"""So many are shown over time."""


@dataclass(frozen=True, slots=True)
class OfKelurahan:
    """One kelurahan."""

    office: str
    name: str
    five: Five
    target: int | None
    """Places by the programme's target; None where it has none."""
    missing: int  # files that never came
    silent_days: int | None
    standing: Standing
    over_time: Sequence[OfMonth] = ()

    @property
    def is_late(self) -> bool:
        """Whether somebody should call there."""
        return bool(self.missing) or self.standing != Standing.GOOD


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The city as of a day."""

    as_of: date
    whole: Five
    kelurahan: Sequence[OfKelurahan]
    """All of the city, also those that never sent: by name."""
    over_time: Sequence[OfMonth]
    budget: BudgetView | None
    """Of the programme that runs then, else of the newest; None where there is none."""
    duplicates: int
    """Pairs that wait for a word."""

    @property
    def late(self) -> Sequence[OfKelurahan]:
        return [each for each in self.kelurahan if each.is_late]


@needs(Right.SEE)
class ShowDashboard:
    """Counts; writes nothing. The past is counted from the same lines as today."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, month: Month | None = None) -> Dashboard:
        """As of today, or of the end of an earlier month."""
        session = self._session
        demand_city(session)
        today = session.today()
        as_of = today if month is None else min(today, month.last_day)
        months = span(Month.of(as_of).plus(1 - MONTHS), Month.of(as_of))
        kelurahan = ShowKelurahan(session)()
        with session.books.reading() as unit:
            days = [*(each.last_day for each in months[:-1]), as_of]
            counted = _Counting(session, unit).at(days, today)
        programme = Programmes(session).running(Month.of(as_of))
        budget = Budget(session)(programme.id) if programme else None
        places = budget.places if budget else {}
        return Dashboard(
            as_of=as_of,
            whole=together(counted[-1].values()),
            kelurahan=[
                OfKelurahan(
                    office=each.office,
                    name=each.name,
                    five=counted[-1].get(each.office, Five()),
                    target=places.get(each.office) if places else None,
                    missing=each.missing,
                    silent_days=each.silent_days,
                    standing=each.standing,
                    over_time=_series(months, days, counted, each),
                )
                for each in kelurahan
            ],
            over_time=[
                OfMonth(month, day, together(found.values()))
                for month, day, found in zip(months, days, counted, strict=True)
            ],
            budget=budget,
            duplicates=Review(session).count(),
        )


def _series(
    months: Sequence[Month],
    days: Sequence[date],
    counted: Sequence[Mapping[str, Five]],
    of: Kelurahan,
) -> Sequence[OfMonth]:
    return [
        OfMonth(month, day, found.get(of.office, Five()))
        for month, day, found in zip(months, days, counted, strict=True)
    ]


class _Counting:
    """The five numbers by office on several days, in one walk over the books."""

    def __init__(self, session: Session, unit: Unit) -> None:
        self._everybody = unit.progress.everybody()
        self._steps = list(unit.progress.steps())
        self._in_hand = {uid: at.date() for uid, at in unit.progress.handed_over().items()}
        paid = Cover(session, unit).paid()
        self._paid = {uid: months_of(lines).keys() for uid, lines in paid.items()}

    def at(self, days: Sequence[date], today: date) -> Sequence[Mapping[str, Five]]:
        """By office on each of these days, which are in order; today as things stand."""
        states: dict[str, str] = {}
        steps = iter(self._steps)
        step = next(steps, None)
        found = []
        for day in days:
            if day == today:
                found.append(self._count(day, None, "9"))
                continue
            until = f"{day.isoformat()}T99"
            while step is not None and step.at <= until:
                states[step.uid] = step.state
                step = next(steps, None)
            found.append(self._count(day, states, until))
        return found

    def _count(self, day: date, states: Mapping[str, str] | None, until: str) -> Mapping[str, Five]:
        month = Month.of(day)
        offices: dict[str, list[int]] = {}
        for each in self._everybody:
            if each.made_at > until:
                continue
            state = (
                each.decision
                if states is None
                else states.get(each.uid, DecisionState.RECEIVED.value)
            )
            if states is None and not each.is_kept:
                continue
            handed = self._in_hand.get(each.uid)
            one = of_one(
                state,
                is_active=month in self._paid.get(each.uid, ()),
                is_in_hand=handed is not None and handed <= day,
            )
            sums = offices.setdefault(each.office, [0, 0, 0, 0, 0])
            sums[0] += one.registered
            sums[1] += one.checked
            sums[2] += one.funded
            sums[3] += one.active
            sums[4] += one.in_hand
        return {office: Five(*sums) for office, sums in offices.items()}

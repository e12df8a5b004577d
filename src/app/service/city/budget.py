"""What a programme's money does: spent, left, for how long, and who would lose cover when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from app.domain.membership import lost_on
from app.domain.months import Month, span
from app.domain.paid import months_of
from app.domain.programme import Programme, TargetKind, WhatIf, shares
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.cover import Cover
from app.service.city.programmes import demand_programme
from app.service.session import Session
from app.store.books import Unit

_IN_CARE = (
    DecisionState.ACCEPTED,
    DecisionState.DECREED,
    DecisionState.WAITING_FOR_FUNDS,
    DecisionState.FUNDED,
)


@dataclass(frozen=True, slots=True)
class MonthSpent:
    """What of the money covers one month."""

    month: Month
    people: int
    amount: int


@dataclass(frozen=True, slots=True)
class Burnt:
    """What was paid up to and with one month, beside an even share of the ceiling."""

    month: Month
    paid: int
    planned: int


@dataclass(frozen=True, slots=True)
class Loss:
    """How many lose their cover on a day if nothing more is paid."""

    day: date
    people: int


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A programme as of a day. Money is whole rupiah."""

    programme: Programme
    as_of: date
    per_month: int  # for one person without a discount, in the month of `as_of`
    spent: int
    by_state: Mapping[str, int]  # people by decision, of those in the programme's care
    months: Sequence[MonthSpent]
    losses: Sequence[Loss]
    """In order of the day."""
    paid_twice: int
    """People with a month that was paid for more than once, before two were known as one."""
    places: Mapping[str, int]
    """By office: the people the money has places for, as the programme's target says."""

    @property
    def left(self) -> int:
        return self.programme.ceiling - self.spent

    @property
    def people(self) -> int:
        return sum(self.by_state.values())

    @property
    def months_left(self) -> int:
        """From the month of `as_of` to the programme's last; 0 when it is over."""
        begin = max(Month.of(self.as_of), self.programme.first_month)
        return max(0, begin.until(self.programme.last_month) + 1)

    @property
    def months_to_pay(self) -> int:
        """Those of them that nobody was paid for yet."""
        begin = max(Month.of(self.as_of), self.programme.first_month)
        covered = {each.month for each in self.months}
        return sum(begin.plus(each) not in covered for each in range(self.months_left))

    @property
    def burnt(self) -> Sequence[Burnt]:
        """For each month of the programme."""
        programme = self.programme
        money = {each.month: each.amount for each in self.months}
        months = span(programme.first_month, programme.last_month)
        paid = accumulate(money.get(each, 0) for each in months)
        return [
            Burnt(each, so_far, programme.ceiling * place // len(months))
            for place, (each, so_far) in enumerate(zip(months, paid, strict=True), 1)
        ]

    @property
    def whole(self) -> WhatIf:
        """Everybody in care for every month of the programme, against the ceiling."""
        return WhatIf(self.people, self.programme.months, self.per_month, self.programme.ceiling)

    @property
    def rest(self) -> WhatIf:
        """Everybody in care for the months that nothing was paid for, against what is left."""
        return WhatIf(self.people, self.months_to_pay, self.per_month, self.left)


@needs(Right.SEE)
class Budget:
    """Looks at the money; writes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, programme_id: str) -> BudgetView:
        """The programme today, or `Refusal` with `programme.unknown`."""
        session = self._session
        programme = demand_programme(session, programme_id)
        today = session.today()
        within = min(max(Month.of(today), programme.first_month), programme.last_month)
        price = programme.per_month(session.reference.tariff, within)
        with session.books.reading() as unit:
            people = unit.queue.in_order(_IN_CARE)
            return BudgetView(
                programme=programme,
                as_of=today,
                per_month=price,
                spent=unit.payments.spent(programme.id),
                by_state=Counter(each.decision for each in people),
                months=_months(unit, programme),
                losses=self._losses(unit, today),
                paid_twice=len(Cover(session, unit).twice()),
                places=_places(programme, price, Counter(each.office for each in people)),
            )

    def what_if(self, programme_id: str, people: int, months: int) -> WhatIf:
        """So many people for so many months against the programme's ceiling."""
        programme = demand_programme(self._session, programme_id)
        price = programme.per_month(self._session.reference.tariff, programme.first_month)
        return WhatIf(people, months, price, programme.ceiling)

    def places(self, programme: Programme) -> Mapping[str, int]:
        """By office: whom the money of a programme, kept or not yet, has places for by need."""
        by_need = replace(programme, target=TargetKind.NEED)
        price = programme.per_month(self._session.reference.tariff, programme.first_month)
        with self._session.books.reading() as unit:
            people = unit.queue.in_order(_IN_CARE)
        return _places(by_need, price, Counter(each.office for each in people))

    def losing(self, day: date) -> Sequence[str]:
        """The registrations that lose their cover on a day if nothing more is paid."""
        with self._session.books.reading() as unit:
            days = self._lost_on(unit)
        return [uid for uid, lost in days.items() if lost == day]

    def _losses(self, unit: Unit, today: date) -> Sequence[Loss]:
        days = Counter(self._lost_on(unit).values())
        return [Loss(day, count) for day, count in sorted(days.items()) if day > today]

    def _lost_on(self, unit: Unit) -> Mapping[str, date]:
        """The day on which each of those in care loses the cover."""
        lapse = self._session.reference.lapse.on(self._session.today())
        in_care = {each.registration_id for each in unit.queue.in_order(_IN_CARE)}
        return {
            uid: day
            for uid, lines in Cover(self._session, unit).paid().items()
            if uid in in_care and (day := lost_on(months_of(lines), lapse)) is not None
        }


def _months(unit: Unit, programme: Programme) -> Sequence[MonthSpent]:
    """Per month of the programme: how many are covered by its money, for how much."""
    people: Counter[Month] = Counter()
    money: Counter[Month] = Counter()
    payments = unit.payments.all(programme.id)
    taken_back = {each.reverses for each in payments if each.reverses}
    for each in payments:
        if each.reverses or each.id in taken_back:
            continue
        for line in unit.payments.lines(each.id):
            for back in range(line.months):
                month = each.last.plus(-back)
                people[month] += 1
                money[month] += line.amount // line.months
    return [MonthSpent(each, people[each], money[each]) for each in sorted(people)]


def _places(programme: Programme, price: int, need: Mapping[str, int]) -> Mapping[str, int]:
    if programme.target is TargetKind.FIXED:
        return dict(programme.offices)
    if programme.target is TargetKind.NONE or not price:
        return {}
    return shares(programme.ceiling // (price * programme.months), need)

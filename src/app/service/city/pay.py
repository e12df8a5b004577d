"""Paying the insurer: for whom, how much, and who has to wait because the money ends.

A payment is whole or not there: its lines, its total and what becomes of each person are written
in one transaction. Nothing is ever paid twice for a month, and nothing beyond the ceiling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.ids import new_id
from app.domain.months import Month, span
from app.domain.paid import PaidLine, Payment, months_of
from app.domain.programme import Programme
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.remark import LONGEST_NUMBER, one_line
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.cover import Cover
from app.service.city.programmes import demand_programme
from app.service.city.saying import Word, say
from app.service.exchange.common import demand_city
from app.service.session import Session
from app.store.books import Unit

_PAYABLE = frozenset({DecisionState.DECREED, DecisionState.FUNDED, DecisionState.WAITING_FOR_FUNDS})


@dataclass(frozen=True, slots=True)
class Share:
    """What would be paid for one person."""

    of: Waiting
    months: int
    amount: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a payment would be."""

    programme: Programme
    first: Month
    last: Month
    shares: Sequence[Share]
    waiting: Sequence[Waiting]
    """Named in a decree, and not paid for: the money ends before them. In their order."""
    paid_already: int
    """Named, and paid for in all of these months."""
    gaps: int
    """Named, with months of these that were passed over: a later one is paid for. Those months are
    paid for by a payment that ends before it."""
    not_yet: date | None
    """The first day on which a decree was signed that begins after these months; None for none."""
    left: int
    """Rupiah left of the ceiling before it."""

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.shares)

    @property
    def left_after(self) -> int:
        return self.left - self.total

    @property
    def why_nobody(self) -> Problem:
        """What is said where it would be for nobody."""
        if self.waiting:
            return Problem("pay.no_money")
        if self.passed_over is None and self.not_yet is not None:
            return Problem("pay.not_yet", facts=(("day", self.not_yet.isoformat()),))
        return self.passed_over or Problem("pay.nobody")

    @property
    def passed_over(self) -> Problem | None:
        """What is said of the `gaps`, where there are any."""
        return Problem("pay.gaps", facts=(("count", self.gaps),)) if self.gaps else None


@needs(Right.BUDGET, all=Right.SEE, lines=Right.SEE, preview=Right.SEE)
class Pay:
    """Pays for everybody a programme's decrees name; takes a payment back whole."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, programme_id: str = "") -> Sequence[Payment]:
        """Every payment, the newest first."""
        with self._session.books.reading() as unit:
            return unit.payments.all(programme_id)

    def lines(self, payment_id: str) -> Sequence[PaidLine]:
        """Whom a payment is for."""
        with self._session.books.reading() as unit:
            return unit.payments.lines(payment_id)

    def preview(self, programme_id: str, first: Month, last: Month) -> Preview:
        """What would be paid for these months; nothing is written.

        `Refusal`: `pay.months` where they are none of the programme's.
        """
        programme = demand_programme(self._session, programme_id)
        _demand_months(programme, first, last)
        with self._session.books.reading() as unit:
            return self._preview(unit, programme, first, last)

    def __call__(
        self,
        programme_id: str,
        first: Month,
        last: Month,
        paid_on: date,
        proof: str,
        *,
        expected: int | None = None,
    ) -> tuple[Payment, Preview]:
        """Write the payment down as it was made, whole.

        `Refusal`: `pay.months`, `pay.proof` (none, or used already), `pay.day` (not yet),
        `pay.nobody`, `pay.not_yet`, `pay.no_money`, `pay.gaps`, `pay.changed` where the total is
        not the `expected` one any more.
        """
        session = self._session
        demand_city(session)
        programme = demand_programme(session, programme_id)
        _demand_months(programme, first, last)
        if paid_on > session.today():
            raise Refusal(Problem("pay.day", "paid_on"))
        proof = one_line(proof, "proof", LONGEST_NUMBER)
        now = session.clock()
        with session.books.transaction() as unit:
            known = {each.proof for each in unit.payments.all() if not each.reverses}
            if not proof or proof in known:
                raise Refusal(Problem("pay.proof", "proof"))
            preview = self._preview(unit, programme, first, last)
            if not preview.shares:
                raise Refusal(preview.why_nobody)
            if expected is not None and expected != preview.total:
                raise Refusal(Problem("pay.changed"))
            payment = Payment(
                id=new_id(now),
                programme=programme.id,
                decree="",
                first=first,
                last=last,
                people=len(preview.shares),
                total=preview.total,
                paid_on=paid_on,
                proof=proof,
                reverses="",
                reason="",
                by=session.operator.id,
                at=now,
            )
            lines = [
                PaidLine(payment.id, each.of.registration_id, each.months, each.amount)
                for each in preview.shares
            ]
            _write(
                session, unit, payment, lines, {s.of.registration_id: s.of for s in preview.shares}
            )
            say(session, unit, self._words(payment, preview))
        return payment, preview

    def reverse(self, payment_id: str, reason: str) -> Payment:
        """Take a payment back whole: the money is there again, and nobody covered by it.

        `Refusal`: `pay.unknown`, `pay.reversed`, `pay.reason`.
        """
        session = self._session
        demand_city(session)
        if not reason.strip():
            raise Refusal(Problem("pay.reason", "reason"))
        now = session.clock()
        with session.books.transaction() as unit:
            held = unit.payments.get(payment_id)
            if held is None:
                raise Refusal(Problem("pay.unknown"))
            if held.reverses or unit.payments.is_reversed(payment_id):
                raise Refusal(Problem("pay.reversed"))
            lines = unit.payments.lines(payment_id)
            back = Payment(
                id=new_id(now),
                programme=held.programme,
                decree=held.decree,
                first=held.first,
                last=held.last,
                people=held.people,
                total=-held.total,
                paid_on=session.today(),
                proof=held.proof,
                reverses=held.id,
                reason=one_line(reason),
                by=session.operator.id,
                at=now,
            )
            people = unit.queue.these([each.registration_id for each in lines])
            taken = [
                PaidLine(back.id, each.registration_id, each.months, -each.amount) for each in lines
            ]
            _write(session, unit, back, taken, people)
            paid = unit.payments.paid_for(people)
            detail = {"reversed": held.id, "programme": held.programme}
            say(
                session,
                unit,
                [
                    Word(each, DecisionState.DECREED, detail, reason)
                    for uid, each in people.items()
                    if each.decision == DecisionState.FUNDED and uid not in paid
                ],
            )
        return back

    def _preview(self, unit: Unit, programme: Programme, first: Month, last: Month) -> Preview:
        named = unit.decrees.named([programme.id])
        people = [each for each in unit.queue.in_order(_PAYABLE) if each.registration_id in named]
        # Whoever is covered keeps the cover before another one begins.
        people.sort(key=lambda each: each.decision != DecisionState.FUNDED)
        paid = Cover(self._session, unit).paid()
        left = programme.ceiling - unit.payments.spent(programme.id)
        shares: list[Share] = []
        waiting: list[Waiting] = []
        done, gaps, money = 0, 0, left
        later: list[date] = []
        price = _Prices(self._session, programme)
        for each in people:
            signed_on = named[each.registration_id]
            begins = max(first, programme.first_month, Month.of(signed_on))
            if begins > last:
                later.append(signed_on)
                continue
            months = span(begins, last)
            paid_months = months_of(paid.get(each.registration_id, ()))
            open_months = _open(months, paid_months)
            has_gap = len(open_months) < sum(month not in paid_months for month in months)
            gaps += has_gap
            if not open_months:
                done += not has_gap
                continue
            amount = sum(price.of(month, each.occupation) for month in open_months)
            if waiting or amount > money:
                waiting.append(each)
            else:
                money -= amount
                shares.append(Share(each, len(open_months), amount))
        not_yet = min(later, default=None)
        return Preview(programme, first, last, shares, waiting, done, gaps, not_yet, left)

    def _words(self, payment: Payment, preview: Preview) -> Sequence[Word]:
        funded = {"programme": payment.programme, "payment": payment.id}
        return [
            *(
                Word(each.of, DecisionState.FUNDED, funded)
                for each in preview.shares
                if each.of.decision != DecisionState.FUNDED
            ),
            *(
                Word(
                    each,
                    DecisionState.WAITING_FOR_FUNDS,
                    {"programme": payment.programme, "place": str(place)},
                )
                for place, each in enumerate(preview.waiting, 1)
                if each.decision != DecisionState.FUNDED  # covered until the cover runs out
            ),
        ]


class _Prices:
    """What a month of somebody of an occupation costs; few different ones, for thousands."""

    def __init__(self, session: Session, programme: Programme) -> None:
        self._tariff = session.reference.tariff
        self._occupations = session.reference.occupations.by_code
        self._programme = programme
        self._known: dict[tuple[Month, str], int] = {}

    def of(self, month: Month, occupation: str) -> int:
        known = self._occupations.get(occupation)
        key = month, known.sector if known else ""
        if key not in self._known:
            self._known[key] = self._programme.per_month(self._tariff, *key)
        return self._known[key]


def _open(months: Sequence[Month], paid: Mapping[Month, int]) -> Sequence[Month]:
    """The last of these months that nothing was paid for; those before one that was wait."""
    found = []
    for each in reversed(months):
        if each in paid:
            break
        found.append(each)
    return found[::-1]


def _demand_months(programme: Programme, first: Month, last: Month) -> None:
    if not programme.first_month <= first <= last <= programme.last_month:
        raise Refusal(Problem("pay.months", "first_month"))


def _write(
    session: Session,
    unit: Unit,
    payment: Payment,
    lines: Sequence[PaidLine],
    people: Mapping[str, Waiting],
) -> None:
    """Payment and lines into the books and the journal: each office learns of its own people."""
    rows = unit.payments.add(payment, lines)
    life = session.station.incarnation.number
    unit.journal.add(life, "payment", [unit.payments.row(payment.id)])
    first = unit.journal.next(life)
    unit.journal.put(
        [
            (seq, "paid", row, people[each.registration_id].office, "", "")
            for seq, (row, each) in enumerate(zip(rows, lines, strict=True), first)
        ]
    )
    unit.audit.note(
        "payment.reversed" if payment.reverses else "payment.made",
        payment.id,
        operator=session.operator.id,
        at=payment.at,
        detail={
            "programme": payment.programme,
            "months": f"{payment.first.text}/{payment.last.text}",
            "people": payment.people,
            "total": payment.total,
        },
    )

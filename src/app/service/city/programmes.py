"""A year's programme: set up, changed with a reason, shown with its history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.ids import new_id
from app.domain.months import Month
from app.domain.programme import Programme, demand_sound
from app.domain.refusal import Problem, Refusal
from app.domain.remark import LONGEST_NUMBER, one_line
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import demand_city
from app.service.session import Session
from app.store.books import Unit


@dataclass(frozen=True, slots=True)
class Change:
    """One state of a programme, and why it came about."""

    programme: Programme
    reason: str
    by: str  # the name of whoever it was
    at: datetime


@needs(Right.BUDGET, all=Right.SEE, running=Right.SEE, history=Right.SEE, proposed=Right.SEE)
class Programmes:
    """The programmes of the city. Every state of one stays in the books."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Programme]:
        """As they stand, the newest year first."""
        with self._session.books.reading() as unit:
            return unit.programmes.all()

    def running(self, month: Month | None = None, year: int | None = None) -> Programme | None:
        """The one meant where none is named: it runs in the month, which is this one without.

        The newest where none runs then; None where there is none at all. With a year only the
        programmes of that year are asked.
        """
        found = [each for each in self.all() if year in (None, each.year)]
        meant = month or Month.of(self._session.today())
        runs = (each for each in found if each.first_month <= meant <= each.last_month)
        return next(runs, found[0] if found else None)

    def history(self, programme_id: str) -> Sequence[Change]:
        """Every state of one, oldest first."""
        with self._session.books.reading() as unit:
            names = unit.settings.operator_names()
            return [
                Change(programme, reason, names.get(by, by), at)
                for programme, reason, by, at in unit.programmes.history(programme_id)
            ]

    def proposed(self, year: int) -> Programme:
        """A new one to begin with, for all of the year, as the law and the profile have it."""
        reference, today = self._session.reference, self._session.today()
        known = reference.programme.on(today)
        return Programme(
            id="",
            seq=0,
            year=year,
            name=f"{known.name} {year}",
            owner_office=reference.owner.on(today).name,
            fund=known.fund,
            ceiling=0,
            wage_base=reference.tariff.on(today).base.wage_base,
            first_month=Month(year, 1),
            last_month=Month(year, 12),
        )

    def keep(self, programme: Programme, reason: str = "") -> Programme:
        """Set up a programme, whose id is "", or change the one that has this id.

        `Refusal`: what `demand_sound` says; `programme.place` for a kelurahan that is none of this
        city's, `programme.reason` for a change without one, `programme.changed` where somebody
        else changed it meanwhile, `programme.spent` for a ceiling below what was spent,
        `programme.paid_fund`, `programme.paid_tier` and `programme.paid_months` for what payments
        that stand were reckoned by, `text.long`.
        """
        session = self._session
        demand_city(session)
        demand_sound(programme, session.reference.tariff)
        known = {each.code.replace(".", "") for each in session.reference.places.kelurahan()}
        if not programme.offices.keys() <= known:
            raise Refusal(Problem("programme.place", "offices"))
        now = session.clock()
        with session.books.transaction() as unit:
            held = unit.programmes.get(programme.id) if programme.id else None
            if programme.id and (held is None or held.seq != programme.seq):
                raise Refusal(Problem("programme.changed"))
            if held is not None and not reason.strip():
                raise Refusal(Problem("programme.reason", "reason"))
            if held is not None and programme.ceiling < unit.payments.spent(held.id):
                raise Refusal(Problem("programme.spent", "ceiling"))
            if held is not None:
                _demand_agreement(unit, held, programme)
            kept = replace(
                programme,
                id=held.id if held else new_id(now),
                seq=held.seq + 1 if held else 1,
                name=one_line(programme.name, "name", LONGEST_NUMBER),
            )
            unit.programmes.add(kept, one_line(reason), by=session.operator.id, at=now)
            unit.audit.note(
                "programme.kept",
                kept.id,
                operator=session.operator.id,
                at=now,
                detail={"seq": kept.seq, "year": kept.year, "ceiling": kept.ceiling},
            )
        return kept


def _demand_agreement(unit: Unit, held: Programme, wanted: Programme) -> None:
    """What was paid stays true: its money, its price, and its months."""
    payments = unit.payments.all(held.id)
    taken_back = {each.reverses for each in payments}
    standing = [each for each in payments if not each.reverses and each.id not in taken_back]
    problems = []
    if standing and wanted.fund != held.fund:
        problems.append(Problem("programme.paid_fund", "fund"))
    if standing and wanted.wage_base != held.wage_base:
        problems.append(Problem("programme.paid_tier", "wage_base"))
    for each in standing:
        if each.first < wanted.first_month:
            problems.append(Problem("programme.paid_months", "first_month"))
            break
        if each.last > wanted.last_month:
            problems.append(Problem("programme.paid_months", "last_month"))
            break
    if problems:
        raise Refusal(*problems)


def demand_programme(session: Session, programme_id: str) -> Programme:
    """The programme as it stands, or `Refusal` with `programme.unknown`."""
    with session.books.reading() as unit:
        found = unit.programmes.get(programme_id)
    if found is None:
        raise Refusal(Problem("programme.unknown", "programme"))
    return found

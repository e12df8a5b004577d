"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.decrees import Decree
from app.domain.months import Month
from app.domain.paid import Payment
from app.domain.people import PersonLine
from app.domain.programme import Programme, WhatIf
from app.domain.refusal import Problem
from app.domain.tariff import Tier
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.city.budget import BudgetView
    from app.service.city.decree import Proposal
    from app.service.city.money_people import Listed
    from app.service.city.pay import Preview
    from app.service.city.programmes import Change


class KeepsProgrammes(Protocol):
    """`service.city.programmes.Programmes`."""

    def all(self) -> Sequence[Programme]: ...
    def running(self) -> Programme | None: ...
    def history(self, programme_id: str) -> "Sequence[Change]": ...
    def proposed(self, year: int) -> Programme: ...
    def keep(self, programme: Programme, reason: str) -> Programme: ...


class LooksAtMoney(Protocol):
    """`service.city.budget.Budget`."""

    def __call__(self, programme_id: str) -> "BudgetView": ...
    def what_if(self, programme_id: str, people: int, months: int) -> WhatIf: ...
    def places(self, programme: Programme) -> Mapping[str, int]: ...


class MakesDecrees(Protocol):
    """`service.city.decree.Decrees`."""

    def all(self) -> Sequence[Decree]: ...
    def propose(self, programme_id: str) -> "Proposal": ...
    def __call__(self, programme_id: str, number: str, signed_on: date) -> Decree: ...
    def cancel(self, decree_id: str, reason: str) -> Decree: ...


class Pays(Protocol):
    """`service.city.pay.Pay`."""

    def all(self, programme_id: str) -> Sequence[Payment]: ...
    def preview(self, programme_id: str, first: Month, last: Month) -> "Preview": ...
    def __call__(
        self,
        programme_id: str,
        first: Month,
        last: Month,
        paid_on: date,
        proof: str,
        *,
        expected: int | None = None,
    ) -> "tuple[Payment, Preview]": ...
    def reverse(self, payment_id: str, reason: str) -> Payment: ...


class FindsPeople(Protocol):
    """`service.city.money_people.MoneyPeople`; `lines` is called on the GUI thread."""

    def these(self, registration_ids: Sequence[str]) -> "Listed": ...
    def named(self, decree_id: str) -> "Listed": ...
    def paid(self, payment_id: str) -> "Listed": ...
    def losing(self, day: date) -> "Listed": ...
    def twice(self) -> "Listed": ...
    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]: ...


class PrintsDecrees(Protocol):
    """`service.city.decree_papers.DecreePapers`."""

    def __call__(
        self,
        decree_id: str,
        target: Path,
        *,
        full: bool,
        reason: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> int | None: ...


@dataclass(frozen=True, slots=True)
class MoneyUses:
    """The deeds of this page, called off the GUI thread but for `people.lines` and what is plain.

    What is in `not_allowed` this person may not, for the reason it holds: `BUDGET`, `DECIDE`,
    `EXPORT`.
    """

    programmes: KeepsProgrammes
    budget: LooksAtMoney
    decrees: MakesDecrees
    pay: Pays
    people: FindsPeople
    papers: PrintsDecrees
    paper_name: Callable[[Decree, str, bool], str]
    files: Files
    offices: Mapping[str, str]  # names of the kelurahan by their code, in the order of the names
    tiers: Callable[[], Sequence[Tier]]
    today: Callable[[], date]
    not_allowed: Mapping[str, Problem]


BUDGET, DECIDE, EXPORT = "budget", "decide", "export"


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What the page shows at once."""

    programmes: Sequence[Programme]
    budget: "BudgetView | None"  # None where there is no programme yet
    decrees: Sequence[Decree]
    payments: Sequence[Payment]


def read(uses: MoneyUses, programme_id: str) -> MoneyView:
    """All of it, for one programme; for the one that runs now where that one is none."""
    programmes = uses.programmes.all()
    running = uses.programmes.running()
    if running is None:
        return MoneyView((), None, (), ())
    wanted = programme_id if programme_id in {each.id for each in programmes} else running.id
    return MoneyView(
        programmes,
        uses.budget(wanted),
        [each for each in uses.decrees.all() if each.programme == wanted],
        uses.pay.all(wanted),
    )

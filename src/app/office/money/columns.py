"""What the lists of the page show."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.decrees import Decree
from app.domain.paid import PaidLine, Payment
from app.domain.people import PersonLine
from app.kit import colours
from app.kit.listmodel import Column
from app.wording import money as wording
from app.wording import people
from app.wording.catalogue import day, rupiah

if TYPE_CHECKING:
    from app.service.city.budget import Loss, MonthSpent
    from app.service.city.programmes import Change

STANDS = ("circle-check", colours.GOOD)
GONE = ("circle-x", colours.MUTED)
BACK = ("rotate-ccw", colours.WARN)
LOST = ("triangle-alert", colours.WARN)


def decree_columns() -> tuple[Column[Decree], ...]:
    """One decree in a line."""

    def state(line: Decree) -> str:
        if line.cancelled_at is None:
            return _tr("berlaku")
        when = day(line.cancelled_at.astimezone().date())
        return _tr("dibatalkan {day}: {reason}").format(day=when, reason=line.cancelled_reason)

    def mark(line: Decree) -> tuple[str, str]:
        return STANDS if line.cancelled_at is None else GONE

    return (
        Column(_tr("Nomor SK"), lambda line: line.number, width=280),
        Column(_tr("Tanggal"), lambda line: day(line.signed_on), width=112),
        Column(_tr("Orang"), lambda line: wording.count(line.people), right=True, width=88),
        Column(_tr("Keadaan"), state, picture=mark),
    )


def payment_columns(payments: Callable[[], Sequence[Payment]]) -> tuple[Column[Payment], ...]:
    """One payment in a line; `payments` are all that are shown, to see which was taken back."""

    def reversed_by(line: Payment) -> Payment | None:
        return next((each for each in payments() if each.reverses == line.id), None)

    def state(line: Payment) -> str:
        if line.reverses:
            return _tr("penarikan kembali: {reason}").format(reason=line.reason)
        back = reversed_by(line)
        if back is None:
            return _tr("dibayar")
        return _tr("ditarik kembali {day}").format(day=day(back.paid_on))

    def mark(line: Payment) -> tuple[str, str]:
        if line.reverses:
            return BACK
        return GONE if reversed_by(line) else STANDS

    return (
        Column(_tr("Bulan"), lambda line: wording.months(line.first, line.last), width=184),
        Column(_tr("Orang"), lambda line: wording.count(line.people), right=True, width=80),
        Column(_tr("Jumlah"), lambda line: wording.signed(line.total), right=True, width=150),
        Column(_tr("Tanggal"), lambda line: day(line.paid_on), width=112),
        Column(_tr("Nomor bukti"), lambda line: line.proof, width=128),
        Column(_tr("Keadaan"), state, picture=mark),
    )


def month_columns() -> "tuple[Column[MonthSpent], ...]":
    """One month of cover that money was spent on."""
    return (
        Column(_tr("Bulan"), lambda line: wording.month(line.month)),
        Column(_tr("Orang"), lambda line: wording.count(line.people), right=True, width=84),
        Column(_tr("Jumlah"), lambda line: rupiah(line.amount), right=True, width=140),
    )


def loss_columns() -> "tuple[Column[Loss], ...]":
    """One day on which people lose their cover."""
    return (
        Column(_tr("Tanggal"), lambda line: day(line.day), picture=lambda _: LOST),
        Column(_tr("Orang"), lambda line: wording.count(line.people), right=True, width=96),
    )


def change_columns() -> "tuple[Column[Change], ...]":
    """One state of a programme."""

    def when(line: "Change") -> str:
        made = line.at.astimezone()
        return f"{day(made.date())} {made:%H.%M}"

    def span(line: "Change") -> str:
        return wording.months(line.programme.first_month, line.programme.last_month)

    return (
        Column(_tr("Kapan"), when, width=160),
        Column(_tr("Oleh"), lambda line: line.by, width=120),
        Column(_tr("Pagu"), lambda line: rupiah(line.programme.ceiling), right=True, width=150),
        Column(_tr("Bulan"), span, width=200),
        Column(_tr("Alasan"), lambda line: line.reason or _tr("pertama kali diatur")),
    )


def people_columns(
    offices: Mapping[str, str], paid: Callable[[], Mapping[int, PaidLine]], *, with_money: bool
) -> tuple[Column[PersonLine], ...]:
    """One person behind a number; with what was paid for it where that is asked for."""
    titles = people.COLUMNS

    def months(line: PersonLine) -> str:
        found = paid().get(line.id)
        return wording.count(found.months) if found else ""

    def amount(line: PersonLine) -> str:
        found = paid().get(line.id)
        return wording.signed(found.amount) if found else ""

    columns: tuple[Column[PersonLine], ...] = (
        Column(titles["name"], lambda line: line.name),
        Column(titles["nik"], lambda line: line.nik_masked or people.NO_NIK, width=148),
        Column(titles["kelurahan"], lambda line: offices.get(line.office, line.office), width=150),
        Column(titles["rt"], lambda line: line.rt, width=52),
    )
    if not with_money:
        return (*columns, Column(titles["number"], lambda line: line.number, width=208))
    return (
        *columns,
        Column(_tr("Bulan"), months, right=True, width=72),
        Column(_tr("Jumlah"), amount, right=True, width=116),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("money", text)

"""What the page Anggaran says: months, money, and what the money would buy."""

from datetime import date

from app.domain.months import Month
from app.domain.programme import TargetKind, WhatIf
from app.domain.tariff import Fund, Tier
from app.wording.catalogue import MONTHS, long_day, rupiah

FUNDS = {
    Fund.APBD: "APBD",
    Fund.APBN: "APBN",
    Fund.SELF: "Dibayar peserta",
    Fund.OTHER: "Baznas, CSR, desa, atau lainnya",
}

TARGETS = {
    TargetKind.NONE: "Tidak dibagi: siapa yang lolos lebih dahulu",
    TargetKind.FIXED: "Jatah tetap tiap kelurahan",
    TargetKind.NEED: "Menurut yang menunggu di tiap kelurahan",
}


def month(value: Month) -> str:
    """A month in words: Januari 2026."""
    return f"{MONTHS[value.number - 1]} {value.year}"


def months(first: Month, last: Month) -> str:
    """From one to another: Januari 2026; Januari - Maret 2026."""
    if first == last:
        return month(first)
    if first.year == last.year:
        return f"{MONTHS[first.number - 1]} - {month(last)}"
    return f"{month(first)} - {month(last)}"


def month_typed(value: Month) -> str:
    """As it is typed: 01-2026."""
    return f"{value.number:02}-{value.year}"


def tier(value: Tier) -> str:
    """A row of the tariff: what it costs, and what benefits are counted from."""
    millions = f"{value.wage_base / 1_000_000:g}".replace(".", ",")
    return f"{rupiah(value.contribution.total)} (upah {millions} juta)"


def reckoning(asked: WhatIf) -> str:
    """The sum itself."""
    return (
        f"{count(asked.people)} orang x {count(asked.months)} bulan x {rupiah(asked.per_month)} ="
        f" {rupiah(asked.cost)}"
    )


def verdict(asked: WhatIf) -> str:
    """Whether it is enough, and what is missing or left over."""
    if not asked.is_enough:
        return f"Kurang {rupiah(asked.missing)}."
    return f"Cukup. Tidak terpakai {rupiah(asked.unspent)}." if asked.unspent else "Cukup, habis."


def buys(asked: WhatIf, months: int) -> str:
    """What the money of a programme of so many months buys instead; "" for nobody."""
    span, people = asked.months_for_all, asked.people_for_all_months
    if span is None or people is None:
        return ""
    return (
        f"{rupiah(asked.money)} cukup untuk {count(asked.people)} orang selama"
        f" {lasting(span.full, months)}, atau {count(people.full)} orang selama"
        f" {count(asked.months)} bulan."
    )


def lasting(full: int, months: int) -> str:
    """How long money lasts in a programme of so many months; beyond it there is nothing to pay."""
    return f"seluruh program ({months} bulan)" if full >= months else f"{count(full)} bulan"


def outlook(rest: WhatIf) -> str:
    """What becomes of the money that is left."""
    if not rest.people:
        return "Belum ada orang yang lolos pemeriksaan, jadi belum ada yang dibayar."
    if not rest.months:
        return f"Semua bulan sudah dibayar. {rupiah(rest.money)} tidak akan terpakai."
    everybody = f"{count(rest.people)} orang selama {count(rest.months)} bulan lagi"
    if rest.is_enough:
        return f"Sisa pagu cukup untuk {everybody}; {rupiah(rest.unspent)} tidak akan terpakai."
    span = rest.months_for_all
    enough = f" Cukup untuk {count(span.full)} bulan." if span else ""
    return f"Sisa pagu kurang {rupiah(rest.missing)} untuk {everybody}.{enough}"


def twice(people: int) -> str:
    """People whose month was paid for twice."""
    return f"{count(people)} orang dibayar dua kali untuk bulan yang sama: mintalah kembali."


def losing(day: date, people: int) -> str:
    """The title of the list of those who lose their cover."""
    return f"{count(people)} orang kehilangan perlindungan {long_day(day)}"


def signed(amount: int) -> str:
    """An amount that may be below zero, as a payment taken back is: -Rp16.800."""
    return rupiah(amount) if amount >= 0 else f"-{rupiah(-amount)}"


def count(number: int) -> str:
    """19000 as 19.000."""
    return f"{number:,}".replace(",", ".")

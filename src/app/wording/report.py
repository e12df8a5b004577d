"""What stands on the monthly report, and beside its pictures on the screen."""

from collections import Counter
from collections.abc import Iterable

from app.domain.months import Month
from app.domain.standing import Standing

TITLE = "Laporan Bulanan"
OF_CITY = "Perlindungan pekerja rentan di {place}, keadaan {day}"
OF_KELURAHAN = "Perlindungan pekerja rentan di {place}, keadaan {day}"

FIVE = {
    "registered": ("Terdaftar", "pendaftaran yang diterima kota"),
    "checked": ("Lolos", "diterima kota atau sesudahnya"),
    "funded": ("Didanai", "iurannya sudah dibayar"),
    "active": ("Aktif", "dibayar untuk bulan ini"),
    "in_hand": ("Kartu di tangan", "kartunya sudah diserahkan"),
}
"""The five numbers: what each is called, and what it counts."""

OVER_TIME = "Dua belas bulan terakhir"
BY_KELURAHAN = "Per kelurahan"
KELURAHAN = "Kelurahan"
TARGET = "Jatah"
NOTE = "Catatan"
NO_FILES = "{count} kiriman belum pernah datang"
STANDING = {
    Standing.NOT_ENROLLED: "belum terdaftar",
    Standing.NEVER_SENT: "belum pernah mengirim",
    Standing.SILENT: "{days} hari tidak mengirim",
    Standing.GOOD: "",
}
WHOLE = "Seluruhnya"

MONEY = "Anggaran"
CEILING = "Pagu"
SPENT = "Sudah dibayarkan"
LEFT = "Sisa pagu"
PAID_SO_FAR = "dibayarkan"
PLANNED_SO_FAR = "pagu"
BURN = "Rupiah yang dibayarkan sampai tiap bulan, dan pagu bila terpakai rata tiap bulan"
PER_MONTH = "Iuran per orang per bulan"
ENOUGH = (
    "{money} cukup untuk {people} orang selama {lasting}, atau {most} orang selama {months} bulan."
)
MISSING = "Untuk {people} orang selama {months} bulan kurang {money}."
UNSPENT = "Bila jumlah orang tetap, {money} tidak akan terpakai."
LOSSES = "Bila tidak ada pembayaran lagi, {people} orang kehilangan perlindungan pada {day}."
NO_PROGRAMME = "Program tahun ini belum diatur."

DUPLICATES = "{count} pasangan yang mungkin satu orang menunggu keputusan."
NO_DUPLICATES = "Tidak ada pasangan ganda yang menunggu keputusan."
LATE = "{count} kelurahan perlu dihubungi: {why}."
_LATE = {
    Standing.NOT_ENROLLED: "{count} belum terdaftar",
    Standing.NEVER_SENT: "{count} belum pernah mengirim",
    Standing.SILENT: "{count} sudah lama tidak mengirim",
    Standing.GOOD: "{count} kirimannya tidak lengkap",
}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def short_month(month: Month) -> str:
    """A month where there is little room: Nov 26."""
    return f"{_MONTHS[month.number - 1]} {month.year % 100:02}"


def note(standing: Standing, missing: int, silent_days: int | None) -> str:
    """Why somebody should call a kelurahan; "" where nobody need."""
    said = [NO_FILES.format(count=missing)] if missing else []
    said.append(STANDING[standing].format(days=silent_days))
    return "; ".join(each for each in said if each)


def late(standings: Iterable[Standing]) -> str:
    """How many are to be called, by what is the matter there; "" where there is none."""
    counted = Counter(standings)
    why = ", ".join(
        words.format(count=counted[each]) for each, words in _LATE.items() if counted[each]
    )
    return LATE.format(count=counted.total(), why=why) if counted else ""

"""What stands on the monthly report, and beside its pictures on the screen."""

from app.domain.months import Month

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
SILENT = "{days} hari tidak mengirim"
WHOLE = "Seluruhnya"

MONEY = "Anggaran"
CEILING = "Pagu"
SPENT = "Sudah dibayarkan"
LEFT = "Sisa pagu"
PER_MONTH = "Iuran per orang per bulan"
ENOUGH = (
    "{money} cukup untuk {people} orang selama {full} bulan, atau {most} orang selama {months}"
    " bulan."
)
MISSING = "Untuk {people} orang selama {months} bulan kurang {money}."
UNSPENT = "Bila jumlah orang tetap, {money} tidak akan terpakai."
LOSSES = "Bila tidak ada pembayaran lagi, {people} orang kehilangan perlindungan pada {day}."
NO_PROGRAMME = "Program tahun ini belum diatur."

DUPLICATES = "{count} pasangan yang mungkin satu orang menunggu keputusan."
NO_DUPLICATES = "Tidak ada pasangan ganda yang menunggu keputusan."
LATE = "{count} kelurahan perlu dihubungi: kirimannya kurang atau sudah lama tidak datang."

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def short_month(month: Month) -> str:
    """A month where there is little room: Nov 26."""
    return f"{_MONTHS[month.number - 1]} {month.year % 100:02}"

"""What the list of a decree (Surat Keputusan) says, on paper and in a spreadsheet."""

import re
from datetime import date

from app.domain.decree_list import FullReason
from app.wording.catalogue import long_day

TITLE = "Lampiran Surat Keputusan"  # of the PDF: nobody's name
SHEET = "Lampiran SK"
COLUMNS = ("No.", "Nama", "NIK", "Kelurahan", "RT")
ERASED = "data sudah dihapus"
NO_NIK = "belum ada"
LEGAL_BASIS = "Dasar"
MASKED = "NIK disamarkan; tanpa tanggal lahir, alamat, dan ahli waris."
FULL = "MEMUAT NIK LENGKAP: hanya untuk keperluan dinas, jangan diumumkan atau digandakan."
PLACE_AND_DAY = ("Ditetapkan di", "pada tanggal")
NAME_TO_FILL_IN = "(.....................................................)"
CANCELLED = "DIBATALKAN"

REASONS = {
    FullReason.SIGNING: "Ditandatangani kepala daerah",
    FullReason.INSURER: "Diserahkan kepada BPJS Ketenagakerjaan",
    FullReason.INSPECTION: "Diminta pemeriksa",
    FullReason.ARCHIVE: "Disimpan di arsip",
}


_SAYS_SK = re.compile(r"SK(?![A-Za-z])", re.IGNORECASE)


def named(number: str) -> str:
    """The decree as it is spoken of: SK 100/2026, where the number itself begins with SK or not."""
    return number if _SAYS_SK.match(number) else f"SK {number}"


def head_of(city: str) -> str:
    """Who signs: the law calls the head of a kota Wali Kota, that of a kabupaten Bupati."""
    kind, _, name = city.partition(" ")
    return f"Bupati {name}" if kind.casefold() == "kabupaten" else f"Wali Kota {name or city}"


def heading(city: str) -> str:
    """The first line."""
    return f"LAMPIRAN KEPUTUSAN {head_of(city).upper()}"


def number(decree: str) -> str:
    """The line with the number."""
    return f"Nomor {decree}"


def signed(day: date) -> str:
    """The line with the day."""
    return f"Tanggal {long_day(day)}"


def about(programme: str, year: int) -> str:
    """What the decree lays down."""
    named = programme if str(year) in programme else f"{programme} Tahun {year}"
    return f"Daftar Penerima {named}"


def people(count: int) -> str:
    """How many are named."""
    return f"{_count(count)} orang"


def page(number: int, pages: int) -> str:
    """At the foot of a page."""
    return f"Halaman {_count(number)} dari {_count(pages)}"


def cancelled(day: date) -> str:
    """Above the list of a decree that counts no longer."""
    return f"{CANCELLED} pada {long_day(day)}"


def made(clerk: str, day: date, reason: FullReason | None) -> str:
    """Who made the file, when, and what for."""
    said = f"Dibuat oleh {clerk}, {long_day(day)}."
    return f"{said} Untuk: {REASONS[reason]}." if reason else said


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")

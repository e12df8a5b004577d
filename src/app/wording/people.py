"""What lists of people say, on the screen and in a spreadsheet."""

from collections.abc import Iterable

from app.domain.card import without_whole_numbers
from app.domain.export import ExportReason
from app.domain.people import Query, Sort
from app.wording import names
from app.wording.catalogue import day

COLUMNS = {
    "name": "Nama",
    "nik": "NIK",
    "birth_date": "Tgl lahir",
    "sex": "Jenis kelamin",
    "kelurahan": "Kelurahan",
    "rt": "RT",
    "occupation": "Pekerjaan",
    "number": "No. pendaftaran",
    "state": "Keadaan",
    "card": "Kartu",
    "missing": "Masih kurang",
    "changed_at": "Diubah",
    "decision": "Keputusan",
}

SHORT_NUMBER = "Nomor"  # on the screen, where the office is left out of it

ORIGIN, SAVED = "Asal", "Disimpan"
"""Columns that only the list of drafts has."""

MISSING = {
    "nik": "NIK",
    "kk": "No. KK",
    "phone": "No. HP",
    "mother_name": "nama ibu",
    "desil": "desil",
    "heirs": "ahli waris",
    "proof": "bukti keluarga",
}
"""What a complete registration may still lack, by code of `domain.people.MISSING`."""

SORTS = {
    Sort.NAME: "Nama",
    Sort.RT: "RT, lalu nama",
    Sort.BIRTH: "Tanggal lahir",
    Sort.CHANGED: "Terakhir diubah",
}

NO_NIK = "belum ada"

HIDDEN = "Penghasilan, kesehatan, dan data anak disembunyikan untuk peran ini."

EXPORT_REASONS = {
    ExportReason.CHECKED_WITH_RT: "Dicocokkan dengan ketua RT",
    ExportReason.FIELD_VISIT: "Kunjungan ke rumah pekerja",
    ExportReason.HANDING_OUT_CARDS: "Pembagian kartu",
    ExportReason.REPORT_TO_LURAH: "Laporan untuk lurah",
    ExportReason.ASKED_BY_CITY: "Diminta kantor kota",
    ExportReason.OTHER: "Keperluan kantor lainnya",
}

SHEET = "Peserta"
CITY_SHEET_TITLE = "Daftar peserta {office}"
SHEET_TITLE = "Daftar peserta Kelurahan {office}"
SHEET_MADE = "Dibuat oleh {clerk}, {day} pukul {time}. Untuk: {reason}."
SHEET_ASKED = "{count} orang: {asked}."
EVERYBODY = "semua yang terdaftar"


def missing(codes: Iterable[str]) -> str:
    """What is missing, in words: "No. KK, No. HP"; "" for nothing."""
    return ", ".join(MISSING[code] for code in codes)


def asked(query: Query) -> str:
    """Which people a list holds, in words that name nobody's whole NIK."""
    said = [names.REVISION_STATES[state].lower() for state in query.states]
    said.extend(names.DECISION_STATES[each].lower() for each in query.decisions)
    if query.office:
        said.append(f"kelurahan {query.office}")
    if query.rt:
        said.append(f"RT {query.rt}")
    if query.missing:
        said.append(f"tanpa {missing(query.missing)}")
    if query.card:
        said.append(f"kartu {names.CARD_STATES[query.card].lower()}")
    if query.born:
        said.append(f"lahir {day(query.born[0])} sampai {day(query.born[1])}")
    if query.asked:
        said.append("ditanyakan kota")
    if query.paid_in:
        said.append(f"dibayar untuk bulan {query.paid_in[5:]}-{query.paid_in[:4]}")
    if query.unpaid_in:
        said.append(f"belum dibayar untuk bulan {query.unpaid_in[5:]}-{query.unpaid_in[:4]}")
    if query.import_id:
        said.append("dari satu daftar yang diimpor")
    if query.words:
        said.append(f"dicari “{without_whole_numbers(query.words)}”")
    return ", ".join(said) or EVERYBODY


LOST_COLUMNS = {
    "No. pendaftaran": 24, "Nama": 32, "NIK": 18, "Tgl lahir": 12, "Alamat": 36, "RT": 6,
    "No. HP": 18, "Anggota keluarga": 10, "Anak di bawah umur": 10,
}  # fmt: skip
"""The list of those whose data lay in a lost file: titles with their widths in characters."""
LOST_SHEET = "Warga dalam berkas"
LOST_TITLE = "Warga yang datanya ada dalam berkas {file}"
LOST_MADE = (
    "Disegel {day}; {count} orang. Beri tahu mereka dan Lembaga PDP paling lambat 3 x 24 jam."
)
LOST_SEALED = "Berkas itu tersegel: isinya tidak terbuka tanpa kunci kantor kota."

"""What stands printed on the papers, and what a check of a card says."""

from app.domain.card import CardCheck, CardStatus
from app.domain.refusal import Problem
from app.wording.catalogue import sentence

STATUS = {
    CardStatus.REGISTERED: "Terdaftar, menunggu penetapan",
    CardStatus.ACCEPTED: "Diterima kota, menunggu SK",
    CardStatus.DECREED: "Ditetapkan, menunggu pembiayaan",
    CardStatus.FUNDED: "Dibiayai, menunggu nomor KPJ",
    CardStatus.ACTIVE: "Peserta aktif",
    CardStatus.GRACE: "Masa tenggang iuran",
    CardStatus.INACTIVE: "Tidak aktif",
    CardStatus.ENDED: "Kepesertaan berakhir",
    CardStatus.UNKNOWN: "status dari program yang lebih baru",
}

CARDS_TITLE = "Kartu"  # of the PDF: nobody's name
CARD_NAME = "Nama"
CARD_NUMBER = "No. pendaftaran"
CARD_KPJ = "No. KPJ (BPJS TK)"
CARD_NIK = "NIK"
CARD_HOME = "Kelurahan"
CARD_SERIAL = "Kartu"
CARD_CODE = "Periksa keaslian dengan Payung"
NONE_YET = "belum ada"
WAITING = "menunggu"

BACK = (
    (
        "Bila terjadi kecelakaan kerja",
        (
            "1. Bawa ke fasilitas kesehatan terdekat; tunjukkan kartu ini dan KTP.",
            "2. Lapor ke kelurahan atau telepon {hotline} paling lambat 2 x 24 jam.",
        ),
    ),
    (
        "Bila peserta meninggal dunia",
        (
            "Keluarga datang ke kelurahan membawa kartu ini, KTP, KK, dan surat",
            "keterangan kematian. Pengurusan tidak dipungut biaya.",
        ),
    ),
)
"""What the family must do: a heading and its lines, each set to one line of a card's back."""

HOTLINE = "Cek status"
HOTLINE_ELSE = "JMO · kelurahan"
NOT_THE_INSURERS = "Kartu dari {government}, bukan kartu BPJS Ketenagakerjaan."


def programme(name: str) -> str:
    """What the programme is called beside the government's name."""
    return f"Program {name}"


def page(number: int) -> str:
    """At the foot of a page."""
    return f"Halaman {number}"


def card_title(status: CardStatus) -> str:
    """A card is called a member's card only once there is a member."""
    return "Kartu Tanda Terdaftar" if status.is_waiting else "Kartu Peserta"


def card_holder(status: CardStatus, name: str) -> str:
    """The line under the title."""
    return f"Peserta {programme(name)}" if status.is_waiting else programme(name)


def card_start(status: CardStatus) -> str:
    """The label of the first day of cover; while waiting it is asked for, not promised."""
    return "Mulai (diusulkan)" if status.is_waiting else "Mulai perlindungan"


def card_note(status: CardStatus) -> tuple[str, str]:
    """What the card is worth, in two lines."""
    if status.is_waiting:
        return (
            "Tanda terdaftar, belum tanda perlindungan.",
            "Perlindungan mulai setelah ditetapkan dan iuran dibayar.",
        )
    return (
        "Perlindungan berlaku selama iuran dibayar.",
        "Kartu ini bukan bukti iuran lancar; cek statusnya.",
    )


def home(kelurahan: str, rt: str) -> str:
    """Where the person lives, as far as a card says it."""
    return f"{kelurahan}, RT {rt}" if rt else kelurahan


def card_foot(number: str, serial: int) -> str:
    """The last line of the back."""
    return f"{number} · kartu ke-{serial}"


def as_of(text: str) -> str:
    """The day a status is from, beside it."""
    return f"per {text}"


def card_serial(serial: int) -> str:
    """Which card of the person this is."""
    return f"ke-{serial}"


NOTHING = "–"  # noqa: RUF001  # what stands where nothing was filled in

RECEIPT = "Bukti Pendaftaran"
RECEIPT_NOTE = (
    "Simpan lembar ini sampai kartu diterima. Pendaftaran ini belum berarti perlindungan berlaku: "
    "kota memeriksa dulu, lalu menetapkan dan membayar iuran."
)
RECEIPT_NUMBER = "Nomor pendaftaran"
RECEIPT_DATE = "Tanggal"
RECEIPT_START = "Mulai (diusulkan)"
OCCUPATION = "Pekerjaan"
STATEMENTS = "Yang dinyatakan pekerja"
CHECKS = "Hasil pemeriksaan di kelurahan"
CHECKS_NOTE = "“Belum dicek” berarti hanya kota atau BPJS Ketenagakerjaan yang dapat memeriksanya."
FAMILY = "Yang harus dilakukan keluarga"
PURPOSE_TOLD = "Tujuan pemrosesan data (versi {version}) tercetak di halaman berikut."
PURPOSE_VERSION = "Versi teks: {version}"
CLERK = "Petugas"
WORKER = "Pekerja yang didaftarkan"
SIGN_HERE = "tanda tangan atau cap jempol"
FOOT = "{number} · dicetak {day}"

FAMILY_STEPS = (
    (
        "Kecelakaan saat atau karena bekerja",
        "Bawa ke fasilitas kesehatan terdekat dan tunjukkan KTP. Lapor ke kelurahan atau telepon "
        "{hotline} paling lambat 2 x 24 jam. Catat waktu, tempat, dan dua saksi.",
    ),
    (
        "Pekerja meninggal dunia",
        "Keluarga datang ke kelurahan membawa KTP dan KK pekerja, KTP ahli waris, dan surat "
        "keterangan kematian. Kelurahan membantu mengurus klaim; tidak dipungut biaya.",
    ),
    (
        "Data berubah",
        "Lapor ke kelurahan bila pindah, berganti pekerjaan, menjadi karyawan perusahaan, atau "
        "susunan keluarga berubah.",
    ),
)
"""When, and what to do then."""

DATA_SHEET = "Salinan Data Pribadi"
DATA_SHEET_NOTE = (
    "Semua data tentang orang ini yang disimpan kelurahan, dicetak atas permintaannya "
    "(UU 27/2022). NIK dan No. KK disamarkan di kertas; yang tersimpan lengkap. Bila ada yang "
    "salah, minta perbaikan di kelurahan ini."
)
SECTIONS = {
    "identity": "Identitas",
    "address": "Alamat dan kontak",
    "work": "Pekerjaan dan sumber data",
    "statements": "Pernyataan",
    "other": "Lain-lain",
}
HEIRS = "Keluarga dan ahli waris"
NO_HEIRS = "Tidak ada anggota keluarga yang dicatat."
NO_RANK = "di luar urutan undang-undang"
HISTORY = "Riwayat perubahan"
HISTORY_COLUMNS = ("Ke-", "Tanggal", "Oleh", "Keadaan", "Yang diubah")
FIRST_REVISION = "pendaftaran pertama"
PRINTED_BY = "Dicetak oleh {clerk}, {office}, {day}."

CALIBRATION = "Halaman penyetelan printer"
CALIBRATION_SIDES = ("Sisi depan", "Sisi belakang")
CALIBRATION_STEPS = (
    "1. Cetak halaman ini pada ukuran 100 % (tanpa “sesuaikan dengan kertas”), bolak-balik.",
    "2. Ukur empat jarak di bawah dengan penggaris, sampai setengah milimeter.",
    "3. Tulis hasilnya di Pengaturan, Printer. Payung menghitung geserannya.",
    "4. Cetak lagi dan terawang ke cahaya: silang depan dan belakang harus bertemu.",
)
CALIBRATION_MEASURES = {
    "A": "tepi kiri kertas ke silang kiri",
    "B": "tepi atas kertas ke silang atas",
    "C": "silang kiri ke silang kanan",
    "D": "silang atas ke silang bawah",
}
CALIBRATION_COLUMNS = ("Jarak", "seharusnya", "terukur")


def rank(number: int | None) -> str:
    """Where a member of the family stands by law."""
    return f"urutan {number}" if number is not None else NO_RANK


def member(position: int) -> str:
    """A member of the family in the history of changes, counted from 1."""
    return f"Keluarga {position}"


def millimetres(length: float) -> str:
    """A length as rulers have it: 170,0 mm."""
    return f"{length:.1f} mm".replace(".", ",")


def card_check(check: CardCheck) -> str:
    """What the clerk reads after a card was scanned: genuine or not, status, and its day."""
    if check.status is None or check.status_as_of is None:
        return sentence(Problem(check.reason))
    facts = (("status", STATUS[check.status]), ("as_of", check.status_as_of.isoformat()))
    return sentence(Problem(check.reason, facts=facts))

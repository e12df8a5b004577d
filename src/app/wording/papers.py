"""What stands printed on the papers, and what a check of a card says."""

from app.domain.card import CardCheck, CardStatus
from app.domain.refusal import Problem
from app.wording.catalogue import day, sentence

PROGRAMME = "Program Perlindungan Pekerja Rentan"

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


def card_title(status: CardStatus) -> str:
    """A card is called a member's card only once there is a member."""
    return "Kartu Tanda Terdaftar" if status.is_waiting else "Kartu Peserta"


def card_holder(status: CardStatus) -> str:
    """The line under the title."""
    return f"Peserta {PROGRAMME}" if status.is_waiting else PROGRAMME


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


def card_check(check: CardCheck) -> str:
    """What the clerk reads after a card was scanned: genuine or not, status, and its day."""
    if check.status is None or check.status_as_of is None:
        return sentence(Problem(check.reason))
    facts = (("status", STATUS[check.status]), ("as_of", day(check.status_as_of)))
    return sentence(Problem(check.reason, facts=facts))

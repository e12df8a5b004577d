"""What stands on the cover note of a sealed file (berita acara serah terima)."""

TITLE = "Berita Acara Serah Terima"
BATCH = "Kiriman pendaftaran pekerja rentan dari kelurahan kepada kota, dalam satu berkas tersegel"
LETTER = (
    "Kabar untuk komputer lain di kantor ini, dalam satu berkas tersegel: yang menunggu persetujuan"
    " dan yang sudah disetujui. Kota tidak dapat membukanya"
)
REPLY = "Balasan kota kepada kelurahan, dalam satu berkas tersegel"

FROM = "Yang menyerahkan"
TO = "Yang menerima"
NUMBER = "Nomor kiriman"
AGAIN = "Memuat lagi isi kiriman"
MADE = "Disegel"
BY = "Oleh"
FILE = "Nama berkas"
SIZE = "Ukuran"
CODE = "ID kiriman"

COUNTS = "Isi berkas"
KINDS = {
    "revision": "Pendaftaran dan perbaikannya",
    "waiting": "Pendaftaran yang belum disetujui siapa pun",
    "approval": "Persetujuan lurah",
    "card": "Kartu yang dicetak atau diserahkan",
    "event": "Kejadian (mundur, meninggal, pindah, pekerjaan formal)",
    "verdict": "Pemeriksaan orang yang mirip",
    "audit": "Jejak audit pada kiriman terdahulu",
    "operator": "Kunci petugas yang menandatangani",
    "payment": "Pembayaran iuran",
    "paid": "Bulan yang dibayar per orang",
    "filter": "Saringan NIK untuk peringatan dini",
    "receipt": "Tanda terima berkas",
    "result": "Hasil penerimaan per pendaftaran",
    "decision": "Keputusan kota",
    "handover": "Pendaftaran yang beralih kantor",
    "peer": "Kunci kantor lain",
    "revoked_card": "Kartu yang tidak berlaku lagi",
    "master": "Data acuan",
}
"""By the kinds of `domain.sealed.ItemKind`."""
TOTAL = "Jumlah catatan"
NO_COUNTS = "Hanya pesan antarkantor; tidak ada catatan di dalamnya."
COUNTS_NOTE = "Satu pendaftaran yang diperbaiki terhitung sekali untuk tiap versi yang dikirim."

PROOFS = "Tanda pengenal berkas"
SHA256 = "SHA-256 berkas"
AUDIT = "Jejak audit saat disegel"
PROOFS_NOTE = (
    "Payung penerima memeriksanya sendiri saat berkas diterima; angka di sini untuk mencocokkan"
    " dengan mata bila ada yang diragukan."
)

SIGNERS = ("Yang menyerahkan", "Pembawa", "Yang menerima")
TO_FILL_IN = ("Nama", "NIP/jabatan", "Tanggal, jam")

LOST = "Bila ada yang hilang"
LOST_LINES = (
    (
        "Stiknya hilang.",
        "Isinya tersegel dan hanya dapat dibuka oleh penerima. Beri tahu kedua kantor, lalu buat"
        " kiriman lagi di stik lain: kiriman berikutnya memuat semua yang belum ditandatangani"
        " penerima, jadi tidak ada pendaftaran yang hilang.",
    ),
    (
        "Berkasnya ditolak atau tidak terbaca.",
        "Salin lagi dari komputer asalnya. Menerima berkas yang sama dua kali tidak apa-apa.",
    ),
    (
        "Kertas ini hilang.",
        "Cetak lagi dari kiriman yang sama. Yang membuktikan bahwa isinya sampai adalah tanda"
        " terima berkas yang dibuat Payung di komputer penerima.",
    ),
)


def again(earliest: int, sequence: int) -> str:
    """The earlier files whose content a file holds again; "" for none."""
    last = sequence - 1
    if earliest > last:
        return ""
    return f"nomor {last}" if earliest == last else f"nomor {earliest} s.d. {last}"


def station(office: str, number: int) -> str:
    """An office and, at a kelurahan, which of its PCs."""
    return f"{office}, PC {number}" if number else office


def audit(seq: int, digest: str) -> str:
    """The head of the audit trail: its number, and its hash in short."""
    return f"entri {seq} · {digest[:8]} {digest[8:16]}"


def size(count: int) -> str:
    """Bytes as they are compared: 12.345 byte."""
    return f"{count:,} byte".replace(",", ".")

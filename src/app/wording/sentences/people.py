"""Lists of people: when they cannot be read, and when one leaves as a plain file."""

SENTENCES = {
    "people.not_read": (
        "Daftar ini belum dapat dibaca. Data tetap aman; coba lagi, atau tutup dan buka Payung."
    ),
    "people.not_opened": "Data orang ini belum dapat dibaca. Tidak ada yang berubah; coba lagi.",
    "people.not_exported": (
        "Berkas daftar tidak jadi dibuat. Data tetap aman; coba lagi atau simpan di tempat lain."
    ),
    "drafts.not_read": "Daftar draf belum dapat dibaca. Draf tetap tersimpan; coba lagi.",
    "drafts.not_dropped": "Draf belum terhapus. Draf lain tidak berubah; coba lagi.",
    "export.reason": "Pilih dahulu untuk apa daftar ini dibuat.",
}

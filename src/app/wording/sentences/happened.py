"""What a kelurahan learns first, and cards given into somebody's hands."""

SENTENCES = {
    "event.kind_missing": "Pilih apa yang terjadi.",
    "hand.to": "Pilih siapa yang menerima kartunya.",
    "hand.day": "Kartu tidak dapat diserahkan sesudah hari ini; periksa tanggalnya.",
    "hand.unprinted": "Kartunya belum dicetak; cetak dahulu.",
    "hand.already": "Kartunya sudah diserahkan.",
    "hand.not_out": "Kartunya belum tercatat diserahkan.",
    "hand.reason": "Tulis alasannya.",
    "hand.failed": "Catatan ini tidak dapat disimpan sekarang. Coba lagi.",
}

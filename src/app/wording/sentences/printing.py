"""Printing cards and papers, printers, and checking cards."""

SENTENCES = {
    "card.reason_missing": (
        "{count} orang sudah pernah mendapat kartu. Isi alasan cetak ulang; kartu lamanya menjadi"
        " tidak berlaku."
    ),
    "card.forbidden": (
        "Kota belum mengizinkan kartu sebelum pendaftaran diterima. Cetak bukti pendaftaran saja."
    ),
    "card.superseded": (
        "Kartu asli, tetapi sudah diganti dengan kartu yang lebih baru. "
        "Status per {as_of}: {status}. Minta kartu yang terbaru."
    ),
    "card.key_revoked": (
        "Kode ini dibuat dengan kunci yang sudah dicabut, jadi tidak bisa dipastikan asli."
        " Cocokkan orangnya dengan data pendaftaran."
    ),
    "card.not_checked": (
        "Program belum dapat memeriksa kartu ini. Itu tidak berarti kartunya palsu; coba lagi."
    ),
    "calibration.far": (
        "Ukuran ini tidak mungkin benar; ukur lagi keempat jaraknya dalam milimeter."
    ),
    "calibration.shape": "Tulis jarak dalam milimeter, misalnya 19,5.",
    "printer.none": (
        "Belum ada printer di komputer ini. Pasang printer, atau simpan ke PDF lalu cetak di"
        " komputer lain."
    ),
    "printer.gone": "Printer ini tidak ditemukan lagi. Nyalakan printernya atau pilih yang lain.",
    "printer.failed": (
        "Printer tidak menerima cetakan. Periksa kabel, kertas, dan daya printer, lalu cetak lagi."
    ),
    "printing.stopped": (
        "{done} dari {wanted} kartu tercetak. Sisanya tidak dicetak dan masih ada di daftar ini."
    ),
    "printing.no_preview": "Pratinjau tidak dapat digambar. Mencetak dan menyimpan tetap bisa.",
    "cards.not_read": "Daftar ini belum dapat dibaca. Data tetap aman; buka lagi halaman Kartu.",
    "printing.failed": (
        "Tidak jadi dicetak. Data tetap aman; coba lagi atau hubungi petugas kota."
    ),
}

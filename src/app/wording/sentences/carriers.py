"""How sealed files travel: by stick, by network, and what stands in their way."""

SENTENCES = {
    # a file on its way onto a stick
    "stick.verified": "Terkirim ke stik. Salinannya sudah dibaca ulang dan sama dengan aslinya.",
    "stick.copied_not_verified": (
        "Berkas sudah disalin, tetapi belum terbukti sama dengan aslinya, jadi belum terkirim."
        " Salin sekali lagi; bila terulang, pakai stik lain."
    ),
    "stick.full": (
        "Ruang di stik tidak cukup: perlu {needed_mb} MB, tersisa {free_mb} MB."
        " Tidak ada yang disalin; kosongkan stik atau pakai stik lain."
    ),
    "stick.too_large": (
        "Stik ini berformat FAT32 dan tidak dapat memuat berkas 4 GB ke atas."
        " Tidak ada yang disalin; pakai stik berformat exFAT atau NTFS."
    ),
    "stick.read_only": (
        "Stik ini tidak dapat ditulisi. Tidak ada yang disalin;"
        " geser kunci kecil di sisi stik bila ada, atau pakai stik lain."
    ),
    "stick.pulled_out": (
        "Stik tidak terpasang atau tercabut, jadi berkas belum terkirim."
        " Pasang lagi stiknya, lalu ulangi."
    ),
    "stick.unreadable": (
        "Stik tidak dapat ditulis atau dibaca dengan baik, mungkin rusak."
        " Berkas belum terkirim; pakai stik lain."
    ),
    "stick.wrong_stick": (
        "Tempat ini bukan folder stik yang dapat dipakai untuk kiriman."
        " Tidak ada yang disalin; pilih stik yang benar."
    ),
    "stick.cancelled": "Penyalinan dihentikan. Berkas belum terkirim; ulangi bila sudah siap.",
    "stick.changed": (
        "Isi stik berubah selagi dibaca, jadi berkas ini dilewati."
        " Jangan pakai stik di program lain, lalu ulangi."
    ),
    "stick.safe": "Aman dicabut: semua berkas sudah ada di stik.",
    "stick.not_yet": "Jangan cabut stik dahulu: belum semua berkas terkirim.",
    "exchange.own_file": (
        "Berkas kiriman di komputer ini tidak dapat dibaca. Tidak ada yang disalin;"
        " periksa disk komputer, lalu segel ulang."
    ),
}

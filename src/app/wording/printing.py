"""What the pages for cards say besides sentences: reasons for a reprint, headlines of a check."""

REPRINT_REASONS = {
    "lost": "Kartu hilang",
    "damaged": "Kartu rusak",
    "corrected": "Data diperbaiki",
    "misprinted": "Hasil cetak salah",
}
"""Why somebody gets another card: written in the print ledger as it stands here."""

OTHER_REASON = "Alasan lain"

CHECKED = {
    "card.genuine": "Kartu asli",
    "card.void": "Asli, tetapi sudah ditarik",
    "card.superseded": "Asli, tetapi sudah diganti",
    "card.foreign": "Bukan kartu Payung",
    "card.damaged": "Tidak terbaca utuh",
    "card.key": "Tidak dapat dipastikan asli",
    "card.key_revoked": "Tidak dapat dipastikan asli",
    "card.signature": "Kartu tidak asli",
    "card.content": "Tidak dapat dipastikan",
}
"""What a check found in a few words, by the code of its reason. Never that somebody is covered."""

CHECK_NOTES = {
    "card.genuine": "Asli tidak berarti perlindungan berlaku hari ini; cek ke 175.",
    "card.void": "Kartu ini ditarik. Minta kartu yang terbaru.",
    "card.superseded": "Orang ini sudah mendapat kartu yang lebih baru. Minta kartu itu.",
}
"""What to do with a genuine card, where its status stands beside it."""

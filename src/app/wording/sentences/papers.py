"""Papers, and the check of a card."""

SENTENCES = {
    "papers.not_written": (
        "Berkas cetak tidak jadi: tidak bisa menulis ke tempat itu. Tidak ada data yang berubah. "
        "Periksa sisa ruang lalu cetak lagi."
    ),
    "papers.fonts": (
        "Berkas cetak tidak jadi: huruf cetak program ini hilang atau rusak. "
        "Pasang ulang Payung lalu cetak lagi."
    ),
    "cover.unknown": (
        "Kiriman itu tidak dibuat di komputer ini, jadi berita acaranya tidak dapat dicetak di "
        "sini. Cetak di komputer yang menyegelnya."
    ),
    "papers.cancelled": "Pencetakan dibatalkan. Tidak ada kartu yang dicatat sebagai tercetak.",
    "card.genuine": (
        "Kartu asli. Status per {as_of}: {status}. "
        "Asli tidak berarti perlindungan berlaku hari ini; cek ke 175."
    ),
    "card.void": (
        "Kartu asli, tetapi sudah tidak berlaku karena diganti atau ditarik. "
        "Status per {as_of}: {status}. Minta kartu yang terbaru."
    ),
    "card.foreign": "Ini bukan kode kartu Payung. Pindai kode di sisi depan kartu.",
    "card.damaged": "Kode tidak utuh atau sudah diubah. Pindai sekali lagi dengan seluruh kode.",
    "card.key": (
        "Kode ini dibuat dengan kunci yang tidak dikenal di sini, jadi tidak bisa dipastikan asli. "
        "Terima balasan kota yang terbaru lalu periksa lagi."
    ),
    "card.signature": "Kartu TIDAK asli: isi kode tidak cocok dengan tanda tangannya.",
    "card.content": (
        "Tanda tangan kartu benar, tetapi isinya tidak terbaca oleh program ini. "
        "Perbarui Payung lalu periksa lagi."
    ),
}

"""What stands against a list of a decree, and what the page Anggaran says when it fails."""

SENTENCES = {
    "decree.full_reason": "Pilih untuk apa daftar dengan NIK lengkap ini dibuat.",
    "decree.file": "Beri nama berkas yang berakhir dengan .pdf atau .xlsx.",
    "money.number": "Tulis angka bulat, tanpa huruf.",
    "money.not_read": (
        "Data anggaran tidak terbaca. Tidak ada yang berubah; buka lagi halaman ini, atau mulai"
        " ulang Payung bila tetap begitu."
    ),
    "money.not_done": (
        "Tidak tersimpan, dan tidak ada yang berubah. Coba lagi; bila tetap begitu, mulai ulang"
        " Payung."
    ),
}

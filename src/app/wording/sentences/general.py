"""What can happen anywhere."""

SENTENCES = {
    "failed": "Tidak tersimpan. Data di layar masih ada; coba lagi atau hubungi petugas kota.",
}

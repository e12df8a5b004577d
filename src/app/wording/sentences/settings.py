"""Pengaturan: accounts, passwords, the recovery code, and what the check of the books says."""

SENTENCES = {
    "settings.not_read": (
        "Sebagian halaman ini belum dapat dibaca. Data tetap aman; buka lagi Pengaturan."
    ),
    "settings.failed": (
        "Tidak jadi, dan tidak ada yang berubah. Coba lagi atau hubungi petugas kota."
    ),
    "settings.role_missing": "Pilih peran petugas ini.",
    "settings.password_changed": "Kata sandi Anda sudah diganti. Pakai yang baru mulai sekarang.",
    "settings.recovery_replaced": (
        "Kode pemulihan baru berlaku. Simpan kertasnya, hancurkan kertas yang lama."
    ),
    "recovery.no_printer": (
        "Belum ada printer di komputer ini. Tulis kodenya dengan tangan, lalu lanjutkan."
    ),
    "password.old": "Ini bukan kata sandi Anda yang sekarang. Periksa tombol Caps Lock.",
    "password.same": "Kata sandi baru sama dengan yang lama. Pilih yang lain.",
    "check.whole": "Buku data utuh: halaman, pendaftaran, dan jejak audit cocok semua.",
    "check.cancelled": "Pemeriksaan dihentikan sebelum selesai. Ulangi bila ada waktu.",
    "check.failed": "Buku data belum jadi diperiksa, dan tidak ada yang berubah. Coba lagi.",
}

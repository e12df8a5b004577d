"""Pengaturan: accounts, passwords, the recovery code, the check of the books; a start in vain."""

SENTENCES = {
    "settings.not_read": (
        "Sebagian halaman ini belum dapat dibaca. Data tetap aman; buka lagi Pengaturan."
    ),
    "settings.failed": (
        "Tidak jadi, dan tidak ada yang berubah. Coba lagi atau hubungi petugas kota."
    ),
    "settings.role_missing": "Pilih peran petugas ini.",
    "settings.lock_kept": (
        "Lama waktu sampai layar terkunci sudah diganti. Berlaku mulai layar terkunci berikutnya."
    ),
    "settings.password_changed": "Kata sandi Anda sudah diganti. Pakai yang baru mulai sekarang.",
    "settings.recovery_replaced": (
        "Kode pemulihan baru berlaku. Simpan kertasnya, hancurkan kertas yang lama."
    ),
    "recovery.no_printer": (
        "Belum ada printer di komputer ini. Tulis kodenya dengan tangan, lalu lanjutkan."
    ),
    "password.old": "Ini bukan kata sandi Anda yang sekarang. Periksa tombol Caps Lock.",
    "password.same": "Kata sandi baru sama dengan yang lama. Pilih yang lain.",
    "trouble.folder": (
        "Folder data tidak dapat dibaca. Tidak ada yang berubah; periksa apakah disk atau stiknya"
        " terpasang dan apakah pengguna komputer ini boleh membukanya."
    ),
    "trouble.unforeseen": (
        "Ada yang tidak berjalan semestinya saat Payung dibuka. Tidak ada data yang berubah; coba"
        " lagi, atau hubungi petugas kota."
    ),
    "check.whole": "Buku data utuh: halaman, pendaftaran, dan jejak audit cocok semua.",
    "check.cancelled": "Pemeriksaan dihentikan sebelum selesai. Ulangi bila ada waktu.",
    "check.failed": "Buku data belum jadi diperiksa, dan tidak ada yang berubah. Coba lagi.",
}

"""Logging in, passwords, the recovery code, and key files that cannot be used."""

SENTENCES = {
    "operator.name_missing": "Isi nama petugas.",
    "operator.name_long": "Nama petugas terlalu panjang. Singkatkan sampai 60 huruf.",
    "operator.name_shape": "Nama berisi tanda yang tidak dapat dibaca. Ketik ulang namanya.",
    "operator.name_taken": "Sudah ada petugas dengan nama ini. Tambahkan nama belakangnya.",
    "operator.last_administrator": (
        "Ini administrator terakhir. Angkat administrator lain dahulu, baru yang ini dapat dilepas."
    ),
    "operator.unknown": "Petugas ini sudah tidak ada dalam daftar. Buka lagi daftar petugas.",
    "password.short": "Kata sandi terlalu pendek. Pakai paling sedikit {floor} huruf atau angka.",
    "password.name": "Kata sandi tidak boleh sama dengan nama. Pilih kata sandi lain.",
    "password.simple": (
        "Kata sandi ini terlalu mudah ditebak."
        " Pilih yang lain, misalnya tiga kata yang mudah diingat."
    ),
    "recovery.missing": "Ketik kode pemulihan dari kertas.",
    "recovery.length": (
        "Kode pemulihan terdiri dari {expected} huruf dan angka, yang diketik {typed}."
        " Periksa mulai dari kelompok ke-{group}."
    ),
    "recovery.group": "Kelompok ke-{group} salah ketik. Cocokkan lagi dengan kertasnya.",
    "unlock.wrong": "Nama atau kata sandi salah. Periksa tombol Caps Lock, lalu coba lagi.",
    "unlock.wait_seconds": (
        "Kata sandi salah terlalu sering. Tunggu {seconds} detik, lalu coba lagi;"
        " bila lupa, minta administrator menggantinya."
    ),
    "unlock.wait_minutes": (
        "Kata sandi salah terlalu sering. Tunggu {minutes} menit, lalu coba lagi;"
        " bila lupa, minta administrator menggantinya."
    ),
    "unlock.sealed": (
        "Bagian kunci ini disegel untuk orang lain atau telah diubah. Tidak ada yang dibuka."
    ),
    "unlock.recovery": (
        "Kode ini ditulis dengan benar, tetapi bukan kode pemulihan untuk data di komputer ini."
        " Cari kertas yang terbaru."
    ),
    "keys.missing": (
        "Berkas kunci {file} tidak ada di folder data. Tidak ada yang diubah."
        " Pulihkan dari cadangan atau hubungi petugas kota."
    ),
    "keys.exists": (
        "Folder ini sudah berisi berkas kunci {file}. Tidak ada yang ditimpa; pilih folder lain."
    ),
    "keys.permission": (
        "Berkas kunci {file} tidak boleh dibaca atau ditulis oleh pengguna komputer ini."
        " Tidak ada yang diubah; periksa izin folder data."
    ),
    "keys.disk_full": (
        "Disk penuh, berkas kunci {file} tidak tersimpan. Yang lama masih berlaku;"
        " kosongkan ruang, lalu coba lagi."
    ),
    "keys.disk": (
        "Disk tidak dapat membaca atau menulis berkas kunci {file}."
        " Coba lagi; bila terulang, buat cadangan dan hubungi petugas kota."
    ),
    "keys.memory": (
        "Memori komputer tidak cukup untuk membuka kunci. Tutup program lain, lalu coba lagi."
    ),
    "keys.damaged": (
        "Berkas kunci {file} rusak atau bukan berkas Payung. Tidak ada yang diubah."
        " Pulihkan dari cadangan atau hubungi petugas kota."
    ),
    "keys.newer": (
        "Berkas kunci {file} dibuat oleh Payung yang lebih baru. Tidak ada yang diubah;"
        " pasang versi terbaru di komputer ini."
    ),
    "keys.edited": (
        "Berkas kunci {file} telah diubah di luar Payung atau bukan milik data ini."
        " Tidak ada yang diubah; hubungi administrator atau petugas kota."
    ),
}

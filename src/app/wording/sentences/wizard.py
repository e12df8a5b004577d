"""The first-start wizard, besides the rules of names, passwords and codes."""

SENTENCES = {
    "wizard.role_missing": "Pilih untuk kantor mana komputer ini dipakai.",
    "wizard.kecamatan_missing": "Pilih kecamatan kantor ini.",
    "wizard.office_missing": "Pilih kelurahan kantor ini.",
    "wizard.station_shape": (
        "Isi nomor PC dengan angka 1 sampai 99; tiap PC di satu kantor memakai nomor lain."
    ),
    "wizard.password_differs": "Kedua kata sandi tidak sama. Ketik ulang yang kedua.",
    "wizard.failed": (
        "Kantor ini belum jadi dibuat dan tidak ada yang tersimpan. Coba lagi, atau hubungi"
        " petugas kota."
    ),
}

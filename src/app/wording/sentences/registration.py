"""The registration form as a whole: what is still empty, and what does not go together."""

SENTENCES = {
    "field.missing": "Bagian ini masih kosong; isi dahulu agar pendaftaran lengkap.",
    "choice.unknown": "Pilihan ini tidak ada di daftar; pilih salah satu yang tersedia.",
    "text.long": "Tulisan ini {length} huruf, paling banyak {longest}; singkatkan.",
    "rt.shape": "Tulis nomornya saja, paling banyak tiga angka, misalnya 012.",
    "place.mismatch": "Kelurahan ini bukan di kecamatan yang dipilih; betulkan salah satunya.",
    "money.shape": "Tulis jumlahnya dalam rupiah penuh, misalnya 1.500.000.",
    "desil.shape": "Desil adalah angka 1 sampai 10; kosongkan bila belum diketahui.",
    "desil.undated": "Isi juga tanggal data desil, karena desil dapat berubah.",
    "nik.none_yet": (
        "Belum ada NIK: boleh disimpan lengkap, tetapi belum dapat dikirim sampai NIK diisi."
    ),
    "nik.though_none": (
        "NIK sudah terisi padahal dipilih belum ada; hapus NIK atau ubah keadaannya."
    ),
    "purpose.untold": (
        "Bacakan dahulu tujuan pemakaian data kepada pekerja; tanpa itu datanya tidak boleh"
        " disimpan."
    ),
    "heirs.nik_of_worker": "NIK ini sama dengan NIK pekerja; salin NIK keluarga dari KK.",
    "heirs.nik_twice": "NIK ini sudah dipakai anggota keluarga lain; cocokkan dengan KK.",
    "record.unreadable": "Data pendaftaran ini rusak dan tidak terbaca; hubungi petugas kota.",
}

"""Lists taken in from spreadsheets: what becomes of a row, and of the list as a whole."""

SENTENCES = {
    # the list as a whole
    "import.no_header": (
        "Baris judul tidak ditemukan. Tunjukkan lembar dan nomor baris tempat NIK dan Nama"
        " tertulis sebagai judul."
    ),
    "import.header": "Baris {row} tidak ada di lembar ini. Pilih baris yang berisi judul kolom.",
    "import.no_rows": "Tidak ada orang di bawah baris judul. Periksa lembar dan baris judulnya.",
    "import.no_columns": (
        "Kolom NIK dan Nama belum dikenal. Pilih dahulu kolom mana yang berisi NIK atau Nama."
    ),
    "import.nothing": (
        "Tidak ada baris yang dapat dimasukkan: semuanya sudah ada atau ditolak."
        " Tidak ada yang berubah."
    ),
    "import.name": "Beri nama daftar ini, misalnya RT 07 November, agar mudah ditemukan lagi.",
    "import.profile_name": "Beri nama untuk pemetaan ini, misalnya Formulir RT Lempake.",
    "import.profile_unknown": "Tidak ada pemetaan dengan nama itu; periksa namanya.",
    "import.profile_other": (
        "Pemetaan ini tidak cocok: judul kolomnya tidak ada di daftar ini. Pilih pemetaan lain."
    ),
    "import.unknown": "Daftar ini tidak ditemukan lagi; muat ulang halaman ini.",
    "import.undone": "Daftar ini sudah dibatalkan sebelumnya. Tidak ada yang berubah.",
    "import.worked_on": (
        "Tidak dapat dibatalkan: {count} orang dari daftar ini sudah dikerjakan petugas"
        " (draf diisi atau dilengkapi, data diperbaiki, kartu dicetak, atau dikirim)."
    ),
    "import.not_opened": "Berkas ini belum dapat dibuka. Tidak ada yang berubah; coba lagi.",
    "import.not_checked": (
        "Pemeriksaan terhenti. Tidak ada yang dimasukkan; coba lagi, atau hubungi petugas kota."
    ),
    "import.not_taken_in": (
        "Memasukkan daftar terhenti. Yang sudah masuk tetap tersimpan dan tercatat di bawah;"
        " pilih lagi berkasnya untuk melanjutkan, atau batalkan daftar itu."
    ),
    "import.not_undone": (
        "Pembatalan terhenti. Yang belum dikeluarkan masih ada; coba batalkan lagi."
    ),
    "import.not_copied": "Salinan tidak jadi dibuat. Coba lagi, atau simpan di tempat lain.",
    "import.profile_not_kept": "Pemetaan belum tersimpan; coba lagi.",
    "import.batches_not_read": (
        "Riwayat daftar belum dapat dibaca. Data tetap aman; buka lagi halaman ini."
    ),
    # why a row is what it is
    "import.nobody": "Tidak ada nama dan tidak ada NIK, jadi tidak diketahui siapa orangnya.",
    "import.twice": "NIK ini sudah ada di baris {row} daftar ini. Hapus salah satu barisnya.",
    "import.row_twice": "Baris ini sama persis dengan baris {row}. Hapus salah satunya.",
    "import.same": "Sudah terdaftar pada {number}, isinya sama.",
    "import.changed": "Berbeda dengan yang terdaftar. Cocokkan dengan kertasnya.",
    "import.nik_of_another": (
        "NIK ini terdaftar atas orang lain, {number}. Cocokkan dengan KTP-nya."
    ),
    "import.alike": "Mirip sekali dengan {number} yang sudah terdaftar. Periksa apakah ganda.",
    "import.alike_above": "Mirip sekali dengan baris {row} daftar ini. Periksa apakah ganda.",
    "import.draft_same": "Sudah ada sebagai draf dengan isi yang sama.",
    "import.draft_beside": (
        "Sudah ada draf lain untuk orang ini yang diisi petugas. Bandingkan keduanya."
    ),
}

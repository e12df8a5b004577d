"""What the registration page says besides the rules: drafts, duplicates, saving."""

SENTENCES = {
    "form.empty": "Masih kosong; isi dahulu.",
    "nik.taken": (
        "NIK ini sudah terdaftar pada {number}; tekan F9 untuk membandingkan, lalu buka"
        " pendaftaran itu atau pilih NIK disengketakan."
    ),
    "duplicate.strong": (
        "Mungkin orang yang sama dengan {number}; tekan F9 untuk membandingkan,"
        " atau tulis mengapa bukan ganda."
    ),
    "revision.stale": (
        "Pendaftaran ini sudah diubah di jendela lain sejak Anda membukanya. Ketikan Anda belum"
        " tersimpan dan masih ada di layar; bandingkan dulu dengan yang tersimpan."
    ),
    "revision.same": "Tidak ada yang berubah, jadi tidak ada revisi baru.",
    "registration.unknown": "Pendaftaran ini tidak ditemukan; cari lagi di daftar Peserta.",
    "draft.unknown": "Draf ini sudah tidak ada; mungkin sudah disimpan atau dihapus.",
    "draft.interrupted": (
        "Payung terhenti sebelum ditutup. Ini yang terakhir Anda ketik; lanjutkan dari sini."
    ),
    "draft.not_kept": (
        "Draf belum tersimpan di disk; dicoba lagi. Ketikan hanya ada di layar: jangan tutup"
        " program."
    ),
    "judge.reason_missing": "Tulis mengapa keduanya bukan orang yang sama.",
    "judge.not_kept": "Keputusan belum tersimpan; coba lagi.",
    "duplicate.not_looked": "Belum dapat diperiksa; saat disimpan akan diperiksa lagi.",
    "registration.not_opened": "Tidak dapat dibuka sekarang; coba lagi atau hubungi petugas kota.",
    # why two may be one person, to stand in a list
    "duplicate.nik_same": "NIK sama",
    "duplicate.nik_near": "NIK beda satu ketikan",
    "duplicate.name_same": "nama sama",
    "duplicate.name_similar": "nama mirip",
    "duplicate.birth_same": "tanggal lahir sama",
    "duplicate.birth_filler": "tanggal lahir sama (tanggal yang lazim diisikan)",
    "duplicate.birth_swapped": "tanggal dan bulan lahir tertukar",
    "duplicate.birth_year_off": "tahun lahir beda satu",
    "duplicate.mother_same": "nama ibu sama",
    "duplicate.mother_similar": "nama ibu mirip",
    "duplicate.kk_same": "No. KK sama",
    "duplicate.phone_same": "No. HP sama",
}

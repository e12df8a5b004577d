"""The round trip with the insurer: what keeps somebody from the list, and what an answer says."""

SENTENCES = {
    # profiles
    "insurer.profile": (
        "Berkas profil {file} tidak dapat dipakai. Periksa bagian ini di dalamnya: {where}."
    ),
    "insurer.profile_unknown": (
        "Profil ini tidak ada. Pilih salah satu yang ada di folder data, bagian insurer."
    ),
    # the list out
    "insurer.missing": "Kolom {title} wajib diisi, tetapi datanya belum ada.",
    "insurer.too_long": (
        "Isi kolom {title} {length} huruf, paling banyak {limit}. Minta kelurahan memendekkannya;"
        " program tidak memotong sendiri."
    ),
    "insurer.too_many": "Daftar ini lebih panjang daripada yang dapat ditampung satu lembar Excel.",
    "insurer.nobody_to_send": (
        "Tidak ada orang untuk dikirim: semua yang sudah dibayar sudah terkirim, sudah bernomor,"
        " atau datanya belum lengkap."
    ),
    "insurer.send_reason": "Pilih alasan daftar ini dibuat.",
    "insurer.decree": "SK dengan nomor ini tidak ada.",
    "insurer.payment": "Pembayaran dengan nomor bukti ini tidak ada.",
    # the answers as a file
    "insurer.no_header": (
        "Kolom jawaban tidak ditemukan. Daftar harus memuat judul NIK atau No. Pendaftaran, dan"
        " KPJ, Status, atau Keterangan. Sesuaikan profilnya bila judulnya lain."
    ),
    "insurer.no_rows": "Daftar ini tidak berisi satu baris pun di bawah judulnya.",
    "insurer.changed": "Data di sini berubah sejak daftar dibaca. Baca lagi, lalu masukkan.",
    "insurer.reason": "Tulis alasan baris yang bertentangan tetap dimasukkan.",
    "insurer.not_agreeable": "Baris ini tidak dapat dimasukkan begitu saja; betulkan di asalnya.",
    "insurer.agreed_twice": "Dari baris tentang orang yang sama hanya satu yang dapat dipilih.",
    # one row
    "insurer.nobody": "Baris ini tanpa NIK dan tanpa nomor pendaftaran.",
    "insurer.word": "Kata di kolom hasil tidak dikenal. Tambahkan di profil bila memang dipakai.",
    "insurer.no_word": "Ada keterangan, tetapi tidak ada hasil: diterima atau ditolak?",
    "insurer.day": "Tanggal mulai tidak terbaca; tulis seperti 01-12-2026.",
    "insurer.unknown": "NIK ini tidak ada di data kota.",
    "insurer.unlisted": "Terdaftar di sini, tetapi tidak ada di daftar yang pernah dikirim.",
    "insurer.several": (
        "Lebih dari satu pendaftaran memakai NIK ini. Putuskan dahulu di halaman Ganda."
    ),
    "insurer.two_people": "NIK dan nomor pendaftaran di baris ini milik dua orang yang berbeda.",
    "insurer.other_nik": "Nomor pendaftarannya cocok, tetapi NIK-nya lain dari yang dikirim.",
    "insurer.other_person": "Nama atau tanggal lahirnya jauh berbeda: mungkin orang lain.",
    "insurer.twice_other": "Baris lain di daftar ini berkata lain tentang orang yang sama.",
    "insurer.number_twice": "KPJ ini diberikan kepada dua orang di daftar ini. Tanyakan ke BPJS.",
    "insurer.number_taken": (
        "KPJ ini sudah dipegang orang lain di sini. Tanyakan ke BPJS, atau gabungkan bila orangnya"
        " sama."
    ),
    "insurer.other_number": "Orang ini sudah memegang KPJ lain.",
    "insurer.refused_numbered": "Orang ini sudah memegang KPJ, tetapi baris ini menolaknya.",
    # waiting
    "insurer.nobody_refused": "Tidak ada orang yang ditolak untuk ditanyakan.",
    "insurer.late": (
        "{count} orang dikirim lebih dari {days} hari lalu dan belum ber-KPJ. Nomor biasanya muncul"
        " dalam 7 sampai 14 hari; tanyakan ke kantor cabang BPJS Ketenagakerjaan."
    ),
    "insurer.unconfirmed": (
        "Susunan kolom ini kandidat, belum dikonfirmasi kantor cabang BPJS Ketenagakerjaan."
    ),
}

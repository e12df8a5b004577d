"""What is said of other funders' lists, and of answers of other offices."""

SENTENCES = {
    "elsewhere.profile": "Pilih sumber daftar yang ada di pilihan.",
    "elsewhere.day": "Tanggal daftar belum tiba; isi tanggal data itu dibuat.",
    "elsewhere.older": (
        "Daftar yang berlaku bertanggal {day}, lebih baru daripada daftar ini. Daftar ini tidak"
        " dimasukkan."
    ),
    "elsewhere.no_people": "Tidak ada orang yang dapat dipakai dari daftar ini.",
    "elsewhere.unknown": "Daftar itu tidak ada atau sudah dihapus.",
    "elsewhere.not_listed": (
        "Orang itu tidak ada lagi di daftar yang berlaku; cari lagi di halaman Data luar."
    ),
    "elsewhere.not_allowed": "Pendaftaran ini sudah berakhir; tidak ada yang perlu dihentikan.",
    "elsewhere.outcome": "Pilih siapa yang selanjutnya membayar.",
    "elsewhere.settled": "Pasangan ini sudah diputuskan; tarik dahulu keputusan yang lama.",
    "elsewhere.say": "Sebutkan keputusannya: --say end, keep, different, ask, atau back.",
    "elsewhere.words": "Sebutkan drop SUMBER, atau settle NOMOR ID dengan ID dari daftar pairs.",
    "elsewhere.nobody": "Tanpa nama dan NIK; baris ini tidak dipakai.",
    "elsewhere.twice": "Orang ini sudah ada di baris sebelumnya; baris ini tidak dipakai.",
    "elsewhere.nik": "NIK bukan 16 angka; orang ini dicari dengan nama dan tanggal lahir.",
    "checks.profile": "Pilih jenis hasil yang ada di pilihan.",
    "checks.day": "Tanggal hasil belum tiba; isi tanggal pengecekan.",
    "checks.no_header": (
        "Judul kolom tidak ditemukan: perlu NIK atau nomor pendaftaran, dan hasilnya."
    ),
    "checks.answer": "Hasil di baris ini tidak dikenal; baris ini tidak dipakai.",
    "checks.unknown": "Tidak ada pendaftaran dengan NIK atau nomor ini.",
    "checks.other_nik": "NIK di baris ini bukan NIK pendaftaran itu; periksa keduanya.",
    "checks.other_name": "NIK ini terdaftar atas nama lain; periksa keduanya.",
    "checks.several": "NIK ini dipakai {count} pendaftaran; isi nomor pendaftarannya.",
}

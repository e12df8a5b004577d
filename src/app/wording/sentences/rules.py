"""What the rules say: eligibility, family, steps that are not allowed, reference data."""

SENTENCES = {
    # E1 residence
    "eligibility.address_missing": "Pilih kelurahan sesuai alamat KTP.",
    "eligibility.resident": "Alamat KTP di kota ini.",
    "eligibility.outside_city": (
        "Alamat KTP di luar kota ini; tulis alasan bila tetap didaftarkan di sini."
    ),
    # E2, E3 age on the day the cover begins
    "eligibility.birth_date_missing": "Isi tanggal lahir untuk menghitung usia.",
    "eligibility.too_young": (
        "Usia pada tanggal mulai {age} tahun, kurang dari {limit}; dapat didaftarkan mulai {since}."
    ),
    "eligibility.old_enough": "Usia pada tanggal mulai {age} tahun, minimal {limit}.",
    "eligibility.too_old": (
        "Pada tanggal mulai sudah berusia {limit} tahun atau lebih;"
        " hari terakhir yang masih bisa adalah {last}."
    ),
    "eligibility.young_enough": "Belum berusia {limit} tahun sampai dengan {last}.",
    # E4 working
    "eligibility.not_asked": "Belum ditanyakan kepada pekerja; tanyakan dan pilih Ya atau Tidak.",
    "eligibility.not_working": (
        "Pekerja tidak sedang bekerja; klaimnya akan ditolak, jadi belum dapat didaftarkan."
    ),
    "eligibility.ill": (
        "Pekerja sedang sakit berat atau tidak mampu bekerja;"
        " klaimnya akan ditolak, jadi belum dapat didaftarkan."
    ),
    "eligibility.workplace_missing": "Isi tempat bekerja.",
    "eligibility.stated_working": "Menyatakan aktif bekerja dan tidak sedang sakit berat.",
    # E5, E6, E7: only the city can know
    "eligibility.declared": "Sesuai pernyataan; akan dicek oleh kota.",
    "eligibility.civil_servant": (
        "Menyatakan ASN, TNI, Polri, pensiunan, atau penerima upah;"
        " tulis alasan bila tetap didaftarkan."
    ),
    "eligibility.covered_elsewhere": (
        "Menyatakan sudah dibiayai pihak lain; tulis alasan bila tetap didaftarkan."
    ),
    "eligibility.separate_funding": (
        "Pekerjaan ini mungkin sudah dibiayai oleh {payer}; akan dicek oleh kota."
    ),
    "eligibility.welfare_unknown": "Desil belum diketahui; akan dicek oleh kota.",
    "eligibility.desil_too_high": (
        "Desil {desil} di atas batas {limit}; tulis alasan bila tetap didaftarkan."
    ),
    "eligibility.income_too_high": (
        "Penghasilan di atas batas program; tulis alasan bila tetap didaftarkan."
    ),
    # the same, as the city was told
    "eligibility.civil_servant_told": "Tercatat sebagai ASN, TNI, Polri, atau pensiunan.",
    "eligibility.no_civil_servant_told": "Bukan ASN, TNI, Polri, atau pensiunan.",
    "eligibility.wage_earner_told": "Terdaftar sebagai penerima upah; pemberi kerja yang membayar.",
    "eligibility.nobody_told": "Belum dibiayai pihak mana pun.",
    "eligibility.other_funder_told": "Sudah dibiayai pihak lain.",
    "eligibility.self_told": "Sudah membayar iurannya sendiri.",
    "eligibility.elsewhere_waiting": (
        "Mungkin ada di daftar {payer}; putuskan dahulu di halaman Ganda."
    ),
    "eligibility.desil_told": "Desil {desil}, batasnya {limit}.",
    # E8 occupation
    "eligibility.occupation_missing": "Pilih pekerjaan.",
    "eligibility.occupation_unknown": (
        "Pekerjaan ini tidak ada di daftar program; pilih yang ada atau Lainnya."
    ),
    "eligibility.occupation_listed": "Pekerjaan ada di daftar program.",
    "eligibility.detail_missing": "Pekerjaan Lainnya: tulis pekerjaannya pada uraian.",
    "eligibility.occupation_other": "Pekerjaan di luar daftar; akan dinilai oleh kota.",
    # E9 once
    "eligibility.not_looked": "Data ganda belum diperiksa.",
    "eligibility.registered_once": "NIK ini belum terdaftar di data kelurahan ini.",
    "eligibility.duplicate": (
        "NIK ini sudah terdaftar; bandingkan keduanya,"
        " lalu pilih NIK disengketakan bila ini pemilik yang benar."
    ),
    "eligibility.disputed": "NIK disengketakan; lurah atau kota akan memutuskan.",
    "eligibility.once_in_city": "Terdaftar satu kali di seluruh kota.",
    "eligibility.pair_waiting": (
        "Mungkin sama dengan pendaftaran lain; putuskan dahulu di halaman Ganda."
    ),
    "eligibility.duplicate_in_city": (
        "NIK ini juga dipakai pendaftaran lain; putuskan dahulu di halaman Ganda."
    ),
    # the NIK, as Dukcapil says
    "eligibility.nik_not_asked": "NIK belum dipadankan dengan Dukcapil.",
    "eligibility.nik_matched": "NIK padan dengan Dukcapil.",
    "eligibility.nik_unmatched": "NIK tidak padan dengan Dukcapil.",
    "eligibility.nik_dead": "Menurut Dukcapil pemilik NIK ini sudah meninggal.",
    "eligibility.hidden": "Rinciannya hanya untuk yang berhak melihat data khusus.",
    "eligibility.no_rule": "Tidak ada ketentuan yang berlaku pada {day}; periksa tanggal mulai.",
    # family
    "heirs.missing": "Isi sedikitnya satu anggota keluarga, atau pilih Tidak ada keluarga.",
    "heirs.though_no_family": (
        "Keluarga terisi padahal dipilih Tidak ada keluarga; hapus salah satunya."
    ),
    "heirs.spouse_absent": "Status kawin tetapi suami/istri belum diisi.",
    "heirs.spouse_unexpected": (
        "Ada suami/istri padahal status pada KTP bukan Kawin; periksa status perkawinan."
    ),
    "heirs.several_spouses": (
        "Lebih dari satu suami/istri: semuanya urutan pertama, siapkan bukti nikah masing-masing."
    ),
    "heirs.several_claimants": "Pilih satu orang saja sebagai calon pengaju.",
    "heirs.no_claimant": "Tandai satu orang dewasa yang akan mengurus klaim.",
    "heirs.none_by_law": (
        "Belum ada keluarga yang termasuk urutan ahli waris menurut undang-undang;"
        " tanyakan orang tua, anak, atau saudara kandung."
    ),
    "heirs.not_inheritance": (
        "Urutan ini hanya untuk santunan BPJS Ketenagakerjaan, bukan pembagian waris."
    ),
    "heirs.outside_law": "Tidak termasuk urutan ahli waris menurut PP 44/2015.",
    "heirs.rank_uncertain": "Kedudukan sebagai ahli waris perlu konfirmasi cabang.",
    "heirs.sex_mismatch": "Jenis kelamin tidak sesuai dengan hubungan; periksa keduanya.",
    "heirs.proof_missing": "Bukti hubungan belum ada; minta {proofs}.",
    "heirs.proof_weak": "Bukti ini belum cukup untuk hubungan tersebut; minta {proofs}.",
    "heirs.birth_date_missing": "Isi tanggal lahir agar diketahui apakah sudah dewasa.",
    "heirs.minor": "Belum dewasa ({age} tahun) sampai {adult_on}; diwakili orang tua atau wali.",
    "heirs.majority_uncertain": (
        "Usia {age} tahun: sebagian cabang dan bank meminta {limit} tahun; perlu konfirmasi cabang."
    ),
    "heirs.guardian_missing": "Belum dewasa dan tanpa orang tua di daftar; isi nama wali.",
    "heirs.claimant_minor": "Calon pengaju belum dewasa; pilih orang dewasa.",
    "heirs.claimant_not_first": (
        "Calon pengaju bukan urutan pertama; pilih yang urutan pertama atau tulis alasannya."
    ),
    # steps and reference data
    "state.not_allowed": "Langkah ini tidak dapat dilakukan dari keadaan sekarang.",
    "reference.no_rule": "Tidak ada ketentuan yang berlaku pada {day}; periksa tanggalnya.",
    "reference.missing": "Berkas data program tidak ditemukan; pasang ulang program.",
    "reference.damaged": "Berkas data program rusak; pasang ulang program atau hubungi kota.",
}

"""Programmes, decrees, payments, and words on pairs: what the city's deeds say."""

SENTENCES = {
    "month.shape": "Tulis bulan seperti 2026-01.",
    # decisions
    "decision.merged": (
        "Pendaftaran ini sudah digabung dengan yang lain. Tarik dahulu penggabungannya di Ganda."
    ),
    "decision.decreed": (
        "Orang ini sudah masuk SK atau didanai. Batalkan dahulu SK atau pembayarannya, atau akhiri"
        " kepesertaannya dengan alasan."
    ),
    "decision.end_missing": "Pilih sebab kepesertaan berakhir.",
    "decision.nothing": (
        "Tidak ada keputusan yang dapat ditarik di sini; SK, pembayaran, dan penggabungan ditarik"
        " di tempatnya sendiri."
    ),
    "decide.nobody": "Sebutkan nomor pendaftaran, atau --all untuk semua yang belum diputuskan.",
    # pairs
    "settle.pair": "Tulis kedua nomor pendaftaran dengan tanda + di antaranya.",
    "settle.self": "Keduanya pendaftaran yang sama; pilih dua yang berbeda.",
    "settle.stays": "Pendaftaran yang diteruskan harus salah satu dari keduanya.",
    "settle.merged": "Salah satunya sudah digabung. Tarik dahulu penggabungannya.",
    "settle.not_allowed": (
        "Pendaftaran ini sudah ditolak atau berakhir, jadi tidak perlu digabung. Tinjau lagi"
        " keputusannya bila keliru."
    ),
    "settle.stays_fallen": (
        "Yang diteruskan sudah ditolak, berakhir, atau ditarik kembali, padahal yang lain masih"
        " berlaku. Teruskan yang lain itu, atau tinjau lagi dahulu keputusannya."
    ),
    "settle.reason": "Tulis alasannya.",
    "settle.question": "Tulis pertanyaan untuk kelurahan.",
    "settle.nothing": "Belum ada keputusan tentang pasangan ini yang dapat ditarik.",
    # programme
    "programme.none": "Belum ada program. Atur dahulu program dan pagunya.",
    "programme.unknown": "Program ini tidak dikenal.",
    "programme.name": "Tulis nama program.",
    "programme.ceiling": "Tulis pagu dalam rupiah, lebih dari nol.",
    "programme.months": "Bulan terakhir tidak boleh sebelum bulan pertama, paling lama 24 bulan.",
    "programme.tier": "Dasar upah ini tidak ada dalam tabel iuran yang berlaku.",
    "out.data": "Simpan di luar folder data Payung, supaya buku data tidak tertimpa.",
    "programme.year": "Tulis tahun program, dari 2000 sampai 2200.",
    "programme.place": "Kelurahan ini tidak ada di kota ini. Periksa kodenya: 64.72.05.1003.",
    "programme.target": "Beri jatah kepada paling sedikit satu kelurahan, sebagai angka.",
    "programme.reason": "Tulis alasan perubahan program.",
    "programme.changed": "Program ini baru saja diubah orang lain. Buka lagi, lalu ulangi.",
    "programme.spent": "Pagu tidak boleh di bawah uang yang sudah dibayarkan.",
    "programme.paid_fund": (
        "Sudah ada yang dibayar dari sumber dana ini. Tarik dahulu pembayarannya, atau buat"
        " program lain."
    ),
    "programme.paid_tier": (
        "Iuran dengan dasar upah ini sudah dibayar. Tarik dahulu pembayarannya, atau buat program"
        " lain."
    ),
    "programme.paid_months": (
        "Ada bulan yang sudah dibayar di luar bulan program ini. Ikutkan bulan itu, atau tarik"
        " dahulu pembayarannya."
    ),
    # decrees
    "decree.number": "Tulis nomor SK yang belum dipakai.",
    "decree.day": "Tanggal SK tidak boleh sesudah hari ini.",
    "decree.nobody": "Tidak ada orang yang dapat dimasukkan ke SK; terima dahulu pendaftarannya.",
    "decree.not_accepted": (
        "{count} orang belum diterima atau sudah ada di SK lain. Tidak ada yang dicatat."
    ),
    "decree.unknown": "SK ini tidak dikenal; periksa nomornya.",
    "decree.cancelled": "SK ini sudah dibatalkan.",
    "decree.reason": "Tulis alasan pembatalan SK.",
    "decree.paid": "SK ini sudah dibayar. Tarik dahulu pembayarannya.",
    "report.office": "Kelurahan ini bukan kelurahan kota ini; pilih yang lain.",
    # payments
    "pay.months": "Pilih bulan yang ada dalam program, dari yang awal ke yang akhir.",
    "pay.day": "Tanggal pembayaran tidak boleh sesudah hari ini.",
    "pay.proof": "Tulis nomor bukti pembayaran yang belum dipakai.",
    "pay.gaps": (
        "{count} orang punya bulan yang terlewat sebelum bulan yang sudah dibayar; bayar bulan"
        " itu tersendiri."
    ),
    "pay.nobody": "Tidak ada orang dalam SK yang bulan ini belum dibayar.",
    "pay.not_yet": (
        "SK-nya baru ditandatangani {day}. Yang dapat dibayar ialah bulan itu dan sesudahnya."
    ),
    "pay.no_money": "Sisa pagu tidak cukup untuk seorang pun. Tambah pagu atau kurangi bulannya.",
    "pay.changed": "Jumlahnya berubah sejak dihitung. Hitung lagi, lalu ulangi.",
    "pay.unknown": "Pembayaran ini tidak dikenal; periksa nomor buktinya.",
    "pay.reversed": "Pembayaran ini sudah ditarik kembali.",
    "pay.reason": "Tulis alasan penarikan pembayaran.",
}

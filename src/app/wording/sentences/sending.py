"""The page Kiriman: what it says of the network, and what could not be done there."""

SENTENCES = {
    "exchange.revoked": (
        "Kota sudah mencabut kunci komputer ini, jadi kirimannya tidak diterima lagi. Hubungi "
        "petugas kota; komputer ini harus dikenalkan lagi."
    ),
    "exchange.new_administrator": (
        "Administrator masuk lagi tanpa kata sandi lamanya, dan kota belum kenal kuncinya yang"
        " baru. Administrator menulis kartu kunci di halaman Kiriman, bagian Kota, menyerahkannya"
        " ke kota, lalu membacakan sidik administrator lewat telepon."
    ),
    "enrol.not_compared": "Cocokkan dahulu semua angka lewat telepon, lalu beri centang.",
    "enrol.already": "Kunci ini sudah dipercaya; tidak ada yang perlu diubah.",
    # at the field that the city wants mended
    "asked.unreadable": "Diminta kota: tidak terbaca, ketik ulang dari kertasnya.",
    "asked.differs_from_ktp": "Diminta kota: berbeda dari KTP, cocokkan lagi.",
    "asked.differs_from_kk": "Diminta kota: berbeda dari Kartu Keluarga, cocokkan lagi.",
    "asked.missing": "Diminta kota: belum diisi.",
    "asked.not_plausible": "Diminta kota: isinya tidak masuk akal, periksa lagi.",
    "asked.proof_missing": "Diminta kota: buktinya belum ada.",
    "asked.other": "Diminta kota: perlu diperbaiki.",
    # the way over the network, in one line
    "sending.stick_only": "Kiriman dibawa dengan stik: alamat kotak surat belum diisi.",
    "sending.working": "Sedang menukar kiriman dengan kotak surat kota.",
    "sending.synced": "Sinkron dengan kotak surat kota: {time}.",
    "sending.not_yet_synced": "Belum pernah sinkron; F9 mencoba sekarang.",
    # what nobody foresaw
    "sending.not_read": "Daftar di halaman ini belum dapat dibaca. Data tetap aman; buka lagi.",
    "sending.password_missing": "Ketik kata sandi Anda.",
    "sending.not_approved": "Persetujuan terhenti. Yang sudah disetujui tersimpan; ulangi sisanya.",
    "sending.not_sealed": "Kiriman tidak jadi disegel. Tidak ada yang hilang; ulangi.",
    "sending.not_carried": "Kiriman sudah disegel, tetapi belum terkirim. Ulangi.",
    "sending.not_received": "Penerimaan terhenti. Yang sudah masuk tersimpan; ulangi.",
    "sending.not_enrolled": "Kartu kunci tidak dapat dipakai. Tidak ada yang berubah; ulangi.",
    "sending.not_done": "Itu tidak dapat dilakukan. Tidak ada yang berubah; ulangi.",
}

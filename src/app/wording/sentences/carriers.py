"""How sealed files travel: by stick, by network, and what stands in their way."""

SENTENCES = {
    # a file on its way onto a stick
    "stick.verified": "Terkirim ke stik. Salinannya sudah dibaca ulang dan sama dengan aslinya.",
    "stick.copied_not_verified": (
        "Berkas sudah disalin, tetapi belum terbukti sama dengan aslinya, jadi belum terkirim."
        " Salin sekali lagi; bila terulang, pakai stik lain."
    ),
    "stick.full": (
        "Ruang di stik tidak cukup: perlu {needed_mb} MB, tersisa {free_mb} MB."
        " Tidak ada yang disalin; kosongkan stik atau pakai stik lain."
    ),
    "stick.too_large": (
        "Stik ini berformat FAT32 dan tidak dapat memuat berkas 4 GB ke atas."
        " Tidak ada yang disalin; pakai stik berformat exFAT atau NTFS."
    ),
    "stick.read_only": (
        "Stik ini tidak dapat ditulisi. Tidak ada yang disalin;"
        " geser kunci kecil di sisi stik bila ada, atau pakai stik lain."
    ),
    "stick.pulled_out": (
        "Stik tidak terpasang atau tercabut, jadi berkas belum terkirim."
        " Pasang lagi stiknya, lalu ulangi."
    ),
    "stick.unreadable": (
        "Stik tidak dapat ditulis atau dibaca dengan baik, mungkin rusak."
        " Berkas belum terkirim; pakai stik lain."
    ),
    "stick.wrong_stick": (
        "Tempat ini bukan folder stik yang dapat dipakai untuk kiriman."
        " Tidak ada yang disalin; pilih stik yang benar."
    ),
    "stick.cancelled": "Penyalinan dihentikan. Berkas belum terkirim; ulangi bila sudah siap.",
    "stick.changed": (
        "Isi stik berubah selagi dibaca, jadi berkas ini dilewati."
        " Jangan pakai stik di program lain, lalu ulangi."
    ),
    "stick.safe": "Aman dicabut: semua berkas sudah ada di stik.",
    "stick.not_yet": "Jangan cabut stik dahulu: belum semua berkas terkirim.",
    "exchange.own_file": (
        "Berkas kiriman di komputer ini tidak dapat dibaca. Tidak ada yang disalin;"
        " periksa disk komputer, lalu segel ulang."
    ),
    # the city's mailbox
    "serve.not_installed": (
        "Kotak surat tidak ada dalam program ini. Pasang Payung untuk kantor kota."
    ),
    "serve.plain": (
        "Tanpa sertifikat, kotak surat hanya boleh dibuka untuk komputer ini sendiri (127.0.0.1)."
        " Berikan --cert dan --key."
    ),
    "serve.half_certificate": "Berikan --cert dan --key bersama-sama.",
    "serve.certificate": (
        "Sertifikat atau kuncinya tidak dapat dipakai. Keduanya harus berkas PEM yang berpasangan,"
        " dan kuncinya tanpa kata sandi."
    ),
    "serve.port": (
        "Alamat atau nomor port ini tidak dapat dipakai, mungkin sudah dipakai program lain."
        " Pilih yang lain."
    ),
    "mailbox.disk": (
        "Disk kotak surat kota tidak dapat ditulis atau dibaca."
        " Coba lagi nanti; bila terulang, hubungi petugas kota."
    ),
    "mailbox.full": (
        "Disk kotak surat kota penuh. Kiriman menunggu; hubungi petugas kota atau pakai stik."
    ),
    "mailbox.stations": (
        "Daftar stasiun di kotak surat kota tidak dapat dibaca. Hubungi petugas kota."
    ),
    # on the way to it
    "network.address": (
        "Alamat kotak surat tidak dapat dibaca. Tulis seperti https://payung.kota.go.id"
        " lalu coba lagi."
    ),
    "network.plain": (
        "Alamat ini tidak terlindung (http). Ke komputer lain pakai alamat yang berawalan https."
    ),
    "network.pin": (
        "Sidik sertifikat terdiri dari 64 angka dan huruf a-f. Salin seluruhnya dari petugas kota."
    ),
    "network.no_address": "Alamat kotak surat kota belum diisi. Isi dahulu di Pengaturan.",
    "network.offline": "Sedang tidak ada jaringan ke kota. Kiriman menunggu dan akan dicoba lagi.",
    "network.cut": "Jaringan terputus. Yang sudah terkirim tidak diulang; sisanya menyusul.",
    "network.busy": "Kotak surat kota sedang sibuk. Kiriman menunggu dan akan dicoba lagi.",
    "network.certificate": (
        "Sertifikat kotak surat ini bukan milik kota yang dikenal, jadi tidak ada yang dikirim."
        " Hubungi petugas kota, atau pakai stik."
    ),
    "network.tls": (
        "Sambungan aman ke kotak surat kota gagal, jadi tidak ada yang dikirim."
        " Akan dicoba lagi; bila terulang, hubungi petugas kota."
    ),
    "network.redirect": (
        "Jaringan mengalihkan ke tempat lain, mungkin ke halaman masuk Wi-Fi."
        " Tidak ada yang dikirim; masuk dahulu ke jaringan itu, lalu ulangi."
    ),
    "network.proxy": (
        "Proxy jaringan kantor menolak sambungan ini. Hubungi pengelola jaringan, atau pakai stik."
    ),
    "network.strange": (
        "Yang menjawab di alamat itu bukan kotak surat Payung. Periksa alamatnya di Pengaturan."
    ),
    "network.cancelled": "Sinkronisasi dihentikan. Yang sudah terkirim tidak diulang.",
    "network.failed": (
        "Sinkronisasi terhenti oleh kesalahan program. Tidak ada yang hilang; akan dicoba lagi."
    ),
    "network.own_disk": (
        "Balasan kota tidak dapat disimpan di komputer ini, mungkin disknya penuh."
        " Kosongkan ruang, lalu ulangi."
    ),
    # what the mailbox says of one file, and of who asks
    "upload.busy": "Berkas ini sedang dikirim lewat sambungan lain. Akan dicoba lagi.",
    "upload.many": (
        "Terlalu banyak kiriman komputer ini yang belum selesai di kotak surat kota."
        " Hubungi petugas kota, atau pakai stik."
    ),
    "upload.damaged": (
        "Berkas kiriman rusak, di disk komputer ini atau di jalan."
        " Periksa disk komputer, lalu segel ulang."
    ),
    "upload.length": "Berkas kiriman tidak utuh. Segel ulang, lalu kirim yang baru.",
    "upload.offset": "Kiriman di kotak surat kota berubah selagi dikirim. Akan dicoba lagi.",
    "upload.gone": "Kiriman yang belum selesai sudah dihapus di kotak surat kota. Ulangi.",
    "request.length": "Permintaan ini tidak dipahami kotak surat kota. Perbarui Payung.",
    "request.type": "Permintaan ini tidak dipahami kotak surat kota. Perbarui Payung.",
    "request.tus": "Permintaan ini tidak dipahami kotak surat kota. Perbarui Payung.",
    "request.range": "Permintaan ini tidak dipahami kotak surat kota. Perbarui Payung.",
    "request.large": "Kiriman lebih panjang daripada yang disebut di awal. Segel ulang.",
    "request.slow": "Jaringan terlalu lambat dan sambungan ditutup. Sisanya akan dilanjutkan.",
    "reply.gone": "Balasan ini sudah tidak ada di kotak surat kota.",
    "reply.damaged": "Satu balasan kota rusak di jalan. Akan diambil lagi.",
    "access.challenge": "Kotak surat kota meminta bukti baru. Akan dicoba lagi.",
    "access.signature": (
        "Kotak surat kota tidak mengenali tanda tangan komputer ini. Hubungi petugas kota."
    ),
    "access.unknown": (
        "Komputer ini belum terdaftar di kotak surat kota. Serahkan kartu kuncinya ke petugas kota."
    ),
    "access.revoked": (
        "Kunci komputer ini sudah dicabut oleh kota. Hubungi petugas kota untuk kunci baru."
    ),
}

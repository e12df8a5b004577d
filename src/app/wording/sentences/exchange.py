"""Sealed files that may not be taken, and sealed files that cannot be read or written.

Each of them leaves everything as it was; the sentences that ask for another copy say so.
"""

SENTENCES = {
    # what the file is
    "seal.magic": (
        "Berkas ini bukan kiriman Payung. Pilih berkas yang berakhiran .payung;"
        " bila memang itu, minta salinan baru kepada pengirimnya."
    ),
    "seal.version": (
        "Kiriman ini dibuat oleh Payung yang lebih baru. Tidak ada yang diubah;"
        " pasang Payung versi terbaru di komputer ini, lalu terima lagi."
    ),
    "seal.critical": (
        "Kiriman ini memakai cara baru yang belum dikenal komputer ini. Tidak ada yang diubah;"
        " pasang Payung versi terbaru, lalu terima lagi."
    ),
    "seal.kind": (
        "Jenis kiriman ini belum dikenal komputer ini. Tidak ada yang diubah;"
        " pasang Payung versi terbaru, lalu terima lagi."
    ),
    "seal.size": (
        "Berkas ini lebih besar daripada kiriman Payung mana pun, jadi tidak dibuka."
        " Jangan dipakai; tanyakan kepada pengirimnya."
    ),
    "seal.short": (
        "Kiriman ini terpotong: bagian akhirnya tidak ada. Tidak ada yang diubah;"
        " salin sekali lagi dari asalnya."
    ),
    "seal.length": (
        "Ada tambahan di belakang kiriman ini, jadi tidak diterima. Salin sekali lagi dari asalnya."
    ),
    "seal.header": (
        "Bagian depan kiriman ini rusak. Tidak ada yang diubah; salin sekali lagi dari asalnya."
    ),
    "seal.keycard": (
        "Ini kartu kunci, bukan kiriman data. Tidak ada yang diubah;"
        " daftarkan komputer itu lebih dahulu dengan kartu ini."
    ),
    "seal.not_keycard": (
        "Ini kiriman data, bukan kartu kunci. Tidak ada yang diubah;"
        " pilih berkas kartu kunci, atau terima berkas ini sebagai kiriman."
    ),
    # who sent it
    "seal.unknown_sender": (
        "Pengirimnya, komputer {station} kantor {office}, belum terdaftar di sini."
        " Tidak ada yang diubah; daftarkan dahulu dengan kartu kuncinya."
    ),
    "seal.changed_key": (
        "Kunci komputer {station} kantor {office} bukan kunci yang terdaftar di sini."
        " Tidak ada yang diterima; telepon kantor itu, dan bila benar kuncinya diganti,"
        " minta kartu kunci yang baru."
    ),
    "seal.revoked": (
        "Kunci komputer {station} kantor {office} sudah dicabut, jadi kirimannya tidak diterima."
        " Telepon kantor itu; bila masih dipakai, komputernya harus didaftarkan lagi."
    ),
    "seal.impostor": (
        "Kiriman ini mengaku dari komputer {station} kantor {office}, tetapi kuncinya milik"
        " komputer lain. Tidak ada yang diterima; simpan berkasnya dan beri tahu petugas kota."
    ),
    "seal.signature": (
        "Tanda tangan kiriman ini tidak cocok dengan kunci komputer {station} kantor {office}."
        " Tidak ada yang diterima; salin sekali lagi, dan bila tetap begitu beri tahu pengirimnya."
    ),
    "seal.role": (
        "Komputer {station} kantor {office} tidak berhak membuat kiriman sejenis ini."
        " Tidak ada yang diterima; simpan berkasnya dan beri tahu petugas kota."
    ),
    # whom it is for
    "seal.own": (
        "Ini kiriman dari komputer ini sendiri, jadi tidak ada yang diterima."
        " Bawa kepada penerimanya."
    ),
    "seal.recipient": (
        "Kiriman ini untuk komputer {station} kantor {office}, bukan untuk komputer ini."
        " Tidak ada yang diubah; serahkan kepada kantor itu."
    ),
    "seal.old_key": (
        "Kiriman ini disegel untuk kunci lama komputer ini, jadi tidak dapat dibuka."
        " Kirimkan kartu kunci yang sekarang, lalu minta pengirim menyegel lagi."
    ),
    # what became of it on the way
    "seal.hash": (
        "Isi kiriman ini berubah di perjalanan. Tidak ada yang diubah;"
        " salin sekali lagi dari asalnya, bila perlu dengan stik lain."
    ),
    "seal.decrypt": (
        "Segel kiriman ini tidak dapat dibuka dengan kunci komputer ini. Tidak ada yang diubah;"
        " minta pengirim menyegel lagi."
    ),
    # what is wrong inside: whoever made it made it so
    "seal.packing": (
        "Isi kiriman ini tidak terkemas sebagaimana mestinya. Tidak ada yang diubah;"
        " minta pengirim menyegel lagi dan beri tahu petugas kota."
    ),
    "seal.expanded": (
        "Isi kiriman ini tidak sebesar yang tertulis di depannya. Tidak ada yang diubah;"
        " minta pengirim menyegel lagi dan beri tahu petugas kota."
    ),
    "seal.long_line": (
        "Di dalam kiriman ini ada baris yang terlalu panjang. Tidak ada yang diubah;"
        " minta pengirim menyegel lagi dan beri tahu petugas kota."
    ),
    "seal.line": (
        "Di dalam kiriman ini ada baris yang salah tulis. Tidak ada yang diubah;"
        " minta pengirim menyegel lagi dan beri tahu petugas kota."
    ),
    "seal.depth": (
        "Di dalam kiriman ini ada baris yang bersusun terlalu dalam. Tidak ada yang diubah;"
        " minta pengirim menyegel lagi dan beri tahu petugas kota."
    ),
    "seal.inside": (
        "Isi kiriman ini bukan isi dari sampulnya. Tidak ada yang diterima;"
        " simpan berkasnya dan beri tahu petugas kota."
    ),
    "seal.counts": (
        "Jumlah isi kiriman ini tidak sama dengan yang tertulis di depannya."
        " Tidak ada yang diubah; minta pengirim menyegel lagi dan beri tahu petugas kota."
    ),
    # the disk, the stick
    "exchange.unreadable": (
        "Disk atau stik tidak dapat membaca kiriman ini sampai selesai. Tidak ada yang diubah;"
        " cabut dan pasang lagi stiknya, atau minta salinan baru."
    ),
    "exchange.exists": (
        "Sudah ada kiriman dengan nama ini. Kiriman yang sudah disegel tidak ditimpa;"
        " pakai yang sudah ada, atau pilih folder lain."
    ),
    "exchange.disk_full": (
        "Disk penuh, kiriman tidak jadi disegel. Tidak ada yang berubah;"
        " kosongkan ruang, lalu ulangi."
    ),
    "exchange.write_denied": (
        "Folder kiriman tidak boleh ditulisi. Tidak ada yang disegel;"
        " periksa izin folder itu atau pilih folder lain."
    ),
    "exchange.not_written": (
        "Kiriman tidak dapat ditulis ke disk. Tidak ada yang disegel;"
        " periksa disknya atau pilih folder lain, lalu ulangi."
    ),
    "exchange.too_much": (
        "Isi kiriman ini terlalu banyak untuk satu berkas. Tidak ada yang disegel;"
        " segel dalam beberapa kiriman."
    ),
}

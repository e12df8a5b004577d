"""Backups: made, kept, put back, tried out; and where the books may not lie."""

SENTENCES = {
    # making one
    "backup.keep": "Simpan 2 sampai 365 hari cadangan.",
    "backup.late_days": "Peringatan harus menyala setelah 1 sampai 30 hari.",
    "backup.inside": (
        "Folder ini ada di dalam folder data dan hilang bersamanya. Pilih stik atau disk lain."
    ),
    "backup.gone": (
        "Folder cadangan tidak ditemukan. Pasang stiknya atau pilih folder lain di halaman"
        " Cadangan, lalu cadangkan lagi."
    ),
    "backup.full": (
        "Tempat cadangan penuh. Cadangan lama tidak disentuh; kosongkan ruang atau pilih tempat"
        " lain, lalu cadangkan lagi."
    ),
    "backup.read_only": (
        "Folder cadangan tidak dapat ditulis. Periksa kunci stik dan izin foldernya, lalu"
        " cadangkan lagi."
    ),
    "backup.pulled_out": (
        "Cadangan terputus di tengah jalan dan tidak jadi. Pasang lagi stiknya, lalu ulangi;"
        " cadangan sebelumnya tidak disentuh."
    ),
    "backup.unsound": (
        "Cadangan baru tidak utuh saat dibaca ulang, jadi tidak disimpan. Cadangan lama tetap ada;"
        " periksa buku data di Pengaturan."
    ),
    "backup.failed": "Cadangan tidak jadi. Data tetap aman; coba lagi.",
    "backup.made": "Cadangan selesai, sudah dibaca ulang dan utuh: {people} orang.",
    "backup.thinned": "{count} cadangan lama dihapus.",
    # how things stand
    "backup.never": "Belum ada cadangan. Buat sekarang dari halaman Cadangan.",
    "backup.late": "Cadangan terakhir {day}, sudah terlalu lama. Buat yang baru sekarang.",
    "backup.same_disk": (
        "Cadangan hanya ada di disk komputer ini. Pilih stik atau folder kedua, agar tetap ada bila"
        " komputer ini rusak."
    ),
    "books.log_missing": (
        "Pada {day} catatan sementara buku data hilang: yang terakhir disimpan mungkin tidak ada."
        " Cocokkan pendaftaran terakhir dengan kertasnya."
    ),
    # reading one
    "backup.none": "Ini bukan cadangan Payung. Pilih foldernya, yang namanya mulai dengan payung-.",
    "backup.damaged": (
        "Cadangan ini rusak pada berkas {file} dan tidak dipakai. Pilih cadangan yang lain."
    ),
    "backup.newer": (
        "Cadangan ini dibuat oleh Payung yang lebih baru. Pasang versi terbaru, lalu ulangi."
    ),
    # putting one back
    "restore.full": (
        "Ruang di disk ini tidak cukup untuk memulihkan. Kosongkan ruang, lalu ulangi; tidak ada"
        " yang diubah."
    ),
    "restore.other_office": (
        "Cadangan ini milik kantor atau komputer lain. Tidak ada yang diubah; pilih cadangan"
        " komputer ini."
    ),
    "restore.wrong": (
        "Nama atau kata sandi bukan yang berlaku pada {day}, hari cadangan ini dibuat. Pakai milik"
        " administrator pada hari itu, juga bila sesudahnya diganti, atau pilih cadangan yang lebih"
        " baru."
    ),
    "restore.paper": (
        "Kode ini bukan kode pemulihan yang berlaku pada {day}, hari cadangan ini dibuat. Cari"
        " kertas dari masa itu, atau pilih cadangan yang lebih baru."
    ),
    "restore.loses_people": "{count} pendaftaran dibuat setelah cadangan ini dan akan hilang.",
    "restore.loses_revisions": "{count} revisi dibuat setelah cadangan ini dan akan hilang.",
    "restore.loses_entries": "{count} catatan jejak audit lebih baru daripada cadangan ini.",
    "restore.loses_nothing": "Cadangan ini memuat semua yang ada sekarang.",
    "restore.other_line": (
        "Buku data sekarang bukan kelanjutan cadangan ini: pernah ada pemulihan di antaranya."
    ),
    "restore.present_unreadable": (
        "Buku data sekarang rusak, atau tidak terbuka dengan kata sandi dari hari cadangan ini,"
        " jadi tidak dapat dibandingkan."
    ),
    "restore.done": (
        "Cadangan {day} sudah dipulihkan. Data sebelumnya tetap ada di folder {folder}."
    ),
    "restore.ask_city": (
        "Buku data ini mulai hidup baru: ambil balasan kota dahulu, baru menyegel lagi."
    ),
    # trying one out
    "drill.red": (
        "Uji pemulihan gagal: cadangan terakhir tidak dapat diandalkan. Buat cadangan baru, lalu"
        " uji lagi."
    ),
    "drill.late": "Uji pemulihan sudah lebih dari dua bulan lalu. Uji lagi dari halaman Cadangan.",
    "drill.green": "Cadangan {day} dipulihkan dan diperiksa: utuh, {people} orang.",
    "drill.counts": "Isi cadangan yang dipulihkan tidak sama dengan daftarnya.",
    "drill.search": "Orang yang ada di cadangan tidak ditemukan oleh pencarian.",
    "drill.card": "Kartu dari cadangan tidak lolos pemeriksaan.",
    "drill.nothing": "Belum ada cadangan yang dapat diuji. Buat dahulu.",
}

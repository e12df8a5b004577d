"""The office's books, accounts and commands."""

SENTENCES = {
    "cancelled": "Dibatalkan. Tidak ada yang tersimpan.",
    "interrupted": "Dihentikan. Sebelum mengulang, lihat dahulu apa yang sudah tersimpan.",
    "usage": "Perintah ini tidak dikenal atau belum lengkap; lihat payung --help.",
    "command.failed": (
        "Perintah ini gagal karena kesalahan dalam Payung. Beri tahu petugas kota; "
        "yang sudah tersimpan tetap aman."
    ),
    # setting up
    "setup.exists": "Folder ini sudah berisi kantor. Pilih folder lain atau buka yang ada.",
    "setup.missing": "Belum ada kantor di folder ini. Buat dahulu dengan payung init.",
    "office.missing": "Sebutkan kelurahannya, misalnya --office 64.72.05.1003.",
    "office.unknown": "Kode kelurahan tidak dikenal; contoh: 64.72.05.1003.",
    "station.number": "Nomor komputer harus 1 sampai 99.",
    "recovery.other": "Ini bukan kode yang baru ditampilkan. Cocokkan dengan kertasnya.",
    "demo.real_office": "Folder ini berisi kantor sungguhan; pilih folder lain untuk contoh.",
    "demo.people": "Banyaknya orang contoh harus 0 sampai 1.000.000.",
    "screen.none": "Tidak ada layar di sini; jalankan Payung di desktop atau beri sebuah perintah.",
    "screen.libraries": "Bagian sistem untuk jendela belum ada; jalankan packaging/start.py.",
    # who may
    "recovery.not_administrator": (
        "Nama ini bukan administrator. Pilih administrator; petugas lain diberi kata sandi baru"
        " olehnya."
    ),
    "password.missing": "Kata sandi belum diberikan; isi {variable}.",
    "operator.own_reset": "Kata sandi sendiri diganti di Pengaturan, bukan diatur ulang.",
    # back in with the help of the city
    "unlock.custody": (
        "Jawaban kota tidak membuka buku data ini. Buat permintaan baru dan kirim lagi ke kota."
    ),
    "custody.file_missing": (
        "Berkas {file} tidak ada di sana. Pasang stiknya atau pilih folder yang benar, lalu ulangi."
    ),
    "custody.file_damaged": (
        "Isi {file} bukan permintaan atau jawaban kunci yang utuh. Tidak ada yang diubah; pilih"
        " berkas yang benar, atau minta dibuatkan lagi."
    ),
    "custody.file_disk": (
        "Berkas {file} tidak dapat dibaca atau ditulis di sana. Periksa stiknya atau pilih tempat"
        " lain, lalu ulangi."
    ),
    "custody.none": (
        "Kantor ini belum menitipkan kuncinya ke kota, jadi kota tidak dapat membantu membuka."
        " Pakai kode pemulihan di kertas."
    ),
    "custody.not_asked": "Belum ada permintaan ke kota dari komputer ini. Buat dahulu.",
    "custody.both": (
        "Jawaban kedua pemegang kunci kota diperlukan bersama-sama. Minta yang satu lagi."
    ),
    "custody.other_request": (
        "Jawaban ini untuk permintaan lain. Pakai jawaban untuk permintaan yang terakhir dibuat."
    ),
    "custody.signature": (
        "Jawaban ini tidak ditandatangani oleh kota yang dikenal kantor ini. Jangan dipakai;"
        " hubungi petugas kota."
    ),
    "custody.fingerprint": (
        "Sidik permintaan tidak sama dengan yang dibacakan lewat telepon. Jangan dijawab sebelum"
        " keduanya sama."
    ),
    "custody.other_custodian": (
        "Bagian kunci ini dititipkan kepada orang lain. Minta pemegang kunci yang namanya"
        " berlaku ketika kantor itu terdaftar."
    ),
    "unlock.operator": "Ada beberapa pengguna; sebutkan namanya dengan --operator.",
    "unlock.password_missing": "Kata sandi belum diberikan; isi PAYUNG_PASSWORD.",
    "operator.role": (
        "Peran ini tidak ada di kantor ini. Kelurahan: petugas, lurah, administrator;"
        " kota: penerima, penelaah, bendahara, administrator."
    ),
    "right.administrator": "Hanya administrator yang boleh melakukan ini.",
    "right.see": "Akun ini tidak boleh melihat data. Masuk dengan akun lain.",
    "right.register": (
        "Hanya petugas atau administrator yang boleh mendaftarkan dan memperbaiki."
        " Masuk dengan akun itu."
    ),
    "right.print": "Akun ini tidak boleh mencetak. Masuk dengan akun petugas.",
    "right.approve": (
        "Hanya lurah atau verifikator yang boleh menyetujui. Masuk dengan akunnya;"
        " bila belum ada, administrator menambahkannya di Pengaturan."
    ),
    "right.decide": (
        "Hanya penelaah yang boleh memutuskan. Masuk dengan akunnya; bila belum ada, administrator"
        " menambahkannya di Pengaturan."
    ),
    "right.budget": (
        "Hanya pengelola anggaran yang boleh melakukan ini. Masuk dengan akunnya; bila belum ada,"
        " administrator menambahkannya di Pengaturan."
    ),
    "right.exchange": (
        "Akun ini tidak boleh mengirim atau menerima berkas. Masuk dengan akun lain."
    ),
    "right.export": (
        "Akun ini tidak boleh menyalin data tanpa segel. Minta lurah atau administrator."
    ),
    "right.audit": "Akun ini tidak boleh membaca jejak audit. Minta administrator.",
    "idle.minutes": "Pilih salah satu lama waktu yang tersedia.",
    # keying again from the papers
    "sample.percent": "Isi 0 sampai 100 persen; 0 berarti tidak ada yang diketik ulang.",
    "sample.not_drawn": "Pendaftaran ini tidak terpilih untuk diketik ulang, atau sudah selesai.",
    "sample.own": "Pendaftaran ini Anda sendiri yang mencatat. Biarkan orang lain mengetik ulang.",
    "sample.empty": "Ketik ini dari kertasnya; tanpa ini tidak ada yang dapat dibandingkan.",
    "sample.undecided": "Lihat kertasnya: apakah yang tercatat benar? Pilih Ya atau Tidak.",
    "sample.verdict": "Yang dijawab bukan bagian yang berbeda. Buka lagi dari daftar.",
    "sample.not_differing": "Pendaftaran ini tidak menunggu dicocokkan, atau sudah selesai.",
    "sample.not_read": "Daftar contoh belum dapat dibaca. Data tetap aman; buka lagi bagian ini.",
    "sample.not_done": "Itu belum terlaksana. Yang diketik masih ada di layar; ulangi.",
    "sample.from_paper": "Kertas berbeda: hasil ketik ulang contoh, cocokkan lagi.",
    # the books
    "store.disk_full": ("Disk penuh. Yang terakhir tidak tersimpan; kosongkan ruang lalu ulangi."),
    "store.read_only": (
        "Folder data tidak dapat ditulis. Tidak ada yang tersimpan; periksa izin foldernya."
    ),
    "store.busy": "Buku data sedang dipakai. Tidak ada yang tersimpan; coba lagi sebentar.",
    "store.damaged": (
        "Buku data rusak. Jangan diteruskan; pulihkan dari cadangan atau hubungi petugas kota."
    ),
    "store.locked_key": (
        "Buku data tidak dapat dibuka dengan kunci kantor ini; pulihkan dari cadangan."
    ),
    "store.missing": (
        "Buku data tidak ada di folder ini; pulihkan dari cadangan atau hubungi petugas kota."
    ),
    "store.closed": "Buku data sudah ditutup. Yang terakhir tidak tersimpan; buka Payung lagi.",
    "store.failed": "Buku data tidak dapat dipakai. Tidak ada yang tersimpan; coba lagi.",
    "store.newer": (
        "Buku data ini dibuat oleh Payung yang lebih baru. Pasang versi terbaru, lalu buka lagi."
    ),
    "store.open_elsewhere": (
        "Buku data ini sedang dibuka oleh Payung lain (pengguna {user}, sejak {since}, proses"
        " {pid}). Tutup dahulu yang itu."
    ),
    "store.on_share": (
        "Folder data ada di jaringan; di sana data bisa rusak. Pindahkan ke disk komputer ini,"
        " lalu buka lagi."
    ),
    "store.on_stick": (
        "Folder data ada di stik; stik mudah tercabut dan hilang. Pindahkan ke disk komputer ini,"
        " dan pakai stik untuk cadangan."
    ),
    # proof
    "check.pages": (
        "Halaman buku data yang rusak: {pages}. Jangan diteruskan; pulihkan dari halaman Cadangan."
    ),
    "check.table": "Yang terkena kerusakan: {table}.",
    "check.revisions": (
        "{count} revisi tidak sama dengan yang dahulu disimpan, jadi diubah di luar program."
        " Jangan dikirim; hubungi administrator kota."
    ),
    "check.decisions": (
        "{count} keputusan kota di daftar tidak sama dengan keputusan yang tercatat. Jangan dipakai"
        " untuk mencetak kartu; hubungi petugas kota."
    ),
    "check.approvals": (
        "{count} persetujuan tidak ditandatangani oleh orang yang namanya tertulis di situ."
        " Jangan dikirim; hubungi petugas kota."
    ),
    "check.audit": (
        "Jejak audit terputus pada catatan nomor {entry}: ada yang mengubahnya di luar program."
        " Jangan dikirim; hubungi administrator kota."
    ),
    "check.audit_head": (
        "Jejak audit bukan lagi yang ditandatangani pada kiriman: catatan nomor {entry} lain atau"
        " hilang. Jangan dikirim; hubungi administrator kota."
    ),
    "check.tombstones": (
        "Data {count} pendaftaran hilang tanpa tercatat dihapus menurut masa simpan. Pulihkan dari "
        "cadangan terakhir, dan beri tahu administrator kota."
    ),
    # files given to commands
    "file.unreadable": "Berkas tidak dapat dibaca; periksa nama dan izinnya.",
    "file.too_large": "Berkas terlalu besar untuk satu pendaftaran.",
    "file.not_json": "Isi berkas bukan JSON yang utuh.",
    "file.unknown_field": "Bagian “{name}” tidak dikenal, jadi tidak disimpan; periksa ejaannya.",
    "file.not_registration": "Isi berkas bukan satu pendaftaran: nama bagian dengan teksnya.",
}

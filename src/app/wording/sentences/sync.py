"""Enrolment, approval, sealing, receiving, decisions, what was set aside, limits and the clock."""

SENTENCES = {
    # enrolment
    "enrol.changed": (
        "Komputer ini sudah terdaftar dengan kunci lain. Telepon petugasnya; bila kuncinya memang "
        "diganti, masukkan dengan --replace."
    ),
    "enrol.administrator": (
        "Kartu kunci ini menyebut administrator lain, yang tidak dijamin administrator sebelumnya. "
        "Cocokkan sidik administratornya lewat telepon, lalu masukkan dengan pilihan mengganti."
    ),
    "enrol.revoked": (
        "Kunci ini sudah dicabut dan tidak diterima lagi. Minta kartu kunci baru dari komputer itu."
    ),
    "enrol.own": "Ini kartu kunci kantor ini sendiri; yang dimasukkan kartu kunci pihak lain.",
    "enrol.wrong_role": (
        "Kelurahan memasukkan kartu kunci kota, dan kota memasukkan kartu kunci kelurahan."
    ),
    "enrol.other_city": (
        "Kantor ini sudah terhubung dengan kota lain. Hubungi administrator kota bila harus pindah."
    ),
    "enrol.fingerprint": (
        "Sidik kunci tidak sama dengan yang dibacakan. Jangan dimasukkan; telepon sekali lagi."
    ),
    "enrol.usage": "Sebutkan berkas kartu kunci, atau --to untuk menulis kartu kunci sendiri.",
    "enrol.unknown": "Komputer itu belum terdaftar di sini; periksa kode kantor dan nomornya.",
    # who may
    "exchange.no_city": (
        "Kantor ini belum terhubung dengan kota. Masukkan dahulu kartu kunci kota."
    ),
    "exchange.asking": (
        "Buku data ini dari cadangan dan menunggu jawaban kota. Terima balasannya dahulu, atau"
        " minta administrator menyatakan tidak ada."
    ),
    "item.unreadable": "Satu catatan dalam berkas ini tidak dapat dibaca.",
    "record.hash": "Isi satu catatan tidak sama dengan yang dijanjikan berkasnya.",
    "revision.name": "Nama revisi dalam berkas ini tidak dikenal.",
    "exchange.city_only": "Ini hanya dapat dilakukan di kantor kota.",
    "exchange.desk_only": "Ini hanya dapat dilakukan di kelurahan.",
    # approval
    "approval.nothing": "Sebutkan nomor pendaftaran, atau --all untuk semua yang menunggu.",
    "approval.own_work": (
        "Pendaftaran {number} Anda sendiri yang mencatat atau memperbaiki; yang menyetujui harus"
        " orang lain."
    ),
    "approval.not_own": ("Pendaftaran {number} milik komputer lain; mintalah di komputer itu."),
    "approval.not_complete": (
        "Pendaftaran {number} tidak menunggu persetujuan: sudah disetujui, belum ada perubahan."
    ),
    "registration.not_own": (
        "Pendaftaran ini milik komputer lain. Perbaikan hanya dapat dibuat di komputer itu."
    ),
    # sealing
    "seal.record_damaged": (
        "Pendaftaran {number} tidak sama dengan yang dahulu disimpan dan tidak ikut dikirim; "
        "yang lain terkirim. Jalankan pemeriksaan buku data."
    ),
    "seal.record_unproven": (
        "Pendaftaran {number} tidak ikut dikirim karena persetujuannya tidak ditandatangani oleh"
        " lurah atau verifikator kantor ini; yang lain terkirim. Hubungi petugas kota."
    ),
    "seal.record_too_long": (
        "Pendaftaran {number} terlalu panjang dan tidak ikut dikirim; yang lain terkirim. "
        "Perpendek keterangannya."
    ),
    # receiving
    "receive.forked": (
        "Berkas ini memakai nomor urut berkas lain dan disisihkan. Lihat di bagian Disisihkan."
    ),
    "receive.cut": "Berkas ini baru sebagian masuk. Masukkan sekali lagi; tidak ada yang berulang.",
    "receive.usage": "Sebutkan berkas atau folder yang akan diterima.",
    "receive.too_many": (
        "Isi folder ini lebih banyak daripada yang dibaca sekali jalan; yang terbaca sudah masuk. "
        "Pindahkan berkas yang sudah masuk ke folder lain, lalu terima lagi."
    ),
    "receive.missing": "{office}: berkas {sequences} belum diterima.",
    # decisions
    "decision.not_allowed": "Keputusan ini tidak dapat diambil dari keadaan sekarang.",
    "decision.fixes_missing": "Sebutkan isian yang harus diperbaiki dan apa yang salah.",
    "decision.fix_code_missing": "Pilih apa yang salah dengan isian ini.",
    "decision.fix_unknown": "Isian atau jenis perbaikannya tidak dikenal.",
    "decision.reason_missing": "Tulis alasan keputusan ini.",
    "decide.not_eligible": (
        "Ketentuan “{rule}” tidak terpenuhi, atau pasangannya belum diputuskan. Selesaikan"
        " dahulu di Data luar atau Ganda, atau loloskan dengan alasan."
    ),
    "fix.unreadable": "Tidak terbaca.",
    "fix.differs_from_ktp": "Berbeda dari KTP.",
    "fix.differs_from_kk": "Berbeda dari Kartu Keluarga.",
    "fix.missing": "Belum diisi.",
    "fix.not_plausible": "Isinya tidak masuk akal.",
    "fix.proof_missing": "Buktinya belum ada.",
    "fix.other": "Perlu diperbaiki.",
    # handing over
    "handover.station": "Komputer tujuan belum terdaftar di kota, atau kuncinya sudah dicabut.",
    "handover.reason_missing": "Tulis alasan pengalihan.",
    # what was set aside
    "aside.unknown": "Yang disisihkan ini tidak ada lagi, atau sudah diselesaikan.",
    "aside.choice": "Yang disisihkan ini hanya dapat ditandai sudah dilihat.",
    "aside.same_number": "Dua perbaikan dibuat dari keadaan yang sama; pilih yang berlaku.",
    "aside.not_descended": "Perbaikan ini tidak berasal dari yang berlaku; pilih yang berlaku.",
    "aside.not_owner": (
        "Dibuat komputer yang tidak lagi memiliki pendaftaran ini. Pemiliknya dapat mengetiknya."
    ),
    "aside.number_taken": "Nomor pendaftaran ini sudah dipakai orang lain.",
    "aside.identity": "Nomor atau orangnya tidak sama dengan yang sudah ada.",
    "aside.nik_twice": "NIK yang sama terdaftar dua kali di kantor ini.",
    "aside.fork": "Dua berkas memakai nomor urut yang sama; hanya satu yang masuk.",
    "aside.life": "Berkas ini dari buku data yang dipulihkan dua kali dari cadangan.",
    "aside.origin": "Dikirim komputer yang tidak membuatnya.",
    "aside.approval": "Persetujuannya tidak terbukti.",
    "aside.unvouched": (
        "Kunci yang menyetujui tidak dijamin administrator PC itu. Minta administratornya menulis "
        "kartu kunci baru, lalu masukkan di kota; sesudah itu catatan ini masuk sendiri."
    ),
    "aside.hash": "Isinya tidak sama dengan yang disetujui.",
    "aside.unreadable": "Isinya tidak dapat dibaca.",
    "aside.card": "Baris cetak kartu ini tidak cocok dengan pendaftaran yang ada.",
    "aside.event": "Kejadian ini tidak dapat dilaporkan oleh kelurahan.",
    "aside.unknown_kind": "Jenis catatan ini belum dikenal. Perbarui Payung, lalu terima lagi.",
    "aside.trail_shorter": (
        "Jejak audit kelurahan ini lebih pendek daripada yang dahulu dikirimnya. Tanyakan apakah "
        "cadangan lama dipasang tanpa Pulihkan, dan periksa komputernya."
    ),
    "aside.trail_rewritten": (
        "Jejak audit kelurahan ini bukan lagi yang dahulu dikirimnya: catatannya ditulis ulang. "
        "Periksa komputer itu bersama lurah."
    ),
    # the trails of the mailbox's processes
    "check.trail_changed": (
        "Jejak kotak surat {chain} diubah pada baris {entry}. Jangan hapus foldernya; minta "
        "administrator memeriksa siapa yang dapat menulis di komputer kotak surat."
    ),
    "check.trail_shorter": (
        "Jejak kotak surat {chain} lebih pendek daripada yang dahulu: mulai baris {entry} hilang. "
        "Minta administrator memeriksa komputer kotak surat."
    ),
    "check.trail_gone": (
        "Jejak kotak surat {chain} tidak ada lagi. Kembalikan berkasnya bila dipindahkan; bila "
        "tidak, minta administrator memeriksa komputer kotak surat."
    ),
    "check.trail_more": "{count} jejak kotak surat lain juga tidak lagi seperti dahulu.",
    "check.trail_torn": (
        "{count} jejak kotak surat berakhir dengan baris yang terpotong, seperti sesudah mati "
        "listrik. Baris itu tidak dihitung."
    ),
    "check.trail_untold": (
        "{count} berkas di kotak surat tidak tercatat dalam jejaknya. Berkasnya tetap diperiksa "
        "seperti yang lain."
    ),
    # what the kelurahan reports
    "event.kind": "Kejadian ini tidak dapat dilaporkan dari sini.",
    "event.reason_missing": "Tulis keterangan kejadiannya.",
    # the city's pages
    "city.not_read": "Ini belum dapat dibaca. Data tetap aman; coba buka lagi halaman ini.",
    "city.not_taken": (
        "Kiriman tidak masuk seluruhnya. Yang sudah masuk tetap ada; masukkan sekali lagi, tidak "
        "ada yang berulang."
    ),
    "city.not_replied": "Balasan belum jadi dibuat. Tidak ada yang berubah; coba sekali lagi.",
    "city.not_done": "Belum terlaksana. Tidak ada yang berubah; coba sekali lagi.",
    # limits
    "limit.days": (
        "Sudah {count} hari tanpa kabar dari kota; pendaftaran baru dihentikan. Kirim berkas dan "
        "masukkan balasan kota. Cetak, cari, dan ekspor tetap dapat dipakai."
    ),
    "limit.days_soon": (
        "Sudah {count} hari tanpa kabar dari kota; {left} hari lagi pendaftaran baru berhenti. "
        "Kirim berkas dan masukkan balasan kota."
    ),
    "limit.waiting": (
        "{count} pendaftaran belum diterima kota; pendaftaran baru dihentikan. Kirim berkas dan "
        "masukkan balasan kota."
    ),
    "limit.waiting_soon": (
        "{count} pendaftaran belum diterima kota; {left} lagi pendaftaran baru berhenti. "
        "Kirim berkas ke kota."
    ),
    "limit.disk": (
        "Ruang disk tinggal {count} MB; pendaftaran baru dihentikan. Kosongkan ruang dahulu."
    ),
    "limit.disk_soon": (
        "Ruang disk tinggal {count} MB; {left} MB lagi pendaftaran baru berhenti. Kosongkan ruang."
    ),
    # the clock
    "clock.back": (
        "Jam komputer mundur: terakhir dipakai tanggal {day}. Periksa tanggal dan jamnya."
    ),
    "clock.ahead": (
        "Jam komputer melompat jauh: terakhir dipakai tanggal {day}. Periksa tanggal dan jamnya."
    ),
    "clock.behind": (
        "Jam komputer tertinggal: ada berkas yang bertanggal {day}. Periksa tanggal dan jamnya."
    ),
}

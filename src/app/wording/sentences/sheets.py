"""Lists from spreadsheets: files that cannot be used, and cells that cannot be read."""

SENTENCES = {
    # opening a file
    "sheets.missing": "Berkas ini sudah tidak ada di tempatnya. Pilih lagi berkasnya.",
    "sheets.not_a_file": "Yang dipilih bukan berkas. Pilih berkas daftarnya, bukan foldernya.",
    "sheets.no_permission": (
        "Berkas ini tidak boleh dibaca oleh pengguna komputer ini."
        " Salin dahulu ke folder Dokumen, lalu pilih salinannya."
    ),
    "sheets.locked": (
        "Berkas ini sedang dibuka oleh program lain. Tutup dahulu di Excel, lalu coba lagi."
    ),
    "sheets.unreadable": (
        "Disk atau stik tidak dapat membaca berkas ini."
        " Cabut dan pasang lagi stiknya, atau minta salinan baru."
    ),
    "sheets.empty": "Berkas ini kosong. Minta berkasnya sekali lagi kepada pengirim.",
    "sheets.no_cells": "Tidak ada lembar yang berisi di dalam berkas ini. Periksa isinya di Excel.",
    "sheets.foreign": (
        "Isi berkas ini {kind}, bukan daftar. Pilih berkas Excel (xlsx, xls), ods atau csv."
    ),
    "sheets.unknown": (
        "Isi berkas ini bukan daftar yang dapat dibaca. Buka dengan program asalnya,"
        " lalu simpan sebagai xlsx atau csv."
    ),
    "sheets.web_page": (
        "Isi berkas ini halaman web, walaupun namanya seperti berkas Excel."
        " Buka di Excel, lalu simpan sebagai xlsx."
    ),
    "sheets.truncated": (
        "Berkas ini terpotong: bagian akhirnya tidak ada. Salin sekali lagi dari asalnya."
    ),
    "sheets.damaged": (
        "Berkas ini rusak dan tidak dapat dibaca. Buka di Excel dan simpan sebagai berkas baru,"
        " atau minta salinan lain."
    ),
    "sheets.password": (
        "Berkas ini memakai kata sandi. Buka di Excel, hapus kata sandinya, lalu simpan."
    ),
    "sheets.file_too_big": (
        "Berkas ini lebih besar dari {limit} MB. Hapus gambar dan lembar lain,"
        " atau bagi menjadi beberapa berkas."
    ),
    "sheets.too_big": (
        "Isi berkas ini terlalu besar bila dibuka (lebih dari {limit} MB)."
        " Salin daftarnya saja ke berkas baru."
    ),
    "sheets.bomb": (
        "Berkas ini tidak wajar: isinya membengkak ratusan kali bila dibuka."
        " Jangan dipakai; tanyakan kepada pengirimnya."
    ),
    "sheets.too_many_rows": (
        "Ada isi di bawah baris {limit}. Hapus baris kosong di bawah daftar,"
        " atau bagi menjadi beberapa berkas."
    ),
    "sheets.too_many_columns": (
        "Ada isi di kanan kolom ke-{limit}. Hapus kolom di luar daftar, lalu simpan lagi."
    ),
    "sheets.too_many_cells": (
        "Berkas ini berisi lebih dari {limit} sel. Bagi menjadi beberapa berkas."
    ),
    "sheets.cell_too_long": (
        "Ada sel yang isinya lebih dari {limit} huruf. Hapus isi itu, lalu simpan lagi."
    ),
    "sheets.too_slow": (
        "Berkas ini terlalu lama dibaca, jadi dihentikan. Salin daftarnya saja ke berkas baru."
    ),
    "sheets.quotes": (
        "Tanda kutip pada baris {line} tidak ditutup, jadi batas kolom tidak jelas."
        " Perbaiki tanda kutip itu, atau simpan sebagai xlsx."
    ),
    "sheets.encoding": (
        "Huruf dalam berkas ini tidak dapat dibaca. Buka di Excel, lalu simpan sebagai xlsx."
    ),
    "sheets.not_started": (
        "Komputer tidak sanggup membuka pembaca daftar. Tutup program lain, lalu coba lagi."
    ),
    # writing one
    "sheets.open_elsewhere": (
        "Berkas dengan nama ini sedang dibuka di program lain. Tidak ada yang ditulis;"
        " tutup berkas itu atau pakai nama lain."
    ),
    "sheets.write_denied": (
        "Folder ini tidak boleh ditulisi. Tidak ada yang ditulis; pilih folder lain."
    ),
    "sheets.disk_full": (
        "Disk atau stik penuh. Tidak ada yang ditulis; kosongkan ruang atau pilih tempat lain."
    ),
    "sheets.not_written": (
        "Berkas tidak dapat ditulis ke tempat ini. Tidak ada yang ditulis; pilih tempat lain."
    ),
    "sheets.too_many_to_write": (
        "Daftar ini lebih dari {limit} baris, tidak muat dalam satu lembar."
        " Persempit dengan saringan. Tidak ada yang ditulis."
    ),
    # what stands in a cell
    "list.sex": "Jenis kelamin pada daftar tidak dikenal. Tulis L atau P.",
    "list.relation": (
        "Hubungan keluarga pada daftar tidak dikenal. Tulis misalnya suami, istri atau anak."
    ),
    "list.marital_status": (
        "Status perkawinan pada daftar tidak dikenal."
        " Tulis belum kawin, kawin, cerai hidup atau cerai mati."
    ),
    "list.school": "Sekolah pada daftar tidak dikenal. Tulis misalnya SD, SMP, SMA atau kuliah.",
    "list.social_source": "Sumber data pada daftar tidak dikenal. Tulis RT, DTKS atau DTSEN.",
    "list.answer": "Jawaban pada daftar tidak dikenal. Tulis ya atau tidak.",
    "list.kelurahan": "Kelurahan pada daftar tidak dikenal. Periksa ejaannya.",
    "list.kecamatan": "Kecamatan pada daftar tidak dikenal. Periksa ejaannya.",
    "list.occupation": (
        "Pekerjaan pada daftar tidak ada dalam pilihan; tulisannya disimpan sebagai uraian."
        " Pilih pekerjaan yang paling dekat."
    ),
    "list.rt_rw_date": (
        "RT/RW sudah diubah Excel menjadi tanggal, jadi tidak diketahui lagi."
        " Isi RT dan RW dari KTP."
    ),
    "list.date_serial": (
        "Tanggal ini tertulis sebagai bilangan Excel dan sudah dihitung. Cocokkan dengan KTP."
    ),
}

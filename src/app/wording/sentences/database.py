"""Sentences about books on a PostgreSQL server; read by the city's IT staff."""

SENTENCES = {
    "database.url": (
        "Alamat basis data tidak dikenal. Tulis seperti"
        " postgresql://payung@server.kota.go.id/payung."
    ),
    "database.password": (
        "Jangan tulis kata sandi di alamat basis data: alamat itu disimpan terbuka. Taruh kata"
        " sandinya di PGPASSWORD atau di berkas ~/.pgpass."
    ),
    "database.taken": (
        "Basis data ini sudah berisi buku data sebuah kantor. Pakai basis data yang kosong."
    ),
    "database.other": (
        "Buku data kantor ini tidak ada di basis data itu. Tempatnya ditentukan saat kantor dibuat;"
        " untuk memindahkannya buat cadangan, lalu pulihkan dengan --database."
    ),
    "database.city_only": "Hanya kantor kota yang dapat memakai basis data di server.",
    "server.gone": (
        "Server basis data tidak menjawab. Yang terakhir tidak tersimpan; periksa jaringan dan"
        " servernya, lalu ulangi."
    ),
    "server.password": (
        "Server basis data menolak nama atau kata sandi. Periksa alamatnya, dan PGPASSWORD atau"
        " ~/.pgpass."
    ),
    "server.database": (
        "Basis data dengan nama itu tidak ada di server. Buat dahulu dengan createdb."
    ),
    "server.rights": (
        "Pengguna basis data ini tidak punya hak yang diperlukan. Jadikan dia pemilik basis"
        " datanya."
    ),
    "server.extension": (
        "Server basis data tidak punya pg_trgm. Di Debian pasang postgresql-contrib, lalu ulangi."
    ),
    "server.encoding": (
        "Basis data ini tidak memakai UTF-8. Buat yang baru dengan createdb --template template0"
        " --encoding UTF8."
    ),
    "server.driver": "Payung untuk kelurahan tidak dapat memakai server. Pakai Payung untuk kota.",
}

"""What the comparing of whole files says."""

SENTENCES: dict[str, str] = {
    "match.not_installed": (
        "Pencarian ganda satu kota tidak ada di program kelurahan. Jalankan perintah ini dengan"
        " program untuk kota."
    ),
    "match.no_id": (
        "Berkas ini tidak punya kolom id. Tambahkan kolom berjudul id yang isinya berbeda di"
        " setiap baris."
    ),
    "match.no_field": (
        "Tidak ada kolom yang dapat dibandingkan. Beri judul nik, name, birth_date, birth_place,"
        " mother_name, sex, address, rt, kelurahan, phone, atau kk."
    ),
    "match.id_empty": "Ada baris tanpa id ({count}). Isi kolom id di setiap baris.",
    "match.id_twice": "Ada id yang dipakai lebih dari satu baris ({count}). Setiap id harus beda.",
    "match.which": (
        "Berikan satu berkas untuk mencari ganda di dalamnya, atau --left dan --right untuk"
        " mencocokkan dua berkas."
    ),
    "columns.not_text": "Berkas ini bukan teks CSV. Simpan dulu daftarnya sebagai CSV.",
    "columns.title_twice": "Ada judul kolom yang tertulis dua kali. Sisakan satu saja.",
    "columns.too_wide": (
        "Ada baris yang selnya lebih banyak daripada judul kolomnya. Periksa pemisah kolom dan"
        " tanda kutipnya."
    ),
    # the verdicts
    "match.same": "sama",
    "match.review": "periksa",
    # why two rows may be one person, or may not, where `duplicate.` has no words for it
    "duplicate.nik_serial": "NIK beda nomor urut saja",
    "duplicate.nik_next": "NIK bernomor urut berdekatan, mungkin kembar",
    "duplicate.nik_differs": "NIK beda",
    "duplicate.name_part": "nama sama sebagian",
    "duplicate.name_differs": "nama beda",
    "duplicate.birth_near": "tanggal lahir hampir sama",
    "duplicate.birth_differs": "tanggal lahir beda",
    "duplicate.mother_part": "nama ibu sama sebagian",
    "duplicate.mother_differs": "nama ibu beda",
    "duplicate.sex_differs": "jenis kelamin beda",
    "duplicate.address_same": "alamat sama",
    "duplicate.address_similar": "alamat mirip",
    "duplicate.address_differs": "alamat beda",
    "duplicate.phone_near": "No. HP beda satu ketikan",
    "duplicate.kk_near": "No. KK beda satu ketikan",
    "duplicate.joined_by_third": "dihubungkan oleh baris ketiga",
}

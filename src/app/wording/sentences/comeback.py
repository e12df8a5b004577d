"""Back into an office where a password is lost: what the windows for it say."""

SENTENCES = {
    "comeback.back": "Kata sandi baru {name} berlaku. Ketik untuk masuk.",
    "comeback.failed": (
        "Tidak jadi, dan tidak ada yang berubah di kantor ini. Coba lagi atau hubungi petugas kota."
    ),
    "comeback.folder": "Pilih folder atau stik untuk berkas permintaannya.",
    "comeback.answers": "Pilih kedua berkas jawaban dari kota.",
    "comeback.too_many": "Jawabannya dua berkas, satu dari tiap pemegang kunci. Pilih lagi.",
    "comeback.name": "Pilih administrator yang mendapat kata sandi baru.",
    "comeback.asked": (
        "Permintaan tertulis di {file}. Bawa ke kota, lalu bacakan sidiknya lewat telepon."
    ),
    "custody.own": (
        "Ini kantor kota sendiri: yang membuka hanya administrator lain atau kode pemulihan di"
        " kertas."
    ),
    "custody.added": "{name} sekarang pemegang kunci.",
    "custody.one_more": "Perlu dua pemegang kunci sebelum kelurahan dapat ditolong.",
    "custody.new_card": (
        "Tulis kartu kunci kota yang baru di halaman Kelurahan, lalu berikan ke kelurahan yang"
        " sudah terdaftar."
    ),
    "custody.nobody": "Belum ada. Angkat dua orang yang tidak selalu bersama-sama.",
    "custody.choose": "Pilih pemegang kunci yang menjawab.",
    "custody.one_answer": (
        "Jawaban pertama tertulis di {file}. Sekarang pemegang kunci yang satu lagi: satu jawaban"
        " saja tidak membuka apa-apa."
    ),
    "custody.both_answers": (
        "Kedua jawaban tertulis di folder permintaan. Kirim ke kantor yang meminta."
    ),
}

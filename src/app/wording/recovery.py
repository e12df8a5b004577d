"""What stands on the paper with the recovery code."""

TITLE = "Kode pemulihan"
OFFICE = "Kantor"
STATION = "PC"
MADE_ON = "Dibuat"
WHAT_FOR = "Untuk apa kertas ini"
WHAT_FOR_LINES = (
    "Kode ini membuka data kantor bila tidak ada lagi kata sandi yang diingat. Tanpa kata sandi"
    " dan tanpa kertas ini data tidak dapat dibuka oleh siapa pun.",
    "Kode yang dibuat sebelumnya tidak berlaku lagi; hancurkan kertasnya.",
)
HOW_TO_KEEP = "Cara menyimpan"
HOW_TO_KEEP_LINES = (
    "Masukkan amplop, tutup, tanda tangani di atas lipatannya, simpan di lemari terkunci. Jangan"
    " difoto, jangan disalin ke ponsel atau berkas, jangan disimpan di dekat komputernya.",
    "Siapa pun yang memegang kertas ini dan komputernya dapat membaca semua data.",
)
HOW_TO_READ = (
    "Yang bulat selalu angka nol, yang tegak selalu angka satu. Huruf besar atau kecil sama saja."
)
TO_SIGN = (
    "Dimasukkan amplop oleh (nama, tanggal, tanda tangan):",
    "Disimpan oleh (nama, tanggal, tanda tangan):",
)
FOOT = "Rahasia. Simpan di amplop tertutup."

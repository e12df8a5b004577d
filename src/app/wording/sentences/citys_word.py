"""What the city says of somebody at the desk, and the answers to its questions."""

SENTENCES = {
    "registration.merged": (
        "Pendaftaran ini digabung kota dengan {number} (Kelurahan {kelurahan}), jadi tidak dapat"
        " dibetulkan di sini. Bila keliru, sampaikan kepada kota."
    ),
    "answer.unknown": "Pertanyaan ini sudah tidak ada; buka lagi orangnya.",
    "answer.answered": "Pertanyaan ini sudah dijawab; jawabannya ikut kiriman berikutnya.",
    "answer.code": "Pilih dahulu jawabannya.",
    "answer.text": "Tulis alasannya, agar kota tahu mengapa.",
    "answer.not_own": (
        "Pendaftaran ini milik komputer lain di kelurahan; jawab pertanyaannya di komputer itu."
    ),
    "answer.not_kept": "Jawaban belum tersimpan dan masih ada di layar; coba lagi.",
}

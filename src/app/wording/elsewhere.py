"""What people read of other funders' lists and of other offices' answers."""

ROW_RESULTS = {
    "new": "Hasil baru",
    "same": "Sudah tercatat",
    "unknown": "Tidak ada di pendaftaran",
    "unclear": "Perlu diperiksa",
    "unreadable": "Tidak terbaca",
}

VERDICTS = {
    "passed": "Semua lolos",
    "failed": "Ada yang gagal",
    "open": "Belum lengkap",
}

NIK_STATES = {
    "": "Belum dipadankan",
    "matched": "Padan",
    "unmatched": "Tidak padan",
    "dead": "Meninggal",
}

CHECKS = {
    "dukcapil": "NIK",
    "insured": "Kepesertaan",
    "civil_servant": "Kepegawaian",
    "desil": "Kesejahteraan",
}

ANSWERS = {
    "matched": "padan",
    "unmatched": "tidak padan",
    "dead": "meninggal",
    "nobody": "belum dibiayai",
    "wage_earner": "penerima upah",
    "other_funder": "dibiayai pihak lain",
    "self": "membayar sendiri",
    "no": "bukan ASN",
    "yes": "ASN, TNI, Polri, pensiunan",
    "0": "tidak ada di DTSEN",
    **{str(each): f"desil {each}" for each in range(1, 11)},
}

"""What people call the things a record holds as codes: by code, one dictionary per kind."""

RELATIONS = {
    "husband": "Suami",
    "wife": "Istri",
    "child": "Anak kandung",
    "stepchild": "Anak tiri",
    "adopted_child": "Anak angkat",
    "father": "Ayah",
    "mother": "Ibu",
    "grandchild": "Cucu",
    "grandfather": "Kakek",
    "grandmother": "Nenek",
    "sibling": "Saudara kandung",
    "parent_in_law": "Mertua",
    "will": "Penerima wasiat",
    "other": "Keluarga lain",
}

PROOFS = {
    "marriage_book": "Buku nikah",
    "marriage_certificate": "Akta perkawinan",
    "birth_certificate": "Akta lahir",
    "family_card": "Kartu Keluarga",
    "court_ruling": "Penetapan pengadilan",
    "heir_statement": "Surat keterangan ahli waris",
    "will_deed": "Akta wasiat notaris",
}

SCHOOLS = {
    "not_yet": "Belum sekolah",
    "kindergarten": "TK",
    "primary": "SD",
    "junior": "SMP",
    "senior": "SMA/SMK",
    "higher": "Perguruan tinggi/pelatihan",
    "left": "Tidak sekolah lagi",
}

SEXES = {"male": "Laki-laki", "female": "Perempuan"}

MARITAL = {
    "single": "Belum kawin",
    "married": "Kawin",
    "divorced": "Cerai hidup",
    "widowed": "Cerai mati",
}

SOURCES = {
    "rt": "Usulan RT",
    "dtks": "DTKS (lama)",
    "dtsen": "DTSEN",
    "census": "Pendataan/sensus",
    "other": "Sumber lain",
}
"""Where the worker was found (social data), by code of `Draft.social_source`."""

NIK_STATES = {
    "": "Ada",
    "none_yet": "Belum punya NIK",
    "in_process": "NIK sedang diurus",
    "disputed": "NIK disengketakan",
}

ANSWERS = {"yes": "Ya", "no": "Tidak", "": "Belum ditanyakan"}

REVISION_STATES = {
    "draft": "Draf",
    "complete": "Lengkap",
    "approved": "Disetujui lurah",
    "sealed": "Terkirim",
    "filed": "Diterima kota",
}

DECISION_STATES = {
    "received": "Diterima",
    "needs_fixing": "Perlu perbaikan",
    "rejected": "Ditolak",
    "accepted": "Lolos pemeriksaan",
    "decreed": "Ditetapkan SK",
    "funded": "Dibiayai",
    "waiting_for_funds": "Menunggu anggaran",
    "merged_into": "Digabung",
    "moved": "Pindah",
    "ended": "Berhenti",
}

ANSWER_KINDS = {
    "to_fix": "Perlu perbaikan",
    "fixed": "Sudah diperbaiki",
    "rejected": "Ditolak",
    "accepted": "Lolos pemeriksaan",
    "ended": "Digabung, pindah, berhenti",
}
"""The city's answers by what they ask of the kelurahan: `domain.answers.Kind`."""

MEMBERSHIP_STATES = {
    "not_yet": "Belum mulai",
    "active": "Aktif",
    "grace": "Masa tenggang",
    "inactive": "Non-aktif",
    "ended": "Berhenti",
}

CARD_STATES = {
    "unprinted": "Belum dicetak",
    "printed": "Dicetak",
    "at_kelurahan": "Di kelurahan",
    "handed_over": "Diserahkan",
    "void": "Tidak berlaku",
}

END_REASONS = {
    "died": "Meninggal",
    "moved_away": "Pindah keluar kota",
    "formal_job": "Bekerja formal (PU)",
    "age_limit": "Mencapai usia 65",
    "duplicate": "Terdaftar ganda",
    "other_funding": "Dibiayai pihak lain",
    "not_vulnerable": "Tidak lagi rentan",
    "resigned": "Mengundurkan diri",
    "wrong_data": "Data salah",
    "no_budget": "Anggaran habis",
}

EVENTS = {
    "died": "Meninggal",
    "moved_away": "Pindah keluar kota",
    "formal_job": "Bekerja formal (PU)",
    "withdrawn": "Mengundurkan diri",
    "entered_wrongly": "Salah didaftarkan",
}
"""What a kelurahan reports."""

RESULTS = {
    "passed": "Lolos",
    "failed": "Gagal",
    "waived": "Dikecualikan",
    "not_checked": "Belum dicek",
}

CHECK_SOURCES = {
    "paper": "dari KTP dan KK",
    "statement": "pernyataan pekerja",
    "register": "data pendaftaran",
    "city": "dicek oleh kota",
}

RULES = {
    "E1": "Warga kota",
    "E2": "Usia minimal",
    "E3": "Usia maksimal",
    "E4": "Aktif bekerja",
    "E5": "Bukan ASN/TNI/Polri/PU",
    "E6": "Belum dibiayai pihak lain",
    "E7": "Tingkat kesejahteraan",
    "E8": "Pekerjaan dalam daftar",
    "E9": "Terdaftar satu kali",
    "NIK": "NIK padan dengan Dukcapil",
}

SECTORS = {"transport": "Transportasi", "other": "Sektor lain"}

FUNDS = {"apbd": "APBD", "apbn": "APBN", "self": "Mandiri", "other": "Pihak lain"}

BENEFITS = {
    "jkm_grant": "Santunan kematian",
    "jkm_periodic": "Santunan berkala",
    "jkm_funeral": "Biaya pemakaman",
    "jkk_grant": "Santunan kematian kecelakaan kerja",
    "jkk_periodic": "Santunan berkala",
    "jkk_funeral": "Biaya pemakaman",
    "jkk_disability": "Santunan cacat total tetap",
    "jkk_disability_periodic": "Santunan berkala",
    "transport_land": "Pengangkutan darat, sungai, atau danau",
    "transport_sea": "Pengangkutan laut",
    "transport_air": "Pengangkutan udara",
    "homecare": "Perawatan di rumah",
    "glasses": "Kacamata",
    "dentures": "Gigi tiruan",
    "hearing_aid": "Alat bantu dengar",
}

TABLES = {
    "registration": "pendaftaran dan keluarga",
    "revision": "riwayat pendaftaran",
    "draft": "draf",
    "card": "buku kartu",
    "audit": "jejak audit",
    "decision": "keputusan dan kejadian",
    "approval": "persetujuan",
    "setting": "pengaturan",
    "exchange": "catatan kiriman",
    "rest": "catatan lain",
}
"""What a damaged part of the books holds."""

FACTS = {"proofs": PROOFS, "table": TABLES, "rule": RULES}
"""The facts of a problem that are codes, or several codes with a space between."""

ROLES = {
    "clerk": "petugas",
    "approver": "lurah/verifikator",
    "receiver": "penerima",
    "reviewer": "penelaah",
    "treasurer": "pengelola anggaran",
    "administrator": "administrator",
}
"""What an operator may do, by code of the accounts."""

"""The label of every field, as the papers call it."""

FIELDS = {
    "nik": "NIK",
    "nik_status": "Keadaan NIK",
    "name": "Nama sesuai KTP",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "mother_name": "Nama ibu kandung",
    "mother_unknown": "Alasan nama ibu tidak diketahui",
    "kk": "No. KK",
    "marital_status": "Status perkawinan",
    "address": "Alamat KTP",
    "rt": "RT",
    "rw": "RW",
    "kecamatan": "Kecamatan",
    "kelurahan": "Kelurahan",
    "other_region": "Kota/kabupaten pada KTP",
    "domicile": "Alamat tinggal",
    "phone": "No. HP",
    "email": "E-mail",
    "occupation": "Pekerjaan",
    "occupation_detail": "Uraian pekerjaan",
    "ktp_occupation": "Pekerjaan pada KTP",
    "workplace": "Tempat bekerja",
    "work_hours": "Jam kerja",
    "income": "Penghasilan per bulan",
    "wage_base": "Dasar upah",
    "was_member": "Pernah menjadi peserta",
    "old_kpj": "No. KPJ lama",
    "social_source": "Sumber data",
    "desil": "Desil",
    "desil_date": "Tanggal data desil",
    "disability": "Disabilitas",
    "effective_date": "Tanggal mulai",
    "rt_letter_number": "No. pengantar RT",
    "rt_letter_date": "Tanggal pengantar RT",
    "still_working": "Masih aktif bekerja",
    "not_ill": "Tidak sedang sakit berat",
    "not_civil_servant": "Bukan ASN/TNI/Polri atau penerima upah",
    "not_covered_elsewhere": "Belum ditanggung pihak lain",
    "purpose_told": "Tujuan pemrosesan data sudah disampaikan",
    "no_family": "Tidak ada keluarga",
    "heirs": "Keluarga dan ahli waris",
    "hidden": "Data yang disembunyikan",
}
"""By field of `domain.draft.Draft`; and `domain.specific.SOMETHING`."""

HEIR_FIELDS = {
    "name": "Nama",
    "relation": "Hubungan",
    "birth_date": "Tgl lahir",
    "sex": "Jenis kelamin",
    "nik": "NIK",
    "proof": "Bukti",
    "proof_number": "No. bukti",
    "address": "Alamat",
    "phone": "No. HP",
    "school": "Sekolah",
    "guardian": "Wali",
    "claimant": "Calon pengaju",
}
"""By field of `domain.draft.HeirDraft`."""


def label(field: str) -> str:
    """The label of a field as problems name it: `nik`, or `heirs.0.nik`."""
    head, _, rest = field.partition(".")
    if head == "heirs" and "." in rest:
        return HEIR_FIELDS[rest.partition(".")[2]]
    return FIELDS[head]

"""What stands in spreadsheets that we write, and what their columns are called on screen."""

from app.wording.labels import label

COMBINED = {
    "birth": "Tempat dan tanggal lahir",
    "rt_rw": "RT/RW",
    "sex_male": "Centang L",
    "sex_female": "Centang P",
}
"""Columns that are more, or less, than one field."""

RESULTS = {
    "new": "Baru",
    "changed": "Berubah",
    "same": "Sama",
    "warned": "Perlu diperiksa",
    "refused": "Ditolak",
    "draft": "Masuk sebagai draf",
    "skipped": "Dilewati",
}
"""What became of a row, by code."""

_OF_ANSWERS = {"answer": "Jawaban", "number": "No. pendaftaran", "date": "Tanggal"}
"""The columns of another office's answers that no form has."""

RESULT, REASON = "Hasil", "Alasan"
"""The titles of the two columns added to a list."""


def column_label(target: str) -> str:
    """What a column of a list is for, as the clerk reads it: "Ahli waris 2: NIK"."""
    if target in COMBINED:
        return COMBINED[target]
    if target in _OF_ANSWERS:
        return _OF_ANSWERS[target]
    head, _, rest = target.partition(".")
    if head == "heirs" and rest:
        return f"Ahli waris {int(rest.partition('.')[0]) + 1}: {label(target)}"
    return label(target)


def reason(field: str, sentence: str) -> str:
    """One reason beside a row: the field it is about, then what to do."""
    return f"{column_label(field)}: {sentence}" if field else sentence

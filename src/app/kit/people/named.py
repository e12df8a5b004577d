"""What the fields of a record are called where only their name is known."""

from app.wording import papers
from app.wording.labels import FIELDS, HEIR_FIELDS


def named(field: str) -> str:
    """`nik` as NIK, `heirs.0.nik` with whose it is; one of a newer program by its own name."""
    if not field.startswith("heirs."):
        return FIELDS.get(field, field)
    _, position, name = field.split(".", 2)
    return f"{papers.member(int(position) + 1)}: {HEIR_FIELDS.get(name, name)}"

"""The plain columns that are compared, as they were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FIELDS = (
    "nik", "name", "birth_date", "birth_place", "mother_name", "sex", "address", "rt",
    "kelurahan", "phone", "kk",
)  # fmt: skip
"""Every field that can be compared; a file may have any of them."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds residents
class People:
    """Rows with an id each, and a column for every field that is known of them."""

    ids: Sequence[str]
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Sequence[str] | None:
        """What was written in a column, or None where nobody wrote anything."""
        return self.columns.get(name)

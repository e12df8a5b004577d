"""The list that belongs to a decree, and why it may leave with whole NIK."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.refusal import Problem, Refusal


class FullReason(StrEnum):
    """What a list with whole NIK is for. Codes: the audit trail never names a person."""

    SIGNING = "signing"
    INSURER = "insurer"
    INSPECTION = "inspection"
    ARCHIVE = "archive"


def read_full_reason(code: str) -> FullReason:
    """The reason with this code; `Refusal` with `decree.full_reason` where none was given."""
    try:
        return FullReason(code)
    except ValueError:
        raise Refusal(Problem("decree.full_reason", "reason")) from None


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names a person
class ListedPerson:
    """Somebody on the list, as the decree named them: later corrections are not in it.

    `name` is "" where the data were erased since.
    """

    position: int
    name: str
    nik: str
    kelurahan: str  # its code, or the region outside
    rt: str

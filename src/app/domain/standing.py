"""How a kelurahan stands with the city, and when somebody should call there."""

from enum import StrEnum

SILENT = 14
"""Days without a file, after which a kelurahan is worth a call."""


class Standing(StrEnum):
    """What is to be said of a kelurahan's way of sending; the worst first."""

    NOT_ENROLLED = "not_enrolled"  # no PC of it, or none whose files are taken
    NEVER_SENT = "never_sent"
    SILENT = "silent"
    GOOD = "good"


def standing(*, is_enrolled: bool, has_sent: bool, silent_days: int | None) -> Standing:
    """Which of them it is; a kelurahan nobody ever heard of is never simply not late."""
    if not is_enrolled:
        return Standing.NOT_ENROLLED
    if not has_sent:
        return Standing.NEVER_SENT
    return Standing.SILENT if (silent_days or 0) >= SILENT else Standing.GOOD

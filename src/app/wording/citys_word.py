"""What the city said of somebody, in words."""

from datetime import timedelta

from app.domain.membership import Membership
from app.domain.states import MembershipState
from app.wording import names
from app.wording.catalogue import day

ANSWERS = {
    "same": "Orang yang sama",
    "different": "Dua orang yang berbeda",
    "mended": "Sudah dibetulkan",
    "right": "Data sudah benar",
    "unknown": "Belum diketahui",
}
"""What a kelurahan can answer, by code."""

QUESTIONS = {
    "pair": "Apakah ini orang yang sama?",
    "elsewhere": "Apakah ini orang yang dibiayai pihak lain itu?",
    "insurer": "BPJS Ketenagakerjaan menolak data ini",
}
"""What a question is about, by code; of another code its own text says it."""


def cover(membership: Membership) -> str:
    """How somebody is covered, and until when: "Aktif, dibayar sampai 31-12-2026"."""
    state = names.MEMBERSHIP_STATES[membership.state]
    if membership.state is MembershipState.ACTIVE and membership.paid_until:
        return f"{state}, dibayar sampai {day(membership.paid_until)}"
    if membership.state is MembershipState.GRACE and membership.grace_until:
        return f"{state} sampai {day(membership.grace_until)}"
    if membership.state is MembershipState.INACTIVE and membership.grace_until:
        since = membership.grace_until + timedelta(days=1)
        return f"Tidak aktif sejak {day(since)}"
    return state

"""What stages, outcomes and reasons of the insurer's round trip are called."""

from collections.abc import Mapping

from app.domain.insurer import Outcome, SendReason, Stage

STAGES = {
    Stage.WAITING: "Belum dikirim",
    Stage.SENT: "Terkirim, belum dijawab",
    Stage.ACCEPTED: "Diterima, menunggu KPJ",
    Stage.NUMBERED: "Sudah ber-KPJ",
    Stage.REFUSED: "Ditolak",
}

OUTCOMES = {
    Outcome.NUMBERED: "Diberi KPJ",
    Outcome.ACCEPTED: "Diterima",
    Outcome.REFUSED: "Ditolak",
    Outcome.CONTRADICTING: "Bertentangan",
    Outcome.UNLISTED: "Di luar daftar kirim",
    Outcome.UNKNOWN: "Tidak dikenal",
    Outcome.UNREADABLE: "Tidak terbaca",
    Outcome.TWICE: "Baris ganda",
    Outcome.UNANSWERED: "Belum dijawab",
    Outcome.SAME: "Sudah tercatat",
}
"""In the order in which somebody has to look at them."""

SEND_REASONS = {
    SendReason.NEW_MEMBERS: "Peserta baru",
    SendReason.CORRECTED: "Kirim ulang sesudah perbaikan",
    SendReason.ASKED_BY_INSURER: "Diminta BPJS Ketenagakerjaan",
    SendReason.OTHER: "Lainnya",
}


def counted(counts: Mapping[str, int]) -> str:
    """What became of the rows of a file, in words: "Diberi KPJ 12, Ditolak 2"."""
    return ", ".join(
        f"{name} {counts[each.value]}" for each, name in OUTCOMES.items() if counts.get(each.value)
    )

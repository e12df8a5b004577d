"""What the page of duplicates says of a pair, by code."""

from collections.abc import Iterable, Mapping

from app.domain.pairs import Likely, Said, Why
from app.domain.refusal import Problem
from app.wording.catalogue import sentence

LIKELY: Mapping[Likely, str] = {
    Likely.NEARLY_SURE: "hampir pasti",
    Likely.VERY_LIKELY: "sangat mungkin",
    Likely.WORTH_A_LOOK: "perlu dilihat",
}

SAID: Mapping[str, str] = {
    Said.SAME: "Orang yang sama",
    Said.DIFFERENT: "Bukan orang yang sama",
    Said.ASK: "Ditanyakan ke kelurahan",
    Said.TAKEN_BACK: "Ditarik kembali",
}

SETTLED: Mapping[str, str] = {Said.SAME: "Digabung", Said.DIFFERENT: "Dua orang"}
"""The same in a list, in a word."""

WHY: Mapping[Why, str] = {
    Why.PAID: "iurannya sudah dibayar lebih banyak",
    Why.DECREED: "sudah masuk SK",
    Why.CARD: "kartunya sudah dicetak",
    Why.OLDER: "didaftarkan lebih dahulu",
}
"""Why a registration is proposed as the one that stays."""

VERDICTS: Mapping[str, str] = {
    "different": "Bukan orang yang sama, kata kelurahan",
    "same": "Orang yang sama, kata kelurahan",
    "undecided": "Penilaian kelurahan ditarik",
}

ANSWERS: Mapping[str, str] = {
    "same": "Kelurahan: orang yang sama",
    "different": "Kelurahan: bukan orang yang sama",
    "unknown": "Kelurahan: tidak tahu",
}

QUESTIONS = (
    "Apakah ini orang yang sama? Tanyakan kepada orangnya.",
    "Apakah mereka kembar? Cocokkan KTP dan KK keduanya.",
    "Di mana orang ini tinggal sekarang, apakah ia pindah?",
)
"""Sentences that are offered to whoever asks a kelurahan."""


def reasons(codes: Iterable[str]) -> str:
    """Why two may be one, in one line: "NIK sama, nama mirip"."""
    return ", ".join(sentence(Problem(f"duplicate.{each}")) for each in codes)

"""What the page of duplicates says of a pair, by code."""

from collections.abc import Iterable, Mapping

from app.domain.elsewhere import Outcome
from app.domain.pairs import Likely, PairWord, Said, Why
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

_SETTLED: Mapping[str, str] = {Said.SAME: "Digabung", Said.DIFFERENT: "Dua orang"}
_FUNDED: Mapping[str, str] = {Outcome.ENDED: "Diakhiri", Outcome.KEPT: "Kota membayar"}

OUTCOMES: Mapping[str, str] = {
    Outcome.ENDED: "Pihak lain yang membayar: kepesertaan di kota diakhiri",
    Outcome.KEPT: "Pihak lain berhenti membayar: kota tetap membayar",
}
"""What becomes of somebody who would be paid for twice."""

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

ABOUT_TWINS = "Apakah mereka kembar? Cocokkan KTP dan KK keduanya."
QUESTIONS = (
    "Apakah ini orang yang sama? Tanyakan kepada orangnya.",
    ABOUT_TWINS,
    "Di mana orang ini tinggal sekarang, apakah ia pindah?",
)
"""Sentences that are offered to whoever asks a kelurahan."""

ABOUT_FUNDING = "Apakah orang ini benar sudah dibiayai {funder}? Tanyakan kepada orangnya."


def settled(word: PairWord) -> str:
    """A word that stands, as short as a list needs it."""
    outcome = word.detail.get("outcome", "")
    return _FUNDED[outcome] if outcome in _FUNDED else _SETTLED[word.said]


def reasons(codes: Iterable[str]) -> str:
    """Why two may be one, in one line: "NIK sama, nama mirip"."""
    return ", ".join(sentence(Problem(f"duplicate.{each}")) for each in codes)

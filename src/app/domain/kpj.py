"""The KPJ: the participant number of BPJS Ketenagakerjaan, eleven signs, zeros in front kept."""

import re
from dataclasses import dataclass

from app.domain.refusal import Level, Problem, Refusal
from app.domain.text import bare_number, is_digits

_SHAPE = re.compile(r"[0-9A-Z]{11}")
_FLOAT = re.compile(r"[.,]0+$")  # 26133068531.0: a spreadsheet took it for an amount


@dataclass(frozen=True, slots=True, repr=False)
class Kpj:
    """A participant number of possible shape."""

    text: str

    def __post_init__(self) -> None:
        if len(self.text) == 13 and is_digits(self.text):
            raise Refusal(Problem("kpj.health", "old_kpj"))
        if not _SHAPE.fullmatch(self.text):
            raise Refusal(Problem("kpj.shape", "old_kpj", facts=(("length", len(self.text)),)))
        if len(set(self.text)) == 1:
            raise Refusal(Problem("kpj.filler", "old_kpj"))

    def __repr__(self) -> str:  # a log line must never carry a KPJ
        return "Kpj(..)"


def read_kpj(text: str) -> Kpj | None:
    """The KPJ in `text`; None where nothing, "0" or "-" stands for none."""
    bare = bare_number(_FLOAT.sub("", text.strip()))
    return Kpj(bare.upper()) if bare else None


def kpj_problems(kpj: Kpj) -> tuple[Problem, ...]:
    """Letters are possible on old cards only, so somebody should look twice."""
    return () if is_digits(kpj.text) else (Problem("kpj.letters", "old_kpj", Level.WARN),)

"""The sentence of a problem, by its code. A code without a sentence is a bug, so it raises."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from app.domain.refusal import Fact, Problem
from app.wording.names import FACTS

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def sentence(problem: Problem) -> str:
    """What a person reads for `problem`: one sentence that says what to do."""
    return _sentences()[problem.code].format(**_shown(problem.facts))


def rupiah(amount: int) -> str:
    """16800 as Rp16.800."""
    return f"Rp{amount:,}".replace(",", ".")


def day(value: date) -> str:
    """A date as the papers write it: 04-07-1980."""
    return value.strftime("%d-%m-%Y")


def long_day(value: date) -> str:
    """A date in words: 4 Juli 1980."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _shown(facts: tuple[tuple[str, Fact], ...]) -> dict[str, Fact]:
    return {name: _readable(name, value) for name, value in facts}


def _readable(name: str, value: Fact) -> Fact:
    if isinstance(value, str) and (named := FACTS.get(name)):
        return " atau ".join(named[code] for code in value.split())
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        with suppress(ValueError):  # ten signs that are no day
            return day(date.fromisoformat(value))
    return value


def _sentences() -> Mapping[str, str]:
    from app.wording.sentences import ALL  # looked up when shown, not when imported

    return ALL

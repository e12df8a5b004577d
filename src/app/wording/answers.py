"""What the city asks to be mended, in words."""

from collections.abc import Iterable

from app.domain.decisions import Fix
from app.domain.refusal import Level, Problem
from app.wording.catalogue import sentence
from app.wording.labels import label


def fixes_in_words(fixes: Iterable[Fix]) -> str:
    """Which fields, and what is wrong with each: "No. KK: berbeda dari Kartu Keluarga"."""
    return "; ".join(fix_in_words(each) for each in fixes)


def fix_in_words(fix: Fix) -> str:
    """One field, and what is wrong with it."""
    said = sentence(Problem(f"fix.{fix.code}", level=Level.NOTE)).rstrip(".")
    whose = fix.field.split(".")
    person = f"Keluarga {int(whose[1]) + 1}, " if len(whose) > 2 else ""
    return f"{person}{label(fix.field)}: {said[:1].lower()}{said[1:]}"

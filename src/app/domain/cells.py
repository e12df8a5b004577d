"""What a spreadsheet makes of an identifier, told from what stood on the paper.

A spreadsheet takes a number of 16 digits for an amount: it keeps 15 of them, writes 0 for the
last, shows 6,47E+15 and drops zeros in front. What is lost is lost; here it is noticed and named.
"""

import math
import re

from app.domain.refusal import Level, Problem
from app.domain.text import APOSTROPHES, QUOTES, is_digits, plain_text

_EXACT_DIGITS = 15  # what Excel keeps of a number
_EXACT_FLOAT = 2**53  # beyond it a float has no odd numbers left
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)? ?E ?\+?[0-9]+", re.IGNORECASE)
_FLOAT = re.compile(r"([0-9]+)[.,]0+")
_SEPARATED = re.compile(r"[0-9]+([-. /][0-9]+)+")


def read_number_cell(value: object, length: int | None = None) -> tuple[str, Problem | None]:
    """What an identifier's cell says, and what the spreadsheet did to it, if anything.

    The text is never completed or mended. Of a number rounded by the spreadsheet only the digits
    that are certain come back, so that it cannot pass for a whole one. `length` is how many
    digits the identifier has, to notice zeros lost in front.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "", None
    if isinstance(value, str):
        return _text_cell(value, length)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "", Problem("cell.kind")
    if isinstance(value, float) and not value.is_integer():
        return "", Problem("cell.kind")
    return _numeric_cell(str(int(value)), length)


def _numeric_cell(digits: str, length: int | None) -> tuple[str, Problem | None]:
    if not is_digits(digits):
        return "", Problem("cell.kind")  # below zero
    rounded = len(digits) > _EXACT_DIGITS and (digits[-1] == "0" or int(digits) > _EXACT_FLOAT)
    if rounded:
        return digits[:_EXACT_DIGITS], Problem("cell.rounded")
    if length is not None and 1 < len(digits) < length:
        return digits, Problem("cell.zeros", facts=(("length", len(digits)), ("whole", length)))
    return digits, None if digits == "0" else Problem("cell.number", level=Level.NOTE)


def _text_cell(typed: str, length: int | None) -> tuple[str, Problem | None]:
    text = plain_text(typed)
    bare = text.strip(APOSTROPHES + QUOTES + " ")
    if _SCIENTIFIC.fullmatch(bare):
        return bare, Problem("cell.scientific")
    if found := _FLOAT.fullmatch(bare):
        return _numeric_cell(found.group(1), length)
    if bare != text:
        return bare, Problem("cell.apostrophe", level=Level.NOTE)
    if _SEPARATED.fullmatch(bare):
        joined = "".join(sign for sign in bare if is_digits(sign))
        return joined, Problem("cell.separators", level=Level.NOTE)
    return bare, None

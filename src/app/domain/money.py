"""Amounts of rupiah as people write them. Money is whole rupiah, never a fraction."""

import re

from app.domain.refusal import Problem, Refusal
from app.domain.text import plain_text

_AMOUNT = re.compile(
    r"(?:rp\.? ?)?"
    r"(?P<whole>[0-9]{1,3}(?P<mark>[. ])[0-9]{3}(?:(?P=mark)[0-9]{3})*|[0-9]+"
    r"|[0-9]{1,3}(?P<comma>,)[0-9]{3}(?:,[0-9]{3})+)"
    # 1.400.00 lacks a digit: what parts thousands cannot part the cents as well
    r"(?:(?!(?P=mark)|(?P=comma))[.,]0{1,2}|,-{1,2})?",
    re.IGNORECASE,
)
_MOST_DIGITS = 12


def read_rupiah(text: str) -> int:
    """1400000 from 1400000, 1.400.000, Rp1.400.000,00 or Rp 1.400.000,-.

    Refused is whatever could be two amounts: 1,400 is one thousand four hundred to some and a
    little more than one to others.
    """
    found = _AMOUNT.fullmatch(plain_text(text))
    digits = re.sub("[., ]", "", found["whole"]) if found else ""
    if not 0 < len(digits) <= _MOST_DIGITS:
        raise Refusal(Problem("money.shape"))
    return int(digits)

"""Telephone numbers, in the one form in which they can be compared: +62..."""

import re

from app.domain.refusal import Level, Problem, Refusal
from app.domain.text import bare_number

_FLOAT = re.compile(r"[.,]0+$")
_PREFIX = re.compile(r"\+62|0062|62|0")
_NATIONAL = re.compile(r"8[0-9]{8,11}|[2-79][0-9]{7,10}")  # a mobile; a line with its area code


def read_phone(text: str) -> str:
    """The number in `text` as +62...: from 08.., 62.., +62.. or 8.. (a zero a spreadsheet lost).

    Anything else is refused as odd, never as wrong: a phone is no reason to turn anybody away.
    """
    bare = bare_number(_FLOAT.sub("", text.strip())).replace("(", "").replace(")", "")
    if not bare:
        raise Refusal(Problem("phone.missing", "phone", Level.NOTE))
    prefix = _PREFIX.match(bare)
    national = bare[prefix.end() :].removeprefix("0") if prefix else bare
    if not _NATIONAL.fullmatch(national) or not (prefix or national.startswith("8")):
        raise Refusal(Problem("phone.shape", "phone", Level.WARN))
    return f"+62{national}"

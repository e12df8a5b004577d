"""Text as it is compared in look-ups of places and occupations."""

import re
import unicodedata

from app.domain.text import APOSTROPHES, plain_text

_NOT_A_WORD = re.compile(r"[^0-9A-Z]+")
_APOSTROPHES = str.maketrans("", "", APOSTROPHES)  # inside a word: Qur'an is one word


def words(text: str) -> tuple[str, ...]:
    """The words in capitals, without accents and signs: "Kel. Lempake" as ("KEL", "LEMPAKE")."""
    plain = unicodedata.normalize("NFKD", plain_text(text).translate(_APOSTROPHES)).upper()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_NOT_A_WORD.sub(" ", plain).split())

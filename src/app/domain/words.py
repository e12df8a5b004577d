"""Text as it is compared in look-ups of places and occupations."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^0-9A-Z]+")
_INSIDE_A_WORD = re.compile("['’‘`ʼ]")  # noqa: RUF001  apostrophes as lists write them


def words(text: str) -> tuple[str, ...]:
    """The words in capitals, without accents and signs: "Kel. Lempake" as ("KEL", "LEMPAKE")."""
    plain = unicodedata.normalize("NFKD", _INSIDE_A_WORD.sub("", text)).upper()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_NOT_A_WORD.sub(" ", plain).split())

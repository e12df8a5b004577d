"""Names: how they are kept, and what two spellings of one name have in common.

Many people have one name, some have one letter; titles, "bin" and the spelling of before 1972
come and go between papers. So a name is one field, kept as written, and compared by `name_key`.
"""

import re
import unicodedata
from functools import lru_cache

from app.domain.refusal import Level, Problem
from app.domain.text import APOSTROPHES, DASHES, plain_text

LONGEST = 60  # Permendagri 73/2022, spaces included

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_DASH = re.compile(f"[{DASHES}]")
_NO_LETTER_OF_A_NAME = re.compile(r"[^A-Z '.,-]")


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NO_NAME = _each(
    "N/A NN XX XXX TIDAKDIKETAHUI TIDAKTAHU TDKDIKETAHUI TDKTAHU TIDAKADA TDKADA LUPA BELUMADA "
    "BELUMDIKETAHUI KOSONG NIHIL NULL TANPANAMA"
)
"""What stands in the column of the mother's name where nobody asked."""


def clean_name(text: str) -> str:
    """The name as it is kept: capitals, single spaces, one kind of apostrophe and dash.

    Nothing that was typed is left out; `name_problems` tells what has no place in a name.
    """
    upper = plain_text(text).upper()
    if upper.isascii() and "`" not in upper:  # nearly every name, and lists hold many
        return upper
    upper = plain_text(upper)  # capitals may be several letters, and not composed
    return plain_text(_DASH.sub("-", _APOSTROPHE.sub("'", upper)))


def name_problems(text: str, field: str) -> tuple[Problem, ...]:
    """What is wrong or odd about a name as typed into `field`; nothing about an empty one."""
    name = clean_name(text)
    if not name:
        return ()
    if not any(sign.isalpha() for sign in name) or re.sub("[^A-Z/]", "", name) in _NO_NAME:
        return (Problem("mother.filler" if field == "mother_name" else "name.filler", field),)
    problems = []
    if len(name) > LONGEST:
        length = (("length", len(name)), ("longest", LONGEST))
        problems.append(Problem("name.long", field, facts=length))
    if _NO_LETTER_OF_A_NAME.search(name):
        problems.append(Problem("name.signs", field, Level.WARN))
    return tuple(problems)


# --- the key: DOMAIN 8.2, step by step -------------------------------------------------------

_TITLES_BEFORE = _each(
    "H HJ HAJI HAJAH HAJJAH DRS DRA DR IR PROF KH UST USTADZ USTAZ USTAD TGK R RA RR RADEN DAENG "
    "GUSTI SYARIFAH HABIB ALM ALMH"
)  # ANDI (Bugis) and AJI (Kutai) are kept: they are part of the name
_TITLES_AFTER = _each(
    "SE SH SPD ST SAG SSOS SKM AMD MM MPD MSI BA SPDI SPDSD SKOM SIP SP SPT SSI SKEP SST SHI SEI "
    "SFARM AMK AMKEB AMDKEB AMDKEP MH MKES MAG MKOM MT MPDI"
)
"""Titles where a comma or dots show that they are."""
_BARE_AFTER = _each("SE SH SPD ST SAG SSOS SKM AMD MM MPD MSI SPDI SKOM ALM ALMH")
"""Titles at the end of a name whatever stands before them: nobody is called so."""
_LINEAGE = _each("BIN BINTI BTE BT B")
_ALIAS = _each("ALS ALIAS")
_SAME = {
    **dict.fromkeys(
        _each(
            "MUHAMMAD MOHAMMAD MOHAMAD MUHAMAD MOCHAMAD MOCHAMMAD MUCHAMAD MOEHAMMAD "
            "MOH MOCH MUH MUHD MHD MD"
        ),
        "MUHAMMAD",
    ),
    **dict.fromkeys(_each("ACHMAD AHMAT AHMAD"), "AHMAD"),
    **dict.fromkeys(_each("SITI ST SITTI"), "SITI"),
    **dict.fromkeys(_each("NUR NOOR NOER"), "NUR"),
    **dict.fromkeys(_each("ABD ABDOEL"), "ABDUL"),
}
_ABDUL = re.compile(r"ABDU[LRSNTDZ]?")  # ABDUL, and how it is said before RAHMAN, SALAM ...
_OLD = re.compile(r"OE|DJ|TJ|SJ|NJ|CH|J")
_OLD_TO_NEW = {"OE": "U", "DJ": "J", "TJ": "C", "SJ": "SY", "NJ": "NY", "CH": "KH", "J": "Y"}
_SHOWS_OLD = re.compile(r"OE|DJ|TJ|SJ|^NJ")
_FOLD = re.compile(r"SY|SH|KH|DZ|DH|TH|F|V|Q|X|Y")
_FOLDED = {
    "SY": "S", "SH": "S", "KH": "H", "DZ": "Z", "DH": "Z", "TH": "T",
    "F": "P", "V": "P", "Q": "K", "X": "KS", "Y": "I",
}  # fmt: skip
_NO_WORD = re.compile("[^0-9A-Z]+")
_DOUBLE = re.compile(r"(.)\1+")
_ABDUL_BEFORE_CONSONANT = re.compile(r"^ABDUL(?=[^AEIOU])")


def name_key(text: str) -> str:
    """What all spellings of one name share: its tokens, folded, each once and in order of letters.

    For comparing only, never for showing. Other names may share it too; a person decides.
    """
    return " ".join(sorted(set(name_tokens(text))))


def name_tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name in their order, without titles, lineage words and alias."""
    return _folded(_split_alias(_bare_words(text))[0])


def name_readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read a name, as folded tokens, the plain one first.

    The others: the alias by itself, and a first initial A. as ANDI or as ABDUL.
    """
    words, alias = _split_alias(_bare_words(text))
    readings = [words]
    if alias:
        readings.append(alias)
    if len(words) > 1 and words[0] == "A":
        readings += [(first, *words[1:]) for first in ("ANDI", "ABDUL")]
    return tuple(dict.fromkeys(_folded(reading) for reading in readings))


def _bare_words(text: str) -> tuple[str, ...]:
    """Steps 1 to 3: capitals without accents and signs, no titles before or after."""
    plain = clean_name(text)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    name, *pieces = plain.replace("'", "").replace("@", " ALIAS ").split(",")
    words = _words(name)
    for piece in pieces:
        if not _is_title(piece):  # a comma inside the name
            words += _words(piece)
    return _untitled(words)


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the titles around it; the last word that is left is always the name."""
    first, last = 0, len(words)
    while last - first > 1 and words[first] in _TITLES_BEFORE:
        first += 1
    while last - first > 1 and words[last - 1] in _BARE_AFTER:
        last -= 1
    return words[first:last]


def _is_title(piece: str) -> bool:
    """Whether nothing but titles stands between two commas: "S. Pd.", "SE MM"."""
    parts = [part.replace(".", "") for part in piece.split()]
    return "".join(parts) in _TITLES_AFTER or all(
        part in _TITLES_AFTER or part in _TITLES_BEFORE for part in parts
    )


def _words(text: str) -> tuple[str, ...]:
    """The words of a name; dots part them, except inside a title (K.H., S.Pd.)."""
    words: list[str] = []
    for chunk in text.split():
        if chunk.isalnum() and chunk.isascii():  # nearly every word
            words.append(chunk)
            continue
        joined = chunk.replace(".", "")
        dotted = "." in chunk.rstrip(".")
        if dotted and words and joined in _TITLES_AFTER:
            continue
        if dotted and joined in _TITLES_BEFORE:
            words.append(joined)
        else:
            words += _NO_WORD.sub(" ", "ALIAS" if chunk == "AL." else chunk).split()
    return tuple(words)


def _split_alias(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Step 4: the name without lineage words, and the alias.

    AL is "alias" in some papers and the Arabic article in others: what follows it is both, a
    part of the name and an alias.
    """
    name: list[str] = []
    alias: tuple[str, ...] = ()
    last = len(words) - 1
    father = False  # whose titles go as those of the person go: BINTI H. AHMAD
    for at, word in enumerate(words):
        between = 0 < at < last
        if between and word in _ALIAS:
            return tuple(name), _untitled(words[at + 1 :])
        if between and word == "AL":
            alias = words[at + 1 :]
        elif between and (word in _LINEAGE or (father and word in _TITLES_BEFORE)):
            father = True
        else:
            name.append(word)
            father = False
    return tuple(name), alias


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Steps 5 to 8: the families of one name, old spelling, and letters that sound alike."""
    joined: list[str] = []
    for at, word in enumerate(words):
        known = "MUHAMMAD" if (word, at) == ("M", 0) and len(words) > 1 else _SAME.get(word, word)
        if joined and joined[-1].startswith("ABDU") and _ABDUL.fullmatch(joined[-1]):
            # ABD RAHMAN, ABDUR RAHMAN and ABDURRAHMAN are one name
            joined[-1] = f"ABDUL{known}"
        elif joined and joined[-1] == "NUR":
            joined[-1] = f"NUR{known}"  # and so are NUR AINI and NUR'AINI
        else:
            joined.append(known)
    return tuple(_fold(word) for word in joined)


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    shows_old = _SHOWS_OLD.search(word) is not None

    def renewed(found: re.Match[str]) -> str:
        old = found.group()
        if old in ("J", "NJ") and not shows_old:
            return old  # JAMAL, BANJAR: today's spelling has both
        return _OLD_TO_NEW[old]

    word = _OLD.sub(renewed, word)
    if word.startswith("NOOR"):
        word = f"NUR{word[4:]}"
    word = _DOUBLE.sub(r"\1", _FOLD.sub(lambda found: _FOLDED[found.group()], word))
    word = _ABDUL_BEFORE_CONSONANT.sub("ABDU", word)
    return word.removesuffix("H") if len(word) > 1 else word

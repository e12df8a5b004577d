"""Typed text made plain: what every reader of a field does first."""

import unicodedata

APOSTROPHES = "'\u2019\u2018`\u00b4\u02bc\u02bb\u2032"
"""The plain one and its likes: curled, accents used for one, the modifier letters, the prime."""
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""The hyphen-minus, hyphens, dashes and the minus sign, as word processors put them."""
QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_MARKS = (0x00AD, 0x061C, 0x180E, 0xFEFF)  # soft hyphen, Arabic and Mongolian marks, BOM
_INVISIBLE = dict.fromkeys(
    [
        *(*_MARKS, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)),
        *range(0xD800, 0xE000),  # half a character: what a field leaves of one at its full length
    ]
)  # a text pasted from a chat or a PDF carries them, and no eye sees the difference
_TRIMMED = str.maketrans(dict.fromkeys(APOSTROPHES + DASHES + QUOTES + "."))

LOOKALIKES = {
    "O": "0", "o": "0", "D": "0", "Q": "0", "I": "1", "i": "1", "l": "1", "L": "1", "|": "1",
    "!": "1", "?": "7", "Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "G": "6", "B": "8",
}  # fmt: skip
"""What scanners and tired eyes make of digits. A hint only: nothing is changed by it."""


def plain_text(text: str) -> str:
    """`text` on one line, composed, without invisible characters, its spaces folded."""
    if text.isascii():  # nearly every cell of a list: nothing to compose, nothing invisible
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def bare_number(text: str) -> str:
    """An identifier without what people put between its digits: spaces, dots, quotes, dashes.

    A lone 0 or dash stands for "none" in the lists of many offices, so it gives "".
    """
    bare = "".join(text.translate(_INVISIBLE).translate(_TRIMMED).split())
    return "" if bare.strip("0") == "" and len(bare) < 11 else bare


def is_digits(text: str) -> bool:
    """Whether all of `text` is ASCII digits, and there is at least one."""
    return text.isascii() and text.isdigit()


def lookalikes(text: str) -> tuple[tuple[str, str], ...]:
    """The letters in a number that look like digits, and those digits, as facts for a sentence.

    For "O" and "l": letters "O, l", digits "0, 1". Empty where there is none, or where something
    stands in it that is no such letter.
    """
    if is_digits(text):
        return ()
    letters = dict.fromkeys(sign for sign in text if not is_digits(sign))
    if any(letter not in LOOKALIKES for letter in letters) or not letters:
        return ()
    digits = ", ".join(LOOKALIKES[letter] for letter in letters)
    return ("letters", ", ".join(letters)), ("digits", digits)


def has_words(text: str) -> bool:
    """Whether somebody wrote something: "-", "." and "x" are no reason for anything."""
    return sum(sign.isalnum() for sign in text) >= 3

"""How large anything in a sealed file may be. A file beyond is refused before it costs anything.

A batch of 5,000 people is about 1 MB, so the caps stand far from any honest file.
"""

HEADER = 64 * 1024
"""Bytes of the CBOR header."""

BODY = 64 * 2**20
"""Bytes of the sealed part; what is opened of it is held in memory, so this bounds that too."""

EXPANDED = 2**30
"""Bytes of text once opened."""

RATIO, RATIO_FREE = 100, 8 * 2**20
"""How many bytes of text one sealed byte may become, beyond what any file may."""

WINDOW = 8 * 2**20
"""Bytes that unpacking may look back, and so keeps in memory."""

AGE_HEADER = 16 * 1024
"""Bytes of the list of recipients that age puts before what it encrypts.

A hundred recipients fit. age reads the list in time that grows with its square: 16,000 take it
48 seconds, so a longer list is not shown to it.
"""

LINE = 2**20
"""Bytes of one line."""

KEPT = 16 * 2**20
"""Bytes of text up to which a file is read once: its items stay in memory after the checks."""

DEPTH = 16
"""Lists and objects inside one another, in a line."""


def expanded_within(length: int, expanded: int) -> bool:
    """Whether a body of `length` bytes may hold `expanded` bytes of text."""
    return expanded <= min(EXPANDED, RATIO_FREE + RATIO * length)

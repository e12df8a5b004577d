"""The search index: every person's name, NIK and numbers, found by any part.

One trigram index answers every length of word: each word is indexed with two marks before it, so
that one typed letter is the trigram "mark mark s", two are "mark s i", and three and more are
looked for anywhere. The index is kept by the repositories, not by triggers, because the words are
folded in Python; `rebuild` makes it anew.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from app.store.tables import registration

MARK = "\x02"
_BETWEEN_DIGITS = re.compile(r"(?<=\w)-(?=\w)")
_GONE = re.compile("['\u2019`\x00-\x1f]")
_SPLIT = re.compile(r"[^\w]+")

WORDS = (registration.c.name, registration.c.nik, registration.c.number, registration.c.kpj)


def fold(text: str) -> list[str]:
    """The words of `text` as the index knows them: lower case, no accents, 1-000124 as 1000124."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in decomposed if not unicodedata.combining(each))
    bare = _BETWEEN_DIGITS.sub("", _GONE.sub("", text.lower()))
    return [word for word in _SPLIT.split(bare) if word]


def indexed(*texts: str | None) -> str:
    """What is put in the index for one person."""
    return " ".join(f"{MARK}{MARK}{word}" for text in texts if text for word in fold(text))


def expression(words: str) -> str | None:
    """The index's question for what was typed; None where nothing narrows the answer."""
    phrases = []
    for word in fold(words):
        start = MARK * (3 - len(word)) if len(word) < 3 else ""
        phrases.append(f'"{start}{word}"')
    return " AND ".join(phrases) or None


def matching(words: str) -> sa.Select[tuple[int]] | None:
    """The ids of registrations that hold every word, as a subquery; None = all of them."""
    asked = expression(words)
    if asked is None:
        return None
    found = sa.table("person_search", sa.column("rowid", sa.Integer))
    return sa.select(found.c.rowid).where(
        sa.text("person_search MATCH :asked").bindparams(asked=asked)
    )


def put(connection: sa.Connection, lines: Iterable[tuple[int, str]]) -> None:
    """Index these (id, indexed words), in place of what was there."""
    rows = list(lines)
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO person_search(rowid, words) VALUES (?, ?)", rows
        )


def remove(connection: sa.Connection, ids: Iterable[int]) -> None:
    """Take these out of the index."""
    rows = [(each,) for each in ids]
    if rows:
        connection.exec_driver_sql("DELETE FROM person_search WHERE rowid = ?", rows)


def rebuild(connection: sa.Connection) -> None:
    """Make the whole index anew from the register."""
    connection.exec_driver_sql("DELETE FROM person_search")

    def lines() -> Iterator[tuple[int, str]]:
        for row in connection.execute(sa.select(registration.c.id, *WORDS)):
            yield row[0], indexed(*row[1:])

    put(connection, lines())

"""The search index: every person's name, NIK and numbers, found by any part.

One trigram index answers every length of word: each word is indexed with two marks before it, so
that one typed letter is the trigram "mark mark s", two are "mark s i", and three and more are
looked for anywhere. The index is kept by the repositories, not by triggers, because the words are
folded in Python; `rebuild` makes it anew.

On a server the words stand in the register under an index of PostgreSQL's own (pg_trgm), which is
never behind: the same parts are looked for in them, so the same people are found.
"""

import re
import unicodedata
from collections.abc import Iterable

import sqlalchemy as sa

from app.store.tables import registration, unindexed

MARK = "\x02"

LONGEST = 200
"""Of what is typed, no more is looked for: no name, NIK and number together are longer."""

_BETWEEN_DIGITS = re.compile(r"(?<=\w)-(?=\w)")
_GONE = re.compile("['`\u2018\u2019\u02bc\x00-\x08\x0e-\x1f]")
_SPLIT = re.compile(r"[^\w]+")
_WILD, _BARE = re.compile(r"([\\%_])"), r"\\\1"


def fold(text: str) -> list[str]:
    """The words of `text` as the index knows them: lower case, no accents, 1-000124 as 1000124."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in decomposed if not unicodedata.combining(each))
    bare = _BETWEEN_DIGITS.sub("", _GONE.sub("", text.casefold()))
    return [word for word in _SPLIT.split(bare) if word]


def indexed(*texts: str | None) -> str:
    """What is put in the index for one person."""
    return " ".join(f"{MARK}{MARK}{word}" for text in texts if text for word in fold(text))


def with_kpj(words: str, kpj: str | None) -> str:
    """What is indexed of somebody whom the insurer has given a number."""
    return f"{words} {indexed(kpj)}" if kpj else words


def asked(words: str) -> list[str]:
    """What must stand in a person's indexed words for each typed word."""
    return [f"{MARK * max(0, 3 - len(word))}{word}" for word in fold(words[:LONGEST])]


def in_words(parts: list[str]) -> list[sa.ColumnElement[bool]]:
    """That a registration holds every part, for a server: there the words are indexed."""
    return [registration.c.words.like(f"%{_WILD.sub(_BARE, part)}%") for part in parts]


def in_index(parts: list[str]) -> sa.Select[int]:
    """The ids of the registrations that hold every part, by the index of a file."""
    found = sa.table("person_search", sa.column("rowid", sa.Integer))
    phrases = " AND ".join(f'"{part}"' for part in parts)
    return sa.select(found.c.rowid).where(
        sa.text("person_search MATCH :phrases").bindparams(phrases=phrases)
    )


def in_name(parts: list[str]) -> list[sa.ColumnElement[bool]]:
    """The same by looking at the person: quicker where most have them. For SQLite.

    A plain name says by itself whether a word of letters is in it, and stands in the index of the
    order that is walked; the row, which lies elsewhere, is read for no more than the others.
    """
    return [_in_name(part) for part in parts]


def _in_name(part: str) -> sa.ColumnElement[bool]:
    name, words = registration.c.name, registration.c.words
    in_words = sa.func.instr(words, part) > 0
    word = part.strip(MARK)
    if not (word.isascii() and word.isalpha()):
        return in_words
    if part == word:
        in_name = sa.func.instr(name, word.upper()) > 0
    else:
        in_name = sa.func.instr(" " + name, f" {word.upper()}") > 0
    return sa.case((name.op("GLOB")("*[^A-Z ]*"), in_words), else_=in_name)


def put(connection: sa.Connection, lines: Iterable[tuple[int, str]]) -> None:
    """Index these (id, indexed words), in place of what was there."""
    rows = list(lines)
    if rows and _is_file(connection):
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO person_search(rowid, words) VALUES (?, ?)", rows
        )


def remove(connection: sa.Connection, ids: Iterable[int]) -> None:
    """Take these out of the index."""
    rows = [(each,) for each in ids]
    if rows and _is_file(connection):
        connection.exec_driver_sql("DELETE FROM person_search WHERE rowid = ?", rows)


def later(connection: sa.Connection, first: int, last: int) -> None:
    """Leave these registrations to `Index.catch_up`: many come at once."""
    if _is_file(connection):
        connection.execute(unindexed.insert(), {"first": first, "last": last})


def rebuild(connection: sa.Connection) -> None:
    """Make the whole index anew from the register."""
    if not _is_file(connection):
        return
    connection.exec_driver_sql("DELETE FROM person_search")

    rows = connection.execute(sa.select(registration.c.id, registration.c.words))
    put(connection, ((row.id, row.words) for row in rows))


def _is_file(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"

"""Indexes that a great receiving does without, and a search that catches up."""

from contextlib import closing

import sqlalchemy as sa
from tests.books import KEY

from app.store.books import Books
from app.store.tables import REGISTRATION_INDEXES, unindexed


def names(books):
    with books.reading() as unit:
        return {each["name"] for each in sa.inspect(unit.connection).get_indexes("registration")}


def test_indexes_laid_aside_when_the_power_went_are_there_when_the_books_are_opened(
    books, keep, person
):
    keep(person(1))
    with books.transaction() as unit:
        unit.index.lay_aside()
    assert names(books) == {REGISTRATION_INDEXES[0].name}
    database = books.database
    books.close()
    with closing(Books(database, KEY)) as again:
        assert names(again) == {each.name for each in REGISTRATION_INDEXES}


def test_the_search_catches_up_in_pieces_and_says_how_far_it_is_behind(books, keep, person):
    for serial in (1, 2, 3):
        keep(person(serial))
    with books.transaction() as unit:
        unit.connection.execute(unindexed.insert().values(first=1, last=3))
    with books.transaction() as unit:
        assert unit.index.behind() == 3
        assert unit.index.catch_up(2) == 2
        assert unit.index.behind() == 1
        assert unit.index.catch_up(2) == 1
        assert unit.index.catch_up(2) == unit.index.behind() == 0

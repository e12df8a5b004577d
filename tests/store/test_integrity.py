"""Whether what is in the books is what was put there."""

from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from tests.books import KEY, corrected, person_of

from app.store.books import Books


@pytest.fixture
def tampered(books, keep, database):
    """Three people, one of them corrected and come back to the old content, then tampered with."""
    first = person_of(1)
    keep(first, person_of(2), person_of(3))
    second = corrected(first, rt="012")
    with books.transaction() as unit:
        assert unit.registrations.add_revision(second)
        assert unit.registrations.add_revision(corrected(second, rt="007"))
    books.close()

    def tamper(statement: str) -> int:
        with closing(sqlcipher.connect(database, isolation_level=None)) as raw:
            raw.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
            raw.executescript(
                f"DROP TRIGGER revision_content_only_goes;"
                f" DROP TRIGGER revision_content_is_final; {statement}"
            )
        with closing(Books(database, KEY)) as opened, opened.reading() as unit:
            return unit.integrity.altered_revisions()

    return tamper


@pytest.mark.parametrize(
    ("statement", "altered"),
    [
        ("", 0),
        ("UPDATE revision SET content = replace(content, '007', '008') WHERE id = 2", 1),
        ("UPDATE revision SET content = content || ' '", 5),  # the same record, another text
        ("UPDATE revision SET content = 'not JSON' WHERE id = 3", 1),
        ("UPDATE revision SET hash = 'x' WHERE id = 4", 1),  # an old one: only itself
        ("UPDATE revision SET hash = 'x' WHERE id = 2", 2),  # its registration points nowhere
        ("DELETE FROM revision WHERE id = 2", 1),
    ],
)
def test_every_revision_that_was_altered_is_counted(tampered, statement, altered):
    assert tampered(statement) == altered


def test_sound_pages_are_sound(books, keep):
    keep(person_of(1))
    with books.reading() as unit:
        assert not unit.integrity.damaged_pages()


def test_an_index_that_lacks_a_part_is_damaged(books, keep, database):
    keep(person_of(1))
    books.close()
    with closing(sqlcipher.connect(database, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        raw.execute("DELETE FROM person_search_data WHERE id > 10")
    with closing(Books(database, KEY)) as opened, opened.reading() as unit:
        assert unit.integrity.damaged_pages()


def test_an_index_that_was_put_in_order_since_the_last_check_is_sound(books, keep):
    for serial in range(1, 40):
        keep(person_of(serial))
        with books.reading() as unit:
            assert not unit.integrity.damaged_pages()

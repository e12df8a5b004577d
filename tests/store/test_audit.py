"""The audit trail: each entry holds the one before."""

import hashlib
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from tests.books import AT, KEY

from app.domain.record import canonical
from app.store.audit import START
from app.store.books import Books


@pytest.fixture
def trail(books):
    """Books with five entries."""
    with books.transaction() as unit:
        for number in range(5):
            unit.audit.note(
                "draft.dropped", f"id-{number}", operator="00", at=AT, detail={"count": number}
            )
    return books


def first_broken(books):
    with books.reading() as unit:
        return unit.audit.first_broken()


def broken_after(database, tampering):
    """The first broken entry after somebody with the key has tampered with the closed books."""
    with closing(sqlcipher.connect(database, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        raw.executescript(f"DROP TRIGGER audit_is_final; DROP TRIGGER audit_stays; {tampering}")
    with closing(Books(database, KEY)) as books:
        return first_broken(books)


def test_an_empty_trail_is_whole(books):
    with books.reading() as unit:
        assert unit.audit.first_broken() is None
        assert unit.audit.head() == (0, START)


def test_a_trail_is_whole_and_its_head_is_the_last_entry(trail):
    assert first_broken(trail) is None
    with trail.transaction() as unit:
        seq, head = unit.audit.head()
        assert seq == 5
        unit.audit.note("draft.dropped", "id-5", operator="00", at=AT)
        assert unit.audit.head()[0] == 6
        assert unit.audit.head()[1] != head


def test_what_is_taken_back_leaves_no_gap(trail):
    def give_up():
        with trail.transaction() as unit:
            unit.audit.note("draft.dropped", "id", operator="00", at=AT)
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    with trail.transaction() as unit:
        unit.audit.note("draft.dropped", "id", operator="00", at=AT)
    assert first_broken(trail) is None


def test_an_entry_rewritten_with_its_hash_is_betrayed_by_the_next(trail, database):
    with trail.reading() as unit:
        rows = unit.connection.exec_driver_sql("SELECT * FROM audit WHERE seq = 3").mappings()
        entry = dict(rows.one()) | {"subject": "id-of-another"}
    del entry["hash"]
    forged = hashlib.sha256(canonical(entry).encode()).hexdigest()
    trail.close()
    statement = f"UPDATE audit SET subject = 'id-of-another', hash = '{forged}' WHERE seq = 3"  # noqa: S608
    assert broken_after(database, statement) == 4


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        *(
            (f"UPDATE audit SET {column} = 'x' WHERE seq = 3", 3)  # noqa: S608
            for column in ("at", "operator", "act", "subject", "detail", "previous", "hash")
        ),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("UPDATE audit SET seq = 9 WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3", 3),
    ],
)
def test_the_first_broken_entry_is_named(trail, database, tampering, broken):
    trail.close()
    assert broken_after(database, tampering) == broken

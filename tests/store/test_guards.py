"""What may never change in the books, whatever statement tries it."""

import pytest
import sqlalchemy as sa
from tests.books import AT, HOME

from app.domain.ledger import PrintedCard


@pytest.fixture
def written(books, keep, person):
    """Books with one of everything that is guarded."""
    first = person(1)
    keep(first)
    with books.transaction() as unit:
        unit.audit.note("registration.kept", first.registration_id, operator="00", at=AT)
        unit.registrations.take_numbers("serial.0", 5)
        unit.cards.put([card_of(first)])
    return books


def card_of(revision, **other):
    values = {
        "registration_id": revision.registration_id,
        "copy": 1,
        "status": "waiting",
        "status_as_of": AT.date(),
        "revision_hash": revision.hash,
        "sheet": "a4",
        "reason": "",
        "made_by": "00",
        "made_at": AT,
        "printed_at": None,
    }
    return PrintedCard(**(values | other))


FINAL = {
    "revision": "registration_id number hash parent content made_by made_at incarnation",
    "audit": "seq at operator act subject detail previous hash",
    "card": ("registration_id copy revision_hash status status_as_of sheet reason made_by made_at"),
}
FORBIDDEN = [
    *(
        f"UPDATE {table} SET {column} = '9'"  # noqa: S608
        for table, columns in FINAL.items()
        for column in columns.split()
    ),
    "DELETE FROM audit",
    "DELETE FROM card",
    "DELETE FROM registration",  # somebody with a card
    "DELETE FROM counter",
    "UPDATE counter SET value = value - 1",
]


def test_what_was_written_down_never_changes(written):
    def write(statement):
        with written.transaction() as unit:
            unit.connection.exec_driver_sql(statement)

    for statement in FORBIDDEN:
        with pytest.raises(sa.exc.IntegrityError):
            write(statement)


def test_what_goes_on_may_go_on(written):
    for statement in (
        "UPDATE revision SET state = 'approved'",
        "UPDATE counter SET value = value + 1",
        "UPDATE card SET printed_at = '2026-11-22'",
    ):
        with written.transaction() as unit:
            assert unit.connection.exec_driver_sql(statement).rowcount == 1


def test_a_card_becomes_paper_once(written, person):
    copy = (person(1).registration_id, 1)
    with written.transaction() as unit:
        unit.cards.mark_printed([copy], AT)

    def again():
        with written.transaction() as unit:
            unit.cards.mark_printed([copy], AT)

    with pytest.raises(sa.exc.IntegrityError):
        again()


def test_two_active_registrations_never_have_one_nik(written, person):
    def write():
        with written.transaction() as unit:
            unit.registrations.add(person(2, nik=person(1).record["nik"]), HOME)

    with pytest.raises(sa.exc.IntegrityError):
        write()


def test_a_nik_in_dispute_may_stand_twice(written, person):
    nik = person(1).record["nik"]
    with written.transaction() as unit:
        unit.registrations.dispute(person(1).registration_id)
        unit.registrations.add(person(2, nik=nik, nik_status="disputed"), HOME)
        assert unit.registrations.holder_of_nik(nik) == person(1).registration_id
        assert unit.registrations.is_disputed(person(2).registration_id, nik)


def test_any_number_of_people_may_have_no_nik_yet(written, person):
    with written.transaction() as unit:
        unit.registrations.add(person(2, nik=None), HOME)
        unit.registrations.add(person(3, nik=None), HOME)

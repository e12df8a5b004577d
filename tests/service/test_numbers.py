"""The numbers a station gives, through all the lives of its books."""

import pytest

from app.domain.number import parse
from app.domain.refusal import Refusal
from app.service.demo import fill
from app.service.dossier import ShowRegistration
from app.service.numbers import take_numbers
from app.service.register import Register
from app.store.engine import StoreFailure

OTHER = {
    "nik": "6472811708850001",
    "name": "BUDI SANTOSO",
    "sex": "male",
    "birth_date": "17-08-1985",
    "mother_name": "RUKAYAH",
    "kk": "",
    "phone": "",
    "marital_status": "single",
    "no_family": "yes",
    "heirs": (),
}


def serials(session, count=1):
    with session.books.transaction() as unit:
        return [each.serial for each in take_numbers(session, unit, count)]


def test_numbers_run_on_across_logins(session, open_office):
    assert serials(session, 3) == [1, 2, 3]
    session.close()
    assert serials(open_office()) == [4]


def test_a_new_life_of_the_books_gives_numbers_beyond_all_of_the_old(session, open_office):
    assert serials(session, 2) == [1, 2]
    session.station.new_incarnation(session.opened.data_key)
    session.close()
    reborn = open_office()
    assert serials(reborn, 2) == [1_000_001, 1_000_002]
    with reborn.books.transaction() as unit:
        (number,) = take_numbers(reborn, unit)
    assert parse(number.text).incarnation == 1
    assert "1000003" in number.text


def test_a_station_that_gave_all_its_numbers_says_so_and_keeps_nothing(session, draft):
    with session.books.transaction() as unit:
        unit.registrations.take_numbers("serial.0", 999_999)
    with pytest.raises(Refusal) as refused:
        Register(session)(draft())
    assert [problem.code for problem in refused.value.problems] == ["number.exhausted"]
    with session.books.reading() as unit:
        assert unit.counts.by_state() == {}


def test_a_number_whose_registration_failed_is_given_to_the_next(session, draft, monkeypatch):
    register = Register(session)

    def fail(*_, **__):
        raise StoreFailure("store.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("app.store.audit.Audit.note", fail)
        with pytest.raises(StoreFailure):
            register(draft())
    assert parse(register(draft()).number).serial == 1


def test_the_made_up_people_have_numbers_of_this_office(session):
    fill(session, 25, seed=3)
    assert serials(session) == [26]
    with session.books.reading() as unit:
        lines = unit.people.lines(range(1, 26)).values()
    assert sorted(parse(line.number).serial for line in lines) == list(range(1, 26))


def test_a_number_nobody_has_is_told(session):
    with pytest.raises(Refusal) as refused:
        ShowRegistration(session).by_number("6472051003-1-000009-X")
    assert [problem.code for problem in refused.value.problems] == ["registration.unknown"]

"""The office of made-up people."""

import pytest
from tests.office import ADMIN, LEMPAKE, PASSWORD, RESOURCES

from app.domain.people import Query
from app.domain.refusal import Refusal
from app.service import demo
from app.service.check import Check
from app.service.demo import make_demo
from app.service.home import Home
from app.service.setup import log_in, set_up_desk
from app.store.engine import StoreFailure


@pytest.fixture
def make(tmp_path, reference):
    def make(people=30, seed=1):
        return make_demo(tmp_path / "demo", RESOURCES, reference, people=people, seed=seed)

    return make


@pytest.fixture
def look_around(tmp_path, reference):
    """Log in as everybody can, and see how many there are."""

    def look_around():
        session = log_in(
            tmp_path / "demo", RESOURCES, reference, name=demo.NAME, password=demo.PASSWORD
        )
        try:
            with session.books.reading() as unit:
                found = unit.people.ids(Query(words="a"))
                assert set(found) <= set(unit.people.ids(Query()))
                count = unit.people.count(Query())
            assert Home(session)().counters[0].count == count
            assert Check(session)() == ()
        finally:
            session.close()
        return count

    return look_around


def test_the_demonstration_can_be_logged_in_to_and_looked_around_in(make, look_around):
    office = make(people=30)
    assert (office.accounts, office.people) == (demo.ACCOUNTS, 30)
    assert look_around() == 30


def test_asked_for_again_it_is_the_same_office(make, look_around):
    make(people=30)
    assert make(people=99).people == 0
    assert look_around() == 30


def test_a_demonstration_cut_while_filling_is_filled_the_next_time(make, look_around, monkeypatch):
    def fail(*_, **__):
        raise StoreFailure("store.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("app.store.bulk.load", fail)
        with pytest.raises(StoreFailure):
            make(people=30)
    assert make(people=20).people == 20
    assert look_around() == 20


def test_nobody_is_made_up_in_a_real_office(make, tmp_path, reference):
    folder = tmp_path / "demo"
    set_up_desk(folder, reference, place=LEMPAKE, station=1, name=ADMIN, password=PASSWORD)
    with pytest.raises(Refusal) as refused:
        make()
    assert [problem.code for problem in refused.value.problems] == ["demo.real_office"]


@pytest.mark.parametrize("people", [-1, 1_000_001])
def test_so_many_cannot_be_made_up(make, tmp_path, people):
    with pytest.raises(Refusal) as refused:
        make(people=people)
    assert [problem.code for problem in refused.value.problems] == ["demo.people"]
    assert not (tmp_path / "demo").exists()


def test_an_office_of_nobody_is_an_office(make, look_around):
    make(people=0)
    assert look_around() == 0

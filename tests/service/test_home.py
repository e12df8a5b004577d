"""The numbers of Beranda."""

from datetime import date

from app.service.home import Home
from app.service.people import People
from app.service.register import Register


def other(draft, **typed):
    return draft(
        **{
            "nik": "6472812211610001",
            "name": "BUDI",
            "sex": "male",
            "birth_date": "22-11-1961",
            "effective_date": "",
            "heirs": (),
            "no_family": "yes",
            "marital_status": "single",
            "phone": "",
            "kk": "",
            "mother_name": "SUPINAH",
        }
        | typed
    )


def test_every_number_counts_the_people_of_its_own_list(session, draft):
    register, people = Register(session), People(session)
    register(draft())
    register(other(draft, nik="6472812211910001", birth_date="22-11-1991"))
    numbers = Home(session)()
    for counter in (*numbers.counters, *numbers.todo):
        if counter.query is not None:
            assert len(people.ids(counter.query)) == counter.count, counter.code
    assert {each.code: each.count for each in numbers.todo} == {
        "heirs": 1,
        "kk": 1,
        "phone": 1,
    }


def test_who_turns_65_within_90_days_is_to_be_told(session, draft, clock):
    Register(session)(other(draft, nik="6472811001620001", birth_date="10-01-1962"))
    (turning,) = [each for each in Home(session)().todo if each.code == "turning_65"]
    assert turning.count == 1
    assert turning.query is not None
    assert turning.query.born == (date(1961, 11, 22), date(1962, 2, 20))

"""The made-up people."""

from datetime import date

from tests.benchmarks.people_200k import record_of
from tests.office import LEMPAKE, RESOURCES

from app.domain.dates import first_of_next_month
from app.domain.examination import examine
from app.domain.registration import Registration, Stamp
from app.service.made_up import People

TODAY = date(2026, 11, 22)


def made_up(reference, seed=1):
    return People(RESOURCES, reference, LEMPAKE, TODAY, seed)


def test_the_rules_accept_every_made_up_person(reference):
    for draft in made_up(reference).drafts(300):
        assert examine(draft, reference, TODAY).hindrances == ()


def test_the_same_seed_makes_the_same_people(reference):
    assert list(made_up(reference).drafts(20)) == list(made_up(reference).drafts(20))
    assert list(made_up(reference).drafts(20)) != list(made_up(reference, seed=2).drafts(20))


def test_no_made_up_nik_can_be_anybodys(reference):
    for draft in made_up(reference).drafts(300):
        for nik in (draft.nik, *(heir.nik for heir in draft.heirs if heir.nik)):
            assert nik.startswith("6472")
            assert 81 <= int(nik[4:6]) <= 99


def test_the_records_measured_on_are_those_of_the_rules(reference, clock):
    stamp = Stamp("00", clock())
    for draft in made_up(reference).drafts(100):
        record = Registration.from_draft(draft, reference, TODAY, stamp).to_record()
        plain = {"by": stamp.by, "at": stamp.at.isoformat()}
        assert record_of(draft, plain, first_of_next_month(TODAY)) == record

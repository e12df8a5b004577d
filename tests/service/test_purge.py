"""Data go when their time is over, and chain and check stay green."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from tests.office import SITI

from app.domain.decisions import EventKind
from app.domain.people import Query
from app.domain.refusal import Refusal
from app.domain.retention import kept_from
from app.service.check import Check
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.exchange.report import ReportEvent
from app.service.handing import WORKER, HandCards
from app.service.people import People
from app.service.purge import Purge
from app.service.register import Register

WORDS = (
    "SITI", "NORHAYATI", "6472814107900001", "MASITAH", "6472810101150001", "+6281200000001",
    "Mawar", "HERMAN", "Pasar Lempake", "rahasia", "tidak mau",
)  # fmt: skip


@pytest.fixture
def later(session):
    """The same office after some years."""

    def later(years, days=0):
        then = session.clock() + timedelta(days=365.25 * years + days)
        return replace(session, clock=lambda: then)

    return later


@pytest.fixture
def withdrawn(session):
    """Siti, corrected once, printed, with a draft begun; she withdrew. And Budi, who did not."""
    kept = Register(session)(SITI)
    Register(session)(replace(SITI, rt="008"), correcting=kept.registration_id)
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(kept.registration_id), replace(SITI, rw="9"), "rw")
    assert opened.registration_id == kept.registration_id
    budi = replace(SITI, nik="6472811505850002", name="BUDI SANTOSO", birth_date="15-05-1985",
                   sex="male", mother_name="RUSDAH", kk="6472810101150002", heirs=(),
                   no_family="yes", phone="")  # fmt: skip
    other = Register(session)(budi)
    with session.books.transaction() as unit:
        unit.registrations.set_card(kept.registration_id, "printed")
    HandCards(session)([kept.registration_id], WORKER, session.today())
    HandCards(session).back(kept.registration_id, "rahasia: MASITAH tidak mau kartunya")
    ReportEvent(session)(kept.registration_id, EventKind.WITHDRAWN, "rahasia: tidak mau lagi")
    return kept, other


def everything(session):
    """Each text in the books."""
    texts = []
    with session.books.reading() as unit:
        for table in sa.inspect(unit.connection).get_table_names():
            rows = unit.connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608
            texts += [str(each) for row in rows for each in row]
    return "\n".join(texts)


def test_nobody_is_due_before_the_years_are_over(later, withdrawn):
    assert Purge(later(4.9)).due().registration_ids == ()
    due = Purge(later(5.1)).due()
    assert due.registration_ids == (withdrawn[0].registration_id,)
    assert (due.years, "UU 27/2022" in due.legal_basis) == (5, True)


def test_of_the_purged_nothing_is_left_but_the_tombstone(session, later, withdrawn):
    gone, stays = withdrawn
    assert all(word in everything(session) for word in ("NORHAYATI", "rahasia"))
    then = later(6)
    assert Purge(then)().people == 1
    left = everything(then)
    assert [word for word in WORDS if word in left and word not in ("Mawar", "Pasar Lempake")] == []
    assert gone.number in left
    assert Check(then)() == ()
    assert Purge(then)().people == 0
    people = People(then)
    lines = people.lines(people.ids(Query())).values()
    assert [each.number for each in lines] == [stays.number]
    assert people.ids(Query(words="norhayati")) == people.ids(Query(words=gone.number)) == []
    with pytest.raises(Refusal) as refused:
        ShowRegistration(then)(gone.registration_id)
    assert refused.value.problems[0].code == "registration.unknown"


def test_a_content_that_went_without_a_purge_is_noticed(session, withdrawn):
    assert len(withdrawn) == 2
    with session.books.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE revision SET content = ''")
    assert [each.code for each in Check(session)()] == ["check.revisions"]
    with session.books.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE registration SET purged_at = '2026'")
    (problem,) = Check(session)()
    assert (problem.code, dict(problem.facts)) == ("check.tombstones", {"count": 2})


def test_a_purge_that_is_cancelled_keeps_each_whole_or_gone(later, withdrawn):
    then = later(6)
    assert Purge(then)(cancelled=lambda: True).people == 0
    assert len(Purge(then).due().registration_ids) == 1
    assert Check(then)() == ()


def test_years_are_counted_to_the_day():
    assert kept_from(datetime(2028, 2, 29, tzinfo=UTC).date(), 5).isoformat() == "2023-02-28"
    assert kept_from(datetime(2031, 11, 22, tzinfo=UTC).date(), 5).isoformat() == "2026-11-22"


def test_the_hash_of_what_is_gone_says_nothing_of_it(session):
    """The same person registered twice has two hashes: who knows all of it cannot prove it."""
    kept = Register(session)(SITI)
    ReportEvent(session)(kept.registration_id, EventKind.ENTERED_WRONGLY, "salah orang")
    again = Register(session)(
        replace(SITI, reasons={"duplicate.strong": "didaftarkan ulang, dulu salah"})
    )
    with session.books.reading() as unit:
        first, second = (unit.registrations.current(each.registration_id) for each in (kept, again))
    assert first.hash != second.hash

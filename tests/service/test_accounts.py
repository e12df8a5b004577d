"""Accounts, passwords and the paper code of an office at work."""

from dataclasses import replace

import pytest
from tests.office import ADMIN, CHEAP, PASSWORD

from app import __version__
from app.domain.refusal import Problem, Refusal
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.slots import FILE, SlotFile
from app.service.about import about
from app.service.check import Check
from app.service.operators import Operators
from app.service.register import Register
from app.service.session import NotAllowed
from app.store.engine import StoreFailure

CLERK, CLERK_PASSWORD = "Budi Santoso", "warung pak haji"


@pytest.fixture
def log_in(open_office, folder):
    """Log in, one at a time, with slots that are cheap to close again."""
    last = []

    def log_in(name=ADMIN, password=PASSWORD):
        while last:
            last.pop().close()
        session = replace(open_office(name, password), slots=SlotFile(folder, CHEAP))
        last.append(session)
        return session

    return log_in


@pytest.fixture
def admin(log_in):
    return Operators(log_in())


@pytest.fixture
def clerk(admin, log_in):
    """A clerk at work, whom the administrator has let in."""
    admin.add(CLERK, CLERK_PASSWORD, "clerk")
    return Operators(log_in(CLERK, CLERK_PASSWORD))


def trail(session):
    """What the audit trail says was done, and by whom, newest last."""
    with session.books.reading() as unit:
        return [(row["act"], row["subject"], row["operator"]) for row in unit.audit._rows()]


def sentence_of(refusal):
    return [problem.code for problem in refusal.value.problems]


def test_the_list_says_who_may_log_in_since_when_and_which_one_is_me(admin, clock):
    admin.add(CLERK, CLERK_PASSWORD, "clerk")
    me, other = admin.all()
    assert (me.name, me.role, me.is_me) == (ADMIN, "administrator", True)
    assert (other.name, other.role, other.is_me) == (CLERK, "clerk", False)
    assert me.since == other.since
    assert CLERK not in repr(other)


def test_a_new_clerk_logs_in_and_the_trail_knows_who_let_them_in(admin, log_in):
    boss = admin._session.operator.id
    new = admin.add(CLERK, CLERK_PASSWORD, "clerk")
    session = log_in(CLERK, CLERK_PASSWORD)
    assert session.operator.role == "clerk"
    assert trail(session)[-1] == ("operator.added", new.id, boss)


def test_whoever_is_taken_away_does_not_come_in_again(clerk, log_in):
    boss = Operators(log_in())
    gone = boss.all()[1]
    boss.remove(CLERK.upper())
    assert [each.name for each in boss.all()] == [ADMIN]
    assert trail(boss._session)[-1][:2] == ("operator.removed", gone.id)
    with pytest.raises(NotUnlocked):
        log_in(CLERK, CLERK_PASSWORD)


def test_somebody_who_is_not_there_cannot_be_taken_away(admin):
    with pytest.raises(Refusal) as refusal:
        admin.remove("Siapa")
    assert sentence_of(refusal) == ["operator.unknown"]


def test_the_last_administrator_stays_and_the_trail_does_not_say_otherwise(admin):
    before = trail(admin._session)
    with pytest.raises(Refusal) as refusal:
        admin.remove(ADMIN)
    assert sentence_of(refusal) == ["operator.last_administrator"]
    assert trail(admin._session) == before


@pytest.mark.parametrize(
    "deed",
    [
        lambda operators: operators.add("Siti", "tiga kata mudah", "clerk"),
        lambda operators: operators.remove(ADMIN),
        lambda operators: operators.new_recovery(),
        lambda operators: operators.keep_recovery("", ""),
    ],
    ids=["add", "remove", "new_recovery", "keep_recovery"],
)
def test_a_clerk_changes_no_accounts_and_no_paper_code(clerk, folder, deed):
    before, said = (folder / FILE).read_bytes(), trail(clerk._session)
    with pytest.raises(NotAllowed) as refused:
        deed(clerk)
    assert refused.value.problem == clerk.not_allowed() == Problem("right.administrator")
    assert ((folder / FILE).read_bytes(), trail(clerk._session)) == (before, said)


def test_an_administrator_may(admin):
    assert admin.not_allowed() is None


def test_everybody_changes_their_own_password(clerk, log_in):
    me = clerk._session.operator.id
    clerk.change_password(CLERK_PASSWORD, "empat kata yang lain")
    assert trail(clerk._session)[-1] == ("operator.password_changed", me, me)
    with pytest.raises(NotUnlocked):
        log_in(CLERK, CLERK_PASSWORD)
    assert log_in(CLERK, "empat kata yang lain").operator.id == me


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("bukan ini", "empat kata lain", [Problem("password.old", "old")]),
        (PASSWORD, "pendek", [Problem("password.short", "password", facts=(("floor", 8),))]),
        (PASSWORD, PASSWORD, [Problem("password.same", "password")]),
    ],
)
def test_a_password_that_is_not_changed_leaves_no_trace(admin, log_in, old, new, refused):
    before = trail(admin._session)
    with pytest.raises(Refusal) as refusal:
        admin.change_password(old, new)
    assert list(refusal.value.problems) == refused
    assert trail(admin._session) == before
    assert log_in(ADMIN, PASSWORD)


def test_a_new_paper_code_opens_the_books_and_the_old_one_no_more(folder, reference, log_in):
    operators = Operators(log_in())
    slots = operators._session.slots
    first = operators.new_recovery()
    operators.keep_recovery(first, first)
    second = operators.new_recovery()
    operators.keep_recovery(second, f" {second.lower().replace('-', ' ')} ")
    assert slots.unlock_with_recovery(second) == operators._session.opened.data_key
    with pytest.raises(NotUnlocked):
        slots.unlock_with_recovery(first)
    assert [act for act, *_ in trail(operators._session)][-2:] == ["recovery.replaced"] * 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K85KN-1Y8F5-TAD58-J3P76-VKX9K-WQ72D-YBE8P", "recovery.other"),
        ("", "recovery.missing"),
        ("7K2MQ", "recovery.length"),
    ],
)
def test_a_paper_code_is_kept_only_when_it_was_typed_back(admin, folder, typed, code):
    before = (folder / FILE).read_bytes()
    with pytest.raises(Refusal) as refusal:
        admin.keep_recovery(admin.new_recovery(), typed)
    assert sentence_of(refusal) == [code]
    assert {problem.field for problem in refusal.value.problems} == {"recovery_code"}
    assert (folder / FILE).read_bytes() == before


def test_slots_that_cannot_be_written_are_told_and_leave_no_trace(admin, folder):
    (folder / FILE).write_text("{", encoding="utf-8")
    before = trail(admin._session)
    for deed in (
        lambda: admin.add(CLERK, CLERK_PASSWORD, "clerk"),
        lambda: admin.change_password(PASSWORD, "empat kata lain"),
        lambda: admin.keep_recovery(*2 * (admin.new_recovery(),)),
    ):
        with pytest.raises(KeysFailure) as failure:
            deed()
        assert failure.value.code == "keys.damaged"
    assert trail(admin._session) == before


def test_books_that_cannot_be_written_leave_the_slots_as_they_were(admin, folder):
    before = (folder / FILE).read_bytes()
    admin._session.books.close()
    with pytest.raises(StoreFailure):
        admin.add(CLERK, CLERK_PASSWORD, "clerk")
    with pytest.raises(StoreFailure):
        admin.change_password(PASSWORD, "empat kata lain")
    assert (folder / FILE).read_bytes() == before


def test_the_office_says_what_the_city_asks_by_phone(session, folder):
    said = about(session)
    assert (said.name, said.kecamatan) == ("Kelurahan Lempake", "Samarinda Utara")
    assert (said.office, said.station, said.incarnation) == ("6472051003", 1, 0)
    assert said.fingerprint == session.station.fingerprint()
    assert [len(group) for group in said.fingerprint.split()] == [4] * 5
    assert (said.version, said.folder) == (__version__, folder)
    assert said.purpose.version == "2026-1"


# The check of the books


def test_whole_books_are_found_whole_part_by_part(session, draft):
    Register(session)(draft())
    told = []
    assert Check(session)(lambda *counts: told.append(counts)) == ()
    total = told[0][1]
    assert told == [(done, total) for done in range(total + 1)]


def test_a_check_that_is_stopped_says_so_and_looks_no_further(session):
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 1

    assert [problem.code for problem in Check(session)(cancelled=cancelled)] == ["check.cancelled"]
    assert len(asked) == 2


def test_a_flipped_byte_is_found_and_the_rest_not_judged(session, folder, draft, open_office):
    Register(session)(draft())
    with session.books.transaction() as unit:
        for _ in range(200):  # so that the last page is one of the trail, not of the tables' plan
            unit.audit.note("looked", "-", operator="-", at=session.clock())
    session.close()
    books = folder / "books.db"
    content = bytearray(books.read_bytes())
    content[-2000] ^= 1
    books.write_bytes(content)
    found = Check(open_office())()
    assert [each.code for each in found] == ["check.pages", "check.table"]
    assert dict(found[1].facts) == {"table": "audit"}


def test_an_altered_revision_and_a_cut_trail_are_both_named(session, draft):
    Register(session)(draft())
    with session.books.transaction() as unit:
        for table in ("revision", "audit"):
            for name in _guards(unit, table):
                unit.connection.exec_driver_sql(f"DROP TRIGGER {name}")
        unit.connection.exec_driver_sql("UPDATE revision SET content = content || ' '")
        unit.connection.exec_driver_sql("UPDATE audit SET act = 'x' WHERE seq = 2")
    assert Check(session)() == (
        Problem("check.revisions", facts=(("count", 1),)),
        Problem("check.audit", facts=(("entry", 2),)),
    )


def _guards(unit, table):
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    return [name for (name,) in unit.connection.exec_driver_sql(query, (table,))]

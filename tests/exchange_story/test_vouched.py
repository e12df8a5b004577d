"""Whom the city believes: an administrator's signature stands under every approver's key."""

import json
import shutil
from dataclasses import replace

import pytest
from tests.exchange_story.test_keys import card, code
from tests.office import CHEAP, LURAH, LURAH_PASSWORD, approve, as_lurah

from app.domain.refusal import Refusal
from app.exchange import keycard
from app.keys.slots import SlotFile
from app.service.check import Check
from app.service.exchange import enrol as enrolment
from app.service.exchange.enrol import Enrol, Standing
from app.service.exchange.kelurahan import ShowKelurahan
from app.service.operators import Operators

SECOND = "H. Bahrudin"
UNVOUCHED = [("record", "unvouched")]


def plant(office):
    """An approver made with data key and station key alone: no administrator's password."""
    session = office.session
    slots = SlotFile(session.folder, CHEAP)
    slots.add(session.opened, LURAH, LURAH_PASSWORD, "approver")
    opened = slots.unlock(LURAH, LURAH_PASSWORD)
    who = opened.operator
    with session.books.transaction() as unit:
        unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
    return replace(session, slots=slots, opened=opened)


def has_administrator(city):
    return [
        each.has_administrator for line in ShowKelurahan(city.session)() for each in line.stations
    ]


def reset(office, name=LURAH, password=LURAH_PASSWORD):
    """The administrator gives somebody a new password, and with it a new key."""
    slots = SlotFile(office.session.folder, CHEAP)
    Operators(replace(office.session, slots=slots)).reset(name, password)


@pytest.fixture
def without_administrator(monkeypatch):
    """Key cards as the program wrote them before there were pinned keys, while it lasts."""
    with monkeypatch.context() as older:
        older.setattr(enrolment, "administrator_key", lambda _session: None)
        older.setattr(enrolment, "vouch", lambda *_: 0)
        older.setattr("app.service.operators.vouch", lambda *_: 0)
        yield older


def test_who_the_administrator_made_lurah_is_believed(city, lempake, stick):
    lempake.register()
    lempake.send(stick)
    assert city.receive(stick).taken == 1
    assert city.asides() == []
    assert has_administrator(city) == [True]
    assert Check(city.session)() == ()


def test_a_lurah_made_with_data_key_and_station_key_alone_is_not_believed(city, lempake, stick):
    siti = lempake.register()
    plant(lempake)
    approve(lempake.session)
    assert lempake.seal(stick).held_back == ()  # whoever has both keys can do that
    received = city.receive(stick)
    assert (received.taken, received.set_aside) == (0, 1)
    assert [each.outcome for each in received.files] == ["taken"]  # never refused as a whole
    assert city.names() == {}
    assert city.asides() == UNVOUCHED
    assert Check(city.session)() == ()
    assert siti in lempake.names()


def test_an_invented_administrator_vouches_for_nobody(city, lempake, stick):
    """The planter signs for the lurah himself, with an administrator's key he made."""
    session = lempake.session
    slots = SlotFile(session.folder, CHEAP)
    slots.add(session.opened, "Penyusup", "sandi-penyusup", "administrator")
    intruder = replace(session, slots=slots, opened=slots.unlock("Penyusup", "sandi-penyusup"))
    Operators(intruder).add(LURAH, LURAH_PASSWORD, "approver")
    lempake.register()
    lempake.send(stick)
    city.receive(stick)
    assert city.names() == {}
    assert city.asides() == UNVOUCHED


def test_an_administrator_made_by_the_first_one_vouches_too(city, lempake, stick):
    session = lempake.session
    slots = SlotFile(session.folder, CHEAP)
    Operators(replace(session, slots=slots)).add(SECOND, "sandi-kedua", "administrator")
    second = replace(session, slots=slots, opened=slots.unlock(SECOND, "sandi-kedua"))
    Operators(second).add(LURAH, LURAH_PASSWORD, "approver")
    lempake.register()
    lempake.send(stick)
    assert city.receive(stick).taken == 1


def test_a_lurah_with_a_new_password_is_believed_by_the_old_key_and_the_new(city, lempake, stick):
    siti = lempake.register(1)
    lempake.approve()
    reset(lempake)
    budi = lempake.register(2)
    lempake.send(stick)
    city.receive(stick)
    assert set(city.names()) == {siti, budi}
    assert city.asides() == []


def test_what_a_lurah_approved_before_he_left_counts_and_nothing_later(city, lempake, stick, clock):
    siti = lempake.register(1)
    lempake.approve()
    left = SlotFile(lempake.session.folder, CHEAP).unlock(LURAH, LURAH_PASSWORD)
    clock.go_on(hours=1)
    Operators(lempake.session).remove(LURAH)
    clock.go_on(hours=1)
    lempake.register(2)
    # he kept his key, and somebody with data key and station key lets him in again
    former = replace(
        lempake.session, opened=replace(left, data_key=lempake.session.opened.data_key)
    )
    deed = enrolment_approve(former)
    deed.approve()
    assert lempake.seal(stick).held_back == ()
    city.receive(stick)
    assert set(city.names()) == {siti}
    assert city.asides() == UNVOUCHED


def enrolment_approve(former):
    """Approves without asking for the password that no slot knows any more."""
    from app.domain.approval import Approval, message, subject
    from app.domain.ids import new_id
    from app.service.exchange.common import own_name

    class Deed:
        def approve(self):
            now, who = former.clock(), former.operator.id
            with former.books.transaction() as unit:
                found = unit.approvals.candidates(unit.approvals.waiting("", ()))
                subjects = tuple(subject(e.registration_id, e.number, e.hash) for e in found)
                signature = former.opened.sign(message(who, now, subjects))
                new = Approval(
                    new_id(now), who, former.operator.signing_key, subjects, signature, now,
                    own_name(former),
                )  # fmt: skip
                rows = [each.row for each in found]
                unit.approvals.add([new])
                unit.approvals.approve(new.id, unit.approvals.lineages(rows))
                unit.journal.add(0, "revision", rows)

    return Deed()


def test_a_word_that_comes_after_what_it_proves_ends_the_same(city, lempake, stick, back, tmp_path):
    """The lurah was planted at first, and the administrator asks for a new key card then."""
    siti = lempake.register()
    plant(lempake)
    approve(lempake.session)
    lempake.seal(stick)
    city.receive(stick)
    assert city.asides() == UNVOUCHED
    Enrol(lempake.session).write(tmp_path)  # signs for all accounts there are
    lempake.seal(stick)
    city.receive(stick)
    assert set(city.names()) == {siti}
    assert city.asides() == []
    assert city.states()[siti] == "filed"
    city.seal(back)
    lempake.receive(back)
    assert lempake.states()[siti] == "filed"
    assert Check(city.session)() == ()


def test_a_station_enrolled_before_is_believed_until_its_new_card_comes(
    city, offices, stick, tmp_path, without_administrator
):
    from tests.exchange_story.conftest import enrol

    desk = offices()
    enrol(city, desk, tmp_path / "cards")
    siti = desk.register(1)
    desk.send(stick)
    city.receive(stick)
    assert set(city.names()) == {siti}
    assert has_administrator(city) == [False]
    without_administrator.undo()
    Enrol(city.session).take(card(desk, tmp_path / "cards"))
    assert has_administrator(city) == [True]
    budi = desk.register(2)
    desk.send(stick)
    city.receive(stick)
    assert set(city.names()) == {siti, budi}
    assert city.asides() == []


def test_a_card_without_administrator_does_not_undo_the_pin(
    city, lempake, stick, tmp_path, monkeypatch
):
    with monkeypatch.context() as older:
        older.setattr(enrolment, "administrator_key", lambda _session: None)
        Enrol(city.session).take(card(lempake, tmp_path / "older"))
    assert has_administrator(city) == [True]
    plant(lempake)
    lempake.register()
    lempake.send(stick)
    city.receive(stick)
    assert city.asides() == UNVOUCHED


def test_another_administrator_counts_only_once_two_people_have_compared(
    city, lempake, stick, tmp_path
):
    """As after a paper code: the key is new, and nobody who is known vouches for it."""
    lempake.register(1)
    lempake.approve()
    session = lempake.session
    slots = SlotFile(session.folder, CHEAP)
    opened = slots.reset_password(session.opened.data_key, session.operator.id, "sandi baru 22")
    lempake.session = replace(session, slots=slots, opened=opened)
    path = card(lempake, tmp_path / "new")
    assert Enrol(city.session).look(path).standing is Standing.ADMINISTRATOR
    with pytest.raises(Refusal) as refused:
        Enrol(city.session).take(path)
    assert code(refused) == "enrol.administrator"
    said = Enrol(city.session).take(path, replace_key=True)
    assert said.administrator == keycard.administrator_fingerprint(opened.operator.signing_key)
    assert Enrol(city.session).look(path).standing is Standing.KNOWN
    lempake.register(2)
    lempake.send(stick)
    assert city.receive(stick).taken == 2
    assert city.asides() == []


def test_an_administrator_whom_a_known_one_let_back_in_needs_no_comparing(
    city, lempake, stick, tmp_path
):
    session = lempake.session
    slots = SlotFile(session.folder, CHEAP)
    Operators(replace(session, slots=slots)).add(SECOND, "sandi-kedua", "administrator")
    second = replace(session, slots=slots, opened=slots.unlock(SECOND, "sandi-kedua"))
    Operators(second).reset("admin", "sandi yang baru")
    lempake.session = replace(session, slots=slots, opened=slots.unlock("admin", "sandi yang baru"))
    lempake.register(1)
    lempake.send(stick)
    assert city.receive(stick).taken == 1
    path = card(lempake, tmp_path / "new")
    assert Enrol(city.session).look(path).standing is Standing.KNOWN


def test_a_clerk_writes_no_card_that_would_set_the_lurah_aside(
    city, offices, tmp_path, without_administrator
):
    desk = offices()
    as_lurah(desk.session)
    Operators(desk.session).add("Ani", "sandi-petugas", "clerk")
    without_administrator.undo()
    opened = desk.session.slots.unlock("Ani", "sandi-petugas")
    path, said = Enrol(replace(desk.session, opened=opened)).write(tmp_path)
    assert said.administrator == ""
    Enrol(city.session).take(path)
    assert has_administrator(city) == [False]


def test_a_link_moved_to_another_key_or_role_proves_nothing(city, lempake, stick):
    """Whoever edits the slot file can put links into it, but not sign them."""
    as_lurah(lempake.session)
    lempake.register()
    path = lempake.session.folder / "slots.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    for each in held["vouched"]:
        each["at"] = "2020-01-01T00:00:00+00:00"
    path.write_text(json.dumps(held), encoding="utf-8")
    with lempake.session.books.transaction() as unit:
        unit.connection.exec_driver_sql("DELETE FROM link")
    lempake.send(stick)
    city.receive(stick)
    assert city.names() == {}
    assert city.asides() == UNVOUCHED


def test_put_back_books_have_not_lost_who_vouches(city, lempake, stick, tmp_path):
    backup = lempake.copy_books()
    as_lurah(lempake.session)
    lempake.put_back(backup)
    shutil.rmtree(stick)
    stick.mkdir()
    with lempake.session.books.reading() as unit:
        assert not unit.vouching.of(lempake.name)
    lempake.register()
    assert lempake.approve() == 1
    with lempake.session.books.reading() as unit:
        assert [each.role for each in unit.vouching.of(lempake.name)] == ["approver"]

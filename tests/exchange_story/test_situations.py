"""Every situation in which two offices can find themselves, from the desk up and the city down."""

import shutil
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from tests.exchange_story.conftest import Office
from tests.office import ADMIN, CHEAP, PASSWORD

from app.domain.decisions import EventKind, Fix
from app.domain.merge import Name
from app.domain.states import DecisionState
from app.exchange.found import Limits, found
from app.service.exchange import receive
from app.service.exchange.ask import Ask
from app.service.exchange.decide import Decide
from app.service.exchange.enrol import Enrol
from app.service.exchange.handover import HandOver
from app.service.exchange.receive import Receive
from app.service.exchange.report import ReportEvent
from app.service.exchange.seal import Seal
from app.service.exchange.settle import Choice, SettleAside
from app.service.setup import set_up_city
from app.store.decisions import fixes_from


@pytest.fixture
def post(tmp_path):
    """Send from one office to another by a stick of its own, used once."""
    counted = iter(range(1000))

    def post(sender: Office, *receivers: Office):
        stick = tmp_path / f"post-{next(counted)}"
        stick.mkdir()
        sender.send(stick) if sender.name[-1] != "0" else sender.seal(stick)
        return [each.receive(stick) for each in receivers]

    return post


@pytest.fixture
def meet(post):
    """Desk and city tell one another all they have, until nobody has more to say."""

    def meet(city, *desks):
        for _ in range(2):
            for desk in desks:
                post(desk, city)
            post(city, *desks)

    return meet


def one(received) -> tuple[int, int, int]:
    (answer,) = received
    return (answer.taken, answer.known, answer.set_aside)


def decision_of(office, registration_id) -> str:
    with office.session.books.reading() as unit:
        return unit.registrations.standing(registration_id).decision


def is_active(office, registration_id) -> bool:
    with office.session.books.reading() as unit:
        return bool(
            unit.connection.exec_driver_sql(
                "SELECT active FROM registration WHERE uid = ?", (registration_id,)
            ).scalar_one()
        )


# -- one side empty


def test_an_empty_city_gets_all_of_the_desk(city, lempake, post):
    made = [lempake.register(serial) for serial in range(1, 6)]
    assert one(post(lempake, city)) == (5, 0, 0)
    assert set(city.names()) == set(made)


def test_an_empty_desk_gets_all_that_the_city_holds_of_its_office(city, lempake, second, post):
    made = [lempake.register(serial) for serial in range(1, 4)]
    post(lempake, city)
    post(city, second)
    assert set(second.names()) == set(made)
    assert second.history(made[0]) == [(1, lempake.history(made[0])[0][1], "filed")]


def test_a_desk_with_nothing_has_nothing_to_seal(lempake, stick):
    assert lempake.seal(stick).sent == ()
    assert list(stick.iterdir()) == []


def test_a_city_with_nothing_to_say_but_its_trust_list_says_that(city, lempake, stick):
    (sent,) = city.seal(stick).sent
    assert dict(sent.file.counts) == {"peer": 1, "filter": 1}
    lempake.receive(stick)
    assert city.seal(stick).sent[0].is_new is False


# -- newer here, newer there


def test_a_correction_made_at_the_desk_is_taken_and_the_older_kept(city, lempake, post):
    siti = lempake.register()
    post(lempake, city)
    lempake.correct(siti, name="SITI RAHMAH")
    assert one(post(lempake, city))[0] == 1
    assert city.names()[siti] == "SITI RAHMAH"
    assert [number for number, _, _ in city.history(siti)] == [1, 2]


def test_a_decision_made_at_the_city_reaches_the_desk(city, lempake, meet, post):
    siti = lempake.register()
    meet(city, lempake)
    assert decision_of(lempake, siti) == "received"
    Decide(city.session)([siti], DecisionState.ACCEPTED)
    post(city, lempake)
    assert decision_of(lempake, siti) == "accepted"


def test_the_desk_is_told_which_field_to_mend_and_its_correction_is_looked_at_again(
    city, lempake, meet, post
):
    siti = lempake.register()
    meet(city, lempake)
    Decide(city.session)(
        [siti], DecisionState.NEEDS_FIXING, (Fix("mother_name", "differs_from_kk"),), "lihat KK"
    )
    post(city, lempake)
    (told,) = Decide(lempake.session).history(siti)
    assert told.fixes == (Fix("mother_name", "differs_from_kk"),)
    lempake.correct(siti, mother_name="MASITAH BINTI ALI")
    meet(city, lempake)
    assert decision_of(city, siti) == decision_of(lempake, siti) == "received"


# -- both changed


def test_a_correction_and_a_decision_at_the_same_time_are_both_kept(city, lempake, meet):
    siti = lempake.register()
    meet(city, lempake)
    lempake.correct(siti, name="SITI RAHMAH")
    Decide(city.session)([siti], DecisionState.ACCEPTED)
    meet(city, lempake)
    for office in (city, lempake):
        assert office.names()[siti] == "SITI RAHMAH"
        assert decision_of(office, siti) == "accepted"
        assert office.asides() == []


# -- what travels


def test_only_what_changed_travels(city, lempake, meet, stick):
    made = [lempake.register(serial) for serial in range(1, 6)]
    meet(city, lempake)
    lempake.correct(made[0], name="SITI RAHMAH")
    (sent,) = lempake.send(stick).sent
    assert sent.file.counts["revision"] == 1
    assert city.receive(stick).taken == 1


def test_only_new_decisions_travel(city, lempake, meet, stick, back):
    made = [lempake.register(serial) for serial in range(1, 6)]
    meet(city, lempake)
    lempake.send(stick)
    city.receive(stick)
    Decide(city.session)([made[0]], DecisionState.ACCEPTED)
    (sent,) = city.seal(back).sent
    assert sent.file.counts["decision"] == 1
    assert "result" not in sent.file.counts


def test_what_was_received_is_not_sent_back(city, lempake, second, post, meet, stick, back):
    meet(city, lempake, second)  # the trust list comes round
    lempake.register()
    post(lempake, city, second)
    assert len(second.names()) == 1
    assert second.send(stick).records == 0
    (to_second,) = [s for s in city.seal(back).sent if s.file.recipient == second.name]
    (to_first,) = [s for s in city.seal(back).sent if s.file.recipient == lempake.name]
    assert "revision" in to_second.file.counts
    assert "revision" not in to_first.file.counts


def test_nothing_new_is_the_same_file_again(city, lempake, stick):
    lempake.register()
    first = lempake.send(stick).sent[0]
    again = lempake.send(stick).sent[0]
    assert (again.is_new, again.file.id) == (False, first.file.id)
    assert len(list(stick.iterdir())) == 1


def test_fifty_seals_without_an_answer_stay_small(city, lempake, stick):
    for serial in range(1, 51):
        if serial % 5 == 1:
            lempake.register(serial)
        last = lempake.send(stick).sent[0]
    assert last.file.sequence == 10
    assert last.file.size < 30_000
    assert len(list((lempake.folder / "outbox").iterdir())) == 2
    assert city.receive(stick).taken == 10


# -- history lost, reset, an old backup


def test_a_desk_restored_from_a_backup_asks_and_gets_back_what_it_forgot(
    city, lempake, meet, post, stick
):
    before = lempake.register(1)
    meet(city, lempake)
    backup = lempake.copy_books()
    lost = lempake.register(2)
    lempake.correct(before, name="SITI RAHMAH")
    post(lempake, city)
    lempake.put_back(backup)
    Ask(lempake.session).restored()
    assert lost not in lempake.names()
    after = lempake.register(3)
    lempake.approve()
    (asks,) = lempake.seal(stick).sent
    assert (asks.file.asks, asks.file.records) == (True, 0)  # nothing else is sealed before
    city.receive(stick)
    post(city, lempake)
    assert set(lempake.names()) == {before, lost, after}
    assert lempake.names()[before] == "SITI RAHMAH"
    meet(city, lempake)
    assert city.names() == lempake.names()
    assert set(lempake.states().values()) == {"filed"}
    assert city.asides() == lempake.asides() == []


def test_a_restored_desk_that_has_nothing_new_to_say_is_answered_as_well(city, lempake, meet):
    lempake.register(1)
    meet(city, lempake)
    backup = lempake.copy_books()
    lempake.register(2)
    meet(city, lempake)
    lempake.put_back(backup)
    Ask(lempake.session).restored()
    meet(city, lempake)
    assert not Ask(lempake.session).is_open()
    assert lempake.session.station.incarnation.number == 1
    assert lempake.names() == city.names()
    assert len(city.names()) == 2


def test_no_number_is_given_twice_after_a_restore(city, lempake, meet, post):
    lempake.register(1)
    meet(city, lempake)
    backup = lempake.copy_books()
    lempake.register(2)
    post(lempake, city)
    lempake.put_back(backup)
    Ask(lempake.session).restored()
    lempake.register(3)
    meet(city, lempake)
    with city.session.books.reading() as unit:
        ids = [unit.registrations.by_number(each.number) for each in _lines(unit)]
    assert len(set(ids)) == 3


def _lines(unit):
    from app.domain.people import Query

    return unit.people.lines(unit.people.ids(Query())).values()


def test_a_backup_put_back_in_silence_is_noticed_by_the_outbox(city, lempake, meet, post, stick):
    lempake.register(1)
    meet(city, lempake)
    backup = lempake.copy_books()
    lempake.register(2)
    post(lempake, city)
    kept = lempake.folder.with_name("outbox-kept")
    shutil.copytree(lempake.folder / "outbox", kept)
    lempake.put_back(backup)
    shutil.copytree(kept, lempake.folder / "outbox")
    lempake.seal(stick)
    assert Ask(lempake.session).is_open()
    meet(city, lempake)
    assert lempake.names() == city.names()
    assert len(city.names()) == 2


def test_a_backup_put_back_in_silence_is_noticed_by_the_next_reply(city, lempake, meet, post):
    lempake.register(1)
    meet(city, lempake)
    backup = lempake.copy_books()
    lempake.register(2)
    post(lempake, city)
    lempake.put_back(backup)  # and nobody says so
    post(city, lempake)
    assert Ask(lempake.session).is_open()
    meet(city, lempake)
    assert lempake.names() == city.names()
    assert len(city.names()) == 2


def test_an_administrator_can_say_that_the_city_holds_nothing(lempake, city, stick):
    Ask(lempake.session).restored()
    lempake.register()
    Ask(lempake.session).there_is_nothing()
    assert lempake.send(stick).records == 1


def test_a_reply_from_before_the_restore_does_not_answer_the_ask(city, lempake, meet, post, back):
    lempake.register(1)
    post(lempake, city)
    city.seal(back)
    backup = lempake.copy_books()
    lempake.register(2)
    post(lempake, city)
    lempake.put_back(backup)
    Ask(lempake.session).restored()
    lempake.receive(back)
    assert Ask(lempake.session).is_open()


def test_the_city_restored_from_a_backup_gets_again_what_it_forgot(city, lempake, meet, post):
    first = lempake.register(1)
    meet(city, lempake)
    backup = city.copy_books()
    second = lempake.register(2)
    meet(city, lempake)
    Decide(city.session)([first], DecisionState.ACCEPTED)
    meet(city, lempake)
    assert lempake.states() == {first: "filed", second: "filed"}
    city.put_back(backup)
    assert second not in city.names()
    Ask(city.session).restored()
    post(city, lempake)
    assert lempake.states() == {first: "filed", second: "sealed"}  # the city has it no more
    meet(city, lempake)
    assert city.names() == lempake.names()
    assert lempake.states() == {first: "filed", second: "filed"}
    Decide(city.session)([first], DecisionState.REJECTED, reason="ganda")
    meet(city, lempake)
    assert decision_of(lempake, first) == "rejected"


def test_a_city_put_back_in_silence_is_noticed_by_the_next_file(city, lempake, meet, post):
    lempake.register(1)
    meet(city, lempake)
    backup = city.copy_books()
    lempake.register(2)
    meet(city, lempake)
    city.put_back(backup)  # and nobody says so
    lempake.register(3)
    meet(city, lempake)
    meet(city, lempake)
    assert city.names() == lempake.names()
    assert set(lempake.states().values()) == {"filed"}


def test_a_city_that_lost_all_and_has_a_new_key_gets_all_again(
    city, lempake, second, tmp_path, meet, reference, clock
):
    """No backup, no keys: it is set up anew, and each desk enrols its new key."""
    made = {lempake.register(1), lempake.register(2), second.register(3)}
    meet(city, lempake, second)
    city.close()
    shutil.rmtree(city.folder)
    set_up_city(city.folder, reference, name=ADMIN, password=PASSWORD, cost=CHEAP)
    new = Office(city.folder, reference, clock)
    (tmp_path / "new").mkdir()
    card, _ = Enrol(new.session).write(tmp_path / "new")
    for desk in (lempake, second):
        Enrol(desk.session).take(card, replace_key=True)
        Enrol(new.session).take(Enrol(desk.session).write(tmp_path / "new")[0])
    meet(new, lempake, second)
    meet(new, lempake, second)
    assert {*new.names()} == {*lempake.names()} == {*second.names()} == made
    assert {*lempake.states().values()} == {"filed"}
    assert new.asides() == lempake.asides() == second.asides() == []
    decided = Decide(new.session)([*made], DecisionState.ACCEPTED)
    assert decided.decided == 3
    meet(new, lempake, second)
    assert {decision_of(desk, uid) for uid in made for desk in (lempake, second)} == {"accepted"}
    new.close()


def test_an_empty_desk_with_a_new_key_gets_its_old_people_by_handover(
    city, lempake, offices, tmp_path, meet, post
):
    made = [lempake.register(serial) for serial in range(1, 4)]
    meet(city, lempake)
    new = offices("64.72.05.1003", 3)
    from tests.exchange_story.conftest import enrol

    enrol(city, new, tmp_path / "cards")
    Enrol(city.session).revoke("6472051003", 1)
    hand = HandOver(city.session)
    assert hand(hand.owned_by("6472051003", 1), "6472051003", 3, "PC rusak").given == 3
    meet(city, new)
    assert set(new.names()) == set(made)
    new.correct(made[0], name="SITI RAHMAH")
    meet(city, new)
    assert city.names()[made[0]] == "SITI RAHMAH"
    assert city.asides() == new.asides() == []


# -- cut, repeated, in any order


def test_the_same_file_twice_changes_nothing(city, lempake, stick, back):
    lempake.register()
    lempake.send(stick)
    assert city.receive(stick).taken == 1
    assert one([city.receive(stick)]) == (0, 1, 0)
    city.seal(back)
    assert lempake.receive(back).taken == 1
    states = lempake.states()
    assert lempake.receive(back).taken == 0
    assert lempake.states() == states


def test_a_lost_stick_heals_with_the_next(city, lempake, tmp_path):
    for serial in (1, 2, 3):
        lempake.register(serial)
        stick = tmp_path / f"stick-{serial}"
        stick.mkdir()
        lempake.send(stick)
    assert city.receive(tmp_path / "stick-3").taken == 3
    assert city.receive(tmp_path / "stick-1", tmp_path / "stick-2").known == 3
    assert Receive(city.session).missing() == ()


def test_a_lost_reply_heals_with_the_next(city, lempake, post, tmp_path):
    siti = lempake.register()
    post(lempake, city)
    post(city)
    Decide(city.session)([siti], DecisionState.ACCEPTED)
    post(city)
    Decide(city.session)([siti], DecisionState.RECEIVED)
    post(city, lempake)
    assert lempake.states() == {siti: "filed"}
    assert decision_of(lempake, siti) == "received"
    assert len(Decide(lempake.session).history(siti)) == 2


def test_corrections_made_twice_offline_arrive_in_the_wrong_order(city, lempake, tmp_path):
    siti = lempake.register()
    for step, name in enumerate((None, "SITI RAHMAH", "SITI RAHMAWATI")):
        if name:
            lempake.correct(siti, name=name)
        stick = tmp_path / f"stick-{step}"
        stick.mkdir()
        lempake.send(stick)
    for step in (2, 0, 1):
        city.receive(tmp_path / f"stick-{step}")
        assert city.names()[siti] == "SITI RAHMAWATI"
    assert [number for number, _, _ in city.history(siti)] == [1, 2, 3]
    assert city.asides() == []


def test_decisions_arrive_in_the_wrong_order(city, lempake, post, tmp_path):
    siti = lempake.register()
    post(lempake, city)
    for step, state in enumerate((DecisionState.ACCEPTED, DecisionState.RECEIVED)):
        Decide(city.session)([siti], state)
        folder = tmp_path / f"reply-{step}"
        folder.mkdir()
        city.seal(folder)
    lempake.receive(tmp_path / "reply-1")
    lempake.receive(tmp_path / "reply-0")
    assert decision_of(lempake, siti) == "received"


def test_a_file_cut_in_the_middle_is_finished_by_the_next_try(city, lempake, stick, monkeypatch):
    from app.service.exchange import receive

    monkeypatch.setattr(receive, "CHUNK", 2)
    for serial in range(1, 8):
        lempake.register(serial)
    lempake.send(stick)
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    cut = Receive(city.session)([stick], cancelled=cancelled)
    assert [each.outcome for each in cut.files] == ["cut"]
    with city.session.books.reading() as unit:
        assert len(unit.files.cut()) == 1
    assert 0 < len(city.names()) < 7
    city.reopen()
    city.receive(stick)
    assert len(city.names()) == 7
    with city.session.books.reading() as unit:
        assert unit.files.cut() == []


def test_a_reply_cut_in_the_middle_is_finished_by_the_next_try(
    city, lempake, second, post, back, monkeypatch
):
    from app.service.exchange import receive

    monkeypatch.setattr(receive, "CHUNK", 2)
    made = [lempake.register(serial) for serial in range(1, 8)]
    post(lempake, city)
    Decide(city.session)(made[:3], DecisionState.ACCEPTED)
    city.seal(back)
    for desk, after in ((second, 6), (lempake, 3)):
        asked = iter([False] * after)
        received = Receive(desk.session)([back], cancelled=partial(next, asked, True))
        assert "cut" in [each.outcome for each in received.files]
        desk.reopen()
        desk.receive(back)
        assert {*desk.names()} == {*made}
        assert [decision_of(desk, uid) for uid in made] == ["accepted"] * 3 + ["received"] * 4
    assert {*lempake.states().values()} == {"filed"}


def test_a_truncated_reply_is_refused_and_the_next_brings_all(city, lempake, post, back):
    siti = lempake.register()
    post(lempake, city)
    Decide(city.session)([siti], DecisionState.ACCEPTED)
    (sent,) = city.seal(back).sent
    torn = back / sent.file.name
    torn.write_bytes(torn.read_bytes()[:-7])
    received = lempake.receive(back)
    assert [each.problem.code for each in received.refused] == ["seal.short"]
    assert (lempake.states(), decision_of(lempake, siti)) == ({siti: "sealed"}, "")
    city.seal(back)
    lempake.receive(back)
    assert (lempake.states(), decision_of(lempake, siti)) == ({siti: "filed"}, "accepted")


def test_a_truncated_file_is_refused_and_the_rest_taken(city, lempake, sidodadi, stick):
    lempake.register(1)
    (sent,) = lempake.send(stick).sent
    torn = stick / sent.file.name
    torn.write_bytes(torn.read_bytes()[:-7])
    sidodadi.register(2, kelurahan="64.72.05.1004")
    sidodadi.send(stick)
    received = city.receive(stick)
    assert received.taken == 1
    assert [each.problem.code for each in received.refused] == ["seal.short"]
    lempake.seal(stick)  # the file that lies there is seen to be another, and put there again
    assert city.receive(stick).taken == 1


# -- half a record


def test_a_half_saved_record_does_not_travel_before_it_is_complete(city, lempake, stick, draft):
    from app.service.drafts import Drafts

    lempake.register()
    drafts = Drafts(lempake.session)
    opened = drafts.open()
    drafts.keep(opened, draft(name="SETENGAH JADI", heirs=()), "name")
    assert lempake.send(stick).records == 1
    assert city.receive(stick).taken == 1


def test_an_unapproved_correction_stays_at_the_desk(city, lempake, meet, stick):
    siti = lempake.register()
    meet(city, lempake)
    lempake.correct(siti, name="SITI RAHMAH")
    assert lempake.seal(stick).records == 0
    assert lempake.states() == {siti: "complete"}


def test_one_damaged_record_does_not_hold_the_others(city, lempake, stick):
    bad, good = lempake.register(1), lempake.register(2)
    lempake.approve()
    _damage(lempake, bad)
    report = lempake.seal(stick)
    assert [each.code for each in report.held_back] == ["seal.record_damaged"]
    assert report.records == 1
    city.receive(stick)
    assert set(city.names()) == {good}
    assert lempake.states()[bad] == "approved"
    _damage(lempake, bad)  # it is as it was
    assert lempake.seal(stick).records == 2
    city.receive(stick)
    assert set(city.names()) == {good, bad}


def _damage(office, registration_id):
    """Swap one letter of the record, or back."""
    with office.session.books.transaction() as unit:
        unit.connection.exec_driver_sql("DROP TRIGGER IF EXISTS revision_content_only_goes")
        unit.connection.exec_driver_sql(
            "UPDATE revision SET content = CASE WHEN instr(content, '\"SITI AMINAH') "
            "THEN replace(content, '\"SITI AMINAH', '\"siti AMINAH') "
            "ELSE replace(content, '\"siti AMINAH', '\"SITI AMINAH') END WHERE registration_id = "
            "(SELECT id FROM registration WHERE uid = ?)",
            (registration_id,),
        )


# -- deletion and withdrawal


@pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.ENTERED_WRONGLY])
def test_who_withdraws_is_active_nowhere_and_nothing_is_deleted(city, lempake, meet, second, kind):
    siti = lempake.register()
    meet(city, lempake, second)
    ReportEvent(lempake.session)(siti, kind, "diminta warga")
    meet(city, lempake, second)
    for office in (lempake, city, second):
        with office.session.books.reading() as unit:
            assert unit.registrations.holder_of_nik("6472814207900001") is None
        assert len(office.history(siti)) == 1


def test_a_withdrawal_that_comes_before_its_registration_holds(city, lempake, tmp_path):
    siti = lempake.register()
    early, late = tmp_path / "early", tmp_path / "late"
    for folder in (early, late):
        folder.mkdir()
    lempake.send(early)
    ReportEvent(lempake.session)(siti, EventKind.WITHDRAWN, "diminta warga")
    lempake.send(late)
    city.receive(late)
    city.receive(early)
    with city.session.books.reading() as unit:
        assert unit.registrations.holder_of_nik("6472814207900001") is None


def test_a_decision_is_taken_back_by_a_later_one(city, lempake, meet):
    siti = lempake.register()
    meet(city, lempake)
    decide = Decide(city.session)
    decide([siti], DecisionState.REJECTED, reason="bukan pekerja rentan")
    meet(city, lempake)
    assert decision_of(lempake, siti) == "rejected"
    decide([siti], DecisionState.RECEIVED)
    meet(city, lempake)
    assert decision_of(lempake, siti) == "received"
    assert len(Decide(lempake.session).history(siti)) == 2


# -- moved


def test_a_registration_moved_to_another_kelurahan_is_its_own_there(city, lempake, sidodadi, meet):
    siti = lempake.register()
    meet(city, lempake, sidodadi)
    HandOver(city.session)([siti], "6472051004", 1, "pindah rumah")
    meet(city, lempake, sidodadi)
    sidodadi.correct(siti, name="SITI RAHMAH")
    meet(city, lempake, sidodadi)
    assert city.names()[siti] == sidodadi.names()[siti] == "SITI RAHMAH"
    with lempake.session.books.reading() as unit:
        assert unit.registrations.owner(siti) == "6472051004/1"
    with pytest.raises(Exception, match=r"registration\.not_own"):
        lempake.correct(siti, name="SITI LAGI")


def test_who_moved_brings_along_all_that_the_city_said_before(city, lempake, sidodadi, meet):
    made = [lempake.register(serial) for serial in range(1, 4)]
    meet(city, lempake, sidodadi)
    Decide(city.session)([made[0]], DecisionState.ACCEPTED)
    Decide(city.session)([made[1]], DecisionState.NEEDS_FIXING, (Fix("kk", "missing"),))
    meet(city, lempake, sidodadi)
    HandOver(city.session)(made, "6472051004", 1, "pindah rumah")
    meet(city, lempake, sidodadi)
    told = [decision_of(sidodadi, uid) for uid in made]
    assert told == ["accepted", "needs_fixing", "received"]
    for uid in made:
        assert Decide(sidodadi.session).history(uid) == Decide(city.session).history(uid)
    with sidodadi.session.books.reading() as unit:
        (mended,) = unit.decisions.of(made[1])
        fixes = unit.connection.exec_driver_sql(
            "SELECT fixes FROM registration WHERE uid = ?", (made[1],)
        ).scalar_one()
    assert fixes_from(fixes) == mended.fixes == (Fix("kk", "missing"),)


def test_who_withdrew_before_moving_is_not_active_there(city, lempake, sidodadi, meet):
    siti = lempake.register()
    meet(city, lempake, sidodadi)
    ReportEvent(lempake.session)(siti, EventKind.WITHDRAWN, "diminta warga")
    meet(city, lempake, sidodadi)
    HandOver(city.session)([siti], "6472051004", 1, "pindah rumah")
    meet(city, lempake, sidodadi)
    assert {is_active(each, siti) for each in (city, lempake, sidodadi)} == {False}


@pytest.mark.parametrize("in_time", [True, False])
def test_a_withdrawal_counts_only_if_the_city_had_it_before_another_station_owned_it(
    city, lempake, second, meet, tmp_path, in_time
):
    """Whoever hears of it in which order: all end with the same."""
    siti = lempake.register()
    meet(city, lempake, second)
    ReportEvent(lempake.session)(siti, EventKind.WITHDRAWN, "diminta warga")
    late = tmp_path / "late"
    late.mkdir()
    lempake.send(late)
    second.receive(late)
    if in_time:
        city.receive(late)
    HandOver(city.session)([siti], "6472051003", 2, "PC rusak")
    city.receive(late)
    meet(city, lempake, second)
    assert {is_active(each, siti) for each in (city, lempake, second)} == {not in_time}
    assert city.asides() == ([] if in_time else [("record", "not_owner")])


def test_what_was_set_aside_of_a_former_owner_stays_aside_with_the_next(
    city, lempake, second, sidodadi, meet
):
    siti = lempake.register()
    meet(city, lempake, second, sidodadi)
    HandOver(city.session)([siti], "6472051003", 2, "PC rusak")
    lempake.correct(siti, name="SITI TERLAMBAT")  # it has not heard
    meet(city, lempake, second, sidodadi)
    HandOver(city.session)([siti], "6472051004", 1, "pindah rumah")
    meet(city, lempake, second, sidodadi)
    assert "SITI TERLAMBAT" not in {*city.names().values(), *sidodadi.names().values()}
    assert city.asides() == [("revision", "not_owner")]


def test_a_correction_in_flight_when_it_was_moved_is_set_aside(city, lempake, sidodadi, meet, post):
    siti = lempake.register()
    meet(city, lempake, sidodadi)
    HandOver(city.session)([siti], "6472051004", 1, "pindah rumah")
    lempake.correct(siti, name="SITI TERLAMBAT")  # it has not heard
    lempake.register(2)
    (received,) = post(lempake, city)
    assert (received.taken, received.set_aside) == (1, 1)
    assert city.asides() == [("revision", "not_owner")]
    meet(city, lempake, sidodadi)
    assert sorted(lempake.asides()) == [("revision", "not_owner"), ("told", "not_owner")]
    assert "SITI TERLAMBAT" not in {*city.names().values(), *sidodadi.names().values()}
    (open_,) = SettleAside(city.session).open()
    with pytest.raises(Exception, match=r"aside\.not_owner"):
        SettleAside(city.session)(open_.id, Choice.INCOMING)
    SettleAside(city.session)(open_.id, Choice.DISMISS)
    assert city.asides() == []


# -- unicode and long names


@pytest.mark.parametrize(
    "name", ["NI LUH PUTU " + "A" * 48, "MU'MINAH BT. ABD. RAHMAN", "O'HARA-SMITH"]
)
def test_any_name_comes_through_as_it_was_typed(city, lempake, second, meet, name):
    siti = lempake.register(1, name=name, workplace="Pasar “Ijabah” — blok ①, 市場 🐟")
    meet(city, lempake, second)
    assert city.names()[siti] == lempake.names()[siti]
    assert city.history(siti)[0][:2] == lempake.history(siti)[0][:2]
    assert second.names()[siti] == city.names()[siti]  # down again, at who never saw it typed
    assert second.history(siti)[0][:2] == lempake.history(siti)[0][:2]


@pytest.mark.parametrize("reason", ["KK “lama” — 市場 🐟 é", "kurang lengkap " * 100])
def test_any_reason_comes_back_as_it_was_typed(city, lempake, meet, reason):
    siti = lempake.register()
    meet(city, lempake)
    Decide(city.session)([siti], DecisionState.REJECTED, reason=reason)
    meet(city, lempake)
    (told,) = Decide(lempake.session).history(siti)
    assert told.reason == reason.strip()


# -- versions equal, descending, disjoint, conflicting


def fork(city, lempake, meet, **typed):
    """The desk corrects; is put back to before; and corrects once more, not knowing of the first.

    An administrator said that there was nothing to ask for.
    """
    siti = lempake.register()
    meet(city, lempake)
    backup = lempake.copy_books()
    lempake.correct(siti, name="SITI PERTAMA")
    meet(city, lempake)
    lempake.put_back(backup)
    Ask(lempake.session).restored()
    Ask(lempake.session).there_is_nothing()
    lempake.correct(siti, **typed)
    return siti


def test_the_same_correction_made_in_two_lives_is_one(city, lempake, meet):
    siti = fork(city, lempake, meet, name="SITI PERTAMA")
    meet(city, lempake)
    assert [number for number, _, _ in city.history(siti)] == [1, 2]
    assert city.asides() == []


def test_two_corrections_that_exclude_one_another_are_both_kept_for_a_person(city, lempake, meet):
    siti = fork(city, lempake, meet, name="SITI KEDUA")
    meet(city, lempake)
    assert city.asides() == [("revision", "same_number")]
    assert city.names()[siti] == "SITI PERTAMA"
    assert [number for number, _, _ in city.history(siti)] == [1, 2, 2]
    (open_,) = SettleAside(city.session).open()
    both = SettleAside(city.session).show(open_.id)
    assert [(each.field, each.old, each.new) for each in both.differences] == [
        ("name", "SITI PERTAMA", "SITI KEDUA")
    ]


def test_a_desk_keeps_for_a_person_what_excludes_the_version_it_got_from_the_city(
    city, lempake, second, meet, stick
):
    meet(city, lempake, second)  # the trust list comes round
    siti = fork(city, lempake, meet, name="SITI KEDUA")
    meet(city, second)
    assert second.names()[siti] == "SITI PERTAMA"
    lempake.send(stick)
    assert second.receive(stick).set_aside == 1
    assert second.asides() == [("revision", "same_number")]
    assert second.names()[siti] == "SITI PERTAMA"
    meet(city, lempake, second)
    assert city.asides() == [("revision", "same_number")]
    assert ("revision", "same_number") in second.asides()


@pytest.mark.parametrize(
    ("choice", "name"), [(Choice.INCOMING, "SITI KEDUA"), (Choice.HELD, "SITI PERTAMA")]
)
def test_what_the_city_settles_holds_everywhere(city, lempake, second, meet, choice, name):
    siti = fork(city, lempake, meet, name="SITI KEDUA")
    meet(city, lempake, second)
    (open_,) = SettleAside(city.session).open()
    SettleAside(city.session)(open_.id, choice)
    meet(city, lempake, second)
    assert {each.names()[siti] for each in (city, second)} == {name}
    assert [each for each in city.asides() + second.asides() if each[0] == "revision"] == []
    history = city.history(siti)
    assert {Name(number, digest) for number, digest, _ in history} == {
        Name(number, digest) for number, digest, _ in second.history(siti)
    }


def test_a_correction_that_does_not_descend_is_set_aside(city, lempake, meet):
    siti = fork(city, lempake, meet, name="SITI KEDUA")
    lempake.approve()
    lempake.correct(siti, name="SITI KETIGA")
    meet(city, lempake)
    assert city.names()[siti] == "SITI PERTAMA"
    assert city.asides() == [("revision", "not_descended")]


# -- several stations


def test_two_offices_with_the_same_nik_are_both_received(city, lempake, sidodadi, post):
    lempake.register(1)
    sidodadi.register(1, kelurahan="64.72.05.1004")
    post(lempake, city)
    assert one(post(sidodadi, city)) == (1, 0, 0)
    assert len(city.names()) == 2


def test_sister_stations_exchange_the_same_files(city, lempake, second, meet, stick):
    meet(city, lempake, second)  # the trust list comes round
    siti = lempake.register()
    lempake.send(stick)
    assert second.receive(stick).taken == 1
    assert second.names() == {siti: lempake.names()[siti]}
    assert city.receive(stick).taken == 1
    with pytest.raises(Exception, match=r"registration\.not_own"):
        second.correct(siti, name="SITI LAIN")


def test_a_file_of_another_office_is_not_for_this_one(city, lempake, sidodadi, meet, stick):
    meet(city, lempake, sidodadi)
    sidodadi.register(1, kelurahan="64.72.05.1004")
    sidodadi.send(stick)
    received = lempake.receive(stick)
    assert [each.problem.code for each in received.refused] == ["seal.recipient"]


def test_the_replies_of_all_kelurahan_go_round_on_one_stick(city, lempake, sidodadi, meet, stick):
    meet(city, lempake, sidodadi)
    lempake.register()
    lempake.send(stick)
    sidodadi.register(1, kelurahan="64.72.05.1004")
    sidodadi.send(stick)
    city.receive(stick)
    city.seal(stick)
    for desk in (lempake, sidodadi):
        received = desk.receive(stick)
        assert received.refused == ()
        outcomes = Counter(each.outcome for each in received.files)
        assert (outcomes["taken"], outcomes["elsewhere"]) == (1, 3)
        assert desk.states().popitem()[1] == "filed"


def test_a_folder_that_holds_too_much_is_never_half_read_in_silence(
    city, lempake, stick, monkeypatch
):
    lempake.register()
    lempake.send(stick)
    (stick / "z.payung").write_bytes(b"one too many")
    monkeypatch.setattr(receive, "found", partial(found, within=Limits(files=1)))
    received = city.receive(stick)
    assert len(received.files) == 2
    assert [each.problem.code for each in received.refused if each.is_world] == ["receive.too_many"]


def test_a_second_file_in_the_place_of_another_is_set_aside_whole(city, lempake, stick, tmp_path):
    """The data folder was copied, and both copies went on."""
    twin = tmp_path / "twin"
    lempake.session.close()
    shutil.copytree(lempake.folder, twin)
    lempake.reopen()
    lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    other = Office(twin, lempake._reference, lempake._clock)
    other.register(2)
    second_stick = tmp_path / "second"
    second_stick.mkdir()
    other.send(second_stick)
    other.close()
    received = city.receive(second_stick)
    assert [each.outcome for each in received.files] == ["set_aside"]
    assert city.asides() == [("file", "fork")]
    assert len(city.names()) == 1
    (open_,) = SettleAside(city.session).open()
    taken = SettleAside(city.session)(open_.id, Choice.INCOMING)
    assert (taken.taken, taken.set_aside) == (0, 1)  # both gave the same number to somebody
    assert city.asides() == [("record", "number_taken")]


def test_a_revoked_station_is_refused_and_says_so_to_the_clerk(city, lempake, stick, post):
    lempake.register()
    lempake.send(stick)
    Enrol(city.session).revoke("6472051003", 1)
    received = city.receive(stick)
    assert [each.problem.code for each in received.refused] == ["seal.revoked"]
    assert Seal(city.session)().sent == ()


def test_nothing_of_a_person_stands_in_names_of_files(city, lempake, stick, back):
    lempake.register()
    lempake.send(stick)
    city.receive(stick)
    city.seal(back)
    for path in (*stick.iterdir(), *back.iterdir()):
        assert "SITI" not in path.name.upper()
        assert "6472814207900001" not in path.name
    assert isinstance(stick, Path)

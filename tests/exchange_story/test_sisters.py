"""Several stations of one kelurahan: what waits at one is approved at any of them."""

from argparse import Namespace

import pytest
from tests import printed
from tests.exchange_story.conftest import Office, enrol
from tests.office import LEMPAKE, LURAH_PASSWORD, PASSWORD, approve, as_lurah

from app.cli.exchange import approve as command
from app.domain.decisions import EventKind
from app.exchange.front import Front
from app.exchange.reading import read_sealed
from app.service.check import Check
from app.service.exchange import approve as deed
from app.service.exchange import proof, seal
from app.service.exchange.approve import Approve
from app.service.exchange.ask import Ask
from app.service.exchange.common import trusted
from app.service.exchange.correspond import Correspond
from app.service.exchange.cover import PrintCover
from app.service.exchange.enrol import Enrol
from app.service.exchange.handover import HandOver
from app.service.exchange.report import ReportEvent
from app.service.exchange.sent import ShowSent
from app.service.session import NotAllowed
from app.wording import cover


@pytest.fixture
def post(tmp_path):
    """Send from one office to others by a stick of its own; nobody approves on the way."""
    counted = iter(range(1000))

    def post(sender: Office, *receivers: Office):
        stick = tmp_path / f"post-{next(counted)}"
        stick.mkdir()
        sender.seal(stick)
        return [each.receive(stick) for each in receivers]

    return post


@pytest.fixture
def pair(city, lempake, second, post):
    """Two stations that know each other by the city's trust list."""
    for _ in range(2):
        post(city, lempake, second)
        post(lempake, city)
        post(second, city)
    return lempake, second


def waiting(office: Office) -> list[str]:
    return list(Approve(office.session).waiting())


def told(office: Office, uid: str) -> str:
    return office.states()[uid]


def no_harm(*offices: Office) -> None:
    """Nothing asks a person anything, and the books are as they must be."""
    for office in offices:
        assert office.asides() == []
        assert Check(office.session)() == ()


def items(office: Office, path) -> list:
    with office.session.books.reading() as unit:
        entries = trusted(unit)
    with path.open("rb") as file:
        return list(read_sealed(file, office.session.station, entries).items())


def test_what_one_registered_is_approved_at_the_other_and_sent_by_the_first(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    assert told(second, siti) == "complete"
    assert waiting(second) == [siti]
    with second.session.books.reading() as unit:
        assert (unit.counts.by_state(own=True), unit.counts.by_state()) == ({}, {"complete": 1})
    assert approve(second.session).approved == 1
    assert told(second, siti) == "approved"
    assert waiting(second) == []
    assert told(first, siti) == "complete"
    post(second, first)
    assert told(first, siti) == "approved"
    assert waiting(first) == []
    (received,) = post(first, city)
    assert (received.taken, received.set_aside) == (1, 0)
    post(first, second)
    assert told(second, siti) == "sealed"
    post(city, first, second)
    assert told(first, siti) == told(second, siti) == "filed"
    no_harm(city, first, second)
    assert city.history(siti) == first.history(siti) == second.history(siti)


def test_the_city_believes_the_approver_whose_station_it_never_heard_of(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    post(second, first)  # nothing of the second has come to the city yet
    post(first, city)
    assert city.names().keys() == {siti}
    no_harm(city)


def test_what_waits_is_told_to_the_sister_alone_and_never_to_the_city(city, pair, stick):
    first, second = pair
    siti = first.register()
    sent = first.seal(stick)
    assert [each.file.recipient for each in sent.sent] == [second.name]
    assert sent.records == 0  # nothing is claimed to be on its way to the city
    (report,) = city.receive(stick).files
    assert report.outcome == "elsewhere"
    assert city.names() == {}
    assert first.states() == {siti: "complete"}
    (letter,) = [each for each in sent.sent if each.file.recipient == second.name]
    assert {each.kind for each in items(second, letter.path)} == {"operator", "waiting"}


def test_a_copy_inside_a_batch_for_the_city_is_set_aside_there(city, pair, stick, monkeypatch):
    """A station that does not keep to the rules."""
    first, _ = pair
    siti = first.register()
    first.register(2)
    approve(first.session, [siti])
    honest = seal.Seal._items

    def dishonest(self, unit, load, there, left_out):
        yield from honest(self, unit, load, there, left_out)
        yield from seal.write_letter(self._session, unit, "6472051003/2").items

    monkeypatch.setattr(seal.Seal, "_items", dishonest)
    first.seal(stick)
    city.receive(stick)
    assert city.names().keys() == {siti}
    assert city.asides() == [("record", "approval")]


def test_a_correction_made_meanwhile_needs_it_again(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    first.correct(siti, name="SITI RAHMAH")
    post(second, first)
    assert told(first, siti) == "complete"
    post(first, second, city)
    assert city.names() == {}
    assert second.names()[siti] == "SITI RAHMAH"
    assert waiting(second) == waiting(first) == [siti]
    approve(second.session)
    post(second, first)
    post(first, city, second)
    assert [number for number, *_ in city.history(siti)] == [2]
    assert city.names() == first.names() == second.names() == {siti: "SITI RAHMAH"}
    no_harm(city, first, second)


def test_a_correction_of_who_the_city_has_is_approved_at_the_sister(city, pair, post):
    first, second = pair
    siti = first.register()
    approve(first.session)
    post(first, city, second)
    first.correct(siti, name="SITI RAHMAH")
    post(first, second)
    assert (told(second, siti), second.names()[siti]) == ("complete", "SITI RAHMAH")
    approve(second.session)
    post(second, first)
    post(first, city)
    post(city, first, second)
    for office in (city, first, second):
        assert office.names() == {siti: "SITI RAHMAH"}
        assert [number for number, *_ in office.history(siti)] == [1, 2]
        assert told(office, siti) == "filed"
    no_harm(city, first, second)


def test_both_approve_the_same_and_the_city_gets_one(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    approve(first.session)
    post(first, city, second)
    post(second, first)
    (received,) = post(first, city)
    assert received.taken == 0
    post(city, first, second)
    assert told(first, siti) == told(second, siti) == "filed"
    with city.session.books.reading() as unit:
        approvals = list(unit.approvals.received(""))
    assert [each.origin for each in approvals] == [first.name]
    no_harm(city, first, second)


def test_who_registered_approves_nothing_of_it_wherever_it_is_carried(city, pair, post):
    """Ids of operators are given once for all stations: the sister would know its own again."""
    first, second = pair
    siti = first.register()
    post(first, second)
    with pytest.raises(NotAllowed):
        Approve(second.session)([siti], PASSWORD)  # the administrator, as at home
    assert told(second, siti) == "complete"


def test_files_that_come_twice_and_in_the_wrong_order_end_the_same(city, pair, tmp_path):
    first, second = pair
    made = [first.register(serial) for serial in (1, 2, 3)]
    sticks = []
    for name in ("SITI RAHMAH", "SITI RAHMAWATI"):
        sticks.append(tmp_path / name[-4:])
        sticks[-1].mkdir()
        first.seal(sticks[-1])
        first.correct(made[0], name=name)
    last = tmp_path / "last"
    last.mkdir()
    first.seal(last)
    for stick in (last, *sticks, last):
        second.receive(stick)
    assert second.names() == first.names()
    assert waiting(second) == waiting(first)
    assert approve(second.session).approved == 3
    back = tmp_path / "answer"
    back.mkdir()
    second.seal(back)
    for _ in range(2):
        first.receive(back)
    assert set(first.states().values()) == {"approved"}
    no_harm(first, second)


def test_an_older_letter_offers_nothing_again(city, pair, tmp_path):
    first, second = pair
    siti = first.register()
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    first.seal(old)
    with first.session.books.transaction() as unit:
        unit.registrations.discard([siti])  # as a list is undone
    first.seal(new)
    second.receive(new)
    second.receive(old)
    assert waiting(second) == waiting(first) == []
    assert second.register() != siti  # whoever that was may be registered here


def test_who_withdrew_waits_nowhere(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    ReportEvent(first.session)(siti, EventKind.WITHDRAWN, "diminta warga")
    post(first, second)
    assert waiting(second) == waiting(first) == []


def test_three_stations_and_one_approver(city, pair, post, offices, tmp_path):
    first, second = pair
    third = offices(LEMPAKE, 3)
    enrol(city, third, tmp_path / "cards")
    post(city, first, second, third)
    here, there = first.register(1), second.register(2)
    made = {here, there}
    for owner in (first, second):
        post(owner, first, second, third)
    assert set(waiting(third)) == made
    assert approve(third.session).approved == 2
    post(third, first, second)
    assert told(first, here) == told(second, there) == "approved"
    for owner in (first, second):
        post(owner, city, first, second, third)
    post(city, first, second, third)
    for office in (city, first, second, third):
        assert {office.states()[uid] for uid in made} == {"filed"}
    no_harm(city, first, second, third)


def test_an_approval_names_only_what_its_owner_has(city, pair, post):
    first, second = pair
    siti, rahmah = first.register(1), second.register(2)
    post(first, second)
    assert approve(second.session).approved == 2
    with second.session.books.reading() as unit:
        (letter,) = unit.sisters.signed_for(first.name, second.name)
        (subject,) = unit.approvals.known([letter])[letter].subjects
    assert subject.startswith(siti)
    (received,) = post(second, city)
    assert city.names().keys() == {rahmah}
    assert received.set_aside == 0


# -- who may be believed


def test_a_station_cannot_invent_an_approver_of_its_sister(city, pair, stick, monkeypatch):
    first, second = pair
    siti = first.register()
    lurah = as_lurah(first.session)
    monkeypatch.setattr(deed, "own_name", lambda _session: second.name)
    approve(first.session, [siti])
    monkeypatch.setattr(proof.Proof, "stands_for", lambda *_: True)
    monkeypatch.setattr("app.service.exchange.seal.take_back", lambda *_: 0)
    with first.session.books.transaction() as unit:
        unit.connection.exec_driver_sql(
            "UPDATE operator_key SET origin = ?, voucher = ? WHERE operator = ?",
            (second.name, bytes(64), lurah.operator.id),
        )
    first.seal(stick)
    city.receive(stick)
    assert city.names() == {}
    assert city.asides() == [("record", "unvouched")]


def test_a_clerk_of_the_sister_approves_nothing_here(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    with second.session.books.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE operator_key SET role = 'clerk'")
    post(second, first)
    assert told(first, siti) == "complete"


def test_a_revoked_station_approves_nothing_and_gets_nothing(city, pair, post, stick):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    post(second, first)
    assert told(first, siti) == "approved"
    Enrol(city.session).revoke("6472051003", 2)
    post(city, first)
    assert second.name not in {each.file.recipient for each in first.seal(stick).sent}
    assert told(first, siti) == "complete"  # nobody vouches for who approved of it
    second.register(2)
    (answer,) = post(second, first)
    assert [each.problem.code for each in answer.refused] == ["seal.revoked"]
    approve(first.session)
    post(first, city)
    assert city.names().keys() == {siti}
    no_harm(city, first)


def test_what_was_on_its_way_when_its_approver_was_revoked_is_approved_again(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    post(second, first)
    Enrol(city.session).revoke("6472051003", 2)
    post(first, city)
    assert city.asides() == [("record", "approval")]
    post(city, first)
    assert told(first, siti) == "complete"
    approve(first.session)
    post(first, city)
    post(city, first)
    assert told(first, siti) == told(city, siti) == "filed"


def test_what_a_lost_sister_had_not_sent_cannot_be_approved_any_more(city, pair, post):
    first, second = pair
    siti = first.register()
    post(first, second)
    Enrol(city.session).revoke("6472051003", 1)
    post(city, second)
    assert waiting(second) == []
    (refused,) = approve(second.session, [siti]).refused
    assert refused[1].code == "approval.not_own"
    assert second.register() != siti  # the same person, registered anew where a PC still is
    assert len(waiting(second)) == 1


def test_a_lost_sisters_correction_is_shown_to_who_has_the_registration_now(city, pair, post):
    first, second = pair
    siti = first.register()
    approve(first.session)
    post(first, city)
    post(city, first, second)
    first.correct(siti, name="SITI RAHMAH")
    post(first, second)
    Enrol(city.session).revoke("6472051003", 1)
    HandOver(city.session)([siti], "6472051003", 2, "PC rusak")
    post(city, second)
    assert second.names()[siti] != "SITI RAHMAH"
    assert second.asides() == [("revision", "not_owner")]
    second.correct(siti, name="SITI RAHMAH")
    approve(second.session)
    post(second, city)
    assert city.names()[siti] == "SITI RAHMAH"
    assert city.asides() == second.asides() == []


def test_a_sister_with_a_new_key_gets_its_letters_again(city, pair, post, offices, tmp_path):
    first, second = pair
    siti = first.register()
    post(first, second)
    approve(second.session)
    second.close()
    (second.folder).rename(tmp_path / "broken")
    new = offices(LEMPAKE, 2)
    folder = tmp_path / "again"
    folder.mkdir()
    card, _ = Enrol(city.session).write(folder)
    Enrol(new.session).take(card)
    card, _ = Enrol(new.session).write(folder)
    Enrol(city.session).take(card, replace_key=True)
    post(city, first, new)
    post(first, new)
    assert waiting(new) == [siti]
    approve(new.session)
    post(new, first)
    post(first, city)
    assert city.names().keys() == {siti}
    no_harm(city, first, new)


# -- books out of a backup


def test_a_station_that_forgot_what_it_offered_ends_with_what_it_has(city, pair, post):
    first, second = pair
    siti = first.register()
    approve(first.session)
    post(first, city)
    post(city, first, second)
    backup = first.copy_books()
    first.correct(siti, name="SITI RAHMAH")
    post(first, second)
    approve(second.session)
    assert second.names()[siti] == "SITI RAHMAH"
    first.put_back(backup)
    Ask(first.session).restored()
    for _ in range(2):
        post(second, city, first)
        post(first, city, second)
        post(city, first, second)
    assert second.names() == first.names() == city.names()
    assert told(second, siti) == told(first, siti) == "filed"
    first.correct(siti, name="SITI RAHMAWATI")
    approve(first.session)
    post(first, city, second)
    assert second.names() == first.names() == city.names()
    no_harm(city, first, second)


def test_a_sister_that_forgot_gets_all_of_it_again(city, pair, post):
    first, second = pair
    siti = first.register()
    backup = second.copy_books()
    post(first, second)
    approve(second.session)
    second.put_back(backup)
    Ask(second.session).restored()
    for _ in range(2):
        post(second, city, first)
        post(city, first, second)
        post(first, city, second)
    assert waiting(second) == [siti]
    no_harm(city, first, second)


# -- files


def test_nothing_new_is_the_same_letter_again_and_none_when_nothing_waits(city, pair, stick):
    first, second = pair
    assert first.seal(stick).sent == ()
    siti = first.register()
    (once,) = first.seal(stick).sent
    (again,) = first.seal(stick).sent
    assert (once.file.id, once.is_new) == (again.file.id, True)
    assert not again.is_new
    approve(first.session)
    sent = {each.file.recipient: each for each in first.seal(stick).sent}
    assert sent[second.name].is_new  # it says that nothing waits any more
    assert sent[second.name].file.records == 0
    assert {each.file.recipient for each in first.seal(stick).sent} == {"6472/0"}
    second.receive(stick)
    assert waiting(second) == []
    assert told(second, siti) == "sealed"


def test_a_lost_letter_is_listed_with_everybody_in_it(city, pair, stick):
    first, _ = pair
    siti = first.register()
    (letter,) = first.seal(stick).sent
    with first.session.books.reading() as unit:
        assert list(unit.files.residents(letter.file)) == [siti]


def test_a_letter_is_of_the_newer_schema_and_no_line_of_the_journal(city, pair, stick):
    first, _ = pair
    first.register()
    (letter,) = first.seal(stick).sent
    with letter.path.open("rb") as file:
        header = Front.read(file).sealed()
    assert (header.schema, header.covers.first, header.covers.last) == (2, 1, 0)
    assert (header.read, header.reach_files) == (0, 1)


def test_a_letter_goes_to_no_mailbox(city, pair):
    first, _ = pair
    first.register()
    assert Correspond(first.session).round().waiting == 0


def test_the_paper_of_a_letter_does_not_speak_of_a_delivery_to_the_city(city, pair, stick):
    first, _ = pair
    first.register()
    (letter,) = first.seal(stick).sent
    note = PrintCover(first.session).gather(letter.file.id)
    said = printed.text(PrintCover(first.session).draw(note))
    assert cover.LETTER[:40] in said
    assert cover.BATCH[:40] not in said
    assert cover.KINDS["waiting"] in said


def test_the_list_of_files_says_whom_each_is_for(city, pair, stick):
    first, _ = pair
    first.register()
    approve(first.session, [first.register(2)])
    first.seal(stick)
    newest = {each.to: each for each in reversed(ShowSent(first.session)())}
    assert (newest[0].people, newest[2].people) == (1, 1)


def test_the_command_lists_and_approves_what_a_sister_registered(city, pair, post, monkeypatch):
    first, second = pair
    siti = first.register()
    post(first, second)
    lurah = as_lurah(second.session)
    listed = command(Namespace(all=False, numbers=[]), lurah).told["waiting"]
    monkeypatch.setenv("PAYUNG_PASSWORD", LURAH_PASSWORD)
    done = command(Namespace(all=False, numbers=[listed[0]["number"]]), lurah)
    assert (done.told["approved"], done.told["refused"]) == (1, [])
    post(second, first)
    assert told(first, siti) == "approved"

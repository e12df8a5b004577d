"""Whose files count: key cards, changed keys, lost stations, and the series that files stand in."""

from dataclasses import replace

import pytest
from tests.exchange_story.conftest import SIDODADI, Office
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, as_lurah

from app.domain.approval import subject
from app.domain.refusal import Refusal
from app.exchange.reading import read_front
from app.keys.signing import verify
from app.service.exchange.enrol import Enrol
from app.service.exchange.handover import HandOver
from app.service.setup import set_up_city, set_up_desk

OFFICE = "6472051003"


def code(refused) -> str:
    (problem,) = refused.value.problems
    return problem.code


@pytest.fixture
def reset(tmp_path, reference, clock):
    """The same station set up anew on another PC, with other keys."""
    made = []

    def reset(place=LEMPAKE, station=1) -> Office:
        folder = tmp_path / f"new-{len(made)}"
        set_up_desk(
            folder, reference, place=place, station=station, name=ADMIN, password=PASSWORD,
            cost=CHEAP,
        )  # fmt: skip
        made.append(Office(folder, reference, clock))
        return made[-1]

    yield reset
    for office in made:
        office.close()


def card(office, folder):
    folder.mkdir(exist_ok=True)
    return Enrol(office.session).write(folder)[0]


# -- key cards


def test_both_sides_read_the_same_fingerprint_and_it_is_short_enough_for_the_phone(
    city, lempake, tmp_path
):
    path, own = Enrol(lempake.session).write(tmp_path)
    seen = Enrol(city.session).look(path)
    assert (seen.fingerprint, seen.office, seen.station) == (own.fingerprint, OFFICE, 1)
    assert seen.name == "Kelurahan Lempake"
    digits = [sign for sign in own.fingerprint if sign.isdigit()]
    assert len(digits) <= 30
    assert max(map(len, own.fingerprint.split())) <= 5
    assert seen.fingerprint != Enrol(city.session).write(tmp_path)[1].fingerprint


def test_a_fingerprint_that_was_read_out_must_be_the_cards(city, offices, tmp_path):
    sidodadi = offices(SIDODADI)
    path, own = Enrol(sidodadi.session).write(tmp_path)
    other = own.fingerprint.replace(own.fingerprint[0], "0123456789"[int(own.fingerprint[0]) - 1])
    with pytest.raises(Refusal) as refused:
        Enrol(city.session).take(path, other)
    assert code(refused) == "enrol.fingerprint"
    assert Enrol(city.session).all() == ()
    Enrol(city.session).take(path, own.fingerprint)
    assert [each.station_name for each in Enrol(city.session).all()] == [sidodadi.name]


def test_cards_are_taken_only_between_a_city_and_its_kelurahan(
    city, lempake, sidodadi, tmp_path, reference, clock
):
    for who, whose, said in (
        (lempake, lempake, "enrol.own"),
        (city, city, "enrol.own"),
        (lempake, sidodadi, "enrol.wrong_role"),
    ):
        with pytest.raises(Refusal) as refused:
            Enrol(who.session).take(card(whose, tmp_path / "all"))
        assert code(refused) == said


def test_a_card_that_was_revoked_does_not_come_in_again(city, lempake, tmp_path):
    Enrol(city.session).revoke(OFFICE, 1)
    with pytest.raises(Refusal) as refused:
        Enrol(city.session).take(card(lempake, tmp_path / "again"))
    assert code(refused) == "enrol.revoked"
    with pytest.raises(Refusal) as refused:
        Enrol(city.session).revoke(OFFICE, 1)
    assert code(refused) == "enrol.unknown"


# -- a changed key, a lost station


def test_a_station_with_a_changed_key_is_refused_until_a_person_says_it_is_right(
    city, lempake, reset, tmp_path, stick
):
    new = reset()
    Enrol(new.session).take(card(city, tmp_path / "cards"))
    new.register()
    new.send(stick)
    received = city.receive(stick)
    assert [each.problem.code for each in received.refused] == ["seal.changed_key"]
    assert city.names() == {}
    path = card(new, tmp_path / "new")
    with pytest.raises(Refusal) as refused:
        Enrol(city.session).take(path)
    assert code(refused) == "enrol.changed"
    Enrol(city.session).take(path, replace_key=True)
    assert city.receive(stick).taken == 1
    held = [each.holds for each in Enrol(city.session).all() if each.office == OFFICE]
    assert sorted(held) == [False, True]


def test_what_was_sealed_to_an_old_key_of_the_city_comes_again_for_the_new(
    city, lempake, offices, tmp_path, stick, reference, clock
):
    siti = lempake.register()
    lempake.send(stick)
    folder = tmp_path / "kota-baru"
    set_up_city(folder, reference, name=ADMIN, password=PASSWORD, cost=CHEAP)
    new = Office(folder, reference, clock)
    try:
        received = new.receive(stick)
        assert [each.problem.code for each in received.refused] == ["seal.unknown_sender"]
        Enrol(new.session).take(card(lempake, tmp_path / "cards"))
        received = new.receive(stick)
        assert [each.problem.code for each in received.refused] == ["seal.old_key"]
        with pytest.raises(Refusal) as refused:
            Enrol(lempake.session).take(card(new, tmp_path / "new"))
        assert code(refused) == "enrol.changed"
        Enrol(lempake.session).take(card(new, tmp_path / "new"), replace_key=True)
        lempake.register(2)
        lempake.send(stick)
        assert new.receive(stick).taken == 2
        assert siti in new.names()
    finally:
        new.close()


def test_a_lost_station_is_revoked_everywhere_and_its_people_go_on_at_its_sister(
    city, lempake, second, stick, back, tmp_path
):
    siti = lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    late = tmp_path / "late"
    late.mkdir()
    lempake.correct(siti, name="SITI TERLAMBAT")
    lempake.send(late)
    Enrol(city.session).revoke(OFFICE, 1)
    hand = HandOver(city.session)
    assert hand(hand.owned_by(OFFICE, 1), OFFICE, 2, "laptop dicuri").given == 1
    replies = city.seal(back).sent
    assert [each.file.recipient for each in replies] == [second.name]  # nothing for the thief
    second.receive(back)
    assert second.names() == city.names()
    for office in (city, second):  # a batch of the thief
        received = office.receive(late)
        assert [each.problem.code for each in received.refused] == ["seal.revoked"]
    second.correct(siti, name="SITI RAHMAH")
    second.send(stick)
    city.receive(stick)
    assert city.names() == second.names() == {siti: "SITI RAHMAH"}
    assert city.asides() == second.asides() == []


# -- the series a file stands in


def headers(stick):
    for path in sorted(stick.iterdir()):
        with path.open("rb") as file:
            front = read_front(file)
            yield front, front.content


def test_each_header_names_the_one_before_its_life_and_how_far_back_it_reaches(
    city, lempake, stick, back
):
    for serial in (1, 2, 3):
        lempake.register(serial)
        lempake.send(stick)
    city.receive(stick)
    city.seal(back)
    lempake.receive(back)
    lempake.register(4)
    lempake.send(stick)
    fronts, found = zip(*headers(stick), strict=True)
    assert [each.sequence for each in found] == [1, 2, 3, 4]
    assert [each.previous for each in found] == [None, *(front.hash for front in fronts[:-1])]
    assert {each.life.id for each in found} == {lempake.session.station.incarnation.id}
    assert [each.reach_files for each in found] == [1, 1, 1, 4]
    assert [each.counts["revision"] for each in found] == [1, 2, 3, 1]
    (reply,) = (each for _, each in headers(back))
    assert found[-1].read == reply.covers.last  # the desk signs for what it has taken


def test_a_batch_never_changes_once_it_is_sealed(lempake, stick, tmp_path):
    siti = lempake.register()
    (sent,) = lempake.send(stick).sent
    before = (stick / sent.file.name).read_bytes()
    lempake.correct(siti, phone="081299999999")
    other = tmp_path / "other"
    other.mkdir()
    lempake.send(other)
    assert (stick / sent.file.name).read_bytes() == before
    assert sent.file.name not in {path.name for path in other.iterdir()}


def approvals(city):
    with city.session.books.reading() as unit:
        return list(unit.approvals.received("6472/0"))


def test_an_approval_is_signed_by_its_approver_over_the_revisions_hash(city, lempake, stick):
    siti = lempake.register()
    lempake.send(stick)
    city.receive(stick)
    number, digest, _ = city.history(siti)[0]
    (approval,) = approvals(city)
    lurah = as_lurah(lempake.session).operator
    assert approval.operator == lurah.id
    assert approval.subjects == (subject(siti, number, digest),)
    key = lurah.signing_key
    assert verify(key, approval.signature, approval.message())
    forged = subject(siti, number, "0" * 64)
    for other in (replace(approval, subjects=(forged,)), replace(approval, operator="somebody")):
        assert not verify(key, approval.signature, other.message())


def test_every_correction_is_approved_again_before_it_travels(city, lempake, stick):
    siti = lempake.register()
    lempake.send(stick)
    lempake.correct(siti, phone="081299999999")
    (sent,) = lempake.seal(stick).sent
    assert (sent.is_new, sent.file.counts["revision"]) == (False, 1)  # the same file again
    assert lempake.approve() == 1
    assert lempake.seal(stick).records == 2
    assert city.receive(stick).taken == 2
    assert {name for each in approvals(city) for name in each.subjects} == {
        subject(siti, number, digest) for number, digest, _ in city.history(siti)
    }

"""Everything decided goes back to the home kelurahan with the next reply."""

import random
from datetime import date

import pytest
from tests.city.test_money import DEC, NOV, SIGNED, YEAR, cover

from app.domain.items.payments import read_paid, read_payment
from app.domain.refusal import Refusal
from app.domain.states import DecisionState
from app.exchange.front import Front
from app.service.city.decree import Decrees
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange import sieve
from app.service.exchange.handover import HandOver
from app.service.exchange.intake import Intake, Source

DAY = date(2026, 12, 5)


@pytest.fixture
def paid(received, accept, reviewer, treasurer, city, back):
    """Whoever is accepted is named in a decree and paid for; the payment."""

    def pay(ids, first=NOV, last=DEC, proof="SP2D 1"):
        accept(ids)
        with city.session.books.reading() as unit:
            programmes = unit.programmes.all()
        year = programmes[0] if programmes else Programmes(treasurer).keep(YEAR)
        Decrees(reviewer)(year.id, f"SK {proof}", SIGNED, ids)
        payment, _ = Pay(treasurer)(year.id, first, last, date(2026, 11, 10), proof)
        return payment

    return pay


@pytest.fixture
def answer(city, back):
    """The city seals, and desks take in what is for them."""

    def answer(*desks):
        city.seal(back)
        for each in desks:
            each.receive(back)

    return answer


def lines(session):
    with session.books.reading() as unit:
        return {
            payment.id: (
                payment,
                sorted(unit.payments.lines(payment.id), key=lambda line: line.registration_id),
            )
            for payment in unit.payments.all()
        }


def test_what_was_paid_and_taken_back_is_known_at_the_desk_of_each(
    received, lempake, sidodadi, paid, answer, city, treasurer, reviewer
):
    ours, theirs = received(lempake, [1, 2]), received(sidodadi, [3])
    payment = paid([*ours, *theirs])
    answer(lempake, sidodadi)
    assert [each[0] for each in lines(lempake.session).values()] == [payment]
    held = {each.registration_id for each in lines(lempake.session)[payment.id][1]}
    assert held == set(ours)
    for uid in ours:
        assert cover(lempake.session, uid, DAY) == cover(reviewer, uid, DAY)
    assert cover(sidodadi.session, theirs[0], DAY).state == "active"
    assert lempake.asides() == sidodadi.asides() == []

    Pay(treasurer).reverse(payment.id, "SP2D dibatalkan")
    answer(lempake, sidodadi)
    assert cover(lempake.session, ours[0], DAY).state == "not_yet"
    assert cover(sidodadi.session, theirs[0], DAY).state == "not_yet"
    total = sum(line.amount for _, some in lines(lempake.session).values() for line in some)
    assert total == 0


def test_a_reply_is_of_the_schema_that_tells_of_money(received, lempake, city, back):
    received(lempake, [1])
    city.seal(back)
    (reply,) = back.glob("*/*.payung") if not list(back.glob("*.payung")) else back.glob("*.payung")
    with reply.open("rb") as file:
        header = Front.read(file).sealed()
    assert header.schema == 3
    assert header.counts["filter"] == 1


@pytest.mark.parametrize("seed", range(2))
def test_in_any_order_and_twice_the_desk_holds_the_same(
    received, lempake, paid, city, treasurer, seed
):
    ids = received(lempake, [1, 2])
    first = paid(ids, NOV, NOV)
    Pay(treasurer).reverse(first.id, "salah bulan")
    with city.session.books.reading() as unit:
        items = [
            each
            for each in unit.parcel.of_city(0, 2**50, city.name, lempake.name, "6472051003",
                                            asks=False)
            if each.kind in ("payment", "paid", "decision")
        ]  # fmt: skip
    items = items * 2
    random.Random(seed).shuffle(items)
    (reply,) = [each.file for each in city.seal().sent]
    with city.session.books.reading() as unit:
        held = unit.files.made()[0]
    path = city.session.folder / "outbox" / held.name
    with path.open("rb") as file:
        header = Front.read(file).sealed()
    intake = Intake(lempake.session, Source(header, reply.header_hash))
    with lempake.session.books.transaction() as unit:
        intake.take(unit, items)
    assert lines(lempake.session) == lines(city.session)
    assert cover(lempake.session, ids[0], DAY).state == "not_yet"
    with lempake.session.books.reading() as unit:
        assert unit.decisions.last_of(ids)[ids[0]].state is DecisionState.DECREED


def test_who_gets_somebody_gets_what_was_paid(received, lempake, sidodadi, paid, answer, city):
    (uid,) = received(lempake, [1])
    paid([uid])
    HandOver(city.session)([uid], "6472051004", 1, "pindah rumah")
    answer(lempake, sidodadi)
    assert cover(sidodadi.session, uid, DAY).state == "active"


def test_what_was_paid_for_one_of_another_kelurahan_covers_the_one_that_stays(
    received, lempake, sidodadi, paid, answer, city, reviewer
):
    (goes,), (stays,) = received(lempake, [1]), received(sidodadi, [2])
    paid([goes])
    settle = SettlePair(reviewer)
    settle.same(Merge(stays, goes), "orang yang sama")
    answer(lempake, sidodadi)
    assert cover(reviewer, stays, DAY).state == "active"
    assert cover(sidodadi.session, stays, DAY).state == "active"
    assert cover(lempake.session, goes, DAY).state == "ended"
    settle.take_back(stays, goes, "ternyata dua orang")
    answer(lempake, sidodadi)
    assert cover(sidodadi.session, stays, DAY).state == "not_yet"
    assert cover(lempake.session, goes, DAY).state == "active"


def test_and_where_the_one_that_stays_goes_to_a_third_it_is_told_there(
    received, lempake, sidodadi, paid, answer, city, reviewer
):
    goes, stays = received(lempake, [1, 2])
    paid([goes])
    SettlePair(reviewer).same(Merge(stays, goes, "6472051004", 1), "orang yang sama")
    answer(lempake, sidodadi)
    assert cover(sidodadi.session, stays, DAY).state == "active"


def test_a_payment_that_makes_no_sense_is_refused():
    good = {
        "id": "0" * 36, "programme": "1" * 36, "decree": "", "first": "2026-01", "last": "2026-03",
        "people": 1, "total": 1, "paid_on": "2026-01-01", "proof": "", "reverses": "", "reason": "",
        "by": "", "at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    assert read_payment(good).last.number == 3
    for wrong in ({"last": "2025-12"}, {"last": "2099-12"}, {"first": "2026-13"}, {"total": True}):
        with pytest.raises(Refusal):
            read_payment(good | wrong)
    line = {"payment": "0" * 36, "registration": "1" * 36, "months": 1, "amount": -5}
    assert read_paid(line).amount == -5
    for wrong in ({"months": 0}, {"months": 9_999}, {"amount": "5"}):
        with pytest.raises(Refusal):
            read_paid(line | wrong)


def test_the_newest_early_warning_is_kept_whatever_comes_after(
    received, lempake, sidodadi, city, back, tmp_path
):
    received(lempake, [1])
    city.seal(back)
    older = tmp_path / "older"
    back.rename(older)
    back.mkdir()
    received(sidodadi, [2])
    received(lempake, [3])
    city.seal(back)
    for each in (back, older, back):
        lempake.receive(each)
    nik = f"647281{40 + 2 + 1}07900002"
    with lempake.session.books.reading() as unit:
        held = sieve.held(unit)
        of = unit.settings.get(sieve.KEPT)["of"]
    assert nik in held
    assert of[1] == 2
    received(lempake, [4])
    back.joinpath("x").mkdir()
    city.seal(back)
    lempake.receive(back)
    with lempake.session.books.reading() as unit:
        newer = sieve.held(unit)
    assert newer.key != held.key
    assert newer.grain == held.grain
    assert nik in newer

"""Programme, decree and payments: money is never invented or lost."""

import os
import random
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from app.domain.months import Month
from app.domain.programme import Programme, TargetKind
from app.domain.refusal import Refusal
from app.domain.states import DecisionState
from app.domain.tariff import Fund
from app.service.city.cover import Cover
from app.service.city.decree import Decrees
from app.service.city.insurer.out import ListForInsurer
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange.decide import Decide
from app.service.session import NotAllowed

NOV, DEC = Month(2026, 11), Month(2026, 12)
SIGNED = date(2026, 11, 2)
YEAR = Programme(
    id="", seq=0, year=2026, name="Pekerja rentan 2026", owner_office="Dinas Tenaga Kerja",
    fund=Fund.APBD, ceiling=3_000_000_000, wage_base=1_000_000,
    first_month=Month(2026, 1), last_month=DEC,
)  # fmt: skip


@pytest.fixture
def programme(treasurer):
    def keep(**changes) -> Programme:
        return Programmes(treasurer).keep(replace(YEAR, **changes))

    return keep


def decisions(session, ids):
    with session.books.reading() as unit:
        found = unit.queue.these(ids)
    return [found[each].decision for each in ids]


def cover(session, registration_id, day):
    with session.books.reading() as unit:
        return Cover(session, unit).memberships([registration_id], day)[registration_id]


def refused(deed, *given, **named):
    with pytest.raises(Refusal) as caught:
        deed(*given, **named)
    return [each.code for each in caught.value.problems]


def test_the_accepted_are_decreed_paid_for_and_covered(
    received, lempake, accept, programme, reviewer, treasurer
):
    ids = received(lempake, range(1, 4))
    accept(ids[:2])
    year = programme()
    decree = Decrees(reviewer)(year.id, "SK 100/2026", SIGNED)
    assert decree.people == 2
    assert decisions(reviewer, ids) == ["decreed", "decreed", "received"]
    payment, preview = Pay(treasurer)(year.id, NOV, DEC, date(2026, 11, 10), "SP2D 1")
    assert (payment.people, payment.total) == (2, 2 * 2 * 16_800)
    assert preview.left_after == year.ceiling - 67_200
    assert decisions(reviewer, ids) == ["funded", "funded", "received"]
    found = cover(reviewer, ids[0], date(2026, 12, 5))
    assert (found.state, found.paid_until) == ("active", date(2026, 12, 31))
    assert cover(reviewer, ids[2], date(2026, 12, 5)).state == "not_yet"


def test_the_same_months_are_never_paid_twice(
    received, lempake, accept, programme, reviewer, treasurer
):
    ids = received(lempake, range(1, 3))
    accept(ids)
    year = programme()
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    pay = Pay(treasurer)
    pay(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    assert refused(pay, year.id, NOV, NOV, date(2026, 11, 11), "SP2D 2") == ["pay.nobody"]
    payment, preview = pay(year.id, NOV, DEC, date(2026, 11, 11), "SP2D 2")
    assert payment.total == 2 * 16_800
    assert {each.months for each in pay.lines(payment.id)} == {1}
    assert preview.paid_already == 0
    assert refused(pay, year.id, NOV, DEC, date(2026, 11, 12), "SP2D 2") == ["pay.proof"]


def test_who_has_no_money_waits_in_the_order_of_acceptance_and_is_paid_next(
    received, lempake, accept, programme, reviewer, treasurer
):
    ids = received(lempake, range(1, 5))
    accept([ids[2]])
    accept([ids[0], ids[1], ids[3]])
    year = programme(ceiling=2 * 16_800)
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    pay = Pay(treasurer)
    _, preview = pay(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    assert [each.of.registration_id for each in preview.shares] == [ids[2], ids[0]]
    assert [each.registration_id for each in preview.waiting] == [ids[1], ids[3]]
    assert decisions(reviewer, ids) == [
        "funded",
        "waiting_for_funds",
        "funded",
        "waiting_for_funds",
    ]
    with reviewer.books.reading() as unit:
        last = unit.decisions.last_of(ids)
    assert [last[each].detail.get("place") for each in (ids[1], ids[3])] == ["1", "2"]
    Programmes(treasurer).keep(replace(year, ceiling=5 * 16_800), "APBD Perubahan")
    _, preview = pay(year.id, NOV, NOV, date(2026, 11, 12), "SP2D 2")
    assert [each.of.registration_id for each in preview.shares] == [ids[1], ids[3]]
    assert decisions(reviewer, ids) == ["funded"] * 4


def test_a_payment_is_taken_back_whole_and_the_money_is_there_again(
    received, lempake, accept, programme, reviewer, treasurer
):
    ids = received(lempake, range(1, 3))
    accept(ids)
    year = programme()
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    pay = Pay(treasurer)
    payment, _ = pay(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    assert refused(pay.reverse, payment.id, " ") == ["pay.reason"]
    back = pay.reverse(payment.id, "salah rekening")
    assert back.total == -payment.total
    assert refused(pay.reverse, payment.id, "lagi") == ["pay.reversed"]
    assert refused(pay.reverse, back.id, "lagi") == ["pay.reversed"]
    assert pay.preview(year.id, NOV, NOV).left == year.ceiling
    assert decisions(reviewer, ids) == ["decreed", "decreed"]
    assert cover(reviewer, ids[0], date(2026, 11, 20)).state == "not_yet"
    assert pay.preview(year.id, NOV, NOV).total == payment.total


def test_next_years_decree_leaves_this_years_cover_and_goes_as_it_came(
    received, lempake, accept, programme, reviewer, treasurer
):
    ids = received(lempake, range(1, 4))
    accept(ids)
    year, pay, decrees = programme(), Pay(treasurer), Decrees(reviewer)
    decrees(year.id, "SK 26", SIGNED, ids[:2])
    pay(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    new = programme(year=2027, first_month=Month(2027, 1), last_month=Month(2027, 12))
    next_one = decrees(new.id, "SK 27", date(2026, 11, 20))
    assert decisions(reviewer, ids) == ["funded", "funded", "decreed"]
    assert len(ListForInsurer(treasurer).preview().listed) == 2
    decrees.cancel(next_one.id, "salah nama")
    assert decisions(reviewer, ids) == ["funded", "funded", "accepted"]
    assert len(pay.preview(year.id, DEC, DEC).shares) == 2
    assert decrees(new.id, "SK 27", date(2026, 11, 20)).people == 3


def test_a_month_passed_over_is_told_and_paid_for_by_itself(
    received, lempake, accept, programme, reviewer, treasurer
):
    accept(received(lempake, range(1, 3)))
    year = programme()
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    pay = Pay(treasurer)
    assert pay.preview(year.id, NOV, DEC).gaps == 0
    pay(year.id, DEC, DEC, date(2026, 11, 10), "SP2D 1")
    preview = pay.preview(year.id, NOV, DEC)
    assert (preview.gaps, preview.paid_already, preview.shares) == (2, 0, [])
    assert refused(pay, year.id, NOV, DEC, date(2026, 11, 10), "SP2D 2") == ["pay.gaps"]
    assert len(pay(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 2")[1].shares) == 2
    assert pay.preview(year.id, NOV, DEC).paid_already == 2


def test_a_decree_is_cancelled_unless_money_stands_on_it(
    received, lempake, accept, programme, reviewer, treasurer
):
    ids = received(lempake, range(1, 3))
    accept(ids)
    year = programme()
    decrees = Decrees(reviewer)
    decree = decrees(year.id, "SK 1", SIGNED)
    assert refused(decrees, year.id, "SK 2", SIGNED) == ["decree.nobody"]
    pay = Pay(treasurer)
    payment, _ = pay(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    assert refused(decrees.cancel, decree.id, "salah") == ["decree.paid"]
    pay.reverse(payment.id, "salah")
    decrees.cancel(decree.id, "salah nama")
    assert decisions(reviewer, ids) == ["accepted", "accepted"]
    assert refused(decrees.cancel, decree.id, "salah") == ["decree.cancelled"]
    assert decrees(year.id, "SK 1", SIGNED).people == 2


def test_a_fixed_target_leaves_the_others_of_the_kelurahan_waiting(
    received, lempake, sidodadi, accept, programme, reviewer
):
    here, there = received(lempake, range(1, 4)), received(sidodadi, range(5, 7))
    accept(here + there)
    year = programme(target=TargetKind.FIXED, offices={"6472051003": 2, "6472051004": 5})
    proposal = Decrees(reviewer).propose(year.id)
    assert [each.registration_id for each in proposal.named] == [*here[:2], *there]
    assert [each.registration_id for each in proposal.beyond] == here[2:]


def test_next_years_decree_names_everybody_anew_and_the_cover_goes_on(
    received, lempake, accept, programme, reviewer, treasurer, clock
):
    ids = received(lempake, range(1, 3))
    accept(ids)
    Decrees(reviewer)(programme().id, "SK 1", SIGNED)
    Pay(treasurer)(Programmes(treasurer).all()[0].id, NOV, DEC, date(2026, 11, 10), "SP2D 1")
    clock.go_on(days=45)
    new = programme(year=2027, first_month=Month(2027, 1), last_month=Month(2027, 12))
    assert Decrees(reviewer)(new.id, "SK 2", date(2027, 1, 4)).people == 2
    Pay(treasurer)(new.id, Month(2027, 1), Month(2027, 1), date(2027, 1, 5), "SP2D 2")
    assert cover(reviewer, ids[0], date(2027, 1, 20)).start == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("months", "day", "proof", "code"),
    [
        ((DEC, NOV), date(2026, 11, 10), "SP2D", "pay.months"),
        ((NOV, Month(2027, 1)), date(2026, 11, 10), "SP2D", "pay.months"),
        ((NOV, NOV), date(2026, 12, 10), "SP2D", "pay.day"),
        ((NOV, NOV), date(2026, 11, 10), " ", "pay.proof"),
        ((NOV, NOV), date(2026, 11, 10), "SP2D", "pay.nobody"),
    ],
)
def test_what_no_payment_can_be_is_refused(programme, treasurer, months, day, proof, code):
    assert refused(Pay(treasurer), programme().id, *months, day, proof) == [code]


def test_money_is_the_treasurers_and_decrees_the_reviewers(programme, reviewer, treasurer):
    year = programme()
    for deed in (
        lambda: Programmes(reviewer).keep(YEAR),
        lambda: Pay(reviewer)(year.id, NOV, NOV, SIGNED, "SP2D"),
        lambda: Decrees(treasurer)(year.id, "SK", SIGNED),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_programme_changes_only_with_a_reason_and_never_below_what_was_spent(
    received, lempake, accept, programme, reviewer, treasurer
):
    accept(received(lempake, [1]))
    year = programme()
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    Pay(treasurer)(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    keep = Programmes(treasurer).keep
    assert refused(keep, replace(year, ceiling=10**9)) == ["programme.reason"]
    assert refused(keep, replace(year, ceiling=16_000), "turun") == ["programme.spent"]
    changed = keep(replace(year, ceiling=10**9), "refocusing")
    assert refused(keep, replace(year, ceiling=10**8), "lagi") == ["programme.changed"]
    history = Programmes(treasurer).history(year.id)
    assert [(each.programme.ceiling, each.reason) for each in history] == [
        (3_000_000_000, ""), (10**9, "refocusing"),
    ]  # fmt: skip
    assert changed.seq == 2


@pytest.mark.parametrize("seed", range(100 if os.environ.get("PAYUNG_FULL") == "1" else 4))
def test_in_any_order_of_deeds_the_books_explain_themselves(
    seed, received, lempake, accept, programme, reviewer, treasurer
):
    """Decisions, decrees of two years, payments, merges, and the taking back of each."""
    dice = random.Random(seed)
    ids = received(lempake, range(1, 9))
    this = programme(ceiling=20 * 16_800)
    months = {"first_month": Month(2027, 1), "last_month": Month(2027, 12)}
    next_ = programme(year=2027, ceiling=9 * 16_800, **months)
    span = {this.id: (NOV, DEC), next_.id: (Month(2027, 1), Month(2027, 2))}
    pay, decrees, decide = Pay(treasurer), Decrees(reviewer), Decide(reviewer)
    pairs = SettlePair(reviewer)

    def do(turn: int) -> None:
        year = dice.choice((this, this, next_))
        one, other = dice.sample(ids, 2)
        standing = [each for each in pay.all() if not each.reverses]
        match dice.randrange(10):
            case 0 | 1:
                decide(dice.sample(ids, 3), DecisionState.ACCEPTED)
            case 2:
                decide([one], DecisionState.REJECTED, reason="uji")
            case 3:
                decrees(year.id, f"SK {turn}", SIGNED)
            case 4 if made := decrees.all():
                decrees.cancel(dice.choice(made).id, "uji")
            case 5 | 6:
                first, last = sorted(dice.choices(span[year.id], k=2))
                pay(year.id, first, last, date(2026, 11, 10), f"SP2D {turn}")
            case 7 if standing:
                pay.reverse(dice.choice(standing).id, "uji")
            case 8:
                pairs.same(Merge(one, other), "uji")
            case 9:
                pairs.take_back(one, other, "uji")

    for turn in range(60):
        with suppress(Refusal):
            do(turn)
        with reviewer.books.reading() as unit:
            _explained(reviewer, unit, ids, (this, next_))


def _explained(session, unit, ids, programmes):
    """The ledger is the sum of its people; what each person is follows from what stands."""
    spent = {each.id: unit.payments.spent(each.id) for each in programmes}
    for each in programmes:
        assert spent[each.id] == unit.payments.spent_by_lines(each.id)
        assert 0 <= spent[each.id] <= each.ceiling
    cover = Cover(session, unit)
    assert set(cover.twice()) <= set(unit.decisions.merged().values())  # each was paid for once
    months = sum(
        each.first.until(each.last) + 1 for lines in cover.paid().values() for each in lines
    )
    assert months * 16_800 == sum(spent.values())
    paid = unit.payments.paid_for(ids)
    named = unit.decrees.named([each.id for each in programmes])
    for uid, each in unit.queue.these(ids).items():
        if each.decision == "funded":
            assert uid in paid
        elif each.decision in ("decreed", "waiting_for_funds"):
            assert uid in named
            assert uid not in paid
        elif each.decision == "accepted":
            assert uid not in paid
            assert uid not in named

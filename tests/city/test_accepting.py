"""Nobody whom a check failed, or about whom a pair waits, is accepted in silence."""

from datetime import date

import pytest
from tests.city.lists import separated

from app.domain.pairs import Candidate, PairKind
from app.domain.refusal import Refusal
from app.domain.states import DecisionState, EndReason
from app.service.city.checks import TakeChecks
from app.service.city.elsewhere import TakeElsewhere
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange.decide import Decide
from app.wording.catalogue import sentence

DAY = date(2026, 10, 1)
ACCEPTED = DecisionState.ACCEPTED


@pytest.fixture
def people(received, lempake):
    return sorted(received(lempake, range(1, 5)))


@pytest.fixture
def decide(reviewer):
    return Decide(reviewer)


@pytest.fixture
def told(tmp_path, reviewer):
    """What somebody else says of a person's NIK."""

    def told(uid, check, answer):
        with reviewer.books.reading() as unit:
            nik = unit.registrations.currents([uid])[uid].record["nik"]
        take = TakeChecks(reviewer)
        path = separated(tmp_path / "hasil.csv", ("NIK", "Hasil"), (nik, answer))
        take.keep(take.open(path, check, DAY))

    return told


@pytest.fixture
def paired(reviewer):
    """The search says that these two may be one."""

    def paired(one, other, kind=PairKind.REGISTRATION):
        with reviewer.books.transaction() as unit:
            unit.pairs.add(
                [Candidate(kind, one, other, 0.9, "review", (), ("", ""), reviewer.clock())]
            )

    return paired


def refused(done):
    return {uid: (each.code, dict(each.facts)["rule"]) for uid, each in done.refused}


@pytest.mark.parametrize(
    ("check", "answer", "rule"),
    [
        ("dukcapil", "Meninggal", "NIK"),
        ("dukcapil", "Tidak Padan", "NIK"),
        ("insured", "BPU Kolektif", "E6"),
        ("desil", "07", "E7"),
    ],
)
def test_whom_a_check_failed_is_accepted_with_a_reason_alone(
    check, answer, rule, people, told, decide
):
    told(people[0], check, answer)
    done = decide(people, ACCEPTED)
    assert (done.decided, refused(done)) == (3, {people[0]: ("decide.not_eligible", rule)})
    assert sentence(done.refused[0][1]).endswith("atau loloskan dengan alasan.")
    assert refused(decide(people[:1], ACCEPTED, reason=" ")) == refused(done)
    assert decide(people[:1], ACCEPTED, reason="KTP asli diperiksa lurah").decided == 1
    (word,) = decide.history(people[0])
    assert (word.reason, word.detail) == ("KTP asli diperiksa lurah", {"despite": rule})
    assert [each.detail for each in decide.history(people[1])] == [{}]


def test_of_a_pair_that_waits_neither_is_accepted_until_a_word_is_said(
    people, paired, decide, reviewer
):
    first, second, third, fourth = people
    paired(first, second)
    paired(third, fourth)
    SettlePair(reviewer).ask(first, second, "Apakah satu orang?")
    done = decide(people, ACCEPTED)
    assert refused(done) == dict.fromkeys(people, ("decide.not_eligible", "E9"))
    SettlePair(reviewer).different(first, second, "kembar")
    SettlePair(reviewer).same(Merge(third, fourth), "satu orang")
    assert decide([first, second, third], ACCEPTED).decided == 3


def test_whose_other_was_rejected_has_nothing_to_settle(people, paired, decide):
    first, second = people[:2]
    paired(first, second)
    decide([first], DecisionState.REJECTED, reason="terdaftar dua kali")
    assert decide([second], ACCEPTED).decided == 1


def test_a_match_in_another_funders_list_is_decided_first(
    people, paired, decide, reviewer, tmp_path
):
    take = TakeElsewhere(reviewer)
    path = separated(tmp_path / "baznas.csv", ("NIK", "Nama"), ("6472811410790999", "BUDI"))
    take.keep(take.open(path, "baznas", DAY))
    with reviewer.books.reading() as unit:
        (other,) = unit.elsewhere.columns().ids
    paired(people[0], other, PairKind.ELSEWHERE)
    done = decide(people, ACCEPTED)
    assert refused(done) == {people[0]: ("decide.not_eligible", "E6")}
    SettleElsewhere(reviewer).keep(people[0], other, "Baznas berhenti")
    assert decide(people[:1], ACCEPTED).decided == 1


def test_a_nik_of_two_is_decided_first_and_free_when_one_was_rejected(
    people, received, sidodadi, decide, reviewer
):
    with reviewer.books.reading() as unit:
        found = {
            uid: each.record["nik"] for uid, each in unit.registrations.currents(people).items()
        }
    mine, nik = next((uid, each) for uid, each in found.items() if "420790" in each)
    (other,) = received(sidodadi, [50], nik=nik, birth_date="02-07-1990")
    done = decide([*people, other], ACCEPTED)
    assert {uid for uid, _ in done.refused} == {mine, other}
    decide([other], DecisionState.REJECTED, reason="NIK orang lain")
    assert decide([mine], ACCEPTED).decided == 1


def test_who_was_ended_comes_back_with_a_reason_alone(people, decide):
    decide(people[:1], DecisionState.ENDED, end=EndReason.DIED)
    done = decide(people, ACCEPTED)
    assert done.decided == 3
    assert [(uid, each.code) for uid, each in done.refused] == [
        (people[0], "decision.reason_missing")
    ]
    assert decide(people[:1], DecisionState.RECEIVED).decided == 0
    assert decide(people[:1], ACCEPTED, reason="salah orang").decided == 1
    with pytest.raises(Refusal, match=r"decision\.reason_missing"):
        decide(people[1:], DecisionState.REJECTED)

"""What other offices say of residents, and the rules asked again with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.city.lists import separated, xlsx

from app.domain.checks import CheckKind, NikState, Told, newest
from app.domain.decisions import EventKind
from app.domain.eligibility import Result
from app.domain.pairs import Candidate, PairKind
from app.domain.refusal import Refusal
from app.domain.rights import TREASURER
from app.service.city.checks import RowResult, TakeChecks
from app.service.city.eligible import Eligible, Verdict
from app.service.city.elsewhere import TakeElsewhere
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.city.settle_pairs import SettlePair
from app.service.session import NotAllowed

DAY = date(2026, 10, 1)
PASSED, FAILED, NOT_CHECKED = Result.PASSED, Result.FAILED, Result.NOT_CHECKED


@pytest.fixture
def people(received, lempake):
    return received(lempake, range(1, 4))


@pytest.fixture
def niks(people, city):
    """The NIK and the number of each."""
    with city.session.books.reading() as unit:
        found = {
            uid: each.record["nik"] for uid, each in unit.registrations.currents(people).items()
        }
        numbers = unit.queue.these(people)
    return [(found[uid], numbers[uid].number) for uid in people]


@pytest.fixture
def take(reviewer):
    return TakeChecks(reviewer)


@pytest.fixture
def told(tmp_path, take):
    """Take answers in; what the file did."""

    def told(check, *rows, as_of=DAY, header=("NIK", "Hasil")):
        checked = take.open(separated(tmp_path / "hasil.csv", header, *rows), check, as_of)
        take.keep(checked)
        return checked

    return told


def results(session, uid):
    return {each.rule: each.result for each in Eligible(session).of(uid).checks}


def test_each_row_of_a_file_is_reconciled(tmp_path, take, niks, reviewer):
    (first, number), (second, _), (third, third_number) = niks
    path = xlsx(
        tmp_path / "dukcapil.xlsx",
        ["HASIL PEMADANAN"],
        ["No", "Nomor Pendaftaran", "NIK", "Nama Lengkap", "Status Padan", "Tanggal Padan"],
        [1, number.lower(), "", "", "PADAN", "02-10-2026"],
        [2, "", second, "BUKAN NAMANYA", "Padan", ""],
        [3, "", "6472814107909999", "", "Padan", ""],
        [4, "", third, "", "entahlah", ""],
        [5, third_number, first, "", "Padan", ""],
        [6, "", third, "", "Tidak Padan", "31-02-2026"],
        [7, "", third, "", "MENINGGAL", ""],
        [8, "", third, "", "Meninggal", ""],
        [9, "", "", "", "Padan", ""],
    )
    checked = take.open(path, "dukcapil", DAY)
    said = [(each.row, each.result, each.problem and each.problem.code) for each in checked.rows]
    assert said == [
        (3, "new", None),
        (4, "unclear", "checks.other_name"),
        (5, "unknown", "checks.unknown"),
        (6, "unreadable", "checks.answer"),
        (7, "unclear", "checks.other_nik"),
        (8, "unreadable", "date.impossible"),
        (9, "new", None),
        (10, "same", None),
    ]  # fmt: skip
    assert checked.answers == {"matched": 1, "dead": 2}
    assert checked.rows[0].told.as_of == date(2026, 10, 2)
    assert checked.rows[6].told.as_of == DAY
    with reviewer.books.reading() as unit:
        assert not unit.checks.counting([each.registration_id for each in checked.rows])


def test_the_same_answers_twice_write_nothing_and_go_to_the_kelurahan_once(
    told, niks, people, city, lempake, stick
):
    rows = [(nik, "Padan") for nik, _ in niks]
    assert told("dukcapil", *rows).counts[RowResult.NEW] == 3
    assert told("dukcapil", *rows).counts[RowResult.SAME] == 3
    city.seal(stick)
    lempake.receive(stick)
    with lempake.session.books.reading() as unit:
        (event,) = unit.decisions.events(people[0])
    assert event.kind == EventKind.CHECKED
    assert Told.from_content(event.content) == Told(
        CheckKind.DUKCAPIL, "matched", "Disdukcapil", DAY
    )


def test_the_city_asks_the_rules_again_with_what_it_was_told(told, niks, people, reviewer):
    uid, nik = people[0], niks[0][0]
    before = results(reviewer, uid)
    assert [before[rule] for rule in ("E5", "E6", "E7", "NIK")] == [NOT_CHECKED] * 4
    assert before["E9"] is PASSED
    told("dukcapil", (nik, "Padan"))
    told("civil_servant", (nik, "Bukan ASN"))
    told("insured", (nik, "Tidak Terdaftar"))
    told("desil", (nik, "Desil 3"))
    standing = Eligible(reviewer).of(uid)
    assert standing.verdict is Verdict.PASSED
    assert standing.nik is NikState.MATCHED
    of_e7 = next(each for each in standing.checks if each.rule == "E7")
    assert (of_e7.result, of_e7.told.source, of_e7.told.as_of) == (PASSED, "DTSEN", DAY)
    assert [each.registration_id for each in Eligible(reviewer).all(Verdict.PASSED)] == [uid]
    assert len(Eligible(reviewer).all(Verdict.OPEN)) == 2


def test_an_answer_that_speaks_against_somebody_fails_the_rule(told, niks, people, reviewer):
    nik, uid = niks[0][0], people[0]
    day = DAY
    for check, answer, rule, why in (
        ("dukcapil", "Tidak Padan", "NIK", "nik_unmatched"),
        ("dukcapil", "Meninggal", "NIK", "nik_dead"),
        ("insured", "PU", "E5", "wage_earner_told"),
        ("civil_servant", "PNS", "E5", "civil_servant_told"),
        ("insured", "BPU Kolektif", "E6", "other_funder_told"),
        ("insured", "BPU Mandiri", "E6", "self_told"),
        ("desil", "07", "E7", "desil_too_high"),
    ):
        day += timedelta(days=1)
        told(check, (nik, answer), as_of=day)
        found = next(each for each in Eligible(reviewer).of(uid).checks if each.rule == rule)
        assert (found.result, found.why, found.told.as_of) == (FAILED, why, day)


def test_the_newest_day_counts_whatever_came_in_last(told, niks, people, reviewer):
    nik = niks[0][0]
    told("dukcapil", (nik, "Padan"), as_of=date(2026, 10, 20))
    told("dukcapil", (nik, "Tidak Padan"), as_of=DAY)
    assert results(reviewer, people[0])["NIK"] is PASSED
    told("dukcapil", (nik, "Tidak Padan"), as_of=date(2026, 10, 20))
    assert results(reviewer, people[0])["NIK"] is FAILED
    one = Told(CheckKind.DESIL, "3", "DTSEN", DAY)
    assert newest([one]) == {CheckKind.DESIL: one}


def test_another_nik_has_to_be_asked_for_anew(told, niks, people, reviewer, lempake, city, stick):
    told("dukcapil", (niks[0][0], "Padan"))
    lempake.correct(people[0], rt="009")
    lempake.send(stick)
    city.receive(stick)
    assert results(reviewer, people[0])["NIK"] is PASSED
    lempake.correct(people[0], nik=niks[0][0][:-1] + "8")
    lempake.send(stick)
    city.receive(stick)
    standing = Eligible(reviewer).of(people[0])
    assert standing.nik is NikState.NOT_CHECKED
    assert told("dukcapil", (niks[0][0][:-1] + "8", "Padan")).counts[RowResult.NEW] == 1
    assert Eligible(reviewer).of(people[0]).nik is NikState.MATCHED


def test_a_pair_that_waits_and_a_nik_of_two_stand_in_the_way(
    people, niks, reviewer, received, sidodadi
):
    first, second = sorted(people[:2])
    now = reviewer.clock()
    with reviewer.books.transaction() as unit:
        unit.pairs.add(
            [Candidate(PairKind.REGISTRATION, first, second, 0.9, "review", (), ("", ""), now)]
        )
    assert results(reviewer, first)["E9"] is NOT_CHECKED
    SettlePair(reviewer).different(first, second, "kembar")
    assert results(reviewer, first)["E9"] is PASSED
    (other,) = received(sidodadi, [50], nik=niks[0][0], birth_date="02-07-1990")
    assert results(reviewer, people[0])["E9"] is FAILED
    take = Eligible(reviewer).all(Verdict.FAILED)
    assert {each.registration_id for each in take} == {people[0], other}


def test_a_nik_of_two_is_told_apart_by_name_or_number(told, niks, received, sidodadi, reviewer):
    nik, number = niks[0]
    (other,) = received(sidodadi, [50], nik=nik, name="JUMIATI", birth_date="02-07-1990")
    assert told("dukcapil", (nik, "Padan")).rows[0].problem.code == "checks.several"
    named = told("dukcapil", (nik, "Jumiati", "Padan"), header=("NIK", "Nama", "Hasil"))
    assert named.rows[0].registration_id == other
    by_number = told("dukcapil", (number, "Padan"), header=("Nomor Pendaftaran", "Hasil"))
    assert by_number.counts[RowResult.NEW] == 1


def test_what_is_not_such_a_file_is_refused(take, tmp_path, niks, at_work, reviewer):
    path = separated(tmp_path / "hasil.csv", ("NIK", "Warna"), (niks[0][0], "merah"))
    with pytest.raises(Refusal, match=r"checks\.no_header"):
        take.open(path, "dukcapil", DAY)
    with pytest.raises(Refusal, match=r"checks\.profile"):
        take.open(path, "bintang", DAY)
    with pytest.raises(Refusal, match=r"checks\.day"):
        take.open(path, "dukcapil", reviewer.today() + timedelta(days=1))
    assert take.open(path, "dukcapil", DAY, lambda: True) is None
    with pytest.raises(NotAllowed):
        TakeChecks(at_work(TREASURER)).open(path, "dukcapil", DAY)


def test_who_may_not_see_income_sees_the_result_alone(received, lempake, at_work, reviewer):
    (rich,) = received(lempake, [5], desil="", desil_date="", income="9000000")

    def welfare(session):
        rules = session.reference.rules
        entries = tuple(
            replace(each, limits={"income_to": 3_000_000}) if each.code == "E7" else each
            for each in rules.entries
        )
        reference = replace(session.reference, rules=replace(rules, entries=entries))
        checks = Eligible(replace(session, reference=reference)).of(rich).checks
        return next(each for each in checks if each.rule == "E7")

    assert welfare(reviewer).why == "income_too_high"
    veiled = welfare(at_work(TREASURER))
    assert (veiled.result, veiled.why, veiled.field, veiled.facts) == (FAILED, "hidden", "", ())


def test_another_funder_stands_in_the_way_until_it_gives_up(
    told, niks, people, reviewer, tmp_path, city
):
    nik, uid = niks[0][0], people[0]
    told("insured", (nik, "BPU Kolektif"))
    take = TakeElsewhere(reviewer)
    path = separated(tmp_path / "baznas.csv", ("NIK", "Nama"), (nik, "BUDI"))
    take.keep(take.open(path, "baznas", DAY))
    with reviewer.books.reading() as unit:
        (other,) = unit.elsewhere.columns().ids
    with reviewer.books.transaction() as unit:
        candidate = Candidate(
            PairKind.ELSEWHERE, uid, other, 0.9, "review", (), ("", ""), reviewer.clock()
        )
        unit.pairs.replace(PairKind.ELSEWHERE, [candidate])
    assert results(reviewer, uid)["E6"] is FAILED
    told("insured", (nik, "Tidak Terdaftar"), as_of=date(2026, 10, 2))
    checks = {each.rule: each for each in Eligible(reviewer).of(uid).checks}
    assert (checks["E6"].result, checks["E6"].why) == (NOT_CHECKED, "elsewhere_waiting")
    told("insured", (nik, "BPU Kolektif"), as_of=date(2026, 10, 3))
    SettleElsewhere(reviewer).keep(uid, other, "Baznas berhenti per 1 November")
    checks = {each.rule: each for each in Eligible(reviewer).of(uid).checks}
    assert (checks["E6"].result, checks["E6"].why) == (NOT_CHECKED, "declared")
    told("insured", (nik, "Belum Terdaftar"), as_of=reviewer.today())
    assert results(reviewer, uid)["E6"] is PASSED


def test_cancelled_it_goes_on_with_the_same_file(take, tmp_path, niks, people, reviewer):
    rows = [(nik, "Padan") for nik, _ in niks]
    path = separated(tmp_path / "hasil.csv", ("NIK", "Hasil"), *rows)
    stopped = take.keep(take.open(path, "dukcapil", DAY), cancelled=lambda: True)
    assert (stopped.kept, stopped.rest) == (0, 3)
    assert take.keep(take.open(path, "dukcapil", DAY)).kept == 3

"""Lists of other funders, who of the register is in them, and what the city says of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.city.lists import separated, xlsx
from tests.sheets.conftest import ods_list

from app.domain.decisions import EventKind
from app.domain.elsewhere import identity
from app.domain.pairs import PairKind, Said
from app.domain.questions import questions_of
from app.domain.refusal import Refusal
from app.domain.rights import TREASURER
from app.domain.states import DecisionState
from app.service.city.elsewhere import TakeElsewhere
from app.service.city.find_elsewhere import FindElsewhere
from app.service.city.review_elsewhere import ReviewElsewhere
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.exchange.decide import Decide
from app.service.purge import Purge
from app.service.session import NotAllowed
from app.sheets.failure import SheetsFailure

HEADER = ["No", "NIK", "Nama", "Tanggal Lahir", "Nama Ibu Kandung", "Kelurahan"]
SITI = ["6472814107900041", "SITI AMINAH", "01-07-1990", "RUSMIATI"]
TYPED = dict(zip(("nik", "name", "birth_date", "mother_name"), SITI, strict=True))
STRANGERS = [
    [f"647281100{1 + at % 9}85{at:04}", name, f"10-0{1 + at % 9}-1985", mother]
    for at, (name, mother) in enumerate(
        [
            ("BUDI SANTOSO", "RUSDAH"), ("JUMADI KARTOLO", "SUMINAH"),
            ("AGUS PRABOWO", "WATINI"), ("HENDRA GUNAWAN", "LASTRI"),
            ("DARMAN SIREGAR", "ROSMINA"), ("WAHYU NUGROHO", "PARTINAH"),
        ],
        81,
    )
]  # fmt: skip
DAY = date(2026, 10, 1)


@pytest.fixture
def siti(received, lempake):
    """Five people, Siti the last of them; her id."""
    for serial in range(1, 5):
        lempake.register(serial)
    (uid,) = received(lempake, [40], **TYPED)
    return uid


@pytest.fixture
def take(reviewer):
    return TakeElsewhere(reviewer)


@pytest.fixture
def settle(reviewer):
    return SettleElsewhere(reviewer)


@pytest.fixture
def listed(tmp_path, take):
    """Take a list in as some funder's; what was kept."""

    def listed(*people, profile="province", as_of=DAY, name="daftar.csv"):
        rows = [[at, *each, "Lempake"] for at, each in enumerate(people, 1)]
        path = separated(tmp_path / name, HEADER, *rows)
        return take.keep(take.open(path, profile, as_of))

    return listed


def pair(session):
    with session.books.reading() as unit:
        (found,) = unit.pairs.candidates(PairKind.ELSEWHERE)
    return found.first, found.second


def waiting(take):
    return {each.list.source: each.open for each in take.lines()}


def test_a_dry_run_counts_and_names_what_is_wrong_and_keeps_nothing(tmp_path, take, city):
    path = xlsx(
        tmp_path / "baznas.xlsx",
        ["LAMPIRAN"],
        ["No", "NIK", "Nama Mustahik", "Tgl Lahir", "Kelurahan"],
        [1, *SITI[:3], "Lempake"],
        [2, "64728", "JUMADI", "31-02-1980", "Kelurahan Antah"],
        [3, *SITI[:3], "Lempake"],
        [4, "", "", "01-01-1990", ""],
    )
    checked = take.open(path, "baznas", DAY)
    assert (checked.rows, len(checked.people), checked.new, checked.gone) == (4, 2, 2, 0)
    assert {(each.row, each.problem.code) for each in checked.problems} == {
        (4, "elsewhere.nik"), (4, "date.impossible"), (4, "list.kelurahan"),
        (5, "elsewhere.twice"), (6, "elsewhere.nobody"),
    }  # fmt: skip
    assert "SITI" not in repr(checked)
    assert not take.lines()


def test_a_list_of_libreoffice_is_read_as_well(tmp_path, take):
    assert len(take.open(ods_list(tmp_path / "daftar.ods"), "rt_heads", DAY).people) == 2


def test_a_list_of_few_columns_is_read_where_somebody_can_be_found_by_it(tmp_path, take):
    cells = {"NIK": [SITI[0], STRANGERS[0][0]], "Nama": ["SITI AMINAH", "BUDI SANTOSO"]}

    def people(*header):
        rows = zip(*(cells.get(title, ["1", "2"]) for title in header), strict=True)
        path = separated(tmp_path / "daftar.csv", ["DAFTAR PENERIMA"], header, *rows)
        return len(take.open(path, "baznas", DAY).people)

    assert people("NIK") == people("No", "Nama", "NIK") == 2
    for header in (("Nama",), ("Warna", "Bentuk")):
        with pytest.raises(Refusal, match=r"import\.no_header"):
            people(*header)


def test_what_is_no_list_or_was_cancelled_is_not_kept(tmp_path, take, reviewer):
    from pathlib import Path

    golden = Path(__file__).parents[1] / "sheets" / "golden" / "panics.xls"
    with pytest.raises(SheetsFailure):
        take.open(golden, "baznas", DAY)
    with pytest.raises(SheetsFailure):
        take.open(tmp_path, "baznas", DAY)
    path = separated(tmp_path / "daftar.csv", HEADER, [1, *SITI, "Lempake"])
    with pytest.raises(Refusal, match=r"elsewhere\.profile"):
        take.open(path, "../baznas", DAY)
    with pytest.raises(Refusal, match=r"elsewhere\.day"):
        take.open(path, "baznas", reviewer.today() + timedelta(days=1))
    assert take.open(path, "baznas", DAY, lambda: True) is None
    checked = take.open(path, "baznas", DAY)
    with pytest.raises(Refusal, match="cancelled"):
        take.keep(checked, lambda: True)
    assert not take.lines()


def test_somebody_whom_the_province_pays_for_waits_for_a_word(siti, listed, take, reviewer):
    kept = listed(SITI, *STRANGERS)
    assert (kept.list.people, kept.found) == (7, 1)
    first, second = pair(reviewer)
    assert first == siti
    with reviewer.books.reading() as unit:
        assert unit.elsewhere.person(second).person.name == "SITI AMINAH"
        assert unit.decisions.of(siti) == []  # nothing is dropped by itself
    again = listed(SITI, *STRANGERS)
    assert (again.is_new, again.list) == (False, kept.list)
    with pytest.raises(Refusal, match=r"elsewhere\.older"):
        listed(*STRANGERS, as_of=date(2026, 9, 1))
    listed(SITI, profile="baznas", name="baznas.csv")
    assert waiting(take) == {"province": 1, "baznas": 1}


def test_a_newer_list_takes_the_place_and_the_word_still_holds(
    siti, listed, take, settle, reviewer
):
    old = listed(SITI, *STRANGERS)
    settle.different(siti, pair(reviewer)[1], "orang lain, sudah ditemui")
    newer = listed(["", *SITI[1:]], SITI, *STRANGERS[1:], as_of=date(2026, 11, 1))
    assert [each.list.id for each in take.lines()] == [newer.list.id]
    with reviewer.books.reading() as unit:
        dropped = [each.id for each in unit.elsewhere.all() if each.dropped_at is not None]
        assert dropped == [old.list.id]
        assert not unit.elsewhere.ids(old.list.id)
    assert newer.said == 1


def test_a_list_is_let_go_with_everybody_in_it(siti, listed, take, reviewer):
    kept = listed(SITI, *STRANGERS)
    _, second = pair(reviewer)
    assert take.drop(kept.list.id) == 7
    with reviewer.books.reading() as unit:
        assert unit.elsewhere.person(second) is None
        assert not unit.pairs.candidates(PairKind.ELSEWHERE)
    with pytest.raises(Refusal, match=r"elsewhere\.unknown"):
        take.drop(kept.list.id)


def test_ended_here_because_the_other_pays_and_taken_back(siti, listed, settle, reviewer, accept):
    accept([siti])
    listed(SITI, *STRANGERS)
    _, other = pair(reviewer)
    word = settle.end(siti, other)
    with reviewer.books.reading() as unit:
        last = unit.decisions.of(siti)[-1]
    assert last.state is DecisionState.ENDED
    assert last.detail == {"end": "other_funding", "pair": word.id}
    assert FindElsewhere(reviewer)().found == 0
    with pytest.raises(Refusal, match=r"elsewhere\.settled"):
        settle.end(siti, other)
    settle.take_back(siti, other, "provinsi berhenti membayar")
    with reviewer.books.reading() as unit:
        assert unit.decisions.of(siti)[-1].state is DecisionState.ACCEPTED
    assert FindElsewhere(reviewer)().found == 1
    with pytest.raises(Refusal, match=r"settle\.nothing"):
        settle.take_back(siti, other, "lagi")


def test_who_was_rejected_does_not_wait_for_a_word(siti, listed, take, reviewer):
    Decide(reviewer)([siti], DecisionState.REJECTED, reason="bukan pekerja rentan")
    assert listed(SITI, *STRANGERS).found == 0
    Decide(reviewer).take_back([siti], "keliru")
    assert FindElsewhere(reviewer)().found == 1


def test_who_was_found_and_then_rejected_waits_no_longer(siti, listed, reviewer):
    listed(SITI, *STRANGERS)
    review = ReviewElsewhere(reviewer)
    assert [each.first.registration_id for each in review.open()] == [siti]
    Decide(reviewer)([siti], DecisionState.REJECTED, reason="bukan pekerja rentan")
    assert (review.count(), review.open()) == (0, [])


def test_the_other_funder_gives_up_and_the_city_goes_on(siti, listed, settle, reviewer):
    listed(SITI, *STRANGERS)
    _, other = pair(reviewer)
    with pytest.raises(Refusal, match=r"settle\.reason"):
        settle.keep(siti, other, " ")
    settle.keep(siti, other, "kesepakatan dengan provinsi, 12-11-2026")
    with reviewer.books.reading() as unit:
        assert unit.decisions.of(siti) == []
    assert FindElsewhere(reviewer)().said == 1
    with pytest.raises(Refusal, match=r"elsewhere\.settled"):
        settle.end(siti, other)
    assert [each.said for each in settle.words(siti, other)] == [Said.SAME]


def test_the_kelurahan_is_asked_and_the_pair_still_waits(siti, listed, settle, take, reviewer):
    listed(SITI, *STRANGERS)
    _, other = pair(reviewer)
    settle.ask(siti, other, "Apakah ibu ini menerima bantuan provinsi?")
    with reviewer.books.reading() as unit:
        (asked,) = unit.decisions.events(siti)
    assert asked.kind == EventKind.ASKED
    (question,) = questions_of([asked])
    assert question.about == ("APBD Provinsi Kalimantan Timur",)
    assert question.answers == ("same", "different", "unknown")
    assert waiting(take) == {"province": 1}


def test_a_question_that_no_reply_carries_is_marked_where_it_was_typed(
    siti, listed, settle, reviewer
):
    listed(SITI, *STRANGERS)
    _, other = pair(reviewer)
    for question, code in (("x" * 1001, "text.long"), ("\u200b", "settle.question")):
        with pytest.raises(Refusal) as refused:
            settle.ask(siti, other, question)
        assert [(each.code, each.field) for each in refused.value.problems] == [(code, "question")]


def test_the_kelurahan_learns_the_end_and_the_question(siti, listed, settle, city, lempake, stick):
    listed(SITI, *STRANGERS)
    _, other = pair(city.session)
    settle.ask(siti, other, "Siapa yang membayar?")
    settle.end(siti, other, "dibayar provinsi")
    city.seal(stick)
    lempake.receive(stick)
    with lempake.session.books.reading() as unit:
        assert [each.kind for each in unit.decisions.events(siti)] == [EventKind.ASKED]
        assert unit.decisions.of(siti)[-1].detail["end"] == "other_funding"


def test_whoever_may_not_decide_takes_no_list_and_says_no_word(at_work, tmp_path):
    treasurer = at_work(TREASURER)
    with pytest.raises(NotAllowed):
        TakeElsewhere(treasurer).open(tmp_path / "daftar.csv", "baznas", DAY)
    with pytest.raises(NotAllowed):
        SettleElsewhere(treasurer).end("", "")


def test_an_id_is_the_same_in_the_next_list_and_says_nothing():
    def of(source="baznas", nik="", name="SITI", day="1990-07-01", address="", key=b"k" * 32):
        return identity(key, source, nik, name, day, address)

    assert of() == of(name="siti ", address="LEMPAKE")
    assert of(nik=SITI[0]) == of(nik=SITI[0], name="SITTI", day="")
    others = [
        of(source="province"), of(nik=SITI[0]), of(name="AMINAH"), of(day="1990-07-02"),
        of(day=""), of(day="", address="LEMPAKE"), of(key=b"l" * 32),
    ]  # fmt: skip
    assert len({of(), *others}) == 8


def test_a_purge_takes_along_what_a_funders_list_holds_of_the_same_person(
    siti, listed, settle, reviewer, city
):
    listed(SITI, *STRANGERS)
    _, other = pair(reviewer)
    settle.end(siti, other, "SITI AMINAH dibayar provinsi")
    then = city.session.clock() + timedelta(days=365 * 20)
    later = replace(city.session, clock=lambda: then)
    assert Purge(later)().people == 1
    with reviewer.books.reading() as unit:
        assert unit.elsewhere.person(other) is None
        (word,) = unit.pairs.words(siti, other)
        assert (word.said, word.reason) == (Said.SAME, "")
        assert len(unit.elsewhere.columns().ids) == 6

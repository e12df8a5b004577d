"""What the city said of somebody stands at the desk: decision, decree, cover, number, questions."""

# ruff: noqa: F811  # fixtures of another module
import json
import os
from dataclasses import replace
from datetime import date

import pytest
from tests.city.test_money import NOV, YEAR
from tests.city.test_replies import answer, paid  # noqa: F401 - fixtures
from tests.office import ADMIN, PASSWORD

from app.cli import run as start
from app.domain.card import CardStatus, Layout, card_status
from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.months import Month
from app.domain.people import Query
from app.domain.refusal import Refusal
from app.service.answer import AnswerCity
from app.service.city.decree import Decrees
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.citys_word import ShowCitysWord, on_cards
from app.service.drafts import Drafts
from app.service.people import People
from app.service.printing import PrintCards
from app.service.register import Register

KPJ = "26133068531"


def refused(deed, *given, **named):
    with pytest.raises(Refusal) as caught:
        deed(*given, **named)
    return [each.code for each in caught.value.problems]


def said(desk, uid):
    return ShowCitysWord(desk.session)(uid)


@pytest.fixture
def insurer_says(city):
    """The insurer's word on somebody is in the city's books, and goes with the next reply."""

    def say(uid, **content):
        session = city.session
        now = session.clock()
        event = Event(
            new_id(now), EventKind.INSURER, uid, {"as_of": "2026-11-12", **content}, city.name,
            "", now,
        )  # fmt: skip
        with session.books.transaction() as unit:
            office = unit.queue.these([uid])[uid].office
            row = unit.decisions.happened(event)
            unit.journal.add(session.station.incarnation.number, "event", [row], office)
        return event

    return say


def test_decree_cover_and_number_stand_at_the_desk(
    received,
    lempake,
    paid,
    answer,
    insurer_says,
    clock,
):
    uid, other = received(lempake, [1, 2])
    answer(lempake)
    before = said(lempake, uid)
    assert (before.decision, before.decisions, before.kpj) == ("received", [], "")
    assert before.membership.state == "not_yet"
    clock.go_on(hours=1)
    paid([uid])
    insurer_says(uid, result="numbered", kpj=KPJ, start="2026-11-12")
    answer(lempake)
    now = said(lempake, uid)
    assert now.decision == "funded"
    assert [each.state.value for each in now.decisions] == ["accepted", "decreed", "funded"]
    assert (now.decree.number, now.decree.signed_on) == ("SK SP2D 1", date(2026, 11, 2))
    assert now.kpj == KPJ
    assert (now.membership.state, now.membership.paid_until) == ("active", date(2026, 12, 31))
    assert now.membership.start == date(2026, 11, 12)
    assert now.told_at is not None
    assert now.told_at > before.told_at
    found = People(lempake.session).first(Query(words="26133"))
    assert [each.registration_id for each in found.lines.values()] == [uid]
    lempake.correct(uid, rt="009")
    assert People(lempake.session).ids(Query(words=KPJ)) == People(lempake.session).ids(
        Query(rt="009")
    )
    assert said(lempake, other).membership.state == "not_yet"


@pytest.mark.parametrize("turned", [False, True])
def test_the_last_word_of_the_insurer_counts_in_any_order(
    received, lempake, insurer_says, clock, turned
):
    (uid,) = received(lempake, [1])
    words = []
    for content in (
        {"result": "numbered", "kpj": "26133068530"}, {"result": "refused", "reason": "NIK"},
        {"result": "numbered", "kpj": KPJ}, {"result": "accepted"},
    ):  # fmt: skip
        words.append(insurer_says(uid, **content))
        clock.go_on(minutes=1)
    with lempake.session.books.transaction() as unit:
        for each in reversed(words) if turned else words:
            unit.decisions.happened(each)
    assert said(lempake, uid).kpj == KPJ
    people = People(lempake.session)
    assert len(people.ids(Query(words=KPJ))) == 1
    assert len(people.ids(Query(words="26133068530"))) == 0


def test_who_waits_for_money_sees_the_place_and_a_cancelled_decree_is_none(
    received,
    lempake,
    accept,
    reviewer,
    treasurer,
    answer,
):
    ids = received(lempake, [1, 2, 3])
    accept(ids)
    year = Programmes(treasurer).keep(replace(YEAR, ceiling=16_800))
    decree = Decrees(reviewer)(year.id, "SK 7", date(2026, 11, 2))
    Pay(treasurer)(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    answer(lempake)
    assert [said(lempake, each).place for each in ids] == [None, 1, 2]
    assert said(lempake, ids[2]).decree.number == "SK 7"
    for payment in Pay(treasurer).all():
        Pay(treasurer).reverse(payment.id, "salah")
    Decrees(reviewer).cancel(decree.id, "salah daftar")
    answer(lempake)
    assert said(lempake, ids[2]).decree is None
    assert said(lempake, ids[2]).decision == "accepted"


def test_a_decree_of_next_year_is_told_and_its_cancelling_leaves_this_years(
    received, lempake, paid, reviewer, treasurer, answer
):
    (uid,) = received(lempake, [1])
    paid([uid])
    months = {"first_month": Month(2027, 1), "last_month": Month(2027, 12)}
    year = Programmes(treasurer).keep(replace(YEAR, year=2027, **months))
    decree = Decrees(reviewer)(year.id, "SK 27", date(2026, 11, 12))
    answer(lempake)
    now = said(lempake, uid)
    assert (now.decision, now.decree.number, now.membership.state) == ("funded", "SK 27", "active")
    Decrees(reviewer).cancel(decree.id, "salah")
    answer(lempake)
    now = said(lempake, uid)
    assert (now.decision, now.decree.number) == ("funded", "SK SP2D 1")


def test_a_decree_cancelled_while_somebody_was_merged_is_none_when_they_are_two_again(
    received, lempake, sidodadi, accept, reviewer, treasurer, answer
):
    (goes,), (stays,) = received(lempake, [1]), received(sidodadi, [2])
    accept([goes, stays])
    year = Programmes(treasurer).keep(YEAR)
    decree = Decrees(reviewer)(year.id, "SK 7", date(2026, 11, 2))
    SettlePair(reviewer).same(Merge(stays, goes), "orang yang sama")
    Decrees(reviewer).cancel(decree.id, "salah daftar")
    SettlePair(reviewer).take_back(goes, stays, "dua orang")
    answer(lempake)
    assert (said(lempake, goes).decision, said(lempake, goes).decree) == ("accepted", None)


def test_a_merged_one_says_into_which_and_is_corrected_no_more(
    received,
    lempake,
    sidodadi,
    reviewer,
    answer,
):
    (goes,), (stays,) = received(lempake, [1]), received(sidodadi, [2])
    draft = Drafts(lempake.session).open(goes)
    begun = Drafts(lempake.session).keep(draft, draft.draft, "name")
    SettlePair(reviewer).same(Merge(stays, goes), "orang yang sama")
    answer(lempake)
    into = said(lempake, goes).into
    with reviewer.books.reading() as unit:
        number = unit.queue.these([stays])[stays].number
    assert (into.number, into.kelurahan) == (number, "Sungai Siring")
    assert refused(Drafts(lempake.session).open, goes) == ["registration.merged"]
    assert refused(Register(lempake.session), begun.draft, begun.id) == ["registration.merged"]
    SettlePair(reviewer).take_back(stays, goes, "dua orang")
    answer(lempake)
    assert said(lempake, goes).into is None
    assert Drafts(lempake.session).open(goes).registration_id == goes


# Questions


@pytest.fixture
def asked(received, lempake, sidodadi, reviewer, answer):
    """The city asks both kelurahan about two who may be one; the ids."""
    (ours,), (theirs,) = received(lempake, [1]), received(sidodadi, [2])
    SettlePair(reviewer).ask(ours, theirs, "Apakah orang ini pindah rumah?")
    answer(lempake, sidodadi)
    return ours, theirs


def test_a_question_is_answered_at_the_desk_and_the_answer_stands_at_the_city(
    asked, lempake, city, stick
):
    ours, _ = asked
    (question,) = said(lempake, ours).questions
    assert question.text == "Apakah orang ini pindah rumah?"
    assert question.answered is None
    assert len(question.about) == 1
    AnswerCity(lempake.session)(ours, question.id, "different", "Kakak beradik, dua KTP")
    assert said(lempake, ours).questions[0].answered.code == "different"
    lempake.send(stick)
    city.receive(stick)
    (held,) = said(city, ours).questions
    assert (held.answered.code, held.answered.text) == ("different", "Kakak beradik, dua KTP")
    assert city.asides() == lempake.asides() == []


def test_an_answer_is_one_of_those_that_can_be_given_once(asked, lempake, sidodadi):
    ours, theirs = asked
    give = AnswerCity(lempake.session)
    (question,) = said(lempake, ours).questions
    assert refused(give, ours, "0" * 36, "same") == ["answer.unknown"]
    assert refused(give, ours, question.id, "mended") == ["answer.code"]
    assert refused(give, ours, question.id, "unknown") == ["answer.text"]
    assert refused(give, ours, question.id, "unknown", "x" * 501) == ["text.long"]
    give(ours, question.id, "same")
    assert refused(give, ours, question.id, "same") == ["answer.answered"]
    (theirs_asked,) = said(sidodadi, theirs).questions
    assert theirs_asked.answered is None


def test_a_sister_station_leaves_the_answer_to_whoever_has_the_registration(
    received,
    lempake,
    second,
    reviewer,
    sidodadi,
    answer,
):
    (ours,), (theirs,) = received(lempake, [1]), received(sidodadi, [2])
    SettlePair(reviewer).ask(ours, theirs, "Sama?")
    answer(lempake, second)
    (question,) = said(second, ours).questions
    give = AnswerCity(second.session)
    assert refused(give, ours, question.id, "same") == ["answer.not_own"]


def test_by_commands_the_desk_reads_the_citys_word_and_answers(
    received,
    lempake,
    paid,
    answer,
    insurer_says,
    reviewer,
    monkeypatch,
    capsys,
):
    uid, other = received(lempake, [1, 2])
    paid([uid])
    insurer_says(uid, result="numbered", kpj=KPJ)
    SettlePair(reviewer).ask(uid, other, "Sama?")
    answer(lempake)
    with lempake.session.books.reading() as unit:
        number = unit.queue.these([uid])[uid].number
    lempake.close()
    monkeypatch.setitem(os.environ, "PAYUNG_PASSWORD", PASSWORD)

    def payung(*words):
        status = start(["--data", str(lempake.folder), "--operator", ADMIN, "--json", *words])
        return status, json.loads(capsys.readouterr().out)

    status, told = payung("said", number)
    assert (status, told["decision"], told["kpj"], told["decree"]) == (
        0,
        "funded",
        KPJ,
        "SK SP2D 1",
    )
    assert (told["membership"], told["paid_until"]) == ("active", "2026-12-31")
    assert [each["answer"] for each in told["questions"]] == [""]
    assert payung("answer", number, "unknown")[0] == 1
    assert payung("answer", number, "different", "--text", "kembar")[0] == 0
    (question,) = payung("said", number)[1]["questions"]
    assert (question["answer"], question["answered"]) == ("different", "kembar")
    assert payung("answer", number, "same")[1]["problems"][0]["code"] == "answer.unknown"
    long = ("--reason", "x" * 1001)
    for asked in (("happened", number, "died"), ("hand", number, "--back")):
        status, told = payung(*asked, *long)
        assert (status, told["problems"][0]["code"]) == (1, "text.long")


def test_what_the_city_says_of_two_is_known_at_both_desks_and_so_is_its_taking_back(
    received, lempake, sidodadi, reviewer, answer
):
    (ours,), (theirs,) = received(lempake, [1]), received(sidodadi, [2])
    settle = SettlePair(reviewer)

    def verdicts():
        found = []
        for desk in (lempake, sidodadi):
            with desk.session.books.reading() as unit:
                (person,) = unit.registrations.persons(
                    [ours if desk is lempake else theirs]
                ).values()
                found.append(len(unit.lookup.judged_different(person)))
        return found

    settle.different(ours, theirs, "kakak beradik")
    answer(lempake, sidodadi)
    assert verdicts() == [1, 1]
    settle.take_back(ours, theirs, "keliru")
    answer(lempake, sidodadi)
    assert verdicts() == [0, 0]


# Cards


@pytest.mark.parametrize(
    ("decision", "membership", "number", "status"),
    [
        ("", "not_yet", False, CardStatus.REGISTERED),
        ("needs_fixing", "not_yet", False, CardStatus.REGISTERED),
        ("accepted", "not_yet", False, CardStatus.ACCEPTED),
        ("decreed", "not_yet", False, CardStatus.DECREED),
        ("waiting_for_funds", "not_yet", False, CardStatus.DECREED),
        ("funded", "not_yet", True, CardStatus.FUNDED),
        ("funded", "active", False, CardStatus.FUNDED),
        ("funded", "active", True, CardStatus.ACTIVE),
        ("waiting_for_funds", "active", True, CardStatus.ACTIVE),
        ("funded", "grace", True, CardStatus.GRACE),
        ("funded", "inactive", False, CardStatus.INACTIVE),
        ("ended", "ended", True, CardStatus.ENDED),
        ("merged_into", "active", True, CardStatus.ENDED),
    ],
)
def test_a_card_says_how_far_somebody_is(decision, membership, number, status):
    assert card_status(decision, membership, has_number=number) is status


def test_a_card_follows_the_reply_and_says_its_day(
    received,
    lempake,
    paid,
    answer,
    insurer_says,
    clock,
    tmp_path,
):
    uid, other = received(lempake, [1, 2])
    paid([uid])
    insurer_says(uid, result="numbered", kpj=KPJ, start="2026-11-12")
    answer(lempake)
    told = said(lempake, uid).told_at.astimezone().date()
    clock.go_on(days=60)
    cards = PrintCards(lempake.session)
    cards(tmp_path / "kartu.pdf", [uid, other], Layout())
    with lempake.session.books.reading() as unit:
        (active,), (waiting,) = unit.cards.of(uid), unit.cards.of(other)
        cover = on_cards(lempake.session, unit, [uid])[uid]
    assert (active.status, active.status_as_of) == ("active", told)
    assert (waiting.status, waiting.status_as_of) == ("registered", lempake.session.today())
    assert cover.start == date(2026, 11, 12)

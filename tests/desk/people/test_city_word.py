"""What the city said of somebody, on the person's page; and the answer to what it asks."""

import random
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton

from app.desk.people.city import AskAnswer
from app.domain.checks import CheckKind
from app.domain.checks import Told as Answered
from app.domain.decisions import Decision, Event, EventKind, Fix
from app.domain.ids import new_id
from app.domain.merge import Name
from app.domain.months import Month
from app.domain.paid import PaidLine, Payment
from app.domain.people import Query
from app.domain.states import DecisionState
from app.domain.stations import Correspondent, Peer
from app.service.city.cover import Cover
from app.service.home import Home
from app.service.people import People

CITY = "KOTA64/0"
KPJ = "26133068531"


@pytest.fixture
def city(session):
    """The city's words come into the books, as a reply brings them."""
    return Told(session)


class Told:
    def __init__(self, session):
        self.session = session
        self.seq = 0

    def reply(self):
        """The desk has a city, and its reply of this moment."""
        now = self.session.clock()
        peer = Peer(
            kid="0" * 16, office="KOTA64", station=0, name="Kota", signing_key=bytes(32),
            sealing_key="age1x", escrow=None, since=now, revoked_at=None, enrolled_at=now,
            enrolled_by="",
        )  # fmt: skip
        with self.session.books.transaction() as unit:
            unit.peers.put(peer)
            unit.peers.keep(Correspondent(CITY, made_at=now, heard_at=now))

    def decides(self, uid, state, reason="", fixes=(), **detail):
        self.seq += 1
        now = self.session.clock()
        with self.session.books.transaction() as unit:
            unit.decisions.add(
                Decision(
                    new_id(now), uid, self.seq, DecisionState(state), Name(1, "0" * 64),
                    tuple(fixes), reason, "", now, detail,
                )
            )  # fmt: skip

    def pays(self, uid, first, last, reverses=""):
        now = self.session.clock()
        months = first.until(last) + 1
        paid = Payment(
            new_id(now), "1" * 36, "", first, last, 1, months, date(2026, 1, 1), "", reverses, "",
            "", now,
        )  # fmt: skip
        with self.session.books.transaction() as unit:
            unit.payments.add(paid, [PaidLine(paid.id, uid, months, months)])
        return paid.id

    def says(self, uid, kind, **content):
        now = self.session.clock()
        event = Event(new_id(now), kind, uid, content, CITY, "", now)
        with self.session.books.transaction() as unit:
            unit.decisions.happened(event)
        return event.id


@pytest.fixture
def opened(show, qtbot):
    """Open a person's page as the list does."""

    def opened(registration_id, **other):
        clerk = show(**other)
        clerk.page.open_person(registration_id)
        qtbot.waitUntil(lambda: clerk.page.dossier.registration_id == registration_id)
        qtbot.waitUntil(clerk.page.dossier.isVisible)
        return clerk

    return opened


def words(clerk, sheet):
    """What stands on one of the sheets; nothing where there is none."""
    (frame,) = clerk.page.dossier.findChildren(QFrame, sheet) or (None,)
    found = frame.findChildren(QLabel) if frame else []
    return [each.text() for each in found if each.text()]


def test_before_any_reply_the_page_says_that_there_is_none(opened, three):
    clerk = opened(three["SITI NORHAYATI"])
    said = words(clerk, "citys_word")
    assert "Belum ada balasan kota" in said
    assert "Terima balasan kota di halaman Kiriman." in said
    assert words(clerk, "questions") == words(clerk, "decisions") == []


def test_decision_decree_number_and_cover_stand_with_the_day_they_are_of(opened, three, city):
    uid = three["SITI NORHAYATI"]
    city.reply()
    city.decides(uid, "accepted", "Data cocok")
    city.decides(
        uid, "decreed", decree="of the mayor", number="SK 100/2026", signed_on="2026-11-02"
    )
    city.decides(uid, "funded")
    city.pays(uid, Month(2026, 11), Month(2026, 12))
    city.says(uid, EventKind.INSURER, result="numbered", kpj=KPJ, start="2026-11-12")
    clerk = opened(uid)
    said = words(clerk, "citys_word")
    assert said[:2] == ["Kata kota", "menurut balasan 22-11-2026"]
    for each in (
        "Dibiayai", "SK 100/2026", "tanggal 02-11-2026", f"KPJ {KPJ}",
        "Aktif, dibayar sampai 31-12-2026", "mulai 12-11-2026",
    ):  # fmt: skip
        assert each in said, each
    history = words(clerk, "decisions")
    assert [each for each in history if each in ("Dibiayai", "Ditetapkan SK", "Lolos pemeriksaan")]
    assert "Data cocok" in history


def test_what_other_offices_answered_the_city_stands_with_who_and_when(opened, three, city):
    uid = three["SITI NORHAYATI"]
    city.reply()
    with city.session.books.reading() as unit:
        about = unit.queue.these([uid])[uid].about.text
    for check, value, day in (("dukcapil", "unmatched", 1), ("dukcapil", "matched", 2)):
        told = Answered(CheckKind(check), value, "Disdukcapil", date(2026, 11, day))
        city.says(uid, EventKind.CHECKED, **told.content(about))
    said = words(opened(uid), "told")
    assert said[1:] == ["NIK: padan", "Disdukcapil, 02-11-2026"]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (Month(2026, 9), "Masa tenggang sampai 31-12-2026"),
        (Month(2026, 7), "Tidak aktif sejak 01-11-2026"),
    ],
)
def test_who_is_not_paid_for_sees_since_when(opened, three, city, last, said):
    uid = three["SITI NORHAYATI"]
    city.reply()
    city.decides(uid, "funded")
    city.pays(uid, Month(2026, 1), last)
    assert said in words(opened(uid), "citys_word")


def test_who_waits_for_money_sees_the_place_in_the_queue(opened, three, city):
    uid = three["SITI NORHAYATI"]
    city.reply()
    city.decides(uid, "waiting_for_funds", place="1204")
    assert "urutan ke-1.204 dalam antrean" in words(opened(uid), "citys_word")


def test_a_merged_one_names_the_other_and_is_not_corrected(opened, three, city, show):
    uid = three["SITI NORHAYATI"]
    city.reply()
    city.decides(uid, "merged_into", into="1" * 36, number="6472051004-1-000002-P")
    clerk = opened(uid)
    said = " ".join(words(clerk, "citys_word"))
    assert "digabung dengan 6472051004-1-000002-P" in said
    assert not clerk.page.dossier.buttons["correct"].isEnabled()
    lines = People(city.session).first(Query(words="SITI")).lines
    assert [each.decision for each in lines.values()] == ["merged_into"]
    model = clerk.page.found.model
    states = [model.index(row, 6).data() for row in range(model.rowCount())]
    assert "Digabung" in states


def ask(city, uid, **more):
    city.reply()
    content = {"question": "pair", "text": "Apakah ia pindah rumah?", "about": ["6472-2"], **more}
    return city.says(uid, EventKind.ASKED, **content)


def answering(qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), AskAnswer))
    return QApplication.activeModalWidget()


def test_a_question_of_the_city_is_answered_with_the_keyboard(opened, three, city, qtbot):
    uid = three["SITI NORHAYATI"]
    question = ask(city, uid)
    clerk = opened(uid)
    assert "Apakah ia pindah rumah?" in words(clerk, "questions")
    clerk.press("F9")
    asked = answering(qtbot)
    assert "Apakah ia pindah rumah?" in asked.purpose.text()
    asked.answer()
    assert asked.choice.problems()[0].code == "answer.code"
    asked.choice.set_text("unknown")
    asked.answer()
    assert asked.text.problems()[0].code == "answer.text"
    asked.text.set_text("Ketua RT belum tahu")
    with qtbot.waitSignal(clerk.page.changed):
        asked.answer()
    with city.session.books.reading() as unit:
        events = unit.decisions.events(uid)
        ref = [each for each in unit.journal.lines(0, 2**50) if each.kind == "event"]
    (answer,) = [each for each in events if each.kind == EventKind.ANSWERED]
    assert answer.content == {"to": question, "answer": "unknown", "text": "Ketua RT belum tahu"}
    assert len(ref) == 1
    qtbot.waitUntil(lambda: "Ketua RT belum tahu" in words(clerk, "questions"))
    (sheet,) = clerk.page.dossier.findChildren(QFrame, "questions")
    assert sheet.findChildren(QPushButton) == []


def test_a_refusal_of_the_insurer_names_the_field(opened, three, city):
    uid = three["SITI NORHAYATI"]
    fix = Fix("nik", "differs_from_ktp")
    ask(
        city, uid, question="insurer", text="NIK tidak padan", about=[],
        fixes=[{"field": fix.field, "code": fix.code}],
    )  # fmt: skip
    said = words(opened(uid), "questions")
    assert "BPJS Ketenagakerjaan menolak data ini" in said
    assert any(each.startswith("NIK: ") for each in said)


def test_whom_the_list_calls_unpaid_the_membership_calls_in_grace_or_inactive(three, city):
    rng = random.Random(7)
    uid = three["SITI NORHAYATI"]
    start = Month(2026, 1)
    for _ in range(12):
        first = start.plus(rng.randrange(0, 22))
        paid = city.pays(uid, first, first.plus(rng.randrange(0, 4)))
        if rng.random() < 0.5:
            with city.session.books.transaction() as unit:
                held = unit.payments.get(paid)
                back = replace(held, id=new_id(held.at), total=-held.total, reverses=paid)
                unit.payments.add(back, [PaidLine(back.id, uid, held.total, -held.total)])
        for month in (start.plus(each) for each in range(26)):
            with city.session.books.reading() as unit:
                cover = Cover(city.session, unit).memberships([uid], month.first_day)[uid]
                listed = unit.people.count(Query(unpaid_in=month.text))
            assert (cover.state in ("grace", "inactive")) == bool(listed), (month, cover)


def test_beranda_counts_what_the_city_gives_to_do_and_leads_to_the_list(three, city):
    siti, ahmad, norjanah = three.values()
    ask(city, siti)
    city.decides(ahmad, "waiting_for_funds", place="1")
    city.decides(norjanah, "funded")
    city.pays(norjanah, Month(2026, 6), Month(2026, 9))
    todo = {each.code: each for each in Home(city.session)().todo}
    people = People(city.session)
    for code, uid in (("asked", siti), ("waiting_for_funds", ahmad), ("unpaid", norjanah)):
        found = people.lines(people.ids(todo[code].query))
        assert [each.registration_id for each in found.values()] == [uid]
        assert todo[code].count == 1
    with city.session.books.transaction() as unit:
        (asked,) = unit.decisions.events(siti)
        content = {"to": asked.id, "answer": "same", "text": ""}
        kind = EventKind.ANSWERED
        unit.decisions.happened(replace(asked, id=new_id(asked.at), kind=kind, content=content))
    city.pays(norjanah, Month(2026, 11), Month(2026, 11))
    assert {"asked", "unpaid"}.isdisjoint(each.code for each in Home(city.session)().todo)

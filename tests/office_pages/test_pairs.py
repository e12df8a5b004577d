"""Ganda: two who may be one, side by side, and the city's word on them by keys."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel
from tests.city.lists import separated
from tests.city.test_elsewhere import HEADER
from tests.city.test_review import LONG_AGO, ONE, answered, propose
from tests.service.test_rights import as_role

from app.domain.pairs import Candidate, PairKind
from app.domain.rights import TREASURER
from app.kit.settings.reason import ReasonQuestion
from app.office.pairs.questions import AskFunded, AskKelurahan, AskSame
from app.service.city.elsewhere import TakeElsewhere
from app.service.city.review import Review
from app.service.city.settle_pairs import Merge, SettlePair


@pytest.fixture
def bring(city, tmp_path, clock):
    """Register somebody at a desk and bring it to the city; who came later is the younger."""

    def bring(desk, serial, **typed):
        uid = desk.register(serial, **typed)
        folder = tmp_path / f"stick-{serial}"
        folder.mkdir()
        desk.send(folder)
        city.receive(folder)
        clock.go_on(minutes=5)
        return uid

    return bring


@pytest.fixture
def two(bring, lempake, sidodadi, city):
    """One person of Lempake and Sidodadi, with a slip in the NIK, waits for a word."""
    here = bring(lempake, 1, **ONE)
    there = bring(sidodadi, 2, **{**ONE, "nik": "6472814107900014", "name": "SITI AMELIA"})
    propose(city, here, there)
    return here, there


@pytest.fixture
def four(two, bring, lempake, city):
    """And another pair, less likely."""
    other = bring(lempake, 3, **{**ONE, "nik": "6472814107900015", "name": "SITA AMIN"})
    propose(city, two[0], other, score=0.5)
    return *two, other


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def signs(page):
    """What the sign before each field says."""
    labels = page.pane.findChildren(QLabel)
    return {
        after.text(): each.accessibleName()
        for each, after in pairwise(labels)
        if each.accessibleName() in ("sama", "berbeda", "tidak disebut")
    }


def decisions(city, *ids):
    with city.session.books.reading() as unit:
        found = unit.queue.these(ids)
    return [found[each].decision for each in ids]


def open_queue(clerk, count=1):
    page = clerk.go_to("pairs")
    clerk.wait(lambda: page.waiting.model.rowCount() == count)
    return page


def open_first(clerk, count=1):
    page = open_queue(clerk, count)
    clerk.press("Return")
    clerk.wait(page.buttons["same"].isEnabled)
    return page


def test_nothing_can_be_said_before_somebody_looks(clerk, two):
    page = open_queue(clerk)
    assert not page.buttons["same"].isEnabled()
    texts = said(page.pane)
    assert any("NIK beda satu ketikan" in each and "perlu" not in each for each in texts)
    assert not any("41" in each and "•" not in each for each in texts)  # masked until it is opened
    clerk.press("F6")
    clerk.press("Return")
    clerk.wait(page.buttons["same"].isEnabled)


def test_what_differs_has_a_sign_and_what_is_the_same_another(clerk, two):
    page = open_first(clerk)
    found = signs(page)
    assert found["NIK"] == "berbeda"
    assert found["Tanggal lahir"] == "sama"
    texts = said(page.pane)
    assert {"SITI AMINAH", "SITI AMELIA"} <= set(texts)
    assert any("lebih dahulu" in each for each in texts)
    assert page.pane.findChild(object, "twins") is not None


def test_the_same_person_one_stays_as_proposed(clerk, two, city):
    page = open_first(clerk)
    clerk.press("F6")
    asked = clerk.dialog(AskSame)
    assert asked.stays.text() == two[0]
    assert "didaftarkan lebih dahulu" in asked.purpose.text()
    asked.answer()
    assert asked.reason.sentences() == ("Tulis alasannya.",)
    clerk.type("NIK salah ketik")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: decisions(city, *two) == ["received", "merged_into"])
    clerk.wait(lambda: page.waiting.empty.isVisible())
    assert not page.buttons["same"].isEnabled()


def test_the_other_may_stay_and_another_kelurahan_keep_it(clerk, two, city, lempake, sidodadi):
    open_first(clerk)
    clerk.press("F6")
    asked = clerk.dialog(AskSame)
    asked.stays.set_text(two[1])
    asked.stays.changed.emit("stays")
    assert asked.keeper.text() == sidodadi.name
    asked.keeper.set_text(lempake.name)
    clerk.type("pindah ke Lempake")
    asked.answer()
    clerk.wait(lambda: decisions(city, *two) == ["merged_into", "received"])
    with city.session.books.reading() as unit:
        assert unit.registrations.owner(two[1]) == lempake.name


def test_after_a_word_the_next_pair_comes_by_itself(clerk, four, city):
    page = open_first(clerk, count=2)
    clerk.press("F9")
    asked = clerk.dialog(ReasonQuestion)
    assert asked.windowTitle() == "Bukan orang yang sama"
    asked.answer()
    assert asked.reason.sentences()
    clerk.type("kembar, dua KTP")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: page.waiting.model.rowCount() == 1 and page.buttons["same"].isEnabled())
    assert "SITA AMIN" in said(page.pane)
    assert len(Review(city.session).open()) == 1


def test_a_question_is_offered_sent_and_its_answer_comes_first(clerk, four, city):
    page = open_first(clerk, count=2)
    clerk.press("F4")
    asked = clerk.dialog(AskKelurahan)
    assert "kembar" in asked.question.text()  # they look like it
    asked.offices.set_text("6472051003")
    asked.answer()
    clerk.wait(lambda: [each.is_asked for each in Review(city.session).open()] == [False, True])
    clerk.wait(lambda: page.waiting.model.index(1, 2).data().endswith("ditanyakan"))
    answered(city, four[0])
    page.refresh()
    clerk.wait(lambda: page.waiting.model.index(0, 2).data().endswith("sudah dijawab"))


def test_the_queue_is_narrowed_by_kelurahan_likelihood_and_question(clerk, four):
    page = open_queue(clerk, 2)
    for name, text, count in (
        ("office", "6472051004", 1),
        ("office", "6472051005", 0),
        ("office", "", 2),
        ("likely", "worth_a_look", 1),
        ("likely", "", 2),
        ("asked", "asked", 0),
    ):
        page.filters[name].set_text(text)
        page.filters[name].changed.emit(name)
        assert page.waiting.model.rowCount() == count
    assert "cocok" in page.waiting.empty.sentence.text()


def test_a_word_is_taken_back_also_after_later_changes(clerk, two, city, lempake, stick):
    SettlePair(city.session).same(Merge(two[1], two[0]), "sama")
    lempake.correct(two[0], address="Jl. Baru No. 1")
    lempake.send(stick)
    city.receive(stick)
    page = open_queue(clerk, 0)
    clerk.press("Ctrl+D")
    clerk.wait(lambda: page.settled.model.rowCount() == 1)
    clerk.press("Return")
    clerk.wait(page.buttons["back"].isEnabled)
    assert not page.buttons["same"].isVisible()
    clerk.press("F8")
    asked = clerk.dialog(ReasonQuestion)
    assert asked.windowTitle().startswith("Tarik kembali: ")
    clerk.type("ternyata kembar")
    asked.answer()
    clerk.wait(lambda: decisions(city, *two) == ["received", "received"])
    clerk.wait(lambda: page.settled.empty.isVisible())


def test_a_search_is_one_key_and_says_what_it_found(clerk, city, bring, lempake):
    bring(lempake, 1, **ONE)
    page = open_queue(clerk, 0)
    clerk.wait(lambda: "F5" in page.waiting.empty.hint.text())
    assert page.waiting.empty.sentence.text() == "Belum ada pencarian."
    clerk.press("F5")
    clerk.wait(lambda: page.waiting.empty.sentence.text() == "Tidak ada pasangan yang menunggu.")
    assert any("1 orang dibandingkan" in each for each in page.notices.told())
    assert "Dicari terakhir" in page.subtitle


def test_beranda_counts_what_waits_and_leads_there(clerk, two):
    home = clerk.go_to("home")
    clerk.wait(lambda: "pairs" in home.tasks)
    counted = home.tasks["pairs"]
    home.refresh()
    clerk.wait(lambda: home.tasks["pairs"] is not counted)  # no answer is on its way any more
    assert home.tasks["pairs"].words.text() == "1 ganda menunggu"
    home.tasks["pairs"].setFocus()
    clerk.press("Return")
    clerk.wait(lambda: clerk.frame.current() == "pairs")


def test_who_may_not_decide_reads_only(two, city, request):
    city.session = as_role(city.session, TREASURER)
    clerk = request.getfixturevalue("clerk")
    page = open_queue(clerk)
    clerk.press("Return")
    clerk.wait(lambda: "SITI AMINAH" in said(page.pane))
    assert not [name for name, each in page.buttons.items() if each.isVisible()]
    assert "hanya penelaah" in page.subtitle
    assert not [each for each in said(page.pane) if "1.400.000" in each]  # income is specific


@pytest.fixture
def listed(two, city, tmp_path):
    """Siti of Lempake stands in the province's list too."""
    rows = [
        [1, ONE["nik"], ONE["name"], ONE["birth_date"], "RUSMIYATI", "Lempake"],
        [2, "6472814507850081", "BUDI SANTOSO", "05-07-1985", "RUSDAH", "Lempake"],
    ]
    path = separated(tmp_path / "daftar.csv", HEADER, *rows)
    take = TakeElsewhere(city.session)
    take.keep(take.open(path, "province", date(2026, 10, 1)))
    with city.session.books.transaction() as unit:  # of so few people no search finds them
        people = unit.elsewhere.columns()
        person = dict(zip(people.columns["name"], people.ids, strict=True))[ONE["name"]]
        found = Candidate(
            PairKind.ELSEWHERE, two[0], person, 0.99, "same", ("nik_same",), ("", ""), LONG_AGO
        )
        unit.pairs.add([found])
    return two[0]


def open_listed(clerk):
    page = open_queue(clerk)
    clerk.press("Ctrl+L")
    clerk.wait(lambda: page.elsewhere.model.rowCount() == 1)
    clerk.press("Return")
    clerk.wait(page.buttons["same"].isEnabled)
    return page


def test_whom_another_funder_pays_stands_beside_its_list_and_one_of_both_goes_on(
    clerk, listed, city
):
    page = open_listed(clerk)
    texts = said(page.pane)
    assert any("baris 2" in each for each in texts)
    assert {"RUSMIATI", "RUSMIYATI"} <= set(texts)
    found = signs(page)
    assert found["Nama ibu kandung"] == "berbeda"
    assert found["Tanggal lahir"] == "sama"  # however it is written
    assert found["No. KK"] == "tidak disebut"
    clerk.press("F6")
    asked = clerk.dialog(AskFunded)
    asked.answer()
    assert asked.outcome.sentences() == ("Pilih siapa yang selanjutnya membayar.",)
    asked.outcome.set_text("ended")
    asked.reason.set_text("disepakati dengan provinsi")
    asked.answer()
    clerk.wait(lambda: decisions(city, listed) == ["ended"])
    clerk.wait(lambda: page.elsewhere.empty.isVisible())
    clerk.press("Ctrl+D")
    clerk.wait(lambda: page.settled.model.rowCount() == 1)
    assert page.settled.model.index(0, 2).data().startswith("Diakhiri")
    take = TakeElsewhere(city.session)
    take.drop(take.lines()[0].list.id)
    clerk.press("Return")
    clerk.wait(lambda: any("Tidak ada lagi" in each for each in said(page.pane)))
    clerk.wait(page.buttons["back"].isEnabled)
    clerk.press("F8")
    assert clerk.dialog(ReasonQuestion).windowTitle().startswith("Tarik kembali: ")
    clerk.type("keliru")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: decisions(city, listed) == ["received"])


def test_the_kelurahan_is_asked_about_the_funder_and_namesakes_are_two(clerk, listed, city):
    page = open_listed(clerk)
    clerk.press("F4")
    asked = clerk.dialog(AskKelurahan)
    assert "sudah dibiayai" in asked.question.text()
    asked.answer()
    clerk.wait(lambda: page.elsewhere.model.index(0, 2).data().endswith("ditanyakan"))
    clerk.wait(page.buttons["different"].isEnabled)
    clerk.press("F9")
    clerk.dialog(ReasonQuestion)
    clerk.type("nama sama")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: page.elsewhere.empty.isVisible())
    clerk.press("F5")
    clerk.wait(lambda: any("0 pasangan" in each for each in page.notices.told()))
    assert page.elsewhere.model.rowCount() == 0

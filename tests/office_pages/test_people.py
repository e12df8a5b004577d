"""Peserta of the city: who is there, and what is decided of them."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.pairs import Candidate, PairKind
from app.domain.people import Query
from app.domain.states import DecisionState
from app.kit.settings.reason import ReasonQuestion
from app.office.people.decide import AskEnd, AskExport, AskFix, AskMove
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange.decide import Decide
from app.service.exchange.index import CatchUpSearch
from app.sheets.read import read


@pytest.fixture
def three(city, lempake, sidodadi, tmp_path):
    """Two people of Lempake and one of Sungai Siring are at the city."""
    ids = [lempake.register(1), lempake.register(2)]
    ids.append(sidodadi.register(3, kelurahan="64.72.05.1004"))
    for office in (lempake, sidodadi):
        folder = tmp_path / f"to-city-{office.name.replace('/', '-')}"
        folder.mkdir()
        office.send(folder)
        city.receive(folder)
    CatchUpSearch(city.session)()
    return ids


def decisions(city, ids):
    with city.session.books.reading() as unit:
        return [unit.registrations.standing(each).decision for each in ids]


def listed(page):
    model = page.found.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def open_list(clerk, count=3):
    page = clerk.go_to("people")
    clerk.wait(lambda: page.found.count == count)
    page.found.table.setFocus()
    return page


def test_people_of_all_kelurahan_are_narrowed_to_one(clerk, three, city):
    page = open_list(clerk)
    clerk.press("Ctrl+F")
    clerk.type("sungai siring")
    clerk.wait(lambda: page.found.count == 1)
    assert page.found.model.index(0, 3).data() == "Sungai Siring"


def test_they_are_found_while_somebody_types(clerk, three, city):
    name = city.names()[three[2]]
    page = open_list(clerk)
    clerk.press("F3")
    clerk.type(name.split()[-1].lower())
    clerk.wait(lambda: name in listed(page) and page.found.count is not None)
    assert page.found.count < 3


def test_many_are_let_through_by_one_key_and_it_shows_in_the_list(clerk, three, city):
    page = open_list(clerk)
    clerk.press("Ctrl+A")
    clerk.press("F5")
    clerk.wait(lambda: decisions(city, three) == ["accepted"] * 3)
    clerk.wait(lambda: page.found.model.index(0, 5).data() == "Lolos pemeriksaan")
    assert any("3 orang" in each for each in page.notices.told())


def test_whom_a_pair_concerns_is_let_through_with_a_reason_alone(clerk, three, city):
    first, second = sorted(three[:2])
    with city.session.books.transaction() as unit:
        at = city.session.clock()
        unit.pairs.add(
            [Candidate(PairKind.REGISTRATION, first, second, 0.9, "review", (), ("", ""), at)]
        )
    page = open_list(clerk)
    clerk.press("Ctrl+A")
    clerk.press("F5")
    asked = clerk.dialog(ReasonQuestion)
    assert asked.windowTitle() == "2 orang memerlukan alasan"
    assert "Terdaftar satu kali" in texts(asked)
    assert any("2 orang tidak berubah" in each for each in page.notices.told())
    assert sorted(decisions(city, three)) == ["accepted", "received", "received"]
    asked.reject()
    assert sorted(decisions(city, three)) == ["accepted", "received", "received"]
    clerk.press("Ctrl+A")
    clerk.press("F5")
    asked = clerk.dialog(ReasonQuestion)
    asked.answer()
    assert asked.reason.sentences()
    clerk.type("kembar, akta diperiksa")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: decisions(city, three) == ["accepted"] * 3)
    (decision,) = Decide(city.session).history(first)
    assert (decision.reason, decision.detail) == ("kembar, akta diperiksa", {"despite": "E9"})


def test_a_fix_names_its_field_and_what_is_wrong(clerk, three, city):
    open_list(clerk)
    clerk.press("Home")
    clerk.press("F6")
    asked = clerk.dialog(AskFix)
    clerk.type("tanggal lahir")
    clerk.press("Tab")
    clerk.type("berbeda dari ktp")
    clerk.wait(lambda: len(asked.rows) == 2 and asked.rows[1][0].isVisible())
    clerk.press("Tab")
    clerk.type("no. kk")
    clerk.press("Tab")
    clerk.type("belum diisi")
    asked.go_on.setFocus()
    clerk.press("Return")
    clerk.wait(lambda: "needs_fixing" in decisions(city, three))
    fixed = three[decisions(city, three).index("needs_fixing")]
    (decision,) = Decide(city.session).history(fixed)
    assert [(each.field, each.code) for each in decision.fixes] == [
        ("birth_date", "differs_from_ktp"),
        ("kk", "missing"),
    ]


def test_a_fix_without_a_word_on_what_is_wrong_is_not_sent(clerk, three, city):
    open_list(clerk)
    clerk.press("F6")
    asked = clerk.dialog(AskFix)
    asked.answer()
    assert asked.rows[0][0].sentences()
    asked.rows[0][0].set_text("nik")
    asked.answer()
    assert asked.rows[0][1].sentences() == ("Pilih apa yang salah dengan isian ini.",)
    asked.reject()
    assert set(decisions(city, three)) == {"received"}


def test_one_person_is_opened_rejected_and_the_decision_taken_back(clerk, three, city):
    page = open_list(clerk)
    clerk.press("Home")
    clerk.press("Return")
    clerk.wait(lambda: page.case.registration_id != "")
    who = page.case.registration_id
    clerk.press("F9")
    asked = clerk.dialog(ReasonQuestion)
    assert asked.windowTitle() == "Tolak 1 orang"
    asked.answer()
    assert asked.reason.sentences()
    clerk.type("Bukan warga kota")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: decisions(city, [who]) == ["rejected"])
    clerk.wait(lambda: "Bukan warga kota" in texts(page.case))
    clerk.press("F8")
    asked = clerk.dialog(ReasonQuestion)
    assert asked.windowTitle() == "Tarik keputusan terakhir tentang 1 orang"
    clerk.type("alamat sudah benar")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: decisions(city, [who]) == ["received"])
    clerk.press("Escape")
    clerk.wait(lambda: QApplication.focusWidget() is page.found.table)


def test_what_may_not_follow_is_said_and_changes_nothing(clerk, three, city):
    page = open_list(clerk)
    clerk.press("Ctrl+A")
    clerk.press("F8")
    asked = clerk.dialog(ReasonQuestion)
    asked.answer()
    assert asked.reason.sentences()
    asked.reason.set_text("keliru")
    asked.answer()
    clerk.wait(lambda: any("tidak berubah" in each for each in page.notices.told()))
    assert set(decisions(city, three)) == {"received"}


def test_a_counter_of_beranda_leads_to_whom_it_counts(clerk, three, city):
    Decide(city.session)(three[:1], DecisionState.ACCEPTED)
    home = clerk.go_to("home")
    clerk.wait(lambda: home.counters and home.counters["accepted"].number.text() == "1")
    home.counters["accepted"].setFocus()
    clerk.press("Return")
    page = clerk.frame.page("people")
    clerk.wait(lambda: page.found.count == 1)
    assert page.found.query == Query(decisions=("accepted",))


def test_a_membership_ends_with_its_cause(clerk, three, city):
    page = open_list(clerk)
    clerk.press("Ctrl+A")
    clerk.press("F4")
    asked = clerk.dialog(AskEnd)
    asked.answer()
    assert asked.end.sentences()
    asked.end.set_text("died")
    asked.answer()
    clerk.wait(lambda: decisions(city, three) == ["ended"] * 3)
    (decision,) = Decide(city.session).history(three[0])
    assert decision.detail == {"end": "died"}
    clerk.wait(lambda: page.found.model.index(0, 5).data() == "Berhenti")
    page.found.filters.fields["decision"].set_text("accepted")
    page.found.filters.changed.emit()
    clerk.wait(lambda: page.found.count == 0)


def test_people_are_given_to_another_kelurahan(clerk, three, city, sidodadi):
    page = open_list(clerk)
    clerk.press("Ctrl+A")
    clerk.press("F2")
    asked = clerk.dialog(AskMove)
    asked.answer()
    assert asked.station.sentences()
    assert asked.reason.sentences()
    asked.station.set_text(sidodadi.name)
    asked.reason.set_text("pindah rumah")
    asked.answer()
    clerk.wait(lambda: any("2 orang dipindahkan" in each for each in page.notices.told()))
    with city.session.books.reading() as unit:
        assert {unit.registrations.owner(each) for each in three} == {sidodadi.name}


def test_what_the_filters_show_is_written_as_a_spreadsheet(clerk, three, tmp_path):
    page = open_list(clerk)
    target = tmp_path / "peserta.xlsx"
    clerk.files.paths = [target]
    clerk.press("Ctrl+S")
    asked = clerk.dialog(AskExport)
    asked.answer()
    assert asked.reason.sentences()
    asked.reason.set_text("other")
    asked.answer()
    clerk.wait(target.exists)
    clerk.wait(lambda: any("3 orang ditulis" in each for each in page.notices.told()))
    rows = read(target).sheets[0].rows
    cells = [str(cell) for row in rows for cell in row]
    assert "Daftar peserta Kota Samarinda" in cells
    assert cells.count("Diterima") == 3  # what the city decided, not what the desk did


def test_who_was_merged_says_into_whom_and_leads_there(clerk, three, city):
    SettlePair(city.session).same(Merge(three[0], three[1]), "sama")
    with city.session.books.reading() as unit:
        number = unit.queue.these([three[0]])[three[0]].number
    page = open_list(clerk)
    page.open_person(three[1])
    clerk.wait(lambda: page.case.registration_id == three[1])
    assert page.case.merged.text() == f"No. {number}"
    page.case.findChild(QPushButton, "end").click()
    clerk.dialog(AskEnd).reject()
    page.case.merged.setFocus()
    clerk.press("Return")
    clerk.wait(lambda: page.case.registration_id == three[0])


def texts(widget):
    from PySide6.QtWidgets import QLabel

    return " ".join(each.text() for each in widget.findChildren(QLabel))

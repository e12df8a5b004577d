"""Impor daftar RT: a bad list brought in by a clerk, with keys only."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox
from tests.chosen import Chosen
from tests.rt_list import FIRST_ROW, TITLES, line, write_csv

from app.desk.lists.keep import KeepProfile
from app.desk.lists.page import COLUMNS, DONE, RESULTS, START, ListsPage
from app.domain.people import Query
from app.service.drafts import Drafts
from app.service.lists import ImportList, commit
from app.service.register import Register
from app.sheets.read import read
from app.store.engine import StoreFailure

BUDI = {
    "nik": "6472810308850002", "name": "BUDI SANTOSO", "sex": "male", "birth_date": "03-08-1985",
    "mother_name": "SUMIATI", "heirs": (), "no_family": "yes", "marital_status": "single",
    "phone": "081200000002", "kk": "",
}  # fmt: skip
ANI = {
    "nik": "6472815512920003", "name": "ANI LESTARI", "birth_date": "15-12-1992",
    "mother_name": "RUSMINI", "phone": "", "kk": "",
}  # fmt: skip


class Clerk:
    """Hands on the keyboard, never on the mouse."""

    def __init__(self, page, qtbot):
        self.page = page
        self._qtbot = qtbot

    @property
    def step(self):
        return self.page._stack.currentIndex()

    def sit_down(self):
        """The page takes the keys, as it does on a screen when a question is answered."""
        self.page.activateWindow()
        self._qtbot.waitUntil(self.page.isActiveWindow)

    def press(self, keys, here=None):
        """A key, or keys pressed together: "F2", "Ctrl+O"."""
        *modifiers, key = keys.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
            }[each]
        QTest.keyClick(here or QApplication.focusWidget(), Qt.Key[f"Key_{key}"], held)

    def type(self, text):
        here = QApplication.focusWidget()
        if isinstance(here, QComboBox):
            QTest.keyClick(here, Qt.Key.Key_Delete)  # stands for the pause between two words
        QTest.keyClicks(here, text)

    def until_step(self, step):
        self._qtbot.waitUntil(
            lambda: self.step == step and not self.page.progress.is_running, timeout=20_000
        )

    def until_told(self, part):
        self._qtbot.waitUntil(
            lambda: any(part in each for each in self.page.notices.told()), timeout=20_000
        )

    def answer(self, words):
        """Press the button with these words in the question that is open."""
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        (button,) = [each for each in box.buttons() if each.text() == words]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def shown(self):
        """Row numbers and results of the table, as they stand on the screen."""
        model = self.page.results.model
        return [
            (model.index(row, 0).data(), model.index(row, 3).data())
            for row in range(model.rowCount())
        ]

    def batches(self):
        model = self.page.start.model
        return [
            [model.index(row, column).data() for column in (0, 3, 4, 5, 6, 7)]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def chosen():
    return Chosen()


@pytest.fixture
def show(qtbot, session, jobs, chosen):
    """Open the page, as the frame does, and sit a clerk down before it."""

    def show(lists=None):
        page = ListsPage(jobs, lists or ImportList(session), chosen)
        qtbot.addWidget(page)
        page.resize(1146, 680)
        page.show()
        clerk = Clerk(page, qtbot)
        clerk.sit_down()
        page.come_into_sight()
        return clerk

    return show


@pytest.fixture
def write(tmp_path, reference):
    def write(drafts, name="RT 07.csv", titles=TITLES):
        rows = [line(number, each, reference) for number, each in enumerate(drafts, 1)]
        return write_csv(tmp_path / name, rows, titles)

    return write


@pytest.fixture
def bad_list(write, draft):
    """One complete, one without a statement, one twice, one nobody; and a title nobody knows."""
    people = [
        draft(), draft(**BUDI, not_ill=""), draft(name="ORANG LAIN"), draft(name="", nik=""),
    ]  # fmt: skip
    titles = ["Orangnya" if each == "Nama Lengkap" else each for each in TITLES]
    return write(people, titles=titles)


def test_a_bad_list_is_matched_checked_taken_in_and_taken_out_again_with_keys(
    show, chosen, bad_list, qtbot, session, tmp_path
):
    clerk = show()
    page = clerk.page
    chosen.paths = [bad_list]

    clerk.press("Ctrl+O")
    clerk.until_step(COLUMNS)
    # the cursor stands on the one column that nobody knows
    assert QApplication.focusWidget().accessibleName() == "Kolom C, Orangnya"
    assert "Nama sesuai KTP" in page.columns.lacking.names()
    clerk.type("nama sesuai")
    assert page.columns.opened.mapping.columns["name"] == 2
    # what the letters passed by on the way ("NIK", "Nama ibu") is where it was
    assert page.columns.opened.mapping.columns["nik"] == 1
    assert page.columns.opened.mapping.columns["mother_name"] == 6
    assert "Nama sesuai KTP" not in page.columns.lacking.names()

    clerk.press("F2")
    clerk.until_step(RESULTS)
    assert clerk.shown() == [
        (str(FIRST_ROW), "Baru"),
        (str(FIRST_ROW + 1), "Perlu diperiksa"),
        (str(FIRST_ROW + 2), "Ditolak"),
        (str(FIRST_ROW + 3), "Ditolak"),
    ]
    assert page.results.tabs["refused"].text() == "Ditolak  2"
    assert page.results.sizes.cells["registered_after"].text() == "1"
    clerk.press("Ctrl+6")
    assert [result for _, result in clerk.shown()] == ["Ditolak", "Ditolak"]
    assert any(f"baris {FIRST_ROW}" in each for each in page.results.why.said())
    clerk.press("Ctrl+1")
    assert len(clerk.shown()) == 4

    chosen.paths = [tmp_path / "hasil.xlsx"]
    clerk.press("F6")
    clerk.until_told("hasil.xlsx")
    assert chosen.names == ["RT 07 - hasil.xlsx"]
    (sheet,) = read(tmp_path / "hasil.xlsx").sheets
    assert sheet.row(FIRST_ROW + 2)[0] == "Ditolak"

    page.results.name.setFocus()
    clerk.press("Ctrl+A")
    clerk.type("RT 07 November")
    with qtbot.waitSignal(page.taken_in, timeout=20_000):
        clerk.press("F2")
    clerk.until_step(DONE)
    assert "RT 07 November" in page.done.title.text()
    numbers = page.done.registered, page.done.drafts, page.done.left_out
    assert [each.text() for each in numbers] == ["1", "1", "2"]
    assert "terdaftar 0, sekarang 1" in page.done.office.text()
    with qtbot.waitSignal(page.drafts_asked):
        clerk.press("F2")
    assert [each.name for each in Drafts(session).mine()] == ["BUDI SANTOSO"]

    clerk.press("Escape")
    clerk.until_step(START)
    qtbot.waitUntil(lambda: clerk.batches() != [])
    assert clerk.batches() == [["RT 07 November", "4", "1", "1", "2", "masuk"]]
    page.start.table.setFocus()
    with qtbot.waitSignal(page.list_asked) as asked:
        clerk.press("Return")
    assert asked.args[0].import_id == page.start._lines[0].id
    clerk.press("Delete")
    with qtbot.waitSignal(page.taken_in, timeout=20_000):
        clerk.answer("Batalkan daftar")
    clerk.until_told("1 orang dan 1 draf dikeluarkan lagi")
    qtbot.waitUntil(lambda: "dibatalkan" in clerk.batches()[0][-1])
    with session.books.reading() as unit:
        assert len(unit.people.ids(Query())) == 0


def test_what_was_worked_on_is_not_taken_out_and_the_clerk_is_told(
    show, write, draft, qtbot, session
):
    clerk = show()
    clerk.page.open_file(write([draft(), draft(**BUDI)]))
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    clerk.press("F2")
    clerk.until_step(DONE)
    with session.books.reading() as unit:
        (uid, _) = unit.registrations.of_import(clerk.page.done._taken.batch.id)
    Register(session)(draft(workplace="Pasar Segiri"), correcting=uid)
    clerk.press("Escape")
    qtbot.waitUntil(lambda: clerk.batches() != [])
    clerk.page.start.table.setFocus()
    clerk.press("Delete")
    clerk.answer("Batalkan daftar")
    clerk.until_told("Tidak dapat dibatalkan: 1 orang")
    assert clerk.batches()[0][-1] == "masuk"


def test_the_safe_answer_keeps_the_list(show, write, draft, qtbot):
    clerk = show()
    clerk.page.open_file(write([draft()]))
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    clerk.press("F2")
    clerk.until_step(DONE)
    clerk.press("Escape")
    qtbot.waitUntil(lambda: clerk.batches() != [])
    clerk.page.start.table.setFocus()
    clerk.press("Delete")
    box = QApplication.activeModalWidget()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert clerk.batches()[0][-1] == "masuk"
    assert not clerk.page.progress.is_running


def test_the_same_file_is_told_with_its_name_and_day_and_nothing_can_be_taken_in(
    show, write, draft
):
    clerk = show()
    path = write([draft()])
    clerk.page.open_file(path)
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    assert not clerk.page.results.earlier.isVisible()
    clerk.press("F2")
    clerk.until_step(DONE)
    clerk.page.open_file(path)
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    said = clerk.page.results.earlier.text()
    assert "“RT 07”" in said
    assert "22 November 2026" in said
    assert clerk.shown() == [(str(FIRST_ROW), "Sama")]
    assert not clerk.page.results.take_button.isEnabled()
    clerk.press("F2")
    assert clerk.step == RESULTS


def test_a_list_that_was_stopped_goes_on_under_its_name(show, write, draft, session, monkeypatch):
    monkeypatch.setattr(commit, "PIECE", 1)
    path = write([draft(), draft(**BUDI), draft(**ANI)])
    lists = ImportList(session)
    asked = iter([False, True])
    lists.commit(lists.check(lists.open(path)), "RT 07 lama", cancelled=lambda: next(asked))
    clerk = show()
    clerk.page.open_file(path)
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    assert clerk.page.results.take_button.text().startswith("Lanjutkan 2 baris")
    assert clerk.page.results.name.text() == "RT 07 lama"
    assert not clerk.page.results.name.isEnabled()
    clerk.press("F2")
    clerk.until_step(DONE)
    (batch,) = lists.batches()
    assert (batch.name, batch.registered, batch.is_unfinished) == ("RT 07 lama", 3, False)


def test_rows_are_narrowed_by_reason(show, write, draft):
    clerk = show()
    clerk.page.open_file(write([draft(), draft(**BUDI, not_ill=""), draft(**ANI, workplace="")]))
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    results = clerk.page.results
    results.reason.setFocus()
    clerk.type("1  ·  tempat bekerja")
    assert clerk.shown() == [(str(FIRST_ROW + 2), "Perlu diperiksa")]
    clerk.press("Ctrl+2")
    assert clerk.shown() == []
    assert results.empty.isVisible()


def test_a_list_needs_a_name(show, write, draft, session):
    clerk = show()
    clerk.page.open_file(write([draft()]))
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    clerk.page.results.name.set_text("")
    clerk.press("F2")
    assert clerk.page.results.name.sentences()
    assert QApplication.focusWidget() is clerk.page.results.name.editor
    assert ImportList(session).batches() == ()


def test_a_list_without_a_known_header_asks_where_it_stands(show, tmp_path):
    clerk = show()
    path = write_csv(tmp_path / "a.csv", [["1", "6472814107900001", "SITI"]], ["X", "Y", "Z"])
    clerk.page.open_file(path)
    clerk.until_step(COLUMNS)
    columns = clerk.page.columns
    assert "Baris judul tidak ditemukan" in columns.trouble.text()
    assert QApplication.focusWidget() is columns.header.editor
    assert not columns.check_button.isEnabled()
    clerk.type("99")
    clerk.press("Return")
    assert "Baris 99" in " ".join(columns.header.sentences())
    columns.header.setFocus()
    columns.header.set_text("")
    clerk.type("3")
    clerk.press("Return")
    assert list(columns.rows) == [0, 1, 2]
    assert "Pilih dahulu kolom mana" in columns.trouble.text()
    columns.rows[1].field.setFocus()
    clerk.type("NIK")
    assert columns.check_button.isEnabled()
    assert not columns.trouble.isVisible()


def test_a_mapping_is_kept_by_a_name_and_chosen_for_another_list(
    show, bad_list, write, draft, qtbot, session
):
    clerk = show()
    clerk.page.open_file(bad_list)
    clerk.until_step(COLUMNS)
    clerk.type("nama sesuai")
    clerk.press("Ctrl+S")
    dialog = clerk.page.findChild(KeepProfile)
    qtbot.waitUntil(dialog.isActiveWindow)
    clerk.press("Ctrl+A")
    clerk.press("Delete")
    clerk.press("Return")
    clerk.press("Return")
    assert dialog.name.sentences()
    clerk.type("Formulir RT")
    clerk.press("Return")  # to the button
    clerk.press("Return")
    clerk.until_told("Formulir RT")
    assert clerk.page.columns.profile.text() == "Formulir RT"
    assert ImportList(session).profiles() == ("Formulir RT",)
    # a list with fewer of these titles is not recognised by itself, but can be told
    titles = ["Orangnya" if each == "Nama Lengkap" else each for each in TITLES[:10]]
    short = write([draft(heirs=())], "pendek.csv", titles)
    clerk.page.open_file(short)
    clerk.until_step(COLUMNS)
    qtbot.waitUntil(lambda: clerk.page.columns.file.toolTip() == "pendek")
    assert "name" not in clerk.page.columns.opened.mapping.columns
    clerk.sit_down()
    clerk.page.columns.profile.setFocus()
    clerk.type("Formulir")
    qtbot.waitUntil(lambda: "name" in clerk.page.columns.opened.mapping.columns)


def test_a_column_can_be_taken_for_nothing(show, write, draft):
    clerk = show()
    clerk.page.open_file(write([draft()]))
    clerk.until_step(COLUMNS)
    row = clerk.page.columns.rows[1]
    row.field.setFocus()
    clerk.type("tidak dipakai")
    assert "nik" not in clerk.page.columns.opened.mapping.columns
    assert row.picture.accessibleName() == "tidak dipakai"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Berkas ini kosong"),
        (b"%PDF-1.7\n\x00\x01", "bukan daftar"),
        (None, "sudah tidak ada"),
    ],
)
def test_a_file_that_is_no_list_is_told_and_the_page_stays(show, tmp_path, content, said):
    clerk = show()
    path = tmp_path / "daftar.xlsx"
    if content is not None:
        path.write_bytes(content)
    clerk.page.open_file(path)
    clerk.until_told(said)
    assert clerk.step == START


def test_a_file_is_dropped_on_the_page(show, write, draft):
    clerk = show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write([draft()])))])
    clerk.page.dropEvent(_dropped(data))
    clerk.until_step(COLUMNS)


@pytest.mark.parametrize("urls", [["https://contoh.id/a.xlsx"], ["file:///a.csv", "file:///b.csv"]])
def test_only_one_file_of_this_computer_can_be_dropped(show, urls):
    clerk = show()
    data = QMimeData()
    data.setUrls([QUrl(each) for each in urls])
    clerk.page.dropEvent(_dropped(data))
    assert not clerk.page.progress.is_running


def _dropped(data):
    return QDropEvent(
        QPoint(10, 10).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


def test_a_cancelled_check_leads_back_to_the_columns(show, write, draft, qtbot):
    clerk = show()
    clerk.page.open_file(write([draft()]))
    clerk.until_step(COLUMNS)
    clerk.page._check()
    clerk.page.progress.cancel()
    qtbot.waitUntil(lambda: not clerk.page.progress.is_running)
    # either it was quicker, or nothing came of it; never a word of trouble
    assert clerk.step in (COLUMNS, RESULTS)
    assert clerk.page.notices.told() == ()


def test_a_disk_that_fills_up_on_the_way_is_told_and_what_is_in_is_shown(
    show, write, draft, session, monkeypatch, qtbot
):
    monkeypatch.setattr(commit, "PIECE", 1)
    load, rows = commit.bulk.load, []

    def full(*args, **kwargs):
        rows.append(args)
        if len(rows) == 2:
            raise StoreFailure("store.disk_full")
        return load(*args, **kwargs)

    monkeypatch.setattr(commit.bulk, "load", full)
    clerk = show()
    clerk.page.open_file(write([draft(), draft(**BUDI), draft(**ANI)]))
    clerk.until_step(COLUMNS)
    clerk.press("F2")
    clerk.until_step(RESULTS)
    with qtbot.waitSignal(clerk.page.taken_in, timeout=20_000):
        clerk.press("F2")
    clerk.until_told("Disk penuh")
    qtbot.waitUntil(lambda: clerk.batches() != [])
    assert clerk.batches()[0][-1] == "terhenti di 1 dari 3"


def test_while_a_list_comes_in_no_other_can_be_begun(show, write, draft, qtbot):
    clerk = show()
    clerk.page.open_file(write([draft()]))
    clerk.page.open_file(Path("lain.csv"))  # at once: it is not even looked for
    clerk.until_step(COLUMNS)
    assert clerk.page.notices.told() == ()


def test_a_page_without_any_list_says_what_will_stand_there(show, qtbot):
    clerk = show()
    qtbot.waitUntil(clerk.page.start.empty.isVisible)
    assert "Belum ada daftar" in clerk.page.start.empty.sentence.text()
    assert clerk.page.start.choose_button.hasFocus()

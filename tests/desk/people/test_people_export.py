"""The list on the screen becomes an Excel file: what for, where to, how far, and done."""

import threading

from PySide6.QtWidgets import QApplication

from app.desk.people.export import ExportDialog
from app.domain.people import Query
from app.service.export import ExportPeople
from app.sheets.read import read


def dialog_of(clerk):
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, ExportDialog)
        and each.parent() is clerk.page
    )  # fmt: skip


def give_reason(clerk, reason="field_visit"):
    """Answer the first question, and by that the second."""
    dialog = dialog_of(clerk)
    dialog.reason.set_text(reason)
    dialog.go_on()


def test_what_the_list_shows_is_in_the_file(show, three, chosen, qtbot, tmp_path):
    clerk = show()
    clerk.page.show_query(Query(rt="007"))
    clerk.sees("NORJANAH", "SITI NORHAYATI")
    clerk.press("Ctrl+E")
    target = tmp_path / "peserta.xlsx"
    chosen.paths = [target]
    give_reason(clerk)
    qtbot.waitUntil(lambda: bool(clerk.told()))
    assert clerk.told() == ("2 orang ditulis ke peserta.xlsx.",)
    (sheet,) = read(target).sheets
    assert [sheet.row(number)[0] for number in (6, 7)] == ["NORJANAH", "SITI NORHAYATI"]


def test_without_a_reason_the_question_stays(show, three, chosen):
    clerk = show()
    clerk.page.export()
    dialog = dialog_of(clerk)
    dialog.go_on()
    assert chosen.names == []
    assert dialog.reason.sentences() == ("Pilih dahulu untuk apa daftar ini dibuat.",)
    dialog.reject()


def test_the_file_is_offered_under_a_name_that_names_nobody(show, three, chosen, clock):
    clerk = show()
    clerk.page.show_query(Query(words="siti"))
    clerk.sees("SITI NORHAYATI")
    clerk.page.export()
    dialog = dialog_of(clerk)
    dialog.reason.set_text("other")
    dialog.go_on()
    assert chosen.names == ["peserta-2026-11-22.xlsx"]
    assert dialog.isVisible()  # no place was picked
    dialog.reject()


def test_a_long_export_is_shown_and_can_be_cancelled(show, session, many, chosen, qtbot, tmp_path):
    export, waits = ExportPeople(session), threading.Event()

    def slow(query, target, reason, progress, cancelled):
        progress(1, 250)
        waits.wait(10)
        return export(query, target, reason, progress, cancelled)

    clerk = show(export=slow)
    clerk.page.export()
    chosen.paths = [tmp_path / "peserta.xlsx"]
    give_reason(clerk)
    qtbot.waitUntil(lambda: "1 dari 250 orang" in clerk.page.progress.how_many.text())
    clerk.page.progress.cancel_button.click()
    waits.set()
    qtbot.waitUntil(lambda: bool(clerk.told()))
    assert clerk.told() == ("Ekspor dibatalkan. Tidak ada berkas yang dibuat.",)
    assert list(tmp_path.glob("peserta*")) == []
    assert not clerk.page.progress.isVisible()


def test_a_disk_that_says_no_is_told_in_words(show, three, chosen, qtbot, tmp_path):
    clerk = show()
    clerk.page.export()
    chosen.paths = [tmp_path / "gone" / "peserta.xlsx"]
    give_reason(clerk)
    qtbot.waitUntil(lambda: bool(clerk.told()))
    assert clerk.page.found.isVisible()
    assert not any("Errno" in each for each in clerk.told())

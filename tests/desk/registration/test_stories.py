"""The registration page, driven as a clerk drives it: with keys, and by what stands on it."""

import dataclasses

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from app.desk.registration.compare import CompareDialog
from app.domain import sieve
from app.domain.draft import TEXT_FIELDS, Draft
from app.domain.refusal import Problem
from app.kit.people.history import HistoryDialog
from app.service.exchange.sieve import KEPT
from app.wording.catalogue import sentence

WORKER = (
    "6472814107900001", "siti norhayati", "samarinda", "01071990", "perempuan",
    "6472810101150001", "masitah",
    "Jl. Poros Lempake Gg. Mawar No. 14", "007", "000", "", "", "081200000001",
    "12/RT.007/2026", "20112026", "kawin",
)  # fmt: skip
AFTER_OCCUPATION = (
    "Pasar Lempake", "", "07.00-12.00", "1400000", "", "dtsen", "2", "01092026",
)  # fmt: skip
HUSBAND = ("herman", "suami", "04071980", "l", "6472810407800001", "buku", "123/45/VI/2005")
CHILDREN = (
    ("aisyah", "anak kandung", "21112009", "p", "6472816111090001", "akta lahir", ""),
    ("m. fajar", "anak kandung", "02052014", "l", "", "akta lahir", ""),
)


def type_worker(clerk):
    """Everything above the family, in the order of the papers."""
    clerk.fill(*WORKER)
    assert clerk.at == "occupation"
    clerk.type("keliling")
    clerk.press("Return")
    clerk.fill(*AFTER_OCCUPATION)
    for answer in "tyyyyy":  # once a member: no; all statements: yes
        clerk.fill(answer)


def saved(qtbot, clerk, keys="F2"):
    with qtbot.waitSignal(clerk.page.saved) as kept:
        clerk.press(keys)
    return kept.args[0]


def dialog(qtbot, clerk, kind):
    """The dialog that has just come up."""
    qtbot.waitUntil(lambda: bool(clerk.page.findChildren(kind)))
    (found,) = clerk.page.findChildren(kind)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def back_on_page(qtbot, clerk):
    clerk.page.activateWindow()
    qtbot.waitUntil(clerk.page.isActiveWindow)


def test_a_worker_with_three_heirs_is_registered_without_the_mouse(qtbot, show, uses):
    clerk = show()
    assert clerk.at == "nik"
    type_worker(clerk)
    assert clerk.at == "heirs"
    clerk.press("Return")
    clerk.fill(*HUSBAND)
    assert clerk.at == "heirs.0.claimant"
    clerk.press("Space")
    clerk.press("Return")
    for child in CHILDREN:
        clerk.fill(*child, "")
    assert clerk.at == "heirs.3.name"
    clerk.press("Return")  # an empty name ends the family
    assert clerk.at == "heirs"
    assert clerk.says("to_do") == []
    kept = saved(qtbot, clerk)
    held = uses.show_registration(kept.registration_id).draft
    assert held.name == "SITI NORHAYATI"
    assert [heir.name for heir in held.heirs] == ["HERMAN", "AISYAH", "M. FAJAR"]
    assert held.heirs[0].claimant == "yes"
    assert clerk.page.notices.told()[0] == f"Tersimpan: SITI NORHAYATI, No. {kept.number}."
    qtbot.waitUntil(lambda: kept.number in clerk.page.subtitle)


def test_the_family_table_ranks_masks_and_names_what_is_lacking(show):
    clerk = show()
    clerk.press("F4")
    clerk.fill("herman", "suami", "04071980", "l", "6472810407800001", "kartu keluarga", "")
    clerk.press("Escape")
    clerk.press("F4")
    clerk.fill("aisyah", "anak kandung", "21112009", "p", "", "")
    clerk.press("Escape")
    table = clerk.page.form.family.table.model()
    rows = [
        [table.index(row, column).data() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
    assert rows == [
        ["HERMAN", "Suami", "04-07-1980", "6472••••••••0001", "Kartu Keluarga, belum cukup", "1"],
        ["AISYAH", "Anak kandung", "21-11-2009", "belum ada", "belum ada", "1  ·  di bawah umur"],
    ]


def test_a_typing_error_is_stopped_at_its_field_and_gone_when_mended(show):
    clerk = show()
    clerk.type("647281410790000")
    assert clerk.sentences("nik") == ""  # nobody is scolded in the middle of a number
    clerk.press("Return")
    assert clerk.sentences("nik") == "NIK harus 16 angka, yang terketik 15; cocokkan dengan KTP."
    clerk.press("Shift+Tab")
    assert clerk.at == "nik"
    clerk.press("End")
    clerk.type("1")
    assert "harus 16 angka" not in clerk.sentences("nik")


def test_saving_too_early_marks_every_empty_field_and_goes_to_the_first(qtbot, show, uses):
    clerk = show()
    clerk.fill("6472814107900001", "siti norhayati")
    clerk.press("F2")
    qtbot.waitUntil(lambda: clerk.sentences("birth_place") == "Masih kosong; isi dahulu.")
    assert clerk.at == "birth_place"
    assert clerk.sentences("rt") == "Masih kosong; isi dahulu."
    assert clerk.page.form.draft().name == "SITI NORHAYATI"
    assert uses.drafts.mine()[0].name == "SITI NORHAYATI"
    clerk.press("F8")
    assert clerk.at == "birth_date"


def test_a_warning_asks_for_its_reason_right_there(qtbot, show, uses, siti):
    clerk = resumed(qtbot, show, uses, siti(birth_date="02-07-1990"))
    clerk.press("F2")
    qtbot.waitUntil(lambda: "NIK menyebut tanggal 01-07-90" in clerk.sentences("birth_date"))
    qtbot.waitUntil(clerk.page.save_button.isEnabled)
    assert clerk.at == "reason:nik.birth_date"
    clerk.type("dibetulkan putusan pengadilan 2019")
    kept = saved(qtbot, clerk)
    overrides = uses.show_registration(kept.registration_id).overrides
    assert [each.reason for each in overrides] == ["dibetulkan putusan pengadilan 2019"]


def resumed(qtbot, show, uses, draft, field="nik"):
    """A page on which this draft was typed before."""
    opened = uses.drafts.keep(uses.drafts.open(), draft, field)
    clerk = show()
    clerk.page.resume(opened.id)
    qtbot.waitUntil(lambda: clerk.page.form.draft().name == draft.name)
    return clerk


def test_a_field_that_has_to_be_mended_is_listed_once(show):
    clerk = show()
    clerk.fill("6472814107900001", "", "", "02081958")  # too old, and not what the NIK says
    assert [line for line in clerk.says("to_do") if "Tanggal lahir" in line] == [
        "perbaiki Tanggal lahir"
    ]


def test_the_pane_says_what_the_nik_says(show):
    clerk = show()
    clerk.fill("6472814107900001", "", "", "02071990")
    assert clerk.says("nik")[0] == "beda Perempuan, lahir 01-07-1990 lihat lagi KTP"


def test_a_taken_nik_stops_and_its_rightful_owner_has_a_way_out(
    qtbot, show, registered, uses, siti
):
    first = registered()
    clerk = resumed(qtbot, show, uses, siti(name="DEWI ANGGRAINI", mother_name="RUKIAH"))
    qtbot.waitUntil(lambda: first.number in clerk.sentences("nik"))
    clerk.press("F2")
    qtbot.waitUntil(lambda: clerk.page._save_deed.isEnabled())
    assert clerk.at == "nik"
    clerk.press("F9")
    comparison = dialog(qtbot, clerk, CompareDialog)
    clerk.press("Ctrl+D")
    qtbot.waitUntil(lambda: not comparison.isVisible())
    back_on_page(qtbot, clerk)
    assert clerk.page.form.draft().nik_status == "disputed"
    second = saved(qtbot, clerk)
    assert second.number != first.number
    assert uses.show_registration(second.registration_id).draft.nik_status == "disputed"


def test_a_near_duplicate_is_judged_different_and_not_asked_again(
    qtbot, show, registered, uses, siti
):
    registered(nik="6472924107900001", name="SITI NURHAYATI")
    clerk = resumed(qtbot, show, uses, siti())
    qtbot.waitUntil(lambda: "Mungkin orang yang sama" in clerk.sentences("name"))
    (line,) = clerk.says("duplicates")
    assert line.startswith("periksa SITI NURHAYATI, 01-07-1990, RT 007")
    assert "Nama mirip, tanggal lahir sama" in line
    assert "nama ibu sama" in line
    clerk.press("F9")
    comparison = dialog(qtbot, clerk, CompareDialog)
    clerk.press("Ctrl+G")
    assert comparison.mark.text() == sentence(Problem("judge.reason_missing"))
    clerk.type("saudara sepupu, KTP berbeda")
    clerk.press("Return")
    back_on_page(qtbot, clerk)
    qtbot.waitUntil(lambda: clerk.says("duplicates") == [])
    saved(qtbot, clerk)


def test_the_same_person_leads_to_the_registration_there_is(qtbot, show, registered, uses, siti):
    first = registered()
    clerk = resumed(qtbot, show, uses, siti(phone=""))
    qtbot.waitUntil(lambda: bool(clerk.says("duplicates")))
    clerk.press("F9")
    dialog(qtbot, clerk, CompareDialog)
    clerk.press("Ctrl+B")
    qtbot.waitUntil(lambda: first.number in clerk.page.subtitle)
    assert clerk.page.form.draft().phone  # what is stored, not what was typed
    assert len(uses.drafts.mine()) == 1  # what was typed is not thrown away


def test_a_correction_makes_a_revision_and_the_history_shows_it(qtbot, show, registered, uses):
    first = registered()
    clerk = show()
    clerk.page.correct(first.registration_id)
    qtbot.waitUntil(lambda: first.number in clerk.page.subtitle)
    assert clerk.page.title == "Koreksi pendaftaran"
    clerk.page.form.go_to("rt")
    clerk.fill("009")
    kept = saved(qtbot, clerk)
    assert (kept.number, kept.revision) == (first.number, 2)
    qtbot.waitUntil(lambda: clerk.page._opened is not None)
    clerk.press("Ctrl+H")
    history = dialog(qtbot, clerk, HistoryDialog)
    assert shown_texts(history)[:9] == [
        "Riwayat perubahan", f"No. {first.number}", "Revisi 2",
        "admin, 22 November 2026 pukul 06.05  ·  Lengkap", "sebelum", "sesudah", "RT", "007", "009",
    ]  # fmt: skip


def shown_texts(window: QDialog):
    return [label.text() for label in window.findChildren(QLabel)]


def test_two_windows_never_overwrite_each_other_silently(qtbot, show, registered, uses):
    first = registered()
    clerk = show()
    clerk.page.correct(first.registration_id)
    qtbot.waitUntil(lambda: first.number in clerk.page.subtitle)
    clerk.page.form.go_to("workplace")
    clerk.press("End")
    clerk.type(" blok B")
    elsewhere = uses.drafts.open(first.registration_id)
    uses.register(dataclasses.replace(elsewhere.draft, rt="009"), correcting=first.registration_id)
    clerk.press("F2")
    qtbot.waitUntil(lambda: sentence(Problem("revision.stale")) in clerk.page.notices.told())
    assert clerk.page.form.draft().workplace == "Pasar Lempake blok B"
    clerk.page._compare_with_stored()
    dialog(qtbot, clerk, CompareDialog)
    clerk.press("Ctrl+R")
    back_on_page(qtbot, clerk)
    qtbot.waitUntil(lambda: clerk.page.form.draft().rt == "009")
    assert clerk.page.form.draft().workplace == "Pasar Lempake"


def test_going_on_after_a_stale_save_puts_the_typed_text_on_the_newest_revision(
    qtbot, show, registered, uses
):
    first = registered()
    clerk = show()
    clerk.page.correct(first.registration_id)
    qtbot.waitUntil(lambda: first.number in clerk.page.subtitle)
    clerk.page.form.go_to("workplace")
    clerk.press("End")
    clerk.type(" blok B")
    elsewhere = uses.drafts.open(first.registration_id)
    uses.register(dataclasses.replace(elsewhere.draft, rt="009"), correcting=first.registration_id)
    clerk.press("F2")
    qtbot.waitUntil(lambda: bool(clerk.page.notices.told()))
    clerk.page._compare_with_stored()
    dialog(qtbot, clerk, CompareDialog)
    clerk.press("Ctrl+T")
    back_on_page(qtbot, clerk)
    qtbot.waitUntil(lambda: clerk.page._save_deed.isEnabled())
    assert clerk.page.form.draft().workplace == "Pasar Lempake blok B"
    assert saved(qtbot, clerk).revision == 3


def test_when_the_disk_fails_the_clerk_keeps_what_was_typed(qtbot, show, uses, siti, caplog):
    def broken(*_arguments, **_named):
        raise OSError("disk full")

    opened = uses.drafts.keep(uses.drafts.open(), siti(), "name")
    clerk = show(dataclasses.replace(uses, register=broken))
    clerk.page.resume(opened.id)
    qtbot.waitUntil(lambda: clerk.page.form.draft().name == "SITI NORHAYATI")
    before = clerk.page.form.draft()
    clerk.press("F2")
    qtbot.waitUntil(lambda: sentence(Problem("failed")) in clerk.page.notices.told())
    assert clerk.page.form.draft() == before
    assert clerk.at == "name"
    assert clerk.page.save_button.isEnabled()
    assert "registration not kept" in caplog.text
    caplog.clear()
    clerk.press("End")
    with qtbot.waitSignal(clerk.page.draft_kept):  # and what is typed next is kept as before
        clerk.fill(" SALEH")
    assert uses.drafts.resume(opened.id).draft.name == "SITI NORHAYATI SALEH"


class FailingDrafts:
    """The office's drafts on a disk that is full until a test makes room."""

    def __init__(self, drafts):
        self._drafts = drafts
        self.is_full = True

    def open(self, registration_id=None):
        return self._drafts.open(registration_id)

    def keep(self, opened, draft, field):
        if self.is_full:
            raise OSError("disk full")
        return self._drafts.keep(opened, draft, field)

    def resume(self, draft_id):
        return self._drafts.resume(draft_id)

    def drop(self, draft_id):
        self._drafts.drop(draft_id)


def test_a_draft_that_cannot_be_kept_is_told_and_tried_again(
    qtbot, show, uses, monkeypatch, caplog
):
    monkeypatch.setattr("app.desk.registration.keeping.AGAIN_MS", 20)
    drafts = FailingDrafts(uses.drafts)
    clerk = show(dataclasses.replace(uses, drafts=drafts))
    clerk.fill("6472814107900001")
    qtbot.waitUntil(lambda: "belum tersimpan" in clerk.page._status.text())
    assert clerk.page.has_unkept
    assert uses.drafts.mine() == ()
    caplog.clear()
    drafts.is_full = False
    qtbot.waitUntil(lambda: clerk.page._status.text().startswith("Draf tersimpan"))
    assert len(uses.drafts.mine()) == 1
    caplog.clear()


def test_leaving_with_a_full_disk_stays_on_the_page(qtbot, show, uses, monkeypatch, caplog):
    monkeypatch.setattr("app.desk.registration.keeping.AGAIN_MS", 20)
    drafts = FailingDrafts(uses.drafts)
    clerk = show(dataclasses.replace(uses, drafts=drafts))
    clerk.type("6472814107900001")
    clerk.page.start()
    qtbot.waitUntil(lambda: "belum tersimpan" in clerk.page._status.text())
    assert clerk.page.form.draft().nik == "6472814107900001"
    drafts.is_full = False
    qtbot.waitUntil(lambda: not clerk.page.has_unkept)
    caplog.clear()


@pytest.mark.parametrize("field", ["birth_place", "heirs.1.birth_date", "mother_unknown"])
def test_after_a_crash_the_clerk_is_back_at_the_same_field(qtbot, show, uses, field):
    clerk = show()
    clerk.fill("6472814107900001", "siti norhayati")
    clerk.press("F4")
    clerk.fill("herman")
    clerk.press("F4")
    clerk.fill("aisyah", "anak kandung")
    clerk.page.form.go_to(field)
    clerk.type("12")
    clerk.page.keep_now()  # what the timer does within 2 s
    qtbot.waitUntil(lambda: not clerk.page.has_unkept)
    typed = clerk.page.form.draft()
    (line,) = uses.drafts.mine()
    returned = show()  # another start of the program: nothing of the old window is left
    returned.page.resume(line.id)
    qtbot.waitUntil(lambda: returned.page.form.draft().nik == typed.nik)
    assert returned.page.form.draft() == typed
    assert returned.at == field


@pytest.mark.parametrize("field", ["email", "heirs.1.name", "heirs.0.guardian"])
def test_a_clerk_comes_back_to_an_empty_field_wherever_it_is(qtbot, show, uses, siti, field):
    clerk = resumed(qtbot, show, uses, siti(), field)
    assert clerk.at == field
    assert QApplication.focusWidget().isVisible()
    assert clerk.page.form.draft() == siti()


def test_the_draft_is_kept_within_two_seconds_without_leaving_the_field(qtbot, show, uses):
    clerk = show()
    with qtbot.waitSignal(clerk.page.draft_kept, timeout=2000):
        clerk.type("6472")
    assert clerk.at == "nik"
    assert uses.drafts.resume(uses.drafts.mine()[0].id).draft.nik == "6472"


def test_a_form_that_was_only_looked_at_leaves_no_draft(qtbot, show, registered, uses):
    first = registered()
    clerk = show()
    clerk.fill("", "", "")
    clerk.page.correct(first.registration_id)
    qtbot.waitUntil(lambda: first.number in clerk.page.subtitle)
    clerk.page.start()
    qtbot.waitUntil(lambda: clerk.page.title == "Pendaftaran baru")
    assert uses.drafts.mine() == ()


def test_a_draft_typed_and_emptied_again_is_no_ghost(qtbot, show, uses):
    clerk = show()
    with qtbot.waitSignal(clerk.page.draft_kept):
        clerk.fill("6472")
    clerk.press("Shift+Tab")
    clerk.press("Ctrl+A")
    with qtbot.waitSignal(clerk.page.draft_kept):
        clerk.press("Delete")
        clerk.press("Return")
    clerk.page.start()
    qtbot.waitUntil(lambda: uses.drafts.mine() == ())


def test_pinned_fields_come_back_for_the_next_worker(qtbot, show, uses, siti):
    clerk = resumed(qtbot, show, uses, siti())
    for field in ("rt", "occupation", "workplace"):
        clerk.page.form.go_to(field)
        clerk.press("F7")
    clerk.page.form.go_to("rt")
    clerk.fill("009")  # the text counts that stands there at last
    saved(qtbot, clerk, "Ctrl+N")
    assert clerk.at == "nik"
    fresh = clerk.page.form.draft()
    assert (fresh.rt, fresh.occupation, fresh.workplace) == ("009", "0203", "Pasar Lempake")
    assert fresh.kelurahan == siti().kelurahan  # the office's own
    assert (fresh.nik, fresh.name, fresh.rw, fresh.heirs) == ("", "", "", ())


def test_after_a_save_the_next_worker_is_one_key_away_and_nothing_is_typed_over(
    qtbot, show, uses, siti
):
    clerk = resumed(qtbot, show, uses, siti())
    kept = saved(qtbot, clerk)
    qtbot.waitUntil(lambda: clerk.page.next_button.hasFocus())
    clerk.type("6472924107900009")  # the clerk looks at the next KTP, not at the screen
    assert clerk.page.form.draft().nik == siti().nik
    clerk.press("Ctrl+N")
    qtbot.waitUntil(lambda: clerk.page.title == "Pendaftaran baru")
    assert clerk.at == "nik"
    assert clerk.page.form.draft().nik == ""
    assert len(clerk.page.notices.told()) == 1  # "Tersimpan", and no complaint
    assert uses.show_registration(kept.registration_id).revisions[0].number == 1


def test_the_receipt_of_what_is_in_the_books_needs_no_new_revision(qtbot, show, registered, uses):
    first = registered()
    clerk = show()
    clerk.page.correct(first.registration_id)
    qtbot.waitUntil(lambda: first.number in clerk.page.subtitle)
    with qtbot.waitSignal(clerk.page.print_wanted) as wanted:
        clerk.press("F6")
    assert wanted.args[0] == first.registration_id
    clerk.page.form.go_to("rt")
    clerk.fill("009")
    kept = saved(qtbot, clerk, "Ctrl+N")  # but a change is saved before the next one comes
    assert kept.revision == 2


def test_a_correction_begun_earlier_is_saved_before_the_next_worker_comes(
    qtbot, show, registered, uses, siti
):
    first = registered()
    opened = uses.drafts.open(first.registration_id)
    uses.drafts.keep(opened, dataclasses.replace(opened.draft, rt="009"), "rt")
    clerk = show()
    clerk.page.correct(first.registration_id)
    qtbot.waitUntil(lambda: clerk.page.form.draft().rt == "009")
    assert saved(qtbot, clerk, "Ctrl+N").revision == 2


def test_nobody_is_scolded_while_looking_for_an_occupation(show):
    clerk = show()
    clerk.page.form.go_to("occupation")
    clerk.type("zz")
    assert clerk.sentences("occupation") == ""
    clerk.press("Return")
    assert "tidak ada di daftar program" in clerk.sentences("occupation")


def test_simpan_cetak_bukti_asks_for_the_receipt_once_it_is_in_the_books(qtbot, show, uses, siti):
    clerk = resumed(qtbot, show, uses, siti())
    with qtbot.waitSignal(clerk.page.print_wanted) as wanted:
        clerk.press("F6")
    assert uses.show_registration(wanted.args[0]).draft.name == "SITI NORHAYATI"


def test_what_is_folded_away_unfolds_when_it_holds_something(qtbot, show, uses, siti):
    clerk = show()
    identity = clerk.page.form.sections[0]
    assert not identity.fold.is_open
    clerk.press("Ctrl+L")
    assert clerk.at == "nik_status"
    clerk.press("Ctrl+L")
    assert not identity.fold.is_open
    clerk = resumed(qtbot, show, uses, siti(mother_name="", mother_unknown="diasuh di panti"))
    assert clerk.page.form.sections[0].fold.is_open


def test_the_kelurahan_follow_the_kecamatan(show):
    clerk = show()
    fields = clerk.page.form.fields
    clerk.page.form.go_to("kecamatan")
    clerk.fill("palaran")
    assert fields["kelurahan"].text() == ""
    clerk.fill("bukuan")
    assert clerk.page.form.draft().kelurahan == "64.72.01.1003"


def test_a_member_taken_out_comes_back_with_one_key(show):
    clerk = show()
    clerk.press("F4")
    clerk.fill("herman", "suami")
    clerk.press("Ctrl+Delete")
    assert clerk.page.form.draft().heirs == ()
    clerk.press("Ctrl+Z")
    assert [heir.name for heir in clerk.page.form.draft().heirs] == ["HERMAN"]


def test_every_field_of_a_draft_has_its_input_and_comes_back_as_it_was(show, siti):
    clerk = show()
    form = clerk.page.form
    assert set(form.fields) == set(TEXT_FIELDS)
    full = siti(email="siti@example.org", desil="", disability="tuna daksa", heirs=siti().heirs)
    form.show_draft(full)
    assert form.draft() == full
    form.show_draft(siti(kecamatan="64.72.01", kelurahan="64.72.01.1003"))
    assert form.fields["kelurahan"].combo.currentText() == "Bukuan"
    assert form.fields["kelurahan"].combo.count() == 5  # those of Palaran
    form.show_draft(Draft())
    assert form.draft() == Draft()


# The early warning


def know_elsewhere(session, *niks):
    """The newest reply of the city says that these are known."""
    made = sieve.make(niks, bytes(32), bytes(range(32)))
    with session.books.transaction() as unit:
        unit.settings.put(KEPT, {**made.to_plain(), "of": [0, 1]})


ELSEWHERE = "catatan Mungkin sudah terdaftar di tempat lain di kota ini"


def said_of_elsewhere(clerk):
    return [each for each in clerk.says("duplicates") if each.startswith(ELSEWHERE)]


def test_a_nik_known_elsewhere_is_a_note_beside_the_form_that_stops_nothing(qtbot, session, show):
    know_elsewhere(session, WORKER[0])
    clerk = show()
    clerk.fill(WORKER[0])
    qtbot.waitUntil(lambda: bool(said_of_elsewhere(clerk)))
    (said,) = said_of_elsewhere(clerk)
    assert "kirim saja, kota yang memeriksa" in said
    qtbot.waitUntil(lambda: clerk.page._suspects is not None)
    assert not [each for each in clerk.says("eligibility") if each == "lolos Terdaftar satu kali"]
    assert "terdaftar" not in clerk.sentences("nik")


def test_the_note_goes_as_the_nik_is_typed_over(qtbot, session, show):
    know_elsewhere(session, WORKER[0])
    clerk = show()
    clerk.fill(WORKER[0])
    qtbot.waitUntil(lambda: bool(said_of_elsewhere(clerk)))
    clerk.page.form.go_to("nik", "")
    clerk.press("End")
    clerk.press("Backspace")
    assert not said_of_elsewhere(clerk)
    clerk.fill("2")
    qtbot.waitUntil(lambda: not clerk.page.has_unkept)
    assert not said_of_elsewhere(clerk)

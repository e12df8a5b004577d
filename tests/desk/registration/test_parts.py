"""The parts of the registration page: what they say, and how they lie."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk.registration.compare import pairs
from app.desk.registration.findings import Speaker, as_problems, ways_out, why_alike
from app.desk.registration.pane import Finding, Findings, Pane
from app.domain.draft import HeirDraft
from app.domain.examination import examine
from app.domain.likeness import Strength, Suspect
from app.domain.refusal import Level
from app.kit.people.shown import reads


@pytest.fixture
def suspect(session, uses, registered):
    """Somebody of the register, suspected as strongly as a test likes."""
    registered(nik="6472814107900012", name="SITI NURHAYATI")

    def suspect(strength, *reasons):
        with session.books.reading() as unit:
            (found,) = unit.people.lines([1]).values()
        return Suspect(found.registration_id, "person", found.number, strength, reasons, found)

    return suspect


@pytest.fixture
def speaker(qapp):
    return Speaker()


def test_the_same_nik_stops_and_a_strong_likeness_asks_for_a_reason(suspect):
    (same,) = as_problems([suspect(Strength.SAME)], "")
    assert (same.code, same.field, same.level) == ("nik.taken", "nik", Level.STOP)
    assert as_problems([suspect(Strength.SAME)], "disputed") == ()
    (strong,) = as_problems([suspect(Strength.STRONG)], "")
    assert (strong.code, strong.field, strong.level) == ("duplicate.strong", "name", Level.WARN)
    for weaker in (Strength.MEDIUM, Strength.TWIN, Strength.WEAK):
        assert as_problems([suspect(weaker)], "") == ()


def test_every_suspect_leads_to_a_comparison_and_says_why(suspect, speaker):
    found = suspect(Strength.TWIN, "birth_same", "mother_same")
    (line,) = speaker.duplicates((found,)).lines
    assert line.word == "kembar?"
    assert line.text == "SITI NURHAYATI, 01-07-1990, RT 007"
    assert line.detail == why_alike(found) == "Tanggal lahir sama, nama ibu sama"
    assert line.target == found.registration_id
    assert [way.value for way in ways_out(found)] == ["same_person", "different"]


def test_the_desk_never_claims_what_only_the_city_can_know(session, speaker, siti):
    said = examine(siti(), session.reference, session.today())
    lines = {line.text: line for line in speaker.eligibility(said, ()).lines}
    assert lines["Usia minimal"].word == "lolos"
    assert lines["Terdaftar satu kali"].word == "lolos"
    for name in ("Bukan ASN/TNI/Polri/PU", "Belum dibiayai pihak lain", "Tingkat kesejahteraan"):
        assert lines[name].word == "belum dicek"
        assert "dicek oleh kota" in lines[name].detail


@pytest.mark.parametrize(("looked", "word"), [(None, "belum dicek"), ((), "lolos")])
def test_nobody_is_called_registered_once_before_the_register_was_asked(
    session, speaker, siti, looked, word
):
    said = examine(siti(), session.reference, session.today())
    lines = {line.text: line for line in speaker.eligibility(said, looked).lines}
    assert lines["Terdaftar satu kali"].word == word


def test_a_comparison_marks_what_differs_and_not_how_it_is_written(session, siti):
    typed = siti(phone="0812 0000 0001", rt="7", name="SITI NORHAYATI", mother_name="")
    stored = siti(phone="+6281200000001", rt="007", name="SITI NURHAYATI", mother_name="MASITAH")
    rows = {pair.label: pair for pair in pairs(typed, stored, reads(session.reference))}
    assert rows["Nama sesuai KTP"].differs
    assert not rows["No. HP"].differs
    assert not rows["RT"].differs
    assert not rows["Nama ibu kandung"].differs  # one side says nothing
    assert rows["Jenis kelamin"].typed == "Perempuan"
    assert rows["Pekerjaan"].typed == "Pedagang keliling/asongan"
    assert "Kecamatan" not in rows


def test_a_comparison_sets_the_families_side_by_side(session, siti):
    typed = siti(heirs=(HeirDraft(name="HERMAN", relation="husband"),))
    stored = siti(
        heirs=(
            HeirDraft(name="HERMAN", relation="husband"),
            HeirDraft(name="AISYAH", relation="child"),
        )
    )
    rows = {pair.label: pair for pair in pairs(typed, stored, reads(session.reference))}
    assert rows["Keluarga dan ahli waris 1"].typed == "HERMAN, Suami"
    assert not rows["Keluarga dan ahli waris 1"].differs
    assert rows["Keluarga dan ahli waris 2"].stored == "AISYAH, Anak kandung"


def test_a_line_of_the_pane_is_chosen_with_enter(qtbot):
    pane = Pane("Pemeriksaan", "langsung")
    qtbot.addWidget(pane)
    leads = Finding("periksa", "SITI", target="registration", in_tab_order=True)
    pane.tell("duplicates", Findings("Kemungkinan ganda", (Finding("catatan", "lain"), leads)))
    pane.show()
    row = pane._sections["duplicates"]._rows[1]
    with qtbot.waitSignal(pane.chosen) as chosen:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert chosen.args == ["duplicates", "registration"]
    assert pane.first("duplicates") == "registration"
    assert row.accessibleName().startswith("periksa: SITI")  # the state is never colour alone


@pytest.mark.parametrize("width", [1146, 880])
def test_no_label_or_button_is_cut_at_1366_pixels_and_125_percent(show, width):
    clerk = show()
    clerk.page.resize(width, 600)
    clerk.page.form.show_draft(clerk.page.form.draft())
    clerk.press("F4")
    viewport = clerk.page._area.viewport().width()
    assert clerk.page.form.width() <= viewport
    for field in clerk.page.form.fields.values():
        if field.isVisible() and field.label.isVisible():
            assert field.label.width() >= field.label.sizeHint().width(), field.name
    for button in (clerk.page.save_button, clerk.page.print_button, clerk.page.next_button):
        assert button.width() >= button.sizeHint().width()


def test_the_columns_of_all_sheets_stand_under_each_other(show):
    clerk = show()
    fields, page = clerk.page.form.fields, clerk.page
    for thirds in (("nik", "birth_place", "kk", "kecamatan", "rt_letter_number"),):
        edges = {fields[name].mapTo(page, fields[name].rect().topRight()).x() for name in thirds}
        assert len(edges) == 1

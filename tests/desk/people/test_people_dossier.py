"""Everything about one person, in place of the list."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from tests.office import HUSBAND

from app.domain.draft import TEXT_FIELDS, HeirDraft
from app.domain.ledger import PrintedCard
from app.kit.people.dossier import SECTIONS, STATED
from app.kit.people.history import HistoryDialog
from app.service.drafts import Drafts
from app.service.register import Register

CHILD = HeirDraft(
    name="FAJAR", relation="child", birth_date="02-05-2014", sex="male", nik="6472810205140001",
    school="primary", guardian="RUSMINI", phone="081200000005", address="Jl. Lain 2",
)  # fmt: skip
SITI = {"nik": "6472814107900001", "name": "SITI NORHAYATI"}


@pytest.fixture
def siti(register):
    """A worker with a family; her registration's id."""
    return register(**SITI, no_family="", heirs=(HUSBAND, CHILD)).registration_id


def words(widget):
    """All that stands on it, line by line."""
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]


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


def test_all_that_is_held_can_be_read(opened, siti):
    clerk = opened(siti)
    said = words(clerk.page.dossier)
    assert clerk.page.title == "SITI NORHAYATI"
    assert clerk.page.subtitle.startswith("No. 6472051003-1-")
    for text in (
        "6472 8141 0790 0001", "01-07-1990  ·  36 tahun", "Perempuan", "MASITAH", "Kawin",
        "Jl. Poros Lempake Gg. Mawar No. 14", "Lempake", "Samarinda Utara", "0812 0000 0001",
        "Pedagang keliling/asongan", "Pasar Lempake", "Rp1.400.000", "DTSEN", "12/RT.007/2026",
        "Masih aktif bekerja: ya", "Tujuan pemrosesan data sudah disampaikan: ya",
    ):  # fmt: skip
        assert text in said


def test_the_family_stands_with_its_rank_and_all_that_is_held_of_it(opened, siti):
    clerk = opened(siti)
    said = words(clerk.page.dossier)
    assert "HERMAN, suami" in said
    assert "Tgl lahir 04-07-1980  ·  Laki-laki  ·  Buku nikah  ·  calon pengaju" in said
    assert "FAJAR, anak kandung" in said
    (child,) = (each for each in said if "02-05-2014" in each)
    for part in ("NIK 6472 8102 0514 0001", "Alamat Jl. Lain 2", "No. HP 0812 0000 0005",
                 "Sekolah SD", "Wali RUSMINI", "bukti belum ada"):  # fmt: skip
        assert part in child
    assert said.count("urutan 1") == 2


def test_what_is_missing_and_the_card_stand_beside_it(opened, three):
    clerk = opened(three["NORJANAH"])
    said = words(clerk.page.dossier)
    assert "NIK, ahli waris" in said
    assert "Belum dicetak" in said


def test_every_field_of_the_form_has_its_sheet():
    placed = [name for members in (*SECTIONS.values(), STATED) for name in members]
    assert sorted(placed) == sorted(TEXT_FIELDS)


def test_the_print_ledger_stands_newest_first_with_what_came_on_paper(opened, siti, session, clock):
    with session.books.transaction() as unit:
        digest = unit.registrations.current(siti).hash
        for copy, reason in ((1, ""), (2, "Kartu hilang"), (3, "Kartu hilang")):
            unit.cards.put(
                [PrintedCard(siti, copy, "registered", date(2026, 11, 22), digest, "a4", reason,
                             session.operator.id, clock())]
            )  # fmt: skip
        unit.cards.mark_printed([(siti, 1), (siti, 2)], clock())
    clerk = opened(siti)
    said = words(clerk.page.dossier)
    copies = [each for each in said if each.startswith("Kartu ke-")]
    assert copies[0] == "Kartu ke-3, tidak jadi dicetak"
    assert [each.partition(" pukul")[0] for each in copies[1:]] == [
        "Kartu ke-2, dicetak 22-11-2026",
        "Kartu ke-1, dicetak 22-11-2026",
    ]
    assert "Terdaftar, menunggu penetapan, per 22-11-2026" in said
    assert said.count("Alasan cetak ulang: Kartu hilang") == 1
    assert "Belum dicetak" not in said


def test_the_history_names_what_each_correction_changed(opened, siti, session, qtbot):
    drafts = Drafts(session)
    correction = drafts.open(siti)
    heirs = (replace(correction.draft.heirs[0], nik="6472810407800001"), CHILD)
    draft = replace(correction.draft, phone="081200000077", heirs=heirs)
    drafts.keep(correction, draft, "phone")
    Register(session)(draft, correction.id)
    clerk = opened(siti)
    said = words(clerk.page.dossier)
    assert "Diubah: No. HP, keluarga 1" in said
    assert said.index("Diubah: No. HP, keluarga 1") < said.index("Pendaftaran pertama")
    clerk.press("Ctrl+H")
    dialog = clerk.page.dossier.findChild(HistoryDialog)
    assert "+6281200000077" in words(dialog)


def test_a_warning_that_was_answered_stands_with_its_reason(opened, register):
    kept = register(
        **SITI | {"birth_date": "02-07-1990"}, reasons={"nik.birth_date": "KTP memang begitu"}
    )
    clerk = opened(kept.registration_id)
    said = words(clerk.page.dossier)
    assert "Alasan: KTP memang begitu (22-11-2026)" in said


@pytest.mark.parametrize(
    ("keys", "signal", "one"),
    [
        ("F2", "correct_asked", True),
        ("Ctrl+K", "cards_asked", False),
        ("F6", "receipts_asked", False),
        ("Ctrl+D", "data_sheet_asked", True),
    ],
)
def test_what_can_be_done_is_asked_for_this_person(opened, siti, qtbot, keys, signal, one):
    clerk = opened(siti)
    with qtbot.waitSignal(getattr(clerk.page, signal)) as asked:
        clerk.press(keys)
    assert asked.args == [siti if one else (siti,)]


def test_the_person_is_shown_anew_after_a_correction(opened, siti, session, qtbot):
    clerk = opened(siti)
    drafts = Drafts(session)
    correction = drafts.open(siti)
    draft = replace(correction.draft, workplace="Pasar Segiri")
    drafts.keep(correction, draft, "workplace")
    Register(session)(draft, correction.id)
    clerk.page.refresh()
    qtbot.waitUntil(lambda: "Pasar Segiri" in words(clerk.page.dossier))


def test_a_person_who_is_gone_is_told_and_the_list_stays(show, three, qtbot):
    clerk = show()
    clerk.page.open_person("nobody")
    qtbot.waitUntil(lambda: bool(clerk.told()))
    assert "tidak ditemukan" in clerk.told()[0]
    assert clerk.page.found.isVisible()


def test_escape_leads_to_the_list_also_from_a_person_opened_elsewhere(show, siti, qtbot):
    clerk = show()
    clerk.page.found.filters.fields["card"].editor.setFocus()
    clerk.page.open_person(siti)
    qtbot.waitUntil(clerk.page.dossier.isVisible)
    clerk.press("Escape")
    assert QApplication.focusWidget() is clerk.page.found.table

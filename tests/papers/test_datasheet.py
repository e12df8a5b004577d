from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.papers.datasheet import DataSheet, SheetHeir, SheetRevision, write_data_sheet
from app.wording.labels import FIELDS


@pytest.fixture
def sheet():
    def make(**said):
        usual = {
            "number": "6472051003-1-000124-K",
            "name": "SITI NORHAYATI",
            "fields": tuple((name, f"isi {place}") for place, name in enumerate(TEXT_FIELDS)),
            "heirs": (
                SheetHeir((("name", "AHMAD YANI"), ("relation", "Suami")), 1),
                SheetHeir((("name", "RIZKY"), ("relation", "Keluarga lain")), None),
            ),
            "revisions": (
                SheetRevision(
                    2, datetime(2026, 11, 22, 9, tzinfo=UTC), "Nurul Huda", "complete",
                    ("phone", "heirs.1.name"),
                ),
                SheetRevision(1, datetime(2026, 11, 20, 9, tzinfo=UTC), "Rina", "sealed", ()),
            ),
            "printed_on": date(2026, 11, 22),
            "printed_by": "Nurul Huda",
        }  # fmt: skip
        return DataSheet(**usual | said)

    return make


@pytest.fixture
def print_sheet(letterhead, resources, printed):
    def press(sheet):
        out = BytesIO()
        pages = write_data_sheet(sheet, out, letterhead, resources)
        made = printed(out.getvalue())
        assert len(made.pdf) == pages
        return made

    return press


def test_everything_held_about_a_person_is_on_the_sheet_with_its_label(sheet, print_sheet):
    shown = print_sheet(sheet()).everything()
    words = shown.replace("\n", " ")
    for place, name in enumerate(TEXT_FIELDS):
        assert FIELDS[name] in words
        assert f"isi {place}" in words


def test_a_field_no_section_knows_is_still_printed(sheet, print_sheet):
    shown = print_sheet(sheet(fields=(("heirs", "dua orang"), ("name", "SITI")))).everything()
    assert "Lain-lain" in shown
    assert "dua orang" in shown


def test_what_was_never_filled_in_is_shown_as_empty(sheet, print_sheet):
    shown = print_sheet(sheet(fields=(("phone", ""),))).everything()
    assert "No. HP\n–" in shown  # noqa: RUF001


def test_the_family_stands_with_its_rank_by_law(sheet, print_sheet):
    shown = print_sheet(sheet()).everything()
    assert "Keluarga 1 · urutan 1" in shown
    assert "Keluarga 2 · di luar urutan undang-undang" in shown
    assert "AHMAD YANI" in shown


def test_every_field_of_a_family_member_has_a_label(sheet, print_sheet):
    heir = SheetHeir(tuple((name, "x") for name in HEIR_FIELDS), 2)
    assert "Calon pengaju" in print_sheet(sheet(heirs=(heir,))).everything()


def test_somebody_without_family_is_said_to_have_none(sheet, print_sheet):
    shown = print_sheet(sheet(heirs=())).everything()
    assert "Tidak ada anggota keluarga" in shown


def test_the_history_is_told_in_short(sheet, print_sheet):
    shown = print_sheet(sheet()).everything().replace("\n", " ")
    assert "No. HP, Keluarga 2: Nama" in shown
    assert "pendaftaran pertama" in shown
    assert "Terkirim" in shown
    assert "Dicetak oleh Nurul Huda" in shown


@pytest.mark.parametrize(
    "written", ["6472818501900001", "6472 8185 0190 0001", "KTP 6472.8185.0190.0001 lama"]
)
@pytest.mark.parametrize("name", ["nik", "kk", "workplace"])
def test_no_whole_nik_or_kk_gets_onto_paper_wherever_it_was_written(
    sheet, print_sheet, written, name
):
    heir = SheetHeir((("nik", written),), 1)
    made = print_sheet(sheet(fields=((name, written),), heirs=(heir,)))
    shown = made.everything()
    assert shown.count("6472••••••••0001") == 2
    assert "8185" not in shown


def test_the_registration_number_and_a_phone_are_not_taken_for_a_nik(sheet, print_sheet):
    fields = (("phone", "+62 812 3456 7890"), ("address", "6472051003-1-000124-K"))
    shown = print_sheet(sheet(fields=fields)).everything()
    assert "+62 812 3456 7890" in shown
    assert shown.count("6472051003-1-000124-K") >= 3


def test_a_long_family_goes_on_to_the_next_page(sheet, print_sheet):
    heirs = tuple(
        SheetHeir((("name", f"ANAK KE {number}"), ("address", "JL. PANJANG " * 20)), 1)
        for number in range(1, 31)
    )
    made = print_sheet(sheet(heirs=heirs))
    assert len(made.pdf) > 3
    assert "ANAK KE 30" in made.everything()
    assert "Halaman 3" in made.text(2)


def test_the_sheet_names_nobody_in_its_properties(sheet, print_sheet):
    made = print_sheet(sheet())
    assert "SITI" not in str(made.pdf.get_metadata_dict())
    assert b"Helvetica" not in made.data

"""Which column of a list is taken for which field, and the copy with the reasons written in."""

import pytest
from tests.rt_list import FIRST_ROW, TITLES, line, write_people

from app.domain.refusal import Refusal
from app.service.lists.opened import columns_of, targets_of, with_target
from app.sheets.failure import SheetsFailure
from app.sheets.read import read

ODD = ["Urutan", "Nomor penduduk", "Orangnya", "Nama Ibu Kandung", "Catatan petugas"]
ODD_ROWS = [["1", "6472814107900001", "SITI NORHAYATI", "MASITAH", "rajin"]]


def codes(refusal):
    return [each.code for each in refusal.value.problems]


@pytest.fixture
def odd(lists, write):
    """A list whose header nobody can find by its words, shown by the clerk."""
    opened = lists.open(write(ODD_ROWS, titles=ODD))
    assert opened.mapping is None
    return lists.with_header(opened, opened.sheets[0], 3)


def test_a_list_is_opened_with_its_columns_found(lists, write, people):
    opened = lists.open(write(people))
    assert opened.name == "RT 07"
    assert len(opened.file_hash) == 64
    columns = {each.title: each for each in columns_of(opened)}
    assert columns["NIK"].target == "nik"
    assert columns["NIK"].letter == "B"
    assert columns["NIK"].samples[0] == "6472814107900001"
    assert columns["Nama Ahli Waris 1"].target == "heirs.0.name"
    assert columns["No"].is_known
    assert opened.mapping.unmatched == ()


def test_what_no_column_fills_is_told_before_a_row_is_checked(lists, write, people, odd):
    assert lists.lacking(lists.open(write(people))) == ()
    lacking = lists.lacking(with_target(odd, 1, "nik"))
    assert "nik" not in lacking
    assert {"name", "workplace", "purpose_told", "heirs"} <= set(lacking)
    # place and day of birth stand in one column of many lists
    assert not {"birth_place", "birth_date"} & set(lists.lacking(with_target(odd, 4, "birth")))


def test_a_list_of_excel_is_opened_the_same(lists, tmp_path, people, reference):
    opened = lists.open(write_people(tmp_path / "RT 07.xlsx", people, reference))
    assert opened.sheets == ("RT 07",)
    assert [each.result.value for each in lists.check(opened).rows] == ["new"] * 3


def test_a_list_without_a_header_that_is_known_asks_the_clerk(lists, write):
    opened = lists.open(write(ODD_ROWS, titles=ODD))
    with pytest.raises(Refusal) as refusal:
        lists.check(opened)
    assert codes(refusal) == ["import.no_header"]
    with pytest.raises(Refusal) as refusal:
        lists.with_header(opened, opened.sheets[0], 99)
    assert codes(refusal) == ["import.header"]


def test_a_column_is_taken_for_what_the_clerk_says(lists, odd):
    mapped = with_target(with_target(odd, 1, "nik"), 2, "name")
    checked = lists.check(mapped)
    assert (checked.rows[0].name, checked.rows[0].nik_masked) == (
        "SITI NORHAYATI", "6472••••••••0001",
    )  # fmt: skip


def test_a_field_comes_from_one_column_and_a_column_serves_once(odd):
    moved = with_target(with_target(odd, 1, "nik"), 2, "nik")
    assert moved.mapping.columns["nik"] == 2
    other = with_target(moved, 2, "name")
    assert "nik" not in other.mapping.columns
    none = with_target(other, 2, "")
    assert "name" not in none.mapping.columns
    assert columns_of(none)[2].is_known


def test_more_heirs_can_be_mapped_than_the_list_had(lists, write, people):
    opened = lists.open(write(people))
    assert "heirs.5.name" in targets_of(opened)
    assert "heirs.6.name" not in targets_of(opened)
    assert "nik_status" not in targets_of(opened)


def test_a_kept_mapping_is_found_again_by_the_titles(lists, odd, write):
    mapped = with_target(with_target(odd, 1, "nik"), 2, "name")
    assert lists.keep_profile(mapped, "  Formulir   RT ").profile == "Formulir RT"
    assert lists.profiles() == ("Formulir RT",)
    again = lists.open(write([["9", "6472810308850002", "BUDI", "", ""]], "lain.csv", ODD))
    assert again.profile == "Formulir RT"
    assert again.mapping.columns == mapped.mapping.columns


def test_a_kept_mapping_serves_a_list_with_its_columns_in_another_order(lists, odd, write):
    mapped = with_target(with_target(odd, 1, "nik"), 2, "name")
    lists.keep_profile(mapped, "Formulir RT")
    titles = ["Orangnya", "Umur", "Nomor penduduk"]
    other = lists.open(write([["BUDI", "41", "6472810308850002"]], "lain.csv", titles))
    other = lists.with_header(other, other.sheets[0], 3)
    found = lists.with_profile(other, "Formulir RT")
    assert found.mapping.columns == {"nik": 2, "name": 0}


def test_a_mapping_that_fits_nowhere_is_refused(lists, odd, write, people):
    lists.keep_profile(with_target(odd, 1, "nik"), "Formulir RT")
    opened = lists.open(write(people))
    with pytest.raises(Refusal) as refusal:
        lists.with_profile(opened, "Formulir RT")
    assert codes(refusal) == ["import.profile_other"]
    with pytest.raises(Refusal) as refusal:
        lists.with_profile(opened, "Tidak ada")
    assert codes(refusal) == ["import.profile_unknown"]


def test_a_mapping_needs_a_name_and_can_be_forgotten(lists, odd):
    with pytest.raises(Refusal) as refusal:
        lists.keep_profile(odd, " ")
    assert codes(refusal) == ["import.profile_name"]
    lists.keep_profile(odd, "Formulir RT")
    lists.drop_profile("Formulir RT")
    assert lists.profiles() == ()


def test_who_keeps_and_who_drops_a_mapping_is_noted_without_its_name(lists, odd, session):
    lists.keep_profile(odd, "Daftar Bu Fatimah")
    lists.drop_profile("Daftar Bu Fatimah")
    with session.books.reading() as unit:
        noted = list(unit.audit._rows())[-2:]
    assert [each["act"] for each in noted] == ["list_profile.kept", "list_profile.dropped"]
    assert not any("Fatimah" in str(each) for each in noted)


def test_the_copy_says_beside_each_row_what_became_of_it(
    lists, check, people, incomplete, tmp_path
):
    checked = check([people[0], incomplete, people[0]])
    assert lists.copy(checked, tmp_path / "salinan.xlsx")
    (sheet,) = read(tmp_path / "salinan.xlsx").sheets
    said = [sheet.row(number)[:2] for number in range(FIRST_ROW, FIRST_ROW + 3)]
    assert [row[0] for row in said] == ["Baru", "Perlu diperiksa", "Ditolak"]
    assert said[0][1] == ""
    assert "Tanggal lahir:" in said[1][1]
    assert f"baris {FIRST_ROW}" in said[2][1]
    assert sheet.row(FIRST_ROW)[3] == people[0].nik


def test_the_mended_copy_can_be_brought_in_again(lists, check, people, incomplete, tmp_path):
    checked = check([people[0], incomplete])
    lists.copy(checked, tmp_path / "salinan.xlsx")
    again = lists.check(lists.open(tmp_path / "salinan.xlsx"))
    assert [each.result for each in again.rows] == [each.result for each in checked.rows]


def test_a_cancelled_copy_leaves_nothing(lists, check, people, tmp_path):
    assert not lists.copy(check(people), tmp_path / "salinan.xlsx", cancelled=lambda: True)
    assert not (tmp_path / "salinan.xlsx").exists()


def test_a_copy_that_cannot_be_written_is_named(lists, check, people, tmp_path):
    with pytest.raises(SheetsFailure) as failure:
        lists.copy(check(people), tmp_path / "tidak ada" / "salinan.xlsx")
    assert failure.value.code == "sheets.not_written"


def test_the_lists_of_these_tests_have_every_column(people, reference):
    assert len(line(1, people[0], reference)) <= len(TITLES)

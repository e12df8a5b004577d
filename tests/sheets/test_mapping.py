"""Finding the list in a file, and what its columns are about."""

import json

import pytest

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.domain.heirs import Marital, Relation, School
from app.sheets.mapping import HEIRS, ListMapping, is_target, map_header, propose
from app.sheets.vocabulary import COMBINED, Vocabulary
from app.sheets.workbook import Sheet, Span, Workbook
from app.wording.sheets import column_label


@pytest.fixture
def found(vocabulary):
    """The mapping of a sheet with these rows; merged cells as (row, row, column, column)."""

    def find(*rows, spans=None):
        merged = None if spans is None else tuple(Span(*span) for span in spans)
        proposal = propose(Workbook((Sheet("A", rows, 1, merged),)), vocabulary)
        return proposal.mapping if proposal else None

    return find


TITLES = {
    "nik": [
        "NIK",
        "nik",
        "No. KTP",
        "NO KTP/NIK",
        "Nomor Induk Kependudukan",
        "NIK (16 digit)",
        "NIK*",
        "N I K",
        "N.I.K.",
        "No. K T P (wajib)",
    ],
    "name": ["Nama", "N A M A", "NAMA LENGKAP", "Nama\nPeserta", "Nama (sesuai KTP)"],
    "birth": ["Tempat, Tanggal Lahir", "TTL", "Tempat/Tgl. Lahir", "TEMPAT & TGL LAHIR"],
    "birth_place": ["Tempat Lahir", "Tmp. Lahir"],
    "birth_date": ["Tanggal Lahir", "Tgl Lahir", "Tanggal Lahir (dd-mm-yyyy)"],
    "sex": ["L/P", "JK", "Jenis Kelamin", "Jenis Kelamin (L/P)", "J.K."],
    "address": ["Alamat", "Alamat KTP"],
    "rt_rw": ["RT/RW", "RT / RW"],
    "rt": ["RT", "No. RT"],
    "kelurahan": ["Kelurahan", "Kel.", "Kel/Desa"],
    "kecamatan": ["Kec.", "KECAMATAN"],
    "occupation": ["Pekerjaan", "Jenis Pekerjaan"],
    "mother_name": ["Nama Ibu", "Nama Ibu Kandung", "Nama Gadis Ibu Kandung"],
    "phone": ["No HP", "No. HP/WA", "Telp."],
    "kk": ["No. KK", "NO. K K", "Nomor Kartu Keluarga", "NKK"],
    "marital_status": ["Status Kawin", "Status Perkawinan"],
    "income": ["Penghasilan", "Penghasilan / bulan"],
    "heirs.0.name": ["Ahli waris", "Nama Ahli Waris", "AHLI WARIS 1", "Nama AW"],
    "heirs.0.relation": ["Hubungan", "Hubungan dengan Ahli Waris", "Hub. Keluarga", "SHDK"],
    "heirs.0.nik": ["NIK Ahli Waris", "NIK AW 1", "No. KTP Ahli Waris"],
    "heirs.1.birth_date": ["Tgl Lahir Ahli Waris 2"],
    "heirs.2.name": ["Ahli Waris 3", "Nama Ahli Waris (3)"],
}


@pytest.mark.parametrize(
    ("target", "title"), [(target, each) for target, titles in TITLES.items() for each in titles]
)
def test_a_column_is_known_by_the_names_offices_give_it(vocabulary, target, title):
    mapping = map_header(Sheet("A", [["?", title]]), 1, vocabulary)
    assert mapping.columns == {target: 1}
    assert mapping.unmatched == (0,)


def test_what_is_not_wanted_is_known_too(vocabulary):
    mapping = map_header(
        Sheet("A", [["No.", "Umur", "TTD", "Hasil", "Warna Rumah"]]), 1, vocabulary
    )
    assert mapping.columns == {}
    assert mapping.unmatched == (4,)


def test_the_header_is_found_below_titles_and_blank_lines(found):
    mapping = found(
        ["DAFTAR NAMA PEKERJA RENTAN"],
        ["RT 07 KELURAHAN LEMPAKE"],
        [],
        ["No", "NIK", "Nama", "L/P"],
    )
    assert (mapping.header_row, mapping.header_height, mapping.first_row) == (4, 1, 5)
    assert mapping.columns == {"nik": 1, "name": 2, "sex": 3}


def test_a_title_merged_over_the_whole_list_is_not_part_of_its_header(found):
    rows = ["DAFTAR PEKERJA", "", "", ""], ["No", "NIK", "Nama", "L/P"], [1, "x", "BUDI", "L"]
    mapping = found(*rows, spans=[(1, 1, 0, 3)])
    assert (mapping.header_row, mapping.header_height) == (2, 1)
    assert mapping.titles == ("No", "NIK", "Nama", "L/P")


@pytest.mark.parametrize("merged", [True, False])
def test_a_header_of_two_lines_is_read_as_one(found, merged):
    top = [
        "No",
        "NIK",
        "Nama",
        "Jenis Kelamin",
        "",
        "Lahir",
        "",
        "Ahli Waris 1",
        "",
        "Ahli Waris 2",
        "",
    ]
    low = ["", "", "", "L", "P", "Tempat", "Tanggal", "Nama", "Hub.", "Nama", "Hub."]
    spans = [(2, 3, 0, 0), (2, 3, 1, 1), (2, 2, 3, 4), (2, 2, 5, 6), (2, 2, 7, 8), (2, 2, 9, 10)]
    mapping = found(["DAFTAR"], top, low, spans=spans if merged else None)
    assert (mapping.header_row, mapping.first_row) == (2, 4)
    assert mapping.columns == {
        "nik": 1, "name": 2, "sex_male": 3, "sex_female": 4, "birth_place": 5, "birth_date": 6,
        "heirs.0.name": 7, "heirs.0.relation": 8, "heirs.1.name": 9, "heirs.1.relation": 10,
    }  # fmt: skip
    assert mapping.unmatched == ()


def test_one_title_over_place_and_day_of_birth_is_taken_apart(found):
    mapping = found(["NIK", "Nama", "Tempat, Tgl Lahir", "", "L/P"], spans=[(1, 1, 2, 3)])
    assert mapping.columns == {"nik": 0, "name": 1, "birth_place": 2, "birth_date": 3, "sex": 4}


def test_columns_right_of_an_heir_are_the_heirs(found):
    mapping = found(
        ["NIK", "Nama", "Ahli Waris", "NIK", "Hubungan", "Ahli Waris", "NIK", "Hubungan"]
    )
    assert mapping.columns == {
        "nik": 0, "name": 1, "heirs.0.name": 2, "heirs.0.nik": 3, "heirs.0.relation": 4,
        "heirs.1.name": 5, "heirs.1.nik": 6, "heirs.1.relation": 7,
    }  # fmt: skip
    assert mapping.heirs == 2


def test_a_birth_date_right_of_an_heir_is_left_to_the_clerk(found):
    mapping = found(["NIK", "Nama", "L/P", "Ahli Waris", "Tgl Lahir", "Alamat"])
    assert "birth_date" not in mapping.columns
    assert [mapping.titles[index] for index in mapping.unmatched] == ["Tgl Lahir"]
    assert mapping.columns["address"] == 5


def test_the_sheet_with_the_list_is_found_before_a_hidden_copy(vocabulary):
    header = ["NIK", "Nama", "L/P", "RT"]
    sheets = (
        Sheet("Sampul", [["Kecamatan"]]),
        Sheet("Lama", [header], hidden=True),
        Sheet("B", [header]),
    )
    assert propose(Workbook(sheets), vocabulary).mapping.sheet == "B"


def test_where_no_header_is_found_the_clerk_is_asked(found):
    assert found(["BUDI", "6472814107900001", "L"]) is None
    assert found(["Nama", "Warna", "Hobi"]) is None  # one known name is no list
    assert found(["RT", "RW", "Alamat", "Kelurahan"]) is None  # of houses, not of people
    below = [[]] * 20 + [["NIK", "Nama", "L/P", "RT"]]
    assert found(*below) is None


def test_a_header_the_clerk_shows_is_used_wherever_it_stands(vocabulary):
    sheet = Sheet("A", [[]] * 30 + [["NIK", "Nama", "L/P", "RT"]])
    mapping = map_header(sheet, 31, vocabulary)
    assert (mapping.first_row, mapping.columns["rt"]) == (32, 3)


def test_the_clerk_can_change_a_column_and_no_column_serves_twice(found):
    mapping = found(["NIK", "Nama", "L/P", "Kode X"])
    changed = mapping.with_column("kk", 3).with_column("mother_name", 1)
    assert changed.columns == {"nik": 0, "mother_name": 1, "sex": 2, "kk": 3}
    assert changed.with_column("sex", None).unmatched == (2,)
    assert mapping.columns == {"nik": 0, "name": 1, "sex": 2}
    with pytest.raises(ValueError, match="colour"):
        mapping.with_column("colour", 1)


def test_a_kept_profile_is_known_again_by_its_titles(found, vocabulary):
    mapping = found(["JUDUL"], [], ["Kode A", "Kode B", "NIK", "Nama", "RT"])
    mine = mapping.with_column("mother_name", 0).with_column("rt", None)
    kept = ListMapping.from_plain(json.loads(json.dumps(mine.to_plain())))
    assert kept == mine
    next_month = Sheet("B", [["kode a", "KODE B", "NIK ", "Nama", "RT", ""], ["x"]])
    proposal = propose(Workbook((next_month,)), vocabulary, {"RT 07": kept})
    assert proposal.profile == "RT 07"
    assert proposal.mapping.columns == mine.columns
    assert (proposal.mapping.sheet, proposal.mapping.header_row) == ("B", 1)
    other = Sheet("B", [["Kode A", "Kode C", "NIK", "Nama", "RT"]])
    assert propose(Workbook((other,)), vocabulary, {"RT 07": kept}).profile == ""


def test_a_profile_finds_a_list_that_has_no_known_title(found, vocabulary):
    sheet = Sheet("A", [["K1", "K2", "K3"], ["1", "2", "3"]])
    kept = map_header(sheet, 1, vocabulary).with_column("nik", 0).with_column("name", 2)
    proposal = propose(Workbook((sheet,)), vocabulary, {"sistem lama": kept})
    assert proposal.profile == "sistem lama"
    assert proposal.mapping.columns == {"nik": 0, "name": 2}


def test_a_profile_of_a_newer_program_keeps_what_is_known(found):
    plain = found(["NIK", "Nama", "L/P"]).to_plain()
    plain["columns"]["blood_type"] = 9
    assert ListMapping.from_plain(plain).columns == {"nik": 0, "name": 1, "sex": 2}


def test_every_target_has_a_name_for_the_clerk():
    heirs = [f"heirs.{index}.{name}" for index in (0, HEIRS - 1) for name in HEIR_FIELDS]
    for target in (*TEXT_FIELDS, *COMBINED, *heirs):
        assert is_target(target)
        assert column_label(target)
    for strange in ("heirs", "heirs.0", "heirs.99.nik", "heirs.x.nik", "heirs.0.colour", ""):
        assert not is_target(strange)
    assert column_label("heirs.1.nik") == "Ahli waris 2: NIK"


def test_the_words_of_lists_stand_for_codes_the_rules_know(vocabulary):
    for word, code in (("Suami", "husband"), ("isteri", "wife"), ("Anak Kandung", "child")):
        assert vocabulary.word("relation", word) == code == Relation(code)
    known = {"relation": Relation, "school": School, "marital_status": Marital}
    for field, codes in known.items():
        assert {vocabulary.word(field, word) for word in vocabulary.words_of(field)} == set(codes)


def test_a_field_that_does_not_exist_is_noticed_in_the_data():
    plain = {"columns": {"nick": ["NIK"]}, "ignored": {"titles": []}, "heirs": {"columns": {}}}
    with pytest.raises(ValueError, match="nick"):
        Vocabulary.from_plain(plain)

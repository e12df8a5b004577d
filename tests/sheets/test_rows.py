"""What a row of a list says, as the clerk would have typed it."""

import math
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sheets.mapping import map_header
from app.sheets.rows import read_rows
from app.sheets.workbook import Sheet

NIK = "6472814107900001"


def codes(row):
    return [(problem.code, problem.field) for problem in row.problems]


def test_a_whole_row_becomes_a_draft(reading):
    (row,) = reading(
        ["No", "NIK", "Nama", "Tempat, Tanggal Lahir", "L/P", "Umur", "Alamat", "RT/RW", "Kel.",
         "Pekerjaan", "Nama Ibu", "No HP", "Penghasilan", "Status Kawin", "Ahli waris", "Hubungan"],
        [1, NIK, "Budi  Contoh", "Samarinda, 01-07-1990", "L", 35, "Jl. Contoh 1", "007/003",
         "LEMPAKE", "Tukang ojek", "SANAH", 81254321098.0, "Rp 1.500.000,-", "Kawin", "SITI",
         "Istri"],
    ).people  # fmt: skip
    assert row.number == 2
    assert row.problems == ()
    draft = row.draft.to_plain()
    assert draft.pop("occupation")
    assert draft == {
        "nik": NIK, "name": "Budi Contoh", "birth_place": "Samarinda", "birth_date": "01-07-1990",
        "sex": "male", "mother_name": "SANAH", "marital_status": "married",
        "address": "Jl. Contoh 1", "rt": "007", "rw": "003", "kecamatan": "64.72.05",
        "kelurahan": draft["kelurahan"], "phone": "81254321098", "income": "1500000",
        "heirs": [{"name": "SITI", "relation": "wife"}],
    }  # fmt: skip
    assert draft["kelurahan"].startswith("64.72.05.")


@pytest.mark.parametrize(
    ("title", "field", "cell", "text"),
    [
        ("L/P", "sex", "LAKI-LAKI", "male"),
        ("L/P", "sex", "Laki2", "male"),
        ("L/P", "sex", "pria", "male"),
        ("L/P", "sex", "Wanita", "female"),
        ("L/P", "sex", "PEREMPUAN", "female"),
        ("L/P", "sex", 1.0, "male"),
        ("Status Kawin", "marital_status", "Belum Kawin", "single"),
        ("Status Kawin", "marital_status", "CERAI HIDUP", "divorced"),
        ("Status Kawin", "marital_status", "Cerai Mati", "widowed"),
        ("Tgl Lahir", "birth_date", date(1990, 7, 1), "01-07-1990"),
        ("Tgl Lahir", "birth_date", datetime(1990, 7, 1, 12, 30), "01-07-1990"),  # noqa: DTZ001
        ("Tgl Lahir", "birth_date", "1/7/1990", "01-07-1990"),
        ("Tgl Lahir", "birth_date", "1990-07-01", "01-07-1990"),
        ("Tgl Lahir", "birth_date", "1 Juli 1990", "01-07-1990"),
        ("Tgl Lahir", "birth_date", "01071990", "01-07-1990"),
        ("Tgl Lahir", "birth_date", 1071990.0, "01-07-1990"),
        ("Tgl Lahir", "birth_date", 1990.0, "1990"),  # a year is no day: the rules will say so
        ("Tgl Lahir", "birth_date", "07/31/1990", "07/31/1990"),
        ("Tgl Lahir", "birth_date", "31-02-1990", "31-02-1990"),
        ("Tgl Lahir", "birth_date", "01-07-90", "01-07-90"),
        ("TTL", "birth_date", "Kutai Kartanegara / 1 Juli 1990", "01-07-1990"),
        ("TTL", "birth_place", "Kutai Kartanegara / 1 Juli 1990", "Kutai Kartanegara"),
        ("TTL", "birth_place", "Samarinda", "Samarinda"),
        ("TTL", "birth_date", date(1990, 7, 1), "01-07-1990"),
        ("RT/RW", "rt", "007/003", "007"),
        ("RT/RW", "rw", "RT. 7 RW. 3", "003"),
        ("RT/RW", "rt", 7.0, "007"),
        ("RT/RW", "rw", "RW 03", "003"),
        ("RT", "rt", "RT 7", "007"),
        ("RT", "rt", 7.0, "007"),
        ("RT", "rt", "7A/2", "7A/2"),
        ("Penghasilan", "income", "Rp1.500.000,00", "1500000"),
        ("Penghasilan", "income", "1,5 juta", "1500000"),
        ("Penghasilan", "income", "750 ribu", "750000"),
        ("Penghasilan", "income", 1500000.0, "1500000"),
        ("Penghasilan", "income", "tidak tentu", "tidak tentu"),
        ("Penghasilan", "income", math.inf, "inf"),
        ("Desil", "desil", "Desil 2", "2"),
        ("Desil", "desil", 10.0, "10"),
        ("Masih Bekerja", "still_working", "Ya", "yes"),
        ("Pernah Peserta", "was_member", "Belum", "no"),
        ("Sumber Data", "social_source", "DTKS", "dtks"),
        ("Nama Ibu", "mother_name", "-", ""),
        ("Nama Ibu", "mother_name", "Tidak ada", ""),
        ("Nama Ibu", "mother_name", "Рахма", "Рахма"),
        ("Jam Kerja", "work_hours", time(8, 30), "08.30"),
        ("Alamat", "address", "Jl. Contoh\nGg. 2", "Jl. Contoh Gg. 2"),
        ("No KK", "kk", "0", ""),
        ("No KK", "kk", 0.0, ""),
    ],
)
def test_a_cell_is_read_as_it_is_meant(reading, title, field, cell, text):
    (row,) = reading(["NIK", "Nama", "Ket", title, "Email"], [NIK, "BUDI", "", cell, "x"]).people
    assert getattr(row.draft, field) == text
    assert row.problems == ()


@pytest.mark.parametrize(
    ("title", "cell", "problem", "kept"),
    [
        ("L/P", "XY", ("list.sex", "sex"), ("sex", "")),
        ("Status Kawin", "15", ("list.marital_status", "marital_status"), ("marital_status", "")),
        ("Kelurahan", "Antah Berantah", ("list.kelurahan", "kelurahan"), ("kelurahan", "")),
        ("Kecamatan", "Antah", ("list.kecamatan", "kecamatan"), ("kecamatan", "")),
        ("Pekerjaan", "Pawang Hujan", ("list.occupation", "occupation"),
         ("occupation_detail", "Pawang Hujan")),
        ("RT/RW", date(2026, 3, 7), ("list.rt_rw_date", "rt"), ("rt", "")),
        ("Tgl Lahir", 33055.0, ("list.date_serial", "birth_date"), ("birth_date", "01-07-1990")),
        ("Masih Bekerja", "kadang", ("list.answer", "still_working"), ("still_working", "")),
        ("Hubungan", "teman", ("list.relation", "heirs.0.relation"), ("name", "BUDI")),
        ("No KK", 6472810107900000.0, ("cell.rounded", "kk"), ("kk", "647281010790000")),
        ("NIK Ahli Waris", "6,47E+15", ("cell.scientific", "heirs.0.nik"), ("name", "BUDI")),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(reading, title, cell, problem, kept):
    (row,) = reading(["NIK", "Nama", "Email", title], [NIK, "BUDI", "x", cell]).people
    assert codes(row) == [problem]
    field, text = kept
    assert getattr(row.draft, field) == text


def test_a_nik_that_was_a_number_is_never_taken_for_whole(reading):
    header = ["NIK", "Nama", "RT"]
    people = reading(
        header,
        [6472814107900000.0, "A", 1],
        [6472814107900001.0, "B", 1],
        ["'6472814107900001", "C", 1],
        ["belum ada", "D", 1],
        ["sedang diurus", "E", 1],
        ["0", "F", 1],
        ["", "G", 1],
    ).people
    assert [codes(row)[0][0] if row.problems else "" for row in people] == [
        "cell.rounded", "cell.number", "cell.apostrophe", "", "", "", "",
    ]  # fmt: skip
    assert people[0].draft.nik == NIK[:15]
    assert [row.draft.nik for row in people[1:]] == [NIK, NIK, "", "", "", ""]
    assert [row.draft.nik_status for row in people[3:]] == ["none_yet", "in_process", "", ""]


def test_people_without_a_nik_stay_several_people(reading):
    people = reading(["NIK", "Nama", "RT"], ["-", "A", 1], ["-", "B", 1], ["-", "A", 1]).people
    assert [row.draft.name for row in people] == ["A", "B", "A"]


def test_a_tick_under_l_or_p_is_a_sex(reading):
    header = ["NIK", "Nama", "Jenis Kelamin", ""], ["", "", "L", "P"]
    people = reading(
        *header,
        [NIK, "A", "√", ""],
        [NIK, "B", "", 1.0],
        [NIK, "C", "v", "v"],
        [NIK, "D", "-", "x"],
    ).people
    assert [row.draft.sex for row in people] == ["male", "female", "", "female"]
    assert codes(people[2]) == [("list.sex", "sex")]


def test_heirs_stand_in_columns_or_in_the_rows_below(reading):
    read = reading(
        ["NIK", "Nama", "Ahli Waris 1", "Hubungan 1", "Ahli Waris 2", "Hubungan 2"],
        [NIK, "BUDI", "SITI", "istri", "", ""],
        ["", "", "ANI", "anak", "ADI", "teman"],
        [NIK, "WATI", "-", "-", "TONO", "suami"],
    )
    first, second = read.people
    assert [(heir.name, heir.relation) for heir in first.draft.heirs] == [
        ("SITI", "wife"), ("ANI", "child"), ("ADI", ""),
    ]  # fmt: skip
    assert codes(first) == [("list.relation", "heirs.2.relation")]
    assert [heir.name for heir in second.draft.heirs] == ["TONO"]
    assert (first.number, second.number, read.continued) == (2, 4, (3,))


def test_every_row_is_a_person_or_counted_as_something_else(reading):
    read = reading(
        ["No", "NIK", "Nama", "Alamat", "RT"],
        [1, 2, 3, 4, 5],
        [1, NIK, "BUDI", "Jl. A", 1],
        ["", "", "", "", ""],
        [2, "", "", "", ""],  # numbers typed ahead
        ["NO", "NIK", "NAMA", "ALAMAT", "RT"],  # the next page
        [3, "", "TOTAL CONTOH PERSADA", "Jl. B", 1],  # a name may begin so
        ["", "", "", "Jl. C", ""],  # a row nobody understands stays
        ["", "", "Jumlah", "3 orang", ""],
        ["", "", "", "Samarinda, 12 Januari 2026", ""],
        ["", "", "", "Ketua RT 07", ""],
        [],
        ["", "", "", "TUAN CONTOH", ""],
        [4, NIK, "WATI", "Jl. D", 1],  # below the signatures, and still a person
    )
    assert [row.number for row in read.people] == [3, 7, 8, 14]
    assert read.headings == (2, 6)
    assert read.footers == (9, 10, 11, 13)
    assert read.empty == 3


def test_a_short_list_of_births_is_not_taken_for_signatures(reading):
    read = reading(
        ["No", "Nama", "TTL", "L/P"],
        [1, "BUDI", "Samarinda, 1 Juli 1990", ""],
        [2, "WATI", "Samarinda, 2 Juli 1990", ""],
    )
    assert len(read.people) == 2
    assert read.footers == ()


cells = st.one_of(
    st.text(max_size=30),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["9" * 6000, "Rp " + "9" * 6000 + " juta", "desil " + "1" * 6000, math.inf]),
)


@given(rows=st.lists(st.lists(cells, max_size=14), max_size=6))
def test_no_cell_is_too_strange_to_be_read(vocabulary, resolve, rows):
    titles = ["NIK", "Nama", "TTL", "L/P", "RT/RW", "Kel.", "Kec.", "Penghasilan", "Desil", "RT",
              "No HP", "Status Kawin", "Ahli waris", "Hubungan"]  # fmt: skip
    sheet = Sheet("A", [titles, *rows])
    read = read_rows(sheet, map_header(sheet, 1, vocabulary), vocabulary, resolve)
    counted = len(read.people) + len(read.continued) + len(read.headings) + len(read.footers)
    assert counted + read.empty == len(rows)

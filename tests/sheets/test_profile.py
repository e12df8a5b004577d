"""Profiles of the insurer's lists: read whole, or refused by file and place."""

from datetime import date

import pytest
from tests.office import RESOURCES

from app.domain.refusal import Refusal
from app.sheets.insurer import cells_of
from app.sheets.profile import DEFAULT, load, profiles

SOUND = """
name = "Cabang Samarinda"
confirmed = true
[list]
sheet = "Data"
header_row = 3
[[list.column]]
title = "NIK"
source = "nik"
max_length = 16
required = true
[[list.column]]
title = "Kelamin"
source = "sex"
words = { male = "LAKI-LAKI", female = "PEREMPUAN" }
[[list.column]]
title = "Lahir"
source = "birth_date"
date = "yyyy/mm/dd"
[[list.column]]
title = "Nama"
source = "name"
upper = true
max_length = 10
[[list.column]]
title = "Segmen"
value = "BPU"
[answers]
dates = ["dd/mm/yyyy"]
[answers.titles]
nik = ["NIK"]
kpj = ["KPJ"]
[answers.words]
accepted = ["OK"]
refused = ["Gagal"]
[[answers.fix]]
words = ["Ibu Kandung"]
field = "mother_name"
code = "not_plausible"
"""


@pytest.fixture
def write(tmp_path):
    def write(text, folder="national", name="cabang.toml"):
        place = tmp_path / folder / "insurer"
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
        return place / name

    return write


def test_the_default_is_a_candidate_that_nobody_confirmed():
    profile = profiles(RESOURCES)[DEFAULT]
    assert not profile.confirmed
    assert "belum dikonfirmasi" in profile.name
    assert profile.said("TIDAK VALID") == "refused"
    assert profile.said("tidak  diterima.") == "refused"
    assert profile.said("Entah") is None
    assert profile.day("01-12-2026") == profile.day("2026-12-01") == date(2026, 12, 1)
    assert profile.day("31-02-2026") is None
    assert profile.fix("Nama Ibu Kandung tidak sama").field == "mother_name"
    assert profile.fix("Namanya lain") is None  # a word, not a piece of one


def test_a_cell_is_the_text_that_the_profile_says(write):
    profile = load(write(SOUND))
    person = {
        "nik": "6472810101800001",
        "sex": "male",
        "birth_date": date(1980, 1, 2),
        "name": "Budi",
    }
    cells, problems = cells_of(profile, person)
    assert cells == ["6472810101800001", "LAKI-LAKI", "1980/01/02", "BUDI", "BPU"]
    assert problems == ()
    cells, problems = cells_of(profile, {"name": "Muhammad Noor"})
    assert [(each.code, each.field) for each in problems] == [
        ("insurer.missing", "nik"),
        ("insurer.too_long", "name"),
    ]
    assert cells[3] == "MUHAMMAD NOOR"


def test_a_citys_file_takes_the_place_of_the_nations(write, tmp_path):
    write(SOUND)
    write(SOUND.replace("Cabang Samarinda", "Lain"), folder="samarinda")
    write(SOUND, folder="samarinda", name="kedua.toml")
    found = profiles(tmp_path)
    assert {code: each.name for code, each in found.items()} == {
        "cabang": "Lain",
        "kedua": "Cabang Samarinda",
    }


@pytest.mark.parametrize(
    ("sound", "wrong", "where"),
    [
        ("[list]", "[list", "line 4"),
        ('source = "nik"', 'source = "income"', "list.column 1 source"),
        ('source = "nik"', 'source = "nik"\nvalue = "x"', "list.column 1 source"),
        ('source = "nik"', 'source = "nik"\nformula = "=A1"', "list.column 1"),
        ('source = "nik"', 'source = "kpj"', "list.column nik"),
        ("max_length = 16", 'max_length = "16"', "list.column 1 max_length"),
        ("required = true", 'required = "ya"', "list.column 1 required"),
        ('date = "yyyy/mm/dd"', "", "list.column 3 date"),
        ('date = "yyyy/mm/dd"', 'date = "yyyy/%f/dd"', "list.column 3 date"),
        ('title = "Lahir"', 'title = "NIK"', "list.column title"),
        ("header_row = 3", "header_row = 0", "list.header_row"),
        ("confirmed = true", 'confirmed = "ya"', "confirmed"),
        ('name = "Cabang Samarinda"', "", "name"),
        ('nik = ["NIK"]', 'nik = "NIK"', "answers.titles nik"),
        ('kpj = ["KPJ"]', "", "answers.titles.kpj"),
        ('refused = ["Gagal"]', 'refused = ["ok"]', "answers.words refused"),
        ('refused = ["Gagal"]', 'gagal = ["Gagal"]', "answers.words"),
        ('code = "not_plausible"', 'code = "apa"', "answers.fix 1 code"),
        ('field = "mother_name"', 'field = "ibu"', "answers.fix 1 field"),
        ('dates = ["dd/mm/yyyy"]', 'dates = ["d/m/y"]', "answers.dates"),
        ('dates = ["dd/mm/yyyy"]', "dates = 5", "answers.dates"),
    ],
)
def test_what_is_wrong_with_a_profile_is_told_by_file_and_place(
    write, tmp_path, sound, wrong, where
):
    write(SOUND.replace(sound, wrong, 1))
    with pytest.raises(Refusal) as caught:
        profiles(tmp_path)
    problem = caught.value.problems[0]
    facts = dict(problem.facts)
    assert (problem.code, facts["file"]) == ("insurer.profile", "cabang.toml")
    assert where in facts["where"]

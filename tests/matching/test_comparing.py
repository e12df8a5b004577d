"""How alike two rows are, field by field, as a table of what clerks write."""

import numpy as np
import pytest

from app.matching.city.comparing import AT, Birth, Comparer, Digits, Identity, Likeness, Place
from app.matching.city.people import People
from app.matching.city.reading import Reader, read_parts
from app.matching.city.words import tokens


def level(field, one, other):
    """The level of one comparison between two rows with the given columns."""
    columns = {name: [one.get(name, ""), other.get(name, "")] for name in {*one, *other}}
    reader = Reader()
    table = reader.read(People(["a", "b"], columns))
    compared = Comparer(table, reader).compare(np.array([0]), np.array([1]))
    return int(compared.levels[AT[field], 0])


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("SITI AMINAH", "SITI AMINAH", Likeness.EXACT),
        ("SITI AMINAH", "siti  aminah", Likeness.EXACT),
        ("SITI AMINAH", "HJ. SITI AMINAH, S.Pd", Likeness.SAME),
        ("MUHAMMAD YUSUF", "MOCH. JOESOEF", Likeness.SAME),
        ("ABDUL RAHMAN", "ABDURRAHMAN", Likeness.SAME),
        ("SITI AISYAH", "AISAH SITTI", Likeness.SAME),
        ("BUDI SANTOSO", "BUDI SANTSOO", Likeness.NEAR),
        ("BUDI SANTOSO", "BUDISANTOSO", Likeness.NEAR),
        ("BUDI SANTOSO", "BUDI S.", Likeness.INITIAL),
        ("BUDI SANTOSO", "BUDI SANTOSO BIN KARIM", Likeness.SUBSET),
        ("BUDI SANTOSO", "BUDI", Likeness.SUBSET),
        ("BUDI SANTOSO", "BUDI WIJAYA", Likeness.PART),
        ("BUDI SANTOSO", "RAHMAT HIDAYAT", Likeness.DIFFER),
        ("BUDI SANTOSO", "", Likeness.MISSING),
        ("Иванов Пётр", "ИВАНОВ ПЕТР", Likeness.SAME),
        ("Иванов Пётр", "Пётр Иванов", Likeness.SAME),
        ("Иванов Пётр", "Иваноф Пётр", Likeness.NEAR),
        ("王小明", "王小明", Likeness.EXACT),
        ("王小明", "王大同", Likeness.PART),
        ("أحمد علي", "احمد علي", Likeness.SAME),
        ("José Núñez", "JOSE NUNEZ", Likeness.SAME),
        ("Søren Łukasz", "SOREN LUKASZ", Likeness.SAME),
        ("BUDI SANTOSO", "BUDI SNATSOO", Likeness.LIKE),
        ("สมชาย ใจดี", "ใจดี สมชาย", Likeness.SAME),
        ("दीपक शर्मा", "दीपक सिंह", Likeness.PART),
        ("فاطمة علي", "فاطمه على", Likeness.SAME),
    ],
)
def test_two_spellings_of_a_name_are_as_alike_as_they_sound(one, other, like):
    assert level("name", {"name": one}, {"name": other}) == like
    assert level("mother", {"mother_name": other}, {"mother_name": one}) == like


@pytest.mark.parametrize("name", ["สมชาย ใจดี", "दीपक शर्मा", "නිමල් පෙරේරා"])
def test_a_vowel_above_a_letter_is_no_end_of_a_word(name):
    assert len(tokens(name)) == 2


def test_words_that_go_together_are_counted_together():
    """Who has one sign of a Chinese given name has the other: they are not two coincidences."""
    names = [
        "王文博",
        "李文博",
        "张文博",
        "刘文博",
        "陈文博",
        *(f"王小{sign}" for sign in "明华强军"),
    ]
    births = [f"{1950 + at}-01-01" for at in range(len(names))]
    reader = Reader()
    table = reader.read(People([str(at) for at in range(9)], {"name": names, "birth_date": births}))
    compared = Comparer(table, reader).compare(np.array([0]), np.array([1]))
    assert compared.levels[AT["name"], 0] == Likeness.PART
    assert np.exp(compared.rarity[AT["name"], 0]) >= 0.9  # three words, of which one may differ


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("17-08-1985", "1985-08-17", Birth.EXACT),
        ("17-08-1985", "17 Agustus 1985", Birth.EXACT),
        ("17-08-1985", "19850817", Birth.EXACT),
        ("05-08-1985", "08-05-1985", Birth.SWAPPED),
        ("17-08-1985", "17-08-1986", Birth.SLIP_YEAR),
        ("17-08-1979", "17-08-1980", Birth.SLIP_YEAR),
        ("17-08-1985", "17-09-1985", Birth.SLIP_MONTH),
        ("17-08-1985", "71-08-1985", Birth.SLIP_DAY),
        ("17-08-1985", "01-01-1985", Birth.FILLER),
        ("17-08-1985", "1985", Birth.FILLER),
        ("17-08-1985", "17-12-1985", Birth.OTHER_MONTH),
        ("17-08-1985", "03-08-1985", Birth.OTHER_DAY),
        ("17-08-1985", "17-08-1962", Birth.OTHER_YEAR),
        ("17-08-1985", "03-05-1986", Birth.YEAR),
        ("17-08-1985", "03-05-1992", Birth.DIFFER),
        ("17-08-1985", "-", Birth.MISSING),
    ],
)
def test_two_birth_dates_are_as_alike_as_a_slip_of_the_hand(one, other, like):
    assert level("birth", {"birth_date": one}, {"birth_date": other}) == like


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("6472815708850001", "6472 8157 0885 0001", Identity.EXACT),
        ("6472815708850001", "'6472815708850001", Identity.EXACT),
        ("6472815708850001", "6472815708580001", Identity.NEAR),  # two neighbours swapped
        ("6472815708850001", "6472815708859001", Identity.SERIAL),
        ("6472815708850001", "6472811708850002", Identity.NEXT),  # a twin brother
        ("6472815708850001", "6472811708850001", Identity.NEAR),  # the sex typed wrongly
        ("6472815708850001", "6472815708850", Identity.DIFFER),
        ("6472815708850001", "64728157088500011", Identity.NEAR),
        ("6472815708850001", "6472855708850041", Identity.LOOSE),
        ("6472815708850001", "0102120101700009", Identity.DIFFER),
        ("6472815708850001", "0000000000000000", Identity.MISSING),
        ("6472815708850001", "-", Identity.MISSING),
    ],
)
def test_two_nik_are_as_alike_as_a_typing_error(one, other, like):
    assert level("nik", {"nik": one}, {"nik": other}) == like


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("081253459012", "+62 812-5345-9012", Digits.EXACT),
        ("081253459012", "081253459021", Digits.NEAR),
        ("081253459012", "085299998888", Digits.DIFFER),
        ("081253459012", "0", Digits.MISSING),
    ],
)
def test_two_phones_are_one_number_however_written(one, other, like):
    assert level("phone", {"phone": one}, {"phone": other}) == like


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Jl. Mawar No. 12", "JALAN MAWAR 12", Place.HOUSE),
        ("Jl. Mawar No. 12", "JL MAWAR RT 3", Place.STREET),
        ("Jl. Mawar No. 12", "JL MAWAR NO 90", Place.PART),
        ("Jl. Mawar No. 12", "Gg. Damai 4", Place.DIFFER),
    ],
)
def test_two_addresses_are_one_house_however_written(one, other, like):
    assert level("place", {"address": one}, {"address": other}) == like


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1/7/1970", (1970, 7, 1)),
        ("12/31/1970", (1970, 12, 31)),  # as America writes it
        ("1970-07-01 00:00:00", (1970, 7, 1)),
        ("31-06-1970", (1970, 6, 31)),  # no such day, and still it says much
        ("01 Mei 70", (1970, 5, 1)),
        ("1970", (1970, 0, 0)),
        ("12", (0, 0, 0)),
        ("", (0, 0, 0)),
        ("tidak tahu", (0, 0, 0)),
    ],
)
def test_a_date_is_read_in_any_usual_order(text, parts):
    assert read_parts(text) == parts

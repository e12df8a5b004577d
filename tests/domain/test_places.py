from datetime import date

import pytest

from app.domain.dated import Validity
from app.domain.places import Place, Places, Spelling


def test_samarinda_has_59_kelurahan_in_10_kecamatan(reference):
    places = reference.places
    assert (places.city, places.city_name) == ("64.72", "Kota Samarinda")
    assert len(places.kecamatan()) == 10
    assert len(places.kelurahan()) == 59
    per_kecamatan = [len(places.kelurahan(each.code)) for each in places.kecamatan()]
    assert per_kecamatan == [5, 6, 8, 5, 8, 7, 5, 5, 5, 5]


def test_a_kelurahan_knows_its_name_kecamatan_and_postal_code(reference):
    places = reference.places
    code = "64.72.05.1003"
    assert places.name(code) == "Lempake"
    assert places.postal_code(code) == "75118"
    assert places.name(places.kecamatan_of(code)) == "Samarinda Utara"
    assert all(places.postal_code(each.code).startswith("75") for each in places.kelurahan())


def test_every_place_is_found_by_its_own_name(reference):
    places = reference.places
    assert [places.find(each.name) for each in places.kelurahan()] == [
        each.code for each in places.kelurahan()
    ]
    assert [places.find_kecamatan(each.name) for each in places.kecamatan()] == [
        each.code for each in places.kecamatan()
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("LEMPAKE", "Lempake"),
        ("  lempake ", "Lempake"),
        ("Kel. Lempake", "Lempake"),
        ("KELURAHAN LEMPAKE", "Lempake"),
        ("Kel Lempake, Kec. Samarinda Utara", "Lempake"),
        ("Kel. Lempake Kec. Smd Utara Kota Samarinda", "Lempake"),
        ("Lempake, Samarinda Utara, Kota Samarinda", "Lempake"),
        ("Lempake, Samarinda", "Lempake"),
        ("Lempake\u200b", "Lempake"),
        ("64.72.05.1003", "Lempake"),
        ("6472051003", "Lempake"),
        ("Sei Siring", "Sungai Siring"),
        ("Sei. Siring", "Sungai Siring"),
        ("S. Siring", "Sungai Siring"),
        ("Sungai Siring Pelita", "Sungai Siring"),
        ("Pelita", "Pelita"),
        ("sei pinang dalam", "Sungai Pinang Dalam"),
        ("Sei.Pinang Luar", "Sungai Pinang Luar"),
        ("Masjid", "Mesjid"),
        ("Mesjid", "Mesjid"),
        ("Baka", "Baqa"),
        ("BAQA", "Baqa"),
        ("Tenun", "Tenun Samarinda"),
        ("Tenun Samarinda", "Tenun Samarinda"),
        ("Dadimulya", "Dadi Mulya"),
        ("Sido Mulyo", "Sidomulyo"),
        ("Gn. Kelua", "Gunung Kelua"),
        ("Tl Lerong Ulu", "Teluk Lerong Ulu"),
        ("Simpang 3", "Simpang Tiga"),
        ("Pampang", "Budaya Pampang"),
        ("Sambutan", "Sambutan"),
        ("Loa Bahu", "Lok Bahu"),
    ],
)
def test_a_kelurahan_is_found_by_the_spellings_in_use(reference, written, name):
    code = reference.places.find(written)
    assert code is not None
    assert reference.places.name(code) == name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Kel.",
        ",",
        "Karang Asam",  # Ulu or Ilir
        "Teluk Lerong",
        "Sempaja",  # four of them
        "Sungai Pinang",  # a kecamatan; Dalam and Luar are its kelurahan
        "Loa Janan",  # a kecamatan of the regency beside
        "Samarinda",
        "Samarinda Utara",
        "64.72.05",
        "64.72.05.1001",  # left the list long ago
        "Lempake, Palaran",  # Lempake lies elsewhere
        "Lempake, Balikpapan",
        "Lempake, Samarinda Utara, Palaran",
        "Lempake, Palaran, Samarinda Utara",
        "Lempake Barat",
        "Lempakee",
        "Tebet",
    ],
)
def test_what_is_not_clear_is_left_to_a_person(reference, written):
    assert reference.places.find(written) is None


def test_the_kecamatan_of_another_column_must_agree(reference):
    places = reference.places
    assert places.find("Lempake", "64.72.05") == "64.72.05.1003"
    assert places.find("Lempake", "64.72.01") is None
    assert places.find("Lempake, Samarinda Utara", "64.72.01") is None


def test_two_kelurahan_of_one_name_are_told_apart_by_their_kecamatan():
    places = Places(
        [
            Place("01.01", "Kota Contoh", "kota", "01", ""),
            Place("01.01.01", "Barat", "kecamatan", "01.01", ""),
            Place("01.01.02", "Timur", "kecamatan", "01.01", ""),
            Place("01.01.01.1001", "Sukamaju", "kelurahan", "01.01.01", "10001"),
            Place("01.01.02.1001", "Suka Maju", "kelurahan", "01.01.02", "10002"),
        ],
        Validity(date(2026, 1, 1), None, "a law"),
        Spelling({}, {}, (), ("KEC",), ()),
        {},
    )
    assert places.find("Sukamaju") is None
    assert places.find("Sukamaju", "01.01.02") == "01.01.02.1001"
    assert places.find("Sukamaju Kec. Barat") == "01.01.01.1001"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kec. Samarinda Utara", "64.72.05"),
        ("SMD UTARA", "64.72.05"),
        ("S. Utara", "64.72.05"),
        ("Sei Kunjang", "64.72.06"),
        ("Sungai Pinang", "64.72.08"),
        ("Samarinda Kota", "64.72.09"),
        ("Samarinda Ulu Kota Samarinda", "64.72.03"),
        ("Seberang", "64.72.02"),
        ("Sambutan", "64.72.07"),
        ("647205", "64.72.05"),
        ("64.72.05.1003", None),
        ("Samarinda", None),
        ("Loa Janan", None),
        ("Lempake", None),
        ("", None),
    ],
)
def test_a_kecamatan_is_found_by_the_spellings_in_use(reference, written, code):
    assert reference.places.find_kecamatan(written) == code


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("64", "Kalimantan Timur"),
        ("64.72", "Kota Samarinda"),
        ("64.72.05", "Samarinda Utara"),
        ("64.72.10", "Loa Janan Ilir"),
        ("54", "Timor Timur"),  # no province any more, but a NIK keeps its code
        ("96", "Papua Barat Daya"),
        ("64.72.81", None),
        ("64.71", None),  # outside the city only provinces are held
        ("01", None),
        ("99", None),
        ("", None),
    ],
)
def test_a_region_of_a_nik_is_named_where_it_is_known(reference, region, name):
    assert reference.places.region_name(region) == name

import time
from datetime import date

import pytest

from app.domain.occupations import Occupations


def test_every_group_of_the_list_is_there_and_every_code_says_its_group(reference):
    groups = list(dict.fromkeys(each.group.code for each in reference.occupations))
    assert groups == [*(f"{number:02}" for number in range(1, 14)), "99"]
    assert all(each.code.startswith(each.group.code) for each in reference.occupations)
    assert all(len(each.code) == 4 for each in reference.occupations)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gojek", "Ojek/kurir daring"),
        ("grab", "Ojek/kurir daring"),
        ("Ojol", "Ojek/kurir daring"),
        ("ojek", "Tukang ojek"),
        ("kuli", "Kuli angkut/buruh pelabuhan"),
        ("kuli bangunan", "Tukang batu mandiri"),
        ("jukir", "Juru parkir"),
        ("PKL", "Pedagang kaki lima (PKL)"),
        ("sayur", "Pedagang pasar"),
        ("sayur keliling", "Pedagang keliling/asongan"),
        ("keliling sayur", "Pedagang keliling/asongan"),
        ("nelay", "Nelayan (sungai/laut)"),
        ("petani", "Petani"),
        ("buruh", "Buruh harian lepas"),
        ("supir", "Sopir truk/logistik"),
        ("ketinting", "Motoris speedboat/tukang perahu"),
        ("tenun", "Penenun sarung Samarinda"),
        ("pembantu", "Asisten rumah tangga (ART)"),
        ("art", "Asisten rumah tangga (ART)"),
        ("guru qur'an", "Guru ngaji"),
        ("marbut", "Marbot"),
        ("RT", "Ketua RT/RW"),
        ("amplang", "Pembuat amplang/produksi makanan"),
        ("gali kubur", "Penggali kubur"),
        ("lain-lain", "Lainnya"),
        ("tambal", "Montir"),
    ],
)
def test_the_job_a_clerk_means_comes_first(reference, typed, first):
    assert reference.occupations.find(typed)[0].name == first


def test_whole_words_come_before_the_beginnings_of_longer_ones(reference):
    names = [each.name for each in reference.occupations.find("kuli")]
    assert names.index("Tukang batu mandiri") < names.index("Penjual makanan/minuman")  # kuliner


def test_no_text_shows_the_whole_list_in_its_order_and_nonsense_nothing(reference):
    everything = reference.occupations.find(" ")
    assert [each.code for each in everything] == sorted(reference.occupations.by_code)
    assert reference.occupations.find("zzz") == []


def test_every_job_is_found_by_its_own_name_and_each_of_its_synonyms(reference):
    for each in reference.occupations:
        for text in (each.name, *each.synonyms):
            assert each in reference.occupations.find(text)[:3], text


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("JURU PARKIR", "0703"),
        ("jukir", "0703"),
        ("0703", "0703"),
        ("Petani/Pekebun", "0301"),
        ("juru", None),  # a beginning is not enough for a list
        ("juru parkir motor", None),
        ("", None),
    ],
)
def test_a_list_is_taken_at_its_word_only(reference, written, code):
    found = reference.occupations.match(written)
    assert (found.code if found else None) == code


def test_no_synonym_belongs_to_two_jobs(reference):
    for each in reference.occupations:
        for text in (each.name, *each.synonyms):
            assert reference.occupations.match(text) is each, text


def test_a_word_for_two_jobs_is_left_to_a_person():
    plain = {
        "valid_from": date(2026, 1, 1),
        "legal_basis": "a law",
        "group": [
            {
                "code": "01",
                "name": "Jasa",
                "sector": "other",
                "job": [
                    {"code": "0101", "name": "Tukang kebun", "synonyms": ["tukang"]},
                    {"code": "0102", "name": "Tukang sapu", "synonyms": ["tukang"]},
                ],
            }
        ],
    }
    occupations = Occupations.from_plain(plain)
    assert occupations.match("tukang") is None
    assert [each.code for each in occupations.find("tukang")] == ["0101", "0102"]


def test_only_transport_has_the_discount_of_transport(reference):
    sectors = {each.group.code: each.sector for each in reference.occupations}
    assert [code for code, sector in sectors.items() if sector == "transport"] == ["01"]


def test_a_job_out_of_the_list_needs_the_clerks_own_words(reference):
    assert [each.code for each in reference.occupations if each.detail_needed] == ["9901"]


def test_the_list_of_a_day_before_it_began_is_empty(reference):
    assert len(reference.occupations.on(date(2023, 12, 31))) == 0
    assert reference.occupations.on(date(2026, 11, 22)) is reference.occupations


def test_a_search_takes_less_than_a_millisecond(reference):
    fastest = min(_seconds(reference, "keliling sayur xx") for _ in range(20))
    assert fastest < 0.001


def _seconds(reference, text: str) -> float:
    start = time.perf_counter()
    reference.occupations.find(text)
    return time.perf_counter() - start

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from app.domain.reference import Reference, ReferenceFailure
from app.domain.refusal import Problem, Refusal
from app.domain.tariff import Fund
from app.wording.catalogue import sentence

RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = date(2026, 11, 22)


@pytest.fixture
def data(tmp_path):
    """A copy of the data files that a test may change."""
    for name in ("national", "samarinda"):
        shutil.copytree(RESOURCES / name, tmp_path / name)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_profile_of_the_city_names_who_is_in_charge(reference):
    assert reference.city.name == "Kota Samarinda"
    assert reference.city.hotline == "175"
    assert reference.controller.on(TODAY).name == "Pemerintah Kota Samarinda"
    assert reference.owner.on(TODAY).validity.confirm  # may move to another office
    assert reference.programme.on(TODAY).fund is Fund.APBD
    assert reference.retention.on(TODAY).validity.confirm


def test_the_purpose_text_names_the_controller_and_carries_a_version(reference):
    purpose = reference.purpose.on(TODAY)
    assert purpose.version
    assert "UU 27/2022" in purpose.validity.legal_basis
    assert "Pemerintah Kota Samarinda" in purpose.text
    assert "{" not in purpose.text
    assert purpose.short


def test_a_day_without_a_purpose_text_is_refused(reference):
    with pytest.raises(Refusal):
        reference.purpose.on(date(2022, 10, 16))


@pytest.mark.parametrize(
    "name",
    [
        "benefits.toml",
        "discounts.toml",
        "eligibility.toml",
        "heirs.toml",
        "occupations.toml",
        "purpose.toml",
        "tariff.csv",
        "provinces.csv",
    ],
)
def test_a_missing_or_torn_national_file_is_named(data, name):
    file = data / "national" / name
    file.write_bytes(file.read_bytes()[:-40] + b'\n"torn')
    with pytest.raises(ReferenceFailure) as failed:
        Reference.load(data)
    assert (failed.value.code, failed.value.file) == ("reference.damaged", name)
    assert sentence(Problem(failed.value.code))

    file.unlink()
    with pytest.raises(ReferenceFailure) as failed:
        Reference.load(data)
    assert (failed.value.code, failed.value.file) == ("reference.missing", name)
    assert sentence(Problem(failed.value.code))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("national/eligibility.toml", 'code = "E9"', 'code = "E99"'),
        ("national/eligibility.toml", 'source = "city"', 'source = "moon"'),
        ("national/heirs.toml", 'code = "other"', 'code = "cousin"'),
        ("national/heirs.toml", 'proofs = ["will_deed"]', 'proofs = ["word"]'),
        ("national/occupations.toml", 'code = "0102"', 'code = "0202"'),
        ("national/occupations.toml", 'code = "0102"', 'code = "0101"'),
        ("national/tariff.csv", "1,0,1000000", "1,5,1000000"),
        ("national/tariff.csv", "2,1100000,1200000", "2,0,1200000"),
        ("national/tariff.csv", "PP 44/2015 Lampiran II", ""),
        ("national/discounts.toml", "percent = 50", "percent = 500"),
        ("national/discounts.toml", "valid_to = 2021-01-31", "valid_to = 2031-01-31"),
        ("national/benefits.toml", 'at_least = "jkm_grant"', 'at_least = "nothing"'),
        ("national/purpose.toml", "permintaan: {contact}", "permintaan: {somebody}"),
        ("national/purpose.toml", "valid_from = 2022-10-17", "valid_from = 2002-10-17"),
        ("samarinda/profile.toml", 'hotline = "175"', 'phone = "175"'),
        ("samarinda/profile.toml", 'fund = "apbd"', 'fund = "luck"'),
        ("samarinda/profile.toml", 'code = "64.72"', 'code = "64.71"'),
        ("samarinda/profile.toml", 'occupation = "0901"', 'occupation = "0999"'),
        ("samarinda/aliases.toml", '"64.72.02.1010"', '"64.72.02.9999"'),
        ("samarinda/wilayah.csv", "64.72,kota", "64.71,kota"),
        ("samarinda/wilayah.csv", "64.72.01.1002", "64.72.01.1001"),
        ("samarinda/wilayah.csv", "Rawa Makmur,64.72.01", "Rawa Makmur,64.72.99"),
    ],
)
def test_data_that_contradict_themselves_are_damaged(data, name, old, new):
    change(data / name, old, new)
    with pytest.raises(ReferenceFailure) as failed:
        Reference.load(data)
    assert failed.value.code == "reference.damaged"


def test_a_city_that_is_not_there_is_missing():
    with pytest.raises(ReferenceFailure, match=r"reference\.missing: profile"):
        Reference.load(RESOURCES, "atlantis")


def test_another_city_is_another_folder_and_may_have_its_own_rules(data):
    shutil.copytree(data / "samarinda", data / "bontang")
    shutil.copy(data / "national" / "eligibility.toml", data / "bontang")
    change(data / "bontang" / "eligibility.toml", "age_from = 18", "age_from = 21")

    def lower_age(city: str) -> int:
        rules = Reference.load(data, city).rules
        return next(each.limits["age_from"] for each in rules.entries if each.code == "E2")

    assert (lower_age("bontang"), lower_age("samarinda")) == (21, 18)


def test_no_number_of_the_law_stands_in_the_code():
    rooms = RESOURCES.parent / "src" / "app" / "domain"
    ours = (
        "benefits", "dated", "eligibility", "heirs", "occupations", "places", "reference",
        "states", "tariff",
    )  # fmt: skip
    law = re.compile(r"\b(16_?800|10_?000|6_?800|42_000_000|64\.72|18|21|23|36|64|65|80)\b")
    for name in ours:
        code = (rooms / f"{name}.py").read_text(encoding="utf-8")
        code = re.sub(r'""".*?"""|#[^\n]*', "", code, flags=re.DOTALL)
        assert not law.search(code), name

"""Files of other offices, each kind read by its profile."""

import shutil

import pytest
from tests.sheets.conftest import RESOURCES

from app.domain.checks import ANSWERS, CheckKind
from app.domain.reference import ReferenceFailure
from app.domain.refusal import Refusal
from app.sheets.outside import answers_of, check_profiles, list_profiles, people_of
from app.sheets.read import read
from app.sheets.workbook import Sheet, Workbook

CHECKS = check_profiles(RESOURCES)


@pytest.fixture
def resources(tmp_path):
    """Data files that may be changed."""
    for part in ("national", "samarinda"):
        for kind in ("elsewhere", "checks"):
            (tmp_path / part / kind).mkdir(parents=True)
    shutil.copytree(RESOURCES / "national", tmp_path / "national", dirs_exist_ok=True)
    return tmp_path


def answers(check, *rows):
    return answers_of(Workbook((Sheet("Hasil", rows),)), CHECKS[check])


def test_every_funder_and_every_check_has_a_profile():
    sources = {each.source for each in list_profiles(RESOURCES).values()}
    assert sources == {"province", "baznas", "rt_heads", "non_asn", "wage_earners"}
    assert {each.check for each in CHECKS.values()} == set(CheckKind)


def test_each_answer_can_be_said_in_words():
    for profile in CHECKS.values():
        said = set(profile.words.values())
        numbers = {str(each) for each in range(1, 11)} if profile.check is CheckKind.DESIL else ()
        assert said | set(numbers) == set(ANSWERS[profile.check])


def test_a_citys_profile_takes_the_place_of_the_nations(resources):
    own = resources / "samarinda" / "elsewhere" / "baznas.toml"
    own.write_text('source = "baznas"\nlabel = "Baznas Samarinda"\n')
    assert list_profiles(resources)["baznas"].label == "Baznas Samarinda"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("elsewhere", 'source = "x"'),
        ("elsewhere", "bukan toml"),
        ("checks", 'check = "bintang"\nlabel = "x"\nsource = "x"\n[columns]\n'),
        ("checks", 'check = "desil"\nlabel = "x"\nsource = "x"\n[columns]\nwarna = ["Warna"]\n'),
        (
            "checks",
            'check = "desil"\nlabel = "x"\nsource = "x"\n[columns]\n[answers]\n11 = ["XI"]\n',
        ),
    ],
)
def test_a_damaged_profile_is_said(resources, kind, text):
    (resources / "samarinda" / kind / "own.toml").write_text(text)
    with pytest.raises(ReferenceFailure, match=r"own\.toml"):
        (list_profiles if kind == "elsewhere" else check_profiles)(resources)


def test_a_list_of_old_excel_is_read_as_well(golden, vocabulary, resolve):
    people = people_of(
        read(golden / "list.xls"), list_profiles(RESOURCES)["baznas"], vocabulary, resolve
    )
    assert all(each.draft.name for each in people)


@pytest.mark.parametrize(
    ("cell", "value"),
    [(2.0, "2"), (" 07 ", "7"), ("Desil 10", "10"), ("tidak ada", "0"), ("11", None), ("", None)],
)
def test_a_decile_is_read_however_it_is_written(cell, value):
    (row,) = answers("desil", ["NIK", "Desil"], ["6472814107900001", cell])
    assert row.value == value


def test_a_nik_that_excel_has_rounded_is_not_taken_for_one():
    rounded, whole = answers(
        "dukcapil", ["NIK", "Hasil"], [6472814107900010.0, "Padan"], ["6472814107900001", "PADAN"]
    )
    assert (rounded.problem.code, rounded.problem.field) == ("cell.rounded", "nik")
    assert (whole.problem, whole.value) == (None, "matched")


def test_a_header_is_found_below_titles_and_the_hidden_sheet_last():
    rows = (["HASIL", ""], [], ["No", "NIK", "Status"], [1, "6472814107900001", "Padan"])
    hidden = Sheet("Lama", (["NIK", "Status"], ["6472814107900002", "Padan"]), hidden=True)
    (found,) = answers_of(Workbook((hidden, Sheet("Hasil", rows))), CHECKS["dukcapil"])
    assert (found.row, found.nik) == (4, "6472814107900001")
    with pytest.raises(Refusal, match=r"import\.no_rows"):
        answers("dukcapil", ["NIK", "Status"])

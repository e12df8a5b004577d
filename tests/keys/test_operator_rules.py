"""What a name and a password must be."""

import pytest

from app.keys.operator_rules import folded, name_problems, password_problems, tidy


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password.short"),
        ("tujuh77", "password.short"),
        ("e\u0301" * 7, "password.short"),  # fourteen code points, seven letters
        ("Ratna Dewi", "password.name"),
        ("  ratna   DEWI ", "password.name"),
        ("12345678", "password.simple"),
        ("KELURAHAN", "password.simple"),
        ("        ", "password.simple"),
        ("ababababab", "password.simple"),
        ("tiga kata mudah", None),
        ("Ratna Dewi 1985", None),
        ("\u0e23\u0e31\u0e01\u0e29\u0e32\u0e04\u0e27\u0e32\u0e21", None),
    ],
)
def test_which_passwords_are_taken(password, code):
    problems = password_problems(password, "Ratna Dewi")
    assert [(p.code, p.field) for p in problems] == ([(code, "password")] if code else [])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "operator.name_missing"),
        (" \t\n", "operator.name_missing"),
        ("x" * 61, "operator.name_long"),
        ("Ra\u200btna", "operator.name_shape"),
        ("Ratna\x00", "operator.name_shape"),
        ("Ratna\ud800", "operator.name_shape"),
        ("x" * 60, None),
        ("I Gusti Ayu Ratna D\u00e9wi, S.Kom.", None),
    ],
)
def test_which_names_are_taken(name, code):
    problems = name_problems(name)
    assert [(p.code, p.field) for p in problems] == ([(code, "name")] if code else [])


def test_spaces_and_case_and_unicode_form_make_no_other_name():
    assert tidy("  Ratna \t Dewi ") == "Ratna Dewi"
    assert tidy("De\u0301wi") == "D\u00e9wi"
    assert folded("RATNA  De\u0301wi") == folded("Ratna D\u00e9wi")

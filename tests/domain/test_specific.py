"""What of a record is masked for whom needs it not."""

from dataclasses import replace
from datetime import date

import pytest
from tests.office import SITI

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.domain.specific import MASK, SHOWN_OF_A_CHILD, SPECIFIC, Veil, children, veil

TODAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("heir", "is_child"),
    [
        ({"relation": "child", "birth_date": "2008-10-06"}, True),  # 18 tomorrow
        ({"relation": "child", "birth_date": "2008-10-05"}, False),  # 18 today
        ({"relation": "sibling", "birth_date": "2015-01-01"}, True),
        ({"relation": "child"}, True),  # nobody knows how old
        ({"relation": "grandchild", "birth_date": "31 Februari"}, True),
        ({"relation": "wife"}, False),
        ({"relation": "mother", "birth_date": 5}, False),
        ({}, True),
        ({"relation": ["child"], "birth_date": "2030-01-01"}, True),  # came from outside
        ({"relation": ["child"]}, True),
    ],
)
def test_who_is_a_child(reference, heir, is_child):
    found = children({"heirs": [{"relation": "wife"}, heir]}, reference.heirs, TODAY)
    assert found == ({1} if is_child else set())


@pytest.mark.parametrize(
    ("field", "hidden"),
    [
        ("name", False), ("nik", False), ("wage_base", False), ("desil", False),
        ("heirs", False), ("", False),
        ("income", True), ("disability", True), ("not_ill", True),
        ("account_number", True),  # of a newer program
        ("heirs.0.name", False), ("heirs.0.nik", False), ("heirs.0.bank", True),
        ("heirs.1.name", True), ("heirs.1.nik", True), ("heirs.1.birth_date", True),
        ("heirs.1.school", True), ("heirs.1.guardian", True), ("heirs.1.phone", True),
        ("heirs.1.relation", False), ("heirs.1.proof", False), ("heirs.1.claimant", False),
        ("heirs.x.name", True), ("heirs.1", True),
    ],
)  # fmt: skip
def test_what_is_hidden_where_the_second_of_the_family_is_a_child(field, hidden):
    assert Veil(frozenset({1})).hides(field) is hidden


def test_all_that_is_named_as_specific_is_a_field_of_the_form():
    assert set(TEXT_FIELDS) > SPECIFIC
    assert set(HEIR_FIELDS) > SHOWN_OF_A_CHILD


def test_a_draft_keeps_its_shape_and_loses_what_is_specific():
    heirs = (SITI.heirs[0], replace(SITI.heirs[0], relation="child", name="AISYAH", nik=""))
    reasons = {"eligibility.ill@not_ill": "sembuh", "x@heirs.1.name": "y", "nik.date@nik": "lahir"}
    masked = Veil(frozenset({1})).draft(replace(SITI, heirs=heirs, reasons=reasons, disability=""))
    assert (masked.income, masked.disability, masked.not_ill) == (MASK, MASK, MASK)
    assert (masked.name, masked.heirs[0]) == (SITI.name, SITI.heirs[0])
    child = masked.heirs[1]
    assert (child.relation, child.claimant) == ("child", SITI.heirs[0].claimant)
    assert {child.name, child.nik, child.birth_date, child.school, child.guardian} == {MASK}
    assert masked.reasons == {"nik.date@nik": "lahir"}


def test_texts_by_field_do_not_tell_whether_something_stands_there():
    flat = {"name": "SITI", "income": "900000", "heirs.0.name": "AISYAH", "bank": "0123"}
    masked = Veil(frozenset({0})).texts(flat)
    assert masked.items() >= {"name": "SITI", "income": MASK, "heirs.0.name": MASK}.items()
    assert (masked["bank"], masked["disability"], masked["heirs.0.nik"]) == (MASK, MASK, MASK)
    assert "heirs.1.name" not in masked


def test_a_child_in_one_version_is_one_in_all(reference):
    adult, child = ({"heirs": [{"birth_date": day}]} for day in ("1990-01-01", "2019-01-01"))
    assert veil([adult, child], reference.heirs, TODAY).children == {0}
    assert veil([], reference.heirs, TODAY).children == set()

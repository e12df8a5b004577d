from dataclasses import replace
from datetime import date

import pytest

from app.domain.heirs import (
    Heir,
    Marital,
    Proof,
    Relation,
    School,
    family_problems,
    rank,
    standing,
)
from app.domain.refusal import Level, Problem
from app.wording.catalogue import sentence

TODAY = date(2026, 11, 22)

WIFE = Heir(
    name="Siti Contoh",
    relation=Relation.WIFE,
    birth_date=date(1984, 5, 6),
    sex="female",
    proof=Proof.MARRIAGE_BOOK,
    claimant=True,
)
CHILD = Heir(
    name="Budi Contoh",
    relation=Relation.CHILD,
    birth_date=date(2015, 3, 4),
    sex="male",
    proof=Proof.BIRTH_CERTIFICATE,
    school=School.PRIMARY,
)
MOTHER = Heir(
    name="Aminah Contoh",
    relation=Relation.MOTHER,
    birth_date=date(1955, 1, 2),
    sex="female",
    proof=Proof.FAMILY_CARD,
)


@pytest.fixture
def stand(reference):
    def ask(*heirs: Heir, on: date = TODAY):
        return standing(heirs, reference.heirs, on)

    return ask


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [each.code.removeprefix("heirs.") for each in problems]


@pytest.mark.parametrize(
    ("relation", "its_rank"),
    [
        (Relation.HUSBAND, 1),
        (Relation.WIFE, 1),
        (Relation.CHILD, 1),
        (Relation.STEPCHILD, 1),
        (Relation.ADOPTED_CHILD, 1),
        (Relation.FATHER, 2),
        (Relation.MOTHER, 2),
        (Relation.GRANDCHILD, 2),
        (Relation.GRANDFATHER, 2),
        (Relation.GRANDMOTHER, 2),
        (Relation.SIBLING, 3),
        (Relation.PARENT_IN_LAW, 4),
        (Relation.WILL, 5),
        (Relation.OTHER, None),
    ],
)
def test_the_rank_is_the_one_of_the_law(reference, relation, its_rank):
    assert rank(relation, reference.heirs, TODAY) == its_rank


def test_every_relation_has_a_rank_or_none_by_data(reference):
    assert {each.relation for each in reference.heirs.kinships} == set(Relation)
    assert all("PP 44/2015" in each.validity.legal_basis for each in reference.heirs.kinships)


def test_wife_and_children_stand_first_together_and_parents_behind_them(stand):
    wife, child, sibling, mother = stand(
        WIFE, CHILD, Heir(relation=Relation.SIBLING, birth_date=date(1990, 1, 1)), MOTHER
    )
    assert [each.rank for each in (wife, child, sibling, mother)] == [1, 1, 3, 2]
    assert [each.first for each in (wife, child, sibling, mother)] == [True, True, False, False]


def test_without_wife_and_children_the_next_rank_stands_first(stand):
    mother, sibling = stand(MOTHER, Heir(relation=Relation.SIBLING, birth_date=date(1990, 1, 1)))
    assert (mother.rank, mother.first) == (2, True)
    assert (sibling.rank, sibling.first) == (3, False)


def test_family_whom_the_law_does_not_name_never_stands_first(stand):
    (nephew,) = stand(Heir(relation=Relation.OTHER, birth_date=date(1990, 1, 1)))
    assert (nephew.rank, nephew.first, nephew.missing_proof) == (None, False, ())
    assert codes(nephew.notes) == ["outside_law"]


def test_a_row_just_begun_stands_nowhere_and_breaks_nothing(stand):
    (empty,) = stand(Heir())
    assert (empty.rank, empty.first, empty.minor, empty.missing_proof) == (None, False, False, ())
    assert codes(empty.notes) == ["birth_date_missing"]


# papers


@pytest.mark.parametrize(
    ("relation", "enough", "not_enough"),
    [
        (Relation.WIFE, Proof.MARRIAGE_BOOK, Proof.FAMILY_CARD),  # a KK lists nikah siri too
        (Relation.HUSBAND, Proof.MARRIAGE_CERTIFICATE, Proof.FAMILY_CARD),
        (Relation.WIFE, Proof.COURT_RULING, Proof.BIRTH_CERTIFICATE),
        (Relation.CHILD, Proof.BIRTH_CERTIFICATE, Proof.MARRIAGE_BOOK),
        (Relation.CHILD, Proof.FAMILY_CARD, Proof.WILL_DEED),
        (Relation.ADOPTED_CHILD, Proof.COURT_RULING, Proof.FAMILY_CARD),
        (Relation.MOTHER, Proof.FAMILY_CARD, Proof.MARRIAGE_BOOK),
        (Relation.GRANDMOTHER, Proof.HEIR_STATEMENT, Proof.MARRIAGE_BOOK),
        (Relation.WILL, Proof.WILL_DEED, Proof.HEIR_STATEMENT),
    ],
)
def test_a_relation_is_shown_by_its_own_papers(stand, relation, enough, not_enough):
    def missing(proof: Proof | None) -> tuple[tuple[Proof, ...], list[str]]:
        heir = Heir(relation=relation, birth_date=date(1980, 1, 1), proof=proof)
        (found,) = stand(heir)
        return found.missing_proof, [each for each in codes(found.notes) if "proof" in each]

    assert missing(enough) == ((), [])
    assert enough in missing(None)[0]
    assert missing(None)[1] == ["proof_missing"]
    assert enough in missing(not_enough)[0]
    assert missing(not_enough)[1] == ["proof_weak"]


def test_a_missing_paper_is_named_in_words(stand):
    (wife,) = stand(replace(WIFE, proof=None))
    (note,) = wife.notes
    assert (note.field, note.level) == ("heirs.0.proof", Level.NOTE)
    assert sentence(note) == (
        "Bukti hubungan belum ada; minta Buku nikah atau Akta perkawinan atau Penetapan pengadilan."
    )


# minors


@pytest.mark.parametrize(
    ("born", "minor", "told"),
    [
        ("2008-11-22", False, ["majority_uncertain"]),  # 18 today
        ("2008-11-23", True, ["minor"]),  # 18 tomorrow
        ("2008-02-29", False, ["majority_uncertain"]),
        ("2005-11-22", False, []),  # 21 today: nobody asks
        ("2005-11-23", False, ["majority_uncertain"]),
        ("2026-11-22", True, ["minor"]),
        ("2027-01-01", True, ["minor"]),  # expected soon
    ],
)
def test_a_child_below_18_is_pointed_out_and_18_to_21_marked_uncertain(stand, born, minor, told):
    child = replace(CHILD, birth_date=date.fromisoformat(born))
    _, found = stand(WIFE, child)
    assert found.minor is minor
    assert codes(found.notes) == told


def test_a_minor_is_told_the_day_of_coming_of_age(stand):
    _, child = stand(WIFE, CHILD)
    assert child.adult_on == date(2033, 3, 4)
    (note,) = child.notes
    assert note.field == "heirs.1.birth_date"
    assert "11 tahun" in sentence(note)
    assert "04-03-2033" in sentence(note)


@pytest.mark.parametrize(
    ("family", "missing"),
    [
        ((CHILD,), True),
        ((replace(CHILD, guardian="Paman Contoh"),), False),
        ((replace(CHILD, guardian="  "),), True),
        ((CHILD, WIFE), False),  # the other parent acts for the child
        ((CHILD, replace(WIFE, birth_date=date(2010, 1, 1))), True),  # a minor herself
        ((CHILD, MOTHER), True),
        ((replace(CHILD, birth_date=date(2000, 1, 1)),), False),
    ],
)
def test_a_minor_in_the_first_rank_needs_an_adult_to_act_for_them(stand, family, missing):
    child = stand(*family)[0]
    assert child.guardian_missing is missing
    assert ("guardian_missing" in codes(child.notes)) is missing


def test_a_minor_behind_others_needs_no_guardian(stand):
    grandchild = replace(CHILD, relation=Relation.GRANDCHILD)
    assert not stand(grandchild, replace(CHILD, birth_date=date(2000, 1, 1)))[0].guardian_missing


# what else is odd


@pytest.mark.parametrize("relation", [Relation.STEPCHILD, Relation.ADOPTED_CHILD])
def test_step_and_adopted_children_are_marked_uncertain(stand, relation):
    proof = Proof.COURT_RULING
    _, child = stand(WIFE, replace(CHILD, relation=relation, proof=proof))
    assert "rank_uncertain" in codes(child.notes)
    assert "rank_uncertain" not in codes(stand(WIFE, CHILD)[1].notes)


def test_a_female_husband_is_a_slip_of_the_hand(stand):
    (husband,) = stand(replace(WIFE, relation=Relation.HUSBAND))
    (note,) = husband.notes
    assert (note.code, note.field, note.level) == (
        "heirs.sex_mismatch",
        "heirs.0.sex",
        Level.WARN,
    )


def test_who_brings_the_claim_is_an_adult_of_the_first_rank(stand):
    claiming = {"claimant": True}
    assert "claimant_minor" in codes(stand(replace(CHILD, **claiming))[0].notes)
    assert "claimant_not_first" in codes(stand(WIFE, replace(MOTHER, **claiming))[1].notes)
    assert stand(replace(MOTHER, **claiming))[0].notes == ()
    assert stand(WIFE)[0].notes == ()


@pytest.mark.parametrize(
    ("family", "status", "no_family", "told"),
    [
        ((), Marital.SINGLE, False, [("missing", Level.STOP)]),
        ((), Marital.SINGLE, True, []),
        ((MOTHER,), Marital.SINGLE, True, [("though_no_family", Level.STOP)]),
        ((WIFE, CHILD), Marital.MARRIED, False, []),
        ((CHILD,), Marital.MARRIED, False,
         [("spouse_absent", Level.NOTE), ("no_claimant", Level.NOTE)]),
        ((WIFE,), Marital.DIVORCED, False, [("spouse_unexpected", Level.WARN)]),
        ((WIFE,), "", False, []),
        ((WIFE, replace(WIFE, claimant=False)), Marital.MARRIED, False,
         [("several_spouses", Level.NOTE)]),
        ((WIFE, WIFE), Marital.MARRIED, False,
         [("several_spouses", Level.NOTE), ("several_claimants", Level.WARN)]),
        ((replace(MOTHER, relation=Relation.OTHER, claimant=True),), Marital.SINGLE, False,
         [("none_by_law", Level.NOTE)]),
    ],
)  # fmt: skip
def test_the_family_as_a_whole_is_looked_at(stand, family, status, no_family, told):
    found = family_problems(family, stand(*family), status, no_family=no_family)
    assert [(each.code.removeprefix("heirs."), each.level) for each in found] == told


def test_a_rank_is_never_a_share(stand):
    (wife,) = stand(WIFE)
    assert not {"share", "percent", "portion"} & set(type(wife).__slots__)
    assert "bukan pembagian waris" in sentence(Problem("heirs.not_inheritance"))


def test_a_family_member_is_never_printed():
    assert "Siti" not in repr(WIFE)

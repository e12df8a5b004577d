"""Every code the rules can say has a sentence, and every code a record holds has a name."""

import re
from pathlib import Path

import pytest

from app.domain.checks import Insured, NikState
from app.domain.draft import NO, YES
from app.domain.eligibility import Result, Source
from app.domain.heirs import Marital, Proof, Relation, School
from app.domain.states import (
    CardState,
    DecisionState,
    EndReason,
    MembershipState,
    RevisionState,
)
from app.domain.tariff import Fund
from app.wording import names
from app.wording.sentences import ALL
from app.wording.sentences.rules import SENTENCES

DOMAIN = Path(__file__).parents[2] / "src" / "app" / "domain"


@pytest.mark.parametrize(
    ("named", "codes"),
    [
        (names.RELATIONS, Relation),
        (names.PROOFS, Proof),
        (names.SCHOOLS, School),
        (names.MARITAL, Marital),
        (names.SEXES, ("male", "female")),
        (names.RESULTS, Result),
        (names.CHECK_SOURCES, Source),
        (names.REVISION_STATES, RevisionState),
        (names.DECISION_STATES, DecisionState),
        (names.MEMBERSHIP_STATES, MembershipState),
        (names.CARD_STATES, CardState),
        (names.END_REASONS, EndReason),
        (names.FUNDS, Fund),
        (names.ANSWERS, (YES, NO, "")),
        (names.RULES, (*(f"E{number}" for number in range(1, 10)), "NIK")),
    ],
)
def test_every_code_has_a_name_and_every_name_a_code(named, codes):
    assert set(named) == {str(each) for each in codes}
    assert all(named.values())
    assert len(set(named.values())) == len(named)


def test_benefits_sectors_and_schools_of_the_data_have_names(reference):
    benefits = reference.benefits
    assert {each.code for each in benefits.parts} == set(names.BENEFITS)
    assert {each.sector for each in reference.occupations} == set(names.SECTORS)
    levels = {level.code for each in benefits.scholarships for level in each.levels}
    assert levels <= set(names.SCHOOLS)


def test_whatever_eligibility_says_has_a_sentence():
    code = (DOMAIN / "eligibility.py").read_text(encoding="utf-8")
    spoken = re.findall(r'Result\.\w+, "(\w+)"|why="(\w+)"|_declared\("\w+", "(\w+)"', code)
    whys = {why for found in spoken for why in found if why}
    whys |= {"declared", "not_asked", "occupation_missing", "workplace_missing"}  # put together
    whys |= {"hidden"}  # of `service.city.eligible`, for a role that may not see the income
    whys |= {"civil_servant", "pair_waiting", "duplicate_in_city", "once_in_city"}
    whys |= {f"{each}_told" for each in (Insured.OTHER_FUNDER, Insured.SELF)}
    whys |= {f"nik_{each}" for each in (NikState.MATCHED, NikState.UNMATCHED, NikState.DEAD)}
    said = {each.removeprefix("eligibility.") for each in SENTENCES if "eligibility." in each}
    assert said == whys


def test_whatever_is_said_of_a_family_has_a_sentence():
    code = (DOMAIN / "heirs.py").read_text(encoding="utf-8")
    notes = {f"heirs.{each}" for each in re.findall(r'note\("(\w+)"', code)}
    notes |= set(re.findall(r'Problem\("(heirs\.\w+)"', code))
    said = {each for each in SENTENCES if each.startswith("heirs.")}
    assert said == notes | {"heirs.not_inheritance"}  # shown with every family


def test_the_sentences_of_the_rules_are_known_to_the_catalogue():
    assert SENTENCES.items() <= ALL.items()
    for text in SENTENCES.values():
        assert text.endswith(".")
        assert "error" not in text.lower()

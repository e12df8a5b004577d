"""Who may do what in an office."""

import pytest

from app.domain.refusal import Problem
from app.domain.rights import (
    ADMINISTRATOR,
    APPROVER,
    CLERK,
    RECEIVER,
    REVIEWER,
    TREASURER,
    Right,
    refusal_code,
    rights,
    roles,
    who_may,
)
from app.wording.catalogue import sentence
from app.wording.names import ROLES


def test_only_the_lurah_approves_and_registers_nothing():
    assert who_may(Right.APPROVE, city=False) == (APPROVER,)
    assert Right.REGISTER not in rights(APPROVER, city=False)


def test_the_only_account_of_a_first_start_can_work_but_not_approve():
    alone = rights(ADMINISTRATOR, city=False)
    assert {Right.REGISTER, Right.PRINT, Right.EXCHANGE, Right.ACCOUNTS} <= alone
    assert Right.APPROVE not in alone


@pytest.mark.parametrize("city", [True, False])
@pytest.mark.parametrize("right", [Right.ACCOUNTS, Right.SETTINGS, Right.ENROL, Right.BACKUP])
def test_the_office_itself_is_the_administrators(right, city):
    assert who_may(right, city=city) == (ADMINISTRATOR,)


def test_at_the_city_everybody_has_work_of_their_own():
    assert roles(city=True) == (RECEIVER, REVIEWER, TREASURER, ADMINISTRATOR)
    assert Right.DECIDE not in rights(RECEIVER, city=True)
    assert who_may(Right.BUDGET, city=True) == (TREASURER,)
    assert Right.DECIDE not in rights(TREASURER, city=True)


def test_nobody_at_the_city_registers_or_approves_and_nobody_at_a_desk_decides():
    assert who_may(Right.REGISTER, city=True) == who_may(Right.APPROVE, city=True) == ()
    assert who_may(Right.DECIDE, city=False) == who_may(Right.BUDGET, city=False) == ()


@pytest.mark.parametrize("role", ["", "king", CLERK])
def test_a_role_that_this_office_does_not_have_may_nothing(role):
    assert rights(role, city=True) == frozenset()


def test_every_refusal_has_its_sentence_and_every_role_its_name():
    assert all(sentence(Problem(refusal_code(right))) for right in Right)
    assert {*roles(city=True), *roles(city=False)} <= set(ROLES)

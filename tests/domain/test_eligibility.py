from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.dated import Validity
from app.domain.draft import NO, YES
from app.domain.eligibility import (
    Check,
    Result,
    Source,
    Subject,
    evaluate,
    last_day_below,
    problems,
)
from app.domain.occupations import Occupations
from app.domain.refusal import Level
from app.wording.catalogue import sentence

START = date(2026, 12, 1)

PASSED, FAILED = Result.PASSED, Result.FAILED
WAIVED, NOT_CHECKED = Result.WAIVED, Result.NOT_CHECKED

SAID = {
    "still_working": YES,
    "not_ill": YES,
    "not_civil_servant": YES,
    "not_covered_elsewhere": YES,
}

WORKER = Subject(
    city="64.72",
    birth_date=date(1980, 7, 4),
    occupation="0703",
    workplace="Pasar Pagi",
    statements=SAID,
    desil=2,
    duplicate=False,
)


@pytest.fixture
def check(reference):
    """One rule asked of the worker, changed as said."""

    def ask(rule: str, on: date = START, **changed: object) -> Check:
        checks = evaluate(replace(WORKER, **changed), reference.rules, on)
        return {each.rule: each for each in checks}[rule]

    return ask


def said(**changed: str) -> dict[str, str]:
    return {**SAID, **changed}


def test_the_desk_passes_what_it_can_see_and_leaves_to_the_city_what_it_cannot(reference):
    checks = evaluate(WORKER, reference.rules, START)
    assert [(each.rule, each.result) for each in checks] == [
        ("E1", PASSED),
        ("E2", PASSED),
        ("E3", PASSED),
        ("E4", PASSED),
        ("E5", NOT_CHECKED),
        ("E6", NOT_CHECKED),
        ("E7", NOT_CHECKED),
        ("E8", PASSED),
        ("E9", PASSED),
    ]
    assert problems(checks) == ()


def test_of_an_empty_form_nothing_is_checked_and_nothing_fails(reference):
    checks = evaluate(Subject(), reference.rules, START)
    assert {each.result for each in checks} == {NOT_CHECKED}
    assert len(checks) == 9


@pytest.mark.parametrize(
    ("rule", "changed", "result", "why"),
    [
        ("E1", {"city": None}, NOT_CHECKED, "address_missing"),
        ("E1", {"city": "64.71"}, FAILED, "outside_city"),
        ("E1", {"city": "Kutai Kartanegara"}, FAILED, "outside_city"),
        ("E2", {"birth_date": None}, NOT_CHECKED, "birth_date_missing"),
        ("E3", {"birth_date": None}, NOT_CHECKED, "birth_date_missing"),
        ("E4", {"statements": said(still_working=NO)}, FAILED, "not_working"),
        ("E4", {"statements": said(not_ill=NO)}, FAILED, "ill"),
        ("E4", {"statements": said(still_working="")}, NOT_CHECKED, "not_asked"),
        ("E4", {"statements": said(not_ill="")}, NOT_CHECKED, "not_asked"),
        ("E4", {"statements": said(still_working="", not_ill=NO)}, FAILED, "ill"),
        ("E4", {"occupation": ""}, NOT_CHECKED, "occupation_missing"),
        ("E4", {"workplace": " "}, NOT_CHECKED, "workplace_missing"),
        ("E4", {}, PASSED, "stated_working"),
        ("E5", {}, NOT_CHECKED, "declared"),
        ("E5", {"statements": said(not_civil_servant="")}, NOT_CHECKED, "not_asked"),
        ("E5", {"statements": said(not_civil_servant=NO)}, FAILED, "civil_servant"),
        ("E6", {}, NOT_CHECKED, "declared"),
        ("E6", {"statements": said(not_covered_elsewhere=NO)}, FAILED, "covered_elsewhere"),
        ("E6", {"statements": {}}, NOT_CHECKED, "not_asked"),
        ("E6", {"occupation": "0901"}, NOT_CHECKED, "separate_funding"),  # marbot: Baznas
        ("E6", {"occupation": "1301"}, NOT_CHECKED, "separate_funding"),  # ketua RT: the city
        ("E6", {"occupation": "0901", "statements": said(not_covered_elsewhere=NO)}, FAILED,
         "covered_elsewhere"),
        ("E7", {"desil": 1}, NOT_CHECKED, "declared"),
        ("E7", {"desil": 4}, NOT_CHECKED, "declared"),
        ("E7", {"desil": 5}, FAILED, "desil_too_high"),
        ("E7", {"desil": None}, NOT_CHECKED, "welfare_unknown"),
        ("E7", {"desil": None, "income": 9_000_000}, NOT_CHECKED, "welfare_unknown"),  # no limit
        ("E8", {"occupation": ""}, NOT_CHECKED, "occupation_missing"),
        ("E8", {"occupation": "4711"}, FAILED, "occupation_unknown"),
        ("E8", {"occupation": "9901"}, NOT_CHECKED, "detail_missing"),
        ("E8", {"occupation": "9901", "occupation_detail": "juru rawat"}, NOT_CHECKED,
         "occupation_other"),
        ("E9", {"duplicate": None}, NOT_CHECKED, "not_looked"),
        ("E9", {"duplicate": True}, FAILED, "duplicate"),
        ("E9", {"duplicate": True, "disputed": True}, WAIVED, "disputed"),
        ("E9", {"duplicate": False, "disputed": True}, PASSED, "registered_once"),
    ],
)  # fmt: skip
def test_each_rule_has_one_of_four_results(check, rule, changed, result, why):
    found = check(rule, **changed)
    assert (found.result, found.why) == (result, why)


@pytest.mark.parametrize("rule", ["E5", "E6", "E7"])
def test_what_only_the_city_knows_is_never_passed_at_the_desk(check, rule):
    found = check(rule)
    assert (found.result, found.source) == (NOT_CHECKED, Source.CITY)
    assert sentence(found.says()) == "Sesuai pernyataan; akan dicek oleh kota."


# E2 and E3: to the day, on the day the cover begins


@pytest.mark.parametrize(
    ("born", "on", "result"),
    [
        ("2008-12-01", "2026-12-01", PASSED),  # 18 today
        ("2008-12-02", "2026-12-01", FAILED),  # 18 tomorrow
        ("2008-02-29", "2026-02-28", FAILED),
        ("2008-02-29", "2026-03-01", PASSED),
        ("2027-01-01", "2026-12-01", FAILED),
    ],
)
def test_the_lower_age_is_reached_on_the_birthday(check, born, on, result):
    found = check("E2", date.fromisoformat(on), birth_date=date.fromisoformat(born))
    assert found.result is result


def test_who_is_too_young_is_told_from_when_on(check):
    found = check("E2", birth_date=date(2009, 3, 10))
    assert dict(found.facts) == {"age": 17, "limit": 18, "since": "2027-03-10"}
    assert "10-03-2027" in sentence(found.says())


@pytest.mark.parametrize(
    ("born", "on", "result"),
    [
        ("1961-12-02", "2026-12-01", PASSED),  # the day before the 65th birthday
        ("1961-12-01", "2026-12-01", FAILED),  # the birthday
        ("1961-11-30", "2026-12-01", FAILED),
        ("1960-02-29", "2025-02-28", PASSED),  # born on 29 February
        ("1960-02-29", "2025-03-01", FAILED),
        ("1964-02-29", "2029-02-28", PASSED),
        ("1960-03-01", "2025-02-28", PASSED),
        ("1960-03-01", "2025-03-01", FAILED),
    ],
)
def test_not_yet_65_holds_to_the_day_before_the_birthday(check, born, on, result):
    found = check("E3", date.fromisoformat(on), birth_date=date.fromisoformat(born))
    assert found.result is result


def test_the_last_day_below_an_age_is_shown(check):
    assert last_day_below(date(1961, 12, 2), 65) == date(2026, 12, 1)
    found = check("E3", birth_date=date(1961, 12, 1))
    assert dict(found.facts) == {"age": 65, "limit": 65, "last": "2026-11-30"}
    assert "30-11-2026" in sentence(found.says())


# what may be overridden, and what not


@pytest.mark.parametrize(
    ("rule", "changed", "level"),
    [
        ("E1", {"city": "64.71"}, Level.WARN),
        ("E2", {"birth_date": date(2010, 1, 1)}, Level.STOP),
        ("E3", {"birth_date": date(1950, 1, 1)}, Level.STOP),
        ("E4", {"statements": said(still_working=NO)}, Level.STOP),
        ("E5", {"statements": said(not_civil_servant=NO)}, Level.WARN),
        ("E6", {"statements": said(not_covered_elsewhere=NO)}, Level.WARN),
        ("E7", {"desil": 9}, Level.WARN),
        ("E8", {"occupation": "4711"}, Level.WARN),
        ("E9", {"duplicate": True}, Level.STOP),
    ],
)
def test_a_reason_goes_past_a_warning_and_never_past_a_stop(check, reference, rule, changed, level):
    failed = check(rule, **changed)
    assert failed.result is FAILED
    assert failed.says().level is level

    reasons = {failed.says().code: "sudah dicek lurah"}
    again = check(rule, **changed, reasons=reasons)
    if level is Level.WARN:
        assert (again.result, again.reason) == (WAIVED, "sudah dicek lurah")
    else:
        assert (again.result, again.reason) == (FAILED, "")
    subject = replace(WORKER, **changed, reasons=reasons)
    told = [each.code for each in problems(evaluate(subject, reference.rules, START))]
    assert failed.says().code in told  # waived or not, it stays to be seen


@pytest.mark.parametrize(
    "reasons", [{"eligibility.outside_city": "  "}, {"eligibility.civil_servant": "x"}]
)
def test_an_empty_reason_or_one_for_something_else_waives_nothing(check, reasons):
    assert check("E1", city="64.71", reasons=reasons).result is FAILED


def test_what_did_not_fail_is_a_note_only(check):
    assert check("E1").says().level is Level.NOTE
    assert check("E5").says().level is Level.NOTE


def test_a_problem_stands_at_the_field_that_can_mend_it(check):
    assert check("E1", city="64.71").says().field == "other_region"
    assert check("E4", statements=said(not_ill=NO)).says().field == "not_ill"
    assert check("E7", desil=9).says().field == "desil"
    assert check("E9", duplicate=True).says().field == "nik"


# rules are data


def test_a_statement_of_income_counts_where_a_city_accepts_it(reference):
    def e7(**changed: object) -> Check:
        entries = tuple(
            replace(each, limits={"desil_to": 4, "income_to": 3_700_000})
            if each.code == "E7"
            else each
            for each in reference.rules.entries
        )
        rules = replace(reference.rules, entries=entries)
        checks = evaluate(replace(WORKER, **changed), rules, START)
        return {each.rule: each for each in checks}["E7"]

    assert e7(desil=None, income=3_700_000).why == "declared"
    assert e7(desil=7, income=1_000_000).why == "declared"  # either is enough
    assert e7(desil=None, income=3_700_001).why == "income_too_high"
    assert e7(desil=7, income=9_000_000).why == "desil_too_high"
    assert e7(desil=None, income=None).why == "welfare_unknown"


def test_a_changed_age_limit_holds_from_its_day(reference):
    change = date(2027, 1, 1)
    entries = []
    for each in reference.rules.entries:
        if each.code == "E3":
            until = replace(each.validity, valid_to=change - timedelta(days=1))
            new = Validity(change, None, "Perwali baru")
            entries.append(replace(each, validity=until))
            entries.append(replace(each, validity=new, limits={"age_below": 60}))
        else:
            entries.append(each)
    rules = replace(reference.rules, entries=tuple(entries))
    subject = replace(WORKER, birth_date=date(1965, 5, 5))  # 61

    def e3(on: date) -> Result:
        return {each.rule: each.result for each in evaluate(subject, rules, on)}["E3"]

    assert e3(date(2026, 12, 31)) is PASSED
    assert e3(change) is FAILED


def test_a_group_that_was_paid_for_and_is_no_longer_has_no_word(reference):
    ended = [
        replace(each, validity=replace(each.validity, valid_to=START - timedelta(days=1)))
        for each in reference.rules.separate_funding
    ]
    rules = replace(reference.rules, separate_funding=tuple(ended))
    marbot = replace(WORKER, occupation="0901")

    def e6(on: date) -> str:
        return {each.rule: each.why for each in evaluate(marbot, rules, on)}["E6"]

    assert e6(START - timedelta(days=1)) == "separate_funding"
    assert e6(START) == "declared"


def test_a_job_that_left_the_list_is_not_in_it(reference):
    jobs = [
        replace(each, validity=replace(each.validity, valid_to=START - timedelta(days=1)))
        for each in reference.occupations
    ]
    rules = replace(reference.rules, occupations=Occupations(jobs))
    checks = {each.rule: each for each in evaluate(WORKER, rules, START)}
    assert checks["E8"].why == "occupation_unknown"


def test_on_a_day_without_rules_nothing_is_checked(reference):
    checks = evaluate(WORKER, reference.rules, date(2023, 12, 31))
    assert {(each.result, each.why) for each in checks} == {(NOT_CHECKED, "no_rule")}
    assert "31-12-2023" in sentence(checks[0].says())


def test_rules_that_the_program_does_not_know_or_lacks_are_no_data(reference):
    with pytest.raises(ValueError, match="NIK"):
        replace(reference.rules, entries=reference.rules.entries[:-1])
    strange = replace(reference.rules.entries[0], code="E10")
    with pytest.raises(ValueError, match="E10"):
        replace(reference.rules, entries=(*reference.rules.entries, strange))


def test_every_rule_says_that_it_waits_for_confirmation(check):
    assert check("E2").confirm
    assert check("E1").hard
    assert check("E1").overridable


def test_a_worker_is_never_printed():
    assert "1980" not in repr(WORKER)

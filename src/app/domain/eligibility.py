"""Who may be registered: rules E1 to E9, each with one of four results.

The desk never claims what it cannot know offline: rules that only the city can check stay
`not_checked` there, whatever was declared; the declaration stands beside them as the reason. The
city gives what it was told with the subject (`told`), and is asked about the NIK as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from app.domain.checks import NOT_IN_DTSEN, CheckKind, Insured, NikState, Told
from app.domain.dated import Validity, age_on, birthday, holding, require_no_overlap
from app.domain.draft import NO, YES
from app.domain.occupations import Occupations
from app.domain.refusal import Fact, Level, Problem

OF_NIK = "NIK"
"""The rule that Dukcapil answers; it stands beside E1 to E9."""


class Result(StrEnum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    WAIVED = "waived"  # failed, and a person gave a reason to go on
    NOT_CHECKED = "not_checked"


class Source(StrEnum):
    """Who can know the answer."""

    PAPER = "paper"  # KTP and KK on the desk
    STATEMENT = "statement"  # the worker says so at the desk
    REGISTER = "register"  # the books of this program
    CITY = "city"  # only the city, with Dukcapil, the insurer or DTSEN


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the data say it holds for some time."""

    code: str
    hard: bool
    overridable: bool  # a person may go on with a reason
    source: Source
    validity: Validity
    limits: Mapping[str, int]

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], common: Mapping[str, Any]) -> Self:
        return cls(
            code=plain["code"],
            hard=bool(plain["hard"]),
            overridable=bool(plain["overridable"]),
            source=Source(plain["source"]),
            validity=Validity.from_plain(plain, common),
            limits={name: int(limit) for name, limit in plain.get("limits", {}).items()},
        )


@dataclass(frozen=True, slots=True)
class SeparateFunding:
    """People of an occupation for whom somebody else pays already, as a group of their own."""

    occupation: str
    payer: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a city with their dates."""

    city: str
    entries: tuple[Rule, ...]
    occupations: Occupations
    separate_funding: tuple[SeparateFunding, ...]

    def __post_init__(self) -> None:
        require_no_overlap((each.code, each.validity) for each in self.entries)
        require_no_overlap((each.occupation, each.validity) for each in self.separate_funding)
        if strange := {each.code for each in self.entries} ^ set(_CHECKS):
            raise ValueError(f"rules that are unknown or lacking: {sorted(strange)}")


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Subject:
    """What the rules want to know of a worker. None and "" mean: not known yet."""

    city: str | None = None  # of the KTP's address; another city's name or code is "outside"
    birth_date: date | None = None
    occupation: str = ""
    occupation_detail: str = ""
    workplace: str = ""
    statements: Mapping[str, str] = field(default_factory=dict)  # code of STATEMENTS: YES or NO
    income: int | None = None
    desil: int | None = None
    duplicate: bool | None = None  # answer of the duplicate check; None = it has not looked
    disputed: bool = False  # the NIK is taken, and this is its rightful owner
    reasons: Mapping[str, str] = field(default_factory=dict)  # problem code: why to go on
    told: Mapping[CheckKind, Told] | None = None  # what the city was told; None = not at a city
    payers: tuple[str, ...] = ()  # whose lists may hold this worker; the city has said no word yet


@dataclass(frozen=True, slots=True)
class Check:
    """What one rule says of one worker. `why` names the sentence, `facts` what it shows."""

    rule: str
    result: Result
    why: str
    field: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()
    hard: bool = False
    overridable: bool = False
    source: Source = Source.PAPER
    confirm: bool = False  # the rule itself waits for confirmation by the branch
    reason: str = ""  # why it was waived
    told: Told | None = None  # who outside says so, and since when

    def says(self) -> Problem:
        """The check as a problem: its sentence, its field, and how hard it stands in the way."""
        level = Level.NOTE
        if self.result in (Result.FAILED, Result.WAIVED):
            level = Level.STOP if self.hard and not self.overridable else Level.WARN
        return Problem(f"eligibility.{self.why}", self.field, level, self.facts)


def evaluate(subject: Subject, rules: Rules, on: date) -> tuple[Check, ...]:
    """Every rule in order, as it stands on `on`, the day the cover begins.

    `NIK` is a rule of its own, the last, and only where the city asks.
    """
    held = {each.code: each for each in holding(rules.entries, on)}
    checks = []
    for code, ask in _CHECKS.items():
        if code == OF_NIK and subject.told is None:
            continue
        rule = held.get(code)
        if rule is None:
            checks.append(Check(code, Result.NOT_CHECKED, "no_rule", facts=_fact(day=on)))
            continue
        check = replace(
            ask(subject, rules, rule, on),
            hard=rule.hard,
            overridable=rule.overridable,
            source=rule.source,
            confirm=rule.validity.confirm,
        )
        checks.append(_waived(check, subject))
    return tuple(checks)


def problems(checks: Sequence[Check]) -> tuple[Problem, ...]:
    """What failed, waived or not, as problems of the form."""
    bad = (Result.FAILED, Result.WAIVED)
    return tuple(each.says() for each in checks if each.result in bad)


def last_day_below(born: date, years: int) -> date:
    """The last day on which somebody has not reached `years`: the day before the birthday."""
    return birthday(born, years) - timedelta(days=1)


def _waived(check: Check, subject: Subject) -> Check:
    if check.result is not Result.FAILED:
        return check
    if check.why == "duplicate" and subject.disputed:
        # the rightful owner came second: lurah or city decide, the desk goes on
        return replace(check, result=Result.WAIVED, why="disputed")
    reason = subject.reasons.get(f"eligibility.{check.why}", "").strip()
    if reason and check.says().level is Level.WARN:
        return replace(check, result=Result.WAIVED, reason=reason)
    return check


def _fact(**facts: Fact | date) -> tuple[tuple[str, Fact], ...]:
    return tuple(
        (name, value.isoformat() if isinstance(value, date) else value)
        for name, value in facts.items()
    )


def _residence(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    if not subject.city:
        return Check(rule.code, Result.NOT_CHECKED, "address_missing", "kelurahan")
    if subject.city == rules.city:
        return Check(rule.code, Result.PASSED, "resident", "kelurahan")
    return Check(rule.code, Result.FAILED, "outside_city", "other_region")


def _old_enough(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    if subject.birth_date is None:
        return Check(rule.code, Result.NOT_CHECKED, "birth_date_missing", "birth_date")
    limit, age = rule.limits["age_from"], age_on(subject.birth_date, on)
    if age < limit:
        since = birthday(subject.birth_date, limit)
        facts = _fact(age=age, limit=limit, since=since)
        return Check(rule.code, Result.FAILED, "too_young", "birth_date", facts)
    return Check(rule.code, Result.PASSED, "old_enough", "birth_date", _fact(age=age, limit=limit))


def _not_too_old(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    if subject.birth_date is None:
        return Check(rule.code, Result.NOT_CHECKED, "birth_date_missing", "birth_date")
    limit = rule.limits["age_below"]
    last = last_day_below(subject.birth_date, limit)
    facts = _fact(age=age_on(subject.birth_date, on), limit=limit, last=last)
    if on > last:
        return Check(rule.code, Result.FAILED, "too_old", "birth_date", facts)
    return Check(rule.code, Result.PASSED, "young_enough", "birth_date", facts)


def _working(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    stated = subject.statements
    if stated.get("still_working") == NO:
        return Check(rule.code, Result.FAILED, "not_working", "still_working")
    if stated.get("not_ill") == NO:
        return Check(rule.code, Result.FAILED, "ill", "not_ill")
    for name in ("still_working", "not_ill"):
        if stated.get(name) != YES:
            return Check(rule.code, Result.NOT_CHECKED, "not_asked", name)
    for name in ("occupation", "workplace"):
        if not getattr(subject, name).strip():
            return Check(rule.code, Result.NOT_CHECKED, f"{name}_missing", name)
    return Check(rule.code, Result.PASSED, "stated_working", "still_working")


def _declared(name: str, denied: str) -> "_Ask":
    """A statement that only the city can check: never passed by itself."""

    def ask(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
        answer = subject.statements.get(name, "")
        if answer == NO:
            return Check(rule.code, Result.FAILED, denied, name)
        why = "declared" if answer == YES else "not_asked"
        return Check(rule.code, Result.NOT_CHECKED, why, name)

    return ask


def _not_employed(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    servant, insured = _told(subject, CheckKind.CIVIL_SERVANT), _told(subject, CheckKind.INSURED)
    at = "not_civil_servant"
    if servant is not None and servant.value == YES:
        return Check(rule.code, Result.FAILED, "civil_servant_told", at, told=servant)
    if insured is not None and insured.value == Insured.WAGE_EARNER:
        return Check(rule.code, Result.FAILED, "wage_earner_told", at, told=insured)
    if servant is not None and servant.value == NO:
        return Check(rule.code, Result.PASSED, "no_civil_servant_told", at, told=servant)
    return _declared(at, "civil_servant")(subject, rules, rule, on)


def _not_paid_twice(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    at = "not_covered_elsewhere"
    insured = _told(subject, CheckKind.INSURED)
    if insured is not None and insured.value in (Insured.OTHER_FUNDER, Insured.SELF):
        return Check(rule.code, Result.FAILED, f"{insured.value}_told", at, told=insured)
    if subject.payers:
        facts = _fact(payer=subject.payers[0])
        return Check(rule.code, Result.NOT_CHECKED, "elsewhere_waiting", at, facts)
    if insured is not None and insured.value == Insured.NOBODY:
        return Check(rule.code, Result.PASSED, "nobody_told", at, told=insured)
    check = _declared("not_covered_elsewhere", "covered_elsewhere")(subject, rules, rule, on)
    payers = [
        each.payer
        for each in holding(rules.separate_funding, on)
        if each.occupation == subject.occupation
    ]
    if payers and check.result is Result.NOT_CHECKED:
        return replace(check, why="separate_funding", facts=_fact(payer=payers[0]))
    return check


def _poor_enough(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    desil_limit = rule.limits.get("desil_to")
    income_limit = rule.limits.get("income_to")
    told = _told(subject, CheckKind.DESIL)
    if told is not None and told.value != NOT_IN_DTSEN:
        subject = replace(subject, desil=int(told.value))
        if desil_limit is not None and int(told.value) <= desil_limit:
            facts = _fact(desil=int(told.value), limit=desil_limit)
            return Check(rule.code, Result.PASSED, "desil_told", "desil", facts, told=told)
    else:
        told = None
    desil_fits = _fits(subject.desil, desil_limit)
    income_fits = _fits(subject.income, income_limit)
    if desil_fits or income_fits:
        return Check(rule.code, Result.NOT_CHECKED, "declared", "desil" if desil_fits else "income")
    if desil_fits is False and desil_limit is not None and subject.desil is not None:
        facts = _fact(desil=subject.desil, limit=desil_limit)
        return Check(rule.code, Result.FAILED, "desil_too_high", "desil", facts, told=told)
    if income_fits is False and income_limit is not None:
        facts = _fact(limit=income_limit)
        return Check(rule.code, Result.FAILED, "income_too_high", "income", facts)
    return Check(rule.code, Result.NOT_CHECKED, "welfare_unknown", "desil")


def _fits(value: int | None, limit: int | None) -> bool | None:
    return None if value is None or limit is None else value <= limit


def _occupation_listed(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    if not subject.occupation:
        return Check(rule.code, Result.NOT_CHECKED, "occupation_missing", "occupation")
    occupation = rules.occupations.by_code.get(subject.occupation)
    if occupation is None or not occupation.validity.holds(on):
        return Check(rule.code, Result.FAILED, "occupation_unknown", "occupation")
    if not occupation.detail_needed:
        return Check(rule.code, Result.PASSED, "occupation_listed", "occupation")
    if not subject.occupation_detail.strip():
        return Check(rule.code, Result.NOT_CHECKED, "detail_missing", "occupation_detail")
    return Check(rule.code, Result.NOT_CHECKED, "occupation_other", "occupation_detail")


def _registered_once(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    if subject.told is not None:  # who comes second rightfully, the city decides: never waived
        results = {None: Result.NOT_CHECKED, True: Result.FAILED, False: Result.PASSED}
        whys = {None: "pair_waiting", True: "duplicate_in_city", False: "once_in_city"}
        return Check(rule.code, results[subject.duplicate], whys[subject.duplicate], "nik")
    if subject.duplicate is None:
        return Check(rule.code, Result.NOT_CHECKED, "not_looked", "nik")
    if subject.duplicate:
        return Check(rule.code, Result.FAILED, "duplicate", "nik")
    return Check(rule.code, Result.PASSED, "registered_once", "nik")


def _nik_matched(subject: Subject, rules: Rules, rule: Rule, on: date) -> Check:
    said = _told(subject, CheckKind.DUKCAPIL)
    if said is None:
        return Check(rule.code, Result.NOT_CHECKED, "nik_not_asked", "nik")
    result = Result.PASSED if said.value == NikState.MATCHED else Result.FAILED
    return Check(rule.code, result, f"nik_{said.value}", "nik", told=said)


def _told(subject: Subject, check: CheckKind) -> Told | None:
    return (subject.told or {}).get(check)


_Ask = Callable[[Subject, Rules, Rule, date], Check]

_CHECKS: Mapping[str, _Ask] = {
    "E1": _residence,
    "E2": _old_enough,
    "E3": _not_too_old,
    "E4": _working,
    "E5": _not_employed,
    "E6": _not_paid_twice,
    "E7": _poor_enough,
    "E8": _occupation_listed,
    "E9": _registered_once,
    OF_NIK: _nik_matched,
}

"""Everything the rules have to say about a draft, at each key: what is wrong, and what is missing.

It only reads: nothing here asks the register, so it takes well under a millisecond.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.dated import age_on
from app.domain.dates import first_of_next_month
from app.domain.draft import NO, STATEMENTS, TEXT_FIELDS, YES, Draft
from app.domain.eligibility import Check, Subject, evaluate
from app.domain.eligibility import problems as failed
from app.domain.heirs import Standing, family_problems, standing
from app.domain.kk import kk_problems
from app.domain.kpj import kpj_problems
from app.domain.nik import Nik, Sex, births, nik_problems
from app.domain.reading import NikStatus, Reading, read
from app.domain.reference import Reference
from app.domain.refusal import Level, Problem, Refusal
from app.domain.text import has_words

OLDEST = 100  # an heir older than this is more often a slip of the finger

ASKED_ELSEWHERE = {"duplicate.strong": "name"}
"""Warnings that need the register, by code with their field; their reason is kept with the rest."""

_ALWAYS = (
    "name", "birth_place", "birth_date", "sex", "address", "rt", "occupation", "workplace",
    "income", "was_member", *STATEMENTS,
)  # fmt: skip
_ORDER = {name: index for index, name in enumerate(TEXT_FIELDS)}


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it tells about a resident
class NikSays:
    """What can be read out of the NIK, for the pane beside the form."""

    masked: str
    region: str  # code of the kecamatan of first issue
    region_name: str | None  # the most exact place that is known: kecamatan, city or province
    sex: Sex
    births: tuple[date, ...]  # one or two, none of them chosen; none where its date never was


@dataclass(frozen=True, slots=True)
class Answered:
    """A warning, and why it is overridden."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Examination:
    """What the rules say of a draft as it stands."""

    reading: Reading
    problems: tuple[Problem, ...]  # of all three levels, each once
    answered: tuple[Answered, ...]  # warnings with a reason, and what was asked elsewhere
    missing: tuple[str, ...]  # fields to be filled in before it is complete, as on the paper
    checks: tuple[Check, ...]  # E1 to E9
    standings: tuple[Standing | None, ...]  # by row of the family; None = an empty row
    effective_date: date  # as typed, or else the first of next month
    age: int | None  # on the effective date
    nik_says: NikSays | None

    @property
    def unanswered(self) -> tuple[Problem, ...]:
        """The warnings that still need a reason."""
        answered = {each.problem for each in self.answered}
        return tuple(
            each for each in self.problems if each.level is Level.WARN and each not in answered
        )

    @property
    def hindrances(self) -> tuple[Problem, ...]:
        """What keeps it from being complete: stops, warnings without reason, what is missing."""
        stops = (each for each in self.problems if each.level is Level.STOP)
        missing = (Problem("field.missing", name) for name in self.missing)
        return (*stops, *self.unanswered, *missing)

    @property
    def is_complete(self) -> bool:
        """Whether it can be registered."""
        return not self.hindrances


def examine(
    draft: Draft, reference: Reference, today: date, *, duplicate: bool | None = None
) -> Examination:
    """All that the rules say of `draft` on the day `today`. Never refuses: it tells.

    `duplicate`: whether the register holds its NIK elsewhere; None where nobody has looked.
    """
    reading = _with_kecamatan(read(draft, today), reference)
    values = reading.values
    effective = values.get("effective_date") or first_of_next_month(today)
    born: date | None = values.get("birth_date")
    reasons = {key: why.strip() for key, why in draft.reasons.items() if has_words(why)}
    checks = evaluate(
        replace(_subject(values, reference, reasons), duplicate=duplicate),
        reference.rules,
        effective,
    )
    found = [
        *reading.problems,
        *_identity_problems(reading, reference, today),
        *_place_problems(values, reference),
        *_work_problems(values),
        *_heir_problems(reading, reference, effective),
        *failed(checks),
    ]
    standings: tuple[Standing, ...] = ()
    try:
        standings = standing([each.heir for each in reading.heirs], reference.heirs, effective)
    except Refusal as refusal:  # the law of that day is not known
        found += refusal.problems
    else:
        found += _family_problems(reading, standings)
    problems = _once(found)
    return Examination(
        reading=reading,
        problems=problems,
        answered=tuple(_answered(problems, reasons)),
        missing=_missing(reading, problems, reference),
        checks=checks,
        standings=_by_row(len(draft.heirs), reading, standings),
        effective_date=effective,
        age=age_on(born, effective) if born and born <= effective else None,
        nik_says=_nik_says(values.get("nik"), reference, today),
    )


def subject_of(draft: Draft, reference: Reference, today: date) -> tuple[Subject, date]:
    """What the rules of eligibility want to know of `draft`, and the day they are asked for.

    For whoever asks them alone, of many: `examine` says all the rest as well.
    """
    values = read(draft, today).values
    reasons = {code: why.strip() for code, why in draft.reasons.items() if has_words(why)}
    on = values.get("effective_date") or first_of_next_month(today)
    return _subject(values, reference, reasons), on


def _with_kecamatan(reading: Reading, reference: Reference) -> Reading:
    """The kelurahan says its kecamatan, where nobody chose it."""
    place = reference.places.get(reading.values.get("kelurahan", ""))
    if place is None or "kecamatan" in reading.values:
        return reading
    return replace(reading, values={**reading.values, "kecamatan": place.parent})


def _identity_problems(reading: Reading, reference: Reference, today: date) -> Iterator[Problem]:
    values = reading.values
    nik: Nik | None = values.get("nik")
    status: NikStatus = values.get("nik_status", NikStatus.HELD)
    if nik is not None:
        yield from _nik_problems(nik, values.get("birth_date"), values.get("sex", ""), reference)
    if status.is_without:
        yield (
            Problem("nik.though_none", "nik_status")
            if nik is not None
            else Problem("nik.none_yet", "nik", Level.NOTE)
        )
    if (kk := values.get("kk")) is not None:
        yield from kk_problems(kk, nik, today)
    elif all(each.field != "kk" for each in reading.problems):  # wrong is not the same as missing
        yield Problem("kk.missing", "kk", Level.NOTE)
    if "phone" not in values:
        yield Problem("phone.missing", "phone", Level.NOTE)
    if "mother_unknown" in values:
        if "mother_name" in values:
            yield Problem("mother.though_unknown", "mother_unknown")
        elif not has_words(values["mother_unknown"]):
            yield Problem("mother.reason", "mother_unknown")


def _nik_problems(
    nik: Nik, born: date | None, sex: str, reference: Reference
) -> tuple[Problem, ...]:
    places = reference.places
    return nik_problems(nik, born, sex, places.region_name, places.city)


def _place_problems(values: Mapping[str, Any], reference: Reference) -> Iterator[Problem]:
    kecamatan, kelurahan = values.get("kecamatan"), values.get("kelurahan")
    for name, code in (("kecamatan", kecamatan), ("kelurahan", kelurahan)):
        place = reference.places.get(code) if code else None
        if code and (place is None or place.kind != name):
            yield Problem("choice.unknown", name)
        elif place and name == "kelurahan" and kecamatan and place.parent != kecamatan:
            yield Problem("place.mismatch", "kelurahan")


def _work_problems(values: Mapping[str, Any]) -> Iterator[Problem]:
    kpj, was_member = values.get("old_kpj"), values.get("was_member")
    if kpj is not None:
        yield from kpj_problems(kpj)
        if was_member is False:
            yield Problem("kpj.though_never", "was_member", Level.WARN)
    elif was_member:
        yield Problem("kpj.missing", "old_kpj", Level.NOTE)
    if "desil" in values and "desil_date" not in values:
        yield Problem("desil.undated", "desil_date", Level.NOTE)
    if values.get("purpose_told") is False:
        yield Problem("purpose.untold", "purpose_told")


def _heir_problems(reading: Reading, reference: Reference, on: date) -> Iterator[Problem]:
    nik: Nik | None = reading.values.get("nik")
    kk = reading.values.get("kk")
    seen: dict[str, str] = {} if nik is None else {nik.digits: "heirs.nik_of_worker"}
    for each in reading.heirs:
        born = each.heir.birth_date
        if born is None:
            yield Problem("heirs.birth_date_missing", each.field("birth_date"), Level.WARN)
        elif born <= on and age_on(born, on) > OLDEST:
            facts = (("age", age_on(born, on)),)
            yield Problem("birth.old", each.field("birth_date"), Level.WARN, facts)
        if each.nik is None:
            continue
        for problem in _nik_problems(each.nik, born, each.heir.sex, reference):
            yield problem.at(each.field(problem.field))
        if each.nik.digits in seen:
            yield Problem(seen[each.nik.digits], each.field("nik"))
        elif kk is not None and each.nik.digits == kk.digits:
            yield Problem("kk.same_as_nik", each.field("nik"))
        seen.setdefault(each.nik.digits, "heirs.nik_twice")


def _family_problems(reading: Reading, standings: Sequence[Standing]) -> Iterator[Problem]:
    for position, each in enumerate(reading.heirs):
        for note in standings[position].notes:
            yield note.at(each.field(note.field.rpartition(".")[2]))
    no_family = reading.values.get("no_family") is True
    if reading.heirs or no_family:  # with neither, the family is missing, not wrong
        yield from family_problems(
            [each.heir for each in reading.heirs],
            standings,
            str(reading.values.get("marital_status", "")),
            no_family=no_family,
        )


def _subject(
    values: Mapping[str, Any], reference: Reference, reasons: Mapping[str, str]
) -> Subject:
    outside = values.get("other_region")
    return Subject(
        city=outside or (reference.places.city if "kelurahan" in values else None),
        birth_date=values.get("birth_date"),
        occupation=values.get("occupation", ""),
        occupation_detail=values.get("occupation_detail", ""),
        workplace=values.get("workplace", ""),
        statements={
            code: YES if answer else NO
            for code in STATEMENTS
            if (answer := values.get(code)) is not None
        },
        income=values.get("income"),
        desil=values.get("desil"),
        disputed=values.get("nik_status") is NikStatus.DISPUTED,
        reasons={key.partition("@")[0]: why for key, why in reasons.items()},
    )


def _answered(problems: Iterable[Problem], reasons: Mapping[str, str]) -> Iterator[Answered]:
    elsewhere = (Problem(code, name, Level.WARN) for code, name in ASKED_ELSEWHERE.items())
    for each in (*problems, *elsewhere):
        if each.level is not Level.WARN:
            continue
        reason = reasons.get(f"{each.code}@{each.field}")
        if reason is None and not each.field.startswith("heirs."):
            # by code alone only for the worker: a reason for one heir says nothing of another
            reason = reasons.get(each.code)
        if reason is not None:
            yield Answered(each, reason)


def _missing(
    reading: Reading, problems: Iterable[Problem], reference: Reference
) -> tuple[str, ...]:
    """What has to be filled in. A field in which something wrong stands is not missing."""
    wrong = {each.field for each in problems if each.level is not Level.NOTE}
    lacking = {
        name
        for name in _required(reading.values, reference)
        if name not in reading.values and name not in wrong
    }
    lacking_of_heirs = [
        each.field(name)
        for each in reading.heirs
        for name in ("name", "relation")
        if not getattr(each.heir, name) and each.field(name) not in wrong
    ]
    nobody = not reading.heirs and reading.values.get("no_family") is not True
    return (
        *sorted(lacking, key=_ORDER.__getitem__),
        *(("heirs",) if nobody else ()),
        *lacking_of_heirs,
    )


def _required(values: Mapping[str, Any], reference: Reference) -> Iterator[str]:
    yield from _ALWAYS
    if not values.get("nik_status", NikStatus.HELD).is_without:
        yield "nik"
    if "mother_unknown" not in values:
        yield "mother_name"
    # whose KTP is from elsewhere lives here all the same: where?
    yield "domicile" if "other_region" in values else "kelurahan"
    occupation = reference.occupations.by_code.get(values.get("occupation", ""))
    if occupation is not None and occupation.detail_needed:
        yield "occupation_detail"


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem of a field once, where it was said hardest: a rule may be met on two ways."""
    kept: dict[tuple[str, str], Problem] = {}
    hardness = (Level.NOTE, Level.WARN, Level.STOP)
    for each in problems:
        held = kept.setdefault((each.code, each.field), each)
        if hardness.index(each.level) > hardness.index(held.level):
            kept[each.code, each.field] = each
    return tuple(kept.values())


def _by_row(
    rows: int, reading: Reading, standings: Sequence[Standing]
) -> tuple[Standing | None, ...]:
    placed: list[Standing | None] = [None] * rows
    for each, its_standing in zip(reading.heirs, standings, strict=False):
        placed[each.row] = its_standing
    return tuple(placed)


def _nik_says(nik: Nik | None, reference: Reference, today: date) -> NikSays | None:
    if nik is None:
        return None
    names = (reference.places.region_name(code) for code in (nik.region, nik.city, nik.province))
    return NikSays(
        masked=nik.masked,
        region=nik.region,
        region_name=next((name for name in names if name is not None), None),
        sex=nik.sex,
        births=births(nik, today),
    )

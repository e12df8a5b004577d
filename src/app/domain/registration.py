"""A registration: a worker, the work, the statements and the family, all that the rules accept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Self

from app.domain.dates import write_date
from app.domain.draft import HEIR_FIELDS, NO, STATEMENTS, TEXT_FIELDS, YES, Draft, HeirDraft
from app.domain.examination import ASKED_ELSEWHERE, Answered, Examination, examine
from app.domain.heirs import Heir, Marital, Proof, Relation, School
from app.domain.kk import Kk
from app.domain.kpj import Kpj
from app.domain.nik import Nik, Sex
from app.domain.reading import NikStatus, SocialSource
from app.domain.record import content_hash
from app.domain.reference import Reference
from app.domain.refusal import Level, Problem, Refusal

__all__ = [
    "Examination",
    "Override",
    "Registration",
    "Stamp",
    "Statement",
    "content_hash",
    "examine",
]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who answered for something, and when: an operator's id and the moment, in whole seconds."""

    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.by or self.at.tzinfo is None:
            raise ValueError("a stamp needs a name and a moment with its time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC).replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class Statement:
    """What the worker stated at the desk, by code of `draft.STATEMENTS`, and who asked when."""

    code: str
    answer: bool
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Override:
    """A warning that somebody went on with, and why."""

    problem: Problem
    reason: str
    stamp: Stamp


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)  # never printed: it holds a resident
class Registration:
    """A complete registration; to hold one is to know that the rules accepted it.

    The fields are those of `domain.draft.Draft`, with values instead of text.
    """

    nik: Nik | None = None
    nik_status: NikStatus = NikStatus.HELD
    name: str
    birth_place: str
    birth_date: date
    sex: Sex
    mother_name: str = ""
    mother_unknown: str = ""
    kk: Kk | None = None
    marital_status: Marital | None = None

    address: str
    rt: str
    rw: str = ""
    kecamatan: str = ""
    kelurahan: str = ""
    other_region: str = ""
    domicile: str = ""
    phone: str = ""
    email: str = ""

    occupation: str
    occupation_detail: str = ""
    ktp_occupation: str = ""
    workplace: str
    work_hours: str = ""
    income: int
    wage_base: int | None = None
    was_member: bool
    old_kpj: Kpj | None = None
    social_source: SocialSource | None = None
    desil: int | None = None
    desil_date: date | None = None
    disability: str = ""
    effective_date: date
    rt_letter_number: str = ""
    rt_letter_date: date | None = None

    no_family: bool = False
    heirs: tuple[Heir, ...] = ()
    statements: tuple[Statement, ...]
    overrides: tuple[Override, ...] = ()

    @classmethod
    def from_draft(
        cls,
        draft: Draft,
        reference: Reference,
        today: date,
        stamp: Stamp,
        previous: Self | None = None,
    ) -> Self:
        """Read a draft, or refuse it with all of its problems at once.

        Statements and reasons get `stamp`; those that `previous` holds unchanged keep theirs.
        """
        return cls.from_examination(examine(draft, reference, today), stamp, previous)

    @classmethod
    def from_examination(
        cls, examined: Examination, stamp: Stamp, previous: Self | None = None
    ) -> Self:
        """The registration of a draft that was examined already; refused where not complete."""
        if hindrances := examined.hindrances:
            raise Refusal(*hindrances)
        values = dict(examined.reading.values)
        answers = {code: values.pop(code) for code in STATEMENTS}
        values["effective_date"] = examined.effective_date
        return cls(
            **values,
            heirs=tuple(each.heir for each in examined.reading.heirs),
            statements=_stated(answers, stamp, previous.statements if previous else ()),
            overrides=_overridden(examined.answered, stamp, previous.overrides if previous else ()),
        )

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read what `to_record` wrote; members of a newer program are left out.

        Refused with `record.unreadable` where a member is missing or is not what it should be.
        """
        try:
            values = {
                name: _FROM_RECORD.get(name, _as_text)(value)
                for name, value in record.items()
                if name in _PLAIN_FIELDS
            }
            statements = record["statements"]
            return cls(
                **values,
                heirs=tuple(_heir_from(each) for each in record.get("heirs", ())),
                statements=tuple(
                    Statement(code, _as_bool(statements[code]["answer"]), _stamp(statements[code]))
                    for code in STATEMENTS
                ),
                overrides=tuple(_override_from(each) for each in record.get("reasons", ())),
            )
        except (LookupError, ValueError, TypeError, AttributeError, Refusal):
            # from None: the cause may quote a member, and a member is a resident's
            raise Refusal(Problem("record.unreadable")) from None

    def to_record(self) -> dict[str, Any]:
        """As plain members in a form that is the same for the same registration.

        Members are named as in the draft; days are ISO, numbers digits only, yes and no words;
        what is empty is left out, so that a field added later changes no old hash.
        """
        record: dict[str, Any] = {}
        for name, default in _PLAIN_FIELDS.items():
            if (value := getattr(self, name)) != default:
                record[name] = _plain(value)
        if self.heirs:
            record["heirs"] = [_heir_record(each) for each in self.heirs]
        record["statements"] = {
            each.code: {"answer": _plain(each.answer), **_stamp_record(each.stamp)}
            for each in self.statements
        }
        if self.overrides:
            record["reasons"] = [_override_record(each) for each in self.overrides]
        return record

    def to_draft(self) -> Draft:
        """As a clerk would have typed it, for a correction."""
        typed = {
            name: _typed(getattr(self, name))
            for name in TEXT_FIELDS
            if name not in STATEMENTS and getattr(self, name) != _PLAIN_FIELDS[name]
        }
        return Draft(
            **typed,
            **{each.code: _typed(each.answer) for each in self.statements},
            heirs=tuple(_heir_draft(each) for each in self.heirs),
            reasons={
                f"{each.problem.code}@{each.problem.field}": each.reason for each in self.overrides
            },
        )

    def overridden(self) -> tuple[Problem, ...]:
        """The warnings that somebody went on with."""
        return tuple(
            each.problem for each in self.overrides if each.problem.code not in ASKED_ELSEWHERE
        )

    @property
    def is_disputed(self) -> bool:
        """Whether somebody else is registered with this NIK, and this claims to be its owner."""
        return self.nik_status is NikStatus.DISPUTED


_PLAIN_FIELDS = {
    each.name: each.default if each.default is not MISSING else None
    for each in fields(Registration)
    if each.name not in ("heirs", "statements", "overrides")
}
"""The fields of one value, with the value that is not written down."""
_HEIR_DEFAULTS = {each.name: each.default for each in fields(Heir)}


def _stated(
    answers: Mapping[str, bool], stamp: Stamp, before: Iterable[Statement]
) -> tuple[Statement, ...]:
    old = {(each.code, each.answer): each for each in before}
    return tuple(
        old.get((code, answer)) or Statement(code, answer, stamp)
        for code, answer in answers.items()
    )


def _overridden(
    answered: Iterable[Answered], stamp: Stamp, before: Iterable[Override]
) -> tuple[Override, ...]:
    """Unchanged is a reason for the very same thing: a NIK that says another date is another."""
    old = {(each.problem, each.reason): each for each in before}
    new = []
    for each in answered:
        # a record keeps facts in the order of their names
        problem = replace(each.problem, facts=tuple(sorted(each.problem.facts)))
        new.append(old.get((problem, each.reason)) or Override(problem, each.reason, stamp))
    return tuple(new)


def _plain(value: Any) -> str | int:
    """A value as a member of a record."""
    return value if type(value) is int else _written(value, date.isoformat)


def _typed(value: Any) -> str:
    """A value as a clerk types it."""
    return _written(value, write_date)


def _written(value: Any, write_day: Callable[[date], str]) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return write_day(value)
    if isinstance(value, Nik | Kk):
        return value.digits
    if isinstance(value, Kpj):
        return value.text
    return str(value)


def _heir_record(heir: Heir) -> dict[str, str | int]:
    return {
        name: _plain(value)
        for name in HEIR_FIELDS
        if (value := getattr(heir, name)) != _HEIR_DEFAULTS[name]
    }


def _heir_draft(heir: Heir) -> HeirDraft:
    return HeirDraft(
        **{
            name: _typed(value)
            for name in HEIR_FIELDS
            if (value := getattr(heir, name)) != _HEIR_DEFAULTS[name]
        }
    )


def _stamp_record(stamp: Stamp) -> dict[str, str]:
    return {"by": stamp.by, "at": stamp.at.isoformat()}


def _override_record(override: Override) -> dict[str, Any]:
    problem = override.problem
    record: dict[str, Any] = {
        "code": problem.code,
        "field": problem.field,
        "reason": override.reason,
        **_stamp_record(override.stamp),
    }
    if problem.facts:
        record["facts"] = dict(problem.facts)
    return record


def _as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _as_bool(value: Any) -> bool:
    return {YES: True, NO: False}[value]


def _as_int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _confirmed_nik(value: Any) -> Nik:
    # an odd date was overridden when the record was made; its reason stands in it
    return Nik(_as_text(value), date_confirmed=True)


def _stamp(record: Mapping[str, Any]) -> Stamp:
    return Stamp(_as_text(record["by"]), datetime.fromisoformat(record["at"]))


def _heir_from(record: Mapping[str, Any]) -> Heir:
    values = {
        name: _HEIR_FROM_RECORD.get(name, _as_text)(value)
        for name, value in record.items()
        if name in HEIR_FIELDS
    }
    return Heir(name=values.pop("name"), **values)


def _override_from(record: Mapping[str, Any]) -> Override:
    facts = tuple(sorted(record.get("facts", {}).items()))
    problem = Problem(_as_text(record["code"]), _as_text(record["field"]), Level.WARN, facts)
    return Override(problem, _as_text(record["reason"]), _stamp(record))


_FROM_RECORD: Mapping[str, Any] = {
    "nik": _confirmed_nik,
    "nik_status": NikStatus,
    "birth_date": date.fromisoformat,
    "sex": Sex,
    "kk": Kk,
    "marital_status": Marital,
    "income": _as_int,
    "wage_base": _as_int,
    "was_member": _as_bool,
    "old_kpj": Kpj,
    "social_source": SocialSource,
    "desil": _as_int,
    "desil_date": date.fromisoformat,
    "effective_date": date.fromisoformat,
    "rt_letter_date": date.fromisoformat,
    "no_family": _as_bool,
}
_HEIR_FROM_RECORD: Mapping[str, Any] = {
    "relation": Relation,
    "birth_date": date.fromisoformat,
    "sex": Sex,
    "proof": Proof,
    "school": School,
    "claimant": _as_bool,
}

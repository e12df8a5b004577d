"""The family of a worker: who stands in which rank by law, and which papers they still lack.

Heirs are fixed by law, not by the form: the clerk writes down the family, the rank is computed.
Only the order of who receives the benefit; never a share, which is a matter of inheritance law.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from app.domain.dated import Validity, age_on, birthday, require_no_overlap, the_one
from app.domain.refusal import Fact, Level, Problem


class Relation(StrEnum):
    """What somebody is to the worker."""

    HUSBAND = "husband"
    WIFE = "wife"
    CHILD = "child"
    STEPCHILD = "stepchild"
    ADOPTED_CHILD = "adopted_child"
    FATHER = "father"
    MOTHER = "mother"
    GRANDCHILD = "grandchild"
    GRANDFATHER = "grandfather"
    GRANDMOTHER = "grandmother"
    SIBLING = "sibling"
    PARENT_IN_LAW = "parent_in_law"
    WILL = "will"  # named in the worker's will
    OTHER = "other"  # family whom the law does not name: nephew, sister-in-law ...


class Proof(StrEnum):
    """A paper that shows the relation."""

    MARRIAGE_BOOK = "marriage_book"
    MARRIAGE_CERTIFICATE = "marriage_certificate"
    BIRTH_CERTIFICATE = "birth_certificate"
    FAMILY_CARD = "family_card"
    COURT_RULING = "court_ruling"
    HEIR_STATEMENT = "heir_statement"  # surat keterangan ahli waris
    WILL_DEED = "will_deed"


class School(StrEnum):
    """Where a child is at school; the levels are those of the scholarship."""

    NOT_YET = "not_yet"
    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    HIGHER = "higher"
    LEFT = "left"


class Marital(StrEnum):
    """The worker's marital status as on the KTP."""

    SINGLE = "single"
    MARRIED = "married"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


SPOUSES = (Relation.HUSBAND, Relation.WIFE)


@dataclass(frozen=True, slots=True)
class Kinship:
    """What the law says of one relation for some time."""

    relation: Relation
    rank: int | None  # None = the law does not name it
    proofs: tuple[Proof, ...]  # any one of them shows the relation; () = none can
    sex: str  # "male", "female", "" = either
    validity: Validity

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], common: Mapping[str, Any]) -> Self:
        return cls(
            relation=Relation(plain["code"]),
            rank=int(plain["rank"]) if "rank" in plain else None,
            proofs=tuple(Proof(each) for each in plain["proofs"]),
            sex=plain.get("sex", ""),
            validity=Validity.from_plain(plain, common),
        )


@dataclass(frozen=True, slots=True)
class Majority:
    """From which age somebody acts for themselves; below `disputed_below` others say no."""

    age: int
    disputed_below: int
    validity: Validity

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], common: Mapping[str, Any]) -> Self:
        validity = Validity.from_plain(plain, common)
        return cls(int(plain["age"]), int(plain["disputed_below"]), validity)


@dataclass(frozen=True, slots=True)
class HeirRules:
    """The order of law and the age of majority, with their dates."""

    kinships: tuple[Kinship, ...]
    majorities: tuple[Majority, ...]

    def __post_init__(self) -> None:
        require_no_overlap((each.relation, each.validity) for each in self.kinships)
        require_no_overlap(("majority", each.validity) for each in self.majorities)
        if lacking := set(Relation) - {each.relation for each in self.kinships}:
            raise ValueError(f"relations without a rank: {sorted(lacking)}")

    def kinship(self, relation: Relation, on: date) -> Kinship:
        return the_one((each for each in self.kinships if each.relation is relation), on)

    def majority(self, on: date) -> Majority:
        return the_one(self.majorities, on)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a person
class Heir:
    """One member of the family, read. None and "" mean: not known yet."""

    name: str = ""
    relation: Relation | None = None
    birth_date: date | None = None
    sex: str = ""
    nik: str = ""
    proof: Proof | None = None
    proof_number: str = ""
    address: str = ""
    phone: str = ""
    school: School | None = None
    guardian: str = ""
    claimant: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one member of the family stands; `notes` say it in sentences at the form's fields."""

    rank: int | None  # 1 = first by law; None = outside the legal order, or relation not known
    first: bool  # in the rank that receives as the family is now
    minor: bool
    adult_on: date | None  # the day a minor comes of age
    missing_proof: tuple[Proof, ...]  # any one of these would do; () = nothing missing
    guardian_missing: bool
    notes: tuple[Problem, ...]


def rank(relation: Relation, rules: HeirRules, on: date) -> int | None:
    """The rank by law; None for family whom the law does not name."""
    return rules.kinship(relation, on).rank


def standing(heirs: Sequence[Heir], rules: HeirRules, on: date) -> tuple[Standing, ...]:
    """Where each of the family stands on `on`, in the order given. Several may share rank 1."""
    ranks = [rank(each.relation, rules, on) if each.relation else None for each in heirs]
    first = min((each for each in ranks if each is not None), default=None)
    majority = rules.majority(on)
    grown_spouse = any(
        each.relation in SPOUSES and not _below(each.birth_date, majority.age, on) for each in heirs
    )
    standings = []
    for index, (heir, its_rank) in enumerate(zip(heirs, ranks, strict=True)):
        is_first = its_rank is not None and its_rank == first
        minor = _below(heir.birth_date, majority.age, on)
        missing = _missing_proof(heir, rules, on)
        # a living parent acts for the child; without one somebody has to be named
        unguarded = minor and is_first and not grown_spouse and not heir.guardian.strip()
        standings.append(
            Standing(
                rank=its_rank,
                first=is_first,
                minor=minor,
                adult_on=_adult_on(heir, majority) if minor else None,
                missing_proof=missing,
                guardian_missing=unguarded,
                notes=_notes(index, heir, rules, on, is_first=is_first, unguarded=unguarded),
            )
        )
    return tuple(standings)


def family_problems(
    heirs: Sequence[Heir], standings: Sequence[Standing], marital_status: str, *, no_family: bool
) -> tuple[Problem, ...]:
    """What is to be said of the family as a whole."""
    if no_family:
        return (Problem("heirs.though_no_family", "no_family"),) if heirs else ()
    if not heirs:
        return (Problem("heirs.missing", "heirs"),)
    found = []
    spouses = sum(each.relation in SPOUSES for each in heirs)
    if marital_status == Marital.MARRIED and not spouses:
        found.append(Problem("heirs.spouse_absent", "heirs", Level.NOTE))
    if marital_status not in ("", Marital.MARRIED) and spouses:
        found.append(Problem("heirs.spouse_unexpected", "marital_status", Level.WARN))
    if spouses > 1:
        found.append(Problem("heirs.several_spouses", "heirs", Level.NOTE))
    claimants = sum(each.claimant for each in heirs)
    if claimants > 1:
        found.append(Problem("heirs.several_claimants", "heirs", Level.WARN))
    if not claimants:
        found.append(Problem("heirs.no_claimant", "heirs", Level.NOTE))
    if not any(each.first for each in standings):
        found.append(Problem("heirs.none_by_law", "heirs", Level.NOTE))
    return tuple(found)


def _below(born: date | None, years: int, on: date) -> bool:
    return born is not None and age_on(born, on) < years


def _adult_on(heir: Heir, majority: Majority) -> date | None:
    return birthday(heir.birth_date, majority.age) if heir.birth_date else None


def _missing_proof(heir: Heir, rules: HeirRules, on: date) -> tuple[Proof, ...]:
    if heir.relation is None:
        return ()
    wanted = rules.kinship(heir.relation, on).proofs
    return () if heir.proof in wanted else wanted


def _notes(
    index: int, heir: Heir, rules: HeirRules, on: date, *, is_first: bool, unguarded: bool
) -> tuple[Problem, ...]:
    notes: list[Problem] = []

    def note(code: str, field: str, level: Level = Level.NOTE, **facts: Fact) -> None:
        notes.append(
            Problem(f"heirs.{code}", f"heirs.{index}.{field}", level, tuple(facts.items()))
        )

    majority = rules.majority(on)
    if heir.relation is not None:
        kinship = rules.kinship(heir.relation, on)
        if kinship.rank is None:
            note("outside_law", "relation")
        if kinship.validity.confirm:
            note("rank_uncertain", "relation")
        if kinship.sex and heir.sex and kinship.sex != heir.sex:
            note("sex_mismatch", "sex", Level.WARN)
        if kinship.proofs and heir.proof is None:
            note("proof_missing", "proof", proofs=" ".join(kinship.proofs))
        elif kinship.proofs and heir.proof not in kinship.proofs:
            note("proof_weak", "proof", proofs=" ".join(kinship.proofs))
    if heir.birth_date is None:
        note("birth_date_missing", "birth_date")
    else:
        age = age_on(heir.birth_date, on)
        if age < majority.age:
            adult_on = birthday(heir.birth_date, majority.age)
            note("minor", "birth_date", age=max(age, 0), adult_on=adult_on.isoformat())
        elif age < majority.disputed_below:
            note("majority_uncertain", "birth_date", age=age, limit=majority.disputed_below)
    if unguarded:
        note("guardian_missing", "guardian")
    if heir.claimant and _below(heir.birth_date, majority.age, on):
        note("claimant_minor", "claimant", Level.WARN)
    elif heir.claimant and not is_first:
        note("claimant_not_first", "claimant", Level.WARN)
    return tuple(notes)

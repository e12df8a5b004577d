"""What the clerk has typed so far: text by field, any of it empty or wrong.

The names of these fields are the names everywhere: of the inputs on the form, of the columns a
list is mapped to, of the fields in a problem, and of the members of a record. One declaration,
so that they cannot drift apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

YES, NO = "yes", "no"

STATEMENTS = (
    "still_working",  # E4: works at intake; claims were refused where this was not so
    "not_ill",  # E4: not ill or unable to work at intake
    "not_civil_servant",  # E5: no ASN, TNI, Polri, pensioner, nor a wage earner (PU)
    "not_covered_elsewhere",  # E6: nobody else pays this cover already
    "purpose_told",  # UU 27/2022: the purpose text was read out or given
)
"""What the worker states at the desk. Each is yes, no or "" (not asked yet)."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a person
class HeirDraft:
    """One member of the family as typed."""

    name: str = ""
    relation: str = ""  # a code of `domain.heirs.Relation`
    birth_date: str = ""
    sex: str = ""  # "male", "female"
    nik: str = ""
    proof: str = ""  # a code of `domain.heirs.Proof`; "" = no proof seen yet
    proof_number: str = ""
    address: str = ""  # "" = lives with the worker
    phone: str = ""
    school: str = ""  # a code of `domain.heirs.School`
    guardian: str = ""  # name of the adult who acts for a minor
    claimant: str = ""  # YES for the one who will bring the claim


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Draft:
    """A registration as typed, in the order of the paper: KTP, address, work, statements, heirs."""

    nik: str = ""
    nik_status: str = ""  # "" = has one; "none_yet", "in_process"; "disputed" = rightful second
    name: str = ""
    birth_place: str = ""
    birth_date: str = ""
    sex: str = ""  # "male", "female"
    mother_name: str = ""
    mother_unknown: str = ""  # the reason, where the mother's name is not known
    kk: str = ""
    marital_status: str = ""  # "single", "married", "divorced", "widowed"

    address: str = ""
    rt: str = ""
    rw: str = ""
    kecamatan: str = ""  # code such as 64.72.05
    kelurahan: str = ""  # code such as 64.72.05.1003; the KTP's address decides E1
    other_region: str = ""  # city or regency, where the KTP's address is outside this city
    domicile: str = ""  # "" = lives at the KTP's address
    phone: str = ""
    email: str = ""

    occupation: str = ""  # code of the occupation list
    occupation_detail: str = ""  # needed for "lainnya"
    ktp_occupation: str = ""  # what the KTP says; may differ
    workplace: str = ""
    work_hours: str = ""
    income: str = ""  # real income a month, rupiah: for E7, never for the tariff
    wage_base: str = ""  # "" = the programme's base
    was_member: str = ""  # YES, NO: once had a KPJ
    old_kpj: str = ""
    social_source: str = ""  # "rt", "dtks", "dtsen", "census", "other"
    desil: str = ""  # 1..10, "" = not known yet
    desil_date: str = ""
    disability: str = ""  # optional, specific data
    effective_date: str = ""  # first day of cover asked for; "" = first of next month
    rt_letter_number: str = ""
    rt_letter_date: str = ""

    still_working: str = ""
    not_ill: str = ""
    not_civil_servant: str = ""
    not_covered_elsewhere: str = ""
    purpose_told: str = ""

    no_family: str = ""  # YES: there is nobody; else at least one heir
    heirs: tuple[HeirDraft, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a warning is overridden: reason by `code` or `code@field`."""

    def to_plain(self) -> dict[str, Any]:
        """As plain values (str, list, dict), empty fields left out: for JSON."""
        plain: dict[str, Any] = {
            name: value for name in TEXT_FIELDS if (value := getattr(self, name))
        }
        if self.heirs:
            plain["heirs"] = [
                {name: value for name in HEIR_FIELDS if (value := getattr(heir, name))}
                for heir in self.heirs
            ]
        if self.reasons:
            plain["reasons"] = dict(self.reasons)
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `to_plain` wrote. Unknown members are left out: a newer program's fields."""
        heirs = tuple(
            HeirDraft(**{name: str(heir[name]) for name in HEIR_FIELDS if name in heir})
            for heir in plain.get("heirs", ())
        )
        typed = {name: str(plain[name]) for name in TEXT_FIELDS if name in plain}
        reasons = {str(code): str(why) for code, why in plain.get("reasons", {}).items()}
        return cls(**typed, heirs=heirs, reasons=reasons)


HEIR_FIELDS = tuple(each.name for each in fields(HeirDraft))
TEXT_FIELDS = tuple(each.name for each in fields(Draft) if each.name not in ("heirs", "reasons"))

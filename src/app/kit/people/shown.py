"""How a field of a draft or a record reads to a person: codes by their names, amounts as money."""

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.reference import Reference
from app.wording import names
from app.wording.catalogue import day, rupiah

NAMED: Mapping[str, Mapping[str, str]] = {
    "sex": names.SEXES,
    "marital_status": names.MARITAL,
    "nik_status": names.NIK_STATES,
    "social_source": names.SOURCES,
    "was_member": names.ANSWERS,
    "still_working": names.ANSWERS,
    "not_ill": names.ANSWERS,
    "not_civil_servant": names.ANSWERS,
    "not_covered_elsewhere": names.ANSWERS,
    "purpose_told": names.ANSWERS,
    "no_family": names.ANSWERS,
    "relation": names.RELATIONS,
    "proof": names.PROOFS,
    "school": names.SCHOOLS,
    "claimant": names.ANSWERS,
}
MONEY = ("income", "wage_base")
ISO_LENGTH = 10

Reads = Callable[[str, str], str]
"""From a field's name and its text to what a person reads."""


def reads(reference: Reference) -> Reads:
    """The reading of one city's data."""

    def read(field: str, text: str) -> str:
        name = field.rpartition(".")[2]
        if not text:
            return ""
        if name in NAMED:
            return NAMED[name].get(text, text)
        if name in ("kecamatan", "kelurahan"):
            place = reference.places.get(text)
            return place.name if place else text
        if name == "occupation":
            found = reference.occupations.by_code.get(text)
            return found.name if found else text
        if name in MONEY and text.isdigit():
            return rupiah(int(text))
        return _day(text) if name.endswith("date") else text

    return read


def _day(text: str) -> str:
    """A record's date 1985-03-12 as the papers write it; anything else as it stands."""
    try:
        return day(date.fromisoformat(text)) if len(text) == ISO_LENGTH else text
    except ValueError:
        return text

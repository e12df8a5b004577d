"""The question at the desk: who of the register may be the person being typed.

The policy is DOMAIN 8.4: reasons are codes for `wording`, the strength says how loudly to ask. The
answer is always a person's; only the same NIK stops a registration by itself.
"""

from datetime import date

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from app.domain.likeness import Candidate, Compared, Probe, Strength, Suspect

NAME_CLOSE = 0.90
"""From here two normalised names are called similar (Jaro-Winkler, or word by word)."""

MOTHER_CLOSE = 0.88

FILLERS = frozenset({(1, 1), (31, 12), (1, 7)})
"""Day and month written when the birth date is not known; agreeing on them says little."""

ORDER = tuple(Strength)


def judge(probe: Probe, candidate: Candidate) -> Suspect | None:
    """What speaks for the two being one person; None when nothing worth asking does."""
    strength, reasons = compare(probe, candidate)
    if strength is None:
        return None
    return Suspect(
        registration_id=candidate.line.registration_id,
        person_id=candidate.person_id,
        number=candidate.line.number,
        strength=strength,
        reasons=reasons,
        person=candidate.line,
    )


def compare(probe: Probe, other: Compared) -> tuple[Strength | None, tuple[str, ...]]:
    """How strongly the two may be one person, and all that they share."""
    reasons = _reasons(probe, other)
    return _strength(reasons, probe, other), tuple(reasons)


def are_names_alike(probe: Probe, other: Compared) -> bool:
    """Whether the names are the same or similar. Without that only a NIK says something aloud."""
    names = probe.name_key, other.name_key
    return (names[0] == names[1] != "") or _similar(*names, NAME_CLOSE)


def rank(suspects: list[Suspect], most: int) -> tuple[Suspect, ...]:
    """The strongest first, at most `most`."""
    return tuple(
        sorted(suspects, key=lambda each: (ORDER.index(each.strength), each.person.name))[:most]
    )


def _reasons(probe: Probe, other: Compared) -> list[str]:
    reasons = []
    if probe.nik and probe.nik == other.nik:
        reasons.append("nik_same")
    elif other.nik and other.nik in probe.niks:
        reasons.append("nik_near")
    if probe.name_key and probe.name_key == other.name_key:
        reasons.append("name_same")
    elif _similar(probe.name_key, other.name_key, NAME_CLOSE):
        reasons.append("name_similar")
    if probe.birth_date is not None:
        reasons.extend(_birth(probe.birth_date, other.birth_date))
    if probe.mother_key and probe.mother_key == other.mother_key:
        reasons.append("mother_same")
    elif _similar(probe.mother_key, other.mother_key, MOTHER_CLOSE):
        reasons.append("mother_similar")
    if probe.kk and probe.kk == other.kk:
        reasons.append("kk_same")
    if probe.phone and probe.phone == other.phone:
        reasons.append("phone_same")
    return reasons


def _birth(typed: date, held: date) -> list[str]:
    if typed == held:
        filler = (typed.day, typed.month) in FILLERS
        return ["birth_filler"] if filler else ["birth_same"]
    if (typed.day, typed.month, typed.year) == (held.month, held.day, held.year):
        return ["birth_swapped"]
    if (typed.day, typed.month) == (held.day, held.month) and abs(typed.year - held.year) == 1:
        return ["birth_year_off"]
    return []


def _strength(reasons: list[str], probe: Probe, other: Compared) -> Strength | None:
    has = frozenset(reasons).intersection
    name = bool(has({"name_same", "name_similar"}))
    mother = bool(has({"mother_same", "mother_similar"}))
    if has({"nik_same"}):
        return Strength.SAME
    born = has({"birth_same", "birth_filler"})
    if born and has({"mother_same"}) and "name_same" not in reasons and _are_two_niks(probe, other):
        return Strength.TWIN
    if has({"nik_near"}) and (name or has({"birth_same"})):
        return Strength.STRONG
    if has({"birth_same"}) and has({"name_same"}):
        return Strength.STRONG
    if has({"birth_same", "birth_filler"}) and name and mother:
        return Strength.STRONG
    if has({"birth_swapped", "birth_year_off"}) and has({"name_same"}) and mother:
        return Strength.MEDIUM
    if has({"birth_filler"}) and has({"name_same"}):
        return Strength.MEDIUM
    if has({"birth_same"}) and name:
        return Strength.MEDIUM
    if has({"phone_same", "kk_same"}) and name:
        return Strength.WEAK  # weak signals never speak alone: families share both
    return None


def _are_two_niks(probe: Probe, other: Compared) -> bool:
    """Whether these are the NIK of two who were born in one month, numbered one after the other.

    Twins are registered together: their serials are often neighbours, as after a slip of the hand,
    and the day is 40 apart where one is a girl.
    """
    if not probe.nik or not other.nik:
        return False
    return probe.nik[8:12] == other.nik[8:12] and probe.nik[12:] != other.nik[12:]


def _similar(one: str, other: str, close: float) -> bool:
    if not one or not other:
        return False
    if JaroWinkler.similarity(one, other, score_cutoff=close) >= close:
        return True
    return token_sort_ratio(one, other, score_cutoff=100 * close) >= 100 * close

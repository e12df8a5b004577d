"""Which layout of the insurer's is meant."""

from collections.abc import Mapping

from app.domain.refusal import Problem, Refusal
from app.service.session import Session
from app.sheets.profile import DEFAULT, InsurerProfile, profiles
from app.store.insurer import OUT


def profile_of(session: Session, code: str) -> InsurerProfile:
    """The profile of this name, or the usual one where none is named.

    `Refusal`: `insurer.profile_unknown` where there is none, `insurer.profile` for a damaged one.
    """
    known = profiles(session.resources)
    found = known.get(code or usual(session, known))
    if found is None:
        raise Refusal(Problem("insurer.profile_unknown", "profile"))
    return found


def usual(session: Session, known: Mapping[str, InsurerProfile]) -> str:
    """The one of the last list that went out; before the first, one that the branch confirmed."""
    with session.books.reading() as unit:
        sent = [each.profile for each in unit.insurer.files() if each.direction == OUT]
    confirmed = [code for code, each in known.items() if each.confirmed]
    return next((each for each in (*sent[:1], *confirmed) if each in known), DEFAULT)

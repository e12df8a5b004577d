"""Which layout of the insurer's is meant."""

from app.domain.refusal import Problem, Refusal
from app.service.session import Session
from app.sheets.profile import DEFAULT, InsurerProfile, profiles


def profile_of(session: Session, code: str) -> InsurerProfile:
    """The profile of this name; `Refusal` with `insurer.profile_unknown` where there is none."""
    found = profiles(session.resources).get(code or DEFAULT)
    if found is None:
        raise Refusal(Problem("insurer.profile_unknown", "profile"))
    return found

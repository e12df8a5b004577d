"""The search over the whole city for people who were registered twice."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.pairs import Candidate, PairKind, Said, ordered
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import (
    Cancelled,
    Progress,
    demand_city,
    never,
    nothing_said,
)
from app.service.session import Session
from app.store.books import Unit

SEARCHED = "pairs.searched_at"
"""The setting that says when the city was searched last."""

_STEPS = 3  # everybody is read, compared, and what was found is kept


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search came to."""

    people: int
    found: int  # pairs that wait for a word
    said: int  # pairs that were settled before and are not asked again


@needs(Right.DECIDE)
class FindPairs:
    """Compares everybody with everybody and keeps the pairs that may be one person.

    Whoever was said to be different, here or at a desk, is not asked about again. The matching
    engine needs numpy, which only the city's bundle has: `Refusal` with `match.not_installed`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, progress: Progress = nothing_said, cancelled: Cancelled = never) -> Searched:
        """Search now; what was found before is replaced as a whole, or stays if cancelled.

        A pair that is found again waits since it was found first.
        """
        demand_city(self._session)
        try:
            from app.matching.city import engine
            from app.matching.city.people import People
        except ModuleNotFoundError:
            raise Refusal(Problem("match.not_installed")) from None

        session = self._session
        with session.books.reading() as unit:
            everyone = unit.everyone.columns()
            settled = _settled(unit)
            judged = unit.verdicts.different()
            since = _since(unit)
        progress(1, _STEPS)
        if cancelled():
            raise Refusal(Problem("cancelled"))
        person_of = dict(zip(everyone.ids, everyone.persons, strict=True))
        name_of = dict(zip(everyone.ids, everyone.names, strict=True))
        now = session.clock()
        found, said = [], 0
        for pair in engine.match(People(everyone.ids, everyone.columns)).pairs():
            first, second = ordered(pair.left, pair.right)
            persons = ordered(person_of[first], person_of[second])
            if (first, second) in settled or persons in judged:
                said += 1
                continue
            found.append(
                Candidate(
                    kind=PairKind.REGISTRATION,
                    first=first,
                    second=second,
                    score=pair.score,
                    verdict=pair.verdict,
                    reasons=pair.reasons,
                    names=(name_of[first], name_of[second]),
                    found_at=since.get((first, second), now),
                )
            )
        if cancelled():
            raise Refusal(Problem("cancelled"))
        progress(2, _STEPS)
        with session.books.transaction() as unit:
            unit.settings.put(SEARCHED, now.isoformat())
            unit.pairs.replace(PairKind.REGISTRATION, found)
            unit.audit.note(
                "pairs.searched",
                "-",
                operator=session.operator.id,
                at=now,
                detail={"people": len(everyone.ids), "found": len(found)},
            )
        progress(_STEPS, _STEPS)
        return Searched(len(everyone.ids), len(found), said)


def _since(unit: Unit) -> dict[tuple[str, str], datetime]:
    candidates = unit.pairs.candidates(PairKind.REGISTRATION)
    return {(each.first, each.second): each.found_at for each in candidates}


def _settled(unit: Unit) -> set[tuple[str, str]]:
    """The pairs of which somebody of the city has said that they are two people."""
    words = unit.pairs.last_words()
    return {pair for pair, word in words.items() if word.said is Said.DIFFERENT}

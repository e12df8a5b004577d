"""The search for people of the register whom somebody else pays for as well."""

from app.domain.pairs import Candidate, PairKind, Said
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.find_pairs import Searched
from app.service.exchange.common import Cancelled, demand_city, never
from app.service.session import Session

OVER = frozenset({DecisionState.ENDED, DecisionState.REJECTED, DecisionState.MOVED})
"""Whom the city does not pay for anyway."""


@needs(Right.DECIDE)
class FindElsewhere:
    """Compares the register with the lists of other funders that are in force.

    A pair of which the city has said a word that stands is not asked about again, also where a
    newer list named the person anew. `Refusal` with `match.not_installed` as for `FindPairs`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, cancelled: Cancelled = never) -> Searched:
        """Search now; what was found before is replaced as a whole, or stays if cancelled."""
        demand_city(self._session)
        try:
            from app.matching.city import engine
            from app.matching.city.people import People
        except ModuleNotFoundError:
            raise Refusal(Problem("match.not_installed")) from None

        session = self._session
        with session.books.reading() as unit:
            everyone = unit.everyone.columns()
            others = unit.elsewhere.columns()
            words = unit.pairs.last_words()
            over = {each.registration_id for each in unit.queue.in_order(OVER)}
        if cancelled():
            raise Refusal(Problem("cancelled"))
        settled = {pair for pair, word in words.items() if word.said in (Said.SAME, Said.DIFFERENT)}
        name_of = dict(zip(everyone.ids, everyone.names, strict=True))
        now = session.clock()
        found, said = [], 0
        if everyone.ids and others.ids:
            pairs = engine.match_between(
                People(everyone.ids, everyone.columns), People(others.ids, others.columns)
            ).pairs()
            for pair in pairs:
                if pair.left in over:
                    continue
                if (pair.left, pair.right) in settled:
                    said += 1
                    continue
                found.append(
                    Candidate(
                        kind=PairKind.ELSEWHERE,
                        first=pair.left,
                        second=pair.right,
                        score=pair.score,
                        verdict=pair.verdict,
                        reasons=pair.reasons,
                        names=(name_of[pair.left], ""),
                        found_at=now,
                    )
                )
        if cancelled():
            raise Refusal(Problem("cancelled"))
        with session.books.transaction() as unit:
            unit.pairs.replace(PairKind.ELSEWHERE, found)
            unit.audit.note(
                "elsewhere.searched",
                "-",
                operator=session.operator.id,
                at=now,
                detail={"people": len(others.ids), "found": len(found)},
            )
        return Searched(len(others.ids), len(found), said)

"""What the city says of somebody whom another funder pays for as well: double funding, decided."""

from collections.abc import Mapping, Sequence

from app.domain.elsewhere import Outcome, PersonElsewhere
from app.domain.pairs import PairKind, PairWord, Said
from app.domain.questions import ELSEWHERE
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState, EndReason, Track, allowed
from app.service.allowed import needs
from app.service.city.before import before_last, cancelled_since
from app.service.city.pair_words import (
    demand_reason,
    last_standing,
    put_question,
    put_word,
    read_question,
)
from app.service.city.saying import Word, say
from app.service.exchange.common import demand_city
from app.service.session import Session
from app.store.books import Unit


@needs(Right.DECIDE, words=Right.SEE, person=Right.SEE)
class SettleElsewhere:
    """Says of a registration and a person of another funder's list what becomes of the two.

    Every word stays with who, when and why; the last one counts, also when a newer list of the
    same source names the person again.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def person(self, elsewhere_id: str) -> PersonElsewhere:
        """Who it is, to be put beside the registration; `Refusal` with `elsewhere.not_listed`.

        The look is written down, as the look at a registration is.
        """
        session = self._session
        with session.books.transaction() as unit:
            found = unit.elsewhere.person(elsewhere_id)
            if found is None:
                raise Refusal(Problem("elsewhere.not_listed"))
            unit.audit.note(
                "elsewhere.viewed",
                elsewhere_id,
                operator=session.operator.id,
                at=session.clock(),
                detail={"source": found.source},
            )
        return found

    def words(self, registration_id: str, elsewhere_id: str) -> Sequence[PairWord]:
        """All that was said of the two, in order."""
        with self._session.books.reading() as unit:
            return unit.pairs.words(registration_id, elsewhere_id)

    def end(self, registration_id: str, elsewhere_id: str, reason: str = "") -> PairWord:
        """The same person, and the other funder goes on paying: ended here.

        `Refusal`: `registration.unknown`, `elsewhere.not_listed`, `settle.merged`,
        `elsewhere.not_allowed` where it has ended already, `elsewhere.settled` while another word
        that they are the same stands.
        """
        session = self._session
        demand_city(session)
        with session.books.transaction() as unit:
            of = self._demand(unit, registration_id, elsewhere_id)
            if not allowed(Track.DECISION, of.decision or None, DecisionState.ENDED):
                raise Refusal(Problem("elsewhere.not_allowed"))
            detail = {"outcome": Outcome.ENDED.value}
            word = self._word(unit, of, elsewhere_id, Said.SAME, reason, detail)
            ended = {"end": EndReason.OTHER_FUNDING.value, "pair": word.id}
            say(session, unit, [Word(of, DecisionState.ENDED, ended, reason)])
        return word

    def keep(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord:
        """The same person, and the other funder gives up: the city goes on.

        `Refusal`: as `end`, and `settle.reason`: where it was agreed, with whom.
        """
        demand_city(self._session)
        demand_reason(reason)
        with self._session.books.transaction() as unit:
            of = self._demand(unit, registration_id, elsewhere_id)
            detail = {"outcome": Outcome.KEPT.value}
            return self._word(unit, of, elsewhere_id, Said.SAME, reason, detail)

    def different(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord:
        """Two people: remembered, and not asked again of a newer list. `Refusal`: as `keep`."""
        demand_city(self._session)
        demand_reason(reason)
        with self._session.books.transaction() as unit:
            of = self._demand(unit, registration_id, elsewhere_id)
            return self._word(unit, of, elsewhere_id, Said.DIFFERENT, reason, {})

    def ask(self, registration_id: str, elsewhere_id: str, question: str) -> PairWord:
        """Ask the kelurahan first; the question goes with the next reply.

        It names the funder, and nothing that stands in the funder's list. `Refusal`: as `end`,
        `settle.question`.
        """
        session = self._session
        demand_city(session)
        text = read_question(question)
        with session.books.transaction() as unit:
            of = self._demand(unit, registration_id, elsewhere_id)
            person = unit.elsewhere.person(elsewhere_id)
            word = self._word(unit, of, elsewhere_id, Said.ASK, text, {"of": of.office})
            about = [person.label] if person else []
            put_question(session, unit, of, ELSEWHERE, about, word)
        return word

    def take_back(self, registration_id: str, elsewhere_id: str, reason: str) -> PairWord:
        """The last word counts no longer; who was ended has the state of before.

        As far as that still holds, and unless something else was decided since. Also for somebody
        who is in no list any more. `Refusal`: `settle.nothing`, `settle.reason`.
        """
        session = self._session
        demand_city(session)
        demand_reason(reason)
        with session.books.transaction() as unit:
            of = _registered(unit, registration_id)
            last = last_standing(unit, registration_id, elsewhere_id)
            word = self._word(unit, of, elsewhere_id, Said.TAKEN_BACK, reason, {"word": last.id})
            decisions = unit.decisions.of(registration_id)
            if decisions and decisions[-1].detail.get("pair") == last.id:
                before = before_last(unit, registration_id, decisions)
                detail = {"parted": word.id, **cancelled_since(unit, decisions)}
                say(session, unit, [Word(of, before, detail, reason)])
        return word

    # -- parts of a word

    def _demand(self, unit: Unit, registration_id: str, elsewhere_id: str) -> Waiting:
        of = _registered(unit, registration_id)
        if of.decision == DecisionState.MERGED_INTO:
            raise Refusal(Problem("settle.merged"))
        if unit.elsewhere.person(elsewhere_id) is None:
            raise Refusal(Problem("elsewhere.not_listed"))
        last = unit.pairs.last_word(registration_id, elsewhere_id)
        if last is not None and last.said is Said.SAME:
            raise Refusal(Problem("elsewhere.settled"))
        return of

    def _word(
        self,
        unit: Unit,
        of: Waiting,
        elsewhere_id: str,
        said: Said,
        reason: str,
        detail: Mapping[str, str],
    ) -> PairWord:
        pair = of.registration_id, elsewhere_id
        return put_word(self._session, unit, PairKind.ELSEWHERE, pair, said, reason, detail)


def _registered(unit: Unit, registration_id: str) -> Waiting:
    found = unit.queue.these([registration_id]).get(registration_id)
    if found is None:
        raise Refusal(Problem("registration.unknown"))
    return found

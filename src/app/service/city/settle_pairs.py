"""What the city says of two who may be one, and takes back again, also after later changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.pairs import PairKind, PairWord, Said, ordered
from app.domain.questions import PAIR
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.domain.states import DecisionState, Track, allowed
from app.domain.stations import shown_station, station_name
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
from app.service.city.telling import tell_merge, tell_parts
from app.service.exchange.common import demand_city, here
from app.service.exchange.handover import demand_station, give
from app.service.session import Session
from app.store.books import Unit
from app.store.merging import Merging

_OVER = frozenset({DecisionState.REJECTED, DecisionState.ENDED})
_LET_IN = frozenset(
    {
        DecisionState.ACCEPTED,
        DecisionState.DECREED,
        DecisionState.WAITING_FOR_FUNDS,
        DecisionState.FUNDED,
    }
)


@dataclass(frozen=True, slots=True)
class Merge:
    """How two become one: which registration stays, and whose it is from then on."""

    stays: str
    goes: str
    office: str = ""
    """The kelurahan that keeps it; "" for the one that has the registration that stays."""
    station: int = 1


@needs(Right.DECIDE, words=Right.SEE)
class SettlePair:
    """Says that two are the same, or not, or asks; and takes such a word back.

    Every word stays in the books with who, when and why; the last one counts.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def words(self, one: str, other: str) -> Sequence[PairWord]:
        """All that was said of two registrations, in order."""
        with self._session.books.reading() as unit:
            return unit.pairs.words(*ordered(one, other))

    def same(self, merge: Merge, reason: str = "") -> PairWord:
        """They are one person: one registration goes on, the other is shown as merged into it.

        Both keep all they hold. `Refusal`: `registration.unknown`, `settle.self`,
        `settle.merged` (one of them is merged already), `settle.not_allowed` (of what goes
        nothing can be merged any more), `settle.stays_fallen` (the other stands, and what is to
        stay does not), `handover.station`.
        """
        session = self._session
        demand_city(session)
        if merge.stays == merge.goes:
            raise Refusal(Problem("settle.self"))
        if merge.office:
            demand_station(session, merge.office, merge.station)
        with session.books.transaction() as unit:
            people = _demand(unit, merge.stays, merge.goes)
            if DecisionState.MERGED_INTO in {each.decision for each in people}:
                raise Refusal(Problem("settle.merged"))
            stays, goes = people
            if not allowed(Track.DECISION, goes.decision or None, DecisionState.MERGED_INTO):
                raise Refusal(Problem("settle.not_allowed"))
            _demand_standing(unit, stays, goes)
            word = self._word(
                unit, merge.stays, merge.goes, Said.SAME, reason, self._kept(unit, merge)
            )
            detail = {"into": merge.stays, "number": stays.number, "pair": word.id}
            say(session, unit, [Word(goes, DecisionState.MERGED_INTO, detail, reason)])
            self._rearrange(unit, merge.goes)
            if goes.office != stays.office:
                tell_merge(session, unit, merge.goes, stays.office)
                tell_parts(session, unit, merge.goes, stays.office)
            if "to" in word.detail:
                give(session, unit, merge.stays, word.detail["to"], reason.strip() or "merge")
        return word

    def different(self, one: str, other: str, reason: str) -> PairWord:
        """They are two people: remembered for ever, and told to the kelurahan of both.

        `Refusal`: `registration.unknown`, `settle.reason`, `settle.merged` while they are one by
        merges, of these two or by way of others.
        """
        session = self._session
        demand_city(session)
        demand_reason(reason)
        with session.books.transaction() as unit:
            people = _demand(unit, one, other)
            _demand_unmerged(unit, one, other)
            word = self._word(unit, one, other, Said.DIFFERENT, reason, {})
            self._verdict(unit, people, "different", reason)
        return word

    def ask(self, one: str, other: str, question: str, offices: Sequence[str] = ()) -> PairWord:
        """Ask the kelurahan before anything is said; the question goes with the next reply.

        Of both, or of some. `Refusal`: as `different`, `settle.question` without one.
        """
        session = self._session
        demand_city(session)
        text = read_question(question)
        with session.books.transaction() as unit:
            people = _demand(unit, one, other)
            _demand_unmerged(unit, one, other)
            asked = [each for each in people if not offices or each.office in offices]
            if not asked:
                raise Refusal(Problem("settle.question", "offices"))
            detail = {"of": " ".join(each.office for each in asked)}
            word = self._word(unit, one, other, Said.ASK, text, detail)
            for each in asked:
                about = [person.number for person in people if person is not each]
                put_question(session, unit, each, PAIR, about, word)
        return word

    def take_back(self, one: str, other: str, reason: str) -> PairWord:
        """The last word on these two counts no longer; merged ones are two again.

        What was merged has the state it had before, as far as that still holds; a registration
        that was handed over in the merge goes back unless it was given on since.
        `Refusal`: `settle.nothing`, `settle.reason`.
        """
        session = self._session
        demand_city(session)
        demand_reason(reason)
        with session.books.transaction() as unit:
            last = last_standing(unit, *ordered(one, other))
            people = _demand(unit, one, other)
            word = self._word(unit, one, other, Said.TAKEN_BACK, reason, {"word": last.id})
            if last.said is Said.SAME:
                self._part(unit, last, word, reason)
            elif last.said is Said.DIFFERENT:
                self._verdict(unit, people, "undecided", reason)
        return word

    # -- parts of a word

    def _part(self, unit: Unit, last: PairWord, word: PairWord, reason: str) -> None:
        goes, stays = last.detail["goes"], last.detail["stays"]
        merged = unit.queue.these([goes])[goes]
        decisions = unit.decisions.of(goes)
        is_of_it = decisions and decisions[-1].detail.get("pair") == last.id
        if merged.decision == DecisionState.MERGED_INTO and is_of_it:
            before = before_last(unit, goes, decisions)
            detail = {"parted": word.id, **cancelled_since(unit, decisions)}
            say(self._session, unit, [Word(merged, before, detail, reason)])
            self._rearrange(unit, goes)
            keeper = unit.queue.these([stays])[stays].office
            if keeper != merged.office:
                tell_merge(self._session, unit, goes, keeper)
        to, from_ = last.detail.get("to"), last.detail.get("from")
        if to and from_ and unit.registrations.owner(stays) == to:
            give(self._session, unit, stays, from_, reason.strip())

    def _kept(self, unit: Unit, merge: Merge) -> dict[str, str]:
        detail = {"stays": merge.stays, "goes": merge.goes}
        owner = unit.registrations.owner(merge.stays)
        if owner and merge.office and shown_station(owner)[0] != merge.office:
            detail |= {"from": owner, "to": station_name(merge.office, merge.station)}
        return detail

    def _word(
        self, unit: Unit, one: str, other: str, said: Said, reason: str, detail: dict[str, str]
    ) -> PairWord:
        pair = ordered(one, other)
        return put_word(self._session, unit, PairKind.REGISTRATION, pair, said, reason, detail)

    def _verdict(self, unit: Unit, people: Sequence[Waiting], said: str, reason: str) -> None:
        """Tell every kelurahan that has one of them, so that its desk does not ask again."""
        persons = unit.registrations.persons([each.registration_id for each in people])
        one, other = (persons[each.registration_id] for each in people)
        if one == other:
            return
        now = self._session.clock()
        row = unit.verdicts.put(
            one, other, said, one_line(reason), operator=self._session.operator.id, at=now
        )
        life = self._session.station.incarnation.number
        for office in dict.fromkeys(each.office for each in people):
            unit.journal.add(life, "verdict", [row], office)

    def _rearrange(self, unit: Unit, registration_id: str) -> None:
        merging = Merging(unit.connection, here(self._session), self._session.clock())
        merging.rearrange(registration_id)


def _demand(unit: Unit, one: str, other: str) -> tuple[Waiting, Waiting]:
    found = unit.queue.these([one, other])
    if one not in found or other not in found:
        raise Refusal(Problem("registration.unknown"))
    return found[one], found[other]


def _demand_standing(unit: Unit, stays: Waiting, goes: Waiting) -> None:
    """Nobody's cover, or consent, ends by being merged into one that does not stand."""
    active = unit.queue.active([stays.registration_id, goes.registration_id])
    if goes.registration_id not in active:
        return
    is_over = stays.decision in _OVER and goes.decision in _LET_IN
    if is_over or stays.registration_id not in active:
        raise Refusal(Problem("settle.stays_fallen", "stays"))


def _demand_unmerged(unit: Unit, one: str, other: str) -> None:
    into = unit.decisions.merged()
    if _root(into, one) == _root(into, other):
        raise Refusal(Problem("settle.merged"))


def _root(into: Mapping[str, str], registration_id: str) -> str:
    """Who stays in the end for one that was merged, by way of others too."""
    while registration_id in into:
        registration_id = into[registration_id]
    return registration_id

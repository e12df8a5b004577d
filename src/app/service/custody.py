"""The city helps a desk back in where every password and the paper are lost."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.keys.attempts import UNKNOWN
from app.keys.custodians import Custodian, Custodians
from app.keys.custody import Answer, Request
from app.keys.locked import STANDARD, Cost
from app.keys.operator_rules import folded
from app.service.allowed import needs
from app.service.door import Door
from app.service.exchange.common import demand_city
from app.service.session import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says, for two people to compare before it is answered."""

    office: str
    station: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A custodian's answer, on its way to the desk."""

    path: Path
    office: str
    station: int


@needs(Right.SEE, add=Right.ACCOUNTS)
class Custody:
    """Names custodians at the city, and lets each of them answer a desk that asks.

    No session and no single custodian sees a desk's key: a share is opened and at once sealed to
    the asking desk.
    """

    def __init__(self, session: Session, cost: Cost = STANDARD) -> None:
        self._session = session
        self._custodians = Custodians(session.folder, session.station, cost)

    def names(self) -> tuple[str, ...]:
        """Who they are, the oldest first; the two newest hold what desks enrol from now on."""
        demand_city(self._session)
        return tuple(each.name for each in self._custodians.all())

    def add(self, name: str, password: str) -> None:
        """Make somebody a custodian. From the second on, desks take in the new key card."""
        demand_city(self._session)
        with self._session.books.transaction() as unit:
            new = self._custodians.add(name, password)
            unit.audit.note(
                "custodian.added",
                new.id,
                operator=self._session.operator.id,
                at=self._session.clock(),
            )

    def look(self, path: Path) -> Asked:
        """What a request says."""
        demand_city(self._session)
        request = Request.load(path)
        return Asked(request.split.office, request.split.station, request.fingerprint())

    def answer(
        self, path: Path, to: Path, *, name: str, password: str, fingerprint: str
    ) -> Answered:
        """One custodian's answer to a request, put into the folder `to`.

        The `fingerprint` is the one that the desk reads out by phone: anybody may have copied a
        data folder, but only the desk has the lurah sitting at it. Refusals:
        `custody.fingerprint`, `custody.other_custodian`; `NotUnlocked` for a wrong name or
        password, which make the next try wait as at the login.
        """
        demand_city(self._session)
        request = Request.load(path)
        said = "".join(sign for sign in fingerprint if sign.isdigit())
        if said != request.fingerprint().replace(" ", ""):
            raise Refusal(Problem("custody.fingerprint", "fingerprint"))
        custodian, seed = self._unlock(name, password)
        place = request.place_of(custodian.sealing_key)
        if place is None:
            raise Refusal(Problem("custody.other_custodian", "name"))
        session = self._session
        station = session.station
        answer = Answer.give(request, place, seed, station.public.kid, station.sign)
        split = request.split
        target = to / f"payung-jawaban-kunci-{split.office}-{split.station}-{place}.json"
        with session.books.transaction() as unit:
            unit.audit.note(
                "custody.answered",
                request.id,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "custodian": custodian.id,
                    "office": split.office,
                    "station": split.station,
                    "place": place,
                },
            )
            answer.write(target)
        return Answered(target, split.office, split.station)

    def _unlock(self, name: str, password: str) -> tuple[Custodian, bytes]:
        """As at the login: many wrong passwords make the next try wait."""
        wanted = folded(name)
        found = (each.id for each in self._custodians.all() if folded(each.name) == wanted)
        with Door(self._session.folder, self._session.clock).trying(next(found, UNKNOWN)):
            return self._custodians.unlock(name, password)

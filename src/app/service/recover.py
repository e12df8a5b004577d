"""Back into an office where nobody gets in: by the paper code, or by the city's custodians."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.refusal import Problem, Refusal
from app.domain.rights import ADMINISTRATOR
from app.keys.custody import WAITING, Answer, Custody, Waiting
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.locked import STANDARD, Cost
from app.keys.operator_rules import folded, password_problems
from app.keys.slots import Operator, SlotFile
from app.keys.station import Station, read_public
from app.keys.trust import TrustList
from app.service import renew
from app.service.door import Door
from app.service.front import BOOKS, is_set_up
from app.service.session import Clock, now
from app.store.books import Books
from app.store.owner import Owner


@dataclass(frozen=True, slots=True)
class Asking:
    """What the desk sends to the city, and reads out by phone."""

    path: Path
    fingerprint: str


class Recover:
    """Gives an administrator a new password, without any old one.

    The name must be an administrator's: everybody else is given a new password by one. The signing
    key goes with the old password; what it signed stays proven. It happens wholly or not at all,
    and the audit trail tells by which way.
    """

    def __init__(self, folder: Path, clock: Clock = now, cost: Cost = STANDARD) -> None:
        self._folder = folder
        self._clock = clock
        self._cost = cost

    def names(self) -> tuple[str, ...]:
        """The administrators, one of whom comes back."""
        return tuple(each.name for each in self._administrators())

    def by_paper(self, code: str, name: str, password: str) -> None:
        """With the paper code. `Refusal` names mistyped groups, `NotUnlocked` another code."""
        with self._alone() as slots:
            who = self._administrator(name)
            _demand_password(password, who)
            self._come_back(slots, slots.unlock_with_recovery(code), who.id, password, "paper")

    def ask(self, name: str, password: str, to: Path) -> Asking:
        """Write a request for the city's custodians into the folder `to`.

        `password` is the one that will hold from then on: it opens the answers as well, so that
        they are of no use to whoever finds the stick. Refusal: `custody.none` where the office
        was never enrolled with a city that has custodians.
        """
        with self._alone() as slots:
            custody = _demand_custody(slots)
            who = self._administrator(name)
            _demand_password(password, who)
            waiting = Waiting.begin(self._folder, custody.split, who.id, password, self._cost)
            request = waiting.request
            target = to / request.file_name
            request.write(target)
        return Asking(target, request.fingerprint())

    def take(self, answers: Sequence[Path], password: str) -> None:
        """Take the answers of both custodians; the password is the one chosen at asking.

        Refusals: `custody.not_asked`, `custody.both` (one is missing), `custody.other_request`,
        `custody.signature` (not signed by this office's city).
        """
        with self._alone() as slots:
            waiting = self._waiting()
            read = sorted((Answer.load(path) for path in answers), key=lambda each: each.place)
            if any(each.request != waiting.request.id for each in read):
                raise Refusal(Problem("custody.other_request"))
            if [each.place for each in read] != [0, 1]:
                raise Refusal(Problem("custody.both"))
            self._demand_city(read)
            data_key = waiting.open(password, (read[0], read[1]))
            if not slots.belongs_to(data_key):
                raise NotUnlocked("unlock.custody")
            self._come_back(slots, data_key, waiting.operator_id, password, "city")
            (self._folder / WAITING).unlink(missing_ok=True)

    def _administrators(self) -> tuple[Operator, ...]:
        found = SlotFile.read(self._folder).operators()
        return tuple(each for each in found if each.role == ADMINISTRATOR)

    def _administrator(self, name: str) -> Operator:
        for each in self._administrators():
            if folded(each.name) == folded(name):
                return each
        raise Refusal(Problem("recovery.not_administrator", "name"))

    def _waiting(self) -> Waiting:
        try:
            return Waiting.load(self._folder)
        except KeysFailure as failure:
            if failure.code == "keys.missing":
                raise Refusal(Problem("custody.not_asked")) from None
            raise

    def _demand_city(self, answers: Sequence[Answer]) -> None:
        """Both signed by the city that this office is enrolled with, and not revoked."""
        trust = TrustList.open(self._folder, read_public(self._folder))
        for each in answers:
            entry = trust.find(each.kid)
            if (
                entry is None
                or entry.keys.station != 0
                or entry.revoked_at is not None
                or not each.is_signed_with(entry.keys.signing_key)
            ):
                raise Refusal(Problem("custody.signature"))

    def _come_back(
        self, slots: SlotFile, data_key: bytes, operator_id: str, password: str, way: str
    ) -> None:
        station = Station.open(self._folder, data_key)
        books = Books(self._folder / BOOKS, data_key)
        try:
            with books.transaction() as unit:
                unit.audit.note(
                    "operator.recovered",
                    operator_id,
                    operator=operator_id,
                    at=self._clock(),
                    detail={"by": way, "life": station.incarnation.id},
                )
                opened = slots.reset_password(data_key, operator_id, password, ADMINISTRATOR)
                who = opened.operator
                unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
            Door(self._folder, self._clock).forgive(operator_id)
        finally:
            books.close()

    @contextmanager
    def _alone(self) -> Iterator[SlotFile]:
        """While nobody else has the books open."""
        if not is_set_up(self._folder):
            raise Refusal(Problem("setup.missing"))
        renew.settle(self._folder)
        owner = Owner(self._folder)
        owner.claim()
        try:
            yield SlotFile.read(self._folder, self._cost)
        finally:
            owner.release()


def _demand_custody(slots: SlotFile) -> Custody:
    custody = slots.custody()
    if custody is None:
        raise Refusal(Problem("custody.none"))
    return custody


def _demand_password(password: str, who: Operator) -> None:
    if problems := password_problems(password, who.name):
        raise Refusal(*problems)

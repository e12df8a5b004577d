"""Back into an office where nobody gets in: by the paper code, or by the city's custodians."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.refusal import Problem, Refusal
from app.domain.rights import ADMINISTRATOR
from app.keys.custody import WAITING, Answer, Custody, Waiting
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.locked import STANDARD, Cost
from app.keys.operator_rules import folded, password_problems
from app.keys.recovery import RecoveryCode
from app.keys.slot import Operator
from app.keys.slots import RECOVERY, SlotFile
from app.keys.station import Station, read_public
from app.keys.trust import TrustList
from app.service import renew
from app.service.door import Door
from app.service.front import is_set_up
from app.service.recovery import typed_back
from app.service.session import Clock, now
from app.store.books import Unit
from app.store.books_on_server import open_books
from app.store.owner import Owner
from app.store.place import place_of

RECOVERED = "operator.recovered"
"""Act: an administrator is in again without the old password, and has another signing key."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the desk sends to the city, and reads out by phone."""

    path: Path
    fingerprint: str


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a name
class Pending:
    """A request that waits for the answers of both custodians."""

    operator: str
    """Whose new password opens the answers."""
    made: date
    fingerprint: str
    file: str


@dataclass(frozen=True, slots=True, repr=False)
class Ways:
    """What can be done here by somebody who cannot log in."""

    administrators: tuple[str, ...]
    by_city: Problem | None
    """Why the city cannot help, if so."""
    pending: Pending | None


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
        return tuple(each.name for each in _administrators(SlotFile.read(self._folder)))

    def ways(self) -> Ways:
        """How an administrator may come back, and what was already asked."""
        slots = SlotFile.read(self._folder)
        by_city = None
        if read_public(self._folder).station == 0:
            by_city = Problem("custody.own")
        elif slots.custody() is None:
            by_city = Problem("custody.none")
        return Ways(self.names(), by_city, self._pending(slots))

    def by_paper(self, code: str, name: str, password: str) -> None:
        """With the paper code. `Refusal` names mistyped groups, `NotUnlocked` another code."""
        with self._alone() as slots:
            who = administrator(slots, name)
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
            who = administrator(slots, name)
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

    def new_paper(self) -> str:
        """A paper code to be written down. It opens nothing before `keep_paper`."""
        return RecoveryCode.make().text

    def keep_paper(self, name: str, password: str, shown: str, typed: str) -> None:
        """From now on the code that was `shown`, and typed back, is the paper code.

        For whoever came back: the paper was used, or is lost. Only the administrator's password
        allows it, as it would after the login.
        """
        code = typed_back(shown, typed)
        with self._alone() as slots:
            who = administrator(slots, name)
            opened = Door(self._folder, self._clock).open(slots, name, password)
            with (
                closing(open_books(place_of(self._folder), opened.data_key)) as books,
                books.transaction() as unit,
            ):
                unit.audit.note("recovery.replaced", RECOVERY, operator=who.id, at=self._clock())
                slots.replace_recovery(opened.data_key, code)

    def _pending(self, slots: SlotFile) -> Pending | None:
        try:
            waiting = Waiting.load(self._folder)
        except KeysFailure as failure:
            if failure.code == "keys.missing":
                return None
            raise
        asked = waiting.request
        who = (each.name for each in slots.operators() if each.id == waiting.operator_id)
        return Pending(
            next(who, ""), asked.made.astimezone().date(), asked.fingerprint(), asked.file_name
        )

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
        with closing(open_books(place_of(self._folder), data_key)) as books:
            with books.transaction() as unit:
                note_recovered(unit, operator_id, self._clock, way, station.incarnation.id)
                opened = slots.reset_password(data_key, operator_id, password, ADMINISTRATOR)
                who = opened.operator
                unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
            Door(self._folder, self._clock).forgive(operator_id)

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


def administrator(slots: SlotFile, name: str) -> Operator:
    """The administrator of this name, or a `Refusal` on `name`."""
    for each in _administrators(slots):
        if folded(each.name) == folded(name):
            return each
    raise Refusal(Problem("recovery.not_administrator", "name"))


def note_recovered(unit: Unit, operator_id: str, clock: Clock, way: str, life: str) -> None:
    """Tell the audit trail who came back, and by which way."""
    unit.audit.note(
        RECOVERED,
        operator_id,
        operator=operator_id,
        at=clock(),
        detail={"by": way, "life": life},
    )


def _administrators(slots: SlotFile) -> tuple[Operator, ...]:
    return tuple(each for each in slots.operators() if each.role == ADMINISTRATOR)


def _demand_custody(slots: SlotFile) -> Custody:
    custody = slots.custody()
    if custody is None:
        raise Refusal(Problem("custody.none"))
    return custody


def _demand_password(password: str, who: Operator) -> None:
    if problems := password_problems(password, who.name):
        raise Refusal(*problems)

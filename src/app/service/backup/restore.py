"""Put a backup back: laid out beside, proven, compared with what is here, then swapped."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.domain.backup import Loss
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.domain.rights import ADMINISTRATOR, Right
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.files import write_durably
from app.keys.slots import FILE as SLOTS
from app.keys.slots import Opened, SlotFile
from app.keys.station import FILE as STATION
from app.keys.station import Station, read_life, read_public
from app.service import renew
from app.service.backup import swap
from app.service.backup.contents import clear
from app.service.backup.failure import BackupFailure, writing
from app.service.backup.lay import found, lay_out
from app.service.backup.manifest import Manifest
from app.service.check import Check
from app.service.door import Door
from app.service.exchange.ask import begin_again
from app.service.exchange.common import own_name
from app.service.front import BOOKS
from app.service.recover import administrator, note_recovered
from app.service.session import Clock, Session, now
from app.store.books import Books
from app.store.copying import onto_server
from app.store.engine import StoreFailure, guard
from app.store.figures import beside, figures, loss
from app.store.owner import Owner
from app.store.place import SERVER, Server, place_of
from app.store.server import RESTORED, demand_free, drop_schema, ready

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a password
class _ByPassword:
    """An administrator with the password of the day of the backup."""

    name: str
    password: str
    is_new: ClassVar[bool] = False

    def open(self, slots: SlotFile, door: Door) -> Opened:
        return door.open(slots, self.name, self.password)

    def key(self, slots: SlotFile) -> bytes:
        return slots.unlock(self.name, self.password).data_key


@dataclass(frozen=True, slots=True, repr=False)
class _ByPaper:
    """An administrator with the paper code of the day of the backup, and a new password."""

    name: str
    password: str
    code: str
    is_new: ClassVar[bool] = True

    def open(self, slots: SlotFile, _door: Door) -> Opened:
        """Into a copy laid out: the slots of the backup stay as they are."""
        data_key = self.key(slots)
        who = administrator(slots, self.name)
        return slots.reset_password(data_key, who.id, self.password, ADMINISTRATOR)

    def key(self, slots: SlotFile) -> bytes:
        return slots.unlock_with_recovery(self.code)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup that lies ready to take the place of the present books."""

    manifest: Manifest
    loss: Loss
    found: tuple[Problem, ...]
    """What the books of the backup had wrong already when it was made."""
    old: str
    """The folder, inside the data folder, in which the present books will be kept."""

    def problems(self) -> tuple[Problem, ...]:
        """All that somebody should know before saying yes."""
        return (*self.loss.problems(), *self.found)


class Restore:
    """Restores the office of one data folder; nobody need be able to open what is in it now.

    `prepare` changes nothing of the office; `swap` is one decision, and what it replaces is kept.
    """

    def __init__(
        self,
        folder: Path,
        resources: Path,
        reference: Reference,
        clock: Clock = now,
        server: Server | None = None,
    ) -> None:
        """The books are put back where they are now, or on `server` from now on."""
        present = place_of(folder)
        self._server = server or (present if isinstance(present, Server) else None)
        self._is_new_place = self._server not in (None, present)
        self._folder = folder
        self._resources = resources
        self._reference = reference
        self._clock = clock

    def prepare(
        self,
        backup: Path,
        name: str,
        password: str,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> Prepared:
        """Lay the backup out, open it, look through all of it and compare.

        `name` and `password` are those of an administrator at the time of the backup. The restored
        books begin another life (DESIGN, section 2), and ask the city before they seal. Raises
        `BackupFailure`, `NotUnlocked`, `NotAllowed`, and `Refusal` with `restore.other_office`,
        `store.newer` or `cancelled`; nothing is left behind then.
        """
        return self._prepare(backup, _ByPassword(name, password), progress, cancelled)

    def prepare_by_paper(
        self,
        backup: Path,
        name: str,
        code: str,
        password: str,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> Prepared:
        """The same with the paper code of the day of the backup.

        `password` is a new one for this administrator, in the restored office. Raises besides
        `Refusal` with the mistyped groups, `recovery.not_administrator` or what is wrong with the
        password.
        """
        return self._prepare(backup, _ByPaper(name, password, code), progress, cancelled)

    def _prepare(
        self, backup: Path, entry: _ByPassword | _ByPaper, progress: Progress, cancelled: Cancelled
    ) -> Prepared:
        backup = found(backup)
        manifest = Manifest.read(backup)
        if self._server is not None and self._is_new_place:
            demand_free(self._server)
        with guard():
            self._folder.mkdir(parents=True, exist_ok=True)
        self._demand_same_office(manifest)
        part = self._folder / swap.PART
        lay_out(backup, manifest, part, lambda done, total: progress(done, 2 * total), cancelled)
        try:
            return self._open(part, manifest, entry, progress, cancelled)
        except BaseException:
            with writing():
                clear(part)
            raise

    def swap(self, prepared: Prepared) -> None:
        """Let what was prepared be the office. The present books are closed by now.

        When this fails before the decision the present books stand; after it, the next opening
        brings the restored ones in place.
        """
        owner = Owner(self._folder)
        owner.claim()
        try:
            with writing():
                renew.finish(self._folder)  # else it would come into the restored books later
                renew.give_up(self._folder)
                swap.decide(self._folder)
                swap.finish(self._folder)
        finally:
            owner.release()

    def forget(self) -> None:
        """Nobody wants what was prepared."""
        with writing():
            clear(self._folder / swap.PART)
        if self._server is not None:
            drop_schema(ready(self._server, RESTORED))

    def _demand_same_office(self, manifest: Manifest) -> None:
        try:
            here = read_public(self._folder)
        except KeysFailure:  # nothing here, or nothing that can be read: there is all to win
            return
        if (here.office, here.station) != (manifest.office, manifest.station):
            raise Refusal(Problem("restore.other_office"))

    def _open(
        self,
        part: Path,
        manifest: Manifest,
        entry: _ByPassword | _ByPaper,
        progress: Progress,
        cancelled: Cancelled,
    ) -> Prepared:
        slots = SlotFile.read(part)
        try:
            opened = entry.open(slots, Door(self._folder, self._clock))
        except NotUnlocked as refused:
            raise _of_that_day(refused, manifest) from None
        if not manifest.is_marked_by(opened.data_key):
            raise BackupFailure("backup.damaged", file="manifest.json")
        station = Station.open(part, opened.data_key)
        with closing(_books(part, opened.data_key)) as books:
            session = Session(
                folder=part,
                resources=self._resources,
                reference=self._reference,
                books=books,
                opened=opened,
                slots=slots,
                station=station,
                owner=Owner(part),
                clock=self._clock,
            )
            session.require(Right.BACKUP)
            if entry.is_new:
                _note_new_password(session)
            found = self._look_through(session, progress, cancelled)
            lost = self._compared(session, entry)
            begin_again(session, "restore", self._highest_life())
            _note(session, manifest, lost)
            books.settle()
        with writing():
            for copy in part.glob(f"{Path(BOOKS).stem}-before-*"):  # the backup is this copy
                copy.unlink()
            if self._server is not None:
                onto_server(part / BOOKS, opened.data_key, ready(self._server, RESTORED))
                (part / BOOKS).unlink()
                write_durably(part / SERVER, self._server.url.encode())
            old = swap.write_plan(self._folder, self._clock(), self._server)
        return Prepared(manifest, lost, found, old)

    def _look_through(
        self, session: Session, progress: Progress, cancelled: Cancelled
    ) -> tuple[Problem, ...]:
        found = Check(session)(lambda done, total: progress(total + done, 2 * total), cancelled)
        codes = {each.code for each in found}
        if "check.cancelled" in codes:
            raise Refusal(Problem("cancelled"))
        if "check.pages" in codes:
            raise BackupFailure("backup.damaged", file=BOOKS)
        return found

    def _compared(self, session: Session, entry: _ByPassword | _ByPaper) -> Loss:
        """What the present books hold and the backup does not, where they can be read."""
        present = place_of(self._folder)
        for key in self._keys(session.opened.data_key, entry):
            try:
                with session.books.reading() as unit, beside(present, key) as here:
                    return loss(unit.connection, here)
            except StoreFailure as failure:
                if failure.code != "store.locked_key":
                    break
        is_first = not (self._folder / BOOKS).exists() and not (self._folder / SLOTS).exists()
        with session.books.reading() as unit:
            return Loss(figures(unit.connection), None, is_first=is_first)

    def _keys(self, data_key: bytes, entry: _ByPassword | _ByPaper) -> list[bytes]:
        """What may open the present books: a new key may have been made since the backup."""
        keys = [data_key]
        try:
            now_here = entry.key(SlotFile.read(self._folder))
        except (KeysFailure, NotUnlocked):
            return keys
        return keys if now_here == data_key else [now_here, data_key]

    def _highest_life(self) -> int:
        """Of all lives that left a trace in this folder: none of their numbers is given again."""
        places = [self._folder, *self._folder.glob(f"{swap.BEFORE}*")]
        lives = [0]
        for place in places:
            if (place / STATION).exists():
                try:
                    lives.append(read_life(place))
                except KeysFailure:
                    continue
        return max(lives)


_OF_THAT_DAY = {"unlock.wrong": "restore.wrong", "unlock.recovery": "restore.paper"}


def _of_that_day(refused: NotUnlocked, manifest: Manifest) -> NotUnlocked:
    """What is asked for is what held when the backup was made; today's is right and fails here.

    Said the same whether it would open today's books or not: nobody learns by it what does.
    """
    code = _OF_THAT_DAY.get(refused.code)
    if code is None:
        return refused
    return NotUnlocked(code, ("day", manifest.made_at.astimezone().date().isoformat()))


def _books(part: Path, data_key: bytes) -> Books:
    """The books of a backup, brought up to this program's schema."""
    try:
        return Books(part / BOOKS, data_key)
    except StoreFailure as failure:
        if failure.code in ("store.damaged", "store.locked_key"):
            raise BackupFailure("backup.damaged", file=BOOKS) from None
        raise


def _note_new_password(session: Session) -> None:
    who, life = session.operator, session.station.incarnation.id
    with session.books.transaction() as unit:
        note_recovered(unit, who.id, session.clock, "paper", life)
        unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)


def _note(session: Session, manifest: Manifest, lost: Loss) -> None:
    here = lost.present
    with session.books.transaction() as unit:
        unit.audit.note(
            "backup.restored",
            own_name(session),
            operator=session.operator.id,
            at=session.clock(),
            detail={
                "made_at": manifest.made_at.isoformat(),
                "seq": manifest.figures.audit_seq,
                "head": manifest.figures.audit_hash,
                "before_seq": here.audit_seq if here else 0,
                "before_head": here.audit_hash if here else "",
                "people": lost.people,
                "revisions": lost.revisions,
            },
        )

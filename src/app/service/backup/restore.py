"""Put a backup back: laid out beside, proven, compared with what is here, then swapped."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.domain.backup import Loss
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.keys.failure import KeysFailure, NotUnlocked
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
from app.service.session import Clock, Session, now
from app.store.books import Books
from app.store.engine import StoreFailure, guard
from app.store.figures import beside, figures, loss
from app.store.owner import Owner

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


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
        self, folder: Path, resources: Path, reference: Reference, clock: Clock = now
    ) -> None:
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
        backup = found(backup)
        manifest = Manifest.read(backup)
        with guard():
            self._folder.mkdir(parents=True, exist_ok=True)
        self._demand_same_office(manifest)
        part = self._folder / swap.PART
        lay_out(backup, manifest, part, lambda done, total: progress(done, 2 * total), cancelled)
        try:
            return self._open(part, manifest, name, password, progress, cancelled)
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
        name: str,
        password: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> Prepared:
        slots = SlotFile.read(part)
        opened = Door(self._folder, self._clock).open(slots, name, password)
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
            found = self._look_through(session, progress, cancelled)
            lost = self._compared(session, opened, name, password)
            begin_again(session, "restore", self._highest_life())
            _note(session, manifest, lost)
            books.settle()
        with writing():
            for copy in part.glob(f"{Path(BOOKS).stem}-before-*"):  # the backup is this copy
                copy.unlink()
            old = swap.write_plan(self._folder, self._clock())
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

    def _compared(self, session: Session, opened: Opened, name: str, password: str) -> Loss:
        """What the present books hold and the backup does not, where they can be read."""
        present = self._folder / BOOKS
        for key in self._keys(opened.data_key, name, password):
            try:
                with session.books.reading() as unit, beside(present, key) as here:
                    return loss(unit.connection, here)
            except StoreFailure as failure:
                if failure.code != "store.locked_key":
                    break
        with session.books.reading() as unit:
            return Loss(figures(unit.connection), None)

    def _keys(self, data_key: bytes, name: str, password: str) -> "list[bytes]":
        """What may open the present books: a new key may have been made since the backup."""
        keys = [data_key]
        try:
            now_here = SlotFile.read(self._folder).unlock(name, password).data_key
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


def _books(part: Path, data_key: bytes) -> Books:
    """The books of a backup, brought up to this program's schema."""
    try:
        return Books(part / BOOKS, data_key)
    except StoreFailure as failure:
        if failure.code in ("store.damaged", "store.locked_key"):
            raise BackupFailure("backup.damaged", file=BOOKS) from None
        raise


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

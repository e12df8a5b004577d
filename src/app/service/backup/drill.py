"""The drill: the newest backup restored for trial, looked through, and taken away again."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.backup import Figures
from app.domain.card import CardFace, CardStatus
from app.domain.people import Query
from app.domain.refusal import Problem, Refusal
from app.keys.failure import KeysFailure
from app.keys.slots import SlotFile
from app.keys.station import Station
from app.service.backup.contents import clear
from app.service.backup.failure import BackupFailure, writing
from app.service.backup.lay import lay_out
from app.service.backup.make import LAST
from app.service.backup.manifest import Manifest, backups_in
from app.service.backup.places import Habit, chosen, local
from app.service.backup.state import DRILLED
from app.service.check import Check
from app.service.front import BOOKS
from app.service.people import People
from app.service.printing import CheckCard
from app.service.session import Session
from app.store.books import Books
from app.store.engine import StoreFailure
from app.store.figures import figures
from app.store.owner import Owner

FOLDER = "drill.part"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Drilled:
    """How a drill ended: green where nothing was found."""

    at: datetime
    made_at: datetime | None
    """Of the backup that was tried; None where there was none."""
    people: int
    problems: tuple[Problem, ...]

    @property
    def is_green(self) -> bool:
        return not self.problems


class Drill:
    """Restores the newest backup into a folder of its own and proves that an office is in it.

    No password is needed, for whoever is logged in holds the key; that the slots in it open with
    one is what a real restore shows first. Nothing of the office changes but the note of how the
    drill went.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = session.folder / FOLDER

    def __call__(
        self,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> Drilled:
        """Do it; red is an answer, not an exception. `Refusal` with `cancelled` leaves no trace."""
        made_at: datetime | None = None
        held: Figures | None = None
        problems: tuple[Problem, ...] = ()
        try:
            backup = self._newest()
            manifest = Manifest.read(backup)
            made_at = manifest.made_at
            lay_out(
                backup,
                manifest,
                self._folder,
                lambda done, total: progress(done, 2 * total),
                cancelled,
            )
            held, problems = self._look_through(manifest, progress, cancelled)
        except BackupFailure as failure:
            problems = (failure.problem,)
        except KeysFailure as failure:
            problems = (Problem("backup.damaged", facts=(("file", failure.file),)),)
        except StoreFailure as failure:
            problems = (failure.problem,)
        finally:
            with writing():
                clear(self._folder)
        drilled = Drilled(self._session.clock(), made_at, held.people if held else 0, problems)
        self._keep(drilled)
        return drilled

    def _newest(self) -> Path:
        session = self._session
        public = session.station.public
        places = [local(session.folder)]
        if folder := chosen(Habit(session)()):
            places.insert(0, folder)
        with session.books.reading() as unit:
            last = unit.settings.get(LAST, {})
        if last:  # made by a command for another folder
            places.append(Path(last["folder"]).parent)
        found = []
        for place in places:
            if place.is_dir():
                with writing():
                    found += backups_in(place, public.office, public.station)
        if not found:
            raise BackupFailure("drill.nothing")
        return max(found, key=lambda each: each[0].made_at)[1]

    def _look_through(
        self, manifest: Manifest, progress: Progress, cancelled: Cancelled
    ) -> tuple[Figures, tuple[Problem, ...]]:
        key = self._session.opened.data_key
        if not manifest.is_marked_by(key):
            raise BackupFailure("backup.damaged", file="manifest.json")
        slots, station = SlotFile.read(self._folder), Station.open(self._folder, key)
        with closing(Books(self._folder / BOOKS, key)) as books:
            trial = Session(
                folder=self._folder,
                resources=self._session.resources,
                reference=self._session.reference,
                books=books,
                opened=self._session.opened,
                slots=slots,
                station=station,
                owner=Owner(self._folder),
                clock=self._session.clock,
            )
            with books.reading() as unit:
                held = figures(unit.connection)
            problems = list(
                Check(trial)(lambda done, total: progress(total + done, 2 * total), cancelled)
            )
            if any(each.code == "check.cancelled" for each in problems):
                raise Refusal(Problem("cancelled"))
            if any(each.code == "check.pages" for each in problems):
                return held, tuple(problems)
            if held != manifest.figures:
                problems.append(Problem("drill.counts"))
            problems += _try_out(trial)
        return held, tuple(problems)

    def _keep(self, drilled: Drilled) -> None:
        session = self._session
        code = drilled.problems[0].code if drilled.problems else ""
        with session.books.transaction() as unit:
            unit.settings.put(
                DRILLED,
                {
                    "at": drilled.at.isoformat(),
                    "made_at": drilled.made_at.isoformat() if drilled.made_at else None,
                    "people": drilled.people,
                    "problem": {"code": code, "facts": dict(drilled.problems[0].facts)}
                    if drilled.problems
                    else None,
                },
            )
            unit.audit.note(
                "backup.drilled",
                "-",
                operator=session.operator.id,
                at=drilled.at,
                detail={"found": code or "green", "people": drilled.people},
            )


def _try_out(trial: Session) -> list[Problem]:
    """Do with the restored office what a clerk does: find somebody, and check that one's card."""
    with trial.books.reading() as unit:
        ids = unit.people.first(Query(), 1)
        lines = list(unit.people.lines(ids).values())
    if not lines:
        return []
    problems = []
    somebody = lines[0]
    if somebody.number and ids[0] not in People(trial).ids(Query(words=somebody.number)):
        problems.append(Problem("drill.search"))
    if not _card_is_genuine(trial, somebody.registration_id):
        problems.append(Problem("drill.card"))
    return problems


def _card_is_genuine(trial: Session, registration_id: str) -> bool:
    """Whether a card signed with the restored keys is genuine by the restored trust list."""
    from app.papers.token import signed

    with trial.books.reading() as unit:
        holder = unit.cards.holders([registration_id])[registration_id]
        place = unit.settings.get("place")
    face = CardFace(
        number=holder.number,
        name=holder.name,
        nik_masked=holder.nik_masked,
        location=holder.kelurahan or place,
        kelurahan="",
        rt=holder.rt,
        status=CardStatus.REGISTERED,
        status_as_of=trial.today(),
        serial=max(holder.copies, 1),
    )
    station = trial.station
    issuer = trial.reference.city.issuer
    card = signed(face, issuer, trial.clock(), station.public.kid, station.sign)
    check = CheckCard(trial)(card.code)
    return check.valid or check.reason == "card.void"

"""Receiving: sealed files from sticks, folders and the mailbox, taken into the books."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from app.domain.asides import AsideKind
from app.domain.files import TakenFile
from app.domain.refusal import Problem
from app.domain.rights import Right
from app.domain.sealed import Header, Item, ItemKind, Kind, Party
from app.domain.stations import PER_LIFE, Correspondent, station_name
from app.exchange.failure import ExchangeFailure
from app.exchange.found import FoundFile, found, open_found
from app.exchange.front import Front
from app.exchange.place import Place
from app.exchange.reading import Opened, read_front, read_sealed
from app.exchange.refusal import ExchangeRefusal
from app.keys.files import sync_folder
from app.service.allowed import needs
from app.service.exchange.ask import answered, begin_again
from app.service.exchange.common import (
    ASKING,
    Cancelled,
    Progress,
    is_city,
    never,
    nothing_said,
    own_name,
    trusted,
)
from app.service.exchange.enrol import Enrol
from app.service.exchange.intake import COUNTED, Intake, Source
from app.service.exchange.seal import prepare
from app.service.session import Session
from app.service.steady import steady
from app.store.books import Unit
from app.store.merging import Outcome

CHUNK = 1000
"""Items of one transaction: so long a Save waits at most."""

MANY = 20_000
"""From so many revisions on, and as many as are here already, indexes are made afterwards."""

ASIDE_FOLDER = "aside"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. `outcome`: taken, known, set_aside, cut, refused or elsewhere.

    A file between two other stations of one office lies on the same stick, and so do one's own
    batch and the city's replies to others: they go elsewhere, and are not opened here.
    """

    name: str
    outcome: str
    office: str = ""
    station: int = 0
    sequence: int = 0
    problem: Problem | None = None
    counts: Counter[str] = field(default_factory=Counter)
    is_world: bool = False
    """Whether the disk or stick stood in the way, and not the file itself."""

    @property
    def taken(self) -> int:
        return self.counts[Outcome.TAKEN]

    @property
    def known(self) -> int:
        return self.counts[Outcome.KNOWN]

    @property
    def set_aside(self) -> int:
        return self.counts[Outcome.ASIDE]


@dataclass(frozen=True, slots=True)
class Missing:
    """Files of a station that never came, and that no later one makes up for."""

    office: str
    station: int
    sequences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """What became of all the files."""

    files: tuple[FileReport, ...]
    missing: tuple[Missing, ...]
    is_cancelled: bool = False
    passed_over: int = 0  # links, devices, files too large: never opened

    @property
    def taken(self) -> int:
        return sum(each.taken for each in self.files)

    @property
    def known(self) -> int:
        return sum(each.known for each in self.files)

    @property
    def set_aside(self) -> int:
        return sum(each.set_aside for each in self.files)

    @property
    def refused(self) -> tuple[FileReport, ...]:
        return tuple(each for each in self.files if each.outcome == "refused")

    def by_office(self) -> dict[str, Counter[str]]:
        """What came from each office."""
        found: dict[str, Counter[str]] = {}
        for each in self.files:
            found.setdefault(each.office, Counter()).update(each.counts)
        return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file that may be taken, and what its front claims."""

    file: FoundFile
    front: Front | None
    problem: Problem | None
    is_world: bool = False
    is_elsewhere: bool = False

    @property
    def header(self) -> Header | None:
        content = self.front.content if self.front else None
        return content if isinstance(content, Header) else None

    def order(self) -> tuple[str, int, int, str]:
        """A good order saves work; any other gives the same."""
        header = self.header
        if header is None:
            return ("", 0, 0, self.file.path.name)
        sender = station_name(header.sender.office, header.sender.station)
        return (sender, header.life.number, header.sequence, self.file.path.name)


@needs(Right.EXCHANGE, missing=Right.SEE)
class Receive:
    """Takes sealed files: at a city batches, at a desk replies and the batches of sister stations.

    Any number, in any order, as often as anybody likes. Each file is taken wholly; one that was
    cut, by a cancel or a power failure, goes on where the next call finds it, without harm.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self,
        paths: Sequence[Path],
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> Received:
        """Take what is in these files and folders; all that is good, whatever else there is.

        `progress` is told items done and all there are.
        """
        prepare(self._session)
        reports: list[FileReport] = []
        candidates: list[_Candidate] = []
        passed_over = 0
        for path in paths:
            files, over, problem = _look(path)
            passed_over += over
            candidates.extend(map(_candidate, files))
            if problem is not None:
                reports.append(FileReport(path.name, "refused", problem=problem, is_world=True))
        candidates = self._told_apart(sorted(candidates, key=_Candidate.order))
        whole = sum(each.header.records for each in candidates if each.header is not None)
        with self._many(candidates), steady():
            is_cancelled = self._files(candidates, whole, reports, progress, cancelled)
        Enrol(self._session).keep_trust()
        return Received(tuple(reports), self.missing(), is_cancelled, passed_over)

    def _files(
        self,
        candidates: Sequence[_Candidate],
        whole: int,
        reports: list[FileReport],
        progress: Progress,
        cancelled: Cancelled,
    ) -> bool:
        """Take file after file; whether it was cancelled before the last."""
        done = 0
        for each in candidates:
            if cancelled():
                return True
            before = done

            def told(items: int, before: int = before) -> None:
                progress(before + items, whole)

            reports.append(self._file(each, told, cancelled))
            done += each.header.records if each.header else 0
            progress(done, whole)
        return False

    @contextmanager
    def _many(self, candidates: Sequence[_Candidate]) -> Iterator[None]:
        """Do without the indexes of the lists where very many come in."""
        coming = sum(
            each.header.counts.get(ItemKind.REVISION, 0) for each in candidates if each.header
        )
        with self._session.books.reading() as unit:
            is_great = coming >= MANY and coming >= unit.index.people()
        if not is_great:
            yield
            return
        with self._session.books.transaction() as unit:
            unit.index.lay_aside()
        try:
            yield
        finally:
            with self._session.books.transaction() as unit:
                unit.index.complete()

    def missing(self) -> tuple[Missing, ...]:
        """The files that a city lacks; a lost one that a later one makes up for is not lacking."""
        if not is_city(self._session):
            return ()
        found = []
        with self._session.books.reading() as unit:
            stations = {each.station_name: each for each in unit.peers.all()}
            for name, peer in stations.items():
                gaps = unit.files.missing(name).values()
                if numbers := tuple(number for them in gaps for number in them):
                    found.append(Missing(peer.office, peer.station, numbers))
        return tuple(found)

    # -- one file

    def _file(
        self, candidate: _Candidate, told: Callable[[int], None], cancelled: Cancelled
    ) -> FileReport:
        header = candidate.header
        report = FileReport(
            candidate.file.path.name,
            "refused",
            problem=candidate.problem,
            is_world=candidate.is_world,
        )
        if header is not None:
            report = replace(
                report,
                office=header.sender.office,
                station=header.sender.station,
                sequence=header.sequence,
            )
        if candidate.problem is not None:
            return self._refused(report)
        if candidate.is_elsewhere:
            return replace(report, outcome="elsewhere", problem=Problem("seal.recipient"))
        try:
            with open_found(candidate.file) as file:
                return self._opened(file, candidate, report, told, cancelled)
        except ExchangeRefusal as refusal:
            return self._refused(replace(report, problem=refusal.problem))
        except ExchangeFailure as failure:
            return self._refused(replace(report, problem=failure.problem, is_world=True))

    def _opened(
        self,
        file: BinaryIO,
        candidate: _Candidate,
        report: FileReport,
        told: Callable[[int], None],
        cancelled: Cancelled,
    ) -> FileReport:
        front = candidate.front
        assert front is not None  # noqa: S101  # without one there is a problem instead
        with self._session.books.reading() as unit:
            entries = trusted(unit)
            held = unit.files.taken(front.hash)
        if held is not None and held.state == "taken":
            header = candidate.header
            known = _counted(header) if header else 0
            return replace(
                report, outcome="known", problem=None, counts=Counter({Outcome.KNOWN.value: known})
            )
        opened = read_sealed(file, self._session.station, entries)
        self._demand_place(opened.header)
        noted = self._noted(opened, candidate.file)
        if held is None or held.state == "started":
            if reason := self._fork(noted):
                return self._set_file_aside(file, noted, reason, report)
        elif held.state != "dismissed":
            return replace(report, outcome="set_aside", problem=Problem("receive.forked"))
        is_fork = held is not None and held.state == "dismissed"
        if not is_fork:  # before anything is written that a newer life must not be taken for
            self._notice_newer(opened.header)
        return self._take(opened, noted, report, told, cancelled, is_fork=is_fork)

    def _take(
        self,
        opened: Opened,
        noted: TakenFile,
        report: FileReport,
        told: Callable[[int], None],
        cancelled: Cancelled,
        *,
        is_fork: bool,
    ) -> FileReport:
        books = self._session.books
        source = Source(opened.header, opened.hash, self._is_newest(opened.header, noted))
        intake = Intake(self._session, source)
        items = opened.items()
        done = 0
        for chunk in _chunks(items):
            if done and cancelled():
                return replace(
                    report,
                    outcome="cut",
                    problem=Problem("receive.cut"),
                    counts=intake.counts,
                )
            with books.transaction() as unit:
                if not (done or is_fork):
                    unit.files.note(replace(noted, state="started"))
                intake.take(unit, chunk)
                done += len(chunk)
                if done == opened.header.records:
                    self._finish(unit, opened, noted, intake, is_fork=is_fork)
            told(done)
        if not opened.header.records:
            with books.transaction() as unit:
                self._finish(unit, opened, noted, intake, is_fork=is_fork)
        return replace(report, outcome="taken", problem=None, counts=intake.counts)

    def _finish(
        self, unit: Unit, opened: Opened, noted: TakenFile, intake: Intake, *, is_fork: bool
    ) -> None:
        """The file is in the books, whole: sign for it, and see what its sender has signed for."""
        session = self._session
        header = opened.header
        if is_fork:  # its records are in; of the series it is no part
            unit.files.note(replace(noted, state="dismissed", counts=dict(intake.counts)))
            return
        row = unit.files.note(replace(noted, state="taken", counts=dict(intake.counts)))
        there = unit.peers.correspondent(noted.sender)
        mine = header.kind is Kind.REPLY or is_city(session)
        is_newest = unit.files.is_newest(noted)
        if is_newest:
            self._hold_trail(unit, there, opened, intake)
        if noted.recipient == own_name(session) and not mine:
            intake.finish_letter(unit)
        there = self._held(unit, there, header)
        if mine:
            there = self._acked(unit, there, header, intake)
        if there.life_id == "" or header.life.number >= there.life:
            there = replace(there, life=header.life.number, life_id=header.life.id)
        if is_newest and there.life_id == header.life.id:
            there = replace(
                there,
                made_at=header.made_at,
                audit_seq=header.audit_head.seq,
                audit_hash=header.audit_head.hash,
            )
        unit.peers.keep(replace(there, heard_at=session.clock()))
        says_something = header.covers.last >= header.covers.first or header.ask
        if is_city(session) and says_something:
            life = session.station.incarnation.number
            office = header.sender.office
            unit.journal.add(life, "receipt", [row], office, noted.sender)
        unit.audit.note(
            "file.taken",
            header.id,
            operator=session.operator.id,
            at=session.clock(),
            detail={"header": noted.header_hash, **dict(intake.counts)},
        )

    def _hold_trail(self, unit: Unit, there: Correspondent, opened: Opened, intake: Intake) -> None:
        """Set aside for a person that a station's audit trail is not the one it told of before."""
        header = opened.header
        if not is_city(self._session) or there.life_id != header.life.id or not there.audit_seq:
            return
        now = intake.heads.get(there.audit_seq, there.audit_hash)
        if header.audit_head.seq < there.audit_seq:
            reason = "trail_shorter"
        elif now != there.audit_hash:
            reason = "trail_rewritten"
        else:
            return
        unit.asides.put(
            AsideKind.AUDIT,
            opened.hash,
            reason,
            origin=there.name,
            at=self._session.clock(),
            held=f"{there.audit_seq}:{there.audit_hash}",
            incoming=f"{header.audit_head.seq}:{header.audit_head.hash}",
            file=opened.hash,
        )

    def _held(self, unit: Unit, there: Correspondent, header: Header) -> Correspondent:
        """How far the sender's journal is here without a gap."""
        covers = header.covers
        held = there.held
        if covers.first <= held + 1:
            held = max(held, covers.last)
        for first, last in unit.files.spans(header.sender.kid, held):
            if first <= held + 1:
                held = max(held, last)
        return replace(there, held=held)

    def _acked(
        self, unit: Unit, there: Correspondent, header: Header, intake: Intake
    ) -> Correspondent:
        """How far the sender says that it holds ours: its signature for our files."""
        session = self._session
        if is_city(session):
            if header.ask:
                return replace(there, acked=0, asks=header.life.id)
            if there.asks and header.life.id == there.asks and header.read > 0:
                there = replace(there, asks="")
            if there.asks or header.life.number < there.life:
                return there
        elif header.life.number < there.life:
            return there  # an old reply, of a life of the city's books that is over
        is_new_life = header.life.number > there.life and there.life_id != ""
        acked = header.read if is_new_life else max(there.acked, header.read)
        acked = min(acked, unit.journal.head())
        if not is_city(session):
            if acked < there.acked:
                unit.approvals.unfiled(acked)
            unit.approvals.filed(min(there.acked, acked), acked)
            asked = unit.files.asked(session.station.incarnation.id)
            if (
                unit.settings.get(ASKING)
                and header.covers.first == 1
                and asked & {*intake.receipts}
            ):
                answered(session, unit)
        unit.files.filed(there.name, acked, session.clock())
        unit.files.filed_each(intake.receipts, session.clock())
        return replace(there, acked=acked)

    def _notice_newer(self, header: Header) -> None:
        """Whoever holds more of our journal than there is was told by newer books than these.

        Lines of an earlier life say nothing new: that they are lost is why this one began.
        """
        session = self._session
        of_this_life = session.station.incarnation.number * PER_LIFE
        if header.kind is Kind.BATCH and not is_city(session):
            return
        with session.books.reading() as unit:
            newer = header.read > max(unit.journal.head(), of_this_life)
        if newer:
            begin_again(session, "read")

    # -- what may not be taken

    def _demand_place(self, header: Header) -> None:
        """A city takes batches; a desk its city's replies, and batches of its own office."""
        own = self._session.station.public
        if is_city(self._session):
            return
        if header.kind is Kind.BATCH and header.sender.office != own.office:
            raise ExchangeRefusal(
                "seal.recipient", office=header.sender.office, station=header.sender.station
            )

    def _told_apart(self, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        """Which of them go elsewhere: letters between others; where something is for this desk,
        also whatever else the city or a kelurahan, this one too, has put on the stick.
        """  # noqa: D205
        is_desk = not is_city(self._session)
        headers = [each.header for each in candidates]
        passes = is_desk and any(each and self._is_among(each.recipients) for each in headers)
        return [
            replace(
                each,
                is_elsewhere=header is not None
                and not self._is_among(header.recipients)
                and (passes or (_is_letter(header) and not self._is_among([header.sender]))),
            )
            for each, header in zip(candidates, headers, strict=True)
        ]

    def _is_among(self, stations: Sequence[Party]) -> bool:
        own = self._session.station.public
        return (own.office, own.station) in {(each.office, each.station) for each in stations}

    def _is_newest(self, header: Header, noted: TakenFile) -> bool:
        """Whether nothing later has come of its sender, in this series or in a newer life."""
        with self._session.books.reading() as unit:
            there = unit.peers.correspondent(noted.sender)
            return unit.files.is_newest(noted) and header.life.number >= there.life

    def _fork(self, noted: TakenFile) -> str:
        """Why a file cannot have its place in the series; "" where it can."""
        with self._session.books.reading() as unit:
            if unit.files.at_place(noted) is not None:
                return "fork"
            return "life" if unit.files.other_life(noted) else ""

    def _set_file_aside(
        self, file: BinaryIO, noted: TakenFile, reason: str, report: FileReport
    ) -> FileReport:
        """Keep the whole file for a person; nothing of it is in the books."""
        session = self._session
        folder = session.folder / ASIDE_FOLDER
        folder.mkdir(exist_ok=True)
        target = folder / f"{noted.header_hash}.payung"
        file.seek(0)
        with target.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        sync_folder(folder)
        with session.books.transaction() as unit:
            unit.files.note(replace(noted, state="forked"))
            unit.asides.put(
                AsideKind.FILE,
                noted.header_hash,
                reason,
                origin=noted.sender,
                at=session.clock(),
                file=noted.header_hash,
            )
            unit.audit.note(
                "file.set_aside",
                noted.id,
                operator=session.operator.id,
                at=session.clock(),
                detail={"header": noted.header_hash, "reason": reason},
            )
        counts = Counter({Outcome.ASIDE.value: max(1, _counted_of(noted))})
        return replace(
            report, outcome="set_aside", problem=Problem("receive.forked"), counts=counts
        )

    def _refused(self, report: FileReport) -> FileReport:
        session = self._session
        with session.books.transaction() as unit:
            unit.audit.note(
                "file.refused",
                report.office or "-",
                operator=session.operator.id,
                at=session.clock(),
                detail={"code": report.problem.code if report.problem else ""},
            )
        return report

    def _noted(self, opened: Opened, file: FoundFile) -> TakenFile:
        header = opened.header
        first = header.recipients[0]
        now = self._session.clock()
        return TakenFile(
            id=header.id,
            header_hash=opened.hash,
            sender=station_name(header.sender.office, header.sender.station),
            kid=header.sender.kid,
            recipient=station_name(first.office, first.station),
            life=header.life.number,
            life_id=header.life.id,
            sequence=header.sequence,
            first=header.covers.first,
            last=header.covers.last,
            reach_files=header.reach_files,
            name=file.path.name[:200],
            size=file.size,
            state="started",
            counts=dict(header.counts),
            made_at=header.made_at,
            taken_at=now,
        )


def _look(path: Path) -> tuple[Sequence[FoundFile], int, Problem | None]:
    """The files at a path, how many others there were, and what is wrong with the path itself."""
    try:
        if path.is_dir():
            there = found(Place(path))
            problem = Problem("receive.too_many") if there.is_cut else None
            return there.files, sum(there.passed_over.values()), problem
        seen = path.stat()
    except ExchangeFailure as failure:
        return (), 0, failure.problem
    except OSError:
        return (), 0, Problem("exchange.unreadable")
    return (FoundFile(path, seen.st_size, (seen.st_dev, seen.st_ino)),), 0, None


def _candidate(file: FoundFile) -> _Candidate:
    try:
        with open_found(file) as opened:
            front = read_front(opened)
            front.sealed()
    except ExchangeRefusal as refusal:
        return _Candidate(file, None, refusal.problem)
    except ExchangeFailure as failure:
        return _Candidate(file, None, failure.problem, is_world=True)
    return _Candidate(file, front, None)


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk


def _counted(header: Header) -> int:
    return sum(count for kind, count in header.counts.items() if kind in COUNTED)


def _counted_of(noted: TakenFile) -> int:
    return sum(count for kind, count in noted.counts.items() if kind in COUNTED)


def _is_letter(header: Header) -> bool:
    """Whether a station sends it to other stations of its own office."""
    offices = {each.office for each in header.recipients if not each.is_city}
    return (
        header.kind is Kind.BATCH
        and offices == {header.sender.office}
        and not any(each.is_city for each in header.recipients)
    )

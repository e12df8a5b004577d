"""Taking a checked list in, piece by piece.

Each piece is one short transaction, so that a save and a search of others come in between. It
holds the rows' registrations and drafts together with the batch's counts: after a cancel or a
power cut the batch says truly how far it came. It can be undone then, or the same file be checked
and taken in again, which goes on with the same batch: what is in already is the same, and stays.

What was true at the dry run is asked again inside the transaction, where nobody can come between:
a NIK that was taken meanwhile makes a draft, a correction is made of the revision that is current.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from app.domain.draft import Draft
from app.domain.ids import new_id
from app.domain.ledger import ImportBatch
from app.domain.reading import read
from app.domain.record import content_hash, salted
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.revision import KeptDraft, Revision
from app.service.lists import replaced
from app.service.lists.batches import DONE, DRAFTS, REGISTERED, ROWS, TakenIn, line_of, sizes
from app.service.lists.checked import CheckedList, CheckedRow
from app.service.lists.compare import differences, merged
from app.service.lists.kept import is_untouched, marked
from app.service.lists.opened import LONGEST_NAME
from app.service.numbers import take_numbers
from app.service.session import Session
from app.store import bulk
from app.store.books import Unit
from app.store.integrity import LISTED, listed

PIECE = 100
"""Rows in one transaction while somebody else writes as well: a save waits for one of them."""

QUIET, AT_LEISURE = 10, 10
"""After so many pieces (10) in which nobody else wrote, the next are so many times (10) as great:
each commit writes anew the pages of a dozen indexes that many rows share. Whoever saves then waits
once for a great one."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def take_in(
    session: Session, checked: CheckedList, name: str, progress: Progress, cancelled: Cancelled
) -> TakenIn:
    """Take in what can be taken in, under `name`. What is in when it is cancelled stays in."""
    if not checked.takes_anything:
        raise Refusal(Problem("import.nothing"))
    taking = _Taking(session, checked, _named(name))
    total = len(checked.rows)
    progress(0, total)
    with session.books.many(), ThreadPoolExecutor(1) as ahead:
        start, rows = 0, checked.rows[:PIECE]
        coming = ahead.submit(_ready, rows)
        while rows:
            if cancelled():
                taking.refuse_if_nothing_is_in()
                break
            ready = coming.result()
            reached = start + len(rows)
            with taking.taken(start, len(rows), ready):
                # while the disk is waited for, the next piece is made ready
                following = checked.rows[reached : reached + taking.next_size()]
                coming = ahead.submit(_ready, following)
            progress(reached, total)
            start, rows = reached, following
    return taking.end()


def _ready(rows: Sequence[CheckedRow]) -> list["_Coming"]:
    return [_Coming.of(row) for row in rows if row.comes_in]


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class _Coming:
    """A row made ready before the books are held: its record is the costly part."""

    row: CheckedRow
    record: Mapping[str, Any] | None = None
    hash: str = ""

    @classmethod
    def of(cls, row: CheckedRow) -> "_Coming":
        if row.registration is None:
            return cls(row)
        record = salted(row.registration.to_record())
        return cls(row, record, content_hash(record))

    @property
    def nik(self) -> str:
        registration = self.row.registration
        return registration.nik.digits if registration and registration.nik else ""


class _Taking:
    """One batch on its way into the books."""

    def __init__(self, session: Session, checked: CheckedList, name: str) -> None:
        self._session = session
        self._now = session.clock()
        self._reached = 0
        self._before = checked.before
        self._begun = session.books.begun
        self._quiet = 0
        with session.books.reading() as unit:
            self._home = unit.settings.home()
            held = self._held(unit, checked)
        self._is_begun = held is not None
        self._batch = held or ImportBatch(
            id=new_id(self._now),
            name=name,
            file_hash=checked.opened.file_hash,
            counts={ROWS: len(checked.rows), DONE: 0, REGISTERED: 0, DRAFTS: 0},
            made_by=session.operator.id,
            made_at=self._now,
        )

    def _held(self, unit: Unit, checked: CheckedList) -> ImportBatch | None:
        """The batch of the same file to go on with, if there is one."""
        earlier = checked.earlier
        return unit.imports.get(earlier.id) if earlier and earlier.is_unfinished else None

    def refuse_if_nothing_is_in(self) -> None:
        """Stopped before the first row: there is no batch to speak of."""
        if not self._is_begun:
            raise Refusal(Problem("cancelled"))

    @contextmanager
    def taken(self, start: int, count: int, coming: Sequence[_Coming]) -> Iterator[None]:
        """Take in what comes of the `count` rows after the first `start`, all or nothing of it.

        It is kept when the block ends: only the disk has its part to do then.
        """
        self._reached = start + count
        if not coming:
            yield  # counted with the next piece that is written
            return
        with self._session.books.transaction() as unit:
            self._begin(unit)
            self._keep(unit, start, coming)
            yield

    def next_size(self) -> int:
        """How many rows go into the next piece; asked once in each."""
        begun = self._session.books.begun
        # one of them is this piece's own; where it writes nothing there was none
        self._quiet = self._quiet + 1 if begun - self._begun <= 1 else 0
        self._begun = begun
        return PIECE * AT_LEISURE if self._quiet > QUIET else PIECE

    def end(self) -> TakenIn:
        """Write down how far it came."""
        session = self._session
        with session.books.transaction() as unit:
            self._begin(unit)
            self._count(unit)
            unit.audit.note(
                "import.committed",
                self._batch.id,
                operator=session.operator.id,
                at=session.clock(),
                detail={"file": self._batch.file_hash, **self._batch.counts},
            )
        with session.books.reading() as unit:  # it looks at everybody: no save waits for that
            names = unit.settings.operator_names()
            after = sizes(unit, session.operator.id)
        return TakenIn(line_of(self._batch, names), self._before, after)

    def _begin(self, unit: Unit) -> None:
        """The batch itself, before anything that points to it; so a power cut leaves a trace."""
        if self._is_begun:
            return
        self._is_begun = True
        unit.imports.put(self._batch)
        unit.audit.note(
            "import.begun",
            self._batch.id,
            operator=self._session.operator.id,
            at=self._now,
            detail={"file": self._batch.file_hash, ROWS: self._batch.counts[ROWS]},
        )

    def _keep(self, unit: Unit, start: int, coming: Sequence[_Coming]) -> None:
        taken = {each.nik for each in unit.lookup.sharing({c.nik for c in coming if c.nik}, ())}
        beside = self._make_room(unit, start, [each.row for each in coming])
        new = [
            each
            for each in coming
            if each.record is not None and each.nik not in taken and each.row.number not in beside
        ]
        known = {each.row.number for each in new}
        drafts = self._drafts(unit, [each.row for each in coming if each.row.number not in known])
        self._register(unit, new)
        unit.drafts.add(drafts)
        self._count(unit, registered=len(new), drafts=len(drafts))

    def _make_room(self, unit: Unit, start: int, rows: Sequence[CheckedRow]) -> set[int]:
        """Take out the drafts that these rows replace; the rows whose drafts somebody took up."""
        beside: set[int] = set()
        gone: list[KeptDraft] = []
        for row in rows:
            for draft_id in row.replaces:
                held = unit.drafts.get(draft_id)
                if held is not None and is_untouched(held):
                    gone.append(held)
                else:
                    beside.add(row.number)
        if gone:
            unit.drafts.drop_all([each.id for each in gone])
            replaced.put(unit, self._batch.id, start, gone)
        return beside

    def _drafts(self, unit: Unit, rows: Sequence[CheckedRow]) -> list[KeptDraft]:
        current = unit.registrations.currents({row.corrects for row in rows if row.corrects})
        drafts = []
        for row in rows:
            draft, revision = row.row.draft, current.get(row.corrects)
            if revision is not None:
                found = self._correction(row, revision)
                if found is None:
                    continue  # somebody has written down the same meanwhile
                draft = found
            drafts.append(self._draft(row, draft, revision))
        return drafts

    def _correction(self, row: CheckedRow, revision: Revision) -> Draft | None:
        registration = Registration.from_record(revision.record)
        reading = read(row.row.draft, self._session.today())
        found = differences(row.row.draft, reading, row.row.problems, registration)
        return merged(registration, found) if found else None

    def _draft(self, row: CheckedRow, draft: Draft, revision: Revision | None) -> KeptDraft:
        draft_id = new_id(self._now)
        reason = row.reason
        return KeptDraft(
            id=draft_id,
            person_id=revision.person_id if revision else draft_id,
            registration_id=revision.registration_id if revision else None,
            based_on=revision.hash if revision else None,
            content=marked(draft, row.number),
            field=reason.field if reason else "",  # whoever opens it begins at what is wrong
            operator=self._session.operator.id,
            import_id=self._batch.id,
            saved_at=self._now,
        )

    def _register(self, unit: Unit, new: Sequence[_Coming]) -> None:
        if not new:
            return
        numbers = take_numbers(self._session, unit, len(new))
        revisions = [
            Revision(
                registration_id=new_id(self._now),
                person_id=new_id(self._now),
                registration_number=number.text,
                number=1,
                parent=None,
                hash=each.hash,
                record=each.record or {},
                state="complete",
                incarnation=number.incarnation,
                made_by=self._session.operator.id,
                made_at=self._now,
            )
            for each, number in zip(new, numbers, strict=True)
        ]
        bulk.load(unit.connection, revisions, self._home, self._batch.id, keep_indexes=True)
        unit.audit.note(
            LISTED,
            self._batch.id,
            operator=self._session.operator.id,
            at=self._now,
            detail=listed((each.registration_id, each.hash) for each in revisions),
        )

    def _count(self, unit: Unit, *, registered: int = 0, drafts: int = 0) -> None:
        """Say how far it came, in the transaction that brings it there."""
        counts = dict(self._batch.counts)
        counts[DONE] = max(counts[DONE], self._reached)
        counts[REGISTERED] += registered
        counts[DRAFTS] += drafts
        self._batch = replace(self._batch, counts=counts)
        unit.imports.put(self._batch)


def _named(name: str) -> str:
    named = " ".join(name.split())
    if not named:
        raise Refusal(Problem("import.name", "name"))
    return named[:LONGEST_NAME]

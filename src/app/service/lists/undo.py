"""Taking a list out again, as long as nobody has worked on anything it brought."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.ledger import ImportBatch
from app.domain.refusal import Problem, Refusal
from app.service.lists import replaced
from app.service.lists.batches import DRAFTS, REGISTERED, TAKEN_OUT, Undone, line_of
from app.service.lists.kept import is_untouched
from app.service.session import Session
from app.store.books import Unit
from app.store.integrity import UNLISTED, listed

PIECE = 200
"""Taken out in one transaction; each is true by itself, so a cancelled undo can be gone on with."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def take_back(session: Session, batch_id: str, progress: Progress, cancelled: Cancelled) -> Undone:
    """Take out what came in with the list; `Refusal` where somebody worked on a part of it.

    What counts as worked on: corrected, printed, approved or sent; a draft typed into or made a
    registration. Numbers given to what goes are never given again.
    """
    undoing = _Undoing(session, batch_id)
    undoing.refuse_worked_on()
    total = undoing.left
    progress(0, total)
    while not cancelled() and undoing.take_out():
        progress(total - undoing.left, total)
    return undoing.end()


class _Undoing:
    """One batch on its way out of the books. Drafts go first: registrations hold on to them."""

    def __init__(self, session: Session, batch_id: str) -> None:
        self._session = session
        self._gone = {REGISTERED: 0, DRAFTS: 0}
        with session.books.reading() as unit:
            batch = unit.imports.get(batch_id)
            self._names = unit.settings.operator_names()
            self._drafts = [
                each.id for each in unit.drafts.of_import(batch_id) if is_untouched(each)
            ]
        if batch is None:
            raise Refusal(Problem("import.unknown"))
        if batch.undone_at is not None:
            raise Refusal(Problem("import.undone"))
        self._batch: ImportBatch = batch

    @property
    def left(self) -> int:
        """How many are still to be taken out."""
        return self._batch.counts[REGISTERED] + len(self._drafts)

    def refuse_worked_on(self) -> None:
        """Raise `Refusal` with the number of those that somebody worked on."""
        with self._session.books.reading() as unit:
            count = self._worked_on(unit)
        if count:
            raise Refusal(Problem("import.worked_on", facts=(("count", count),)))

    def take_out(self) -> bool:
        """Take some out; False when nothing is left that could be."""
        with self._session.books.transaction() as unit:
            if self._drafts:
                some, self._drafts = self._drafts[:PIECE], self._drafts[PIECE:]
                held = (unit.drafts.get(each) for each in some)
                ids = [each.id for each in held if each is not None and is_untouched(each)]
                unit.drafts.drop_all(ids)
                self._count(unit, DRAFTS, len(ids))
                return True
            uids = unit.imports.untouched(self._batch.id, PIECE)
            if not uids:
                return False
            self._note(
                unit,
                UNLISTED,
                listed(
                    (each, held.hash) for each, held in unit.registrations.currents(uids).items()
                ),
            )
            unit.registrations.discard(uids)
            self._count(unit, REGISTERED, len(uids))
            return True

    def end(self) -> Undone:
        """Close the batch if all of it is out."""
        session = self._session
        with session.books.transaction() as unit:
            if self._worked_on(unit):  # somebody was quicker, while it was going on
                self.refuse_worked_on()
            if not unit.imports.registered(self._batch.id) and not self._drafts:
                replaced.bring_back(unit, self._batch.id)
                self._batch = replace(self._batch, undone_at=session.clock())
                unit.imports.put(self._batch)
            self._note(unit, "import.undone", {"file": self._batch.file_hash, **self._gone})
        return Undone(line_of(self._batch, self._names), **self._gone)

    def _worked_on(self, unit: Unit) -> int:
        batch = self._batch
        finished = unit.imports.registered(batch.id) - batch.counts[REGISTERED]
        typed_into = sum(not is_untouched(each) for each in unit.drafts.of_import(batch.id))
        return unit.imports.touched_since(batch.id) + max(finished, 0) + typed_into

    def _note(self, unit: Unit, act: str, detail: Mapping[str, Any]) -> None:
        session = self._session
        unit.audit.note(
            act, self._batch.id, operator=session.operator.id, at=session.clock(), detail=detail
        )

    def _count(self, unit: Unit, what: str, gone: int) -> None:
        counts = dict(self._batch.counts)
        counts[what] -= gone
        counts[TAKEN_OUT] = counts.get(TAKEN_OUT, 0) + gone
        self._gone[what] += gone
        self._batch = replace(self._batch, counts=counts)
        unit.imports.put(self._batch)

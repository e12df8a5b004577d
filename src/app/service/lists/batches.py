"""The lists that were taken in, as the office looks back on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.ledger import ImportBatch
from app.service.lists.checked import Earlier, Sizes
from app.service.session import Session
from app.store.books import Unit

ROWS, DONE, REGISTERED, DRAFTS, TAKEN_OUT = "rows", "done", "registered", "drafts", "taken_out"
"""What a batch counts. It is written with each piece of the work, in the same transaction: so it
is true after a power cut as well, and rows = registered + drafts + left out + taken out again +
not reached."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One list that came in, and where it stands."""

    id: str
    name: str
    made_by: str  # the operator's name
    made_at: datetime
    undone_at: datetime | None
    rows: int
    done: int  # rows reached; fewer than `rows` when it was stopped on its way
    registered: int  # as it came in, less what was taken out
    drafts: int
    taken_out: int

    @property
    def left_out(self) -> int:
        """Rows reached that brought nothing in: refused, or in the books already."""
        return self.done - self.registered - self.drafts - self.taken_out

    @property
    def is_unfinished(self) -> bool:
        """Whether rows were not reached: the list can be gone on with, or undone."""
        return self.done < self.rows and self.undone_at is None

    @property
    def is_partly_undone(self) -> bool:
        return bool(self.taken_out) and self.undone_at is None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a list that was to be taken in."""

    batch: BatchLine
    before: Sizes
    after: Sizes


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken out again."""

    batch: BatchLine
    registered: int
    drafts: int


class Batches:
    """Every list that came in, newest first. Only reads."""

    def __init__(self, session: Session) -> None:
        self._books = session.books

    def __call__(self) -> tuple[BatchLine, ...]:
        with self._books.reading() as unit:
            names = unit.settings.operator_names()
            return tuple(line_of(each, names) for each in unit.imports.all())


def line_of(batch: ImportBatch, names: Mapping[str, str]) -> BatchLine:
    """A batch as it is shown; `names` of operators by id."""
    counts = batch.counts
    return BatchLine(
        id=batch.id,
        name=batch.name,
        made_by=names.get(batch.made_by, ""),
        made_at=batch.made_at,
        undone_at=batch.undone_at,
        rows=counts.get(ROWS, 0),
        done=counts.get(DONE, 0),
        registered=counts.get(REGISTERED, 0),
        drafts=counts.get(DRAFTS, 0),
        taken_out=counts.get(TAKEN_OUT, 0),
    )


def earlier_of(unit: Unit, file_hash: str) -> Earlier | None:
    """The last batch of the same file that was not undone."""
    for batch in unit.imports.of_file(file_hash):
        if batch.undone_at is None:
            line = line_of(batch, {})
            # what is partly taken out is on its way out, not in
            going_on = line.is_unfinished and not line.is_partly_undone
            return Earlier(batch.id, batch.name, batch.made_at, going_on)
    return None


def sizes(unit: Unit, operator: str) -> Sizes:
    """What the books hold now, as this operator sees it."""
    return Sizes(sum(unit.counts.by_state().values()), unit.drafts.count(operator))

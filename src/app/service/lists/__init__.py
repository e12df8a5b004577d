"""Lists of people from spreadsheets: opened, checked without writing, taken in, taken out again."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from app.domain.draft import Draft
from app.domain.examination import examine
from app.domain.refusal import Level
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.lists.batches import Batches, BatchLine, TakenIn, Undone
from app.service.lists.check import check_list
from app.service.lists.checked import CheckedList, CheckedRow, Earlier, Result, Sizes
from app.service.lists.commit import take_in
from app.service.lists.opened import (
    ListColumn,
    OpenedList,
    columns_of,
    lacking_of,
    open_list,
    targets_of,
    with_header,
    with_profile,
    with_target,
)
from app.service.lists.profiles import Profiles
from app.service.lists.undo import take_back
from app.service.session import Session
from app.service.steady import steady
from app.sheets.annotate import Outcome, annotate
from app.sheets.failure import Cancelled
from app.sheets.vocabulary import Vocabulary

__all__ = [
    "BatchLine", "CheckedList", "CheckedRow", "Earlier", "ImportList", "ListColumn", "OpenedList",
    "Result", "Sizes", "TakenIn", "Undone",
]  # fmt: skip

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


def _silent(done: int, total: int) -> None:
    """Nobody wants to know how far it is."""


def _never() -> bool:
    """Nobody can stop it."""
    return False


@needs(Right.REGISTER)
class ImportList:
    """Takes lists of people in: from a file to registrations and drafts, as one named batch."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._profiles = Profiles(session)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary.load(self._session.resources / "national")

    # The file and its columns

    def open(self, path: Path, cancelled: IsCancelled = _never) -> OpenedList | None:
        """Read the file and find list and columns, by a kept mapping where one fits.

        None when it was cancelled; `SheetsFailure` where the file cannot be used.
        """
        try:
            return open_list(path, self._vocabulary, self._profiles.all(), cancelled)
        except Cancelled:
            return None

    def with_header(self, opened: OpenedList, sheet: str, row: int) -> OpenedList:
        """The clerk shows where the header stands."""
        return with_header(opened, sheet, row, self._vocabulary)

    def with_profile(self, opened: OpenedList, name: str) -> OpenedList:
        """Columns as in the mapping kept by `name`; refused where it fits nowhere."""
        return with_profile(opened, name, self._profiles.get(name))

    def with_target(self, opened: OpenedList, column: int, target: str) -> OpenedList:
        """Take `target` from `column`; "" takes nothing from it. A field comes from one column."""
        return with_target(opened, column, target)

    def columns(self, opened: OpenedList) -> tuple[ListColumn, ...]:
        """The columns of the list; `Refusal` where no header is known."""
        return columns_of(opened)

    def targets(self, opened: OpenedList) -> tuple[str, ...]:
        """All that a column can be taken for."""
        return targets_of(opened)

    def lacking(self, opened: OpenedList) -> tuple[str, ...]:
        """Fields no column fills, without which every row is a draft for a clerk to finish."""
        session = self._session
        empty = examine(Draft(), session.reference, session.today())
        return lacking_of(opened, empty.missing)

    def profiles(self) -> tuple[str, ...]:
        """The names of the kept mappings."""
        return tuple(self._profiles.all())

    def keep_profile(self, opened: OpenedList, name: str) -> OpenedList:
        """Keep the mapping of this list by a name; lists with the same titles find it again."""
        return replace(opened, profile=self._profiles.keep(opened, name))

    def drop_profile(self, name: str) -> None:
        """Forget a kept mapping."""
        self._profiles.drop(name)

    # The dry run

    def check(
        self, opened: OpenedList, progress: Progress = _silent, cancelled: IsCancelled = _never
    ) -> CheckedList | None:
        """What would become of each row, and why. Writes nothing; None when it was cancelled."""
        with steady():
            return check_list(self._session, opened, self._vocabulary, progress, cancelled)

    def copy(
        self,
        checked: CheckedList,
        target: Path,
        progress: Progress = _silent,
        cancelled: IsCancelled = _never,
    ) -> bool:
        """Write a copy of the list with result and reasons in each row; False when cancelled."""
        mapping = checked.opened.mapping
        if mapping is None:
            raise ValueError("a list without a header was never checked")
        total = sum(len(each.rows) for each in checked.opened.workbook.sheets)
        outcomes = {each.number: _outcome(each) for each in checked.rows}
        try:
            annotate(
                target,
                checked.opened.workbook,
                mapping,
                outcomes,
                progress=lambda done: progress(done, total),
                cancelled=cancelled,
            )
        except Cancelled:
            return False
        return True

    # The batch

    def commit(
        self,
        checked: CheckedList,
        name: str,
        progress: Progress = _silent,
        cancelled: IsCancelled = _never,
    ) -> TakenIn:
        """Take in what the dry run found, as the batch `name`; see `commit` for what is promised.

        Cancelled, it keeps what is in so far, and the batch says how far it came. A list that was
        stopped on its way before goes on in the batch it has.
        """
        with steady():
            return take_in(self._session, checked, name, progress, cancelled)

    def batches(self) -> tuple[BatchLine, ...]:
        """Every list that came in, newest first."""
        return Batches(self._session)()

    def undo(
        self, batch_id: str, progress: Progress = _silent, cancelled: IsCancelled = _never
    ) -> Undone:
        """Take out what a batch brought, unless somebody worked on some of it (`Refusal`)."""
        return take_back(self._session, batch_id, progress, cancelled)


def _outcome(row: CheckedRow) -> Outcome:
    """What the copy says of a row; a note of what is missing asks for nothing, so it stays out."""
    said = tuple(
        each
        for each in row.problems
        if each.level is not Level.NOTE or row.result in (Result.SAME, Result.CHANGED)
    )
    return Outcome(row.result.value, said)

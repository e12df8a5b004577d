"""The library that reads spreadsheets, in a process of its own.

Of 1,500 damaged .xls files 27 made it panic and one ended its process; a file that lies about
its size can make it ask for all memory there is. In a process apart none of that reaches the
clerk's window: that process has a limit of memory and of time, and may die.

Windows and frozen programs start such a process by starting the program once more, so the
program's entry calls `multiprocessing.freeze_support()` before anything else.
"""

import io
import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from app.sheets.failure import Cancelled, SheetsFailure
from app.sheets.kind import Kind
from app.sheets.unpacked import check_unpacked
from app.sheets.workbook import Cell, Limits, Sheet, Span, Workbook

if TYPE_CHECKING:
    import python_calamine as calamine

_LOOK_EVERY = 0.1  # seconds until somebody who wants to stop is heard
_SPANS = 10_000


def read_apart(
    content: bytes, kind: Kind, limits: Limits, cancelled: Callable[[], bool]
) -> Workbook:
    """Read a spreadsheet within the limits, or raise `SheetsFailure` or `Cancelled`."""
    context = multiprocessing.get_context("spawn")  # a fork would copy the window and its locks
    receiver, sender = context.Pipe(duplex=False)
    reader = context.Process(
        target=_read_and_send, args=(sender, content, kind, limits), daemon=True
    )
    try:
        try:
            reader.start()
        except OSError:
            raise SheetsFailure("sheets.not_started") from None
        sender.close()  # only now is the reader's end the last one, so that its death is seen
        answer = _answer(receiver, time.monotonic() + limits.seconds, cancelled)
    finally:
        receiver.close()
        if reader.pid is not None:
            reader.kill()
            reader.join()
        reader.close()
    if isinstance(answer, Workbook):
        return answer
    code, facts = answer
    raise SheetsFailure(code, **dict(facts))


def _answer(receiver: Connection, deadline: float, cancelled: Callable[[], bool]) -> "_Answer":
    while True:  # asked before the first look: a short list is read before anybody blinks
        if cancelled():
            raise Cancelled
        if time.monotonic() > deadline:
            raise SheetsFailure("sheets.too_slow")
        if receiver.poll(_LOOK_EVERY):
            break
    try:
        answer: _Answer = receiver.recv()
    except (EOFError, OSError):
        # the reader died: of a damaged file, or of one that asks for more memory than there is
        raise SheetsFailure("sheets.damaged") from None
    return answer


_Answer = Workbook | tuple[str, tuple[tuple[str, str | int], ...]]


def _read_and_send(sender: Connection, content: bytes, kind: Kind, limits: Limits) -> None:
    """The life of the process apart."""
    _fall_silent()
    _limit_memory(limits)
    answer: _Answer
    try:
        answer = read_here(content, kind, limits)
    except SheetsFailure as failure:
        answer = failure.code, failure.problem.facts
    sender.send(answer)
    sender.close()


def _fall_silent() -> None:
    # the library's last words go to stderr, with a trace that no clerk should see
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)


def _limit_memory(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the time limit alone holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the whole list


def read_here(content: bytes, kind: Kind, limits: Limits) -> Workbook:
    """Read in this very process: it may not survive a file made to harm it."""
    if kind is not Kind.XLS:
        check_unpacked(content, kind, limits)
    try:
        return _read_with_library(content, limits)
    except MemoryError:
        raise SheetsFailure("sheets.too_big", limit=limits.memory_bytes // 2**20) from None


def _read_with_library(content: bytes, limits: Limits) -> Workbook:
    import python_calamine as calamine

    try:
        with calamine.load_workbook(io.BytesIO(content)) as book:
            sheets: list[Sheet] = []
            room = limits.cells
            for metadata in book.sheets_metadata:
                if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(metadata.name)
                room -= _refuse_extent(sheet, room, limits)
                if sheet.start is not None:
                    hidden = metadata.visible is not calamine.SheetVisibleEnum.Visible
                    sheets.append(_sheet(sheet, hidden, limits))
    except (SheetsFailure, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except calamine.PasswordError:
        raise SheetsFailure("sheets.password") from None
    except BaseException:  # noqa: BLE001  a panic of the library is no `Exception`
        raise SheetsFailure("sheets.damaged") from None
    if not sheets:
        raise SheetsFailure("sheets.no_cells")
    return Workbook(tuple(sheets))


def _refuse_extent(sheet: "calamine.CalamineSheet", room: int, limits: Limits) -> int:
    _, left = sheet.start or (0, 0)
    if sheet.height > limits.rows:
        raise SheetsFailure("sheets.too_many_rows", limit=limits.rows)
    if sheet.width + left > limits.columns:
        raise SheetsFailure("sheets.too_many_columns", limit=limits.columns)
    cells: int = sheet.height * (sheet.width + left)
    if cells > room:
        raise SheetsFailure("sheets.too_many_cells", limit=limits.cells)
    return cells


def _sheet(sheet: "calamine.CalamineSheet", hidden: bool, limits: Limits) -> Sheet:
    top, left = sheet.start or (0, 0)
    rows: list[list[Cell]] = sheet.to_python()
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and len(cell) > limits.cell_characters:
                raise SheetsFailure("sheets.cell_too_long", limit=limits.cell_characters)
    if left:
        before: list[Cell] = [""] * left
        rows = [before + row for row in rows]
    return Sheet(sheet.name, rows, top + 1, _spans(sheet), hidden)


def _spans(sheet: "calamine.CalamineSheet") -> tuple[Span, ...] | None:
    merged = sheet.merged_cell_ranges
    if merged is None:
        return None
    return tuple(
        Span(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in merged[:_SPANS]
    )

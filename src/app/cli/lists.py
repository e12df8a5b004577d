"""The command that takes lists in."""

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Status, problem_json, refused
from app.cli.files import out_file
from app.domain.refusal import Problem
from app.service.lists import BatchLine, CheckedList, ImportList, OpenedList, Result, Sizes
from app.service.session import Session
from app.sheets.failure import SheetsFailure
from app.wording.catalogue import long_day, sentence
from app.wording.sheets import RESULTS, reason

OF_THE_WORLD = frozenset(
    f"sheets.{code}"
    for code in (
        "missing", "no_permission", "locked", "unreadable", "not_started", "too_slow",
        "open_elsewhere", "write_denied", "disk_full", "not_written",
    )
)  # fmt: skip
"""The file may be well; what is wrong with the file itself is a refusal."""


def take_list(asked: argparse.Namespace, opened: Session) -> Answer:
    """Check a list, and take it in where that is asked for.

    Exit status 0 where every row has its result, whatever that is; 1 where no row at all can be
    taken, or the file is no list; 3 where the file or the disk fails, or it was stopped.
    """
    if asked.copy:
        out_file(opened, asked.copy)
    try:
        return _take_list(asked, ImportList(opened))
    except SheetsFailure as error:
        return not_read(error)


def not_read(error: SheetsFailure) -> Answer:
    """A file that is no list, or that the world kept from being read."""
    world = error.code in OF_THE_WORLD
    return refused(error.problem, status=Status.FAILED if world else Status.REFUSED)


def _take_list(asked: argparse.Namespace, lists: ImportList) -> Answer:
    path = Path(asked.file)
    with stoppable() as stop:
        found = lists.open(path, stop.is_set)
        if found is not None and asked.profile and found.profile != asked.profile:
            found = lists.with_profile(found, asked.profile)
        checked = lists.check(found, cancelled=stop.is_set) if found is not None else None
        if checked is None:
            return _stopped()
        if asked.copy and not lists.copy(checked, Path(asked.copy), cancelled=stop.is_set):
            return _stopped()
        told, lines = _told(checked)
        told["unused_columns"] = unused = _unused(found)
        if unused:
            lines.insert(1, f"Kolom yang tidak dikenal dan tidak dipakai: {', '.join(unused)}")
        status = Status.DONE if _is_any_use(checked) else Status.REFUSED
        if asked.commit and checked.takes_anything:
            taken = lists.commit(checked, found.name if found else "", cancelled=stop.is_set)
            told["batch"] = _batch(taken.batch)
            told |= {"before": _sizes(taken.before), "after": _sizes(taken.after)}
            lines.append(_said_of(taken.batch))
            if taken.batch.is_unfinished:
                status = Status.FAILED
    return Answer(told, lines, status)


def _told(checked: CheckedList) -> tuple[dict[str, Any], list[str]]:
    counts = {result.value: count for result, count in checked.counts.items()}
    told: dict[str, Any] = {
        "rows": len(checked.rows),
        **counts,
        "before": _sizes(checked.before),
        "after": _sizes(checked.after),
        "earlier": checked.earlier.name if checked.earlier else None,
        "problems": [
            {"row": row.number, "result": row.result.value, **problem_json(problem)}
            for row in checked.rows
            for problem in row.problems
        ],
    }
    named = ", ".join(f"{RESULTS[code].lower()} {count}" for code, count in counts.items())
    lines = [f"{len(checked.rows)} baris: {named}"]
    if checked.earlier is not None:
        day = long_day(checked.earlier.made_at.astimezone().date())
        lines.append(f"Berkas ini sudah pernah dimasukkan: {checked.earlier.name}, {day}.")
    lines += [
        f"Baris {row.number}  {RESULTS[row.result]}  {reason(problem.field, sentence(problem))}"
        for row in checked.rows
        if row.result not in (Result.NEW, Result.SAME)
        for problem in row.problems
    ]
    return told, lines


def _unused(found: OpenedList | None) -> list[str]:
    """The titles of columns that nothing is taken from, and that nobody said are not wanted."""
    mapping = found.mapping if found else None
    return [mapping.titles[index] for index in mapping.unmatched] if mapping else []


def _is_any_use(checked: CheckedList) -> bool:
    return checked.takes_anything or bool(checked.counts[Result.SAME])


def _sizes(sizes: Sizes) -> dict[str, int]:
    return {"registered": sizes.registered, "drafts": sizes.drafts}


def _batch(batch: BatchLine) -> dict[str, Any]:
    return {
        "id": batch.id,
        "name": batch.name,
        "rows": batch.rows,
        "done": batch.done,
        "registered": batch.registered,
        "drafts": batch.drafts,
        "left_out": batch.left_out,
    }


def _said_of(batch: BatchLine) -> str:
    came = f"{batch.registered} terdaftar, {batch.drafts} draf, {batch.left_out} tidak masuk"
    if batch.is_unfinished:
        return (
            f"Dihentikan pada baris ke-{batch.done} dari {batch.rows}: {came}."
            " Beri perintah yang sama untuk melanjutkan."
        )
    return f"Daftar {batch.name} masuk: {came}."


def _stopped() -> Answer:
    return refused(Problem("cancelled"), status=Status.FAILED)


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Ctrl+C asks for an end between two rows: cut anywhere, nobody could say what is in."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # only the main thread is told of signals
        return
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)

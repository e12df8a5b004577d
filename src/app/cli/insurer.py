"""The commands of the round trip with the insurer."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Status, problem_json, refused
from app.cli.files import out_file
from app.cli.lists import OF_THE_WORLD
from app.domain.insurer import PATIENCE, Choice, Judged, Outcome, Row, Stage
from app.domain.refusal import Problem, Refusal
from app.service.city.insurer.answers import Checked, TakeAnswers
from app.service.city.insurer.ask import AskAboutRefused
from app.service.city.insurer.out import Listed, ListForInsurer, ListPreview
from app.service.city.insurer.shown import ShowInsurer
from app.service.dossier import ShowRegistration
from app.service.session import Session
from app.sheets.failure import SheetsFailure
from app.wording.catalogue import sentence
from app.wording.insurer import OUTCOMES, STAGES, counted
from app.wording.labels import label

_WAITING = (Outcome.CONTRADICTING, Outcome.UNLISTED, Outcome.UNKNOWN, Outcome.UNREADABLE)
"""Rows that somebody has to look at."""


def insurer(asked: argparse.Namespace, opened: Session) -> Answer:
    """One deed of the round trip.

    Exit status 1 where nobody could be listed, or not one row of an answer could be used.
    """
    deed = {"out": _out, "in": _in, "list": _list, "ask": _ask}[asked.deed]
    try:
        return deed(asked, opened)
    except SheetsFailure as error:
        world = error.code in OF_THE_WORLD
        return refused(error.problem, status=Status.FAILED if world else Status.REFUSED)


def _out(asked: argparse.Namespace, opened: Session) -> Answer:
    deed, show = ListForInsurer(opened), ShowRegistration(opened)
    ids = frozenset(show.by_number(each) for each in asked.numbers)
    choice = Choice(asked.again, asked.decree, asked.payment, ids)
    preview = deed.preview(choice, asked.profile)
    told: dict[str, Any] = {
        "people": 0,
        "left_out": len(preview.left_out),
        "not_paid": preview.not_paid,
        "profile": preview.profile.code,
        "confirmed": preview.profile.confirmed,
        "problems": [
            {"number": each.held.number, **problem_json(problem)}
            for each in preview.left_out
            for problem in each.problems
        ],
    }
    lines = _said_of(preview)
    if not preview.listed:
        problem = Problem("insurer.nobody_to_send")
        said = {**told, "error": problem.code}
        return Answer(said, [sentence(problem), *lines], Status.REFUSED)
    file, done = deed(out_file(opened, asked.to), asked.reason, choice, asked.profile)
    told |= {"people": len(done.listed), "file": file.id, "sha256": file.file_hash}
    return Answer(told, [f"Ditulis: {len(done.listed)} orang di {asked.to}.", *lines])


def _said_of(preview: ListPreview) -> list[str]:
    lines = [_why(each) for each in preview.left_out]
    if preview.left_out:
        lines.insert(0, f"Tidak masuk daftar: {len(preview.left_out)} orang.")
    if preview.not_paid:
        lines.append(f"Disebut tetapi belum dibayar: {preview.not_paid} orang.")
    if not preview.profile.confirmed:
        lines.append(sentence(Problem("insurer.unconfirmed")))
    return lines


def _why(each: Listed) -> str:
    return f"{each.held.number}  {' '.join(sentence(problem) for problem in each.problems)}"


def _in(asked: argparse.Namespace, opened: Session) -> Answer:
    deed = TakeAnswers(opened)
    checked = deed.check(Path(asked.file), asked.profile)
    agreed = [_place(checked, each) for each in asked.agree]
    taken = None if asked.dry else deed(checked, agreed, asked.reason)
    counts = taken.counts if taken else checked.counts
    told = {
        "rows": len(checked.rows),
        "counts": {each.value: counts.get(each.value, 0) for each in Outcome},
        **{each.value: counts.get(each.value, 0) for each in Outcome},
        "taken": taken is not None,
        "known": checked.earlier is not None,
        "file": taken.id if taken else None,
        "profile": checked.profile.code,
        "problems": [
            {**_where(each.row), "outcome": each.outcome.value, **problem_json(problem)}
            for each in checked.rows
            for problem in each.problems
        ],
        "differences": [
            {**_where(each.row), "field": one.field, "held": one.held, "said": one.said}
            for each in checked.rows
            for one in each.differences
        ],
    }
    lines = [f"{len(checked.rows)} baris: {counted(counts)}."]
    if checked.earlier is not None and taken is None:
        lines.append("Berkas ini sudah pernah dimasukkan; tidak ada yang berubah.")
    elif asked.dry:
        lines.append("Uji coba: belum ada yang dicatat.")
    lines += [_said(each) for each in checked.rows if each.problems or each.differences]
    usable = any(each.outcome not in _WAITING for each in checked.rows) or bool(agreed)
    return Answer(told, lines, Status.DONE if usable else Status.REFUSED)


def _where(row: Row) -> dict[str, Any]:
    return {"row": row.number_in_sheet, "sheet": row.sheet, "place": row.place}


def _place(checked: Checked, row: int) -> int:
    """The row that Excel numbers so; in a file of several sheets the first that has it."""
    for each in checked.rows:
        if each.row.number_in_sheet == row:
            return each.row.place
    raise Refusal(Problem("insurer.not_agreeable"))


def _said(each: Judged) -> str:
    said = [sentence(problem) for problem in each.problems]
    said += [f"{label(one.field)}: {one.held} / {one.said}" for one in each.differences]
    return f"Baris {each.row.number_in_sheet}  {OUTCOMES[each.outcome]}  {' '.join(said)}"


def _list(asked: argparse.Namespace, opened: Session) -> Answer:
    standings = ShowInsurer(opened).standings(asked.profile)
    late = [each for each in standings if each.is_late]
    open_ones = [each for each in standings if each.stage is not Stage.NUMBERED]
    counts = {stage.value: sum(each.stage is stage for each in standings) for stage in Stage}
    told = {
        **counts,
        "late": len(late),
        "people": [
            {
                "number": each.number,
                "stage": each.stage.value,
                "since": each.since.isoformat() if each.since else None,
                "days": each.days,
                "late": each.is_late,
                "reason": each.reason,
                "asked": each.is_asked,
            }
            for each in open_ones
        ],
    }
    lines = [f"{STAGES[stage]}: {counts[stage.value]}" for stage in Stage]
    if late:
        facts = (("count", len(late)), ("days", PATIENCE))
        lines.append(sentence(Problem("insurer.late", facts=facts)))
    return Answer(told, lines)


def _ask(asked: argparse.Namespace, opened: Session) -> Answer:
    ids: Sequence[str]
    if asked.all:
        standings = ShowInsurer(opened).standings(asked.profile)
        ids = [each.registration_id for each in standings if each.stage is Stage.REFUSED]
    else:
        show = ShowRegistration(opened)
        ids = [show.by_number(each) for each in asked.numbers]
    if not ids:
        raise Refusal(Problem("insurer.nobody_refused"))
    done = AskAboutRefused(opened)(ids, asked.profile, asked.reason)
    told = {"asked": done.asked, "already": done.already}
    return Answer(told, [f"Kelurahan ditanya tentang {done.asked} orang lewat balasan berikutnya."])

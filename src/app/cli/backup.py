"""The commands that make backups, put them back, and try them out."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import launch
from app.cli.accounts import NEW_PASSWORD, RECOVERY_CODE, demanded, given
from app.cli.answers import Answer, Status, problem_json
from app.cli.database import server
from app.domain.backup import Loss, Why
from app.domain.refusal import Level, Problem
from app.keys.failure import NotUnlocked
from app.service.backup.drill import Drill
from app.service.backup.lay import found
from app.service.backup.make import Backup
from app.service.backup.restore import Prepared, Restore
from app.service.front import operator_names
from app.service.session import Session
from app.wording.catalogue import sentence


def backup(asked: argparse.Namespace, opened: Session) -> Answer:
    """A new backup, in the chosen folder or in that of `--to`; with `--drill` the newest is tried.

    A backup that is not where it should be is told with status 3, though it was made.
    """
    if asked.drill:
        return _drill(opened)
    made = Backup(opened)(Why.ASKED, Path(asked.to).absolute() if asked.to else None)
    problems = [made.problem] if made.problem else []
    told: dict[str, Any] = {
        "ok": not problems,
        "problems": [problem_json(each) for each in problems],
        "backup": os.fspath(made.folder),
        "people": made.figures.people,
        "removed": made.removed,
    }
    said = Problem("backup.made", facts=(("people", made.figures.people),))
    lines = [sentence(said), os.fspath(made.folder), *(sentence(each) for each in problems)]
    return Answer(told, lines, Status.FAILED if problems else Status.DONE)


def _drill(opened: Session) -> Answer:
    drilled = Drill(opened)()
    told = {
        "ok": drilled.is_green,
        "problems": [problem_json(each) for each in drilled.problems],
        "made_at": drilled.made_at.isoformat() if drilled.made_at else None,
        "people": drilled.people,
    }
    if not drilled.is_green:
        lines = [sentence(each) for each in (Problem("drill.red"), *drilled.problems)]
        return Answer(told, lines, Status.FAILED)
    day = drilled.made_at.astimezone().date().isoformat() if drilled.made_at else ""
    green = Problem("drill.green", facts=(("day", day), ("people", drilled.people)))
    return Answer(told, [sentence(green)])


def restore(asked: argparse.Namespace, password: Callable[[], str]) -> Answer:
    """Put a backup back, or with `--compare` only say what would be lost.

    With `--paper` the paper code opens it, and the administrator gets a new password. Nothing of
    what is there is destroyed: it is moved to a folder that is named.
    """
    folder = launch.data_folder(asked.data)
    backup_ = found(Path(asked.file))
    restoring = Restore(folder, launch.resources_folder(), launch.reference(), server=server(asked))
    name = _name(asked, backup_)
    if asked.paper:
        code = given(RECOVERY_CODE, "Kode pemulihan: ")
        prepared = restoring.prepare_by_paper(backup_, name, code, demanded(NEW_PASSWORD))
    else:
        prepared = restoring.prepare(backup_, name, password())
    if asked.compare:
        restoring.forget()
    else:
        restoring.swap(prepared)
    return _told(prepared, done=not asked.compare)


def _name(asked: argparse.Namespace, backup_: Path) -> str:
    """Whose password it is: as said, or the only operator of the backup."""
    if asked.operator is not None:
        return str(asked.operator)
    names = operator_names(backup_)
    if len(names) != 1:
        raise NotUnlocked("unlock.operator")
    return names[0]


def _told(prepared: Prepared, *, done: bool) -> Answer:
    problems = prepared.problems()
    serious = [each for each in problems if each.level is not Level.NOTE]
    told = {
        "ok": True,
        "problems": [problem_json(each) for each in serious],
        "made_at": prepared.manifest.made_at.isoformat(),
        "people": prepared.manifest.figures.people,
        "lost": _lost(prepared.loss),
        "old": prepared.old if done else None,
    }
    lines = [sentence(each) for each in problems]
    lines += [f"  {number}" for number in prepared.loss.numbers]
    if done:
        day = prepared.manifest.made_at.astimezone().date().isoformat()
        facts = (("day", day), ("folder", prepared.old))
        lines += [
            sentence(Problem("restore.done", facts=facts)),
            sentence(Problem("restore.ask_city")),
        ]
    return Answer(told, lines)


def _lost(loss: Loss) -> dict[str, Any]:
    return {"people": loss.people, "revisions": loss.revisions, "numbers": list(loss.numbers)}

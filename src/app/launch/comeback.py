"""The window for lost passwords, made of the use cases that need nobody to be in."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app import launch
from app.domain.reference import Reference
from app.keys.locked import STANDARD, Cost
from app.keys.station import read_public
from app.kit.comeback.uses import ComebackUses
from app.kit.comeback.window import LostPassword
from app.kit.files import Files, SystemFiles
from app.kit.jobs import Jobs
from app.kit.printers import SystemPrinters
from app.service.recover import Recover
from app.service.recovery import recovery_paper, slips

__all__ = ["LostPassword", "lost_password"]


def lost_password(
    folder: Path,
    reference: Reference,
    jobs: Jobs,
    parent: QWidget | None = None,
    *,
    files: Files | None = None,
    cost: Cost = STANDARD,
) -> LostPassword:
    """The window on this data folder; other `files` and another `cost` are for tests."""

    def paper(code: str) -> bytes:
        here = read_public(folder)
        places = reference.places.kelurahan()
        found = (each.code for each in places if each.code.replace(".", "") == here.office)
        return recovery_paper(
            reference,
            launch.resources_folder(),
            place=next(found, reference.places.city),
            station=here.station,
            code=code,
            on=date.today(),  # noqa: DTZ011  # the day in the office, by its own clock
        )

    uses = ComebackUses(
        recover=Recover(folder, cost=cost),
        slips=slips,
        recovery_paper=paper,
        printers=SystemPrinters(),
        files=files or SystemFiles(),
        city=reference.city.name,
    )
    return LostPassword(uses, jobs, parent)

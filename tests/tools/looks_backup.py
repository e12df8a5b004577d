"""The page Cadangan, for `look.py`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.backup import Figures, Habits, Loss
from app.domain.refusal import Level, Problem
from app.kit.backup.page import BackupPage, RestoreQuestion
from app.kit.backup.uses import BackupUses
from app.kit.frame import Frame, PageEntry, Status
from app.kit.jobs import Jobs
from app.service.backup.manifest import Manifest
from app.service.backup.restore import Prepared
from app.service.backup.state import Standing

AT = datetime(2026, 11, 22, 7, 2, tzinfo=UTC)
GOOD = Standing(
    habits=Habits("/media/lempake/CADANGAN", "0" * 32),
    last=AT,
    folder=Path("/media/lempake/CADANGAN/payung-6472051003-1-20261122T070200Z"),
    is_due=False,
    is_late=False,
    is_drill_due=False,
    has_changed=False,
    drilled=datetime(2026, 11, 3, 2, 0, tzinfo=UTC),
    drill=None,
    problems=(),
)
BAD = Standing(
    habits=Habits(),
    last=datetime(2026, 11, 16, 2, 0, tzinfo=UTC),
    folder=Path("/home/lempake/.local/share/payung/cadangan/payung-6472051003-1-20261116T020000Z"),
    is_due=True,
    is_late=True,
    is_drill_due=True,
    has_changed=True,
    drilled=datetime(2026, 9, 3, 2, 0, tzinfo=UTC),
    drill=Problem("backup.damaged", facts=(("file", "books.db"),)),
    problems=(
        Problem("drill.red"),
        Problem("backup.late", facts=(("day", "2026-11-16"),)),
        Problem("backup.gone", level=Level.WARN),
        Problem("backup.same_disk", level=Level.WARN),
    ),
)
FIGURES = Figures(1400, 1502, 9001, "0" * 64, AT)
MANIFEST = Manifest(AT, "daily", "6472051003", 1, 0, "1", FIGURES, ())
PREPARED = Prepared(
    MANIFEST,
    Loss(
        FIGURES,
        Figures(1412, 1520, 9120, "1" * 64, AT),
        people=12,
        revisions=18,
        numbers=tuple(f"6472051003-1-00{number}" for number in range(1412, 1400, -1)),
    ),
    (),
    "sebelum-pemulihan-20261122T090000Z",
)


def page_in_frame(standing: Standing, not_allowed: Problem | None = None) -> Frame:
    jobs = Jobs()
    uses = BackupUses(lambda: standing, None, None, None, not_allowed, None, None, "Rahmawati")
    page = BackupPage(uses, jobs)
    frame = Frame(
        "Kelurahan Lempake",
        (
            PageEntry("home", "Beranda", "house", QWidget),
            PageEntry("backup", "Cadangan", "hard-drive", lambda: page, at_bottom=True),
            PageEntry("settings", "Pengaturan", "settings", QWidget, at_bottom=True),
        ),
        lambda: AT,
    )
    late = bool(standing.problems)
    frame.show_status(
        Status("Rahmawati", "administrator", "Kelurahan Lempake", 3, None, "hari ini 07.02", late)
    )
    frame.show_page("backup")
    page.show_standing(standing)
    frame.jobs, frame.page_ = jobs, page
    return frame


def question() -> QWidget:
    return RestoreQuestion(Path(), BackupUses(*[None] * 4, None, None, None, "Rahmawati"), Jobs())


def paper_question() -> QWidget:
    asked = question()
    asked.turn()
    return asked


def last_question() -> QWidget:
    frame = page_in_frame(GOOD)
    frame.page_.ask_to_restore(PREPARED)
    box = frame.page_.findChildren(QWidget, "")
    shown = [each for each in box if each.isWindow() and each.isVisible()]
    shown[-1].frame = frame
    return shown[-1]


LOOKS: dict[str, Callable[[], QWidget]] = {
    "backup": lambda: page_in_frame(GOOD),
    "backup_bad": lambda: page_in_frame(BAD),
    "backup_clerk": lambda: page_in_frame(GOOD, Problem("right.administrator")),
    "backup_question": question,
    "backup_paper": paper_question,
    "backup_last": last_question,
}

"""What the page Laporan needs of the services, and of the window around it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.months import Month
from app.kit.files import Files

if TYPE_CHECKING:
    from app.service.city.dashboard import Dashboard
    from app.service.city.report import PrintReport


@dataclass(frozen=True, slots=True)
class ReportUses:
    """The deeds of the page."""

    show: "Callable[[Month | None], Dashboard]"
    report: "PrintReport"
    files: Files
    opened: Callable[[Path], object]
    """Show a written file with the computer's own program."""

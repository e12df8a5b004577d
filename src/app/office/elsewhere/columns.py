"""What the lists show: of a funder's list, and of a row that needs a look."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.refusal import Problem
from app.kit import colours
from app.kit.listmodel import Column
from app.wording.catalogue import day, sentence

if TYPE_CHECKING:
    from app.service.city.elsewhere import ElsewhereLine

GOOD = ("circle-check", colours.GOOD)
WARN = ("triangle-alert", colours.WARN)
NOTE = ("info", colours.MUTED)


class Looked(NamedTuple):
    """One row of a file that somebody should look at."""

    row: int
    result: str
    problem: Problem
    is_left_out: bool


def list_columns() -> "tuple[Column[ElsewhereLine], ...]":
    """A list in force in a line."""

    def waiting(line: "ElsewhereLine") -> str:
        return _tr("{n} orang").format(n=count(line.open)) if line.open else _tr("tidak ada")

    return (
        Column(_tr("Sumber"), lambda line: line.list.label),
        Column(_tr("Data per"), lambda line: day(line.list.as_of), width=124),
        Column(_tr("Orang"), lambda line: count(line.list.people), right=True, width=68),
        Column(
            _tr("Menunggu keputusan"),
            waiting,
            picture=lambda line: WARN if line.open else GOOD,
            width=170,
        ),
    )


def row_columns() -> "tuple[Column[Looked], ...]":
    """A row of the file in a line."""
    return (
        Column(_tr("Baris"), lambda line: str(line.row), right=True, width=64),
        Column(
            _tr("Hasil"),
            lambda line: line.result,
            picture=lambda line: WARN if line.is_left_out else NOTE,
            width=210,
        ),
        Column(_tr("Keterangan"), lambda line: sentence(line.problem)),
    )


def count(number: int) -> str:
    """A number as people write it here."""
    return QLocale().toString(number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("elsewhere", text)

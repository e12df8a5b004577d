"""What became of the files, line by line: what came, from whom, and what was sent back."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app.kit import colours
from app.kit.listmodel import Column
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.exchange.receive import FileReport, Received
    from app.service.exchange.seal import SealReport, Sent

PICTURES = {
    "taken": ("circle-check", colours.GOOD),
    "known": ("check", colours.MUTED),
    "set_aside": ("triangle-alert", colours.WARN),
    "cut": ("triangle-alert", colours.WARN),
    "refused": ("octagon-x", colours.STOP),
    "elsewhere": ("circle-dashed", colours.MUTED),
}
MOST_NUMBERS = 12  # missing files named one by one

OfficeName = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """What came from one kelurahan, and which of its files never came."""

    name: str
    files: int
    taken: int
    known: int
    set_aside: int
    refused: int
    missing: tuple[int, ...]


def by_office(received: "Received", named: OfficeName) -> list[OfficeLine]:
    """One line for each kelurahan a file of which came, or is missing."""
    files: dict[str, list[FileReport]] = {}
    for each in received.files:
        files.setdefault(each.office, []).append(each)
    missing: dict[str, list[int]] = {}
    for gap in received.missing:
        missing.setdefault(gap.office, []).extend(gap.sequences)
    lines = []
    for office in sorted({*files, *missing}, key=lambda each: named(each) if each else "~"):
        mine = files.get(office, [])
        outcomes = Counter(each.outcome for each in mine)
        lines.append(
            OfficeLine(
                name=named(office) if office else "",
                files=len(mine),
                taken=sum(each.taken for each in mine),
                known=sum(each.known for each in mine),
                set_aside=sum(each.set_aside for each in mine),
                refused=outcomes["refused"],
                missing=tuple(missing.get(office, ())),
            )
        )
    return lines


def file_columns(named: OfficeName) -> "tuple[Column[FileReport], ...]":
    """A file as the page shows it."""
    outcomes = {
        "taken": _tr("masuk"),
        "known": _tr("sudah pernah masuk"),
        "set_aside": _tr("disisihkan"),
        "cut": _tr("baru sebagian"),
        "refused": _tr("ditolak"),
        "elsewhere": _tr("untuk PC lain"),
    }

    def sender(file: "FileReport") -> str:
        if not file.office:
            return _tr("tidak diketahui")
        return _tr("{office}, PC {station}").format(office=named(file.office), station=file.station)

    def said(file: "FileReport") -> str:
        return sentence(file.problem) if file.problem else ""

    return (
        Column(_tr("Berkas"), lambda file: file.name, width=236),
        Column(_tr("Dari"), sender, width=150),
        Column(_tr("No."), lambda file: str(file.sequence or ""), right=True, width=48),
        Column(
            _tr("Hasil"),
            lambda file: outcomes[file.outcome],
            picture=lambda file: PICTURES[file.outcome],
            width=168,
        ),
        Column(_tr("Masuk"), lambda file: _count(file.taken), right=True, width=66),
        Column(_tr("Sudah ada"), lambda file: _count(file.known), right=True, width=96),
        Column(_tr("Disisihkan"), lambda file: _count(file.set_aside), right=True, width=96),
        Column(_tr("Keterangan"), said),
    )


def office_columns() -> tuple[Column[OfficeLine], ...]:
    """A kelurahan as the page shows it."""

    def lost(line: OfficeLine) -> str:
        if not line.missing:
            return _tr("tidak ada")
        return _tr("berkas {numbers}").format(numbers=numbers(line.missing))

    def mark(line: OfficeLine) -> tuple[str, str]:
        return PICTURES["set_aside"] if line.missing else PICTURES["taken"]

    return (
        Column(_tr("Kelurahan"), lambda line: line.name or _tr("tidak diketahui")),
        Column(_tr("Berkas"), lambda line: _count(line.files), right=True, width=76),
        Column(_tr("Masuk"), lambda line: _count(line.taken), right=True, width=80),
        Column(_tr("Sudah ada"), lambda line: _count(line.known), right=True, width=96),
        Column(_tr("Disisihkan"), lambda line: _count(line.set_aside), right=True, width=96),
        Column(_tr("Berkas ditolak"), lambda line: _count(line.refused), right=True, width=116),
        Column(_tr("Belum pernah datang"), lost, picture=mark, width=280),
    )


def reply_columns(named: OfficeName) -> "tuple[Column[Sent], ...]":
    """A reply as the page shows it."""

    def to(sent: "Sent") -> str:
        office, _, station = sent.file.recipient.partition("/")
        return _tr("{office}, PC {station}").format(office=named(office), station=station)

    def state(sent: "Sent") -> str:
        if sent.carried is None:
            return _tr("siap di kotak surat dan di folder balasan komputer ini")
        return sentence(sent.carried.problem)

    def mark(sent: "Sent") -> tuple[str, str]:
        if sent.carried is None:
            return "info", colours.MUTED
        return PICTURES["taken" if sent.carried.is_sent else "refused"]

    return (
        Column(_tr("Untuk"), to, width=190),
        Column(_tr("No."), lambda sent: str(sent.file.sequence), right=True, width=56),
        Column(_tr("Baris"), lambda sent: _count(sent.file.records), right=True, width=70),
        Column(_tr("Keadaan"), state, picture=mark),
    )


def summary(received: "Received") -> str:
    """All files in one line."""
    said = [
        _tr("{n} berkas").format(n=_count(len(received.files))),
        _tr("{n} masuk").format(n=_count(received.taken)),
        _tr("{n} sudah ada").format(n=_count(received.known)),
    ]
    if received.set_aside:
        said.append(_tr("{n} disisihkan").format(n=_count(received.set_aside)))
    if received.refused:
        said.append(_tr("{n} berkas ditolak").format(n=_count(len(received.refused))))
    if received.passed_over:
        said.append(_tr("{n} berkas lain dilewati").format(n=_count(received.passed_over)))
    return "  ·  ".join(said)


def not_everything_sent(report: "SealReport") -> bool:
    """Whether a reply did not reach the stick whole."""
    return any(each.carried is not None and not each.carried.is_sent for each in report.sent)


def numbers(sequences: Sequence[int]) -> str:
    """3, 5, 6 ...: not a page full of them."""
    shown = ", ".join(str(each) for each in sequences[:MOST_NUMBERS])
    more = len(sequences) - MOST_NUMBERS
    return shown if more <= 0 else _tr("{shown} dan {n} lagi").format(shown=shown, n=more)


def _count(number: int) -> str:
    return QLocale().toString(number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("receiving", text)

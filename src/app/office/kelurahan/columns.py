"""What the lists show of a kelurahan and of its PCs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.standing import Standing
from app.kit import colours
from app.kit.listmodel import Column
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.exchange.kelurahan import Kelurahan, Station

LONG_SILENCE = 14  # days

GOOD = ("circle-check", colours.GOOD)
WARN = ("triangle-alert", colours.WARN)
NOTHING = ("circle-dashed", colours.MUTED)


def kelurahan_columns(*, short: bool = False) -> "tuple[Column[Kelurahan], ...]":
    """One kelurahan in a line; `short` leaves out what stands elsewhere on the page."""

    def stations(line: "Kelurahan") -> str:
        holding = [each for each in line.stations if each.holds]
        return ", ".join(str(each.number) for each in holding) or _tr("belum ada")

    def last(line: "Kelurahan") -> str:
        found = line.last
        if found is None or found.heard_at is None:
            return {
                Standing.NOT_ENROLLED: _tr("belum terdaftar"),
                Standing.NEVER_SENT: _tr("belum pernah mengirim"),
            }.get(line.standing, "")
        when = day(found.heard_at.astimezone().date())
        return _tr("No. {number}, {day}").format(number=found.last_file, day=when)

    def silence(line: "Kelurahan") -> str:
        if line.silent_days is None:
            return ""
        return (
            _tr("hari ini")
            if not line.silent_days
            else _tr("{n} hari").format(n=_count(line.silent_days))
        )

    def silent(line: "Kelurahan") -> tuple[str, str]:
        if line.silent_days is None:
            return NOTHING
        return WARN if line.silent_days >= LONG_SILENCE else GOOD

    def missing(line: "Kelurahan") -> str:
        if not line.stations:
            return ""
        return _tr("{n} berkas").format(n=_count(line.missing)) if line.missing else _tr("tidak")

    def lost(line: "Kelurahan") -> tuple[str, str]:
        if not line.stations:
            return NOTHING
        return WARN if line.missing else GOOD

    name: Column[Kelurahan] = Column(_tr("Kelurahan"), lambda line: line.name)
    people: Column[Kelurahan] = Column(
        _tr("Peserta"), lambda line: _count(line.people), right=True, width=72
    )
    waiting: Column[Kelurahan] = Column(
        _tr("Menunggu"), lambda line: _count(line.waiting), right=True, width=92
    )
    received: Column[Kelurahan] = Column(_tr("Kiriman terakhir"), last, width=168, spare=1)
    quiet: Column[Kelurahan] = Column(_tr("Tanpa kabar"), silence, picture=silent, width=112)
    if short:
        return (name, people, waiting, received, quiet)
    return (
        name,
        Column(_tr("PC"), stations, width=96, spare=2),
        people,
        waiting,
        received,
        Column(_tr("Hilang"), missing, picture=lost, width=94),
        quiet,
    )


def station_columns() -> "tuple[Column[Station], ...]":
    """One PC of the kelurahan in a line."""

    def state(line: "Station") -> str:
        if line.revoked_at is not None:
            when = day(line.revoked_at.astimezone().date())
            return _tr("kunci dicabut {day}").format(day=when)
        return _tr("terdaftar {day}").format(day=day(line.since.astimezone().date()))

    def mark(line: "Station") -> tuple[str, str]:
        return GOOD if line.holds else ("circle-x", colours.STOP)

    return (
        Column(_tr("PC"), lambda line: str(line.number), width=40),
        Column(_tr("Keadaan"), state, picture=mark),
    )


def _count(number: int) -> str:
    return QLocale().toString(number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("kelurahan", text)

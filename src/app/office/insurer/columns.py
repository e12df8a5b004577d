"""What the lists of this page show of people, files and rows."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.insurer import InsurerFile, Judged, Outcome, Stage
from app.kit import colours
from app.kit.listmodel import Column
from app.wording.catalogue import day, sentence
from app.wording.citys_word import ANSWERS
from app.wording.insurer import OUTCOMES, counted
from app.wording.labels import label

if TYPE_CHECKING:
    from app.service.city.insurer.out import Listed
    from app.service.city.insurer.shown import FileRow, Standing

_GOOD = ("circle-check", colours.GOOD)
_WARN = ("triangle-alert", colours.WARN)
_STOP = ("circle-x", colours.STOP)
_NOTHING = ("circle-dashed", colours.MUTED)

_PICTURES = {
    Outcome.NUMBERED: _GOOD,
    Outcome.ACCEPTED: _GOOD,
    Outcome.REFUSED: _STOP,
    Outcome.CONTRADICTING: _WARN,
    Outcome.UNLISTED: _WARN,
    Outcome.UNKNOWN: _WARN,
    Outcome.UNREADABLE: _WARN,
}


def people_columns(place_name: Callable[[str], str]) -> "tuple[Column[Standing], ...]":
    """One person and where the person stands."""

    def who(line: "Standing") -> str:
        return f"{line.name}, {line.nik}" if line.nik else line.name

    def since(line: "Standing") -> str:
        return day(line.since) if line.since else ""

    def days(line: "Standing") -> str:
        waits = line.stage in (Stage.SENT, Stage.ACCEPTED)
        return QLocale().toString(line.days) if waits else ""

    def picture(line: "Standing") -> tuple[str, str]:
        if line.is_late:
            return _WARN
        return {Stage.NUMBERED: _GOOD, Stage.REFUSED: _STOP}.get(line.stage, _NOTHING)

    return (
        Column(_tr("Nama"), lambda line: line.name, picture=picture, hint=who),
        Column(_tr("No. pendaftaran"), lambda line: line.number, width=208, spare=1),
        Column(_tr("Kelurahan"), lambda line: place_name(line.kelurahan), width=112),
        Column(_tr("Sejak"), since, width=108),
        Column(_tr("Hari"), days, right=True, width=56),
        Column(_tr("KPJ atau keterangan"), about_person),
    )


def about_person(line: "Standing") -> str:
    """The number, or why there is none."""
    if line.stage is Stage.REFUSED:
        return f"{_reply(line)} {line.reason}".strip()
    if line.is_late:
        return _tr("Terlambat")
    if line.stage is Stage.WAITING and line.reason:
        return _tr("Sudah diperbaiki. Ditolak karena: {reason}").format(reason=line.reason)
    return line.kpj


def _reply(line: "Standing") -> str:
    if line.reply is not None:
        code, text = line.reply
        said = " ".join(filter(None, (ANSWERS.get(code, code) + ".", text)))
        return _tr("Kelurahan menjawab: {said}").format(said=said)
    return _tr("Kelurahan sudah ditanya.") if line.is_asked else ""


def file_columns() -> tuple[Column[InsurerFile], ...]:
    """A list that went out or came in."""

    def direction(line: InsurerFile) -> str:
        return _tr("Dikirim") if line.direction == "out" else _tr("Diterima")

    def result(line: InsurerFile) -> str:
        if line.direction == "out":
            sent = QLocale().toString(line.counts.get("sent", 0))
            return _tr("{n} orang").format(n=sent)
        return counted(line.counts)

    return (
        Column(_tr("Berkas"), lambda line: line.name),
        Column(_tr("Arah"), direction, width=96),
        Column(_tr("Tanggal"), lambda line: day(line.at.astimezone().date()), width=112),
        Column(_tr("Profil"), lambda line: line.profile, width=112, spare=1),
        Column(_tr("Isi"), result),
    )


def file_row_columns() -> "tuple[Column[FileRow], ...]":
    """A row of such a list, as it was taken then."""

    def result(line: "FileRow") -> str:
        return _tr("Dikirim") if line.result == "sent" else OUTCOMES[Outcome(line.result)]

    def picture(line: "FileRow") -> tuple[str, str]:
        return _NOTHING if line.result == "sent" else _PICTURES.get(Outcome(line.result), _NOTHING)

    return (
        Column(_tr("Baris"), lambda line: str(line.row), right=True, width=60),
        Column(_tr("Hasil"), result, picture=picture, width=150),
        Column(_tr("Nama"), lambda line: line.name),
        Column(_tr("No. pendaftaran"), lambda line: line.number, width=208, spare=1),
        Column(_tr("KPJ"), lambda line: line.kpj, width=118),
        Column(_tr("Keterangan"), about_row),
    )


def about_row(line: "FileRow") -> str:
    """What stood against a row, what differed, and why it was taken all the same."""
    said = [sentence(each) for each in line.problems]
    for name, other in line.differs.items():
        told = _tr("{name}, di BPJS: {other}.")
        said.append(told.format(name=label(name), other=_shown(other)))
    if line.agreed:
        said.append(_tr("Disetujui: {reason}.").format(reason=line.agreed.rstrip(".")))
    return " ".join((*said, line.reason)).strip()


def left_out_columns() -> "tuple[Column[Listed], ...]":
    """Somebody who does not fit the list, and why."""
    return (
        Column(_tr("Nama"), lambda line: line.held.name, picture=lambda _line: _WARN, width=250),
        Column(_tr("No. pendaftaran"), lambda line: line.held.number, width=208),
        Column(
            _tr("Yang harus dibetulkan"),
            lambda line: " ".join(sentence(each) for each in line.problems),
        ),
    )


def row_columns(agreed: Collection[int]) -> tuple[Column[Judged], ...]:
    """A row of an answer; those in `agreed` were agreed to by their place."""

    def outcome(line: Judged) -> str:
        if line.row.place in agreed:
            return _tr("Disetujui")
        return OUTCOMES[line.outcome]

    def picture(line: Judged) -> tuple[str, str]:
        return _GOOD if line.row.place in agreed else _PICTURES.get(line.outcome, _NOTHING)

    return (
        Column(_tr("Baris"), lambda line: str(line.row.number_in_sheet), right=True, width=60),
        Column(_tr("Hasil"), outcome, picture=picture, width=160),
        Column(_tr("Nama"), lambda line: line.held.name if line.held else line.row.name, width=210),
        Column(
            _tr("No. pendaftaran"),
            lambda line: line.held.number if line.held else "",
            width=208,
            spare=1,
        ),
        Column(_tr("KPJ"), lambda line: line.row.kpj, width=118),
        Column(_tr("Yang berbeda, atau sebabnya"), said_of),
    )


def said_of(line: Judged) -> str:
    """What stands against a row, and what differs."""
    said = [sentence(each) for each in line.problems]
    for each in line.differences:
        name, held, other = label(each.field), each.held, each.said
        said.append(_tr("{name}: di sini {held}, di BPJS {other}.")
                    .format(name=name, held=_shown(held), other=_shown(other)))  # fmt: skip
    return " ".join((*said, line.row.reason)).strip()


def _shown(text: str) -> str:
    """A day as the papers write it; anything else as it is."""
    parts = text.split("-")
    is_day = len(text) == 10 and [len(each) for each in parts] == [4, 2, 2]
    return "-".join(reversed(parts)) if is_day else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("InsurerColumns", text)

"""Kelurahan: how each of them stands with the city, and whose files are taken."""

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.people import Query
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.lines import LineList
from app.kit.notices import Notices, ask
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.kelurahan.columns import kelurahan_columns, station_columns
from app.office.kelurahan.dialogs import EnrolStation, HandOverQuestion
from app.office.kelurahan.uses import KelurahanUses
from app.office.receiving.reports import numbers
from app.wording.catalogue import day, sentence

if TYPE_CHECKING:
    from app.service.exchange.enrol import Introduction
    from app.service.exchange.handover import HandedOver
    from app.service.exchange.kelurahan import Kelurahan, Station

log = logging.getLogger(__name__)

SIDE_WIDTH = 350


class KelurahanPage(Page):
    """Shows all kelurahan; enrols their PCs, revokes them, and hands over what a dead one held."""

    list_asked = Signal(object)  # a `Query`

    def __init__(self, jobs: Jobs, uses: KelurahanUses, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Kelurahan"), self.tr("PC yang terdaftar, kiriman terakhir, dan yang menunggu")
        )
        self._jobs = jobs
        self._uses = uses
        self._asked = Latest(jobs, self)
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.kelurahan: LineList[Kelurahan] = LineList(
            kelurahan_columns(), self.tr("Daftar kelurahan")
        )
        self.kelurahan.chosen_changed.connect(self._show_chosen)
        self.kelurahan.opened.connect(self._show_people)
        self.kelurahan.empty.say(
            "building-2", self.tr("Sebentar …"), self.tr("Daftar kelurahan sedang dibaca.")
        )
        self.stations: LineList[Station] = LineList(
            station_columns(), self.tr("PC kelurahan"), width=SIDE_WIDTH - GRID * 14
        )
        self.stations.chosen_changed.connect(self._show_station)
        self.stations.empty.say(
            "key-round",
            self.tr("Belum ada PC yang terdaftar."),
            self.tr("Minta kartu kunci dari kelurahan ini."),
        )
        self.name = parts.words("", "heading")
        self.about = parts.words("", wrap=True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._make_deeds()
        body = parts.row(gap=GRID * 3)
        body.addWidget(self.kelurahan, 1)
        body.addWidget(self._side())
        foot = parts.row(gap=GRID * 2)
        for name in ("enrol", "write", "people"):
            foot.addWidget(self.buttons[name])
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addWidget(self.progress)
        column.addLayout(body, 1)
        column.addLayout(foot)
        self.setLayout(column)

    def come_into_sight(self) -> None:
        self.refresh()
        self.kelurahan.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew how everybody stands; what is chosen stays chosen."""
        self._asked.ask(self._uses.show, self._show, partial(self._not_done, "city.not_read"))

    # What is shown

    def _show(self, lines: "tuple[Kelurahan, ...]") -> None:
        """Those with stations first: the others are only waited for."""
        ordered = sorted(lines, key=lambda each: not each.stations)
        self.kelurahan.show_lines(ordered, lambda each: each.office)

    @Slot()
    def _show_chosen(self) -> None:
        line = self.kelurahan.chosen()
        self.name.setText(line.name if line else "")
        self.stations.show_lines(line.stations if line else (), lambda each: each.number)
        self._deeds["people"].setEnabled(line is not None and line.people > 0)

    @Slot()
    def _show_station(self) -> None:
        each = self.stations.chosen()
        self._deeds["revoke"].setEnabled(each is not None and each.holds)
        self._deeds["hand_over"].setEnabled(each is not None)
        if each is None:
            self.about.clear()
            return
        said = [self.tr("Sidik kunci: {digits}").format(digits=each.fingerprint)]
        if not each.has_administrator:
            said.append(
                self.tr("Kunci administrator belum dicatat. Minta kartu kunci baru dari PC ini.")
            )
        if each.last_file_at is not None and each.heard_at is not None:
            said.append(
                self.tr("Kiriman terakhir: No. {number}, disegel {made}, masuk {taken}").format(
                    number=each.last_file,
                    made=day(each.last_file_at.astimezone().date()),
                    taken=day(each.heard_at.astimezone().date()),
                )
            )
        else:
            said.append(self.tr("Belum ada kiriman dari PC ini."))
        if each.missing:
            said.append(
                self.tr("Belum pernah datang: berkas {numbers}").format(
                    numbers=numbers(each.missing)
                )
            )
        self.about.setText("\n".join(said))

    # Deeds

    @Slot()
    def enrol(self) -> None:
        """Ask for a key card, then show its fingerprint."""
        self._uses.files.to_open_sealed(self, self.tr("Pilih kartu kunci kelurahan"), self._look)

    def _look(self, paths: Sequence[Path]) -> None:
        path, look = paths[0], self._uses.enrol.look
        self._jobs.start(
            self,
            lambda: look(path),
            partial(self._compare, path),
            partial(self._not_done, "city.not_read"),
            "read",
        )

    def _compare(self, path: Path, card: "Introduction") -> None:
        dialog = EnrolStation(self._uses.enrol, path, card, self._jobs, self)
        dialog.kept.connect(self._enrolled)
        dialog.open()

    @Slot(object)
    def _enrolled(self, card: "Introduction") -> None:
        self.notices.tell(
            self.tr("{name}, PC nomor {station}, terdaftar. Berikan kartu kunci kota kepadanya.")
            .format(name=card.name, station=card.station),
            "good",
            self.tr("Tulis kartu kunci kota"),
            self.write,
        )  # fmt: skip
        self.refresh()

    @Slot()
    def write(self) -> None:
        """Put the city's own key card into a folder, most often a stick."""
        self._uses.files.to_folder(self, self.tr("Folder untuk kartu kunci kota"), self._write)

    def _write(self, folder: Path) -> None:
        write = self._uses.enrol.write
        self._jobs.start(
            self, lambda: write(folder), self._written, partial(self._not_done, "city.not_done")
        )

    def _written(self, made: "tuple[Path, Introduction]") -> None:
        path, card = made
        self.notices.tell(
            self.tr("{file} ditulis. Sidik kunci kota: {digits}").format(
                file=path.name, digits=card.fingerprint
            ),
            "good",
        )

    @Slot()
    def revoke(self) -> None:
        """Ask, then no longer take files of the chosen PC."""
        each, line = self.stations.chosen(), self.kelurahan.chosen()
        if each is None or line is None or not each.holds:
            return
        ask(
            self,
            self.tr("Cabut kunci {name}, PC nomor {number}?").format(
                name=line.name, number=each.number
            ),
            self.tr(
                "Berkas dari PC itu tidak diterima lagi. Yang sudah masuk tetap ada. PC itu dapat"
                " didaftarkan lagi dengan kunci baru."
            ),
            self.tr("Cabut kunci"),
            partial(self._revoke, each),
        )

    def _revoke(self, each: "Station") -> None:
        revoke = self._uses.enrol.revoke
        self._jobs.start(
            self,
            lambda: revoke(each.office, each.number),
            lambda _: self.refresh(),
            partial(self._not_done, "city.not_done"),
        )

    @Slot()
    def hand_over(self) -> None:
        """Ask to which PC the registrations of the chosen one go."""
        each = self.stations.chosen()
        if each is None or self.progress.is_running:
            return
        owned = self._uses.hand_over.owned_by
        self._jobs.start(
            self,
            lambda: owned(each.office, each.number),
            partial(self._ask_hand_over, each),
            partial(self._not_done, "city.not_read"),
            "read",
        )

    def _ask_hand_over(self, each: "Station", ids: Sequence[str]) -> None:
        if not ids:
            self.notices.tell(self.tr("PC itu tidak memiliki pendaftaran."))
            return
        others = [
            (station, line.name)
            for line in sorted(
                self.kelurahan.model.lines, key=lambda one: one.office != each.office
            )
            for station in line.stations
            if station.holds and (station.office, station.number) != (each.office, each.number)
        ]
        dialog = HandOverQuestion(each, others, len(ids), self._jobs, self)
        dialog.kept.connect(partial(self._hand_over, ids))
        dialog.open()

    def _hand_over(self, ids: Sequence[str], answer: tuple[str, str]) -> None:
        to, reason = answer
        office, _, station = to.partition("/")
        hand_over = self._uses.hand_over

        def work(progress: Progress, cancelled: Cancelled) -> "HandedOver":
            return hand_over(ids, office, int(station), reason, progress, cancelled)

        self.progress.run(
            self.tr("Mengalihkan pendaftaran"),
            self.tr("pendaftaran"),
            work,
            self._handed_over,
            partial(self._not_done, "city.not_done"),
            "bulk",
        )

    def _handed_over(self, done: "HandedOver") -> None:
        self.notices.tell(
            self.tr("{n} pendaftaran dialihkan. Buat balasan supaya kelurahan mengetahuinya.")
            .format(n=self.locale().toString(done.given)),
            "good",
        )  # fmt: skip
        self.refresh()

    @Slot()
    def _show_people(self) -> None:
        line = self.kelurahan.chosen()
        if line is not None and line.people:
            self.list_asked.emit(Query(office=line.office))

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    # Laying out

    def _make_deeds(self) -> None:
        self._deeds = {
            name: action(self, words, keys, do)
            for name, words, keys, do in (
                ("enrol", self.tr("Daftarkan PC …"), "Ctrl+N", self.enrol),
                ("write", self.tr("Tulis kartu kunci kota …"), "Ctrl+K", self.write),
                ("people", self.tr("Lihat pesertanya"), "Ctrl+P", self._show_people),
                ("revoke", self.tr("Cabut kunci …"), "F8", self.revoke),
                ("hand_over", self.tr("Alihkan pendaftaran …"), "F9", self.hand_over),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "enrol" else "", parent=self)
            for name, deed in self._deeds.items()
        }
        for name, button in self.buttons.items():
            button.setObjectName(name)

    def _side(self) -> QFrame:
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(self.name)
        inside.addWidget(self.stations, 1)
        inside.addWidget(self.about)
        inside.addWidget(self.buttons["hand_over"])
        inside.addWidget(self.buttons["revoke"])
        card = parts.card()
        card.setFixedWidth(SIDE_WIDTH)
        parts.fill(card, inside)
        return card

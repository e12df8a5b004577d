"""What this page asks: is it the right key, and to which PC do the registrations go."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.settings.question import Question
from app.office.kelurahan.uses import Enrols

if TYPE_CHECKING:
    from app.service.exchange.enrol import Introduction
    from app.service.exchange.kelurahan import Station


class EnrolStation(Question):
    """Shows the fingerprint of a key card; two people compare it by phone before it counts."""

    unforeseen = "city.not_done"

    def __init__(
        self,
        enrol: Enrols,
        path: Path,
        card: "Introduction",
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._enrol = enrol
        self._path = path
        self._replaces = card.standing in ("changed", "administrator")
        self.tell(
            self.tr("{name}, PC nomor {station}").format(name=card.name, station=card.station),
            self.tr(
                "Telepon petugasnya di nomor yang Anda kenal, dan minta sidik kuncinya dibacakan"
                " dari layar Pengaturan. Daftarkan hanya bila semua angkanya sama."
            ),
            self.tr("Sama, ganti kuncinya") if self._replaces else self.tr("Sama, daftarkan"),
        )
        self.fingerprint = parts.words(card.fingerprint, "code")
        self.fingerprint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fingerprint.setAccessibleName(
            self.tr("Sidik kunci {digits}").format(digits=card.fingerprint)
        )
        self.body.addWidget(self.fingerprint)
        said = {
            "known": self.tr("PC ini sudah terdaftar dengan kunci ini; tidak ada yang berubah."),
            "changed": self.tr(
                "PC ini sudah terdaftar dengan kunci LAIN. Bila diganti, kunci lama dicabut dan"
                " berkas yang disegel dengannya tidak diterima lagi."
            ),
            "administrator": self.tr(
                "Administratornya LAIN daripada yang tercatat. Minta sidik administrator {digits}"
                " juga dibacakan; ganti hanya bila sama."
            ).format(digits=card.administrator),
            "revoked": self.tr("Kunci ini sudah dicabut dan tidak dapat didaftarkan lagi."),
        }
        if card.standing in said:
            warning = parts.words(said[card.standing], wrap=True)
            warning.setProperty("mark", "note" if card.standing == "known" else "warn")
            self.body.addWidget(warning)
        self.go_on.setEnabled(card.standing != "revoked")
        self.go_on.setFocus()

    def work(self) -> Callable[[], object]:
        return partial(self._enrol.take, self._path, replace_key=self._replaces)


class HandOverQuestion(Question):
    """To which PC all registrations of another go, and why. It only asks."""

    def __init__(
        self,
        station: "Station",
        others: "Sequence[tuple[Station, str]]",
        count: int,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`others` are the PCs that hold, each with the name of its kelurahan."""
        super().__init__(jobs, parent)
        self.tell(
            self.tr("Alihkan {n} pendaftaran").format(n=self.locale().toString(count)),
            self.tr(
                "Semua pendaftaran milik PC nomor {station} menjadi milik PC yang dipilih, dengan"
                " seluruh riwayatnya. PC itu mengetahuinya dari balasan berikutnya."
            ).format(station=station.number),
            self.tr("Alihkan"),
        )
        self.to = ChoiceField(
            "station",
            self.tr("Kepada"),
            [
                Option(
                    f"{each.office}/{each.number}",
                    self.tr("{name}, PC {number}").format(name=name, number=each.number),
                )
                for each, name in others
            ],
        )
        self.reason = TextField("reason", self.tr("Alasan"), max_length=200)
        if others:
            self.to.set_text(f"{others[0][0].office}/{others[0][0].number}")
        self.add(self.to)
        self.add(self.reason)
        self.follow()
        self.reason.setFocus()

    def problems(self) -> Sequence[Problem]:
        found = []
        if not self.to.text():
            found.append(Problem("handover.station", "station"))
        if not self.reason.text().strip():
            found.append(Problem("handover.reason_missing", "reason"))
        return found

    def work(self) -> Callable[[], object]:
        return partial(tuple, (self.to.text(), self.reason.text()))

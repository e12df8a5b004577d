"""Disisihkan: what waits for a person, with both versions side by side."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.domain.asides import Aside, AsideKind
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.domain.stations import shown_station
from app.kit import colours, icons, parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs, Latest
from app.kit.lines import LineList
from app.kit.listmodel import Column
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.people.named import named
from app.kit.people.shown import reads
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.aside.uses import Settles
from app.wording import people as wording
from app.wording.catalogue import day, sentence

if TYPE_CHECKING:
    from app.service.exchange.receive import Received
    from app.service.exchange.settle import BothVersions

log = logging.getLogger(__name__)

LIST_WIDTH = 430


class AsidePage(Page):
    """Lists what was set aside; Enter shows both versions, and one key says which one goes on."""

    changed = Signal()  # something is settled

    def __init__(
        self,
        jobs: Jobs,
        settle: Settles,
        reference: Reference,
        office_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Disisihkan"),
            self.tr("Tidak ada yang ditimpa: yang berlaku tetap berlaku sampai Anda memilih"),
        )
        self._jobs = jobs
        self._settle = settle
        self._read = reads(reference)
        self._office_name = office_name
        self._asked = Latest(jobs, self)
        self._opening = Latest(jobs, self, "books")
        self._shown: BothVersions | None = None
        self.notices = Notices()
        self.list: LineList[Aside] = LineList(
            self._columns(), self.tr("Yang disisihkan"), width=LIST_WIDTH - GRID * 10
        )
        self.list.opened.connect(self.open_chosen)
        self.list.chosen_changed.connect(self._forget_shown)
        self.list.empty.say(
            "circle-check",
            self.tr("Tidak ada yang disisihkan."),
            self.tr("Bila dua isi tidak sama, keduanya menunggu di sini sampai Anda memilih."),
        )
        self.person = parts.words("", "heading", wrap=True)
        self.why = parts.words("", wrap=True)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self._make_deeds()
        self._lay_out()
        self._forget_shown()

    def come_into_sight(self) -> None:
        self.refresh()
        self.list.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew what waits."""
        self._asked.ask(self._settle.open, self._show, partial(self._not_done, "city.not_read"))

    @Slot()
    def open_chosen(self) -> None:
        """Show both versions of the chosen one; that somebody looked is written down."""
        chosen = self.list.chosen()
        if chosen is not None:
            show = self._settle.show
            self._opening.ask(
                lambda: show(chosen.id),
                self._show_both,
                partial(self._not_done, "city.not_read"),
            )

    # Inside

    def _show(self, asides: Sequence[Aside]) -> None:
        self.list.show_lines(asides, lambda each: each.id)
        self._forget_shown()

    def _show_both(self, both: "BothVersions") -> None:
        self._shown = both
        who = self.tr("{name}, No. {number}").format(name=both.name, number=both.number)
        self.person.setText(who if both.number else self._kind(both.aside))
        why = sentence(Problem(f"aside.{both.aside.reason}"))
        self.why.setText(f"{why} {wording.HIDDEN}" if both.is_masked else why)
        self.body.setWidget(self._versions(both))
        kind = both.aside.kind
        chooses = kind is AsideKind.REVISION and both.aside.reason != "not_owner"
        self._deeds["held"].setEnabled(chooses)
        self._deeds["incoming"].setEnabled(chooses or kind is AsideKind.FILE)
        self._deeds["dismiss"].setEnabled(True)

    def _versions(self, both: "BothVersions") -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, GRID * 2, 0)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        if not both.held and not both.incoming:
            grid.addWidget(self._about_file(both.aside), 0, 0, 1, 4)
            grid.setRowStretch(1, 1)
            return inside
        for column, words in ((2, self.tr("Yang berlaku")), (3, self.tr("Yang disisihkan"))):
            grid.addWidget(parts.words(words, "label"), 0, column)
        differs = {each.field for each in both.differences}
        fields = dict.fromkeys((*both.held, *both.incoming))
        ordered = sorted(fields, key=lambda each: each not in differs)
        for row, field in enumerate(ordered, 1):
            is_other = field in differs
            if is_other:
                mark = QLabel()
                mark.setPixmap(icons.pixmap("triangle-alert", colours.WARN, 14))
                mark.setAccessibleName(self.tr("berbeda"))
                grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            role = "strong" if is_other else "muted-line"
            grid.addWidget(parts.words(named(field), "label"), row, 1, Qt.AlignmentFlag.AlignTop)
            for column, version in ((2, both.held), (3, both.incoming)):
                text = self._read(field, version.get(field, "")) or "—"
                grid.addWidget(parts.words(text, role, wrap=True), row, column)
        grid.setRowStretch(len(ordered) + 1, 1)
        return inside

    def _about_file(self, aside: Aside) -> QWidget:
        if aside.kind is AsideKind.FILE:
            text = self.tr(
                "Seluruh berkas ini disimpan tanpa dimasukkan. Telepon kelurahannya: apakah"
                " komputernya pernah dipulihkan atau disalin? Bila isinya benar, masukkan."
            )
        else:
            text = self.tr("Isinya tidak dapat ditampilkan; catatannya tetap disimpan.")
        return parts.words(text, "muted-line", wrap=True)

    @Slot()
    def _forget_shown(self) -> None:
        """Nothing can be settled that is not in sight."""
        self._shown = None
        for deed in ("held", "incoming", "dismiss"):
            self._deeds[deed].setEnabled(False)
        self.person.setText("")
        self.why.setText("")
        hint = self.tr("Enter membuka kedua versi yang dipilih di kiri.")
        shown = parts.words(hint if self.list.model.lines else "", "muted-line", wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.setWidget(shown)

    def _answer(self, choice: str) -> None:
        both, settle = self._shown, self._settle
        if both is None:
            return
        aside_id = both.aside.id

        def work() -> "Received | None":
            from app.service.exchange.settle import Choice  # brings SQLAlchemy: off this thread

            return settle(aside_id, Choice(choice))

        self._jobs.start(
            self, work, self._settled, partial(self._not_done, "city.not_done"), "bulk"
        )

    def _settled(self, received: "Received | None") -> None:
        if received is None:
            self.notices.tell(self.tr("Selesai. Kelurahan mengetahuinya dari balasan."), "good")
        else:
            self.notices.tell(
                self.tr("Isi berkas dimasukkan: {n} data.").format(
                    n=self.locale().toString(received.taken)
                ),
                "good",
            )
        self.refresh()
        self.changed.emit()
        self.list.table.setFocus()

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _kind(self, aside: Aside) -> str:
        return {
            AsideKind.REVISION: self.tr("Dua versi"),
            AsideKind.RECORD: self.tr("Catatan"),
            AsideKind.FILE: self.tr("Seluruh berkas"),
            AsideKind.NIK: self.tr("NIK sama"),
            AsideKind.AUDIT: self.tr("Jejak audit"),
            AsideKind.TOLD: self.tr("Kata kota"),
        }[aside.kind]

    def _columns(self) -> tuple[Column[Aside], ...]:
        def sender(line: Aside) -> str:
            office, number = shown_station(line.origin)
            name = self._office_name(office)
            return self.tr("{name}, PC {number}").format(name=name, number=number)

        return (
            Column(self.tr("Apa"), self._kind, width=104),
            Column(self.tr("Dari"), sender, hint=_why),
            Column(self.tr("Sejak"), lambda line: day(line.at.astimezone().date()), width=116),
        )

    def _make_deeds(self) -> None:
        self._deeds = {
            name: action(self, words, keys, do)
            for name, words, keys, do in (
                ("held", self.tr("Yang berlaku tetap"), "F5", partial(self._answer, "held")),
                (
                    "incoming",
                    self.tr("Pakai yang disisihkan"),
                    "F6",
                    partial(self._answer, "incoming"),
                ),
                (
                    "dismiss",
                    self.tr("Tandai sudah dilihat"),
                    "F8",
                    partial(self._answer, "dismiss"),
                ),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "held" else "", parent=self)
            for name, deed in self._deeds.items()
        }
        for name, button in self.buttons.items():
            button.setObjectName(name)

    def _lay_out(self) -> None:
        self.list.setFixedWidth(LIST_WIDTH)
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(self.person)
        inside.addWidget(self.why)
        inside.addWidget(self.body, 1)
        card = parts.card()
        parts.fill(card, inside)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self.list)
        body.addWidget(card, 1)
        foot = parts.row(gap=GRID * 2)
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addLayout(body, 1)
        column.addLayout(foot)
        self.setLayout(column)


def _why(line: Aside) -> str:
    return sentence(Problem(f"aside.{line.reason}"))

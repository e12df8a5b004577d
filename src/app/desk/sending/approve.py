"""Setujui: who waits for approval, with what each still lacks, and whom the approver has ticked."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.people import PersonLine
from app.domain.refusal import Problem
from app.kit import colours, parts
from app.kit.empty import Empty
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.people.columns import short_number
from app.kit.people.table import chosen_rows
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording import people as wording
from app.wording.catalogue import sentence

Read = Callable[[Sequence[str]], Sequence[PersonLine]]


class ApprovePane(QWidget):
    """Ticks are kept by person: a list that is read anew does not lose them."""

    approve_asked = Signal(object)  # registration ids, in the order of the list
    person_asked = Signal(str)  # registration id

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        """`read` is called on the GUI thread, for the rows in sight."""
        super().__init__(parent)
        self._read = read
        self._ids: Sequence[str] = ()
        self._ticked: set[str] = set()
        self._may = True
        self.said = parts.words(
            self.tr(
                "Persetujuan ditandatangani dengan kunci Anda. Yang masih kurang boleh "
                "disetujui; kota akan melihatnya juga."
            ),
            "muted",
            wrap=True,
        )
        self.count = parts.words("", "muted")
        self.model: ListModel[PersonLine] = ListModel(self._columns(), self._lines, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Menunggu persetujuan"))
        header = self.table.horizontalHeader()
        # of its own and empty: see `kit.people.table`
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        self.table.opened.connect(self._opened)
        self.empty = Empty()
        self.empty.say(
            "shield-check",
            self.tr("Tidak ada yang menunggu persetujuan."),
            self.tr(
                "Pendaftaran baru dan setiap perbaikan muncul di sini dengan sendirinya. Hanya "
                "yang sudah disetujui ikut dalam kiriman."
            ),
        )
        self._approve = action(self, self.tr("Setujui"), "F2", self._ask)
        self._tick = action(self.table, self.tr("Centang"), "Space", self._toggle)
        self._tick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._tick_all = action(self, self.tr("Centang semua"), "Ctrl+T", self._toggle_all)
        self._look = action(self.table, self.tr("Lihat orangnya"), "Enter", self._look_at)
        self._look.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.approve_button = ActionButton(self._approve, role="primary", parent=self)
        self._lay_out()
        self._show_ticks()

    def show_waiting(self, registration_ids: Sequence[str]) -> None:
        """Show who waits now; the cursor and the ticks stay with whom they were."""
        here = self._current()
        self._ids = registration_ids
        self._ticked &= set(registration_ids)
        self.model.show_ids(range(len(registration_ids)))
        if registration_ids:
            place = registration_ids.index(here) if here in registration_ids else 0
            self.table.selectRow(place)
        self._stack.setCurrentIndex(0 if registration_ids else 1)
        self._show_ticks()

    def show_not_allowed(self, problem: Problem | None) -> None:
        """Say why whoever is logged in approves nothing, in place of the ticks and the button."""
        self._may = problem is None
        for deed in (self._approve, self._tick, self._tick_all):
            deed.setVisible(self._may)
        if problem is not None:
            self.said.setText(sentence(problem))

    def ticked(self) -> tuple[str, ...]:
        """Who is ticked, in the order of the list."""
        return tuple(each for each in self._ids if each in self._ticked)

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        (self.table if self._ids else self).setFocus()

    # Inside

    def _columns(self) -> tuple[Column[PersonLine], ...]:
        titles = wording.COLUMNS
        return (
            Column("", lambda _line: "", picture=self._picture, width=36, hint=self._said),
            Column(titles["name"], lambda line: line.name),
            Column(titles["nik"], lambda line: line.nik_masked or wording.NO_NIK, width=156),
            Column(titles["rt"], lambda line: line.rt, width=56),
            Column(wording.SHORT_NUMBER, short_number, width=124, hint=lambda line: line.number),
            Column(self.tr("Dicatat di"), self._made_at, width=88),
            Column(titles["missing"], self._missing, width=230),
        )

    def _picture(self, line: PersonLine) -> tuple[str, str]:
        is_ticked = line.registration_id in self._ticked
        return ("square-check", colours.ACCENT) if is_ticked else ("square", colours.MUTED)

    def _said(self, line: PersonLine) -> str:
        is_ticked = line.registration_id in self._ticked
        return self.tr("dicentang") if is_ticked else self.tr("tidak dicentang")

    def _made_at(self, line: PersonLine) -> str:
        """The computer of this office that registered somebody: it may be another one."""
        _, station, *_ = [*line.number.split("-"), "", ""]
        return self.tr("PC {n}").format(n=station) if station else ""

    def _missing(self, line: PersonLine) -> str:
        return wording.missing(line.missing) or self.tr("lengkap")

    def _lines(self, places: Sequence[int]) -> Mapping[int, PersonLine]:
        found = {each.registration_id: each for each in self._read([self._ids[p] for p in places])}
        return {place: found[each] for place in places if (each := self._ids[place]) in found}

    def _current(self) -> str:
        index = self.table.currentIndex()
        return self._ids[index.row()] if index.isValid() else ""

    def _toggle(self) -> None:
        """Tick all chosen rows; where all of them are ticked, take the ticks away."""
        chosen = {
            each for part in chosen_rows(self.table) for each in self._ids[part.start : part.stop]
        }
        self._turn(chosen)

    def _toggle_all(self) -> None:
        self._turn(set(self._ids))

    def _turn(self, some: set[str]) -> None:
        if not self._may:
            return
        if some <= self._ticked:
            self._ticked -= some
        else:
            self._ticked |= some
        self._show_ticks()
        self.table.viewport().update()

    def _show_ticks(self) -> None:
        count = self.locale().toString
        ticked = len(self._ticked)
        self._approve.setText(self.tr("Setujui {n} orang").format(n=count(ticked)))
        self._approve.setEnabled(bool(ticked))
        self._tick_all.setEnabled(bool(self._ids))
        every = bool(self._ids) and ticked == len(self._ids)
        self._tick_all.setText(self.tr("Hapus centang") if every else self.tr("Centang semua"))
        self.count.setText(
            self.tr("{all} menunggu, {n} dicentang").format(
                all=count(len(self._ids)), n=count(ticked)
            )
        )

    def _ask(self) -> None:
        if ticked := self.ticked():
            self.approve_asked.emit(ticked)

    @Slot(int)
    def _opened(self, _row: int) -> None:
        self._look_at()

    def _look_at(self) -> None:
        if here := self._current():
            self.person_asked.emit(here)

    def _lay_out(self) -> None:
        head = parts.row(gap=GRID * 3)
        head.addWidget(parts.words(self.tr("Menunggu persetujuan"), "heading"))
        head.addStretch(1)
        head.addWidget(self.count)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.approve_button)
        for deed in (self._tick_all, self._tick, self._look):
            foot.addWidget(ActionButton(deed, parent=self))
        foot.addStretch(1)
        inside = parts.column(gap=GRID * 3)
        inside.addLayout(head)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.said)
        inside.addLayout(foot)
        card = parts.card(self)
        parts.fill(card, inside)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)

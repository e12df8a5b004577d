"""Which column of the list is taken for which field: proposed, and changed by the clerk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.desk.lists.uses import TakesLists
from app.domain.refusal import Problem, Refusal
from app.kit import colours, icons, parts
from app.kit.fields import ChoiceField, Option, TextField, follow_paper
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.wording.catalogue import sentence
from app.wording.labels import label
from app.wording.sheets import column_label

if TYPE_CHECKING:
    from app.service.lists import ListColumn, OpenedList

NOTHING = "-"
"""The choice "taken for nothing"; no field has this name."""

SIDE_WIDTH = 300
TARGET_WIDTH = 240


class ColumnsPane(QWidget):
    """Shows each column with its first cells, and what it is taken for."""

    check_asked = Signal()
    other_asked = Signal()  # another file
    keep_asked = Signal()
    profile_chosen = Signal(str)

    def __init__(self, lists: TakesLists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._opened: OpenedList | None = None
        self._before: OpenedList | None = None  # when the cursor came to `_column`
        self._column = -1
        self._offered: tuple[str, ...] = ()
        self.rows: dict[int, ColumnRow] = {}
        self.file = Elided("", "heading")
        self.sheet = ChoiceField("sheet", self.tr("Lembar"))
        self.header = TextField("header_row", self.tr("Baris judul"), max_length=4)
        self.profile = ChoiceField(
            "profile", self.tr("Pemetaan tersimpan"), placeholder=self.tr("belum ada")
        )
        self.trouble = parts.words("", wrap=True)
        self.trouble.setProperty("mark", "stop")
        self.trouble.hide()
        self._check = action(self, self.tr("Periksa daftar"), "F2", self.check_asked.emit)
        self._keep = action(self, self.tr("Simpan pemetaan …"), "Ctrl+S", self.keep_asked.emit)
        self._other = action(self, self.tr("Berkas lain"), "Esc", self.other_asked.emit)
        self.check_button = ActionButton(self._check, role="primary", parent=self)
        self.keep_button = ActionButton(self._keep, parent=self)
        self.other_button = ActionButton(self._other, parent=self)
        self.lacking = Lacking()
        self._lay_out()
        self.sheet.changed.connect(self._header_changed)
        self.header.left.connect(self._header_changed)
        self.profile.changed.connect(self._profile_changed)

    @property
    def opened(self) -> "OpenedList | None":
        """The list with its columns as they are chosen now."""
        return self._opened

    def show_opened(self, opened: "OpenedList", profiles: Sequence[str]) -> None:
        """Show another list, or the same with other columns."""
        self._opened = opened
        self._column = -1
        self.file.show_text(opened.name)
        self.sheet.set_options([Option(each, each) for each in opened.sheets])
        self.profile.set_options([Option(each, each) for each in profiles])
        self.profile.set_text(opened.profile)
        self.profile.setEnabled(bool(profiles))
        mapping = opened.mapping
        self.sheet.set_text(mapping.sheet if mapping else opened.sheets[0])
        self.header.set_text(str(mapping.header_row) if mapping else "")
        self._build_rows()
        self._say(() if mapping else (Problem("import.no_header"),))

    def go_to(self) -> None:
        """Put the cursor on the first column nobody knows; on the check where there is none."""
        if self._opened is None or self._opened.mapping is None:
            self.header.setFocus()
            return
        unknown = (row for row in self.rows.values() if row.is_open)
        first = next(unknown, None)
        (first.field if first else self.check_button).setFocus()

    def say(self, problems: Sequence[Problem]) -> None:
        """Say why this mapping cannot be used."""
        self._say(problems)

    # Inside

    @Slot(str)
    def _header_changed(self, _name: str) -> None:
        if self._opened is None:
            return
        typed = self.header.text()
        held = self._opened.mapping
        unchanged = held and (self.sheet.text(), typed) == (held.sheet, str(held.header_row))
        if unchanged or not typed:
            return
        row = int(typed) if typed.isascii() and typed.isdigit() else 0
        try:
            opened = self._lists.with_header(self._opened, self.sheet.text(), row)
        except Refusal as refusal:
            self.header.show_problems([each.at("header_row") for each in refusal.problems])
            return
        self.header.show_problems(())
        self._opened = opened
        self._column = -1
        self.profile.set_text("")
        self._build_rows()
        self._say(())

    @Slot(str)
    def _profile_changed(self, _name: str) -> None:
        if self.profile.text():
            self.profile_chosen.emit(self.profile.text())

    @Slot(int)
    def _row_entered(self, column: int) -> None:
        self._column, self._before = column, self._opened

    @Slot(int, str)
    def _target_changed(self, column: int, target: str) -> None:
        # Typing finds a choice letter by letter. What the letters passed by belongs to another
        # column still, so each choice starts from what was when the cursor came here.
        before = self._before if column == self._column else self._opened
        if before is None:
            return
        self._opened = self._lists.with_target(before, column, target)
        self._show_rows()
        self._say(())

    def _build_rows(self) -> None:
        for row in self.rows.values():
            row.go()
        self.rows = {}
        self._offered = ()
        if self._opened is None or self._opened.mapping is None:
            self._show_rows()
            return
        for place, column in enumerate(self._lists.columns(self._opened), 1):
            row = ColumnRow(column, self._grid, place, self._table)
            row.entered.connect(self._row_entered)
            row.target_changed.connect(self._target_changed)
            self.rows[column.index] = row
        self._grid.setRowStretch(len(self.rows) + 1, 1)
        self._show_rows()
        fields = [row.field for row in self.rows.values()]
        follow_paper([self.sheet, self.header, self.profile, *fields, self.check_button])

    def _show_rows(self) -> None:
        opened = self._opened
        is_mapped = opened is not None and opened.mapping is not None
        if opened is not None and is_mapped:
            targets = self._lists.targets(opened)
            for column in self._lists.columns(opened):
                row = self.rows[column.index]
                if targets != self._offered:
                    row.offer(targets)
                row.show_column(column)
            self._offered = targets
            self.lacking.show_lacking(
                self._lists.lacking(opened),
                sum(not row.is_open for row in self.rows.values()),
                len(self.rows),
            )
        self.lacking.setVisible(is_mapped)
        self._scroll.setVisible(is_mapped)
        self._unknown.setVisible(not is_mapped)
        self._check.setEnabled(self._has_person())
        self._keep.setEnabled(is_mapped)

    def _has_person(self) -> bool:
        mapping = self._opened.mapping if self._opened else None
        return mapping is not None and bool({"nik", "name"} & mapping.columns.keys())

    def _say(self, problems: Sequence[Problem]) -> None:
        found = list(problems)
        if not found and not self._has_person():
            found = [Problem("import.no_columns")]
        self.trouble.setText("\n".join(sentence(each) for each in found))
        self.trouble.setVisible(bool(found))

    def _lay_out(self) -> None:
        sides = parts.row(gap=GRID * 3)
        sides.addWidget(self._columns_card(), 1)
        sides.addWidget(self.lacking)
        foot = parts.row(gap=GRID * 2)
        for button in (self.check_button, self.keep_button, self.other_button):
            foot.addWidget(button)
        foot.addStretch(1)
        whole = parts.column(gap=GRID * 3)
        whole.addLayout(sides, 1)
        whole.addLayout(foot)
        self.setLayout(whole)

    def _columns_card(self) -> QFrame:
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, GRID * 2, 0)
        self._grid.setHorizontalSpacing(GRID * 3)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        titles = (
            "",
            self.tr("Judul pada daftar"),
            self.tr("Contoh isinya"),
            self.tr("Dipakai untuk"),
        )
        for place, title in enumerate(titles):
            self._grid.addWidget(parts.words(title, "label"), 0, place)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._table)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._unknown = QWidget()
        inside = parts.column(gap=GRID * 3)
        inside.addLayout(self._head())
        inside.addWidget(self.trouble)
        inside.addWidget(parts.rule())
        inside.addWidget(self._scroll, 1)
        inside.addWidget(self._unknown, 1)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def _head(self) -> QHBoxLayout:
        head = parts.row(gap=GRID * 3)
        named = parts.column(gap=0)
        named.addWidget(parts.words(self.tr("Berkas"), "label"))
        named.addStretch(1)
        named.addWidget(self.file)
        named.addStretch(1)
        head.addLayout(named, 3)
        head.addWidget(self.sheet, 2)
        self.header.setFixedWidth(96)
        head.addWidget(self.header)
        head.addWidget(self.profile, 2)
        return head


class ColumnRow(QWidget):
    """One column of the list: its letter, title and first cells, and the choice beside them.

    It lays its parts into the table's grid, so that they stand below each other.
    """

    entered = Signal(int)
    target_changed = Signal(int, str)

    def __init__(
        self, column: "ListColumn", grid: QGridLayout, place: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.hide()  # the grid holds its parts
        self._index = column.index
        self.is_open = False
        title = column.title or self.tr("(tanpa judul)")
        self.picture = parts.words("")
        self.letter = parts.words(column.letter, "muted-line")
        self.title = Elided(title)
        self.samples = Elided("  ·  ".join(column.samples), "muted-line")
        self.field = ChoiceField(
            f"column_{column.index}", title, placeholder=self.tr("belum dipilih")
        )
        self.field.label.hide()
        self.field.combo.setAccessibleName(
            self.tr("Kolom {letter}, {title}").format(letter=column.letter, title=title)
        )
        self.field.setFixedWidth(TARGET_WIDTH)
        mark = parts.row(gap=GRID)
        mark.addWidget(self.picture)
        mark.addWidget(self.letter)
        mark.addStretch(1)
        grid.addLayout(mark, place, 0)
        for number, part in enumerate((self.title, self.samples, self.field), 1):
            grid.addWidget(part, place, number)
        self.field.entered.connect(self._entered)
        self.field.changed.connect(self._changed)

    def offer(self, targets: Sequence[str]) -> None:
        """Offer these fields."""
        none = Option(NOTHING, self.tr("tidak dipakai"))
        self.field.set_options([none, *(Option(each, column_label(each)) for each in targets)])

    def show_column(self, column: "ListColumn") -> None:
        """Show what the column is taken for now."""
        self.is_open = not column.target and not column.is_known
        chosen = column.target or ("" if self.is_open else NOTHING)
        self.field.set_text(chosen)
        picture = (
            ("circle-check", colours.GOOD)
            if column.target
            else ("circle-question-mark", colours.WARN)
            if self.is_open
            else ("circle-dashed", colours.FAINT)
        )
        self.picture.setPixmap(icons.pixmap(*picture))
        words = (
            self.tr("dipakai")
            if column.target
            else self.tr("belum dikenal")
            if self.is_open
            else self.tr("tidak dipakai")
        )
        self.picture.setToolTip(words)
        self.picture.setAccessibleName(words)

    def go(self) -> None:
        """Take the row out of the table."""
        for part in (self.picture, self.letter, self.title, self.samples, self.field, self):
            part.hide()
            part.deleteLater()

    @Slot(str)
    def _entered(self, _name: str) -> None:
        self.entered.emit(self._index)

    @Slot(str)
    def _changed(self, _name: str) -> None:
        chosen = self.field.text()
        self.target_changed.emit(self._index, "" if chosen == NOTHING else chosen)


class Lacking(QFrame):
    """What the list has no column for: with anything of it, no row can be complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(SIDE_WIDTH)
        self._card = parts.card(self)
        self.known = parts.words("", "strong", wrap=True)
        self.hint = parts.words("", "muted", wrap=True)
        self._names = parts.column(gap=GRID)
        self._labels: list[QLabel] = []
        self._lines: list[QWidget] = []
        self._names.addStretch(1)
        names = QWidget()
        names.setLayout(self._names)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(names)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(self.tr("Kelengkapan"), "heading"))
        inside.addWidget(self.known)
        inside.addWidget(self.hint)
        inside.addWidget(scroll, 1)
        parts.fill(self._card, inside)
        whole = parts.column()
        whole.addWidget(self._card)
        self.setLayout(whole)

    def names(self) -> tuple[str, ...]:
        """What stands there, for whoever reads it aloud."""
        return tuple(each.text() for each in self._labels)

    def show_lacking(self, fields: Sequence[str], known: int, columns: int) -> None:
        for old in self._lines:
            old.hide()
            old.deleteLater()
        count = QLocale().toString
        self.known.setText(
            self.tr("{n} dari {all} kolom sudah jelas").format(n=count(known), all=count(columns))
        )
        self.hint.setText(
            self.tr(
                "Bagian di bawah ini tidak ada kolomnya. Barisnya tetap masuk, sebagai draf yang "
                "dilengkapi petugas bersama orangnya."
            )
            if fields
            else self.tr("Semua bagian yang wajib ada kolomnya.")
        )
        self._labels = [parts.words(label(each), wrap=True) for each in fields]
        self._lines = [_line(each) for each in self._labels]
        for place, each in enumerate(self._lines):
            self._names.insertWidget(place, each)


def _line(words: QLabel) -> QWidget:
    picture = parts.words("")
    picture.setPixmap(icons.pixmap("circle-dashed", colours.MUTED, 14))
    row = parts.row(gap=GRID * 2)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    line = QWidget()
    line.setLayout(row)
    return line


class Elided(QLabel):
    """One line that ends in "…" where there is no room for all of it; the whole is its tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if role:
            set_role(self, role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, right, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

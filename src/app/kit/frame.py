"""The one window: pages on the left, one search field above, who and where below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.kit import colours, icons, parts
from app.kit.localize import NAME as LOCALE
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.shortcuts import HelpSheet, action, shown_keys
from app.kit.theme import GRID, set_look, set_role

NAV_WIDTH = 188
SEARCH_WIDTH = 360
MOST_BY_ALT = 10  # pages that are reached by Alt and a digit; the others by F10 and on
TICK = 1000  # milliseconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that exists. One that is not built yet is absent, not greyed."""

    key: str
    title: str
    icon: str
    build: Callable[[], QWidget]  # called when the page is first shown
    at_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What the line below says; None is not shown, for nobody knows it yet."""

    who: str
    role: str
    where: str
    unsent: int | None = None
    last_reply: str | None = None
    last_backup: str | None = None
    backup_is_late: bool = False


class Frame(QMainWindow):
    """Holds the pages and turns them; it knows nothing of what they show."""

    search_typed = Signal(str)  # while the clerk types in the field above
    search_entered = Signal(str)  # Enter, or the end of a scanned card
    search_left_down = Signal()  # the down key: go into what was found
    search_ended = Signal(str)  # one search is over: entered, or the field was left
    page_shown = Signal(str)  # key
    closing = Signal()

    def __init__(
        self,
        office: str,
        pages: Sequence[PageEntry],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entries = {entry.key: entry for entry in pages}
        self._pages: dict[str, QWidget] = {}
        self._now = now
        self.setWindowTitle(f"Payung · {office}")
        self.resize(1366, 768)
        self.setMinimumSize(1000, 620)

        self.notices = Notices()
        self.search = QLineEdit()
        self._is_searching = False
        self.title = parts.words("", "title")
        self.subtitle = parts.words("", "muted")
        self.stack = QStackedWidget()
        self.nav: dict[str, NavButton] = {}
        self._nav_group = QButtonGroup(self)
        self.status = StatusLine(now)

        middle = parts.column(gap=GRID * 3)
        middle.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        middle.addLayout(self._head())
        middle.addWidget(self.notices)
        middle.addWidget(self.stack, 1)
        upper = parts.row()
        upper.addWidget(self._navigation(office, pages))
        upper.addLayout(middle, 1)
        whole = parts.column()
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
        centre = QWidget(self)
        centre.setLayout(whole)
        self.setCentralWidget(centre)

        self._find = action(self, self.tr("Cari"), "F3", self._go_to_search)
        self._help = action(self, self.tr("Bantuan tombol pintas"), "F1", self.show_help)

    # Pages

    def show_page(self, key: str) -> QWidget:
        """Turn to a page, building it the first time."""
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.nav[key].setChecked(True)
        self._show_heading()
        if isinstance(page, Page):
            page.come_into_sight()
        self.page_shown.emit(key)
        return page

    def page(self, key: str) -> QWidget:
        """The page itself, built if it was not yet, without turning to it."""
        if key not in self._pages:
            page = self._entries[key].build()
            page.setParent(self.stack)
            if isinstance(page, Page):
                page.heading_changed.connect(self._show_heading)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def built(self, key: str) -> QWidget | None:
        """The page, if it was ever shown."""
        return self._pages.get(key)

    def current(self) -> str:
        """The key of the page in sight; "" before the first."""
        shown = self.stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is shown), "")

    def show_status(self, status: Status) -> None:
        self.status.show_status(status)

    @Slot()
    def show_help(self) -> None:
        """Show the shortcuts of the page in sight and those of the frame."""
        shown = self.stack.currentWidget()
        everywhere = [
            (deed.shortcut().toString(), deed.text()) for deed in self.actions() if deed.text()
        ]
        sheet = HelpSheet(self.title.text(), shown_keys([shown] if shown else []), everywhere, self)
        sheet.open()

    # Inside

    def _head(self) -> QHBoxLayout:
        self.search.setObjectName("search")
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.search.setPlaceholderText(self.tr("Cari nama, NIK, nomor, atau pindai kartu   (F3)"))
        self.search.setAccessibleName(self.tr("Cari"))
        self.search.setClearButtonEnabled(False)
        self.search.addAction(
            icons.icon("search", colours.MUTED), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textEdited.connect(self.search_typed)
        self.search.textEdited.connect(self._search_begun)
        self.search.returnPressed.connect(self._search_entered)
        self.search.editingFinished.connect(self._search_over)
        names = parts.column(gap=0)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        head = parts.row(gap=GRID * 4)
        head.addLayout(names, 1)
        head.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _navigation(self, office: str, pages: Sequence[PageEntry]) -> QFrame:
        panel = QFrame()
        set_role(panel, "navigation")
        panel.setFixedWidth(NAV_WIDTH)
        panel.setAccessibleName(self.tr("Halaman"))
        column = parts.column(gap=2)
        column.setContentsMargins(GRID * 2, GRID * 3, GRID * 2, GRID * 2)
        brand = parts.column(gap=0)
        brand.setContentsMargins(GRID * 3, 0, 0, GRID * 3)
        brand.addWidget(parts.words("Payung", "brand"))
        brand.addWidget(parts.words(office, "muted", wrap=True))
        column.addLayout(brand)
        above = [entry for entry in pages if not entry.at_bottom]
        below = [entry for entry in pages if entry.at_bottom]
        for number, entry in enumerate((*above, *below), start=1):
            if below and entry is below[0]:
                column.addStretch(1)
            column.addWidget(self._nav_button(entry, number))
        if not below:
            column.addStretch(1)
        hint = parts.words(self.tr("F1 bantuan"), "muted")
        hint.setContentsMargins(GRID * 3, GRID * 2, 0, 0)
        column.addWidget(hint)
        panel.setLayout(column)
        return panel

    def _nav_button(self, entry: PageEntry, number: int) -> "NavButton":
        keys = f"Alt+{number % 10}" if number <= MOST_BY_ALT else f"F{number - 1}"
        deed = action(self, entry.title, keys, lambda: self.show_page(entry.key))
        button = NavButton(entry, deed)
        self._nav_group.addButton(button)
        self.nav[entry.key] = button
        return button

    @Slot()
    def _show_heading(self) -> None:
        page = self.stack.currentWidget()
        key = self.current()
        self.title.setText(page.title if isinstance(page, Page) else self._entries[key].title)
        self.subtitle.setText(page.subtitle if isinstance(page, Page) else "")
        self.subtitle.setVisible(bool(self.subtitle.text()))

    @Slot()
    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _search_begun(self) -> None:
        self._is_searching = True

    @Slot()
    def _search_over(self) -> None:
        """Once per search, however the field is left: Qt tells Enter and the lost focus as two."""
        words = self.search.text().strip()
        if self._is_searching and words:
            self.search_ended.emit(words)
        self._is_searching = False

    @Slot()
    def _search_entered(self) -> None:
        self.search_entered.emit(self.search.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.search_left_down.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.closing.emit()
        super().closeEvent(event)


class NavButton(QPushButton):
    """A page's name in the left navigation, with the key that turns to it."""

    def __init__(self, entry: PageEntry, deed: QAction, parent: QWidget | None = None) -> None:
        super().__init__(entry.title, parent)
        set_role(self, "nav")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setIcon(icons.icon(entry.icon, colours.MUTED, chosen=colours.ACCENT))
        self.setAccessibleName(entry.title)
        keys = deed.shortcut().toString()
        self.setToolTip(f"{entry.title} ({keys})")
        row = parts.row()
        row.setContentsMargins(0, 0, GRID * 2, 0)
        row.addStretch(1)
        row.addWidget(parts.words(keys, "keys"))
        self.setLayout(row)
        self.clicked.connect(deed.trigger)


class StatusLine(QFrame):
    """Who works here and where, what is not sent, the last reply and backup, and the clock."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "statusline")
        self._now = now
        self._locale = QLocale(LOCALE)
        self.who = parts.words("", "status")
        self.where = parts.words("", "status")
        self.unsent = parts.words("", "status")
        self.reply = parts.words("", "status")
        self.backup = parts.words("", "status")
        self.backup_icon = QLabel()
        self.clock = parts.words("", "muted")
        row = parts.row(gap=GRID * 5)
        row.setContentsMargins(GRID * 4, GRID, GRID * 4, GRID)
        for label in (self.who, self.where, self.unsent, self.reply):
            row.addWidget(label)
        backup = parts.row(gap=GRID)
        backup.addWidget(self.backup_icon)
        backup.addWidget(self.backup)
        row.addLayout(backup)
        row.addStretch(1)
        row.addWidget(self.clock)
        self.setLayout(row)
        self.setFixedHeight(26)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK)
        self._tick()
        for label in (self.unsent, self.reply, self.backup, self.backup_icon):
            label.hide()

    def show_status(self, status: Status) -> None:
        self.who.setText(f"{status.who} · {status.role}")
        self.where.setText(status.where)
        _show(self.unsent, self.tr("Belum dikirim: {n}"), status.unsent)
        _show(self.reply, self.tr("Balasan kota terakhir: {n}"), status.last_reply)
        _show(self.backup, self.tr("Cadangan: {n}"), status.last_backup)
        late = status.backup_is_late
        picture = ("triangle-alert", colours.WARN) if late else ("circle-check", colours.GOOD)
        self.backup_icon.setPixmap(icons.pixmap(*picture, 14))
        self.backup_icon.setVisible(status.last_backup is not None)
        set_look(self.backup, "mark", "warn" if late else "good")

    @Slot()
    def _tick(self) -> None:
        now = self._now()
        day = self._locale.toString(QDate(now.year, now.month, now.day), "dddd, d MMMM yyyy")
        text = f"{day}  {now:%H.%M}"
        if text != self.clock.text():
            self.clock.setText(text)


def _show(label: QLabel, words: str, value: object) -> None:
    label.setText("" if value is None else words.format(n=value))
    label.setVisible(value is not None)

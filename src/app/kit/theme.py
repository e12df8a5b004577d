"""How the whole program looks: Fusion, one palette, one style sheet.

Widgets name their part by the property `role`; the sheet below knows the parts:

| widget      | roles                                                                   |
| QLabel      | title, heading, label, muted, muted-line, strong, count, brand, keys,     |
|             | status, code                                                            |
| QFrame      | card (a sheet of paper), rule (a thin line), notice, navigation, statusline |
| QPushButton | primary (one a page), quiet (no edge), link, nav, pin, counter, task     |

Inputs carry the property `mark` (stop, warn, note or nothing), set by `fields.Field`.

What the login needs is written so that it is painted soon: PySide6 makes a class's Python types
when it is first named, and naming `Qt` (all its enumerations) costs 20 ms, `QStyle` another 9. So
neither is named on the way to the first paint; `tests/benchmarks/bench_start.py` measures it.
"""

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.kit import colours, fonts

GRID = 4  # every distance is a multiple of it
ICONS = "icon"  # `icon:name.svg`, in `icons` and in the sheet below


def application(name: str = "payung") -> QApplication:
    """The Qt application, in Fusion (asking for it by `setStyle` would name `QStyle`)."""
    return QApplication([name, "-style", "fusion"])


def dress(application: QApplication, resources: Path) -> None:
    """Give the program its look; once, before the first window."""
    QDir.setSearchPaths(ICONS, [str(resources / "icons")])
    application.setFont(fonts.load(resources))
    application.setPalette(palette())
    application.setStyleSheet(sheet())


def set_role(widget: QWidget, role: str) -> None:
    """Say which part of the page a widget is; while it is made."""
    widget.setProperty("role", role)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and draw the widget anew."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette() -> QPalette:
    """The colours Fusion itself draws with, where the sheet says nothing."""
    made = QPalette()
    role = QPalette.ColorRole
    for part, colour in (
        (role.Window, colours.GROUND),
        (role.WindowText, colours.INK),
        (role.Base, colours.PAPER),
        (role.AlternateBase, colours.GROUND),
        (role.Text, colours.INK),
        (role.Button, colours.PAPER),
        (role.ButtonText, colours.INK),
        (role.BrightText, colours.STOP),
        (role.Highlight, colours.ACCENT),
        (role.HighlightedText, colours.PAPER),
        (role.Accent, colours.ACCENT),
        (role.Link, colours.ACCENT),
        (role.LinkVisited, colours.ACCENT),
        (role.ToolTipBase, colours.INK),
        (role.ToolTipText, colours.PAPER),
        (role.PlaceholderText, colours.MUTED),
        (role.Light, colours.PAPER),
        (role.Midlight, colours.GROUND),
        (role.Mid, colours.LINE),
        (role.Dark, colours.EDGE),
        (role.Shadow, colours.MUTED),
    ):
        made.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(colours.FAINT))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.LINE))
    return made


def sheet() -> str:
    """The one style sheet."""
    text = _SHEET
    for name in sorted(vars(colours), key=len, reverse=True):
        if name.isupper():
            text = text.replace(f"@{name}", getattr(colours, name))
    return text


_SHEET = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 10.5pt; font-weight: 600; }
QLabel[role="brand"] { font-size: 15pt; font-weight: 600; color: @ACCENT; }
QLabel[role="count"] { font-size: 21pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="label"], QLabel[role="muted"] { font-size: 8.5pt; color: @MUTED; }
QLabel[role="muted-line"] { color: @MUTED; }
QLabel[role="code"] {
    background: @PAPER; border: 1px solid @LINE; border-radius: 8px; padding: 20px 12px;
    font-size: 15pt; font-weight: 600;
}
QLabel[mark] { font-size: 8.5pt; }
QLabel[mark="stop"] { color: @STOP; }
QLabel[mark="warn"] { color: @WARN; }
QLabel[mark="note"] { color: @MUTED; }
QLabel[mark="good"] { color: @GOOD; }
QLabel[role="count"][mark] { font-size: 21pt; }

QFrame[role="card"] { background: @PAPER; border: 1px solid @LINE; border-radius: 8px; }
QFrame[role="navigation"] { background: @PAPER; border: none; border-right: 1px solid @LINE; }
QFrame[role="statusline"] { background: @PAPER; border: none; border-top: 1px solid @LINE; }
QLabel[role="status"] { font-size: 8.5pt; }
QLabel[role="keys"] { font-size: 7.5pt; color: @MUTED; }
QFrame[role="notice"] { background: @PAPER; border: 1px solid @EDGE; border-radius: 6px; }
QFrame[role="notice"][mark="good"] { border-color: @GOOD; }
QFrame[role="notice"][mark="warn"] { border-color: @WARN; background: @WARN_SOFT; }
QFrame[role="notice"][mark="stop"] { border-color: @STOP; background: @STOP_SOFT; }
QFrame[role="rule"] { background: @LINE; border: none; max-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QSpinBox {
    background: @PAPER; color: @INK;
    border: 1px solid @EDGE; border-radius: 6px; padding: 0 9px; min-height: 30px;
    selection-background-color: @ACCENT; selection-color: @PAPER;
}
QPlainTextEdit, QTextEdit { padding: 5px 6px; }
QLineEdit#search { padding-left: 4px; }
QComboBox { padding-left: 11px; }
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover, QTextEdit:hover { border-color: @MUTED; }
QLineEdit[mark="stop"], QComboBox[mark="stop"] { border-color: @STOP; background: @STOP_SOFT; }
QLineEdit[mark="warn"], QComboBox[mark="warn"] { border-color: @WARN; background: @WARN_SOFT; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus {
    border: 2px solid @ACCENT; padding: 0 8px; min-height: 28px;
}
QLineEdit#search:focus { padding-left: 3px; }
QComboBox:focus { padding-left: 10px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 4px 5px; }
QLineEdit[mark="stop"]:focus, QComboBox[mark="stop"]:focus { border-color: @STOP; }
QLineEdit[mark="warn"]:focus, QComboBox[mark="warn"]:focus { border-color: @WARN; }
QLineEdit:disabled, QLineEdit:read-only, QComboBox:disabled {
    background: @GROUND; border-color: @LINE;
}
QTableView QLineEdit, QTreeView QLineEdit { min-height: 0; border-radius: 2px; padding: 0 4px; }

QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(icon:sheet/chevron-down.png); width: 16px; height: 16px; }
QComboBox QAbstractItemView, QListView[role="popup"] {
    background: @PAPER; border: 1px solid @EDGE; padding: 4px; outline: none;
    selection-background-color: @ACCENT_SOFT; selection-color: @INK;
}
QComboBox QAbstractItemView::item, QListView[role="popup"]::item { min-height: 28px; }
QListView[role="popup"]::item { padding: 0 6px; }
QListView[role="popup"]::item:selected { background: @ACCENT_SOFT; color: @INK; }

QPushButton {
    background: @PAPER; color: @INK; border: 1px solid @EDGE; border-radius: 6px;
    padding: 0 13px; min-height: 30px;
}
QPushButton:hover { background: @GROUND; border-color: @MUTED; }
QPushButton:pressed { background: @LINE; }
QPushButton:focus { border: 2px solid @ACCENT; padding: 0 12px; min-height: 28px; }
QPushButton:disabled { color: @FAINT; border-color: @LINE; background: @GROUND; }
QPushButton[role="primary"] {
    background: @ACCENT; color: @PAPER; border-color: @ACCENT; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: @ACCENT_DEEP; }
QPushButton[role="primary"]:focus { border-color: @INK; }
QPushButton[role="primary"]:disabled {
    background: @LINE; color: @MUTED; border-color: @LINE;
}
QPushButton[role="quiet"], QPushButton[role="link"] {
    background: transparent; border-color: transparent;
}
QPushButton[role="quiet"]:hover { background: @LINE; }
QPushButton[role="link"] { color: @ACCENT; padding: 0 5px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="quiet"]:focus, QPushButton[role="link"]:focus { border-color: @ACCENT; }
QPushButton[role="link"]:focus { padding: 0 4px; }
QPushButton[role="nav"] {
    background: transparent; border: none; text-align: left; padding: 0 12px; min-height: 34px;
}
QPushButton[role="nav"]:hover { background: @GROUND; }
QPushButton[role="nav"]:checked { background: @ACCENT_SOFT; color: @ACCENT; font-weight: 600; }
QPushButton[role="nav"]:focus { border: 2px solid @ACCENT; padding: 0 10px; min-height: 30px; }
QPushButton[role="tab"] {
    background: transparent; border: none; border-bottom: 2px solid transparent; border-radius: 0;
    padding: 0 8px;
}
QPushButton[role="tab"]:hover { border-bottom-color: @EDGE; }
QPushButton[role="tab"]:checked { color: @ACCENT; border-bottom-color: @ACCENT; }
QPushButton[role="tab"]:focus { border: 2px solid @ACCENT; border-radius: 6px; padding: 0 6px; }
QPushButton[role="pin"] {
    background: transparent; border: none; padding: 0 2px; min-height: 16px; max-height: 16px;
    font-size: 8pt; color: @MUTED; border-radius: 3px;
}
QPushButton[role="pin"]:hover { color: @INK; background: @GROUND; }
QPushButton[role="pin"]:checked { color: @ACCENT; font-weight: 600; }

QPushButton[role="counter"] {
    background: @PAPER; border: 1px solid @LINE; border-radius: 8px; padding: 0;
    min-height: 90px; max-height: 90px;
}
QPushButton[role="counter"]:hover { border-color: @ACCENT; }
QPushButton[role="counter"]:focus {
    border: 2px solid @ACCENT; min-height: 88px; max-height: 88px;
}
QPushButton[role="task"], QPushButton[role="told"] {
    background: transparent; border: none; border-radius: 6px; padding: 0;
    min-height: 52px; max-height: 52px;
}
QPushButton[role="task"]:hover { background: @GROUND; }
QPushButton[role="task"]:focus {
    border: 2px solid @ACCENT; min-height: 48px; max-height: 48px;
}
QFrame[role="yesno"] { border: 1px solid @EDGE; border-radius: 6px; background: @PAPER; }
QFrame[role="yesno"]:hover { border-color: @MUTED; }
QFrame[role="yesno"][mark="stop"] { border-color: @STOP; background: @STOP_SOFT; }
QFrame[role="yesno"][mark="warn"] { border-color: @WARN; background: @WARN_SOFT; }
QFrame[role="yesno"]:focus { border: 2px solid @ACCENT; }
QPushButton[role="half"] {
    background: transparent; border: none; border-radius: 4px; padding: 0 8px; min-height: 26px;
    color: @MUTED;
}
QPushButton[role="half"]:hover { color: @INK; }
QPushButton[role="half"]:checked { background: @ACCENT_SOFT; color: @ACCENT; font-weight: 600; }

QCheckBox { spacing: 8px; min-height: 26px; }
QCheckBox::indicator {
    width: 16px; height: 16px; border: 1px solid @EDGE; border-radius: 4px; background: @PAPER;
}
QCheckBox::indicator:hover { border-color: @MUTED; }
QCheckBox::indicator:focus { border: 2px solid @ACCENT; width: 14px; height: 14px; }
QCheckBox::indicator:checked {
    background: @ACCENT; border-color: @ACCENT; image: url(icon:sheet/check.png);
}
QCheckBox::indicator:checked:focus { border-color: @INK; }

QTableView, QTreeView, QListView {
    background: @PAPER; alternate-background-color: @GROUND; border: 1px solid @LINE;
    border-radius: 6px; gridline-color: @LINE; outline: none;
    selection-background-color: @ACCENT_SOFT; selection-color: @INK;
}
QTableView:focus, QTreeView:focus, QListView:focus { border-color: @ACCENT; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected, QTreeView::item:selected { background: @ACCENT_SOFT; color: @INK; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: @PAPER; color: @MUTED; font-weight: 600; text-align: left;
    border: none; border-bottom: 1px solid @LINE; padding: 0 11px; min-height: 30px;
}
QHeaderView::section:first { border-top-left-radius: 5px; }
QHeaderView::section:last { border-top-right-radius: 5px; }
QHeaderView::up-arrow { image: url(icon:sheet/chevron-up.png); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url(icon:sheet/chevron-down.png); width: 12px; height: 12px; }
QTableCornerButton::section { background: @PAPER; border: none; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @EDGE; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @MUTED; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar {
    background: @LINE; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
    color: transparent;
}
QProgressBar::chunk { background: @ACCENT; border-radius: 4px; }

QMessageBox QLabel#qt_msgbox_label { font-weight: 600; min-width: 320px; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: 320px; }

QMenu { background: @PAPER; border: 1px solid @EDGE; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @ACCENT_SOFT; color: @INK; }
QMenu::item:disabled { color: @FAINT; }
QMenu::separator { height: 1px; background: @LINE; margin: 4px; }
QToolTip { background: @INK; color: @PAPER; border: none; padding: 4px 8px; }
"""

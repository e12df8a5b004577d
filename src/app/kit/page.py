"""What every page of the frame is: a heading, shortcuts, and a moment when it comes into sight."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A page of the frame. The frame draws its heading and asks it to come up to date."""

    heading_changed = Signal()

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.subtitle = subtitle
        self.setAccessibleName(title)

    def set_heading(self, title: str, subtitle: str = "") -> None:
        """Say what this page shows now (a new registration, one that is corrected)."""
        self.title = title
        self.subtitle = subtitle
        self.setAccessibleName(title)
        self.heading_changed.emit()

    def come_into_sight(self) -> None:
        """The clerk has just turned to this page: read anew what it shows, put the cursor."""

"""The revisions of a registration, newest first, each with what it changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QWidget

from app.kit import parts
from app.kit.people.shown import Reads
from app.kit.press import Press
from app.kit.theme import GRID
from app.wording import names
from app.wording import people as wording
from app.wording.catalogue import long_day
from app.wording.labels import FIELDS, HEIR_FIELDS

if TYPE_CHECKING:
    from app.service.dossier import Difference, Dossier, RevisionLine


class HistoryDialog(QDialog):
    """Shows a dossier's revisions; Esc puts it away."""

    def __init__(self, dossier: "Dossier", read: Reads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Riwayat"))
        self.setMinimumSize(860, 560)
        self._read = read
        layout = parts.column(margin=GRID * 5, gap=GRID * 3)
        self.setLayout(layout)
        layout.addWidget(parts.words(self.tr("Riwayat perubahan"), "title"))
        layout.addWidget(
            parts.words(self.tr("No. {number}").format(number=dossier.number), "muted")
        )
        if dossier.hidden:
            layout.addWidget(parts.words(wording.HIDDEN, "muted", wrap=True))
        inside = QWidget()
        column = parts.column(gap=GRID * 3)
        inside.setLayout(column)
        for line in dossier.revisions:
            column.addWidget(self._revision(line))
        column.addStretch()
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        layout.addWidget(area, 1)
        close = Press(self.tr("Tutup") + "   Esc", self)
        close.setAccessibleName(self.tr("Tutup"))
        close.clicked.connect(self.reject)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()

    def _revision(self, line: "RevisionLine") -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(GRID * 4, GRID * 2, GRID * 4, GRID * 3)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        made = line.made_at.astimezone()
        who = self.tr("{who}, {day} pukul {time}  ·  {state}").format(
            who=line.made_by or self.tr("petugas lain"),
            day=long_day(made.date()),
            time=made.strftime("%H.%M"),
            state=names.REVISION_STATES.get(line.state, line.state),
        )
        title = self.tr("Revisi {number}").format(number=line.number)
        grid.addWidget(parts.words(title, "strong"), 0, 0)
        grid.addWidget(parts.words(who, "muted"), 0, 1, 1, 2)
        if not line.differences:
            said = self.tr("Pendaftaran pertama") if line.number == 1 else self.tr("Isi sama")
            grid.addWidget(parts.words(said), 1, 1, 1, 2)
        else:
            grid.addWidget(parts.words(self.tr("sebelum"), "muted"), 1, 1)
            grid.addWidget(parts.words(self.tr("sesudah"), "muted"), 1, 2)
        for row, difference in enumerate(line.differences, 2):
            self._difference(grid, row, difference)
        return card

    def _difference(self, grid: QGridLayout, row: int, difference: "Difference") -> None:
        field = difference.field
        grid.addWidget(parts.words(self._label(field), "label"), row, 0)
        for column, text in ((1, difference.old), (2, difference.new)):
            role = "strong" if column == 2 else ""
            grid.addWidget(
                parts.words(self._read(field, text) or "—", role, wrap=True), row, column
            )

    def _label(self, field: str) -> str:
        """`heirs.0.name` as "Keluarga 1, Nama"; a member of newer programs by its own name."""
        if not field.startswith("heirs."):
            return FIELDS.get(field, field)
        _, position, name = field.split(".", 2)
        return self.tr("Keluarga {number}: {field}").format(
            number=int(position) + 1, field=HEIR_FIELDS.get(name, name)
        )

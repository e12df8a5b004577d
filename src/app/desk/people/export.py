"""The question before a list leaves the books as a plain file: what for, and where to."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.domain.export import ExportReason, read_reason
from app.domain.refusal import Refusal
from app.kit import colours, icons, parts
from app.kit.fields import ChoiceField, Option
from app.kit.files import Files
from app.kit.theme import GRID, set_role
from app.wording import people as wording

WIDTH = 460


class ExportDialog(QDialog):
    """Asks for the reason, then for the place; says both once it has them."""

    ready = Signal(object, str)  # where to, code of the reason

    def __init__(
        self, count: int, asked: str, today: date, files: Files, parent: QWidget | None = None
    ) -> None:
        """`count` people are in the list, which is `asked` in words."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Ekspor daftar"))
        self.setFixedWidth(WIDTH)
        self._name = self.tr("peserta") + f"-{today.isoformat()}.xlsx"
        self._files = files
        people = self.locale().toString(count)
        warning = parts.row(gap=GRID * 2)
        picture = parts.words("")
        picture.setPixmap(icons.pixmap("triangle-alert", colours.WARN))
        warning.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(
            parts.words(
                self.tr(
                    "Berkas ini tidak tersegel: siapa pun yang memegangnya dapat membacanya. NIK "
                    "disamarkan. Pembuatannya dicatat atas nama Anda."
                ),
                wrap=True,
            ),
            1,
        )
        self.reason = ChoiceField(
            "reason",
            self.tr("Untuk apa daftar ini dibuat"),
            [Option(each.value, wording.EXPORT_REASONS[each]) for each in ExportReason],
            parent=self,
        )
        go_on = QPushButton(self.tr("Pilih tempat menyimpan …"), self)
        go_on.setObjectName("go_on")
        set_role(go_on, "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.go_on)
        cancel = QPushButton(self.tr("Batal   Esc"), self)
        cancel.setAccessibleName(self.tr("Batal"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = parts.row(gap=GRID * 2)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(go_on)
        column = parts.column(margin=GRID * 5, gap=GRID * 4)
        column.addWidget(
            parts.words(self.tr("{n} orang ke berkas Excel").format(n=people), "title")
        )
        column.addWidget(parts.words(asked[:1].upper() + asked[1:], "muted-line", wrap=True))
        column.addLayout(warning)
        column.addWidget(self.reason)
        column.addLayout(foot)
        self.setLayout(column)
        self.reason.editor.setFocus()

    @Slot()
    def go_on(self) -> None:
        """Ask for the place, if there is a reason."""
        try:
            read_reason(self.reason.text())
        except Refusal as refusal:
            self.reason.show_problems(refusal.problems)
            self.adjustSize()
            self.reason.editor.setFocus()
            return
        self.reason.show_problems(())
        self._files.to_save(self, self.tr("Simpan daftar"), self._name, self._chosen)

    def _chosen(self, target: Path) -> None:
        self.ready.emit(target, self.reason.text())
        self.accept()

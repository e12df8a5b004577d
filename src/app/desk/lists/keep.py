"""The question under which name a mapping is kept."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.fields import TextField
from app.kit.theme import GRID, set_role

WIDTH = 420


class KeepProfile(QDialog):
    """Asks for a name; the same name keeps the new mapping in place of the old one."""

    named = Signal(str)

    def __init__(self, proposed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Simpan pemetaan"))
        self.setFixedWidth(WIDTH)
        self.name = TextField("profile_name", self.tr("Nama pemetaan"), max_length=60)
        self.name.set_text(proposed)
        keep = QPushButton(self.tr("Simpan"), self)
        keep.setObjectName("keep")
        set_role(keep, "primary")
        keep.setDefault(True)
        keep.clicked.connect(self._answer)
        cancel = QPushButton(self.tr("Batal   Esc"), self)
        cancel.setAccessibleName(self.tr("Batal"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = parts.row(gap=GRID * 2)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(keep)
        column = parts.column(margin=GRID * 5, gap=GRID * 4)
        column.addWidget(parts.words(self.tr("Simpan pemetaan kolom"), "title"))
        column.addWidget(
            parts.words(
                self.tr(
                    "Daftar berikutnya dengan judul kolom yang sama langsung dikenali. Nama yang "
                    "sama mengganti pemetaan lama."
                ),
                "muted-line",
                wrap=True,
            )
        )
        column.addWidget(self.name)
        column.addLayout(foot)
        self.setLayout(column)
        self.name.line.selectAll()
        self.name.setFocus()

    @Slot()
    def _answer(self) -> None:
        if not self.name.text():
            self.name.show_problems([Problem("import.profile_name", "profile_name")])
            self.name.setFocus()
            return
        self.named.emit(self.name.text())
        self.accept()
